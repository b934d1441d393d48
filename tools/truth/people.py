"""Who is filmed: persons with a body, a size, a way to stand and a spine that bends in its own way."""

from dataclasses import dataclass

import numpy as np

from hingecoach.types import Floats

from .pose import LUMBAR_SHARES, THORACIC_SHARES, Foot, Pose
from .rig import SIDES, Rig, build_rig
from .rotation import lean, rot_x, wrapped
from .shapes import Split, load, mixture
from .skeleton import body

PERSONS: dict[Split, int] = {"train": 400, "test": 100}
"""How many different persons a split has."""
_SEED: dict[Split, int] = {"train": 71, "test": 72}

SPREAD_LUMBAR, SPREAD_THORACIC = 40.0, 120.0
"""How alike people share flexion among vertebrae (a Dirichlet concentration); larger: more alike."""
HOLLOW = (-44.0, -16.0)
"""Range of the standing ``lumbar_convex``: people stand with 20 to 50 degrees of hollow (domain.md 2.1, contract)."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person. Angles in degrees, flexion from the body model's rest posture.

    Attributes
    ----------
    name
        ``train017``: split and number; the ``person`` of the truth file.
    lumbar_shares, thoracic_shares
        Share of the flexion at each vertebra, from the lowest up.
    lumbar, thoracic, neck
        The person's own standing.
    knee
        Knee flexion in standing.
    tilt
        Pitch at T12 in standing: with it the line from hips to shoulders is upright, or nearly.
    """

    name: str
    rig: Rig
    lumbar_shares: Floats
    thoracic_shares: Floats
    lumbar: float
    thoracic: float
    neck: float
    knee: float
    tilt: float

    def lumbar_for(self, convex: float) -> float:
        """Give the lumbar flexion at which ``lumbar_convex`` is so many degrees."""
        return _lumbar_for(self.rig, self.lumbar_shares, convex)


def make_person(split: Split, number: int) -> Person:
    """Make a person of a split; the same number is the same person.

    Raises
    ------
    ValueError
        The split has no such number.
    """
    if not 0 <= number < PERSONS[split]:
        raise ValueError(f"{split} has persons 0 to {PERSONS[split] - 1}, got {number}.")
    rng = np.random.default_rng([_SEED[split], number])
    first, second = rng.choice(load().of(split), 2, replace=False)
    shape = mixture(int(first), int(second), float(rng.uniform(0.5, 1.0)))
    short, tall = (1.50, 1.80) if shape.traits["gender"] < 0.5 else (1.60, 1.97)
    rig = build_rig(shape, float(rng.uniform(short, tall)))
    shares = rng.dirichlet(LUMBAR_SHARES * SPREAD_LUMBAR)
    thoracic = float(rng.normal(3.0, 5.0))
    above = rng.dirichlet(THORACIC_SHARES * SPREAD_THORACIC)
    lumbar = _lumbar_for(rig, shares, float(rng.uniform(*HOLLOW)))
    return Person(
        name=f"{split}{number:03d}",
        rig=rig,
        lumbar_shares=shares,
        thoracic_shares=above,
        lumbar=lumbar,
        thoracic=thoracic,
        tilt=float(rng.normal(0.0, 1.5)) - _forward(rig, shares, above, lumbar, thoracic),
        neck=float(-0.8 * thoracic + rng.normal(0.0, 4.0)),
        knee=float(rng.uniform(2.0, 8.0)),
    )


def convexity(joints: Floats) -> float:
    """Give ``lumbar_convex``: the bend between the ends of the line through L5 .. T12, shape (6, 3).

    Degrees; 0 straight, + hump, - hollow.
    """
    return wrapped(lean(joints[-1] - joints[-2]) - lean(joints[1] - joints[0]))


def _lumbar_for(rig: Rig, shares: Floats, convex: float) -> float:
    """Solve for the flexion: the joints between the lowest and the highest piece (L4 to L1) bend the line."""
    return float((convex - convexity(rig.spine[:6])) / shares[1:5].sum())


def _forward(rig: Rig, lumbar_shares: Floats, thoracic_shares: Floats, lumbar: float, thoracic: float) -> float:
    """Give the lean of the line from hips to shoulders when T12 is level as in the body model's rest posture."""
    lumbar, thoracic = float(np.radians(lumbar)), float(np.radians(thoracic))
    feet = {s: Foot(np.array([0.1, 0.0, 0.1]), np.eye(3), np.array([0.0, -1.0, 0.0])) for s in SIDES}
    pose = Pose(rot_x(-lumbar), np.array([0.0, 0.0, rig.leg]), feet, lumbar, thoracic,
                lumbar_shares=lumbar_shares, thoracic_shares=thoracic_shares)  # fmt: skip
    s = body(rig, pose)
    return lean(s.mid("shoulder") - s.mid("hip"))
