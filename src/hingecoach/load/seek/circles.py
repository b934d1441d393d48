"""Circles of a look, each with the share of its rim that was really seen.

OpenCV's ``HOUGH_GRADIENT_ALT`` finds the candidates (votes of our own were no better and no quicker), in grey and in
the more vivid colour of Lab: a green plate before a grey wall has no edge in grey. What it gives is held against the
picture once more, also as the narrower ellipse that a plate is off the side view.
"""

import cv2
import numpy as np
import numpy.typing as npt

from hingecoach.types import Bytes, Floats

Bools = npt.NDArray[np.bool_]

EDGE, ROUND, APART = 120.0, 0.5, 4.0
"""``HOUGH_GRADIENT_ALT``: strength of an edge (Scharr), how round it must be (0 to 1), pixels between two centres."""
COARSE = 0.75
"""Candidates are sought in a picture so much smaller: as good (docs/load.md) and a third quicker."""
MOST = 20
"""Candidates that are held against the picture; the method gives the surest first."""
COLOURLESS = 2.0
"""Standard deviation of a colour in Lab (of 256) under which a look shows nothing in it (E)."""
STEEP = 6.0
"""Grey levels a pixel from which a place counts as an edge."""
ALONG = 0.85
"""Cosine between an edge's direction and the rim's from which the edge is one of the rim."""
_AROUND = np.linspace(0.0, 2 * np.pi, 48, endpoint=False)
_WIDE = (1.0, 0.93, 0.82)
"""Widths of a plate for its height: seen straight from its side, and from 22 and 35 degrees off."""
_LARGER = (1.0, 0.94, 1.06)
_BETTER = 0.02
"""A share of the rim that is larger by less is no better: one of 48 places."""


def circles(rgb: Bytes, grey: Bytes, edges: tuple[Floats, Floats], smallest: float, largest: float) -> Floats:
    """Find circles with radii between two sizes, pixels.

    Parameters
    ----------
    rgb, grey
        The picture in colour and in grey.
    edges
        Its steepest slopes, from :func:`steepest`.

    Returns
    -------
    Floats
        Centre x, y, radius (half the height) in pixels, and the share of the rim that was seen, shape (C, 4).
    """
    layers = (grey, *_tint(rgb))
    rings = np.concatenate([_candidates(layer, smallest, largest) for layer in layers])
    return _fitted(*edges, rings) if rings.size else np.zeros((0, 4))


def _tint(rgb: Bytes) -> list[Bytes]:
    """Give the colour of Lab, of two, that varies more, twice as strong; nothing where hardly anything varies."""
    tints = cv2.split(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB))[1:]
    spread, tint = max(((float(cv2.meanStdDev(t)[1].item()), t) for t in tints), key=lambda pair: pair[0])
    strong = cv2.convertScaleAbs(tint, alpha=2.0, beta=-128)
    return [np.asarray(strong, np.uint8)] if spread > COLOURLESS else []


def _candidates(layer: Bytes, smallest: float, largest: float) -> Floats:
    """Give the surest circles of one layer: centre x, y, radius, shape (C, 3)."""
    small = cv2.resize(layer, None, fx=COARSE, fy=COARSE, interpolation=cv2.INTER_AREA)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT_ALT,
        1.5,
        APART * COARSE,
        param1=EDGE,
        param2=ROUND,
        minRadius=round(smallest * COARSE),
        maxRadius=round(largest * COARSE),
    )
    if found is None:
        return np.zeros((0, 3))
    return np.asarray(found.reshape(-1, found.shape[-1])[:MOST, :3], np.float64) / COARSE


def slopes(grey: Bytes) -> tuple[Floats, Floats]:
    """Grey levels a pixel to the right and downwards."""
    dx, dy = cv2.spatialGradient(cv2.GaussianBlur(grey, (0, 0), 1.0))  # Sobel: eight times the slope
    return dx.astype(np.float64) / 8, dy.astype(np.float64) / 8


def steepest(rgb: Bytes) -> tuple[Floats, Floats]:
    """Give the slopes of the colour, red, green or blue, that is steepest at each place."""
    dx, dy, size = (np.zeros(rgb.shape[:2], kind) for kind in (np.int16, np.int16, np.int32))
    for layer in cv2.split(cv2.GaussianBlur(rgb, (0, 0), 1.0)):
        x, y = cv2.spatialGradient(layer)
        steep = cv2.add(cv2.multiply(x, x, dtype=cv2.CV_32S), cv2.multiply(y, y, dtype=cv2.CV_32S))
        more = steep > size
        dx, dy, size = np.where(more, x, dx), np.where(more, y, dy), np.where(more, steep, size)
    return dx.astype(np.float64) / 8, dy.astype(np.float64) / 8


def _fitted(dx: Floats, dy: Floats, rings: Floats) -> Floats:
    """Try each circle a little larger, smaller and narrower, and keep what has most of its rim in the picture."""
    best, out = np.zeros(len(rings)), rings.copy()
    for wide in _WIDE:
        for larger in _LARGER:
            trial = rings * [1.0, 1.0, larger]
            share = _rim(dx, dy, trial, wide)
            better = share > best + _BETTER
            out[better], best = trial[better], np.where(better, share, best)
    return np.column_stack([out, best])


def _rim(dx: Floats, dy: Floats, rings: Floats, wide: float) -> Floats:
    """Share of each rim that has an edge along it, shape (C,)."""
    light, dark = _sides(dx, dy, rings, wide, (-1.3, 0.0, 1.3))
    return np.asarray((light | dark).mean(axis=1))


def _sides(dx: Floats, dy: Floats, rings: Floats, wide: float, depth: tuple[float, ...]) -> tuple[Bools, Bools]:
    """Say where on each rim it gets lighter outwards, and where darker, each (C, 48)."""
    c, s = np.cos(_AROUND), np.sin(_AROUND)
    nx, ny = c / np.hypot(c, s * wide), s * wide / np.hypot(c, s * wide)  # the rim's normal
    light, dark = np.zeros((2, len(rings), _AROUND.size), bool)
    high, broad = dx.shape
    for extra in depth:
        r = rings[:, 2:] + extra
        i, j = np.rint(rings[:, 1:2] + r * s).astype(np.intp), np.rint(rings[:, :1] + r * (wide * c)).astype(np.intp)
        inside = (i >= 0) & (j >= 0) & (i < high) & (j < broad)
        at = np.where(inside, i * broad + j, 0)
        gx, gy = dx.ravel()[at], dy.ravel()[at]
        steep, out = np.sqrt(gx * gx + gy * gy), gx * nx + gy * ny
        clear, enough = inside & (steep > STEEP), ALONG * steep
        light |= clear & (out > enough)
        dark |= clear & (out < -enough)
    return light, dark


def discs(dx: Floats, dy: Floats, centres: Floats, radii: Floats) -> Floats:
    """Try every centre with every radius; give x, y, radius and score of the best radius at each, shape (C, 4).

    The score is the share of the rim on which it gets lighter outwards, or darker, whichever is more.
    """
    rings = np.column_stack([np.repeat(centres, radii.size, axis=0), np.tile(radii, len(centres))])
    light, dark = _sides(dx, dy, rings, 1.0, (0.0,))
    score = np.maximum(light.mean(axis=1), dark.mean(axis=1)).reshape(len(centres), radii.size)
    best = score.argmax(axis=1)
    return np.column_stack([centres, radii[best], score.max(axis=1)])
