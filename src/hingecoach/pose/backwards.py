"""Look once more, backwards in time, where the person was not found.

The detector overlooks people who begin bent over or behind a plate, and finds them when they stand up. From there the
landmark network is led back picture by picture: it sees what it would have seen had it known where to look.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from hingecoach.types import Frame

from . import Backend
from .choose import Sightings, chosen
from .crowd import Crowd, Seek
from .trail import Trail

__all__ = ["Again", "look_back"]

Again = Callable[[float, float], Iterable[Frame]]
"""Gives the pictures between two times, seconds, once more, in order of time."""

LEAST = 0.4
"""Shorter gaps, seconds, are not looked at again (E): opening the file costs more than they bring."""
LED = 0.6
"""Seconds after a gap from which the way back begins: people are told apart in that time."""
PIECE = 1.0
"""Seconds of pictures that are held at a time."""


def look_back(sightings: Sightings, backend: Backend, again: Again, *, mask_every: int, seek: Seek) -> Sightings:
    """Add what is seen on the way back through every gap of the person who does the repetitions.

    Parameters
    ----------
    sightings
        What was seen on the way forward.
    again
        Gives the pictures once more.
    mask_every, seek
        As in :func:`hingecoach.pose.follow.find_pose`.
    """
    trails = list(sightings.trails)
    for first, last in _gaps(sightings):
        crowd = Crowd(backend, mask_every, seek)
        end = float(min(sightings.time[-1], sightings.time[last] + LED))
        for frame in _back(again, float(sightings.time[first]), end):
            crowd.step(replace(frame, time=end - frame.time))
        trails += _in_order(crowd, sightings, end, range(first, last))
    return replace(sightings, trails=trails)


def _gaps(sightings: Sightings) -> list[tuple[int, int]]:
    """Give the first picture of every gap that somebody comes back from, and the picture in which they do."""
    at, time = [-1, *(s.index for s in chosen(sightings))], sightings.time
    gaps = [(before + 1, after) for before, after in pairwise(at)]
    return [(first, last) for first, last in gaps if last > first and time[last] - time[first] >= LEAST]


def _back(again: Again, start: float, end: float) -> Iterator[Frame]:
    """Give the pictures between two times, the last one first."""
    earliest = np.inf
    while end > start:
        begin = max(start, end - PIECE)
        for frame in reversed(list(again(begin, end))):
            if frame.time < earliest:
                earliest = frame.time
                yield frame
        end = begin


def _in_order(crowd: Crowd, sightings: Sightings, end: float, wanted: range) -> Iterator[Trail]:
    """Give the candidates of the way back as they are on the way forward, in some pictures only."""
    at = [int(np.argmin(np.abs(sightings.time - (end - time)))) for time in crowd.times]
    for trail in crowd.trails:
        seen = [replace(s, index=at[s.index]) for s in reversed(trail.seen) if at[s.index] in wanted]
        if seen:
            last = float(sightings.time[seen[-1].index])
            yield Trail(region=seen[-1].region, last=last, agreed=last, seen=seen, live=False)
