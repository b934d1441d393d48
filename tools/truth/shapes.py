"""Rest bodies out of ``bodies.npz``: adults of the Anny body model, and mixtures of them.

The file is made by ``make_bodies.py`` and unpacked here. Every person of the tool is a mixture of two bodies of one
split, so that persons of the test split share no body with those of the training split.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats

Split = Literal["train", "test"]

FILE = Path(__file__).with_name("bodies.npz")
STEP = 1e-4
"""Metres that one count of a stored coordinate stands for."""
TEST_EVERY = 4
"""Of the bodies every fourth one belongs to the test split."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A body at rest (arms a little away from the trunk, feet on the floor).

    Attributes
    ----------
    vertices
        Metres, shape (V, 3).
    heads
        Where each bone of Anny's begins, by Anny's name.
    traits
        Anny's sliders: gender (0 female, 1 male), age, muscle, weight, height, proportions; each 0 to 1.
    """

    vertices: Floats
    heads: dict[str, Floats]
    traits: dict[str, float]

    @property
    def stature(self) -> float:
        """Height in metres."""
        return float(np.ptp(self.vertices[:, 2]))


@dataclass(frozen=True, slots=True)
class Bodies:
    """What ``bodies.npz`` holds; see :func:`load`."""

    vertices: npt.NDArray[np.float32]
    heads: Floats
    labels: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    faces: npt.NDArray[np.int32]
    traits: Floats
    trait_names: tuple[str, ...]
    face_points: npt.NDArray[np.float32]
    face_names: tuple[str, ...]

    def of(self, split: Split) -> list[int]:
        """Give the numbers of the bodies of a split."""
        return [k for k in range(len(self.vertices)) if (k % TEST_EVERY == TEST_EVERY - 1) == (split == "test")]


@cache
def load() -> Bodies:
    """Read the bodies: B of them, V vertices, L bones, F triangles, K points of the face.

    ``vertices`` (B, V, 3) and ``heads`` (B, L, 3) in metres, ``weights`` (V, L) skin weights, ``faces`` (F, 3),
    ``face_points`` (K, V) weights that give ears, eyes and nose from the vertices.
    """
    with np.load(FILE) as z:
        return Bodies(
            vertices=z["vertices"].astype(np.float32) * np.float32(STEP),
            heads=z["heads"].astype(float) * STEP,
            labels=tuple(str(x) for x in z["labels"]),
            weights=z["weights"].astype(np.float32) / 255.0,
            faces=z["faces"].astype(np.int32),
            traits=z["traits"].astype(float),
            trait_names=tuple(str(x) for x in z["trait_names"]),
            face_points=z["face_points"].astype(np.float32),
            face_names=tuple(str(x) for x in z["face_names"]),
        )


def mixture(first: int, second: int, share: float) -> Shape:
    """Mix two bodies; ``share`` is that of the first. They have the same rest posture, so a mixture is a body again."""
    d = load()
    vertices = _blend(d.vertices, first, second, share)
    floor = np.array([0.0, 0.0, vertices[:, 2].min()])
    return Shape(
        vertices=vertices - floor,
        heads=dict(zip(d.labels, _blend(d.heads, first, second, share) - floor, strict=True)),
        traits={k: float(v) for k, v in zip(d.trait_names, _blend(d.traits, first, second, share), strict=True)},
    )


def _blend(values: npt.NDArray[np.floating], first: int, second: int, share: float) -> Floats:
    return np.asarray(share * values[first] + (1.0 - share) * values[second], dtype=float)
