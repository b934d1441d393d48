"""What makes a picture tell too little, or the wrong thing, to name an exercise by it."""

from collections.abc import Sequence

import numpy as np

from .assessment import Note
from .exercises import Exercise
from .keypoints import P
from .motion import Motion
from .reps import Stroke
from .signal import usual
from .types import Floats, Rep

__all__ = ["doubts_of"]

SHORTEST = 1.5
"""Seconds of film; in less, without a complete repetition, a moment of many exercises looks alike (E)."""
SHOULDERS = 0.2
"""Leg lengths that the shoulders travel in a bridge at most: 0.03 to 0.09 in the seven of the shared clips, while in
standing lifts whose clips were turned by 90 degrees they travel 0.38 to 0.66 (M, few)."""
BELOW = 0.15
"""Leg lengths that the shoulders of somebody who lies go below hips and ankles at most: up to 0.07 in four real clips
and their mirror images, 0.26 to 0.66 in six real standing lifts that were turned by 90 degrees (M, few)."""
_MOST = (5.0, 95.0)
"""Percent of the frames between which a way is measured, so that one misread frame makes none."""


def doubts_of(
    motion: Motion, strokes: Sequence[Stroke], reps: Sequence[Rep], declared: Exercise | None
) -> tuple[Note, ...]:
    """Say why the picture does not tell an exercise; empty where it may.

    Parameters
    ----------
    strokes
        From :func:`hingecoach.reps.find_strokes`.
    declared
        A start in sport has no repetitions, so it may be short.
    """
    if not np.isfinite(motion.track.xy).any():
        return ()
    return (*_too_short(motion, reps, declared), *_sideways(motion, strokes))


def _too_short(motion: Motion, reps: Sequence[Rep], declared: Exercise | None) -> tuple[Note, ...]:
    length = float(motion.time[-1] - motion.time[0])
    sport = declared is not None and declared.family == "sport"
    if length >= SHORTEST or sport or any(rep.complete for rep in reps):
        return ()
    say = f"Only {length:.1f} s of film and no complete repetition: too short to name the exercise. Film a whole set."
    return (Note(code="too_short", say=say),)


def _sideways(motion: Motion, strokes: Sequence[Stroke]) -> tuple[Note, ...]:
    """Notice somebody who seems to lie, and whose shoulders do what they cannot on the floor."""
    if motion.posture != "lying" or not strokes:
        return ()
    if motion.looks == "up" and usual([_way(motion, stroke) for stroke in strokes]) > SHOULDERS:
        why = "who lies on the back keeps the shoulders down"
    elif usual([_below(motion, stroke) for stroke in strokes]) > BELOW:
        why = "the shoulders of somebody who lies do not go below hips and feet"
    else:
        return ()
    return (Note(code="maybe_sideways", say=f"The picture may be turned by a quarter: {why}. Turn it and try again."),)


def _way(motion: Motion, stroke: Stroke) -> float:
    """Give how far the shoulders travel in a stroke, leg lengths; NaN where they were not seen."""
    places = _middle(motion, stroke, "SHOULDER")
    places = places[np.isfinite(places).all(axis=1)]
    if not places.size:
        return float("nan")
    low, high = np.percentile(places, _MOST, axis=0)
    return float(np.hypot(*(high - low))) / motion.leg


def _below(motion: Motion, stroke: Stroke) -> float:
    """Give how far the shoulders go below hips and ankles, leg lengths; NaN where they were not seen."""
    shoulder, hip, ankle = (_middle(motion, stroke, joint)[:, 1] for joint in ("SHOULDER", "HIP", "ANKLE"))
    below = shoulder - np.fmax(hip, ankle)
    below = below[np.isfinite(below)]
    return float(np.percentile(below, _MOST[1])) / motion.leg if below.size else float("nan")


def _middle(motion: Motion, stroke: Stroke, joint: str) -> Floats:
    """Give the middle of a pair of joints in the frames of a stroke, pixels, shape (T, 2)."""
    first, last = (stroke.bottom if end is None else end for end in (stroke.before, stroke.after))
    return np.asarray(motion.track.xy[first : last + 1, [P[f"L_{joint}"], P[f"R_{joint}"]]].mean(axis=1))
