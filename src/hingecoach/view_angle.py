"""The camera's angle off the side view, from how the lines between left and right points lie in the picture.

Seen exactly from the side, the line from the left to the right hip (shoulder, ankle) points at the camera and has no
width in the picture. As the camera moves towards the person's front, the left point moves to the right of the picture;
as it moves behind, to the left. Five such signs are read (docs/view.md), each corrected for what the networks get wrong
in general, and their agreement gives the error.
"""

import numpy as np

from .keypoints import P
from .types import Floats, PoseTrack
from .view_facing import calm, facing_score, mean_of_seen, seen

CUES = ("shoulders 3-D", "hips 3-D", "ankles 3-D", "shoulders 2-D", "ankles 2-D")

SLOPE = (1.17, 0.85, 1.03, 2.36, 3.40)
OFFSET = (-4.4, -9.4, -1.0, -2.2, -3.2)
"""Line from each cue to degrees, least squares over the 25 rendered clips whose signed camera angle is known."""

FAR, SURE_FAR = 30.0, 60.0
"""Degrees between which the corrected mean hands over to the plain 3-D output, which is right from 45 deg on."""

REACH = 8.0
"""Degrees from the middle of the cues at which a cue stops pulling: bars, plates and stances mislead one at a time."""


def body_length(track: PoseTrack) -> float:
    """Give trunk + thigh + shin of the person in pixels (78 % of the stature), NaN where nobody was seen.

    The 75th percentile over the clip, so that foreshortened and folded frames do not count.
    """
    if not seen(track).any():
        return float("nan")
    xy = track.xy[seen(track)]
    chains = [
        np.linalg.norm(np.diff(xy[:, list(chain)], axis=1), axis=2)
        for chain in ((P.L_SHOULDER, P.L_HIP, P.L_KNEE, P.L_ANKLE), (P.R_SHOULDER, P.R_HIP, P.R_KNEE, P.R_ANKLE))
    ]
    return float(np.percentile(np.mean(chains, axis=0), 75, axis=0).sum())


def facing_sign(track: PoseTrack) -> Floats:
    """Give +1 where the person faces right, -1 where left, shape (T,), calm over time; +1 where this is unknown."""
    return np.where(calm(track.time, facing_score(track)) < 0, -1.0, 1.0)


def cues(track: PoseTrack) -> Floats:
    """Read the five signs in degrees, uncorrected, shape (T, 5); NaN where nobody was seen."""
    sign = facing_sign(track)
    pairs = ((P.L_SHOULDER, P.R_SHOULDER), (P.L_HIP, P.R_HIP), (P.L_ANKLE, P.R_ANKLE))
    solid = [track.world[:, left] - track.world[:, right] for left, right in pairs]
    columns = [np.degrees(np.arctan2(line[:, 0], line[:, 2] * sign)) for line in solid]
    scale = body_length(track) / 100.0
    columns += [(track.xy[:, left, 0] - track.xy[:, right, 0]) / scale for left, right in (pairs[0], pairs[2])]
    read = np.stack(columns, axis=1)
    return np.where(seen(track)[:, None] > 0, read, np.nan)


def azimuth_over_time(track: PoseTrack) -> Floats:
    """Follow the camera's angle over the clip, so that frames after a turn can be told from those before it.

    Cheap: five signs per frame, pooled over half a second.

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
    pooled = np.stack([calm(track.time, column) for column in read.T], axis=1)
    return combine(pooled)[0]


def combine(read: Floats) -> tuple[Floats, Floats]:
    """Join the five signs of each row.

    Near the side view: the mean of the corrected signs, each held within :data:`REACH` of their median. Far from it:
    the plain mean of shoulders and hips in the 3-D output. In between: a weighted mean of both.

    Parameters
    ----------
    read
        Uncorrected signs in degrees, shape (N, 5), NaN where not seen.

    Returns
    -------
    azimuth, spread
        Degrees, each (N,). The spread is the mean distance of the corrected signs from their median.
    """
    azimuth, spread = np.full(len(read), np.nan), np.full(len(read), np.nan)
    good = np.isfinite(read[:, :2]).all(axis=1)
    corrected = read[good] * np.array(SLOPE) + np.array(OFFSET)
    centre = np.nanmedian(corrected, axis=1) if good.any() else np.empty(0)
    near = mean_of_seen(np.clip(corrected, (centre - REACH)[:, None], (centre + REACH)[:, None]))
    far = np.clip(read[good, :2], -90, 90).mean(axis=1)
    weight = np.clip((np.abs(far) - FAR) / (SURE_FAR - FAR), 0.0, 1.0)
    azimuth[good] = np.clip((1 - weight) * near + weight * far, -90.0, 90.0)
    spread[good] = mean_of_seen(np.abs(corrected - centre[:, None]))
    return azimuth, spread
