"""Standing, kneeling or lying; face up or face down; and the camera's tilt, from the lines of the body over time."""

from typing import Literal

import numpy as np

from ..keypoints import P
from ..types import Floats, PoseTrack, Posture
from .angle import body_length
from .facing import Mask, facing_score, halfway, seen, unit

LYING_BELOW = 0.25
"""Shoulders this little above the ankles, as a share of trunk + thigh + shin, is lying. On 121 clips bridges and prone
lifts reach 0.13 at most, the median of a pull from the floor 0.39 at least."""

SHIN_UP = 0.5
"""Cosine to the vertical: a shin steeper than 60 deg off upright carries a foot on the floor."""

THIGH_UP = 0.5
"""With both shins on the floor, a thigh within 60 deg of upright kneels; a flatter one belongs to a plank."""

STRAIGHT = (0.94, 1.15)
"""Distance shoulder to ankle as a share of the body's length in which a person counts as standing straight."""

LEGS = ((P.L_HIP, P.L_ANKLE), (P.R_HIP, P.R_ANKLE))

FACE_CLEAR = 0.35
"""The side of a lying body that looks up is told only where the trunk lies this much across the picture (cosine)."""

ROLL_CLEAR = 6.0
"""Degrees. People stand with legs or trunk up to about 10 deg off upright, but seldom with both to the same side: the
smaller of both leans never passed 4 deg on 100 level clips (docs/view.md)."""

ROLL_MOST = 30.0
"""Degrees; what leans more is not a tilted camera."""

STANDING_TIME = 0.4
"""Seconds of standing straight, at least, before a tilt is read."""


def _levels(track: PoseTrack) -> tuple[Floats, Floats, Floats]:
    """Shoulders above ankles (share of the body), steeper shin and thigh (cosine to upright) where seen, each (F,)."""
    xy = track.xy[seen(track)]
    knee, hip = halfway(xy, P.L_KNEE, P.R_KNEE), halfway(xy, P.L_HIP, P.R_HIP)
    rise = (halfway(xy, P.L_ANKLE, P.R_ANKLE) - halfway(xy, P.L_SHOULDER, P.R_SHOULDER))[:, 1] / body_length(track)
    shins = [unit(xy[:, ankle] - xy[:, k])[:, 1] for k, ankle in ((P.L_KNEE, P.L_ANKLE), (P.R_KNEE, P.R_ANKLE))]
    return rise, np.fmax(*shins), unit(knee - hip)[:, 1]


def posture_of(track: PoseTrack) -> Posture:
    """Tell how the person is for most of the clip.

    A half-kneeling lunge, one foot on the floor, counts as standing; planks and push-ups count as lying.

    Parameters
    ----------
    track
        One person's points, raw or lightly cleaned.

    Returns
    -------
    Posture
        ``standing`` where nobody was seen.
    """
    if not seen(track).any():
        return "standing"
    rise, shin, thigh = _levels(track)
    floor = shin < SHIN_UP
    lying = (rise < LYING_BELOW) | (floor & (thigh <= THIGH_UP))
    kneeling = floor & ~lying
    shares: dict[Posture, float] = {
        "standing": 1.0 - float(lying.mean()) - float(kneeling.mean()),
        "kneeling": float(kneeling.mean()),
        "lying": float(lying.mean()),
    }
    return max(shares, key=lambda name: shares[name])


def lying_face(track: PoseTrack) -> Literal["up", "down"] | None:
    """Tell whether a person who lies looks up (bridge) or down (plank, push-up, prone lift).

    Parameters
    ----------
    track
        One person's points.

    Returns
    -------
    "up", "down" or None
        None where the person does not lie, or lies along the line of sight.
    """
    if posture_of(track) != "lying":
        return None
    here = seen(track)
    xy = track.xy[here]
    across = unit(halfway(xy, P.L_SHOULDER, P.R_SHOULDER) - halfway(xy, P.L_HIP, P.R_HIP))[:, 0]
    looks_up = float(np.nanmedian(-np.sign(np.nanmedian(facing_score(track)[here])) * across))
    if abs(looks_up) < FACE_CLEAR:
        return None
    return "up" if looks_up > 0 else "down"


def _straight(track: PoseTrack) -> Mask:
    """Frames in which the person stands straight, in any tilt of the picture, shape (T,)."""
    xy = track.xy
    tall = np.linalg.norm(halfway(xy, P.L_SHOULDER, P.R_SHOULDER) - halfway(xy, P.L_ANKLE, P.R_ANKLE), axis=1)
    share = tall / body_length(track)
    return np.asarray(seen(track) & (share > STRAIGHT[0]) & (share < STRAIGHT[1]))


def camera_roll(track: PoseTrack) -> float:
    """Measure the camera's tilt from the person standing straight, or give 0.

    Both legs and the trunk must lean to the same side by more than :data:`ROLL_CLEAR`, in most of the frames in which
    the person stands straight; the smallest of their leans is the tilt, so that nobody's own lean is corrected away.

    Parameters
    ----------
    track
        One person's points, raw or lightly cleaned.

    Returns
    -------
    float
        Degrees by which the picture must be turned clockwise to be level; 0 where there is no strong evidence.
    """
    tall = _straight(track)
    step = float(np.median(np.diff(track.time))) if track.time.size > 1 else 0.0
    if tall.sum() * step < STANDING_TIME or posture_of(track) != "standing":
        return 0.0
    xy = track.xy[tall]
    hip, shoulder = halfway(xy, P.L_HIP, P.R_HIP), halfway(xy, P.L_SHOULDER, P.R_SHOULDER)
    lines = (hip - halfway(xy, P.L_ANKLE, P.R_ANKLE), shoulder - hip, *(xy[:, a] - xy[:, b] for a, b in LEGS))
    leans = np.stack([_tilt(one) for one in lines])
    same = np.abs(np.sign(leans).sum(axis=0)) == len(leans)
    least = np.where(same, np.sign(leans[0]) * np.abs(leans).min(axis=0), 0.0)
    low, roll, high = (float(q) for q in np.percentile(least, (25, 50, 75)))
    steady = min(abs(low), abs(high)) > ROLL_CLEAR / 2 and low * high > 0
    return -roll if steady and ROLL_CLEAR < abs(roll) < ROLL_MOST else 0.0


def _tilt(up: Floats) -> Floats:
    """Degrees by which lines (F, 2) that point up the body lean to the right of the picture."""
    return np.asarray(np.degrees(np.arctan2(up[:, 0], -up[:, 1])))
