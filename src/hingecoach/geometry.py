"""Plane geometry on arrays of points of shape (..., 2): pixels, x right, y down. Pure functions."""

import numpy as np

from .types import Floats


def wrap(degrees: Floats, low: float = -90.0) -> Floats:
    """Bring angles into the turn that begins at ``low``.

    >>> wrap(np.array([-100.0, 300.0])).tolist()
    [260.0, -60.0]
    """
    return np.asarray((degrees - low) % 360.0 + low)


def lean(low: Floats, high: Floats, forward: int) -> Floats:
    """Give how far the line from ``low`` to ``high`` leans from straight up, in degrees, -180 to 180.

    Parameters
    ----------
    forward
        +1 where the person faces the right of the picture, -1 where the left; forward leans are positive.

    >>> float(lean(np.array([0.0, 0.0]), np.array([1.0, -1.0]), 1))
    45.0
    """
    d = high - low
    return np.asarray(np.degrees(np.arctan2(forward * d[..., 0], -d[..., 1])))


def bend(low: Floats, middle: Floats, high: Floats) -> Floats:
    """Give how far a joint is bent, without a sign: 0 straight, 180 folded.

    Works on points of any dimension.

    >>> float(bend(np.array([0.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 1.0])))
    90.0
    """
    u, v = middle - low, high - middle
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = (u * v).sum(-1) / (np.linalg.norm(u, axis=-1) * np.linalg.norm(v, axis=-1))
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def length(a: Floats, b: Floats) -> Floats:
    """Give the distance between points.

    >>> float(length(np.array([0.0, 0.0]), np.array([3.0, 4.0])))
    5.0
    """
    return np.asarray(np.linalg.norm(b - a, axis=-1))


def middle(a: Floats, b: Floats) -> Floats:
    """Give the middle of two points, or the one that was seen; NaN where neither was.

    >>> middle(np.array([0.0, 4.0, np.nan]), np.array([2.0, np.nan, np.nan])).tolist()
    [1.0, 4.0, nan]
    """
    return np.where(np.isfinite(a), np.where(np.isfinite(b), (a + b) / 2, a), b)
