"""What one set looks like, in numbers that hold on real and on rendered people: the input of the learned part.

Every number is the median over the strokes, NaN where it was not seen. What differs between the two worlds (the back's
outline, the network's scores, the clip's length) is left out.
"""

from collections.abc import Sequence

import numpy as np

from ..angles import sagittal
from ..depth import depth
from ..geometry import bend, length
from ..keypoints import P
from ..motion import Motion
from ..movement import Shape
from ..reps import Stroke
from ..signal import fill, rolling_median, usual
from ..types import Floats
from . import places
from .places import near

SHAPE = ("knee", "trunk", "shank", "arm", "elbow", "ratio", "hand_over_ankle", "arm_top", "apart", "raised", "hip_drop")
TIMES = ("up", "down", "hold")
PLACES = ("hand_ahead", "hand_behind_knee", "hands_apart", "stance", "elbow_top", "hand_high_top", "hand_high")
CLIP = ("knees_differ", "speed", "lean")
NAMES = (*SHAPE, *TIMES, *PLACES, *CLIP, *places.NAMES)
"""The features in order. Degrees; % of leg length; log of seconds; ``speed`` in leg lengths a second; then those of
:mod:`.places`."""
SHORTEST = 0.1
"""Seconds that are added to a time before its logarithm is taken."""
SPEED_OVER = 0.4
"""The speed is a median over so many seconds (E)."""
BEHIND_BACK = -75.0
"""Arms further behind the trunk line than this, degrees, cannot be: they are overhead or behind the neck (E)."""
FAST = 90
"""Percentile of the speed over the clip."""


def features_of(motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape]) -> dict[str, float]:
    """Measure a set.

    Parameters
    ----------
    strokes, shapes
        As long as each other; may be empty, then only what the whole clip shows is given.

    Returns
    -------
    dict
        A number for each of :data:`NAMES`; NaN where it was not seen.
    """
    rows = [_of_stroke(motion, stroke, shape) for stroke, shape in zip(strokes, shapes, strict=True)]
    out = {name: usual([row[name] for row in rows]) for name in (*SHAPE, *TIMES, *PLACES)}
    return out | _of_clip(motion) | places.places_of(motion, strokes, depth(motion))


def _of_stroke(motion: Motion, stroke: Stroke, shape: Shape) -> dict[str, float]:
    time = motion.time
    seconds = {"up": shape.up, "down": float(time[stroke.settle] - time[stroke.leave]), "hold": shape.hold}
    if stroke.before is None:
        seconds["down"] = float("nan")
    return (
        {name: _onward(getattr(shape, name)) if name == "arm" else getattr(shape, name) for name in SHAPE}
        | {name: float(np.log(max(t, 0.0) + SHORTEST)) for name, t in seconds.items()}
        | _places(motion, stroke)
    )


def _onward(arm: float) -> float:
    """Count an arm behind the back as one that went up and over: hands behind the neck jump between both."""
    return arm + 360.0 if arm < BEHIND_BACK else arm


def _places(motion: Motion, stroke: Stroke) -> dict[str, float]:
    """Give where hands and feet are at the bottom and at the top."""
    tops = [k for k in (stroke.before, stroke.after) if k is not None]
    low, high = near(motion, [stroke.bottom]), near(motion, tops)
    world = motion.track.world
    leg = usual(length(world[:, P.L_HIP], world[:, P.L_KNEE]) + length(world[:, P.L_KNEE], world[:, P.L_ANKLE]))
    ahead = 100.0 * sagittal(motion.track)[..., 0] / leg
    hand = _mean(ahead, P.L_WRIST, P.R_WRIST)
    flat = motion.track.xy[..., 1]
    rise = 100.0 * (_mean(flat, P.L_HIP, P.R_HIP) - _mean(flat, P.L_WRIST, P.R_WRIST)) / motion.leg
    return {
        "hand_ahead": usual((hand - _mean(ahead, P.L_ANKLE, P.R_ANKLE))[low]),
        "hand_behind_knee": usual((_mean(ahead, P.L_KNEE, P.R_KNEE) - hand)[low]),
        "hands_apart": usual(100.0 * length(world[low, P.L_WRIST], world[low, P.R_WRIST]) / leg),
        "stance": usual(100.0 * length(world[low, P.L_ANKLE], world[low, P.R_ANKLE]) / leg),
        "elbow_top": usual(motion.angles.elbow[high]),
        "hand_high_top": usual(rise[high]),
        "hand_high": usual(rise[low]),
    }


def _of_clip(motion: Motion) -> dict[str, float]:
    """Give what needs no stroke: how much the knees differ, how fast the hips travel, how far the trunk leans."""
    w, xy, time = motion.track.world, motion.track.xy, motion.time
    left = bend(w[:, P.L_HIP], w[:, P.L_KNEE], w[:, P.L_ANKLE])
    right = bend(w[:, P.R_HIP], w[:, P.R_KNEE], w[:, P.R_ANKLE])
    x = rolling_median(time, fill(time, _mean(xy[..., 0], P.L_HIP, P.R_HIP), 1.0), SPEED_OVER / 2)
    speed = np.abs(np.gradient(x, time)) / motion.leg if time.size > 1 else np.full(time.shape, np.nan)
    seen = speed[np.isfinite(speed)]
    return {
        "knees_differ": usual(np.abs(left - right)),
        "speed": float(np.percentile(seen, FAST)) if seen.size else float("nan"),
        "lean": usual(motion.angles.trunk),
    }


def _mean(values: Floats, a: P, b: P) -> Floats:
    """Give the mean of two points' values, shape (T,)."""
    return np.asarray((values[:, a] + values[:, b]) / 2)
