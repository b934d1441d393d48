"""BlazePose that looks at every picture and at its mirror image, and takes the mean: slower, nearer at the bottom."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from hingecoach.types import Bytes, PoseSource

from . import Person, Region
from .blazepose import BlazePose

__all__ = ["Mirrored"]

OTHER_SIDE = np.array([0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + 1 if i % 2 else i - 1 for i in range(11, 33))])
"""Which point each point becomes in the mirror."""


class Mirrored(BlazePose):
    """The same networks as the default backend, asked twice (what that brings: docs/pose_errors.md)."""

    @cached_property
    def source(self) -> PoseSource:
        """Name of the backend and SHA-256 of its weights."""
        return PoseSource("mirrored", super().source.weights_sha256)

    def look(self, rgb: Bytes, region: Region, *, mask: bool = False) -> Person | None:
        """Find one person's points in a region of the picture, as the mean of both looks; the mask is of the first."""
        person = super().look(rgb, region, mask=mask)
        other = None if person is None else self._in_mirror(rgb, region)
        if person is None or other is None:
            return person
        means = {n: (getattr(person, n) + getattr(other, n)) / 2 for n in ("xy", "depth", "world", "score")}
        return replace(person, **means)

    def _in_mirror(self, rgb: Bytes, region: Region) -> Person | None:
        """Look at the mirrored picture, and bring the points back."""
        right, (x, y, side, turn) = rgb.shape[1] - 1, region
        person = super().look(np.ascontiguousarray(rgb[:, ::-1]), (right - x, y, side, -turn))
        if person is None:
            return None
        xy, world = person.xy[OTHER_SIDE], person.world[OTHER_SIDE] * np.array([-1, 1, 1])
        xy[:, 0] = right - xy[:, 0]
        return replace(person, xy=xy, world=world, depth=person.depth[OTHER_SIDE], score=person.score[OTHER_SIDE])
