"""From a raw track to a :class:`~hingecoach.motion.Motion`: view, gate, angles, back, own neutral."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from . import frontal
from .angles import hidden_spans, joint_angles, leg_length
from .back import BackShape, compare
from .back import measure as measure_back
from .clean import COVERED, REASONS, SIDE_ON, Cleaned, clean, cuts_of
from .depth import contradicted
from .errors import InputError, check_kind
from .geometry import length, middle
from .keypoints import P, Sides
from .load.cover import behind_plate
from .load.judge import judge as judge_load
from .motion import AngleName, Angles, Motion, Standing
from .second import better
from .signal import PARABOLA, rolling_median, runs, smooth
from .types import Facing, Floats, PoseTrack, Posture, View
from .uncertainty import half_width
from .view import look_at, lying_face, near_side, posture_of

UPRIGHT, TALL, QUIET, LEAST = 20.0, 22.0, 25.0, 0.3
"""Standing: trunk leans less than, hip bent less than (degrees), moves less than (degrees/s), for at least (s) (E)."""
USUAL_NECK = -18.0
"""Head pitch over the trunk in quiet standing as the points give it: -12 on rendered, -24 on real people (M)."""
STEADY = 0.3
"""Half width in seconds of the span over which it is looked how steady the points are."""
UNEVEN, ASIDE, ONE_LEG = 0.25, 0.35, 0.2
"""One foot this much higher than the other, and so far from it (leg lengths), of somebody who is bent for this share of
the clip: an exercise on one leg (E). Feet that a plate tears apart are uneven upright, too."""
BENT_OVER = 30.0
"""A trunk that leans more than this, degrees, is bent over or lies (E)."""
FLAT_SHIN, HIPS_HIGH = 55.0, 0.45
"""A shin that leans more than this, degrees, while the hips are within this many leg lengths of their highest place, is
a plate's rim and no shin (D: ankles bend to about 45 degrees)."""
FOLDED_THIGH, FOLDED_KNEE = 18.0, 25.0
"""Somebody upright whose hip or knee lies behind a plate and whose thigh leans, or knee bends, more than this, degrees,
is not read there: the network folds what it cannot see (M: docs/pose_errors.md, "Folded behind a plate")."""
AT_THE_TOP = 0.2
"""Hips within this many leg lengths of their highest place are at the top of a lift (E)."""
TOPPLES = 30.0
"""Somebody who stands and leans back while the thigh leans more than this, degrees, would fall: hips behind the feet,
shoulders behind the hips (D; true of 9 of 36,860 frames of rendered people). The network draws it behind plates."""
BACK_NAMES: tuple[AngleName, ...] = ("lumbar_convex", "lumbar", "thoracic", "back", "turn", "bow", "upper_bow")


def observe(track: PoseTrack) -> Motion:
    """Clean a track and measure everything that the cues read.

    Raises
    ------
    InputError
        The track has no picture.
    TypeError
        It is no track.
    """
    check_kind("track", track, PoseTrack, "a PoseTrack, as find_pose gives one")
    if not track.time.size:
        raise InputError("There is no picture on this track. Check the clip or the part of it.")
    view = look_at(track)
    near = near_side(track, view)
    other = better(track, view, near)
    points = other or track
    posture = posture_of(points)
    first = _gated(track, view, posture)
    cleaned = first if other is None else _gated(other, view, posture)
    sides = Sides(near, standing_leg(points, near))
    load = judge_load(track)
    joints = joint_angles(cleaned, view, sides, solid=other is None)
    leg = leg_length(cleaned, sides)
    standing = None if posture != "standing" else find_standing(track.time, joints)
    own_neck = standing.angles.get("neck") if standing else None
    neck_zero = USUAL_NECK if own_neck is None else own_neck
    joints["neck"] = joints["neck"] - neck_zero
    back = measure_back(first.track, view.faces, near, azimuth=view.azimuth, leg=sides.leg)
    back = compare(back, track.time, _upright(track.time, joints, standing))
    angles = Angles(**joints, **{name: getattr(back, name) for name in BACK_NAMES})
    if standing:
        standing = replace(standing, angles={**standing.angles, **_medians(angles, track.time, standing)})
    motion = Motion(
        track=cleaned.track,
        angles=angles,
        error_of=_errors(view, leg, back, known=own_neck is not None),
        view=view,
        near=near,
        sides=sides,
        posture=posture,
        standing=standing,
        leg=leg,
        hidden=_hidden(cleaned, sides, back),
        cuts=cuts_of(track),
        looks=lying_face(track),
        neck_zero=neck_zero,
        neck_known=own_neck is not None,
        frontal=frontal.measure(cleaned.track, view, leg),
        load=load,
        unsteady=_unsteady(points, cleaned, leg),
        second=other is not None,
    )
    covered = behind_plate(track, cleaned.track.xy)
    return _without_contradictions(motion, covered if other is None else covered | _at_the_top(motion)[:, None])


def _gated(track: PoseTrack, view: View, posture: Posture) -> Cleaned:
    """Gate and smooth a track as its view and posture allow."""
    side_on = bool(np.isfinite(view.azimuth) and abs(view.azimuth) <= SIDE_ON)
    return clean(track, side_on=side_on, azimuth=view.azimuth if side_on else 0.0, lying=posture == "lying")


def _unsteady(track: PoseTrack, cleaned: Cleaned, leg: float) -> Floats:
    """Give how far the points lay from where the smoothing put them, % of leg length, shape (T, 33)."""
    off = 100.0 * np.linalg.norm(track.xy - cleaned.track.xy, axis=-1) / leg
    return rolling_median(track.time, off, STEADY)


def _without_contradictions(motion: Motion, covered: npt.NDArray[np.bool_]) -> Motion:
    """Take out what cannot be true because something covers the body, given which points (T, 33) a plate does."""
    motion = _without(motion, ("hip",), contradicted(motion))
    motion = _without(motion, ("hip", "knee", "shank"), _folded(motion, covered))
    return _without(motion, ("knee", "shank"), _flat_shins(motion))


def _folded(motion: Motion, covered: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say in which frames somebody upright looks folded behind a plate, or could not keep from falling."""
    a = motion.angles
    behind = covered[:, [motion.sides.point("HIP"), motion.sides.point("KNEE")]].any(axis=1)
    with np.errstate(invalid="ignore"):
        bent = (a.hip - a.trunk > FOLDED_THIGH) | (a.knee > FOLDED_KNEE)
        folded = behind & bent & (np.abs(a.trunk) < UPRIGHT)
        topples = (a.trunk < 0) & (a.hip - a.trunk > TOPPLES)
        return np.asarray((folded | topples) & (motion.posture == "standing"))


def _at_the_top(motion: Motion) -> npt.NDArray[np.bool_]:
    """Say in which frames the hips are near their highest place: there lifters stand, and a plate may hide them.

    With the second network's points something hides the body, whether or not its plate was found.
    """
    hips = motion.track.xy[:, motion.sides.point("HIP"), 1]
    if not np.isfinite(hips).any():
        return np.zeros(hips.shape, bool)
    with np.errstate(invalid="ignore"):
        return np.asarray(hips - np.nanpercentile(hips, 5) < AT_THE_TOP * motion.leg)


def _flat_shins(motion: Motion) -> npt.NDArray[np.bool_]:
    """Say in which frames a standing person's shin would lie flat, seen from the side, with the hips up high."""
    if motion.posture != "standing" or not abs(motion.view.azimuth) <= SIDE_ON:
        return np.zeros(motion.time.shape, bool)
    hips = motion.track.xy[:, motion.sides.point("HIP"), 1]
    with np.errstate(invalid="ignore"):
        high = hips - np.nanpercentile(hips, 5) < HIPS_HIGH * motion.leg if np.isfinite(hips).any() else hips > 0
        return np.asarray((np.abs(motion.angles.shank) > FLAT_SHIN) & high)


def _without(motion: Motion, names: tuple[AngleName, ...], bad: npt.NDArray[np.bool_]) -> Motion:
    """Take angles out of some frames, with the reason."""
    spans = tuple((float(motion.time[a]), float(motion.time[b]), REASONS[COVERED]) for a, b in runs(bad))
    kept = {name: np.where(bad, np.nan, motion.series(name)) for name in names}
    hidden = {name: motion.hidden.get(name, ()) + spans for name in names}
    return replace(motion, angles=replace(motion.angles, **kept), hidden={**motion.hidden, **hidden})


def standing_leg(track: PoseTrack, near: Facing) -> Facing:
    """Give the leg that stands: the nearer one, unless the other foot is clearly lower for a good part of the clip.

    The points are taken as the network has them: the gate takes the leg in the air for a covered one.
    """
    xy = track.xy
    far = length(xy[:, [P.L_HIP, P.R_HIP]], xy[:, [P.L_ANKLE, P.R_ANKLE]])
    if not np.isfinite(far).any():
        return near
    leg, lower = np.nanpercentile(far, 80), xy[:, P.L_ANKLE, 1] - xy[:, P.R_ANKLE, 1]
    aside = length(xy[:, P.L_ANKLE], xy[:, P.R_ANKLE])
    up = middle(xy[:, P.L_SHOULDER], xy[:, P.R_SHOULDER]) - middle(xy[:, P.L_HIP], xy[:, P.R_HIP])
    with np.errstate(invalid="ignore"):
        bent = np.abs(up[:, 0]) > -up[:, 1] * np.tan(np.radians(BENT_OVER))
        raised = (np.abs(lower) > UNEVEN * leg) & (aside > ASIDE * leg) & bent
    if np.mean(raised) < ONE_LEG:
        return near
    return "left" if np.median(lower[raised]) > 0 else "right"


def find_standing(time: Floats, joints: Mapping[AngleName, Floats]) -> Standing | None:
    """Find the person's own neutral: the first quiet, upright span before the first bend, else after the last one.

    Spans between repetitions do not count: leaning back at the top must not become the person's neutral.
    """
    hip, trunk = smooth(time, joints["hip"], 0.25), joints["trunk"]
    if time.size < PARABOLA:
        return None
    with np.errstate(invalid="ignore"):
        tall = (np.abs(trunk) < UPRIGHT) & (hip < TALL) & (np.abs(np.gradient(hip, time)) < QUIET)
        bent = np.flatnonzero(hip > 2 * TALL)
    first, last = (bent[0], bent[-1]) if bent.size else (time.size, time.size)
    for a, b in runs(tall):
        if time[b] - time[a] >= LEAST and (b < first or a > last):
            span = slice(a, b + 1)
            seen = {n: float(np.nanmedian(v[span])) for n, v in joints.items() if np.isfinite(v[span]).any()}
            return Standing(float(time[a]), float(time[b]), seen)
    return None


def _upright(time: Floats, joints: Mapping[AngleName, Floats], standing: Standing | None) -> npt.NDArray[np.bool_]:
    """Say in which frames the back is as in the person's own standing: in that span, else at the tops between bends."""
    if standing:
        return np.asarray((time >= standing.start) & (time <= standing.end))
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(joints["trunk"]) < UPRIGHT) & (np.abs(joints["hip"]) < TALL))


def _medians(angles: Angles, time: Floats, standing: Standing) -> dict[AngleName, float]:
    """Read the angles that are known only after the standing span was found."""
    span = (time >= standing.start) & (time <= standing.end)
    names: tuple[AngleName, ...] = ("neck", *BACK_NAMES)
    values = {n: np.asarray(getattr(angles, n))[span] for n in names}
    return {n: float(np.nanmedian(v)) for n, v in values.items() if np.isfinite(v).any()}


class _errors:  # noqa: N801 - a function with memory
    """Half width of the 90 % interval of an angle at a frame."""

    def __init__(self, view: View, leg: float, back: BackShape, *, known: bool) -> None:
        self._view, self._leg, self._back, self._known = view, leg, back, known

    def __call__(self, name: AngleName, frame: int) -> float:
        if name in BACK_NAMES:
            return float(self._back.error(name, frame))
        return half_width(name, self._view, self._leg, standing=self._known)


def _hidden(cleaned: Cleaned, sides: Sides, back: BackShape) -> dict[AngleName, tuple[tuple[float, float, str], ...]]:
    spans = dict(hidden_spans(cleaned, sides))
    return spans | {name: back.hidden(cleaned.track.time, name) for name in BACK_NAMES}
