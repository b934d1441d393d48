"""Postures of people who go somewhere: walking, sprint starts, lunges. The ankles follow a path, the knees give way."""

from dataclasses import dataclass

import numpy as np

from hingecoach.types import Floats

from .people import Person
from .pose import Arm, Foot, Pose
from .rig import SIDES, SIGN, Side
from .rotation import rot_x
from .skeleton import Skeleton, body, reach


@dataclass(frozen=True, slots=True)
class Gait:
    """How somebody goes: metres, seconds and degrees.

    ``speed``, ``cycle`` (two steps), ``duty`` (share of the cycle that a foot is on the floor), ``lift`` of the foot in
    the swing, ``height`` of the hips as a share of the leg, ``lean``, ``arms`` (swing) and ``elbow``. ``wait`` is how
    long a sprinter stands in the start before the first step.
    """

    speed: float
    cycle: float
    duty: float
    lift: float
    height: float
    lean: float
    arms: float
    elbow: float
    wait: float = 0.0


def sample_walk(rng: np.random.Generator) -> Gait:
    """Draw an ordinary walk."""
    return Gait(float(rng.uniform(0.9, 1.4)), float(rng.uniform(0.95, 1.15)), 0.6, 0.09, 0.965, 4.0, 26.0, 22.0)


def sample_sprint(rng: np.random.Generator) -> Gait:
    """Draw the first steps of a sprint out of a standing start."""
    u = rng.uniform
    return Gait(
        float(u(2.6, 3.8)), float(u(0.44, 0.52)), 0.42, 0.26, 0.86, float(u(32, 48)), 55.0, 85.0, float(u(0.5, 0.9))
    )


@dataclass(frozen=True, slots=True)
class Going:
    """A person under way; ``duration`` centres the path before the camera."""

    person: Person
    gait: Gait
    duration: float

    def solve(self, t: float) -> Skeleton:
        """Give the posture at a time."""
        g, rig = self.gait, self.person.rig
        ran = max(0.0, t - g.wait)
        gain = 1.0 - np.exp(-ran / 0.5) if g.wait else 1.0
        way = g.speed * (ran - 0.5 * gain) if g.wait else g.speed * t
        y = 0.5 * g.speed * max(self.duration - g.wait, 0.5) * (0.8 if g.wait else 1.0) - way
        lean = g.lean * (1.0 if not g.wait else 1.3 - 0.5 * gain)
        phase = ran / g.cycle
        feet: dict[Side, Foot] = {k: self._foot(k, phase, y, float(gain)) for k in SIDES}
        root = np.array(
            [0.0, y + (0.04 if not g.wait else -0.05), rig.ankle + rig.leg * (g.height - 0.10 * (1.0 - gain))]
        )
        return posture(self.person, root, lean, feet, self._swing(phase, lean))

    def _foot(self, side: Side, phase: float, y: float, gain: float) -> Foot:
        g, rig = self.gait, self.person.rig
        c = (phase + (0.0 if side == "L" else 0.5)) % 1.0
        amp = 0.5 * g.speed * g.cycle * g.duty * max(gain, 0.3)
        if c < g.duty:
            along, up = -amp * (1 - 2 * c / g.duty), 0.0
        else:
            x = (c - g.duty) / (1 - g.duty)
            along, up = amp * np.cos(np.pi * x), np.sin(np.pi * x) * g.lift * max(gain, 0.1)
        at = np.array([SIGN[side] * 0.08, y + along, rig.ankle + up])
        return Foot(at, rot_x(-0.5 * min(up / 0.1, 1.0)), np.array([SIGN[side] * 0.08, -1.0, -0.1]))

    def _swing(self, phase: float, lean: float) -> dict[Side, tuple[float, float]]:
        s = float(np.sin(2 * np.pi * phase + 0.6))
        return {k: (-SIGN[k] * s * self.gait.arms + 0.3 * lean, self.gait.elbow) for k in SIDES}


def lunge(person: Person, step: float, depth: float) -> Skeleton:
    """Give a split stance ``step`` metres long, lowered by ``depth`` (0 high, 1 low)."""
    rig = person.rig
    ahead = np.array([0.09, -0.5 * step, rig.ankle])
    behind = np.array([-0.09, 0.5 * step, rig.ankle + 0.06])
    feet: dict[Side, Foot] = {
        "L": Foot(ahead, np.eye(3), np.array([0.1, -1.0, 0.0])),
        "R": Foot(behind, rot_x(-0.6), np.array([-0.1, -1.0, -0.1]), 0.5),
    }
    root = np.array([0.0, -0.03 * depth, rig.ankle + rig.leg * (0.90 - 0.30 * depth)])
    return posture(person, root, 5.0, feet, {"L": (0.0, 12.0), "R": (0.0, 12.0)})


def posture(
    person: Person, root: Floats, lean: float, feet: dict[Side, Foot], arms: dict[Side, tuple[float, float]]
) -> Skeleton:
    """Pose a person by hips, lean, feet, and for each arm the angle forward and the bend of the elbow, degrees."""
    rig, rad = person.rig, np.radians
    pose = Pose(
        pelvis=rot_x(rad(lean + person.tilt - person.lumbar)),
        root=root,
        feet=feet,
        lumbar=float(rad(person.lumbar)),
        thoracic=float(rad(person.thoracic)),
        neck=float(rad(person.neck - 0.5 * lean)),
        lumbar_shares=person.lumbar_shares,
        thoracic_shares=person.thoracic_shares,
    )
    s = body(rig, pose)
    goal: dict[Side, Arm] = {}
    for k, (ahead, elbow) in arms.items():
        upper, fore = rad(ahead), rad(ahead + elbow)
        way = rig.upper_arm * np.array([0.1 * SIGN[k], -np.sin(upper), -np.cos(upper)])
        way = way + rig.forearm * np.array([0.0, -np.sin(fore), -np.cos(fore)])
        goal[k] = Arm(s.joints[f"shoulder.{k}"] + way, np.array([SIGN[k] * 0.2, 1.0, -0.4]))
    return reach(s, rig, goal, 0.5)
