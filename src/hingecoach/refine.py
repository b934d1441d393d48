"""What is still wrong in a told hip or trunk, as far as the points themselves give it away.

A linear correction, learned on rendered people (``make refine``): from the angles in the picture, how far those of the
3-D points are from them, the camera's angle, and how long trunk, thigh and shin are in the picture. That of the hip
counts only as far as it is bent, because upright it did not carry over to other persons; neither did the knee's at all
(docs/pose_errors.md). It is not used for people who lie, nor beyond :data:`UP_TO`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from .angles import plane_angles, sagittal
from .geometry import length
from .motion import AngleName, Motion
from .stated import off_side
from .types import Floats

REFINED: tuple[AngleName, ...] = ("hip", "trunk")
UP_TO, MOST = 35.0, 12.0
"""Degrees off the side view up to which it was learned; degrees by which it may move an angle (E)."""
BENT = 60.0
"""Degrees of hip flexion from which on the hip's correction counts in full."""
FAR = 3.0
"""Signs are held within this many standard deviations of what was learned from."""
FILE = "refine.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A linear correction: mean and scale of the signs (S,), the correction of usual signs, and weights (S,)."""

    mean: Floats
    scale: Floats
    base: float
    weights: Floats

    def __call__(self, signs: Floats) -> Floats:
        """Give what must be added, degrees, shape (T,), for signs (T, S)."""
        usual = np.clip((signs - self.mean) / self.scale, -FAR, FAR)
        return np.asarray(np.clip(self.base + usual @ self.weights, -MOST, MOST))


@cache
def lines() -> Mapping[str, Line]:
    """Read the learned corrections, by angle."""
    found: dict[str, Any] = json.loads((files("hingecoach") / "data" / FILE).read_text("utf-8"))
    return {
        n: Line(np.array(x["mean"]), np.array(x["scale"]), x["base"], np.array(x["weights"])) for n, x in found.items()
    }


def can_refine(motion: Motion) -> bool:
    """Say whether the person is seen as those were from whom the correction was learned."""
    return motion.posture != "lying" and off_side(motion) <= UP_TO


def refined(motion: Motion, name: AngleName, angle: Floats) -> Floats:
    """Correct an angle of :data:`REFINED` in every frame, degrees, shape (T,)."""
    if not can_refine(motion):
        return angle
    return angle + lines()[name](signs_of(motion)) * share(name, angle)


def share(name: AngleName, angle: Floats) -> Floats:
    """Give how much of the correction counts, 0 to 1, shape (T,)."""
    return np.clip(angle / BENT, 0.0, 1.0) if name == "hip" else np.ones(angle.shape)


def signs_of(motion: Motion) -> Floats:
    """Give what the correction is read from, shape (T, 30); what is not seen is 0."""
    flat = plane_angles(motion.track.xy, motion.sides, -1 if motion.view.faces == "left" else 1)
    solid = plane_angles(sagittal(motion.track), motion.sides, 1)
    names: tuple[AngleName, ...] = ("hip", "trunk", "knee")
    own = [flat[n] / 50 for n in names]
    apart = [(solid[n] - flat[n]) / 15 for n in (*names, "shank")]
    side = np.full(motion.time.shape, motion.view.azimuth / 20)
    mixed = [a * b for i, a in enumerate(own) for b in own[i:]]
    mixed += [x * abs(side) for x in own + apart] + [x * side for x in own]
    every = [*own, *apart, side, abs(side), *mixed, *_limbs(motion)]
    return np.asarray(np.nan_to_num(np.clip(np.stack(every, axis=1), -6, 6)))


def _limbs(motion: Motion) -> list[Floats]:
    """Give how long thigh, shin and trunk are in the picture, beside their usual and beside each other."""
    low, high = (motion.track.xy[:, p] for p in motion.sides.trunk())
    hip, knee, ankle = (motion.track.xy[:, motion.sides.point(n)] for n in ("HIP", "KNEE", "ANKLE"))
    sizes = [x / motion.leg for x in (length(hip, knee), length(knee, ankle), length(low, high))]
    usual = [x / np.nanpercentile(x, 70) - 1 if np.isfinite(x).any() else x for x in sizes]
    return [*usual, sizes[0] - sizes[1], sizes[2]]
