"""Find the repetitions: strokes down and up first, then repetitions by where the exercise starts.

One signal decides: how deep the person is bent (:mod:`hingecoach.depth`).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from .depth import shoulder_drop
from .geometry import length
from .keypoints import P
from .motion import Motion
from .signal import turning_points, usual
from .types import Floats

LEAST_BEND = 22.0
"""Degrees of hip motion under which nothing counts as a repetition (E: walking stays below 25, domain.md 1.2)."""
LEAST_LYING = 15.0
"""The same for somebody who lies: nobody walks there, and a short bridge moves the hips by 20 degrees (E)."""
LEAST_SHARE = 0.5
"""A repetition is at least this share of the set's usual depth (E); smaller moves are set-up or breathing."""
LEAST_DROP = 12.0
"""Standing repetitions lower the shoulders at least this much, % of leg length (E); walking lowers them 3-5 %."""
QUICKEST = 0.4
"""A way down and up takes at least this long, s (M: of 400 true ones a lunge takes 0.53 and the fastest swing 0.67;
points that jump make shorter ones)."""
LYING = 50.0
"""A trunk that leans less than this, degrees, sits or stands: lying down and getting up are no repetitions (E)."""
SEEN_WITHIN, SEEN_SHARE, SEEN_WHOLE = 0.15, 0.3, 0.8
"""Shoulders and a hip or knee must be seen in this share of the frames this near to the bottom, in seconds, or the
shoulders all the way down and up (E)."""
FEET_STAY = 0.50
"""In a repetition one foot at least stays within this many leg lengths of its place (E)."""
WHOLE_BOTTOM = 0.9
"""Where the film begins on the way up, the bottom is in it only if it is this deep compared with the others (E)."""
TOP_SHARE = 0.5
"""The top is reached when at most this share of the depth is left (E)."""
SHOWS_TOP = 0.15
"""Where the film is cut, a top is in it when at most this share of the depth is left (E)."""
CUT_OFF, ON_THE_WAY, MOVING = 0.15, 25.0, 40.0
"""Where the film ends within so many seconds of a top, hips that are bent more than the second, degrees, and move
faster than the third, degrees a second, are on the way (E: held tops as bent as this moved by 3 to 20)."""
STILL = 0.10
"""A stroke begins when this share of its depth has been covered (E)."""
LOCKOUT = 1.0
"""The lockout is looked for within this many seconds after the top is reached (E)."""
RESTS = 0.25
"""A bottom that lasts longer than this, in seconds, is held and not the start of a cut (E)."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One time down and up, as frames of the track.

    Attributes
    ----------
    before, after
        Frame of the top before and after the bottom; None where the clip does not show it.
    leave
        Frame in which the person leaves the top before.
    settle, lift
        First and last frame of the bottom.
    bottom
        Frame of the deepest bend: the middle of the bottom, which holds still or turns round. Measured against the
        single deepest frame and narrower bands, this came nearest to the truth (docs/repetitions.md).
    arrive
        Frame in which the top after is reached.
    """

    before: int | None
    leave: int
    settle: int
    bottom: int
    lift: int
    arrive: int
    after: int | None


def find_strokes(motion: Motion, bent: Floats) -> tuple[Stroke, ...]:
    """Find every time down and up that is deep enough for the set.

    Parameters
    ----------
    bent
        From :func:`hingecoach.depth.depth`.
    """
    least = LEAST_LYING if motion.posture == "lying" else LEAST_BEND
    points = turning_points(bent, least)
    if not any(peak for _, peak in points):
        return ()
    sizes = [abs(bent[a] - bent[b]) for (a, _), (b, _) in pairwise(points)]
    typical = float(np.percentile(sizes, 75)) if sizes else 0.0
    real = _real(motion, bent, max(least, LEAST_SHARE * typical)) or _real(motion, bent, least)
    typical = float(np.percentile([bent[s.bottom] for s in real], 75)) if real else 0.0
    return tuple(s for s in real if len(real) == 1 or _shows_bottom(motion.time, bent, s, typical))


def _real(motion: Motion, bent: Floats, least: float) -> list[Stroke]:
    """Give the strokes of at least so many degrees that a body made, and that were seen."""
    points, drop = turning_points(bent, least), shoulder_drop(motion)
    found = [_stroke(motion.time, bent, points, i, motion.cuts) for i, (_, peak) in enumerate(points) if peak]
    true = (_takes_time, _is_bodily, _is_seen)
    return [s for s in found if s is not None and all(holds(motion, drop, s) for holds in true)]


def _stroke(time: Floats, bent: Floats, points: list[tuple[int, bool]], i: int, cuts: tuple[int, ...]) -> Stroke | None:
    """Describe the stroke around the peak ``points[i]``, None where it has neither a way down nor a way up."""
    peak = points[i][0]
    before = points[i - 1][0] if i else None
    after = points[i + 1][0] if i + 1 < len(points) else None
    first, last = max([0, *(c for c in cuts if c <= peak)]), min([len(bent), *(c for c in cuts if c > peak)]) - 1
    before, after = _short_of_cut(bent, peak, before, first), _short_of_cut(bent, peak, after, last)
    after = None if after is None or _on_the_way(time, bent, after, last) else after
    tops = [bent[k] for k in (before, after) if k is not None]
    if not tops:
        return None
    size = float(bent[peak] - min(tops))
    before = None if before is not None and bent[before] > bent[peak] - (1 - TOP_SHARE) * size else before
    after = None if after is not None and bent[after] > bent[peak] - (1 - TOP_SHARE) * size else after
    first = max(first, points[i - 1][0] if i else 0) if before is None else before
    last = min(last, points[i + 1][0] if i + 1 < len(points) else last) if after is None else after
    settle = walk(bent, peak, first, bent[peak] - STILL * size)
    lift = walk(bent, peak, last, bent[peak] - STILL * size)
    arrive = _cross(bent, lift, last, bent[last] + STILL * size)
    leave = _cross(bent, settle, first, bent[first] + STILL * size)
    lockout = None if after is None else _lockout(time, bent, arrive, after)
    return Stroke(before, leave, settle, (settle + lift) // 2, lift, arrive, lockout)


def _short_of_cut(bent: Floats, peak: int, top: int | None, edge: int) -> int | None:
    """Give a stroke's top; where the film is cut before it, what the film shows of it if that is nearly all."""
    if top is None or abs(top - peak) <= abs(edge - peak):
        return top
    low, high = sorted((peak, edge))
    shown = low + int(np.argmin(bent[low : high + 1]))
    return shown if bent[shown] <= bent[top] + SHOWS_TOP * (bent[peak] - bent[top]) else None


def _on_the_way(time: Floats, bent: Floats, top: int, last: int) -> bool:
    """Say whether the film ends in frame ``last``, about at a top, before the hips came to rest there."""
    near = slice(int(np.searchsorted(time, time[last] - CUT_OFF)), last + 1)
    ends = time[last] - time[top] <= CUT_OFF and bent[top] > ON_THE_WAY
    return bool(ends and np.ptp(bent[near]) > MOVING * np.ptp(time[near]))


def ends_on_the_way(time: Floats, bent: Floats, stroke: Stroke, last: Stroke) -> bool:
    """Say whether the film ends on the way down of ``last``: while it moves, or before it is as deep as ``stroke``."""
    near = slice(int(np.searchsorted(time, time[last.lift] - CUT_OFF)), last.lift + 1)
    moves = np.ptp(bent[near]) > MOVING * np.ptp(time[near])
    return bool(moves or bent[last.bottom] < WHOLE_BOTTOM * bent[stroke.bottom])


def walk(bent: Floats, start: int, end: int, level: float) -> int:
    """Walk from ``start`` towards ``end`` for as long as the bend stays at or above ``level``."""
    step = 1 if end >= start else -1
    i = start
    while i != end and bent[i + step] >= level:
        i += step
    return i


def _cross(bent: Floats, start: int, end: int, level: float) -> int:
    """Walk from ``start`` towards ``end`` until the bend first is at or below ``level``."""
    step = 1 if end >= start else -1
    i = start
    while i != end and bent[i] > level:
        i += step
    return i


def _lockout(time: Floats, bent: Floats, arrive: int, after: int) -> int:
    """Give the frame of least bend soon after the top is reached."""
    last = max(arrive, min(len(bent) - 1, int(np.searchsorted(time, time[arrive] + LOCKOUT)) - 1))
    end = min(last, max(after, arrive))
    return arrive + int(np.argmin(bent[arrive : end + 1]))


def _takes_time(motion: Motion, _drop: Floats, stroke: Stroke) -> bool:
    """Say whether a body can be this fast, where both tops are seen."""
    if stroke.before is None or stroke.after is None:
        return True
    return bool(motion.time[stroke.arrive] - motion.time[stroke.leave] >= QUICKEST)


def _is_bodily(motion: Motion, drop: Floats, stroke: Stroke) -> bool:
    """Say whether the shoulders went down with the hips, which lifting a knee does not do; lying, whether they stay."""
    if motion.posture == "lying":
        leans = motion.angles.trunk[[stroke.leave, stroke.bottom, stroke.arrive]]
        return not (np.abs(leans) < LYING).any()
    tops = [k for k in (stroke.before, stroke.after) if k is not None]
    around = slice(max(0, stroke.bottom - 2), stroke.bottom + 3)
    low = drop[around][np.isfinite(drop[around])]
    high = [drop[k] for k in tops if np.isfinite(drop[k])]
    return not low.size or not high or float(np.median(low)) - min(high) >= LEAST_DROP


def _is_seen(motion: Motion, drop: Floats, stroke: Stroke) -> bool:
    """Say whether the body was really seen at the bottom, and the feet did not walk."""
    near = np.abs(motion.time - motion.time[stroke.bottom]) <= SEEN_WITHIN
    legs = np.isfinite(motion.track.xy[near][:, [P.L_HIP, P.R_HIP, P.L_KNEE, P.R_KNEE]]).any(axis=(1, 2))
    whole = np.isfinite(drop[stroke.leave : stroke.arrive + 1])
    if np.mean(np.isfinite(drop[near]) & legs) < SEEN_SHARE and np.mean(whole) < SEEN_WHOLE:
        return False
    moves = [_moved(motion, p, stroke) for p in (P.L_ANKLE, P.R_ANKLE)]
    return motion.posture != "standing" or not np.isfinite(moves).all() or min(moves) < FEET_STAY * motion.leg


def _moved(motion: Motion, point: P, stroke: Stroke) -> float:
    """Give how far a point lies from where it started when the stroke ends, pixels; NaN if unseen."""
    xy = motion.track.xy[:, point]
    return float(length(xy[stroke.leave], xy[stroke.arrive]))


def _shows_bottom(time: Floats, bent: Floats, stroke: Stroke, usual: float) -> bool:
    """Say whether the film shows the bottom, where it begins (or is cut) on the way up."""
    if stroke.before is not None:
        return True
    rests = time[stroke.lift] - time[stroke.settle] > RESTS and stroke.bottom > stroke.settle + 1
    return bool(rests or bent[stroke.bottom] >= WHOLE_BOTTOM * usual)


def is_whole(stroke: Stroke, starts: Literal["top", "bottom"]) -> bool:
    """Say whether the clip shows the whole repetition: from the bottom the way up is enough."""
    return stroke.after is not None and (starts == "bottom" or stroke.before is not None)


def feet_apart(motion: Motion, ahead: Floats, stroke: Stroke) -> tuple[float, float]:
    """Give how far one ankle is ahead of the other, and above it, at the bottom, in leg lengths (metric points).

    What lies higher in the metric points and not in the picture is not higher. NaN where an ankle was not seen.
    """
    w = motion.track.world
    leg = np.nanmedian(length(w[:, P.L_HIP], w[:, P.L_KNEE]) + length(w[:, P.L_KNEE], w[:, P.L_ANKLE]))
    around = slice(max(0, stroke.bottom - 3), stroke.bottom + 4)
    gap = np.abs(ahead[around, P.L_ANKLE] - ahead[around, P.R_ANKLE])
    flat = np.abs(motion.track.xy[around, P.L_ANKLE, 1] - motion.track.xy[around, P.R_ANKLE, 1]) / motion.leg
    level, solid, seen = (usual(v) for v in (gap[:, 0], gap[:, 1], flat))
    return level / float(leg), min(solid / float(leg), seen)
