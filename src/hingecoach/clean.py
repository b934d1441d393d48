"""The gate before anything is judged: what a backend got wrong becomes "not seen", the rest is smoothed by time.

A network's own visibility stays high when a plate covers a hip or a text lies over the picture (pose.md 7), so limb
lengths, jumps and the picture's edge are looked at as well. Only short gaps are filled.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .geometry import length
from .keypoints import LEFT, RIGHT, P
from .signal import fill, rolling_median, runs, smooth
from .types import Floats, PoseTrack

REASONS = (
    "",
    "nobody was found in the picture here",
    "it was outside the picture",
    "it was hidden from the camera",
    "something covers the body here, a plate perhaps",
    "the points jump about here",
)
NOBODY, OUTSIDE, HIDDEN, COVERED, JUMPS = range(1, 6)

SIDE_ON = 22.0
"""Up to this angle off the side view a limb's length in the picture is steady enough to be a gate (D: cos 22 = .93)."""
LIMBS = (("SHOULDER", "HIP"), ("HIP", "KNEE"), ("KNEE", "ANKLE"))
SHORT, SHORT_TRUNK, LONG = 0.70, 0.60, 1.30
"""A limb seen from the side may not look shorter or longer than this, as a share of its usual length. E: measured on
the rendered clips, see docs/accuracy.md; a trunk that rounds and twists gets shorter than a leg can."""
NEARLY_SIDE, SHORTER = 8.0, 0.012
"""Beyond this many degrees off the side view a limb may look shorter by this share for each degree (D: bent knees that
point 30 degrees out lose a fifth of their length at 20 degrees off)."""
SHIN_TO_THIGH = (0.75, 1.35)
"""Seen from the side, shin over thigh was 0.85-1.20 on every clip without a plate in front, 0.3-2.3 behind plates (M:
10th and 90th percentiles on 121 clips)."""
UNSTEADY = 0.15
"""A limb's length that varies by more than this within 0.3 s (standard deviation over mean) is not a limb (E)."""
SHOULDERS, HIPS = [P.L_SHOULDER, P.R_SHOULDER], [P.L_HIP, P.R_HIP]
BELOW = [p for p in P if p > P.R_SHOULDER]
"""Arms and legs: every point after the shoulders."""
TORN = 0.35
"""Seen from the side, the shoulders of somebody who does not lie are not further apart in height than this share of the
trunk (M: 99 of 100 frames have less than 0.33 in 30 of 32 real side views; in the two others a plate covers the body,
and it is 0.6 and 0.8)."""
LEAST_SCORE = 0.2
SPIKE = 0.10
"""A point this far from its neighbours in time, as a share of shoulder-hip-knee-ankle, is a spike (E)."""
RECENT = 0.3
"""Seconds to both sides in which a leg's own places are looked at (E)."""
CROSSED, FAR = 0.5, 0.5
"""Legs are crossed where exchanging them brings them nearer than this share of their distance to their own places, and
their five points together are further off than this many lengths shoulder-hip-knee-ankle (E)."""
LONGEST_GAP = 0.2
JUMP, CUT_SHARE, QUIET_FRAMES, QUIET_SHARE = 0.05, 0.5, 4, 0.9
"""A cut moves half of the main points by 5 % of shoulder-hip-knee-ankle from one frame to the next, while nine tenths
of the points were seen and moved less than half as much, in the four frames before it and after it (E)."""
SMOOTH = 0.12
"""Half width of the smoothing window in seconds; chosen in docs/accuracy.md against the rendered truth."""

Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned track and why points are missing from it.

    Attributes
    ----------
    track
        Points that failed the gate are NaN; short gaps are filled, the rest is smoothed.
    hidden
        Index into :data:`REASONS` for each point and frame, shape (T, 33); 0 where it was seen.
    """

    track: PoseTrack
    hidden: Codes


def clean(track: PoseTrack, *, side_on: bool, azimuth: float = 0.0, lying: bool = False) -> Cleaned:
    """Gate and smooth a track.

    Parameters
    ----------
    side_on
        Whether the camera stands about beside the person, so that a limb's length in the picture is constant.
    azimuth
        Degrees off the side view: the further, the shorter a limb may look before it counts as covered.
    lying
        Whether the person lies: then one shoulder may be far above the other.
    """
    xy = _unswap(track)
    shorter = SHORTER * max(0.0, abs(azimuth) - NEARLY_SIDE) if side_on else 0.0
    broken = _broken_limbs(track.time, xy, side_on=side_on, shorter=shorter)
    hidden = np.zeros(xy.shape[:2], np.int8)
    for code, mask in (
        (JUMPS, _spikes(track.time, xy)),
        (COVERED, _torn(xy, broken, side_on=side_on and not lying)),
        (COVERED, broken),
        (HIDDEN, track.score < LEAST_SCORE),
        (OUTSIDE, _outside(xy, track.size)),
        (NOBODY, ~np.isfinite(xy).all(-1) | _within(track.time, track.lost)[:, None]),
    ):
        hidden[mask] = code
    xy = np.where(hidden[..., None] > 0, np.nan, xy)
    world = np.where((hidden == NOBODY)[..., None], np.nan, track.world)
    moved = replace(
        track,
        xy=_calm(track.time, xy),
        world=_calm(track.time, world),
        depth=np.where(hidden == NOBODY, np.nan, track.depth),
    )
    hidden[np.isfinite(moved.xy).all(-1)] = 0
    return Cleaned(moved, hidden)


def _calm(time: Floats, points: Floats) -> Floats:
    """Fill short gaps and smooth."""
    flat = points.reshape(time.size, -1)
    filled = np.stack([fill(time, column, LONGEST_GAP) for column in flat.T], axis=1)
    return smooth(time, filled, SMOOTH).reshape(points.shape)


def _unswap(track: PoseTrack) -> Floats:
    """Exchange left and right legs in the few frames in which the network had them crossed.

    A frame is exchanged only when hip, knee, ankle and foot together then lie much nearer to their own recent places.
    """
    xy = track.xy.copy()
    left = [P.L_HIP, P.L_KNEE, P.L_ANKLE, P.L_HEEL, P.L_TOE]
    right = [P.R_HIP, P.R_KNEE, P.R_ANKLE, P.R_HEEL, P.R_TOE]
    usual_left, usual_right = (rolling_median(track.time, xy[:, leg], RECENT) for leg in (left, right))
    straight = length(xy[:, left], usual_left).sum(1) + length(xy[:, right], usual_right).sum(1)
    crossed = length(xy[:, right], usual_left).sum(1) + length(xy[:, left], usual_right).sum(1)
    with np.errstate(invalid="ignore"):
        wrong = (crossed < CROSSED * straight) & (straight > FAR * _body(xy))
    swap = np.flatnonzero(wrong)[:, None]
    xy[swap, LEFT], xy[swap, RIGHT] = track.xy[swap, RIGHT], track.xy[swap, LEFT]
    return xy


def _body(xy: Floats) -> float:
    """Usual length shoulder-hip-knee-ankle in pixels, both sides together."""
    limbs = [[length(xy[:, P[f"{s}_{a}"]], xy[:, P[f"{s}_{b}"]]) for a, b in LIMBS] for s in "LR"]
    left, right = np.sum(limbs, axis=1)
    seen = np.isfinite(left)
    return float(np.median(np.maximum(left, right)[seen])) if seen.any() else np.nan


def _spikes(time: Floats, xy: Floats) -> npt.NDArray[np.bool_]:
    off = length(xy, rolling_median(time, xy, 0.13))
    with np.errstate(invalid="ignore"):
        return np.asarray(off > SPIKE * _body(xy))


def _torn(xy: Floats, broken: npt.NDArray[np.bool_], *, side_on: bool) -> npt.NDArray[np.bool_]:
    """Mark arms and legs where one shoulder is far above the other, and the shoulders where limbs are broken as well.

    There the network drew a body where there is none. A plate at the shoulders tears them, too, but breaks no limb.
    """
    trunk = length(xy[:, SHOULDERS], xy[:, HIPS])
    usual = np.nanpercentile(trunk, 65) if np.isfinite(trunk).any() else np.nan
    with np.errstate(invalid="ignore"):
        torn = (np.abs(xy[:, P.L_SHOULDER, 1] - xy[:, P.R_SHOULDER, 1]) > TORN * usual) & side_on
    bad = np.zeros(xy.shape[:2], bool)
    bad[:, BELOW] = torn[:, None]
    bad[:, SHOULDERS] = (torn & broken[:, HIPS].all(axis=1))[:, None]
    return _widen(bad)


def cuts_of(track: PoseTrack) -> tuple[int, ...]:
    """Find cuts in the film: first frames with the whole body suddenly elsewhere, quiet before and quiet after."""
    time, xy = track.time, track.xy
    body = [P.L_SHOULDER, P.R_SHOULDER, P.L_HIP, P.R_HIP, P.L_KNEE, P.R_KNEE, P.L_ANKLE, P.R_ANKLE, P.NOSE]
    if time.size < 2 * QUIET_FRAMES:
        return ()
    jump = np.linalg.norm(np.diff(xy[:, body], axis=0), axis=-1) / _body(xy)
    with np.errstate(invalid="ignore"):
        share = (jump > JUMP).mean(axis=1)
    found: list[int] = []
    for i in np.flatnonzero((share >= CUT_SHARE) & (np.diff(time) < LONGEST_GAP)).tolist():
        around = np.r_[jump[max(0, i - QUIET_FRAMES) : i].ravel(), jump[i + 1 : i + 1 + QUIET_FRAMES].ravel()]
        seen = around.size and np.isfinite(around).mean() > QUIET_SHARE
        if seen and np.nanpercentile(around, 100 * QUIET_SHARE) < JUMP / 2:
            found.append(i + 1)
    return tuple(found)


def _outside(xy: Floats, size: tuple[int, int]) -> npt.NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return np.asarray(((xy < 0) | (xy > np.array(size) - 1)).any(-1))


def _within(time: Floats, spans: tuple[tuple[float, float], ...]) -> npt.NDArray[np.bool_]:
    inside = np.zeros(time.shape, bool)
    for start, end in spans:
        inside |= (time >= start) & (time <= end)
    return inside


def _broken_limbs(time: Floats, xy: Floats, *, side_on: bool, shorter: float) -> npt.NDArray[np.bool_]:
    """Mark the lower end of limbs that are too short, too long or too unsteady, and the hip with them."""
    bad = np.zeros(xy.shape[:2], bool)
    for s in "LR":
        size = {b: length(xy[:, P[f"{s}_{a}"]], xy[:, P[f"{s}_{b}"]]) for a, b in LIMBS}
        if not any(np.isfinite(v).any() for v in size.values()):
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = size["ANKLE"] / size["KNEE"]
            folded = side_on & ((ratio < SHIN_TO_THIGH[0]) | (ratio > SHIN_TO_THIGH[1]))
        bad[:, P[f"{s}_ANKLE"]] |= folded | _odd_length(time, size["ANKLE"], side_on=side_on, short=SHORT - shorter)
        thigh = _odd_length(time, size["KNEE"], side_on=side_on, short=SHORT - shorter)
        bad[:, P[f"{s}_KNEE"]] |= thigh
        bad[:, P[f"{s}_HIP"]] |= thigh | _odd_length(time, size["HIP"], side_on=side_on, short=SHORT_TRUNK - shorter)
    return _widen(bad)


def _odd_length(time: Floats, size: Floats, *, side_on: bool, short: float) -> npt.NDArray[np.bool_]:
    """Say where a limb's length cannot be this person's."""
    usual = float(np.nanpercentile(size, 65)) if np.isfinite(size).any() else np.nan
    steady = rolling_median(time, size, 0.15)
    spread = rolling_median(time, np.abs(size - steady), 0.15)
    with np.errstate(invalid="ignore"):
        short_or_unsteady = (size < short * usual) | (1.48 * spread > UNSTEADY * steady)
        return np.asarray((size > LONG * usual) | (short_or_unsteady & side_on))


def _widen(bad: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Add a frame on both sides: next to a broken stretch the points are already on their way."""
    out = bad.copy()
    for k in range(bad.shape[1]):
        for a, b in runs(bad[:, k]):
            out[max(0, a - 1) : b + 2, k] = True
    return out
