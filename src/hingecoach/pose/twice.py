"""A second network's look at a clip, in a few pictures a second (:mod:`hingecoach.second` says when and what for)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

import numpy as np

from hingecoach.types import Bytes, Floats, Frame, PoseTrack, SecondLooks

from . import Square

__all__ = ["Second", "looked_twice"]

EVERY = 0.095
"""Seconds from look to look: every third picture of 30 a second, at a third of the cost (M: docs/pose_errors.md)."""
MARGIN = 1.25
"""Side of the square over the room that the person takes up in the whole clip. It stays where it is: the network loses
less in a square that stands still than in one that follows points which a plate has led astray (pose.md 9)."""
OUTLIERS = 2.0
"""Per cent of pictures at either end that do not count for that room."""


class Second(Protocol):
    """What a second network must do."""

    def look(self, rgb: Bytes, square: Square) -> tuple[Floats, Floats]:
        """Give points in pixels of the picture, (33, 2), NaN for those that it does not have, and scores, (33,)."""


def looked_twice(
    track: PoseTrack, frames: Iterable[Frame], network: Second, *, progress: Callable[[float], None] | None = None
) -> PoseTrack:
    """Add the looks of a second network to a track.

    Parameters
    ----------
    track
        The points as the first network gave them.
    frames
        The pictures of the track once more, in order of time.
    network
        The second network.
    progress
        Called after each look with its time in seconds.
    """
    square = _room(track)
    if square is None:
        return track
    seen = {}
    for index, picture in _now_and_then(track, frames):
        seen[index] = network.look(picture.rgb, square)
        if progress is not None:
            progress(picture.time)
    if not seen:
        return track
    xy, score = (np.array(column) for column in zip(*seen.values(), strict=True))
    return replace(track, second=SecondLooks(np.array(list(seen), np.int64), xy, score))


def _now_and_then(track: PoseTrack, frames: Iterable[Frame]) -> Iterator[tuple[int, Frame]]:
    """Give a few pictures a second, each with its row in the track."""
    last = -np.inf
    for picture in frames:
        if picture.time - last >= EVERY:
            last = picture.time
            yield int(np.argmin(np.abs(track.time - picture.time))), picture


def _room(track: PoseTrack) -> Square | None:
    """Give the square that the person stays in, as far as the picture goes; None where nobody was found."""
    found = track.xy[np.isfinite(track.xy).all(axis=(1, 2))]
    if not found.size:
        return None
    found = found.clip(0.0, track.size)  # points that a plate leads astray may lie far beyond the edge
    low = np.percentile(found.min(axis=1), OUTLIERS, axis=0)
    high = np.percentile(found.max(axis=1), 100.0 - OUTLIERS, axis=0)
    (x, y), side = (low + high) / 2, float((high - low).max())
    return float(x), float(y), MARGIN * side
