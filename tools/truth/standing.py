"""Postures on two feet or one: the feet stay where they are, and the body balances over them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from hingecoach.types import Floats

from .holds import Hold
from .people import Person
from .pose import Foot, Pose
from .rig import SIDES, SIGN, Side
from .rotation import rot_x, rot_y, rot_z
from .skeleton import Skeleton, body, centre_of_mass, reach

CLOSE_ENOUGH = 0.002
"""Metres that the centre of mass may be off the middle of the foot."""
SHANK_RANGE, TRUNK_RANGE = (-18.0, 48.0), (0.0, 88.0)
"""Where balance is looked for, degrees."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a posture should be; degrees and metres.

    Attributes
    ----------
    knee, trunk, lumbar, thoracic, neck
        Knee bend; forward lean of the trunk from the person's own standing, at T12; flexion from the body model's rest.
    away
        Metres between load and legs.
    depth
        0 at the top, 1 at the bottom of the repetition.
    shank
        Lean of the shank where it is given (squats): then the trunk balances instead of the shank.
    yaw, roll, axial, lateral, neck_turn
        Small turns to the side.
    off_balance, shift
        Metres: centre of mass ahead of mid-foot; hips to the left.
    breath
        -1 out, 1 in.
    """

    knee: float
    trunk: float
    lumbar: float
    thoracic: float
    neck: float
    away: float = 0.0
    depth: float = 0.0
    shank: float | None = None
    yaw: float = 0.0
    roll: float = 0.0
    axial: float = 0.0
    lateral: float = 0.0
    neck_turn: float = 0.0
    off_balance: float = 0.0
    shift: float = 0.0
    breath: float = 0.0


@dataclass(slots=True)
class Standing:
    """A person on their feet.

    Attributes
    ----------
    width
        Half the distance between the ankles, metres.
    turnout
        Degrees that the feet point outward.
    load
        Mass of the load over that of the body.
    lifted
        The leg that is held up behind, if any.
    """

    person: Person
    hold: Hold
    width: float
    turnout: float = 0.0
    load: float = 0.0
    lifted: Side | None = None
    _last: float | None = field(default=None, init=False)

    def solve(self, aim: Aim) -> Skeleton:
        """Find the posture that has the aimed angles and is in balance: the shank, or the trunk of a squat, gives way.

        The search starts from the last answer, so that neighbouring frames cost little.
        """
        squats = aim.shank is not None
        low, high = TRUNK_RANGE if squats else SHANK_RANGE

        def off(angle: float) -> tuple[float, Skeleton]:
            s = self._posture(aim, aim.shank, angle) if aim.shank is not None else self._posture(aim, angle, aim.trunk)
            return self._ahead(s) - aim.off_balance, s

        angle, s = _root(off, self._last if self._last is not None else 0.5 * (low + high), (low, high))
        self._last = angle
        return s

    def pose(self, aim: Aim) -> Pose:
        """Give the numbers behind the posture of :meth:`solve`."""
        self.solve(aim)
        last = self._last or 0.0
        shank, trunk = (last, aim.trunk) if aim.shank is None else (aim.shank, last)
        return self._pose(aim, float(np.radians(shank)), float(np.radians(trunk)))

    def forget(self) -> None:
        """Start the next search afresh: the next posture is not the last one's neighbour."""
        self._last = None

    def _ahead(self, s: Skeleton) -> float:
        """Say how far the centre of mass with the load lies behind the middle of the feet, metres (y)."""
        y = centre_of_mass(s)[1]
        if self.load:
            y = (y + self.load * self.hold.centre(s, self.person.rig)[1]) / (1 + self.load)
        return float(y - self.person.rig.mid_foot)

    def _posture(self, aim: Aim, shank: float, trunk: float) -> Skeleton:
        rig = self.person.rig
        pose = self._pose(aim, np.radians(shank), np.radians(trunk))
        if self.lifted is not None:
            pose.feet[self.lifted] = self._held_up(pose, self.lifted, np.radians(max(trunk, 0.0) * 0.92 + 6.0))
        s = body(rig, pose)
        return reach(s, rig, self.hold.arms(s, rig, aim), self.hold.grip)

    def _pose(self, aim: Aim, shank: float, trunk: float) -> Pose:
        rig, rad = self.person.rig, np.radians
        thigh = rad(aim.knee) - shank
        aside = abs(self.width - rig.heads["upperleg01.L"][0])
        upright = np.sqrt(max(1.0 - (aside / rig.leg) ** 2, 0.5))
        root = np.array([
            aim.shift + (0.0 if self.lifted is None else -SIGN[self.lifted] * self.width * 0.2),
            -rig.shank * np.sin(shank) + rig.thigh * np.sin(thigh),
            (rig.shank * np.cos(shank) + rig.thigh * np.cos(thigh)) * upright + rig.ankle,
        ])  # fmt: skip
        return Pose(
            pelvis=rot_z(rad(aim.yaw)) @ rot_y(rad(aim.roll)) @ rot_x(trunk + rad(self.person.tilt - aim.lumbar)),
            root=root,
            feet={side: self._planted(side) for side in SIDES},
            lumbar=rad(aim.lumbar),
            thoracic=rad(aim.thoracic - 0.6 * aim.breath),
            neck=rad(aim.neck),
            lateral=rad(aim.lateral),
            axial=rad(aim.axial),
            neck_turn=rad(aim.neck_turn),
            lumbar_shares=self.person.lumbar_shares,
            thoracic_shares=self.person.thoracic_shares,
        )

    def _planted(self, side: Side) -> Foot:
        sign, out = SIGN[side], np.radians(self.turnout)
        x = sign * self.width if self.lifted is None else sign * self.width * 0.4
        return Foot(
            ankle=np.array([x, 0.0, self.person.rig.ankle]),
            turned=rot_z(sign * out),
            knee_to=np.array([sign * np.sin(out) * 1.1, -np.cos(out), 0.0]),
        )

    def _held_up(self, pose: Pose, side: Side, back: float) -> Foot:
        """Hold a leg out behind, nearly straight, ``back`` radians from the vertical."""
        rig, sign = self.person.rig, SIGN[side]
        hip = pose.root + pose.pelvis @ np.array([sign * rig.heads["upperleg01.L"][0], 0.0, 0.0])
        along = np.array([0.0, np.sin(back), -np.cos(back)])
        towards: Floats = np.array([sign * 0.1, -np.cos(back), -np.sin(back)])
        return Foot(hip + along * rig.leg * 0.985, rot_x(back + 0.4), towards)


def down_to(stand: Standing, aim: Aim, handle: float) -> Aim:
    """Lean the trunk until the hands are at the height of the handle; bend the knees more where that is not enough."""
    for knee in (aim.knee, aim.knee + 15.0, aim.knee + 30.0):
        low, high = 12.0, 108.0
        for _ in range(8):
            trunk = 0.5 * (low + high)
            stand.forget()
            tried = replace(aim, trunk=trunk, knee=knee)
            off = float(stand.solve(tried).mid("grip")[2]) - handle
            low, high = (trunk, high) if off > 0 else (low, trunk)
        if abs(off) < 0.03:
            return tried
    return tried


def _root(
    off: Callable[[float], tuple[float, Skeleton]], start: float, within: tuple[float, float]
) -> tuple[float, Skeleton]:
    """Find where ``off``, which falls, is nought: secants from ``start``, then halving."""
    a = start
    fa, s = off(a)
    if abs(fa) < CLOSE_ENOUGH:
        return a, s
    b = float(np.clip(a + np.sign(fa) * 3.0, *within))
    fb, s = off(b)
    for _ in range(8):
        if abs(fb) < CLOSE_ENOUGH or abs(fb - fa) < 1e-9:
            break
        c = float(np.clip(b - fb * (b - a) / (fb - fa), *within))
        a, fa = b, fb
        b = c
        fb, s = off(b)
    if abs(fb) < 5 * CLOSE_ENOUGH:
        return b, s
    low, high = within
    for _ in range(14):
        b = 0.5 * (low + high)
        fb, s = off(b)
        low, high = (b, high) if fb > 0 else (low, b)
    return b, s
