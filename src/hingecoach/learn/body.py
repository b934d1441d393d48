"""A drawn person seen from the side: from joint angles to joints and to the outline of the trunk.

Angles are those of the judging (degrees, 0 straight or upright); lengths are metres, x ahead and y down, as they are
drawn. The proportions of the limbs are those of the stick figure.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..skeleton import ARM, FOREARM, LEG, SHANK, THIGH, TRUNK, up
from ..types import Floats

__all__ = ["LEG", "Body", "Leg", "Pose", "bridge", "build"]

HEEL, TOE, SOLE = -0.06, 0.20, 0.08
"""Heel and toe ahead of the ankle, and the ankle above the sole, metres."""
MID_FOOT = (HEEL + TOE) / 2
_HAND = 0.08
_LYING, _LINE = 3.0, 24.0
"""Rise of the trunk in a bridge, degrees: lying; and at the top, where the knee then bends by 92 (domain.md 1.2)."""
_LUMBAR, _THORACIC = (0.08, 0.50), (0.50, 0.98)
"""Where low and upper back bend, as shares of the way from hip to shoulder."""
_AT = np.linspace(-0.18, 1.0, 60)
"""Stations of the outline: from under the seat (below 0) to the shoulders (1)."""
_BACK = ((-0.18, 0.08), (-0.06, 0.118), (0.26, 0.094), (0.6, 0.092), (0.86, 0.088), (1, 0.058))
_FRONT = ((-0.18, 0.06), (-0.06, 0.085), (0.15, 0.1), (0.4, 0.1), (0.65, 0.118), (0.85, 0.105), (1, 0.05))
"""How far the skin lies behind and ahead of the middle of the trunk, metres: seat, waist, ribs, shoulders (by eye)."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Lean of the shin and bend of the knee, degrees; ``ahead`` shifts the foot, metres."""

    shank: float
    knee: float
    ahead: float = 0.0


@dataclass(frozen=True, slots=True)
class Pose:
    """How the person is drawn. Angles as in the judging, degrees.

    Attributes
    ----------
    shank, knee, trunk
        Lean of the shin, bend of the knee, lean of the trunk.
    lumbar, thoracic
        Bend of the low back and of the upper back: 0 straight, + a hump, - a hollow.
    neck
        The head against the trunk: + chin up.
    gap
        Hands ahead of mid-foot, % of leg length; None lets ``arm`` decide.
    arm
        Where the arm points: 0 straight down, 90 ahead, -90 behind; used where ``gap`` is None.
    elbow
        Bend of the elbow.
    ground
        ``feet`` stand, ``knees`` kneel.
    other
        The other leg, where it does something else; it hangs from the same hip, or stands ahead.
    """

    shank: float = 0.0
    knee: float = 5.0
    trunk: float = 2.0
    lumbar: float = -22.0
    thoracic: float = 20.0
    neck: float = 0.0
    gap: float | None = None
    arm: float = 2.0
    elbow: float = 6.0
    ground: Literal["feet", "knees"] = "feet"
    other: Leg | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """Where everything lies, metres, x ahead and y down; the sole is at 0.

    Attributes
    ----------
    joints
        Points by name: ankle, knee, hip, shoulder, elbow, wrist, hand, neck, head, heel, toe; with another leg also
        ankle2, knee2, heel2, toe2.
    back, front
        Outline of the trunk from under the seat to the shoulders, shape (S, 2).
    spine
        Its middle line from the hip to the shoulders, shape (S, 2).
    facing
        Lean of the head: which way is up for it, degrees.
    """

    joints: dict[str, Floats]
    back: Floats
    front: Floats
    spine: Floats
    facing: float

    @property
    def back_line(self) -> Floats:
        """The part of the back that the eye judges: from the sacrum to the shoulders, shape (S, 2)."""
        return self.back[(_AT >= 0.06) & (_AT <= 0.92)]  # noqa: PLR2004  seat and nape belong to others


def build(pose: Pose) -> Body:
    """Put a person together from the feet upwards."""
    at: dict[str, Floats] = {"ankle": np.array([0.0, -SOLE])}
    at["knee"] = at["ankle"] + SHANK * _up(pose.shank)
    at["hip"] = at["knee"] + THIGH * _up(pose.shank - pose.knee)
    toes = pose.ground == "feet"
    at["heel"] = at["ankle"] + (np.array([HEEL, SOLE]) if toes else np.array([0.02, -0.05]))
    at["toe"] = at["ankle"] + (np.array([TOE, SOLE]) if toes else np.array([-0.17, SOLE - 0.02]))
    return _upper(pose, at)


def bridge(raised: float, *, lifted: Leg | None = None) -> Body:
    """Lay a person on the back with the feet on the floor, the hips raised.

    Parameters
    ----------
    raised
        Share of the way up: 0 lying, 1 where shoulder, hip and knee make one line, more is past it.
    lifted
        The free leg of a single-leg bridge.
    """
    under = float(_profile(_BACK)[np.searchsorted(_AT, 0.7)])
    shoulders = np.array([0.0, -under])  # so that the back lies on the floor
    top = shoulders + TRUNK * _along(_LINE)
    knee = top + THIGH * _along(_LINE)
    drop = -SOLE - knee[1]
    foot = np.array([knee[0] + float(np.sqrt(SHANK**2 - drop**2)), -SOLE])
    lean = _LYING + raised * (_LINE - _LYING)
    hip = shoulders + TRUNK * _along(lean)
    bend, shank = _two_bones(foot, hip)
    trunk = -90.0 - lean
    pose = Pose(
        shank, bend, trunk, -10.0, 10.0, neck=trunk + 92.0, arm=90.0, elbow=0.0, other=lifted
    )  # head stays down
    at: dict[str, Floats] = {"ankle": foot, "knee": foot + SHANK * _up(shank), "hip": hip}
    at |= {"heel": foot + np.array([HEEL, SOLE]), "toe": foot + np.array([TOE, SOLE])}
    return _upper(pose, at)


def _along(rise: float) -> Floats:
    """Give the direction from the shoulders to the hips of somebody who lies, rising by degrees."""
    return _up(90.0 - rise)


def _two_bones(foot: Floats, hip: Floats) -> tuple[float, float]:
    """Give the bend of the knee and the lean of the shin that join a foot and a hip; the knee points away."""
    apart = hip - foot
    far = min(float(np.hypot(*apart)), LEG * 0.999)
    knee = 180 - np.degrees(np.arccos((SHANK**2 + THIGH**2 - far**2) / (2 * SHANK * THIGH)))
    lean = np.degrees(np.arctan2(apart[0], -apart[1]))
    inner = np.degrees(np.arcsin(THIGH * np.sin(np.radians(knee)) / far))
    return float(knee), float(lean + inner)


def _upper(pose: Pose, at: dict[str, Floats]) -> Body:
    """Put trunk, head, arms and the other leg on the hips."""
    spine, lean = _spine(pose, at["hip"])
    behind = np.stack([-np.cos(np.radians(lean)), -np.sin(np.radians(lean))], axis=-1)
    back = spine + behind * _profile(_BACK)[:, None]
    front = spine - behind * _profile(_FRONT)[:, None]
    at["neck"] = spine[-1]
    at["shoulder"] = spine[np.searchsorted(_AT, 0.92)] - 0.01 * behind[-1]
    facing = pose.trunk - pose.neck
    at["head"] = at["neck"] + 0.205 * _up(pose.trunk + 10 - 0.7 * pose.neck) + 0.01 * _up(facing + 90)
    at |= _arm(pose, at["shoulder"], at["ankle"])
    if pose.other:
        at |= _other(pose.other, at["hip"])
    return Body(at, back, front, spine[_AT >= 0], facing)


def _up(lean: float) -> Floats:
    return up(np.asarray(lean, float))


def _profile(knots: tuple[tuple[float, float], ...]) -> Floats:
    """Lead a smooth line through knots: each span eases in and out."""
    x, y = (np.array(part) for part in zip(*knots, strict=True))
    k = np.clip(np.searchsorted(x, _AT, side="right") - 1, 0, x.size - 2)
    share = (_AT - x[k]) / (x[k + 1] - x[k])
    return np.asarray(y[k] + (y[k + 1] - y[k]) * (1 - np.cos(np.pi * share)) / 2)


def _spine(pose: Pose, hip: Floats) -> tuple[Floats, Floats]:
    """Bend the middle of the trunk: its points and its lean at each station; hip to shoulder leans as asked."""
    lean = np.zeros(_AT.size)
    for bend, (a, b) in ((pose.lumbar, _LUMBAR), (pose.thoracic, _THORACIC)):
        share = np.clip((_AT - a) / (b - a), 0, 1)
        lean += bend * (1 - np.cos(np.pi * share)) / 2
    step = TRUNK * np.diff(_AT, prepend=2 * _AT[0] - _AT[1])[:, None]
    zero = np.searchsorted(_AT, 0.0)
    line = np.cumsum(step * up(lean), axis=0)
    chord = line[-1] - line[zero]
    turn = pose.trunk - np.degrees(np.arctan2(chord[0], -chord[1]))
    line = np.cumsum(step * up(lean + turn), axis=0)
    return hip + line - line[zero], lean + turn


def _arm(pose: Pose, shoulder: Floats, ankle: Floats) -> dict[str, Floats]:
    turn = np.radians(pose.elbow)
    reach = float(np.sqrt(ARM**2 + FOREARM**2 + 2 * ARM * FOREARM * np.cos(turn)))
    lean = 180.0 - pose.arm
    if pose.gap is not None:
        target = ankle[0] + MID_FOOT + pose.gap / 100 * LEG
        lean = 180.0 - float(np.degrees(np.arcsin(np.clip((target - shoulder[0]) / (reach + _HAND), -1, 1))))
    inner = float(np.degrees(np.arcsin(FOREARM * np.sin(turn) / reach)))  # the elbow points back
    wrist = shoulder + reach * _up(lean)
    return {"elbow": shoulder + ARM * _up(lean + inner), "wrist": wrist, "hand": wrist + _HAND * _up(lean)}


def _other(leg: Leg, hip: Floats) -> dict[str, Floats]:
    """Hang the other leg from the hip: down the thigh, then the shin."""
    knee = hip - THIGH * _up(leg.shank - leg.knee) + np.array([leg.ahead, 0.0])
    ankle = knee - SHANK * _up(leg.shank)
    ahead = _up(leg.shank + 90)
    down = -_up(leg.shank)
    return {
        "knee2": knee,
        "ankle2": ankle,
        "heel2": ankle + HEEL * ahead + SOLE * down,
        "toe2": ankle + TOE * ahead + SOLE * down,
    }
