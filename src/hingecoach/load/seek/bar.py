"""Bars and sticks: a straight line through the hands that goes on to both sides of them."""

import numpy as np

from .scene import BODY, Mark, Scene
from .straight import Straight, straights

SPARE = 0.05
"""Body lengths next to the hands that do not count: fingers and cuffs have edges, too."""
WHOLE = 0.5
"""Body lengths seen in all that count as a whole bar."""


def seek(scene: Scene) -> list[Mark]:
    """Find bars; the score grows with what was seen on both sides of the hands."""
    apart = float(np.hypot(*(scene.hands[1] - scene.hands[0]))) / BODY
    through = scene.hands if apart > SPARE else scene.hand[None]
    return [_mark(s, apart) for s in straights(scene, through)]


def _mark(line: Straight, apart: float) -> Mark:
    left, right = line.sides(SPARE + apart / 2)
    both = min(left, right) / max(left, right, 1e-6)
    where = line.places[line.seen > 0]
    score = min(1.0, (left + right) / WHOLE) * (0.3 + 0.7 * both)
    x, y = line.at
    return Mark(score, float(x), float(y), float(np.ptp(where)) / 2, line.turn)
