"""Hide parts of a picture for good: what is left of a head is a few colours that run into each other."""

import cv2
import numpy as np

from ..types import Bytes, Floats

CELLS = 3
"""Colours across a circle. Faces cease to be told apart at about 8 across a face (E); a third of a circle is more than
half a face."""
WHOLE = 8
"""Colours across the longer side of a picture that is hidden as a whole."""
STEP = 16
"""Colours are rounded to this, so that little is gained from the small changes between pictures of a video."""


def cover(rgb: Bytes, circles: Floats) -> None:
    """Hide circles of a picture, in place.

    Parameters
    ----------
    rgb
        Shape (height, width, 3).
    circles
        Centre x, centre y and radius in pixels, shape (N, 3); they may lie outside.
    """
    height, width = rgb.shape[:2]
    for x, y, radius in np.asarray(circles, float):
        left, top = max(0, int(x - radius)), max(0, int(y - radius))
        part = rgb[top : max(0, min(height, int(y + radius) + 2)), left : max(0, min(width, int(x + radius) + 2))]
        if not part.size:
            continue
        shape = np.zeros(part.shape[:2], np.uint8)
        cv2.circle(shape, (round(x) - left, round(y) - top), int(np.ceil(radius)), 255, -1)
        part[shape > 0] = _wash(part, 2 * radius / CELLS)[shape > 0]


def cover_all(rgb: Bytes) -> None:
    """Hide a picture as a whole, in place."""
    rgb[:] = _wash(rgb, max(rgb.shape[:2]) / WHOLE)


def _wash(rgb: Bytes, cell: float) -> Bytes:
    """Give a part of a picture as a few colours, one a cell of so many pixels, with soft borders."""
    height, width = rgb.shape[:2]
    few = max(1, round(width / cell)), max(1, round(height / cell))
    colours = cv2.resize(rgb, few, interpolation=cv2.INTER_AREA) // STEP * STEP + STEP // 2
    return np.asarray(cv2.resize(colours, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
