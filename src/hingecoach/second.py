"""A second opinion behind plates: whose points to take where a barbell's plate hides the body.

Behind a plate the first network draws legs and hips into the plate, sure of them and now and then with limbs of the
right length; the second network keeps them in place, but has neither depth nor outline and fewer points. So it is asked
only where limbs break and a barbell is possible, and it is believed for the whole clip or not at all: points that jump
from one network's habits to the other's would look like movement. Arms alone are taken by spans, as they say what is
lifted but are no part of the bend (docs/pose_errors.md, "A second opinion").
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .clean import COVERED, JUMPS, LEAST_SCORE, SHORT_TRUNK, SIDE_ON, Cleaned, clean, cuts_of
from .geometry import length
from .keypoints import P
from .load.evidence import gather
from .load.judge import chances
from .signal import rolling_median
from .types import Facing, Floats, PoseTrack, View
from .view import look_at, near_side, posture_of

__all__ = ["better", "wanted"]

BROKEN = 0.1
"""The second network is asked where the nearer side's limbs are broken in this share of the pictures (M:
docs/pose_errors.md)."""
ASKED = 0.03
"""... and this share times the chance of a barbell is as much as this: the more is broken, the less of a barbell must
be seen, as the plate that breaks limbs is often one that is not found (M)."""
GAIN = 0.1
"""It is believed where it gives whole limbs in this share of the pictures more than the first (M)."""
ELSEWHERE = 0.2
"""Shoulder and head this far, in body lengths, from where the first network has them are another person's (E)."""
SAME = 0.12
"""As a rule the points of both lie nearer together than this, body lengths, or it is not the same person (E)."""
HARDLY = 0.05
"""A first network that saw the body whole in fewer pictures than this knows nothing of it: the second one's square lies
around it all the same (E)."""
IN_PLACE = 0.05
"""Heels, toes and the outline of the first network count where its ankle, or hip and shoulder, lies this near (E)."""
CALM = 0.25
"""Half width of the span in which most pictures say whose arms are taken, s: they must not jump to and fro (E)."""
APART = 0.15
"""Seconds to the next look up to which a picture between two looks takes the points in between."""
MOST = 0.8
"""A span in which the second network saw this share of the pictures is not lost (E)."""
SURE = ((0.0, 0.2, 0.3, 0.8, 1.0), (0.0, 0.2, 0.5, 1.0, 1.0))
"""Scores of the second network, and the first one's that mean as much: below 0.2 not seen, and what is well seen has
0.8 of the one and 1 of the other (E)."""
CHAIN = ("SHOULDER", "HIP", "KNEE", "ANKLE")
FINGERS = ("PINKY", "INDEX", "THUMB")
HEAD = [P.NOSE, P.L_EAR, P.R_EAR]
BODY = [P[f"{side}_{joint}"] for side in "LR" for joint in CHAIN]

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int_]


def wanted(track: PoseTrack) -> bool:
    """Say whether a second network should look at the clip: from the side, a barbell, and limbs that break.

    Parameters
    ----------
    track
        The points as the first network gave them, with the looks for a load.
    """
    barbell = _barbell(track) if track.time.size else 0.0
    if barbell < ASKED:
        return False
    view = look_at(track)
    if not _side_on(view):
        return False
    broken = _broken(_gated(track, view), _chain(near_side(track, view)))
    return broken >= BROKEN and barbell * broken >= ASKED


def better(track: PoseTrack, view: View, near: Facing) -> PoseTrack | None:
    """Give the track with the second network's shoulders, hips, knees and ankles where they are the better ones.

    Arms are the second one's, too, where the first has hips or shoulders elsewhere.

    Parameters
    ----------
    track
        The points as the first network gave them, with the second one's looks.
    view
        How the camera sees the person.
    near
        The person's own side that is nearer to the camera.

    Returns
    -------
    PoseTrack or None
        None where the first network's points are to be taken.
    """
    if track.second.frame.size < 2 or not _side_on(view):  # noqa: PLR2004  points in between need two
        return None
    chain, first = _chain(near), _gated(track, view)
    if _broken(first, chain) < BROKEN:
        return None
    xy, score = _between(track)
    taken = _taken(track, xy, score, chain, first)
    if posture_of(taken) != "standing":  # a plate can lay somebody who stands flat, in the first network's eyes
        return None
    whole, whole_first = _whole(_gated(taken, view), chain), _whole(first, chain)
    if whole.mean() < whole_first.mean() + GAIN or not _same_person(track, xy, chain, first):
        return None
    return taken


def _side_on(view: View) -> bool:
    return bool(abs(view.azimuth) <= SIDE_ON)


def _barbell(track: PoseTrack) -> float:
    evidence = gather(track)
    return 0.0 if evidence is None else chances(evidence.numbers)["barbell"]


def _chain(side: Facing) -> list[int]:
    return [P[f"{side[0].upper()}_{joint}"] for joint in CHAIN]


def _gated(track: PoseTrack, view: View) -> Cleaned:
    return clean(track, side_on=True, azimuth=view.azimuth)


def _broken(cleaned: Cleaned, chain: list[int]) -> float:
    """Give the share of pictures in which limbs of a side are broken."""
    return float(np.isin(cleaned.hidden[:, chain], (COVERED, JUMPS)).any(axis=1).mean())


def _whole(cleaned: Cleaned, chain: list[int]) -> Mask:
    """Say in which pictures all limbs of a side were seen."""
    return np.asarray((cleaned.hidden[:, chain] == 0).all(axis=1))


def _body(points: Floats) -> float:
    """Give the usual length shoulder-hip-knee-ankle, pixels."""
    return _usual(length(points[:, :-1], points[:, 1:]).sum(axis=1))


def _usual(size: Floats) -> float:
    """Give the usual length of a limb over the clip: a little above the middle, as what is hidden looks short."""
    return float(np.nanpercentile(size, 65)) if np.isfinite(size).any() else np.nan


def _between(track: PoseTrack) -> tuple[Floats, Floats]:
    """Give the second network's points and scores in every picture: between two looks, what lies in between."""
    time, looks = track.time, track.second
    at = time[looks.frame]
    flat = looks.xy.reshape(at.size, -1)
    xy = np.stack([np.interp(time, at, column) for column in flat.T], axis=1).reshape(-1, *looks.xy.shape[1:])
    score = np.stack([np.interp(time, at, column) for column in looks.score.T], axis=1)
    xy[_unlooked(track)] = np.nan
    return xy, np.interp(score, *SURE)


def _unlooked(track: PoseTrack) -> Mask:
    """Say in which pictures nothing is known of the second network's points: no look near, or a cut since the last."""
    rows, frame = np.arange(track.time.size), track.second.frame
    after = np.searchsorted(frame, rows).clip(1, frame.size - 1)
    before, after = frame[after - 1], frame[after]
    gap = np.minimum(np.abs(track.time - track.time[before]), np.abs(track.time - track.time[after]))
    unlooked = gap > APART
    for cut in cuts_of(track):
        unlooked |= (before < cut) & (cut <= after) & (rows > before) & (rows < after)
    return np.asarray(unlooked)


def _same_person(track: PoseTrack, xy: Floats, chain: list[int], first: Cleaned) -> bool:
    """Say whether both networks see one body where the first saw it whole; one that hardly did can vouch for nobody."""
    whole = _whole(first, chain)
    if whole.mean() < HARDLY:
        return True
    apart = length(track.xy[whole][:, chain], xy[whole][:, chain]) / _body(xy[:, chain])
    return bool(np.isfinite(apart).any() and np.nanmedian(apart) < SAME)


def _of_another(track: PoseTrack, xy: Floats, chain: list[int], body: float, first: Cleaned) -> Mask:
    """Say in which pictures the second network sees somebody else: shoulder and head far from the first one's.

    Until the first network has found the body, at the start of a clip, what it sees says nothing about the second one.
    """
    shoulder = length(track.xy[:, chain[0]], xy[:, chain[0]])
    head = length(track.xy[:, HEAD].mean(axis=1), xy[:, HEAD].mean(axis=1))
    with np.errstate(invalid="ignore"):
        apart = (shoulder > ELSEWHERE * body) & ~(head <= ELSEWHERE * body)
    return np.asarray(apart & np.logical_or.accumulate(first.hidden[:, chain[0]] == 0))


def _short(xy: Floats, chain: list[int]) -> Mask:
    """Say in which pictures the trunk is too short, so that the shoulder, too, is not to be believed."""
    trunk = length(xy[:, chain[0]], xy[:, chain[1]])
    with np.errstate(invalid="ignore"):
        return np.asarray(trunk < SHORT_TRUNK * _usual(trunk))


def _taken(track: PoseTrack, xy: Floats, score: Floats, chain: list[int], first: Cleaned) -> PoseTrack:
    """Put the second network's points into the track; what hangs on the first one's is kept where both agree.

    The metric points stay: exercises were learned with them as they are (blanked, two names of 144 clips were lost).
    """
    xy, body = xy.copy(), _body(xy[:, chain])
    xy[_of_another(track, xy, chain, body, first)] = np.nan
    xy[_short(xy, chain), chain[0]] = np.nan
    with np.errstate(invalid="ignore"):
        near = length(track.xy, xy) <= IN_PLACE * body
    seen = np.asarray(np.isfinite(xy[:, BODY]).all(axis=-1))
    points, sure, outline = track.xy.copy(), track.score.copy(), track.outline.copy()
    points[:, BODY] = np.where(seen[..., None], xy[:, BODY], points[:, BODY])
    sure[:, BODY] = np.where(seen, score[:, BODY], 0.0)
    astray = ~near[:, chain[:2]].all(axis=1)
    outline[astray] = np.nan
    calm = rolling_median(track.time, astray.astype(float), CALM) > 0.5  # noqa: PLR2004  most of the pictures around
    _move_arms(points, sure, xy, score, np.flatnonzero(calm & seen.all(axis=1)))
    for side in "LR":
        for part in ("HEEL", "TOE"):
            points[~near[:, P[f"{side}_ANKLE"]], P[f"{side}_{part}"]] = np.nan
    return _found_again(replace(track, xy=points, score=sure, outline=outline), chain)


def _move_arms(points: Floats, sure: Floats, xy: Floats, score: Floats, rows: Rows) -> None:
    """Take the second network's arms in these pictures, in place; the first one's fingers go along with the wrist.

    Where a plate has led hips or shoulders astray, it has led the hands, and a lift looks like a squat.
    """
    for side in "LR":
        wrist, elbow = P[f"{side}_WRIST"], P[f"{side}_ELBOW"]
        move = xy[rows, wrist] - points[rows, wrist]
        for part in FINGERS:
            points[rows, P[f"{side}_{part}"]] += move
            sure[rows, P[f"{side}_{part}"]] = score[rows, wrist]
        for joint in (elbow, wrist):
            points[rows, joint] = xy[rows, joint]
            sure[rows, joint] = score[rows, joint]


def _found_again(taken: PoseTrack, chain: list[int]) -> PoseTrack:
    """End the spans in which the first network had left the person and the second had not."""
    known = np.isfinite(taken.xy[:, chain]).all(axis=-1) & (taken.score[:, chain] >= LEAST_SCORE)
    seen, lost = np.asarray(known.all(axis=1)), []
    for start, end in taken.lost:
        inside = (taken.time >= start) & (taken.time <= end)
        if seen[inside].mean() <= MOST:
            lost.append((start, end))
    return replace(taken, lost=tuple(lost))
