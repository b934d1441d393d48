"""The camera's angle off the side view, from how the lines between left and right points lie in the picture.

Seen exactly from the side, the line from the left to the right hip (shoulder, ankle) points at the camera and has no
width in the picture. As the camera moves towards the person's front, the left point moves to the right of the picture;
as it moves behind, to the left. Five such signs are read (docs/view.md), each corrected for what the networks get wrong
in general, and their agreement gives the error.
"""

import numpy as np

from ..keypoints import BODY_LINES, P
from ..types import Floats, PoseTrack
from .facing import calm, facing_score, mean_of_seen, seen

CUES = ("shoulders 3-D", "hips 3-D", "ankles 3-D", "shoulders 2-D", "ankles 2-D")

SLOPE = (1.17, 0.85, 1.02, 2.42, 3.43)
OFFSET = (-4.4, -9.4, -1.2, -2.2, -3.4)
"""Line from each cue to degrees, least squares over the 25 rendered clips whose signed camera angle is known."""

STRETCH, STRETCH_TO, NONE_FROM = 0.3, 20.0, 45.0
"""The line above gives too little between 5 and 30 degrees, on both renderers: at 15 it says 10. The mean of the signs
grows by this share, up to the second angle; from the third on by nothing (M: 20 train clips of ours, docs/view.md)."""

FAR, SURE_FAR = 30.0, 60.0
"""Degrees between which the corrected mean hands over to the plain 3-D output, which is right from 45 deg on."""

REACH = 8.0
"""Degrees from the middle of the cues at which a cue stops pulling: bars, plates and stances mislead one at a time."""

HOLD = 12.0
"""Degrees by which what was learned may differ from the mean of the signs: those who look like nobody in the training
are read by the signs."""
LEARNED_TO, SIGNS_FROM = 15.0, 35.0
"""Degrees up to which the learned angle counts in full, and from which on the signs do as well or better."""

FEET_APART = (0.25, 0.12)
"""Ankles farther apart across and down the picture than these shares of the body's length are a step, a lunge or a
lifted leg, and their line says nothing about the camera. Feet side by side stay within (0.2, 0.06) up to 30 degrees off
the side view (stance 0.5 m, camera at hip height, 2.5 m away)."""

TURN_REACH = 3
"""Spans of half a second on each side over which the angle is followed in time."""


def body_length(track: PoseTrack) -> float:
    """Give trunk + thigh + shin of the person in pixels (78 % of the stature), NaN where one of them was never seen.

    The 75th percentile over the clip, so that foreshortened and folded frames do not count.
    """
    if not seen(track).any():
        return float("nan")
    xy = track.xy[seen(track)]
    chains = [np.linalg.norm(np.diff(xy[:, list(chain)], axis=1), axis=2) for chain in BODY_LINES]
    bones = np.concatenate(chains)
    return float(np.nanpercentile(bones, 75, axis=0).sum()) if np.isfinite(bones).any(axis=0).all() else float("nan")


def facing_sign(track: PoseTrack) -> Floats:
    """Give +1 where the person faces right, -1 where left, shape (T,), calm over time; +1 where this is unknown."""
    return np.where(calm(track.time, facing_score(track)) < 0, -1.0, 1.0)


def cues(track: PoseTrack) -> Floats:
    """Read the five signs, uncorrected, shape (T, 5); NaN where not seen.

    The first three are degrees, the last two widths in percent of the body's length.
    """
    sign = facing_sign(track)
    pairs = ((P.L_SHOULDER, P.R_SHOULDER), (P.L_HIP, P.R_HIP), (P.L_ANKLE, P.R_ANKLE))
    solid = [track.world[:, left] - track.world[:, right] for left, right in pairs]
    columns = [np.degrees(np.arctan2(line[:, 0], line[:, 2] * sign)) for line in solid]
    length = body_length(track)
    flat = [(track.xy[:, left] - track.xy[:, right]) / length for left, right in (pairs[0], pairs[2])]
    read = np.stack([*columns, *(100.0 * line[:, 0] for line in flat)], axis=1)
    with np.errstate(invalid="ignore"):
        staggered = np.asarray((np.abs(flat[1]) > np.array(FEET_APART)).any(axis=1))
    read[:, [2, 4]] = np.where(staggered[:, None], np.nan, read[:, [2, 4]])
    return np.where(seen(track)[:, None], read, np.nan)


def azimuth_over_time(track: PoseTrack) -> Floats:
    """Follow the camera's angle over the clip, so that frames after a turn can be told from those before it.

    Cheap: five signs per frame, each followed by its median over 3.5 s, so that a plate before the hips at lockout is
    not taken for a turn.

    Parameters
    ----------
    track
        One person's points, raw or lightly cleaned.

    Returns
    -------
    array (T,)
        Degrees, -90 to 90: 0 side, + the camera in front of the person, - behind; NaN where nobody was ever seen.
    """
    read = cues(track)
    slow = np.stack([calm(track.time, column, TURN_REACH) for column in read.T], axis=1)
    return combine(slow)[0]


def combine(read: Floats) -> tuple[Floats, Floats]:
    """Join the five signs of each row.

    Near the side view: the mean of the corrected signs, each held within :data:`REACH` of their median. Far from it:
    the plain mean of shoulders and hips in the 3-D output. In between: a weighted mean of both.

    Parameters
    ----------
    read
        Uncorrected signs as from :func:`cues`, shape (N, 5), NaN where not seen.

    Returns
    -------
    azimuth, spread
        Degrees, each (N,). The spread says how far the signs that were used lie apart.
    """
    azimuth, spread = np.full(len(read), np.nan), np.full(len(read), np.nan)
    good = np.isfinite(read[:, :2]).all(axis=1)
    corrected = read[good] * np.array(SLOPE) + np.array(OFFSET)
    centre = np.nanmedian(corrected, axis=1) if good.any() else np.empty(0)
    near = mean_of_seen(np.clip(corrected, (centre - REACH)[:, None], (centre + REACH)[:, None]))
    near = _stretched(near)
    far = np.clip(read[good, :2], -90, 90).mean(axis=1)
    weight = np.clip((np.abs(far) - FAR) / (SURE_FAR - FAR), 0.0, 1.0)
    azimuth[good] = np.clip((1 - weight) * near + weight * far, -90.0, 90.0)
    apart = np.abs(np.diff(read[good, :2], axis=1))[:, 0] / 2.0
    spread[good] = (1 - weight) * mean_of_seen(np.abs(corrected - centre[:, None])) + weight * apart
    return azimuth, spread


def joined(plain: float, learned: float) -> float:
    """Join the angle by the five signs with the learned one, degrees: the learned near the side, the signs from far."""
    near = float(np.clip((SIGNS_FROM - abs(plain)) / (SIGNS_FROM - LEARNED_TO), 0.0, 1.0))
    return plain + near * float(np.clip(learned - plain, -HOLD, HOLD))


def _stretched(azimuth: Floats) -> Floats:
    """Undo what the line from the signs to degrees takes off angles near the side view."""
    left = np.clip((NONE_FROM - np.abs(azimuth)) / (NONE_FROM - STRETCH_TO), 0.0, 1.0)
    grown: Floats = azimuth + STRETCH * np.clip(azimuth, -STRETCH_TO, STRETCH_TO) * left
    return grown
