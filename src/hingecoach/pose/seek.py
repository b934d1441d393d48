"""Looking for a person near a known place: after a drop-out, and to tell whether there still is a person."""

import math
from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from hingecoach.types import Bytes

from . import Backend, Person, Region
from .trail import Trail, away

__all__ = ["SAME_PLACE", "detect_in", "detect_near", "find_again", "parts"]

VIEW = 224
"""Side of the turned view in pixels, the size that the detector works in."""
WIDER = 1.4
"""The turned view shows so many times the region, so that the whole body is in it."""
OBLONG = 1.15
SAME_SPOT = 0.1
"""Two detections whose centres are nearer than this share of their side are the same one."""
SAME_PLACE = 0.25
"""Regions whose centres are nearer than this share of their side hold the same body.

Measured on 811 pictures of 76 clips: of the bodies that were followed 98 % had a detection so near in the whole
picture, 99.6 % in the whole picture or in the turned view; the background that the tracker locked onto had none.
"""


def parts(size: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Cut a picture into overlapping squares: left, top and side of each; none where it is nearly square itself.

    The detector sees the picture at 224 pixels and finds the most prominent people only. In the squares it also finds
    those who are small or stand beside somebody larger.

    Parameters
    ----------
    size
        Width and height in pixels.
    """
    width, height = size
    side, long = min(size), max(size)
    if long < OBLONG * side:
        return []
    starts = np.linspace(0, long - side, math.ceil(2 * (long - side) / side) + 1).astype(int)
    return [(int(s), 0, side) if width > height else (0, int(s), side) for s in starts]


def detect_in(backend: Backend, rgb: Bytes, squares: Iterable[tuple[int, int, int]]) -> list[Region]:
    """Run the detector on a picture and on squares of it; regions in the picture, each body once."""
    found = list(backend.detect(rgb))
    for x, y, side in squares:
        part = backend.detect(rgb[y : y + side, x : x + side])
        moved = [(cx + x, cy + y, size, turn) for cx, cy, size, turn in part]
        found += [r for r in moved if not any(away(r, f) <= SAME_SPOT for f in found)]
    return found


def detect_near(backend: Backend, rgb: Bytes, region: Region) -> list[Region]:
    """Run the detector on the surroundings of a region, turned so that the body in it stands upright.

    The detector was trained on upright people: lying and bent bodies are found much more often so.

    Parameters
    ----------
    backend
        The detector.
    rgb
        The picture, shape (height, width, 3).
    region
        Where the body was last.

    Returns
    -------
    Regions in the picture, surest first.
    """
    x, y, side, turn = region
    scale = side * WIDER / VIEW
    cos, sin, half = scale * math.cos(turn), scale * math.sin(turn), VIEW / 2
    to_image = np.array([[cos, -sin, x - half * (cos - sin)], [sin, cos, y - half * (sin + cos)]])
    view = cv2.warpAffine(
        rgb, to_image, (VIEW, VIEW), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    found = []
    for cx, cy, size, lean in backend.detect(view):
        at = to_image @ np.array([cx, cy, 1.0])
        found.append((float(at[0]), float(at[1]), size * scale, lean + turn))
    return found


def find_again(backend: Backend, rgb: Bytes, trail: Trail, time: float, *, mask: bool) -> Person | None:
    """Look for a candidate that was missed in this picture, near its last place.

    Parameters
    ----------
    backend
        The networks.
    rgb
        The picture, shape (height, width, 3).
    trail
        The candidate.
    time
        Of the picture, seconds.
    mask
        Whether to make the mask too.

    Returns
    -------
    The person, or None where nobody fits.
    """
    for region in _places(backend, rgb, trail):
        person = backend.look(rgb, region, mask=mask)
        if person is not None and trail.fits(person, time):
            return person
    return None


def _places(backend: Backend, rgb: Bytes, trail: Trail) -> Iterator[Region]:
    steady = trail.steady()
    yield steady
    for found in detect_near(backend, rgb, steady):
        if away(found, steady) <= 2 * SAME_PLACE:
            yield found
            return
