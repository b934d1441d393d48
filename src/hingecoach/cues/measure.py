"""Ways to read a repetition that several cues share: phases, steady extremes, the person's own neutral, points."""

import math
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..angles import levelled
from ..errors import NotSeenError
from ..motion import UNIT, AngleName, Motion
from ..signal import rolling_median
from ..types import Floats, Rep, Value

Frames = npt.NDArray[np.intp]

TYPICAL: dict[AngleName, tuple[float, float]] = {"hip": (4.5, 8.5), "knee": (8.0, 12.0), "trunk": (0.0, 7.0)}
"""How people are seen to stand when nothing is known about one of them: middle and half width of the 90 % range,
degrees. From the standing spans of 47 clips (39 rendered, 8 real people; hip -2 to 14, trunk -8 to 10) and 13 real
lockouts in good form (trunk -8 to 4, knee 0 to 20); the camera's error is in it. Motion capture says trunk -5 to +8
(D3), knee 4 (D5) to 19 (D1)."""
CANCELS: dict[AngleName, float] = {"hip": 0.5, "knee": 0.9, "trunk": 0.4}
"""Share of an angle's error that is left in its difference from the person's own standing, near standing: what camera
and network add to both sides cancels. On 87 rendered lockouts 90 % of the differences were within 5.6 (hip), 9.0
(knee) and 2.2 degrees (trunk), of errors of 13, 10 and 10; for the trunk, real clothes and tilt are allowed for."""
BACK_CANCELS = 0.25
"""The same share for ``turn``, whose error is mostly the person's build: of 58 rendered lockouts without an
arch 95 % differed from the own standing by at most 2.6 degrees, with an error of 13."""
_STANDS: dict[AngleName, float] = {"hip": 28.0, "knee": 28.0, "trunk": 18.0}
"""An own neutral further from straight than this is no standing tall: the clip shows none, and judging a short
lockout against it would hide the lockout. Above anything measured in D1-D5 plus a camera error."""
_MIDDLE = 0.8
"""The share of the bend that is timed: start and end of a movement that eases in and out cannot be told to a frame."""
_MOVES = 5.0
"""Degrees under which a way down or up is none: what was not seen well can stand still (E)."""
_TIMED_FRONTAL = 0.45
"""Half width of the 90 % interval of a way down or up seen from the front or behind, s, where only the network's depth
shows the bend (M: 20 rendered ones)."""
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


def mostly(motion: Motion, name: AngleName, start: float, end: float) -> Value:
    """Read the value that is reached or exceeded during a quarter of the time between two instants.

    A largest value grows with the noise; a quarter of the time does not.

    Raises
    ------
    NotSeenError
        Less than half of the frames between the two instants show it.
    """
    motion.extreme(name, start, end)  # raises where too little was seen
    frames = frames_between(motion, start, end)
    y = motion.series(name)[frames]
    quarter = float(np.nanpercentile(y, 75))
    at = int(frames[np.nanargmin(np.abs(y - quarter))])
    return Value(quarter, motion.error_of(name, at), UNIT[name], float(motion.time[at]))


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


def timed(motion: Motion, start: float, end: float, *, down: bool = True) -> Value:
    """Read how long a way down (or up) takes, s, from the stretch in which the hip does the middle 80 % of its bend.

    Raises
    ------
    NotSeenError
        The hip was not seen on the way, or does not go that way, or the film is cut there.
    """
    frames = frames_between(motion, start, end)
    if any(start < motion.time[cut] <= end for cut in motion.cuts):
        raise NotSeenError("the film is cut there")
    t, hip = motion.time[frames], motion.series("hip")[frames]
    if np.isfinite(hip).sum() < max(3, frames.size / 2):
        raise NotSeenError(motion.why("hip", start, end))
    t, hip = (t, hip) if down else (-t[::-1], hip[::-1])
    low, high = float(np.nanmin(hip)), float(np.nanmax(hip))
    if high - low < _MOVES:
        raise NotSeenError("the hips were not seen moving")
    edge = (1 - _MIDDLE) / 2 * (high - low)
    late = int(np.flatnonzero(hip >= high - edge)[0])
    early = np.flatnonzero(hip[: late + 1] <= low + edge)
    if not early.size:
        raise NotSeenError(motion.why("hip", start, end))
    error = 2 * float(np.median(np.diff(motion.time))) / _MIDDLE
    error = error if motion.frontal is None else max(error, _TIMED_FRONTAL)
    return Value(float(t[late] - t[early[-1]]) / _MIDDLE, error, "s", abs(float(t[late])))


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


def lift_off(motion: Motion, rep: Rep) -> float:
    """Give the last instant on the way up at which nine tenths of the hip's bend are left, s; the bottom if unseen."""
    frames = frames_between(motion, rep.bottom, rep.top)
    hip = motion.series("hip")[frames]
    if not np.isfinite(hip).any():
        return rep.bottom
    low, high = float(np.nanmin(hip)), float(np.nanmax(hip))
    return float(motion.time[frames[np.flatnonzero(hip >= high - _LEFT_GROUND * (high - low))[-1]]])


def lower_half(motion: Motion, rep: Rep) -> Frames:
    """Give the frames of the repetition in which the hip is bent more than half as far as at the bottom.

    In exercises that start at the bottom they begin at lift-off: while people set up they look around.

    Raises
    ------
    NotSeenError
        The hip was not seen in the repetition.
    """
    frames = frames_between(motion, lift_off(motion, rep) if rep.starts == "bottom" else rep.start, rep.end)
    hip = motion.series("hip")[frames]
    if not np.isfinite(hip).any():
        raise NotSeenError(motion.why("hip", rep.start, rep.end))
    return frames[hip >= (np.nanmin(hip) + np.nanmax(hip)) / 2]


def is_own(motion: Motion, name: AngleName) -> bool:
    """Say whether the person's own standing angle is known; one that is no standing tall does not count."""
    known = motion.standing is not None and name in motion.standing.angles
    return known and abs(motion.own(name)) <= _STANDS[name]


def neutral(motion: Motion, name: AngleName) -> tuple[float, float]:
    """Give the person's own standing angle and its doubt, or people's usual one and the half width of its 90 % range.

    The usual one is taken where no standing tall of this person is known. The doubt is 0 where the clip itself shows
    the standing.
    """
    if motion.standing is None or not is_own(motion, name):
        return TYPICAL[name]
    return motion.own(name), motion.standing.doubt.get(name, 0.0)


def near_neutral(motion: Motion, name: AngleName, at: float) -> Value:
    """Read an angle near the top of a repetition, relative to standing.

    With the person's own standing most of the error cancels; with people's usual one, as seen by the same camera, its
    spread is the error.
    """
    read = motion.value(name, at)
    own, doubt = neutral(motion, name)
    known = is_own(motion, name)
    error = math.hypot(CANCELS[name] * read.error, doubt) if known else doubt
    return replace(read, value=read.value - own, error=error, own=known)


def from_neutral(motion: Motion, name: AngleName, at: float) -> Value:
    """Read an angle anywhere in a repetition, relative to standing, with its full error."""
    read = motion.value(name, at)
    own, doubt = neutral(motion, name)
    return replace(read, value=read.value - own, error=math.hypot(read.error, doubt))


def point(motion: Motion, name: str) -> Floats:
    """Give a point of the side that is read over time, pixels, shape (T, 2): the nearer one, on one leg that leg's."""
    return motion.track.xy[:, motion.sides.point(name)]


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


_LEFT_GROUND = 0.1
"""Share of the hip's way that has been covered once the load has left the ground (E)."""
_STRAY = 0.06
"""Feet whose place varies by more than this within a repetition (median, leg lengths) are not feet but a plate (E)."""


def gap(motion: Motion, rep: Rep, start: float, end: float) -> Value:
    """Read how far the hands are ahead of mid-foot between two instants, % of leg length: the median.

    The foot is read over the whole repetition: it stays where it is, and plates hide it at the bottom.

    Raises
    ------
    NotSeenError
        Hands, feet or the length of the leg were not seen.
    """
    level = replace(motion, track=levelled(motion.track, motion.view.roll))
    foot = (point(level, "HEEL") + point(level, "TOE"))[:, 0] / 2
    hand = (point(level, "WRIST") + point(level, "INDEX"))[:, 0] / 2
    planted = foot[frames_between(motion, min(rep.start, rep.bottom), max(rep.end, rep.top))]
    frames = frames_between(motion, start, end)
    seen = frames[np.isfinite(hand[frames])]
    if not np.isfinite(planted).any() or seen.size < max(1, frames.size / 2) or not math.isfinite(motion.leg):
        raise NotSeenError(motion.why("gap", start, end))
    stray = np.nanmedian(np.abs(planted - np.nanmedian(planted)))
    if stray > _STRAY * motion.leg:
        raise NotSeenError("the feet were not seen clearly: a plate is in front of them, perhaps")
    ahead = 100.0 * forward(motion) * (hand[seen] - float(np.nanmedian(planted))) / motion.leg
    middle = float(np.median(ahead))
    at = int(seen[np.argmin(np.abs(ahead - middle))])
    return Value(middle, motion.error_of("gap", at), "% leg", float(motion.time[at]))


def minus(a: Value, b: Value) -> Value:
    """Give the change from ``b`` to ``a`` of the same angle, at the instant of ``a``."""
    return replace(a, value=a.value - b.value)
