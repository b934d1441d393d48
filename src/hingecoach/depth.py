"""How deep the person is bent at every frame: the one signal in which repetitions are found.

It is the hip's angle, checked against the height of the shoulders, which stays right when a plate hides the hips.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .geometry import middle
from .keypoints import P
from .motion import Motion
from .signal import fill, rolling_median, runs, smooth
from .types import Floats

CONTRADICTS = 40.0
"""Degrees between the hip's angle and what the shoulders' height says that cannot both be right (E)."""
ISLAND, ALONE = 0.1, 0.2
"""What was seen for less than the first, in seconds, with gaps of more than the second on both sides is a mistake of
the network (E)."""
DEEPEST = 155.0
"""Hips bend no further than this, degrees (M: 150 in the deepest lifts measured, domain.md 1.3)."""
FEET_SEEN = 0.3
"""Share of the frames in which the feet must be seen for heights to be taken from them (E)."""
USUAL_LINE, SLOPES = (1.5, 5.0), (0.8, 4.0)
"""Degrees of hip for each % of leg that the shoulders sink, and at the top, where the clip does not tell: shoulders
63 % lower are a hip of 100 degrees (E). Slopes outside the second pair are not believed."""
LINE_FRAMES, LINE_DROP, LINE_OFF = 10, 15.0, 30.0
"""The clip's own line needs this many frames and this much drop (% of leg); points further off (degrees) are
left out (E)."""


def depth(motion: Motion) -> Floats:
    """Give how deep the person is bent at every frame, in degrees of hip flexion, shape (T,); no gaps.

    Where the hip was not seen, or contradicts the height of the shoulders (:func:`contradicted`), the value follows
    from the shoulders' height through the line that fits the rest of the clip.
    """
    hip = motion.angles.hip.copy()
    if motion.posture != "lying":
        guess = _from_shoulders(motion)
        hip[contradicted(motion)] = np.nan
        hip = np.where(np.isfinite(hip), hip, np.clip(guess, -20.0, DEEPEST))
    hip[_alone(motion.time, np.isfinite(hip))] = np.nan
    hip = fill(motion.time, hip, np.inf)
    seen = np.flatnonzero(np.isfinite(hip))
    if not seen.size:
        return np.zeros_like(hip)
    hip[: seen[0]], hip[seen[-1] + 1 :] = hip[seen[0]], hip[seen[-1]]
    return smooth(motion.time, hip, 0.15)


def _alone(time: Floats, seen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say in which frames somebody was seen for an instant only, between longer times in which nobody was."""
    alone = np.zeros(seen.shape, bool)
    spans = runs(seen)
    for i, (a, b) in enumerate(spans):
        before = time[a] - time[spans[i - 1][1]] if i else np.inf
        after = time[spans[i + 1][0]] - time[b] if i + 1 < len(spans) else np.inf
        alone[a : b + 1] = time[b] - time[a] < ISLAND and min(before, after) > ALONE
    return alone


def contradicted(motion: Motion) -> npt.NDArray[np.bool_]:
    """Say in which frames the hip's angle cannot be true, because the shoulders are much too high or low for it."""
    if motion.posture == "lying":
        return np.zeros(motion.time.shape, bool)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(motion.angles.hip - _from_shoulders(motion)) > CONTRADICTS)


def _from_shoulders(motion: Motion) -> Floats:
    """Give the hip's angle that the shoulders' height stands for in this clip, shape (T,)."""
    drop = shoulder_drop(motion)
    slope, base = _line(drop, motion.angles.hip)
    return base + slope * drop


def shoulder_drop(motion: Motion) -> Floats:
    """Give how far the shoulders are below their highest place, % of leg length, shape (T,); NaN where not seen.

    Heights are taken from the feet where these stand still in view, so that a drifting camera does no harm. After a cut
    in the film whose feet are out of the picture, the highest place is that of this shot.
    """
    xy, shots = motion.track.xy, _shots(motion)
    shoulder = middle(xy[:, P.L_SHOULDER], xy[:, P.R_SHOULDER])[:, 1]
    floors = [_floor(motion, shot) for shot in shots]
    height = np.concatenate([np.zeros(0), *floors]) - shoulder
    on_feet = [shot for shot, floor in zip(shots, floors, strict=True) if floor.any()]
    highest = np.concatenate([np.full(shot.stop - shot.start, _top(height, [shot])) for shot in shots] or [height])
    for shot in on_feet:
        highest[shot] = _top(height, on_feet)
    return np.asarray(100.0 * (highest - height) / motion.leg)


def _shots(motion: Motion) -> list[slice]:
    """Give the stretches of frames between the cuts in the film."""
    return [slice(a, b) for a, b in pairwise((0, *motion.cuts, motion.time.size)) if b > a]


def _floor(motion: Motion, shot: slice) -> Floats:
    """Give how far down the feet are in every frame of a shot, pixels; zeros where they were hardly seen in it."""
    xy, time = motion.track.xy[shot], motion.time[shot]
    feet = rolling_median(time, middle(xy[:, P.L_ANKLE], xy[:, P.R_ANKLE])[:, 1], 1.5)
    known = np.isfinite(feet)
    return np.interp(time, time[known], feet[known]) if known.mean() > FEET_SEEN else np.zeros_like(time)


def _top(height: Floats, shots: Sequence[slice]) -> float:
    """Give the greatest usual height in some shots, pixels; NaN where nothing was seen."""
    seen = np.concatenate([height[shot] for shot in shots])
    seen = seen[np.isfinite(seen)]
    return float(np.percentile(seen, 95)) if seen.size else np.nan


def _line(x: Floats, y: Floats) -> tuple[float, float]:
    """Fit y = base + slope * x, leaving out what lies far off; a usual line where too little was seen."""
    ok = np.isfinite(x) & np.isfinite(y)
    slope, base = USUAL_LINE
    for _ in range(3):
        if ok.sum() < LINE_FRAMES or np.ptp(x[ok]) < LINE_DROP:
            break
        slope, base = np.polyfit(x[ok], y[ok], 1).tolist()
        slope = float(np.clip(slope, *SLOPES))
        base = float(np.median(y[ok] - slope * x[ok]))
        with np.errstate(invalid="ignore"):
            ok = np.isfinite(x) & np.isfinite(y) & (np.abs(y - base - slope * x) < LINE_OFF)
    return slope, base
