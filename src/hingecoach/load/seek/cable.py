"""Cables, bands and ropes: a straight line that ends at the hands."""

from .bar import SPARE
from .scene import BODY, Mark, Scene
from .straight import straights

WHOLE = 0.35
"""Body lengths seen on the one side that count as a whole cable."""


def seek(scene: Scene) -> list[Mark]:
    """Find cables; the score grows with what was seen on one side and falls with what was seen on the other."""
    out = []
    for line in straights(scene, scene.hand[None])[:6]:
        left, right = line.sides(SPARE)
        more = max(left, right)
        side = 1.0 if right > left else -1.0
        x, y = line.at + side * more * BODY * line.along
        score = min(1.0, more / WHOLE) * (1 - min(left, right) / max(more, 1e-6))
        out.append(Mark(score, float(x), float(y), more / 2, line.turn))
    return sorted(out, reverse=True)
