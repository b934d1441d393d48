"""How the camera sees the person: from which side and angle, tilted or not, and what to change next time.

How each number is found, and how well, stands in docs/view.md.
"""

from typing import Literal

import numpy as np

from ..types import Facing, PoseTrack, View
from .advice import advise, cut_parts
from .angle import azimuth_over_time, combine, cues, joined
from .facing import Mask, calm, column_medians, facing_score, seen
from .learned import learned
from .posture import camera_roll, lying_face, posture_of

__all__ = ["azimuth_over_time", "look_at", "lying_face", "main_view", "near_side", "posture_of"]

SIDE_UP_TO, FRONT_FROM = 15.0, 60.0
"""Degrees off the side view at which a view stops being called side, and starts being called front or back."""

ONE_VIEW = 25.0
"""Degrees around the usual angle that count as the same view; frames beyond it belong to another one (a turn)."""

FACING_CLEAR = 0.15
"""Mean facing score, of about 1.1 in a side view, under which the facing side is not told."""

LEAST_SEEN = 0.3
"""Seconds in which a person must be seen before a view is given."""

ERROR_BASE, SPREAD_MOST = 9.5, 20.0
"""Half width of the 90 % interval, degrees: this plus the spread of the signs, up to a limit (docs/view.md)."""


def look_at(track: PoseTrack) -> View:
    """Tell how the camera sees the person.

    Parameters
    ----------
    track
        One person's points, raw or lightly cleaned. Of several views in one clip the longest counts;
        :func:`azimuth_over_time` tells which frames belong to it.

    Returns
    -------
    View
        ``unknown`` with NaN angles where the person was hardly seen.
    """
    here = seen(track)
    step = float(np.median(np.diff(track.time))) if track.time.size > 1 else 0.0
    if here.sum() * step < LEAST_SEEN:
        return View("unknown", None, float("nan"), float("nan"), cut_off=cut_parts(track))
    frames = main_view(track)
    azimuth, error = _azimuth(track, frames)
    label = _label(azimuth)
    faces = _faces(track, frames) if label in ("side", "diagonal") else None
    roll = camera_roll(track)
    return View(
        label=label,
        faces=faces,
        azimuth=azimuth,
        azimuth_error=error,
        roll=roll,
        advice=advise(track, label, faces, (azimuth, error), roll),
        cut_off=cut_parts(track),
    )


def main_view(track: PoseTrack) -> Mask:
    """Give the frames (T,) of the view that most of the clip shows, where a person is seen."""
    over, here = azimuth_over_time(track), seen(track)
    around = np.arange(-90.0, 91.0, 5.0)
    crowd = [int((np.abs(over[here] - angle) <= ONE_VIEW).sum()) for angle in around]
    return np.asarray(here & (np.abs(over - np.median(around[crowd == np.max(crowd)])) <= ONE_VIEW))


def _azimuth(track: PoseTrack, frames: Mask) -> tuple[float, float]:
    """Angle over some frames (T,) and the half width of its interval."""
    plain, spread = combine(column_medians(cues(track)[frames])[None])
    error = ERROR_BASE + min(float(spread[0]), SPREAD_MOST)
    return joined(float(plain[0]), learned(track, frames)), error


def _label(azimuth: float) -> Literal["side", "diagonal", "front", "back"]:
    if abs(azimuth) <= SIDE_UP_TO:
        return "side"
    if abs(azimuth) < FRONT_FROM:
        return "diagonal"
    return "front" if azimuth > 0 else "back"


def _faces(track: PoseTrack, frames: Mask) -> Facing | None:
    """Facing side over the frames of the main view; None where the signs do not agree."""
    score = float(np.median(calm(track.time, facing_score(track))[frames]))
    if abs(score) < FACING_CLEAR:
        return None
    return "right" if score > 0 else "left"


def near_side(track: PoseTrack, view: View) -> Facing:
    """Tell which of the person's own sides is nearer to the camera.

    Whoever faces right shows their right side, in any posture. From the front and from behind the sign of the facing
    score still tells the nearer side; the right one is taken where it is zero.

    Parameters
    ----------
    track
        One person's points.
    view
        What :func:`look_at` told about them.
    """
    if view.faces is not None:
        return view.faces
    score = facing_score(track)
    usual = float(np.nanmedian(score)) if np.isfinite(score).any() else 0.0
    return "left" if usual < 0 else "right"
