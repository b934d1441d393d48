"""Calm way down: whether the weight is lowered rather than dropped.

What it reads
    ``descent``, seconds: time of the way down, from the stretch in which the hip does the middle 80 % of its bend.

Why it matters
    A way down of two or three seconds leaves time to feel where the hips stop.

What it cannot see
    Whether the weight is held or falls with the hands. Pauses on the way down count as time.

Limits and their source
    Mild below 0.8 s, marked below 0.4 s; only for lifts that start at the top and are not thrown (engineering choice,
    domain.md 3).
"""

import numpy as np

from ..errors import NotSeenError
from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import frames_between, way_down

_MIDDLE = 0.8
"""The share of the bend that is timed: start and end of a movement that eases in and out cannot be told to a frame."""


def _descent(motion: Motion, rep: Rep) -> Value:
    frames = frames_between(motion, *way_down(rep))
    t, hip = motion.time[frames], motion.series("hip")[frames]
    if np.isfinite(hip).sum() < max(3, frames.size / 2):
        raise NotSeenError(motion.why("hip", *way_down(rep)))
    low, high = float(np.nanmin(hip)), float(np.nanmax(hip))
    edge = (1 - _MIDDLE) / 2 * (high - low)
    late = np.flatnonzero(hip >= high - edge)[0]
    early = np.flatnonzero(hip[: late + 1] <= low + edge)
    if not early.size:
        raise NotSeenError(motion.why("hip", *way_down(rep)))
    step = float(np.median(np.diff(motion.time)))
    return Value(float(t[late] - t[early[-1]]) / _MIDDLE, 2 * step / _MIDDLE, "s", float(t[late]))


CUE = Cue(
    id="tempo_drop",
    title="Calm way down",
    order=19,
    kind="fault",
    weight=0.3,
    good="You lowered it calmly.",
    why="A calm way down leaves time to feel where the hips stop.",
    lines={
        "descent": Line(
            "The way down was quick.",
            "Lower it as if the floor were asleep.",
            "Count to three on the way down.",
        )
    },
    measures={"descent": _descent},
    azimuth=None,
)
