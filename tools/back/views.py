"""The views to learn from: what the pose network saw of rendered people, with the exact truth."""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hingecoach.dorsal import axis_of
from hingecoach.keypoints import Sides
from hingecoach.types import POINTS, Facing, Floats, PoseSource, PoseTrack

from .features import COUNT, features

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Views:
    """Single pictures of rendered people.

    Attributes
    ----------
    features
        As :func:`back.features.features` gives them, shape (N, F).
    truth
        ``lumbar_convex``, and ``lumbar``, ``thoracic`` and ``back`` against the person's own standing picture, degrees,
        shape (N, 4); NaN where there is no standing picture.
    standing
        Row of the same person's standing picture, -1 where there is none, shape (N,).
    stands
        Whether a row is a standing picture, shape (N,).
    body, azimuth, loose
        Whose body it is, the camera's angle off the side view in degrees, how loose the clothes are (0 to 1), (N,).
    """

    features: Floats
    truth: Floats
    standing: Ints
    stands: npt.NDArray[np.bool_]
    body: Ints
    azimuth: Floats
    loose: Floats

    def only(self, rows: npt.NDArray[np.bool_]) -> Ints:
        """Give the bent pictures among some rows that have a standing picture and features."""
        whole = np.asarray(np.isfinite(self.features).any(axis=1))
        return np.flatnonzero(rows & ~self.stands & (self.standing >= 0) & whole & whole[self.standing])

    def paired(self, rows: Ints) -> Floats:
        """Give the features of some rows beside those of their standing pictures, shape (n, 2 F)."""
        return np.hstack([self.features[rows], self.features[self.standing[rows]]])


def load(path: Path) -> Views:
    """Read a file of views: points and outline as the pose network saw them, and the truth."""
    with np.load(path) as z:
        d = {name: z[name] for name in z.files}
    seen = np.full((len(d["xy"]), COUNT), np.nan)
    sides: tuple[Facing, ...] = ("left", "right")
    for faces, near in product(sides, sides):
        rows = np.flatnonzero((d["faces"] == faces) & (d["near"] == near))
        if rows.size:
            seen[rows] = _features(d["xy"][rows], d["outline"][rows], faces, near)
    key = {(b, g): i for i, (b, g, s) in enumerate(zip(d["body"], d["group"], d["standing"], strict=True)) if s}
    standing = np.array([key.get((b, g), -1) for b, g in zip(d["body"], d["group"], strict=True)], np.intp)
    lumbar, thoracic = (d[n] - d[n][standing] for n in ("lumbar", "thoracic"))
    truth = np.stack([d["lumbar_convex"], lumbar, thoracic, lumbar + thoracic], axis=1)
    truth[standing < 0, 1:] = np.nan
    return Views(seen, truth, standing, d["standing"].astype(bool), d["body"].astype(np.intp), d["azimuth"], d["loose"])


def _features(xy: Floats, outline: Floats, faces: Facing, near: Facing) -> Floats:
    """Put single pictures in a row as if they were a clip, and describe them."""
    n = len(xy)
    track = PoseTrack(
        time=np.arange(n, dtype=float),
        xy=xy.astype(float),
        depth=np.zeros((n, POINTS)),
        world=np.zeros((n, POINTS, 3)),
        score=np.ones((n, POINTS)),
        person=np.ones(n),
        outline=outline.astype(float),
        size=(640, 480),
        source=PoseSource("rendered", "0" * 64),
    )
    side = 0 if faces == "right" else 1
    return features(track, axis_of(track, side), side, Sides(near, near))
