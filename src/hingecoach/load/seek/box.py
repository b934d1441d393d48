"""Boxes and crates: four straight edges, level and upright, around or below the hands."""

import numpy as np

from hingecoach.types import Floats

from .scene import BODY, Mark, Scene

LEVEL = np.radians(14.0)
"""Edges within this angle of level (and of upright) are edges of a box that is carried."""
SIZE = (0.13, 0.42)
"""Height and width of a box, body lengths."""
NEAR = 0.3
"""How far its middle may be from the hands, body lengths."""
CORNER = 0.03
"""How far the ends of two edges may be apart, body lengths."""
MOST = 14


def seek(scene: Scene) -> list[Mark]:
    """Find boxes; the score is the share of the four edges that was seen."""
    level, upright = _edges(scene)
    out = []
    for i in range(len(level)):
        for j in range(i + 1, len(level)):
            mark = _frame(scene, level[i], level[j], upright)
            if mark is not None:
                out.append(mark)
    return sorted(out, reverse=True)


def _edges(scene: Scene) -> tuple[Floats, Floats]:
    """Give the longest level edges as (low x, high x, y) and the upright ones as (low y, high y, x), body lengths."""
    x0, y0, x1, y1 = scene.lines.T / BODY
    dx, dy = np.abs(x1 - x0), np.abs(y1 - y0)
    level = np.column_stack([np.minimum(x0, x1), np.maximum(x0, x1), (y0 + y1) / 2])[dy < np.tan(LEVEL) * dx]
    upright = np.column_stack([np.minimum(y0, y1), np.maximum(y0, y1), (x0 + x1) / 2])[dx < np.tan(LEVEL) * dy]
    hand = scene.hand / BODY
    level = level[(np.abs(level[:, 2] - hand[1]) < NEAR + SIZE[1] / 2) & (level[:, 1] - level[:, 0] > SIZE[0] / 3)]
    return level[np.argsort(level[:, 0] - level[:, 1])][:MOST], upright


def _frame(scene: Scene, one: Floats, two: Floats, upright: Floats) -> Mark | None:
    """Put a top and a bottom edge together and see whether the sides are there."""
    low, high = min(one[0], two[0]), max(one[1], two[1])
    top, bottom = min(one[2], two[2]), max(one[2], two[2])
    if not (SIZE[0] < high - low < SIZE[1] and SIZE[0] < bottom - top < SIZE[1]):
        return None
    x, y = (low + high) / 2, (top + bottom) / 2
    hand = scene.hand / BODY
    if np.hypot(x - hand[0], y - hand[1]) > NEAR or top > hand[1] + 0.1:
        return None
    shares = [(e[1] - e[0]) / (high - low) for e in (one, two)]
    shares += [_cover(upright, at, top, bottom) for at in (low, high)]
    score = float(np.mean(np.minimum(shares, 1.0)))
    return Mark(score, x * BODY, y * BODY, float(np.hypot(high - low, bottom - top)) / 2)


def _cover(upright: Floats, at: float, top: float, bottom: float) -> float:
    """Share of a side that has an upright edge."""
    near = upright[np.abs(upright[:, 2] - at) < CORNER]
    grid = np.linspace(top, bottom, 12)
    return float(np.any((near[:, :1] <= grid) & (near[:, 1:2] >= grid), axis=0).mean()) if len(near) else 0.0
