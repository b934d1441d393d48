"""Which way a person faces, read frame by frame from signs that also hold when they kneel or lie.

All signs are taken in the body's own frame (the line hip to shoulder is "up"), so that a lying person is read like a
standing one turned by 90 degrees. A person who faces right shows the camera their right side.
"""

import numpy as np
import numpy.typing as npt

from ..keypoints import P
from ..types import Floats, PoseTrack

Mask = npt.NDArray[np.bool_]
"""A yes or no per frame, shape (T,)."""

PERSON_AT_LEAST = 0.5
"""The network's own limit between a person and none (reference: BlazePose's model card and pose.md 5)."""

COS_45 = 0.7071
"""A shin within 45 degrees of upright stands on its foot."""

BIN = 0.5
"""Seconds over which frames are pooled before anything is decided: shorter than any turn, longer than a glitch."""


def halfway(points: Floats, left: P, right: P) -> Floats:
    """Give the point half-way between a left and a right point, shape (T, D)."""
    return (points[:, left] + points[:, right]) / 2.0


def unit(vectors: Floats) -> Floats:
    """Scale vectors (T, D) to length one; NaN where the length is zero."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(length > 0, length, np.nan)


def seen(track: PoseTrack) -> Mask:
    """Tell in which frames the person's trunk was found, shape (T,); never while the tracker had left them."""
    torso = [P.L_SHOULDER, P.R_SHOULDER, P.L_HIP, P.R_HIP]
    found = np.isfinite(track.xy[:, torso]).all(axis=(1, 2)) & np.isfinite(track.world[:, torso]).all(axis=(1, 2))
    for start, end in track.lost:
        found &= (track.time < start) | (track.time > end)
    return np.asarray(found & (track.person >= PERSON_AT_LEAST))


def pooled(time: Floats, values: Floats, width: float = BIN) -> tuple[Floats, Floats]:
    """Pool frames into spans and give each span's median.

    Parameters
    ----------
    time
        Seconds, shape (T,).
    values
        Shape (T,), NaN where not seen.
    width
        Length of a span in seconds.

    Returns
    -------
    tuple of arrays
        Mean time and median of every span that holds at least one number.
    """
    keep = np.isfinite(values)
    if not keep.any():
        return np.empty(0), np.empty(0)
    t, y = time[keep], values[keep]
    groups = np.split(np.arange(t.size), np.flatnonzero(np.diff(t // width)) + 1)
    return np.array([t[g].mean() for g in groups]), np.array([np.median(y[g]) for g in groups])


def calm(time: Floats, values: Floats, reach: int = 1) -> Floats:
    """Follow slow changes only: medians of spans, each replaced by the median of itself and its neighbours.

    Parameters
    ----------
    time
        Seconds, shape (T,).
    values
        Shape (T,), NaN where not seen.
    reach
        How many spans on each side count as neighbours; fewer near the ends.

    Returns
    -------
    array (T,)
        NaN everywhere when nothing was seen.
    """
    at, y = pooled(time, values)
    if not y.size:
        return np.full(time.shape, np.nan)
    calmed = [np.median(y[max(0, k - reach) : k + reach + 1]) for k in range(y.size)]
    return np.interp(time, at, calmed)


def facing_score(track: PoseTrack) -> Floats:
    """Weigh the signs of the facing side against each other, frame by frame.

    Five signs, each divided by its usual size in a clear side view and held within -1.5 to 1.5: which shoulder and
    which hip is farther (3-D output), which limbs are better visible, the nose ahead of the ears, and in upright people
    whose shins stand the toes ahead of the heels. Kneeling and lying toes say nothing and are left out.

    Parameters
    ----------
    track
        One person's points.

    Returns
    -------
    array (T,)
        Positive: faces right; negative: faces left; near zero: from the front or from behind; NaN where nobody is.
    """
    here = seen(track)
    score = np.full(track.time.shape, np.nan)
    if not here.any():
        return score
    xy, world, sure = track.xy[here], track.world[here], track.score[here]
    hip, shoulder = halfway(xy, P.L_HIP, P.R_HIP), halfway(xy, P.L_SHOULDER, P.R_SHOULDER)
    up = unit(shoulder - hip)
    ahead = np.stack((-up[:, 1], up[:, 0]), axis=1)
    trunk = float(np.median(np.linalg.norm(shoulder - hip, axis=1)))
    nose = ((xy[:, P.NOSE] - halfway(xy, P.L_EAR, P.R_EAR)) * ahead).sum(axis=1) / trunk
    left, right = [P.L_ELBOW, P.L_WRIST, P.L_KNEE, P.L_ANKLE], [P.R_ELBOW, P.R_WRIST, P.R_KNEE, P.R_ANKLE]
    signs = (
        (world[:, P.L_SHOULDER, 2] - world[:, P.R_SHOULDER, 2]) / 0.30,
        (world[:, P.L_HIP, 2] - world[:, P.R_HIP, 2]) / 0.18,
        (sure[:, right] - sure[:, left]).sum(axis=1) / 2.0,
        nose / 0.15,
        _toes(xy) / trunk / 0.35,
    )
    score[here] = mean_of_seen(np.clip(np.stack(signs, axis=1), -1.5, 1.5))
    return score


def mean_of_seen(values: Floats) -> Floats:
    """Give the mean of each row's numbers, shape (T,); NaN where a row (T, K) has none."""
    good = np.isfinite(values)
    count = good.sum(axis=1)
    return np.asarray(np.where(count > 0, np.where(good, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan))


def column_medians(values: Floats) -> Floats:
    """Give the median of each column's numbers, shape (K,); NaN where a column of (T, K) has none."""
    columns = [column[np.isfinite(column)] for column in values.T]
    return np.array([np.median(column) if column.size else np.nan for column in columns])


def _toes(xy: Floats) -> Floats:
    """Toes ahead of heels in pixels, + to the right, shape (T,); NaN where no shin stands upright."""
    feet = ((P.L_KNEE, P.L_ANKLE, P.L_HEEL, P.L_TOE), (P.R_KNEE, P.R_ANKLE, P.R_HEEL, P.R_TOE))
    ahead = [
        np.where(unit(xy[:, ankle] - xy[:, knee])[:, 1] > COS_45, xy[:, toe, 0] - xy[:, heel, 0], np.nan)
        for knee, ankle, heel, toe in feet
    ]
    return mean_of_seen(np.stack(ahead, axis=1))
