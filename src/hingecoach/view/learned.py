"""The camera's angle near the side view, as a small network reads it that was trained on rendered people.

It looks at the five signs of :mod:`.angle` and at the ears, each over the whole view, upright and bent: arms and
loads mislead a sign in one of these and not in the others. ``make view`` makes it again; docs/view.md tells how well it
does on others.
"""

import warnings

import numpy as np

from ..keypoints import P
from ..nets import read
from ..types import Floats, PoseTrack
from .angle import body_length, cues, facing_sign
from .facing import Mask, halfway

FILE = "view/model.npz"
UPRIGHT, BENT = 30.0, 45.0
"""Leans of the trunk, degrees, under which somebody stands and from which on they are bent."""
LOW, HIGH = 20.0, 80.0
"""Percentiles that tell how much a sign moves in the clip."""


def learned(track: PoseTrack, frames: Mask) -> float:
    """Give the camera's angle over some frames (T,), degrees, + in front of the person; NaN where nothing was seen."""
    return float(read(FILE)["near"](describe(track, frames)[None])[0, 0])


def describe(track: PoseTrack, frames: Mask) -> Floats:
    """Describe the signs over some frames (T,): medians of all, upright and bent ones, two percentiles, shape (35,)."""
    signs = np.column_stack([cues(track), _ears(track)])
    lean = _lean(track)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # a sign that was never seen stays unknown
        medians = [np.nanmedian(signs[m], axis=0) for m in (frames, frames & (lean < UPRIGHT), frames & (lean >= BENT))]
        return np.concatenate([*medians, *np.nanpercentile(signs[frames], [LOW, HIGH], axis=0)])


def _ears(track: PoseTrack) -> Floats:
    """Direction of the line between the ears in the 3-D output, degrees, and its width in % of the body, (T, 2)."""
    solid = track.world[:, P.L_EAR] - track.world[:, P.R_EAR]
    flat = 100.0 * (track.xy[:, P.L_EAR, 0] - track.xy[:, P.R_EAR, 0]) / body_length(track)
    return np.stack([np.degrees(np.arctan2(solid[:, 0], solid[:, 2] * facing_sign(track))), flat], axis=1)


def _lean(track: PoseTrack) -> Floats:
    """Lean of the trunk from the vertical in the 3-D output, degrees, shape (T,)."""
    up = halfway(track.world, P.L_SHOULDER, P.R_SHOULDER) - halfway(track.world, P.L_HIP, P.R_HIP)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.degrees(np.arccos(np.clip(-up[:, 1] / np.linalg.norm(up, axis=1), -1.0, 1.0))))
