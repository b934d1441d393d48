"""What a camera in front of or behind a person sees: left against right, and how wide (docs/view.md).

All numbers are taken in the picture. What a tilted camera, a lens or the build adds is the same at the top and at the
bottom of a repetition, so what is judged is the change between the two.
"""

import math
from dataclasses import dataclass

import numpy as np

from .geometry import length
from .keypoints import P
from .types import Floats, PoseTrack, View

__all__ = ["ERROR", "OFF_FRONT", "UNIT", "Frontal", "measure"]

OFF_FRONT = 20.0
"""Degrees off the true front or back up to which it is read: there a width looks 6 % smaller (D: the cosine), and hips
that go back by a quarter of a leg seem to move sideways by 9 % of one (D: the sine), of which most is the same in each
repetition but cannot be told from a shift."""
UNIT = {
    "hip_shift": "% leg",
    "shoulder_tilt": "deg",
    "pelvis_tilt": "deg",
    "stance_width": "% leg",
    "knee_width": "ratio",
}
ERROR = {"hip_shift": 4.3, "shoulder_tilt": 9.0, "pelvis_tilt": 11.0, "stance_width": 3.5, "knee_width": 0.24}
"""Half width of the 90 % interval: of the change from the top to the bottom for the first three, of the number itself
for the widths (rendered people up to 14 degrees off: docs/view.md)."""
NARROW = 0.5
"""A line between left and right that looks narrower than this share of its usual width was not seen (E)."""
MOVED = 0.2
"""Feet whose distance differs by more than this share from the clip's usual one are not seen well, or step (E)."""
SMALL = 300.0
"""Under this height in pixels points get coarser: at a quarter of it errors are twice as large (as uncertainty.py)."""


@dataclass(frozen=True, slots=True)
class Frontal:
    """Left against right in every frame, each (T,); NaN where not seen.

    Attributes
    ----------
    hip_shift
        Middle of the hips beside the middle of the ankles, % of leg length, + towards the person's right.
    shoulder_tilt, pelvis_tilt
        Slope of the line between the shoulders, and between the hips, degrees, + the person's right side lower. Only
        from the front: from behind a bent trunk hides the shoulders, and the hips were seen to tilt that did not.
    stance_width
        Distance between the ankles, % of leg length.
    knee_width
        Distance between the knees over that between the ankles.
    feet
        Middle of the ankles across the picture, % of leg length, to notice steps.
    off
        Degrees off the true front or back.
    coarse
        Factor on the errors of a person who is small in the picture.
    """

    hip_shift: Floats
    shoulder_tilt: Floats
    pelvis_tilt: Floats
    stance_width: Floats
    knee_width: Floats
    feet: Floats
    off: float
    coarse: float = 1.0

    def error(self, name: str) -> float:
        """Give the half width of the 90 % interval of one of the numbers, in its unit."""
        return ERROR[name] * self.coarse


def measure(track: PoseTrack, view: View, leg: float) -> Frontal | None:
    """Measure left against right over a clip; None where the camera stands neither in front nor behind.

    Parameters
    ----------
    track
        Cleaned points.
    leg
        Length of the leg, hip to ankle, in pixels.
    """
    if view.label not in ("front", "back") or not math.isfinite(view.azimuth):
        return None
    to_right = -1.0 if view.label == "front" else 1.0
    xy = track.xy
    hips, ankles, knees, shoulders = (_pair(xy, name) for name in ("HIP", "ANKLE", "KNEE", "SHOULDER"))
    stance = _steady(np.abs(ankles[1] - ankles[0])[:, 0])
    ankles = np.where(np.isfinite(stance)[:, None], ankles, np.nan)
    shift = to_right * (hips.mean(axis=0) - ankles.mean(axis=0))[:, 0]
    unseen = np.full(track.time.size, np.nan)
    tilts = [_tilt(line, to_right) if view.label == "front" else unseen for line in (shoulders, hips)]
    with np.errstate(invalid="ignore", divide="ignore"):
        knee_width = np.abs(knees[1] - knees[0])[:, 0] / np.where(stance > 0, stance, np.nan)
    return Frontal(
        hip_shift=100.0 * shift / leg,
        shoulder_tilt=tilts[0],
        pelvis_tilt=tilts[1],
        stance_width=100.0 * stance / leg,
        knee_width=knee_width,
        feet=100.0 * ankles.mean(axis=0)[:, 0] / leg,
        off=90.0 - abs(view.azimuth),
        coarse=max(1.0, SMALL / (1.9 * leg)) ** 0.5 if leg > 0 else 1.0,
    )


def _steady(stance: Floats) -> Floats:
    """Leave out frames in which the feet look closer together or wider apart than in the clip: they stay in a hinge."""
    usual = float(np.nanmedian(stance)) if np.isfinite(stance).any() else np.nan
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(stance - usual) <= MOVED * usual, stance, np.nan)


def _pair(xy: Floats, name: str) -> Floats:
    """Give the left and the right point of a name, pixels, shape (2, T, 2)."""
    return np.stack([xy[:, P[f"L_{name}"]], xy[:, P[f"R_{name}"]]])


def _tilt(line: Floats, to_right: float) -> Floats:
    """Give the slope of a line from left to right, degrees, + the right side lower; NaN where it was not seen."""
    way = line[1] - line[0]
    across = to_right * way[:, 0]
    size = length(line[0], line[1])
    usual = float(np.nanmedian(size)) if np.isfinite(size).any() else np.nan
    with np.errstate(invalid="ignore"):
        seen = across > NARROW * usual
    return np.where(seen, np.degrees(np.arctan2(way[:, 1], across)), np.nan)
