"""Looking for the load in pictures, now and then, on the part around the hands.

One kind of thing is one file with ``seek(scene)``, which gives marks, the worthiest first; :data:`SEEKERS` names them.
What the marks say together is judged in :mod:`hingecoach.load.judge`, without pictures.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from hingecoach.keypoints import P
from hingecoach.load.scale import hands_of
from hingecoach.types import MARKS, SEEKERS, Bytes, Float32s, Floats

from . import bar, bell, box, cable, carried, dumbbell, plate, spine
from .scene import Mark, Scene, scene

__all__ = ["Look", "Mark", "look"]

SEEK: Mapping[str, Callable[[Scene], list[Mark]]] = {
    "plate": plate.seek,
    "bell": bell.seek,
    "dumbbell": dumbbell.seek,
    "bar": bar.seek,
    "cable": cable.seek,
    "box": box.seek,
    "carried": carried.seek,
    "spine": spine.seek,
}


class Look(NamedTuple):
    """What one look gave: the marks, shape (``SEEKERS``, ``MARKS``, 5), and the picture for the next look."""

    marks: Float32s
    scene: Scene


def look(rgb: Bytes, xy: Floats, length: float, before: Scene | None = None) -> Look | None:
    """Look for a load in the hands of a person, and for a stick along the back.

    Parameters
    ----------
    rgb
        The picture, shape (height, width, 3).
    xy
        The person's points in it, shape (33, 2), pixels.
    length
        The person's usual body length (shoulder to hip, knee and ankle), pixels.
    before
        What the look before gave as its scene.

    Returns
    -------
    Look | None
        None where the hands are outside the picture or the person is too small.
    """
    hands = scene(rgb, xy, length, hands_of(xy).mean(axis=0), before)
    if hands is None:
        return None
    marks = np.full((len(SEEKERS), MARKS, 5), np.nan, np.float32)
    for row, name in enumerate(SEEKERS):
        at = hands if name != "spine" else _trunk(rgb, xy, length)
        if at is None:
            continue
        for k, mark in enumerate(SEEK[name](at)[:MARKS]):
            x, y = mark.x / at.scale + at.origin[0], mark.y / at.scale + at.origin[1]
            marks[row, k] = mark.score, x, y, mark.size, mark.turn
    return Look(marks, hands)


def _trunk(rgb: Bytes, xy: Floats, length: float) -> Scene | None:
    """Give the picture around the trunk while a stick along the back may be held."""
    if not spine.holds(xy, length):
        return None
    return scene(rgb, xy, length, xy[[P.L_HIP, P.R_HIP, P.L_SHOULDER, P.R_SHOULDER]].mean(axis=0))
