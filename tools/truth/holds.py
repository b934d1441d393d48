"""Where the hands are: one class a way of holding, each from the posed trunk to the goals of the wrists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hingecoach.types import Floats

from .pose import Arm
from .rig import SIDES, SIGN, Rig, Side
from .skeleton import Skeleton

if TYPE_CHECKING:
    from .standing import Aim

SLACK = 0.988
"""Straight arms are this share of their length, so that the elbows stay soft."""
SHIN, KNEE, HIP = 0.05, 0.06, 0.09
"""Metres from the bones' line to the skin at the front of ankle, knee and hip (person of 1.75 m)."""
HANDLE = 0.075
"""Metres from the wrist to a bar in the hand."""
BAR = 0.02
"""Metres from the skin to the middle of a bar that touches it."""


def back_pole(s: Skeleton, side: Side) -> Floats:
    """Give the way the elbows of hanging arms point: back and a little out."""
    pole: Floats = s.turned["T3"] @ np.array([SIGN[side] * 0.35, 1.0, -0.1])
    return pole


def chest(s: Skeleton, rig: Rig, offset: tuple[float, float, float]) -> Floats:
    """Give a point relative to the middle of the shoulders, in the chest's frame, for a person of 1.75 m."""
    point: Floats = s.mid("shoulder") + s.turned["T3"] @ (np.array(offset) * rig.scale)
    return point


@dataclass(frozen=True)
class Hold:
    """A way of holding. ``grip`` is how far the fingers are bent (radians a joint)."""

    grip: float = 0.9

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Say where the hands are to go."""
        raise NotImplementedError

    def centre(self, s: Skeleton, rig: Rig) -> Floats:
        """Give the middle of the load."""
        del rig
        return s.mid("grip")


def front_of_leg(s: Skeleton, rig: Rig, z: float) -> float:
    """Give y of the front of the legs at a height."""
    a, k, h = s.mid("ankle"), s.mid("knee"), s.mid("hip")
    low, high, skin = (a, k, (SHIN, KNEE)) if z <= k[2] else (k, h, (KNEE, HIP))
    share = float(np.clip((z - low[2]) / max(high[2] - low[2], 1e-3), 0.0, 1.15))
    return float(low[1] + share * (high[1] - low[1]) - (skin[0] + share * (skin[1] - skin[0])) * rig.scale)


@dataclass(frozen=True)
class AlongLegs(Hold):
    """Straight arms that slide along the front of the legs; ``width`` between the hands."""

    width: float = 0.46

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Turn the arms about the shoulders until the bar is as far from the legs as it should be."""
        middle, out = s.mid("shoulder"), {}
        for side in SIDES:
            x = SIGN[side] * self.width * rig.scale / 2
            reach = _reach(s, rig, side, x)
            low, high = np.radians(-45.0), np.radians(70.0)
            for _ in range(16):
                a = 0.5 * (low + high)
                z = middle[2] - reach * np.cos(a) - HANDLE * rig.scale
                gap = (middle[1] - reach * np.sin(a)) - (front_of_leg(s, rig, z) - BAR - aim.away)
                low, high = (a, high) if gap > 0 else (low, a)
            out[side] = Arm(_hang(middle, x, reach, a), back_pole(s, side))
        return out


@dataclass(frozen=True)
class Hanging(Hold):
    """Straight arms at an angle from the vertical, degrees, + forward; ``angle`` gives it from the depth."""

    width: float = 0.4
    angle: Callable[[float], float] = lambda _depth: 0.0
    pronation: float = 0.9

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Hang the arms."""
        a = np.radians(self.angle(aim.depth) + 120.0 * aim.away)
        out = {}
        for side in SIDES:
            x = SIGN[side] * self.width * rig.scale / 2
            out[side] = Arm(_hang(s.mid("shoulder"), x, _reach(s, rig, side, x), a), back_pole(s, side), self.pronation)
        return out


def _reach(s: Skeleton, rig: Rig, side: Side, x: float) -> float:
    """Give how far a straight arm reaches in the sagittal plane when the hand is at ``x``."""
    aside = x - s.joints[f"shoulder.{side}"][0]
    return float(np.sqrt(max((rig.arm * SLACK) ** 2 - aside**2, 0.01)))


def _hang(middle: Floats, x: float, reach: float, angle: float) -> Floats:
    return np.array([x, middle[1] - reach * np.sin(angle), middle[2] - reach * np.cos(angle)])


@dataclass(frozen=True)
class OnHips(Hold):
    """Hands on the hips."""

    grip: float = 0.25

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Put the hands on the iliac crests, elbows out."""
        del aim
        at = {
            k: s.joints[f"hip.{k}"] + s.turned["pelvis"] @ (np.array([SIGN[k] * 0.11, -0.04, 0.09]) * rig.scale)
            for k in SIDES
        }
        return {k: Arm(at[k], s.turned["T3"] @ np.array([SIGN[k], 0.6, -0.2])) for k in SIDES}


@dataclass(frozen=True)
class AtChest(Hold):
    """Hands at the chest: crossed on it, or together before it around a bell.

    ``across`` is how far each hand lies on its own side (negative: crossed), ``ahead`` and ``below`` how far before and
    under the shoulders, metres.
    """

    across: float = -0.10
    ahead: float = 0.17
    below: float = 0.10
    grip: float = 0.4

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Put the hands before the chest, elbows out and down."""
        del aim
        at = {k: chest(s, rig, (SIGN[k] * self.across, -self.ahead, -self.below)) for k in SIDES}
        return {k: Arm(at[k], s.turned["T3"] @ np.array([SIGN[k], 0.3, -0.9])) for k in SIDES}


@dataclass(frozen=True)
class OnBack(Hold):
    """A bar on the upper back, hands beside it."""

    def centre(self, s: Skeleton, rig: Rig) -> Floats:
        """Give the bar's middle, on the trapezius behind T2."""
        at: Floats = s.joints["T2"] + s.turned["T3"] @ (np.array([0.0, 0.09, 0.06]) * rig.scale)
        return at

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Put the hands on the bar, a good shoulder's width out."""
        del aim
        bar = self.centre(s, rig)
        at = {k: bar + s.turned["T3"] @ (np.array([SIGN[k] * 0.34, -0.05, -0.03]) * rig.scale) for k in SIDES}
        return {k: Arm(at[k], back_pole(s, k)) for k in SIDES}


@dataclass(frozen=True)
class StickOnBack(Hold):
    """A stick along the back: one hand holds it behind the neck, the other behind the low back."""

    above: Side = "R"

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Put one hand behind the neck from above and one behind L3 from below."""
        del aim
        out = {}
        for k in SIDES:
            up = k == self.above
            bone, off = ("neck02", (0.05, 0.10, 0.02)) if up else ("L2", (0.06, 0.13, 0.0))
            at = s.joints[bone] + s.turned[bone] @ (np.array([SIGN[k] * off[0], off[1], off[2]]) * rig.scale)
            out[k] = Arm(at, s.turned["T3"] @ np.array([SIGN[k], 0.1, 0.9 if up else -0.3]))
        return out


@dataclass(frozen=True)
class Moving(Hold):
    """Hands whose place relative to the shoulders depends on the depth: ``path`` gives x out, y, z in metres.

    ``world`` takes y and z in the world's frame and not in the chest's.
    """

    path: Callable[[float, Side], tuple[float, float, float]] = lambda _d, _s: (0.0, -0.3, -0.3)
    world: bool = False

    def arms(self, s: Skeleton, rig: Rig, aim: "Aim") -> dict[Side, Arm]:
        """Follow the path."""
        frame = np.eye(3) if self.world else s.turned["T3"]
        out = {}
        for k in SIDES:
            x, y, z = self.path(aim.depth, k)
            off = frame @ (np.array([SIGN[k] * x, y, z]) * rig.scale)
            out[k] = Arm(s.mid("shoulder") + off, s.turned["T3"] @ np.array([SIGN[k] * 0.8, 0.6, -0.6]))
        return out
