"""Postures on the floor: tall kneeling, and lying on the back for bridges."""

from dataclasses import dataclass, field

import numpy as np

from hingecoach.types import Floats

from .holds import Hold
from .people import Person
from .pose import Arm, Foot, Pose
from .rig import SIDES, SIGN, Side
from .rotation import rot_x, rot_z
from .skeleton import Skeleton, body, reach
from .standing import Aim

KNEECAP = 0.058
"""Metres from the floor to the knee joint of somebody who kneels (person of 1.75 m)."""


@dataclass(slots=True)
class Kneeling:
    """A person on their knees; ``aim.knee`` is how far the thighs lean back from the vertical, degrees."""

    person: Person
    hold: Hold
    width: float

    def solve(self, aim: Aim) -> Skeleton:
        """Give the posture."""
        rig, rad, knee = self.person.rig, np.radians, KNEECAP * self.person.rig.scale
        back = rad(aim.knee)
        rise = rad(3.0)
        feet: dict[Side, Foot] = {
            k: Foot(
                np.array([SIGN[k] * self.width, rig.shank * np.cos(rise), knee + rig.shank * np.sin(rise)]),
                rot_x(rad(158.0)),
                np.array([SIGN[k] * 0.15, -1.0, -0.8]),
            )
            for k in SIDES
        }
        root = np.array([aim.shift, rig.thigh * np.sin(back), rig.thigh * np.cos(back) + knee])
        pose = _pose(self.person, aim, root, rad(aim.trunk + self.person.tilt - aim.lumbar), feet)
        s = body(rig, pose)
        return reach(s, rig, self.hold.arms(s, rig, aim), self.hold.grip)


@dataclass(slots=True)
class Lying:
    """A person on their back with the feet planted, or one leg held up.

    ``aim.trunk`` is how far the line from shoulders to hips rises from the floor, degrees. ``feet`` is the distance
    from hips to feet as a share of the leg.
    """

    person: Person
    width: float
    feet: float = 0.47
    raised: Side | None = None
    raised_by: float = 0.0
    _feet_y: float | None = field(default=None, init=False)

    def solve(self, aim: Aim) -> Skeleton:
        """Give the posture."""
        rig, rad = self.person.rig, np.radians
        pitch = rad(-90.0 - aim.trunk + self.person.tilt - aim.lumbar)
        far: dict[Side, Foot] = {
            k: Foot(np.array([0.0, -1.0, 0.0]), np.eye(3), np.array([0.0, 0.0, 1.0])) for k in SIDES
        }
        pose = _pose(self.person, aim, np.zeros(3), pitch, far)
        chest = body(rig, pose).joints["T5"]
        pose.root = np.array([0.0, -chest[1], self._back() - chest[2]])
        if self._feet_y is None:
            self._feet_y = float(pose.root[1]) - self.feet * rig.leg
        for k in SIDES:
            pose.feet[k] = self._foot(pose, k, max(aim.trunk + self.raised_by, 6.0))
        s = body(rig, pose)
        arms: dict[Side, Arm] = {}
        for k in SIDES:
            wrist = np.array([SIGN[k] * 0.33 * rig.scale, s.joints[f"shoulder.{k}"][1] - rig.arm * 0.9, 0.05])
            arms[k] = Arm(wrist, np.array([SIGN[k], 0.0, -0.5]), 0.7)
        return reach(s, rig, arms, 0.1)

    def _back(self) -> float:
        """Give the height of T5 over the floor: the depth of the back behind it."""
        rig = self.person.rig
        v, t5 = rig.shape.vertices, rig.spine[12]
        near = (np.abs(v[:, 2] - t5[2]) < 0.03) & (np.abs(v[:, 0]) < 0.08)
        return float(v[near, 1].max() - t5[1] + 0.005)

    def _foot(self, pose: Pose, side: Side, rise: float) -> Foot:
        """Plant a foot, or hold the leg up ``rise`` degrees from the floor."""
        rig, sign = self.person.rig, SIGN[side]
        if side != self.raised:
            at = np.array([sign * self.width, self._feet_y or 0.0, rig.ankle])
            return Foot(at, rot_z(0.0), np.array([sign * 0.1, -0.3, 1.0]))
        up = np.radians(rise)
        along = np.array([0.0, -np.cos(up), np.sin(up)])
        hip = pose.root + np.array([sign * rig.heads["upperleg01.L"][0], 0.0, 0.0])
        return Foot(hip + along * rig.leg * 0.985, rot_x(-np.pi / 2 - up - 0.17), np.array([0.0, 0.3, 1.0]))


def _pose(person: Person, aim: Aim, root: Floats, pitch: float, feet: dict[Side, Foot]) -> Pose:
    rad = np.radians
    return Pose(
        pelvis=rot_z(rad(aim.yaw)) @ rot_x(pitch),
        root=root,
        feet=feet,
        lumbar=float(rad(aim.lumbar)),
        thoracic=float(rad(aim.thoracic - 0.6 * aim.breath)),
        neck=float(rad(aim.neck)),
        lateral=float(rad(aim.lateral)),
        axial=float(rad(aim.axial)),
        lumbar_shares=person.lumbar_shares,
        thoracic_shares=person.thoracic_shares,
    )
