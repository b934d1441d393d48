"""How far the head is turned against the upper back, as far as the points of the head give it away.

They say little about its pitch, so a linear correction, learned on rendered people (``make neck``), takes their reading
for as much as it is worth: it goes by the reading itself and by how far hip and trunk are bent. It counts only as far
as the hip is bent, because upright it did not carry over to other persons (docs/pose_errors.md), and is not used for
people who lie, nor beyond :data:`~hingecoach.told.limbs.UP_TO`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from ..motion import Motion
from ..types import Floats
from .limbs import can_read

MOST = 60.0
"""Degrees by which it may move the neck (E)."""
BENT = 60.0
"""Degrees of hip flexion from which on it counts in full."""
FAR = 3.0
"""Signs are held within this many standard deviations of what was learned from."""
FILE = "neck.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A linear correction: mean and scale of the signs (S,), the correction of usual signs, weights (S,)."""

    mean: Floats
    scale: Floats
    base: float
    weights: Floats

    def __call__(self, signs: Floats) -> Floats:
        """Give what must be added, degrees, shape (T,), for signs (T, S)."""
        usual = np.clip((signs - self.mean) / self.scale, -FAR, FAR)
        return np.asarray(np.clip(self.base + usual @ self.weights, -MOST, MOST))


@cache
def learned() -> Line:
    """Read the correction of this version."""
    x: Mapping[str, Any] = json.loads((files("hingecoach") / "data" / FILE).read_text("utf-8"))
    return Line(np.array(x["mean"]), np.array(x["scale"]), x["base"], np.array(x["weights"]))


def told_neck(motion: Motion, hip: Floats, line: Line | None = None) -> Floats:
    """Correct the neck in every frame, degrees, shape (T,).

    Parameters
    ----------
    hip
        The told bend of the hip, degrees, shape (T,); where it is missing that of the trunk counts.
    line
        Another correction than that of this version: of people who were left out.
    """
    if not can_read(motion):
        return motion.angles.neck
    added = (line or learned())(signs_of(motion)) * share(hip, motion.angles.trunk)
    return np.asarray(motion.angles.neck + added)


def share(hip: Floats, trunk: Floats) -> Floats:
    """Give how much of the correction counts, 0 to 1, shape (T,), by the bend of the hip, else the trunk's."""
    return np.clip(np.where(np.isfinite(hip), hip, trunk) / BENT, 0.0, 1.0)


def signs_of(motion: Motion) -> Floats:
    """Give the neck's own reading and the bend of hip and trunk, straight and squared, (T, 7); not seen is 0."""
    a = motion.angles
    neck, hip, trunk = np.clip(a.neck / 20, -FAR, FAR), a.hip / 50, a.trunk / 50
    every = [neck, neck * np.abs(neck) / FAR, neck * trunk, hip, trunk, hip * hip, trunk * trunk]
    return np.asarray(np.nan_to_num(np.clip(np.stack(every, axis=1), -6, 6)))
