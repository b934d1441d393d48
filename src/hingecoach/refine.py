"""What is still wrong in a told hip, trunk, knee or neck, as far as the points themselves give it away.

A linear correction, learned on rendered people (``make refine``). That of hip, trunk and knee goes by the angles in the
picture, how far those of the 3-D points are from them, the camera's angle, and how long trunk, thigh and shin are in
the picture. That of the neck goes by its own reading and by how far hip and trunk are bent: the points of the head say
little about its pitch, so what they say counts as much as it is worth and no more.
Those of hip and neck count only as far as the hip is bent, because upright they did not carry over to other persons
(docs/pose_errors.md). None is used for people who lie, nor beyond :data:`UP_TO`.
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

REFINED: tuple[AngleName, ...] = ("hip", "trunk", "knee", "neck")
UP_TO = 35.0
"""Degrees off the side view up to which it was learned."""
MOST: Mapping[str, float] = {"hip": 12.0, "trunk": 12.0, "knee": 12.0, "neck": 60.0}
"""Degrees by which it may move an angle (E)."""
BENT = 60.0
"""Degrees of hip flexion from which on the corrections of hip and neck count in full."""
FAR = 3.0
"""Signs are held within this many standard deviations of what was learned from."""
FILE = "refine.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A linear correction: mean and scale of the signs (S,), the correction of usual signs, weights (S,), its limit."""

    mean: Floats
    scale: Floats
    base: float
    weights: Floats
    most: float

    def __call__(self, signs: Floats) -> Floats:
        """Give what must be added, degrees, shape (T,), for signs (T, S)."""
        usual = np.clip((signs - self.mean) / self.scale, -FAR, FAR)
        return np.asarray(np.clip(self.base + usual @ self.weights, -self.most, self.most))


@cache
def lines() -> Mapping[str, Line]:
    """Read the learned corrections, by angle."""
    found: dict[str, Any] = json.loads((files("hingecoach") / "data" / FILE).read_text("utf-8"))
    return {
        n: Line(np.array(x["mean"]), np.array(x["scale"]), x["base"], np.array(x["weights"]), MOST[n])
        for n, x in found.items()
    }


def can_refine(motion: Motion) -> bool:
    """Say whether the person is seen as those were from whom the correction was learned."""
    return motion.posture != "lying" and off_side(motion) <= UP_TO


def refined(motion: Motion, name: AngleName, angle: Floats, hip: Floats) -> Floats:
    """Correct an angle of :data:`REFINED` in every frame, degrees, shape (T,), given the told bend of the hip, too."""
    if not can_refine(motion):
        return angle
    return angle + lines()[name](signs_of(motion, name)) * share(name, hip, motion.angles.trunk)


def share(name: AngleName, hip: Floats, trunk: Floats) -> Floats:
    """Give how much of an angle's correction counts, 0 to 1, shape (T,), by the bend of the hip, else the trunk's."""
    bent = np.where(np.isfinite(hip), hip, trunk)
    return np.ones(hip.shape) if name in ("trunk", "knee") else np.clip(bent / BENT, 0.0, 1.0)


def signs_of(motion: Motion, name: AngleName) -> Floats:
    """Give what the correction of an angle is read from, shape (T, S); what is not seen is 0."""
    every = _of_neck(motion) if name == "neck" else _of_limbs(motion)
    return np.asarray(np.nan_to_num(np.clip(np.stack(every, axis=1), -6, 6)))


def _of_neck(motion: Motion) -> list[Floats]:
    """Give the neck's own reading and the bend of hip and trunk, straight and squared."""
    a = motion.angles
    neck, hip, trunk = np.clip(a.neck / 20, -FAR, FAR), a.hip / 50, a.trunk / 50
    return [neck, neck * np.abs(neck) / FAR, neck * trunk, hip, trunk, hip * hip, trunk * trunk]


def _of_limbs(motion: Motion) -> list[Floats]:
    """Give the angles in the picture, how far the 3-D points' are from them, the view, and the length of the limbs."""
    flat = plane_angles(motion.track.xy, motion.sides, -1 if motion.view.faces == "left" else 1)
    solid = plane_angles(sagittal(motion.track), motion.sides, 1)
    names: tuple[AngleName, ...] = ("hip", "trunk", "knee")
    own = [flat[n] / 50 for n in names]
    apart = [(solid[n] - flat[n]) / 15 for n in (*names, "shank")]
    side = np.full(motion.time.shape, motion.view.azimuth / 20)
    mixed = [a * b for i, a in enumerate(own) for b in own[i:]]
    mixed += [x * abs(side) for x in own + apart] + [x * side for x in own]
    return [*own, *apart, side, abs(side), *mixed, *_limbs(motion)]


def _limbs(motion: Motion) -> list[Floats]:
    """Give how long thigh, shin and trunk are in the picture, beside their usual and beside each other."""
    low, high = (motion.track.xy[:, p] for p in motion.sides.trunk())
    hip, knee, ankle = (motion.track.xy[:, motion.sides.point(n)] for n in ("HIP", "KNEE", "ANKLE"))
    sizes = [x / motion.leg for x in (length(hip, knee), length(knee, ankle), length(low, high))]
    usual = [x / np.nanpercentile(x, 70) - 1 if np.isfinite(x).any() else x for x in sizes]
    return [*usual, sizes[0] - sizes[1], sizes[2]]
