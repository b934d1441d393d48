"""Long straight things through the hands, put together from the pieces of edges that hands and legs leave of them."""

from dataclasses import dataclass

import numpy as np

from hingecoach.types import Floats

from .scene import BODY, Scene

BINS = 48
"""Pieces along a line in which it is seen or not, over ``REACH`` to both sides."""
REACH = 0.6
"""How far to both sides of the hands a line is followed, body lengths."""
ALIKE, BESIDE = np.radians(5.0), 0.02
"""Edges within this angle and distance (body lengths) of a line belong to it."""
FORE = np.radians(25.0)
"""Lines closer to the forearm's direction than this are the forearm's own edges."""
THROUGH = 0.045
"""A line passes a hand this near, body lengths."""
SEEDS = 16


@dataclass(frozen=True)
class Straight:
    """One line: a point on it next to the hands, its direction (length 1, pointing right), and where it was seen.

    ``seen`` has ``BINS`` pieces from ``-REACH`` to ``REACH`` along the direction.
    """

    at: Floats
    along: Floats
    seen: Floats

    @property
    def turn(self) -> float:
        """Direction in the picture, radians, -pi/2 to pi/2."""
        return float(np.arctan2(self.along[1], self.along[0]))

    @property
    def places(self) -> Floats:
        """Where the pieces lie along the line, body lengths from ``at``."""
        return np.linspace(-REACH, REACH, BINS)

    @property
    def length(self) -> float:
        """Body lengths that were seen."""
        return float(self.seen.sum()) * 2 * REACH / BINS

    def sides(self, spare: float) -> tuple[float, float]:
        """Body lengths that were seen on the left and on the right of the hands, but for ``spare`` next to them."""
        piece = 2 * REACH / BINS
        left, right = self.seen[self.places < -spare], self.seen[self.places > spare]
        return float(left.sum()) * piece, float(right.sum()) * piece


def straights(scene: Scene, through: Floats, *, least: float = 0.12) -> list[Straight]:
    """Find lines that pass near all the given points, body lengths seen at least ``least``, longest first."""
    lines = scene.lines
    a, b = lines[:, :2], lines[:, 2:]
    way = b - a
    length = np.hypot(way[:, 0], way[:, 1])
    way = way / length[:, None] * np.where(way[:, :1] < 0, -1, 1)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1)
    off = np.abs(((through[None] - a[:, None]) * normal[:, None]).sum(-1)).max(axis=1)
    fore = np.arccos(np.clip(np.abs(way @ scene.forearm), 0, 1))
    fits = np.flatnonzero((off < THROUGH * BODY) & (fore > FORE))
    out: list[Straight] = []
    for k in fits[np.argsort(-length[fits])][:SEEDS]:
        one = gather(a, b, way, through.mean(axis=0), a[k], way[k])
        if one.length > least:
            out.append(one)
    return sorted(out, key=lambda s: -float(s.seen.sum()))


def gather(a: Floats, b: Floats, way: Floats, hand: Floats, at: Floats, along: Floats) -> Straight:
    """Collect the pieces of edges that lie on one line."""
    normal = np.array([-along[1], along[0]])
    foot = hand - normal * float((hand - at) @ normal)
    near = np.maximum(np.abs((a - foot) @ normal), np.abs((b - foot) @ normal)) < BESIDE * BODY
    alike = np.abs(way @ along) > np.cos(ALIKE)
    edges = np.linspace(-REACH, REACH, BINS + 1) * BODY
    seen = np.zeros(BINS)
    for s, e in zip((a[near & alike] - foot) @ along, (b[near & alike] - foot) @ along, strict=True):
        seen[(edges[1:] > min(s, e)) & (edges[:-1] < max(s, e))] = 1.0
    return Straight(foot, along, seen)
