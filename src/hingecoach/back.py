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
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .back_features import COUNT, features
from .back_model import BANDS, TARGETS, trained
from .dorsal import GRID, HIGH, LOW, Axis, arch, axis_of, blur, bow, dorsal_side, profile, roughness, turn
from .geometry import bend
from .keypoints import P, Sides
from .signal import rolling_median
from .types import Facing, Floats, PoseTrack

Mask = npt.NDArray[np.bool_]
Reasons = tuple[str | None, ...]

OFF_SIDE = 30.0
"""Degrees off the side view from which on the outline is no longer the line of the back (domain.md 5)."""

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
_SMALL, _TINY = 100.0, 35.0
"""Trunk length in pixels: below the first the error grows, below the second nothing is measured (a tenth of a pixel
of the mask is then a degree)."""
_ROUGH = 0.007
"""Root mean square distance of the outline from a smooth curve, trunk lengths: backs that were traced well have 0.003
(nine clips of ten below 0.0046); a sign or a ball behind the back that the mask took in gave 0.0073 to 0.0097."""
_HUNCHED = 13.0
"""More bow of the upper back than this, % of its chord, is no back: a strongly rounded one had 9, at most 13."""
_JUMP = 12.0
"""Degrees by which a frame's bend may differ from its neighbours' in time before it is held for a fault of the mask."""
_DOWN = 0.5
"""The back points down, to the floor, when this share of its direction does."""
_ARM = 0.03
"""Elbow or wrist this close to the outline of the back, trunk lengths, makes it an arm's outline."""
_SUM = 1.15
"""Factor on the error of ``back`` in clips: there the errors of its two parts come together more often than in single
pictures (54 rendered clips: nine of ten within 1.13 to 1.23 times the error of single pictures)."""
_NEAR = 0.25
"""Spans of the same reason this close together, s, are told as one."""
_PLAIN, _DIFFER, _BENT = 1.4, 14.0, 45.0
"""The learned bend is about this many times the plain one, which is drawn towards straight; where it is further away,
degrees, one of them is far off. Of well traced views of rendered people that were held out, 1 in 50 is. Asked where the
hip is bent more than the last: upright the plain one is far from the vertebrae."""
_ARMS = (P.L_ELBOW, P.R_ELBOW, P.L_WRIST, P.R_WRIST)

ERROR = {"turn": 13.0, "bow": 3.5, "upper_bow": 4.5}
"""Half width of the 90 % interval in a good picture, degrees and % of the chord; of ``turn`` against the vertebrae of
rendered people, nearly all of it their builds. Those of the learned angles come with the networks."""
VERDICT_SHARE = 0.28
"""Share of that error which a verdict goes by, chosen by hand. Whoever labels a clip sees the skin, too: a quarter to
three quarters of the clips with known labels are faults within 0.5 (real) and 3 degrees (rendered) of the limit; 1.5,
between the two, is what an error of 3.7 degrees gives. Measured on bodies held out a verdict's error is 9.7, and with
that the real clips are told apart worse (docs/back.md)."""

NOT_SIDE = "the outline shows the back only from the side"
NO_BACK = "it cannot be told which side is the back"
LYING = "the floor hides the back"
POINTS = "the hip or the shoulder was not seen clearly"
SMALL = "the person is too small in the picture to show the shape of the back"
BROKEN = "the outline of the back is not clear: something is in front of it, or it melts into the background"
ARM = "an arm is in front of the outline of the back"
UNEVEN = "the outline of the back is uneven: a loose top, or something behind it"
DIFFER = "two ways of reading the back differ: it does not look like a back that can be measured"
FRONT = "the outline of the front of the trunk is not clear"
JUMPS = "the outline of the back jumps from frame to frame"

_BLIND = (POINTS, SMALL, LYING, BROKEN, ARM)
"""What keeps a frame from being the own standing: the networks learned from standing people as they come."""


@dataclass(frozen=True, slots=True)
class BackShape:
    """The shape of the back in every frame; NaN where it was not seen.

    Attributes
    ----------
    lumbar_convex
        Bend of the lumbar line, degrees, shape (T,): 0 straight, + a hump, - a hollow.
    lumbar, thoracic, back
        Flexion of the low back, of the upper back and of both from the person's own standing, degrees, shape (T,).
    turn
        The same as ``lumbar_convex`` from plain geometry: drawn towards straight, good within one person.
    bow
        Largest distance of the back's outline from its chord, % of the chord, shape (T,): + a hump.
    upper_bow
        How far the upper half of the back stands out in its middle, % of its chord, shape (T,): + a hump.
    wider
        By how much the errors of plain geometry are wider than in a good picture, from 1, shape (T,).
    small
        The same for the learned angles, which have their own errors by the camera's angle, shape (T,).
    azimuth
        The camera's angle off the side view, degrees.
    looks
        What the networks saw, also where the back was not judged, shape (T, COUNT).
    reason
        Why the back was not seen, in words, for each frame with an outline and without values; else None.
    doubt
        The same for the learned angles.
    """

    lumbar_convex: Floats
    lumbar: Floats
    thoracic: Floats
    back: Floats
    turn: Floats
    bow: Floats
    upper_bow: Floats
    wider: Floats
    small: Floats
    azimuth: float
    looks: Floats
    reason: Reasons
    doubt: Reasons

    def error(self, name: str, frame: int) -> float:
        """Give the half width of the 90 % interval of one of the series at a frame."""
        if name in ERROR:
            return ERROR[name] * float(self.wider[frame])
        target = [str(one) for one in TARGETS].index(name)
        net = trained()["alone" if name == "lumbar_convex" else "own"]
        off = abs(self.azimuth) if np.isfinite(self.azimuth) else OFF_SIDE
        band = min(int(np.searchsorted(BANDS, off, side="right")), len(BANDS) - 1)
        return float(net.error[target, band] * self.small[frame] * (_SUM if name == "back" else 1.0))

    def hidden(self, time: Floats, name: str = "turn") -> tuple[tuple[float, float, str], ...]:
        """Give the spans (start, end, reason), in seconds, in which the back was looked for and not seen."""
        spans: list[tuple[float, float, str]] = []
        for at, why in zip(time.tolist(), self.reason if name in ERROR else self.doubt, strict=True):
            if why is None:
                continue
            if spans and spans[-1][2] == why and at - spans[-1][1] <= _NEAR:
                spans[-1] = (spans[-1][0], at, why)
            else:
                spans.append((at, at, why))
        return tuple(spans)


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
        return _unseen(track.time.size, azimuth, tuple(why if m else None for m in made))
    axis = axis_of(track, side)
    shape = profile(track, axis, side)
    hip = _hip(track, near)
    bent = turn(shape) - _PER_HIP * (np.clip(hip, *_HIP_RANGE) - _AT_HIP) - _STRAIGHT
    faults = _faults(track, axis, shape, bent)
    looks = features(track, axis, side, Sides(near, leg or near))
    learned = trained()["alone"](looks)[:, 0]
    with np.errstate(invalid="ignore"):
        faults[DIFFER] = (np.abs(learned - _PLAIN * _SHARE * bent) > _DIFFER) & (hip > _BENT)
    seen = made & np.isfinite(bent) & ~np.any(list(faults.values()), axis=0)
    reason = tuple(
        next((why for why, hit in faults.items() if hit[i]), BROKEN) if made[i] and not seen[i] else None
        for i in range(seen.size)
    )
    plain, bow_, upper, learned = (_steady(track, v, seen) for v in (_SHARE * bent, bow(shape), arch(shape), learned))
    doubt = tuple(
        why or (FRONT if s and not k else None) for why, s, k in zip(reason, seen, np.isfinite(learned), strict=True)
    )
    small = np.sqrt(np.maximum(1.0, _SMALL / np.where(np.isfinite(axis.size), axis.size, _TINY)))
    nothing = np.full(track.time.size, np.nan)
    return BackShape(
        lumbar_convex=learned,
        lumbar=nothing,
        thoracic=nothing,
        back=nothing,
        turn=plain,
        bow=bow_,
        upper_bow=upper,
        wider=_wider(small, azimuth),
        small=small,
        azimuth=azimuth,
        looks=np.where(np.any([faults[why] for why in _BLIND], axis=0)[:, None], np.nan, looks),
        reason=reason,
        doubt=doubt,
    )


def compare(shape: BackShape, time: Floats, standing: Mask) -> BackShape:
    """Add what can be said only against the person's own standing, seen in the frames that ``standing`` tells (T,)."""
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
    lumbar, thoracic = (
        np.where(seen, rolling_median(time, np.where(seen, out[:, k], np.nan), _STEADY), np.nan) for k in (1, 2)
    )
    return replace(shape, lumbar=lumbar, thoracic=thoracic, back=lumbar + thoracic)


def _unseen(size: int, azimuth: float, reason: Reasons) -> BackShape:
    no, one = np.full(size, np.nan), np.ones(size)
    return BackShape(no, no, no, no, no, no, no, one, one, azimuth, np.full((size, COUNT), np.nan), reason, reason)


def _steady(track: PoseTrack, values: Floats, seen: Mask) -> Floats:
    """Take a running median over time of what was seen."""
    return np.where(seen, rolling_median(track.time, np.where(seen, values, np.nan), _STEADY), np.nan)


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


def _faults(track: PoseTrack, axis: Axis, shape: Floats, bent: Floats) -> dict[str, Mask]:
    """Give what keeps the back from being judged, by its reason, worst first, each (T,)."""
    with np.errstate(invalid="ignore"):
        at, out = axis.place(track.xy[:, list(_ARMS)])
        back = np.array([np.interp(a, GRID, y) for a, y in zip(at, shape, strict=True)])
        arm = np.any((at > LOW[0]) & (at < HIGH[1]) & (out > back - _ARM), axis=1)
        jump = np.abs(bent - rolling_median(track.time, bent, 2 * _STEADY)) > _JUMP
        return {
            POINTS: ~np.isfinite(axis.size),
            SMALL: axis.size < _TINY,
            LYING: axis.dorsal[:, 1] > _DOWN,
            BROKEN: np.asarray(~np.isfinite(shape).all(axis=1)),
            ARM: np.asarray(arm),
            UNEVEN: (roughness(shape) > _ROUGH) | (np.abs(arch(shape)) > _HUNCHED),
            JUMPS: jump,
        }


def _wider(small: Floats, azimuth: float) -> Floats:
    off = abs(azimuth) if np.isfinite(azimuth) else OFF_SIDE
    return np.asarray(small * (1.0 + max(0.0, off - 10.0) / 40.0))
