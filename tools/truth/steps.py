"""Walking to the place of the set and away from it: the last step ends in the stance, the first one begins there."""

from dataclasses import dataclass

import numpy as np

from hingecoach.types import Floats

from .holds import SLACK, Hold, back_pole
from .pose import Arm, Foot
from .rig import SIDES, SIGN, Rig, Side
from .rotation import rot_x, rot_z
from .skeleton import Skeleton, body, reach
from .standing import Aim, Standing
from .tempo import ease

STEP = 0.36
"""Metres that the body goes in a step, about."""
LIFT = 0.08
"""Metres that a foot is lifted."""
NARROW = 0.045
"""Half the distance between the ankles of somebody who walks, over the stature."""


@dataclass(frozen=True)
class Swinging(Hold):
    """Arms that swing from the shoulders, the left one ``ahead`` degrees forward."""

    grip: float = 0.3
    ahead: float = 0.0

    def arms(self, s: Skeleton, rig: Rig, aim: Aim) -> dict[Side, Arm]:
        """Swing the arms against each other."""
        del aim
        out = {}
        for k in SIDES:
            a = np.radians(5.0 + SIGN[k] * self.ahead)
            way = np.array([SIGN[k] * 0.12, -np.sin(a), -np.cos(a)]) * rig.arm * SLACK * 0.97
            out[k] = Arm(s.joints[f"shoulder.{k}"] + way, back_pole(s, k), 0.3)
        return out


@dataclass(frozen=True, slots=True)
class Path:
    """A walk of ``start`` metres (y of its first frame) that ends in the stance.

    Attributes
    ----------
    body
        y of the body relative to the stance, metres, shape (n,).
    feet
        By side y relative to the stance and height over the floor, shape (n, 2), and how near the foot has come to its
        place aside, 0 to 1, shape (n,).
    """

    body: Floats
    feet: dict[Side, tuple[Floats, Floats]]
    swing: Floats


def sample_path(rng: np.random.Generator, start: float, fps: float) -> Path:
    """Draw a walk from ``start`` to 0: steps in turn, and the other foot joins at the end."""
    count = max(2, round(abs(start) / STEP))
    each = float(rng.uniform(0.48, 0.66))
    goals = [start * (1 - (k + 1) / count) for k in range(count)] + [0.0]
    n = int(np.ceil(each * len(goals) * fps)) + 1
    time = np.arange(n) / fps / each
    at: dict[Side, float] = {"L": start, "R": start}
    feet: dict[Side, tuple[Floats, Floats]] = {k: (np.tile([start, 0.0], (n, 1)), np.zeros(n)) for k in SIDES}
    middle = [start]
    for step, goal in enumerate(goals):
        side = SIDES[step % 2]
        done = np.array([ease(x) for x in np.clip(time - step, 0.0, 1.0)])
        feet[side][0][:, 0] += done * (goal - at[side])
        feet[side][0][:, 1] += LIFT * np.sin(np.pi * done)
        if step >= len(goals) - 2:
            feet[side][1][:] = done
        at[side] = goal
        middle.append(0.5 * (at["L"] + at["R"]))
    way = np.interp(time, np.arange(len(middle)), middle)
    window = np.hanning(max(3, int(fps * each) | 1))
    edge = len(window) // 2
    way = np.convolve(np.pad(way, edge, mode="edge"), window / window.sum(), "valid")[:n]
    fade = np.clip((len(goals) - time) / 1.5, 0.0, 1.0)
    return Path(way, feet, np.sin(np.pi * time) * fade)


def walk(stand: Standing, aim: Aim, path: Path, holds: list[Hold]) -> list[Skeleton]:
    """Walk along a path in the posture that the person has at its end; ``holds`` has one a frame."""
    rig = stand.person.rig
    end = stand.pose(aim)
    ankles = {k: end.feet[k].ankle for k in SIDES}
    out = []
    for k, hold in enumerate(holds):
        pose = stand.pose(aim)
        feet: dict[Side, Foot] = {}
        for side in SIDES:
            (along, up), near = path.feet[side][0][k], path.feet[side][1][k]
            aside = (1 - near) * SIGN[side] * NARROW * rig.shape.stature + near * ankles[side][0]
            at = np.array([aside, along, rig.ankle + up])
            out_by = SIGN[side] * np.radians(stand.turnout) * near
            feet[side] = Foot(at, rot_z(out_by) @ rot_x(-3.0 * up), pose.feet[side].knee_to)
        pose.feet = feet
        pose.root = end.root + np.array([0.0, path.body[k], 0.0])
        pose.root[2] = min(pose.root[2], _highest(pose.root[1], feet, rig))
        s = body(rig, pose)
        out.append(reach(s, rig, hold.arms(s, rig, aim), hold.grip))
    return out


def _highest(root: float, feet: dict[Side, Foot], rig: Rig) -> float:
    """Give how high the hips may be so that both feet are reached."""
    away = [float(f.ankle[1]) - root for f in feet.values()]
    return min(
        float(f.ankle[2]) + float(np.sqrt(max((0.997 * rig.leg) ** 2 - d * d - 0.003, 0.2)))
        for f, d in zip(feet.values(), away, strict=True)
    )
