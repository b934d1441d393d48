"""Where hands, arms and feet are at the bottom, at the top and half-way up: more of the numbers that tell exercises.

Distances ahead and to the side come from the network's metric points, heights from the picture. A stance or a grip that
is wide points at a side camera, so its width is what the network believes, backed by what perspective shows: the far
foot stands higher in the picture and its shin looks shorter.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..angles import sagittal
from ..geometry import length
from ..keypoints import P
from ..motion import Motion
from ..reps import Stroke
from ..signal import usual
from ..types import Floats

Mask = npt.NDArray[np.bool_]

AHEAD = ("hand_of_ankle", "hand_of_hip", "hand_of_knee", "hip_of_ankle")
"""How far the first is ahead of the second, % of leg."""
WIDE = ("wrists", "elbows", "knees", "ankles", "heels", "toes")
"""How far left and right are apart sideways, % of leg."""
PICTURE = ("foot_rise", "far_shin", "over_knee", "over_ankle", "wrist_hip", "wrist_shoulder")
"""In the picture: near ankle below the far one, far shin over near shin, near wrist above near knee and ankle and its
distance from near hip and shoulder; % of leg and a share."""
ARMS = ("arm_lean", "along", "along_differ", "toe_out")
"""Line shoulder to wrist off the vertical, degrees; place of the hands along the trunk (0 hips, 1 shoulders) and by how
much they differ; toes further apart than heels, % of leg."""
ANGLES = ("hip", "knee", "trunk", "shank", "arm", "elbow")
BOTH = (*AHEAD, *WIDE, *PICTURE, *ARMS, *ANGLES)
MIDDLE = ("knee", "trunk", "hand_of_knee", "hand_of_ankle")
SET = ("rest", "begins_low", "ends_low")
"""Log of the seconds at the top; how deep the clip begins and ends, as a share of the set's depth."""
NAMES = (*(f"{n}_low" for n in BOTH), *(f"{n}_high" for n in BOTH), *(f"{n}_mid" for n in MIDDLE), *SET)
"""The features in order: at the bottom, at the top, half-way up, and of the whole set."""

AROUND = 0.12
"""Places are medians within so many seconds of the bottom and of the tops (E)."""
HALF = 0.2
"""Half-way up: within this share of the depth (E)."""
END = 0.3
"""Seconds at the clip's ends in which its beginning and its end are read (E)."""
SHORTEST = 0.1
"""Seconds that are added to a time before its logarithm is taken."""


def places_of(motion: Motion, strokes: Sequence[Stroke], bent: Floats) -> dict[str, float]:
    """Measure a set.

    Parameters
    ----------
    strokes
        May be empty.
    bent
        How deep the person is bent, :func:`hingecoach.depth.depth`.

    Returns
    -------
    dict
        A number for each of :data:`NAMES`, the median over the strokes; NaN where it was not seen.
    """
    series = _series(motion) if strokes else {}
    rows = [_of_stroke(motion, series, stroke, bent) for stroke in strokes]
    found = {name: usual([row[name] for row in rows]) for name in NAMES if name not in SET[1:]} if rows else {}
    return dict.fromkeys(NAMES, float("nan")) | found | _ends(motion, strokes, bent)


def _series(motion: Motion) -> dict[str, Floats]:
    """Give each of :data:`BOTH` over time, shape (T,)."""
    world = motion.track.world
    solid = sagittal(motion.track)
    leg = usual(length(world[:, P.L_HIP], world[:, P.L_KNEE]) + length(world[:, P.L_KNEE], world[:, P.L_ANKLE]))
    middle = {n: (solid[:, P[f"L_{n}"]] + solid[:, P[f"R_{n}"]]) / 2 for n in ("WRIST", "ANKLE", "KNEE", "HIP")}
    out = {name: 100.0 * _ahead(middle, name) / leg for name in AHEAD}
    out |= {name: 100.0 * _sideways(world, solid, name[:-1].upper()) / leg for name in WIDE}
    out |= _in_picture(motion) | _arms(solid)
    out["toe_out"] = out["toes"] - out["heels"]
    return out | {name: getattr(motion.angles, name) for name in ANGLES}


def _ahead(middle: Mapping[str, Floats], name: str) -> Floats:
    first, second = (n.upper().replace("HAND", "WRIST") for n in name.split("_of_"))
    return np.asarray((middle[first] - middle[second])[:, 0])


def _sideways(world: Floats, solid: Floats, name: str) -> Floats:
    """Give how far a pair is apart sideways: what is left of its level distance without the part ahead."""
    left, right = P[f"L_{name}"], P[f"R_{name}"]
    level = ((world[:, left] - world[:, right])[:, [0, 2]] ** 2).sum(-1)
    ahead = (solid[:, left, 0] - solid[:, right, 0]) ** 2
    return np.asarray(np.sqrt(np.maximum(level - ahead, 0.0)))


def _in_picture(motion: Motion) -> dict[str, Floats]:
    near, far = ("L", "R") if motion.near == "left" else ("R", "L")
    xy = motion.track.xy

    def at(side: str, name: str) -> Floats:
        return np.asarray(xy[:, P[f"{side}_{name}"]])

    wrist, knee, ankle = (at(near, n) for n in ("WRIST", "KNEE", "ANKLE"))
    with np.errstate(invalid="ignore", divide="ignore"):
        shin = length(at(far, "KNEE"), at(far, "ANKLE")) / length(knee, ankle)
    to_leg = 100.0 / motion.leg
    return {
        "foot_rise": to_leg * (ankle[:, 1] - at(far, "ANKLE")[:, 1]),
        "far_shin": np.where(np.isfinite(shin), shin, np.nan),
        "over_knee": to_leg * (knee[:, 1] - wrist[:, 1]),
        "over_ankle": to_leg * (ankle[:, 1] - wrist[:, 1]),
        "wrist_hip": to_leg * length(wrist, at(near, "HIP")),
        "wrist_shoulder": to_leg * length(wrist, at(near, "SHOULDER")),
    }


def _arms(solid: Floats) -> dict[str, Floats]:
    hip, shoulder, wrist = ((solid[:, P[f"L_{n}"]] + solid[:, P[f"R_{n}"]]) / 2 for n in ("HIP", "SHOULDER", "WRIST"))
    trunk = shoulder - hip
    size = (trunk**2).sum(-1)
    along = [((solid[:, p] - hip) * trunk).sum(-1) / size for p in (P.L_WRIST, P.R_WRIST)]
    hang = wrist - shoulder
    return {
        "arm_lean": np.degrees(np.arctan2(hang[:, 0], hang[:, 1])),
        "along": (along[0] + along[1]) / 2,
        "along_differ": np.abs(along[0] - along[1]),
    }


def _of_stroke(motion: Motion, series: Mapping[str, Floats], stroke: Stroke, bent: Floats) -> dict[str, float]:
    tops = [k for k in (stroke.before, stroke.after) if k is not None]
    low, high, middle = near(motion, [stroke.bottom]), near(motion, tops), _half_way(stroke, bent)
    out = {f"{n}_low": usual(series[n][low]) for n in BOTH} | {f"{n}_high": usual(series[n][high]) for n in BOTH}
    out |= {f"{n}_mid": usual(series[n][middle]) for n in MIDDLE}
    after = motion.time[stroke.after] - motion.time[stroke.arrive] if stroke.after is not None else np.nan
    out["rest"] = float(np.log(max(after, 0.0) + SHORTEST)) if np.isfinite(after) else float("nan")
    return out


def near(motion: Motion, frames: Sequence[int]) -> Mask:
    """Give which frames lie near to one of some frames, as a mask (T,)."""
    gaps = np.abs(motion.time[:, None] - motion.time[list(frames)][None, :]) <= AROUND
    return np.asarray(gaps.any(axis=1))


def _half_way(stroke: Stroke, bent: Floats) -> Mask:
    """Give the frames of the way up in which half of the depth is left."""
    low, high = bent[stroke.bottom], bent[stroke.arrive]
    frames = np.arange(bent.size)
    inside = (frames >= stroke.lift) & (frames <= stroke.arrive)
    return np.asarray(inside & (np.abs(bent - (low + high) / 2) < HALF * abs(low - high)))


def _ends(motion: Motion, strokes: Sequence[Stroke], bent: Floats) -> dict[str, float]:
    deep = usual([float(bent[s.bottom]) for s in strokes])
    if not deep > 0:
        return {}
    time = motion.time
    first, last = bent[time <= time[0] + END], bent[time >= time[-1] - END]
    return {"begins_low": usual(first) / deep, "ends_low": usual(last) / deep}
