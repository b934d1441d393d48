"""A pose backend without networks: it finds the stick figure of the core, picture by picture."""

import time

import numpy as np

from hingecoach.pose import Person
from hingecoach.synthetic import figure
from hingecoach.types import PoseSource


class FakePose:
    """Finds in every picture of the clip the figure as it is at that picture, whatever the picture shows."""

    source = PoseSource("fake", "0" * 64)

    def __init__(self, kind="hinge", *, reps=2, nobody=False, slow=0.0, shape=None, **how):
        self.track = figure(kind, reps=reps, **how).track
        self.frames = self.track.time.size
        self.nobody, self.slow, self.pictures, self.last = nobody, slow, 0, None
        self.shape = shape

    def detect(self, rgb, most=6):  # noqa: ARG002
        if self.shape is None:
            self.shape = rgb.shape
        if self.nobody or rgb.shape != self.shape:  # a part of the picture
            self._next(rgb)
            return []
        self._next(rgb)
        return [self._region(rgb)]

    def look(self, rgb, region, *, mask=False):  # noqa: ARG002
        self._next(rgb)
        i = self._index()
        scale = self._scale(rgb)
        return Person(
            xy=self.track.xy[i] * scale,
            depth=self.track.depth[i] * scale,
            world=self.track.world[i],
            score=self.track.score[i],
            sure=1.0,
            region=self._region(rgb),
        )

    def _next(self, rgb):
        if rgb.shape == self.shape and rgb is not self.last:
            self.last = rgb
            self.pictures += 1
            time.sleep(self.slow)

    def _index(self):
        return min(self.pictures - 1, self.frames - 1)

    def _scale(self, rgb):
        return min(rgb.shape[1] / self.track.size[0], rgb.shape[0] / self.track.size[1])

    def _region(self, rgb):
        xy = self.track.xy[self._index()] * self._scale(rgb)
        low, high = xy.min(axis=0), xy.max(axis=0)
        return (*map(float, (low + high) / 2), float(1.25 * np.max(high - low)), 0.0)
