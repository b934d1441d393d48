"""How round the back is, from the outline of the trunk, in two ways (docs/back.md).

Learned
    ``lumbar_convex``, and against the person's own standing ``lumbar``, ``thoracic`` and ``back``: what two small
    networks that were trained on rendered people make of both sides of the outline and the limbs.
Plain geometry
    ``turn``: the mean slope of the dorsal outline over the low end of the back (sacrum and lowest vertebrae) minus its
    mean slope over the rest of it (up to the neck), in degrees: a hollow back turns one way, a round one the other.
    Slopes over long stretches forgive seams, steps of the mask and wrong hip points; curvature at a place does not.
    Within one person it follows the bend of the vertebrae degree by degree. Between people it differs with their
    build, by as much as backs differ, so it is drawn towards straight. ``bow`` and ``upper_bow`` are plain, too.
Together
    Where the two differ more than they do on people like those of the training, the learned angles are not given.
What neither can see
    Anything behind an arm or a plate or under a loose top, and nothing from further than 30 degrees off the side view.
    Where a person lies on the back the floor hides it.
"""

import warnings
from dataclasses import replace

import numpy as np

from ..geometry import bend
from ..keypoints import P, Sides
from ..signal import rolling_median
from ..types import Facing, Floats, PoseTrack
from .dorsal import GRID, arch, axis_of, blur, bow, dorsal_side, profile, turn
from .faults import DIFFER, FRONT, NO_BACK, NOT_SIDE, Mask, Reasons, blind, differ, faults_of, first_of
from .features import COUNT, features
from .model import trained
from .shape import ERROR, OFF_SIDE, BackShape, blurred, turned, unseen

__all__ = ["COUNT", "ERROR", "OFF_SIDE", "BackShape", "compare", "line", "lines", "looks", "measure"]

_PER_HIP, _AT_HIP, _HIP_RANGE = 0.12, 90.0, (45.0, 130.0)
"""The skin over the sacrum turns 0.12 degrees with each degree of hip flexion, whatever the back does; counted from 90,
and no further below 45 or above 130 (rendered people, within clips)."""
_STRAIGHT = 7.5
"""Bend of the outline, degrees, that is read as a straight low back. A straight line of vertebrae shows 3.5 on rendered
people; the rest sets the even chance of a fault to 0 degrees on clips with known labels, real and rendered."""
_SHARE = 0.5
"""Share of the bend that is the back's and not the build's: the variances of both are about equal, with 9 degrees of
standard deviation each (rendered people)."""
_STEADY = 0.15
"""Half width of the running median over time, s: as short as the deepest point of a swing."""


def measure(
    track: PoseTrack, faces: Facing | None, near: Facing, *, azimuth: float = 0.0, leg: Facing | None = None
) -> BackShape:
    """Measure the shape of the back in every frame that has an outline; what needs the own standing is NaN yet.

    Parameters
    ----------
    track
        Cleaned and smoothed points, with the outline as :func:`~hingecoach.outline.trace` gave it.
    faces
        Which side of the picture the person faces; used only where no bent hip tells the back from the front.
    near
        The person's own side that is nearer to the camera: its leg gives the bend of the hip.
    azimuth
        Degrees off the side view; NaN where unknown.
    leg
        The leg that stands, where it is not the nearer one.
    """
    made: Mask = np.asarray(np.isfinite(track.outline).any(axis=(1, 2, 3)))
    side = dorsal_side(track, faces)
    if side is None or abs(azimuth) > OFF_SIDE:
        why = NO_BACK if side is None else NOT_SIDE
        return unseen(track.time.size, azimuth, tuple(why if m else None for m in made))
    axis = axis_of(track, side)
    shape = profile(track, axis, side)
    hip = _hip(track, near)
    plain = _plain(shape, hip)
    faults = faults_of(track, axis, shape, plain / _SHARE)
    numbers = looks(track, faces, Sides(near, leg or near))
    learned = _learned(numbers)
    faults[DIFFER] = differ(plain, learned, hip)
    seen = made & np.isfinite(plain) & ~np.any(list(faults.values()), axis=0)
    reason = first_of(faults, made, seen)
    plain, bow_, upper, learned = (_steady(track.time, v, seen) for v in (plain, bow(shape), arch(shape), learned))
    small, nothing = blurred(axis.size), np.full(track.time.size, np.nan)
    return BackShape(
        lumbar_convex=learned,
        lumbar=nothing,
        thoracic=nothing,
        back=nothing,
        turn=plain,
        bow=bow_,
        upper_bow=upper,
        wider=turned(small, azimuth),
        small=small,
        azimuth=azimuth,
        looks=np.where(blind(faults)[:, None], np.nan, numbers),
        reason=reason,
        doubt=_doubt(reason, seen, learned),
    )


def compare(shape: BackShape, time: Floats, standing: Mask) -> BackShape:
    """Read the learned angles against the person's own standing, seen in the frames that ``standing`` tells (T,).

    Flexion from it cannot be told without; for ``lumbar_convex`` it is one opinion of three (docs/back.md).
    """
    rows = np.flatnonzero(standing & np.isfinite(shape.looks).any(axis=1))
    if not rows.size:
        return shape
    seen = np.isfinite(shape.lumbar_convex)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a point that was never seen stays unknown
        own = np.nanmedian(shape.looks[rows], axis=0)
    pairs = np.hstack([shape.looks, np.broadcast_to(own, shape.looks.shape)])
    pairs[~seen] = np.nan
    out = trained()["own"](pairs)
    convex = _steady(time, _learned(shape.looks, out[:, 0]), seen)
    lumbar, thoracic = (_steady(time, out[:, k], seen) for k in (1, 2))
    return replace(shape, lumbar_convex=convex, lumbar=lumbar, thoracic=thoracic, back=lumbar + thoracic)


def looks(track: PoseTrack, faces: Facing | None, sides: Sides) -> Floats:
    """Give what the networks look at in every frame, shape (T, COUNT); NaN where there is no outline.

    Parameters
    ----------
    track, faces
        As :func:`measure` takes them. Where nothing tells the back from the front, all is NaN.
    sides
        The person's own sides that are nearer to the camera.
    """
    side = dorsal_side(track, faces)
    if side is None:
        return np.full((track.time.size, COUNT), np.nan)
    return features(track, axis_of(track, side), side, sides)


def _learned(numbers: Floats, own: Floats | None = None) -> Floats:
    """Give ``lumbar_convex``, degrees, shape (T,): half by the first renderer's network, half by those of both."""
    nets = trained()
    first, both = nets["first"](numbers)[:, 0], nets["alone"](numbers)[:, 0]
    both = both if own is None else (both + own) / 2.0
    return np.asarray((first + both) / 2.0)


def _plain(shape: Floats, hip: Floats) -> Floats:
    """Give the bend of the low back by plain geometry, degrees, drawn towards straight."""
    turned_by_hip = _PER_HIP * (np.clip(hip, *_HIP_RANGE) - _AT_HIP)
    return np.asarray(_SHARE * (turn(shape) - turned_by_hip - _STRAIGHT))


def _doubt(reason: Reasons, seen: Mask, learned: Floats) -> Reasons:
    """Add to the reasons where only the learned angles are missing: the front of the trunk was not traced."""
    return tuple(
        why or (FRONT if s and not k else None) for why, s, k in zip(reason, seen, np.isfinite(learned), strict=True)
    )


def _steady(time: Floats, values: Floats, seen: Mask) -> Floats:
    """Take a running median over time of what was seen."""
    return np.where(seen, rolling_median(time, np.where(seen, values, np.nan), _STEADY), np.nan)


def line(track: PoseTrack, frame: int, faces: Facing | None) -> Floats:
    """Give the outline of the back between pelvis and neck in one frame, pixels, shape (N, 2); (0, 2) where unseen."""
    return lines(track, faces)[frame]


def lines(track: PoseTrack, faces: Facing | None) -> list[Floats]:
    """Give :func:`line` for every frame, at the cost of one."""
    side = dorsal_side(track, faces)
    if side is None:
        return [np.zeros((0, 2))] * track.time.size
    axis = axis_of(track, side)
    y = blur(profile(track, axis, side))
    points = (
        axis.hip[:, None]
        + GRID[:, None] * axis.along[:, None]
        + (y * axis.size[:, None])[..., None] * axis.dorsal[:, None]
    )
    return [np.asarray(p[np.isfinite(one)]) for p, one in zip(points, y, strict=True)]


def _hip(track: PoseTrack, near: Facing) -> Floats:
    """Bend of the near hip in the picture, degrees; the usual one where the leg was not seen."""
    own = (P.L_SHOULDER, P.L_HIP, P.L_KNEE) if near == "left" else (P.R_SHOULDER, P.R_HIP, P.R_KNEE)
    hip = bend(*(track.xy[:, p] for p in own))
    return np.where(np.isfinite(hip), hip, _AT_HIP)
