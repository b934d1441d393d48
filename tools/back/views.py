"""The views to learn from: what the pose network saw of rendered people, with the exact truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from hingecoach.back.dorsal import axis_of
from hingecoach.back.features import COUNT, features
from hingecoach.keypoints import P, Sides
from hingecoach.types import POINTS, Facing, Floats, PoseSource, PoseTrack

Ints = npt.NDArray[np.intp]
Data = dict[str, npt.NDArray[Any]]

MOVED: tuple[tuple[tuple[P, ...], float], ...] = (
    ((P.L_HIP, P.R_HIP), 0.07),
    ((P.L_SHOULDER, P.R_SHOULDER), 0.07),
    *(((point,), 0.04) for p in ("EAR", "ELBOW", "WRIST", "KNEE", "ANKLE") for point in (P[f"L_{p}"], P[f"R_{p}"])),
    ((P.NOSE,), 0.04),
)
"""Points and by how much they are moved, standard deviation along and across the trunk, trunk lengths."""
THICKER = 0.02
"""By how much either side of the outline is moved, standard deviation, trunk lengths."""


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
    shaken
        The same features, shape (K, N, F), with hips, shoulders, other points and the thickness of the trunk moved.
    file
        Number of the file that a view came from, shape (N,).
    """

    features: Floats
    truth: Floats
    standing: Ints
    stands: npt.NDArray[np.bool_]
    body: Ints
    azimuth: Floats
    loose: Floats
    shaken: Floats
    file: Ints

    def only(self, rows: npt.NDArray[np.bool_], *, standing: bool = False) -> Ints:
        """Give the bent pictures among some rows, or all, that have a standing picture and features."""
        whole = np.asarray(np.isfinite(self.features).any(axis=1))
        bent = standing | ~self.stands
        return np.flatnonzero(rows & bent & (self.standing >= 0) & whole & whole[self.standing])

    def paired(self, rows: Ints, features: Floats | None = None) -> Floats:
        """Give the features of some rows beside those of their standing pictures, shape (n, 2 F)."""
        seen = self.features if features is None else features
        return np.hstack([seen[rows], seen[self.standing[rows]]])


def together(some: Sequence[Views]) -> Views:
    """Put the views of several files one after the other; the same number in two files is the same body."""
    rows = np.cumsum([0, *(len(v.features) for v in some[:-1])])
    return Views(
        features=np.concatenate([v.features for v in some]),
        truth=np.concatenate([v.truth for v in some]),
        standing=np.concatenate(
            [np.where(v.standing < 0, -1, v.standing + n) for v, n in zip(some, rows, strict=True)]
        ),
        stands=np.concatenate([v.stands for v in some]),
        body=np.concatenate([v.body for v in some]),
        azimuth=np.concatenate([v.azimuth for v in some]),
        loose=np.concatenate([v.loose for v in some]),
        shaken=np.concatenate([v.shaken for v in some], axis=1),
        file=np.concatenate([np.full(len(v.features), k, np.intp) for k, v in enumerate(some)]),
    )


def load(path: Path, *, copies: int = 0, first: int = 0) -> Views:
    """Read a file of views: points and outline as the pose network saw them, and the truth.

    Parameters
    ----------
    copies
        How many shaken copies to make of every view: on other people the points sit elsewhere.
    first
        What to add to the bodies' numbers, where a file counts its own.
    """
    with np.load(path) as z:
        d: Data = {name: z[name] for name in z.files}
    seen = looks_of(d)
    rng = np.random.default_rng(len(seen))
    shaken = np.array([looks_of(shaken_copy(d, rng)) for _ in range(copies)]).reshape(copies, *seen.shape)
    key = {(b, g): i for i, (b, g, s) in enumerate(zip(d["body"], d["group"], d["standing"], strict=True)) if s}
    standing = np.array([key.get((b, g), -1) for b, g in zip(d["body"], d["group"], strict=True)], np.intp)
    lumbar, thoracic = (d[n] - d[n][standing] for n in ("lumbar", "thoracic"))
    truth = np.stack([d["lumbar_convex"], lumbar, thoracic, lumbar + thoracic], axis=1)
    truth[standing < 0, 1:] = np.nan
    stands, body = d["standing"].astype(bool), d["body"].astype(np.intp) + first
    return Views(seen, truth, standing, stands, body, d["azimuth"], d["loose"], shaken, np.zeros(len(seen), np.intp))


def looks_of(d: Data) -> Floats:
    """Give the features of all views."""
    out = np.full((len(d["xy"]), COUNT), np.nan)
    sides: tuple[Facing, ...] = ("left", "right")
    for faces, near in product(sides, sides):
        rows = np.flatnonzero((d["faces"] == faces) & (d["near"] == near))
        if rows.size:
            out[rows] = _features(d["xy"][rows], d["outline"][rows], faces, near)
    return out


def shaken_copy(d: Data, rng: np.random.Generator) -> Data:
    """Move points and outline: half for all views of a person alike, half view by view, as pose networks do."""
    xy, outline = d["xy"].astype(float), d["outline"].astype(float)
    along = xy[:, [P.L_SHOULDER, P.R_SHOULDER]].mean(axis=1) - xy[:, [P.L_HIP, P.R_HIP]].mean(axis=1)
    left = np.stack([along[:, 1], -along[:, 0]], axis=1)
    back = left * np.where(d["faces"] == "right", 1.0, -1.0)[:, None]
    _, person = np.unique(np.stack([d["body"], d["group"]]), axis=1, return_inverse=True)

    def drawn(size: float) -> Floats:
        both = rng.normal(0, size / np.sqrt(2), person.max() + 1)[person] + rng.normal(0, size / np.sqrt(2), len(xy))
        return np.asarray(both[:, None])

    for points, size in MOVED:
        xy[:, list(points)] += (drawn(size) * along + drawn(size) * back)[:, None]
    for side, out in enumerate((left, -left)):
        outline[:, :, side] += (drawn(THICKER) * out)[:, None]
    return {**d, "xy": xy, "outline": outline}


def _features(xy: Floats, outline: Floats, faces: Facing, near: Facing) -> Floats:
    track, side = as_track(xy, outline), 0 if faces == "right" else 1
    return features(track, axis_of(track, side), side, Sides(near, near))


def as_track(xy: Floats, outline: Floats) -> PoseTrack:
    """Put single pictures in a row as if they were a clip."""
    n = len(xy)
    return PoseTrack(
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
