"""The folds of cloth: smooth noise over the body at rest, worked out once and not in every pixel of every frame."""

from itertools import product

import numpy as np

from hingecoach.types import Floats

SCALE = 12.0
"""Folds a metre."""
STEP = 0.05
"""How far apart, in folds, the noise is compared for its slope."""


def weave(rest: Floats) -> Floats:
    """Give for points of the body at rest (V, 3) the height of the folds and their slope, shape (V, 4)."""
    at = rest * SCALE
    height = noise(at)
    slope = [noise(at + STEP * axis) - height for axis in np.eye(3)]
    return np.stack([height, *slope], axis=1)


def noise(at: Floats) -> Floats:
    """Give smooth noise between 0 and about 1 at points (N, 3); its cells have sides of 1, 1/2 and 1/4."""
    return np.asarray(0.55 * _smooth(at) + 0.3 * _smooth(at * 2.03) + 0.1 * _smooth(at * 4.1))


def _smooth(at: Floats) -> Floats:
    whole = np.floor(at)
    f = at - whole
    f = f * f * (3 - 2 * f)
    out = np.zeros(len(at))
    for corner in product((0, 1), repeat=3):
        share = np.prod(np.where(np.array(corner) == 1, f, 1 - f), axis=1)
        out += share * _cell(whole + np.array(corner))
    return out


def _cell(corner: Floats) -> Floats:
    """Give each cell its own number between 0 and 1; the shaders have the same formula."""
    p = 17.0 * ((corner * 0.3183099 + np.array([0.1, 0.2, 0.3])) % 1.0)
    return np.asarray((p.prod(axis=1) * p.sum(axis=1)) % 1.0)
