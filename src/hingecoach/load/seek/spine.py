"""A stick along the back, as in the dowel hinge: a straight line beside the trunk from the head to the seat.

It is looked for only while a hand is up at the head or behind the neck, where one hand holds the stick.
"""

import numpy as np

from hingecoach.keypoints import P
from hingecoach.types import Floats

from .scene import BODY, Mark, Scene
from .straight import gather

ALIKE = np.radians(25.0)
"""The stick leans from the line hip to shoulder by less than this: backs are bent, and sticks rest on three places."""
AWAY = 0.16
"""How far from the trunk's line the stick runs, body lengths: half a trunk's depth and a hand."""
AT_HEAD = 0.2
"""A wrist this near to ears or shoulders may hold the upper end, body lengths."""
WHOLE = 0.55
"""Body lengths seen that count as a whole stick."""
SEEDS = 12


def holds(xy: Floats, length: float) -> bool:
    """Say whether a hand is where the upper end of a stick along the back is held.

    Parameters
    ----------
    xy, length
        The person's points, shape (33, 2), and body length, both in pixels of the picture.
    """
    head = xy[[P.L_EAR, P.R_EAR, P.L_SHOULDER, P.R_SHOULDER]].mean(axis=0)
    return bool((np.hypot(*(xy[[P.L_WRIST, P.R_WRIST]] - head).T) < AT_HEAD * length).any())


def seek(scene: Scene) -> list[Mark]:
    """Find a stick along the back; the score is the length that was seen, against a stick from head to seat."""
    hip, shoulder = (scene.xy[list(pair)].mean(axis=0) for pair in ((P.L_HIP, P.R_HIP), (P.L_SHOULDER, P.R_SHOULDER)))
    trunk = float(np.hypot(*(shoulder - hip)))
    if trunk < 0.15 * BODY or not len(scene.lines):
        return []
    axis = (shoulder - hip) / trunk
    a, b = scene.lines[:, :2], scene.lines[:, 2:]
    way = b - a
    length = np.hypot(way[:, 0], way[:, 1])
    way = way / length[:, None]
    middle = (hip + shoulder) / 2
    off = np.abs(way[:, 0] * (middle - a)[:, 1] - way[:, 1] * (middle - a)[:, 0])
    fits = np.flatnonzero((np.abs(way @ axis) > np.cos(ALIKE)) & (off < AWAY * BODY))
    out = []
    for k in fits[np.argsort(-length[fits])][:SEEDS]:
        line = gather(a, b, way, middle, a[k], way[k] * (1 if way[k, 0] >= 0 else -1))
        where = line.places[line.seen > 0]
        if where.size:  # none where it lies beyond the reach
            x, y = line.at
            out.append(Mark(min(1.0, line.length / WHOLE), float(x), float(y), float(np.ptp(where)) / 2, line.turn))
    return sorted(out, reverse=True)[:1]
