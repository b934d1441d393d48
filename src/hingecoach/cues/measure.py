"""Ways to read a repetition that several cues share: phases, steady extremes, the person's own neutral, points."""

import math
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..errors import NotSeenError
from ..keypoints import P
from ..motion import UNIT, AngleName, Motion
from ..signal import rolling_median
from ..types import Floats, Rep, Value

Frames = npt.NDArray[np.intp]

TYPICAL: dict[AngleName, tuple[float, float]] = {"hip": (5.0, 10.0), "knee": (6.0, 8.0), "trunk": (2.0, 7.0)}
"""How people stand when nothing is known about one of them: middle and half width of the 90 % range, degrees.
Trunk -5 to +8 (motion capture D3), knee 4 (D5) to 19 (D1), hip from camera and motion capture standing frames (D5)."""
_STANDS: dict[AngleName, float] = {"hip": 28.0, "knee": 28.0, "trunk": 18.0}
"""An own neutral further from straight than this is no standing tall: the clip shows none, and judging a short
lockout against it would hide the lockout. Above anything measured in D1-D5 plus a camera error."""
_STEADY = 0.1
"""Half width of the median over time that a peak must survive, s: one bad frame makes no finding."""


def frames_between(motion: Motion, start: float, end: float) -> Frames:
    """Give the frames from one instant to another, both included."""
    return np.flatnonzero((motion.time >= min(start, end) - 1e-9) & (motion.time <= max(start, end) + 1e-9))


def steady(motion: Motion, name: AngleName, start: float, end: float, *, largest: bool = True) -> Value:
    """Read the largest (or smallest) value that lasted: the extreme of a short running median.

    Raises
    ------
    NotSeenError
        Less than half of the frames between the two instants show it.
    """
    motion.extreme(name, start, end)  # raises where too little was seen
    frames = frames_between(motion, start, end)
    y = rolling_median(motion.time[frames], motion.series(name)[frames], _STEADY)
    i = int(np.nanargmax(y) if largest else np.nanargmin(y))
    seen = frames[np.isfinite(motion.series(name)[frames])]
    at = int(seen[np.argmin(np.abs(motion.time[seen] - motion.time[frames[i]]))])
    return Value(float(y[i]), motion.error_of(name, at), UNIT[name], float(motion.time[at]))


def typical(motion: Motion, name: AngleName, frames: Frames) -> Value:
    """Read the median over frames, at the frame that comes nearest to it.

    Raises
    ------
    NotSeenError
        Less than half of the frames show it.
    """
    y = motion.series(name)[frames]
    seen = frames[np.isfinite(y)]
    if seen.size < max(1, frames.size / 2):
        start, end = (float(motion.time[frames[k]]) for k in (0, -1)) if frames.size else (0.0, 0.0)
        raise NotSeenError(motion.why(name, start, end))
    middle = float(np.median(motion.series(name)[seen]))
    at = int(seen[np.argmin(np.abs(motion.series(name)[seen] - middle))])
    return Value(middle, motion.error_of(name, at), UNIT[name], float(motion.time[at]))


def way_down(rep: Rep) -> tuple[float, float]:
    """Give the span of the descent, s; in exercises that start at the bottom it follows the top."""
    return (rep.start, rep.bottom) if rep.starts == "top" else (rep.top, rep.end)


def half_way_up(motion: Motion, rep: Rep) -> float:
    """Give the instant at which the hip has opened half-way from the bottom to the top, s."""
    return crossing(motion, rep, 0.5)


def crossing(motion: Motion, rep: Rep, share: float) -> float:
    """Give the instant on the way up at which only ``share`` of the hip's bend is left, s.

    Raises
    ------
    NotSeenError
        The hip was not seen on the way up.
    """
    frames = frames_between(motion, rep.bottom, rep.top)
    hip = motion.series("hip")[frames]
    if rep.top <= rep.bottom or not np.isfinite(hip).any():
        raise NotSeenError(motion.why("hip", rep.bottom, rep.top))
    low, high = float(np.nanmin(hip)), float(np.nanmax(hip))
    under = np.flatnonzero(hip <= low + share * (high - low))
    return float(motion.time[frames[under[0]]])


def lower_half(motion: Motion, rep: Rep) -> Frames:
    """Give the frames of the repetition in which the hip is bent more than half as far as at the bottom.

    Raises
    ------
    NotSeenError
        The hip was not seen in the repetition.
    """
    frames = frames_between(motion, rep.start, rep.end)
    hip = motion.series("hip")[frames]
    if not np.isfinite(hip).any():
        raise NotSeenError(motion.why("hip", rep.start, rep.end))
    return frames[hip >= (np.nanmin(hip) + np.nanmax(hip)) / 2]


def neutral(motion: Motion, name: AngleName) -> tuple[float, float]:
    """Give the person's own standing angle, and by how much a difference from it is less sure, degrees.

    Where the clip shows no standing tall, people's usual standing is taken, with its spread as the doubt.
    """
    middle, spread = TYPICAL[name]
    try:
        own = motion.own(name)
    except NotSeenError:
        return middle, spread
    return (own, 0.0) if abs(own) <= _STANDS[name] else (middle, spread)


def from_neutral(motion: Motion, name: AngleName, at: float) -> Value:
    """Read an angle at an instant, relative to the person's own standing.

    The error is that of the angle itself: what the camera adds to both sides of a difference cancels.
    """
    read = motion.value(name, at)
    own, doubt = neutral(motion, name)
    return Value(read.value - own, math.hypot(read.error, doubt), read.unit, read.at)


def point(motion: Motion, name: str) -> Floats:
    """Give a point of the side that is nearer to the camera over time, pixels, shape (T, 2)."""
    return motion.track.xy[:, P[f"{'L' if motion.near == 'left' else 'R'}_{name}"]]


def forward(motion: Motion) -> int:
    """Give +1 where the person faces the right of the picture, -1 where the left.

    Raises
    ------
    NotSeenError
        It cannot be told which way the person faces.
    """
    if motion.view.faces is None:
        raise NotSeenError("it could not be told which way the person faces")
    return 1 if motion.view.faces == "right" else -1


def offset(motion: Motion, name: str, base: str, axis: Literal["ahead", "above"], at: float) -> Value:
    """Read how far one point lies ahead of or above another at an instant, % of leg length.

    Raises
    ------
    NotSeenError
        One of the points, or the length of the leg, was not seen.
    """
    difference = point(motion, name) - point(motion, base)
    y = difference[:, 0] * forward(motion) if axis == "ahead" else -difference[:, 1]
    frames = np.flatnonzero((np.abs(motion.time - at) <= _STEADY) & np.isfinite(y))
    if not frames.size or not math.isfinite(motion.leg):
        raise NotSeenError("the hands or the knees were not seen clearly")
    near = int(frames[np.argmin(np.abs(motion.time[frames] - at))])
    percent = 100.0 * float(np.median(y[frames])) / motion.leg
    return Value(percent, motion.error_of("gap", near), "% leg", float(motion.time[near]))


def minus(a: Value, b: Value) -> Value:
    """Give the change from ``b`` to ``a`` of the same angle, at the instant of ``a``."""
    return replace(a, value=a.value - b.value)
