"""Where heads are: of the person who is followed, and of everybody else in the picture.

A head is a circle, shape (3,): centre x, centre y and radius in pixels. The circles are generous on purpose, because
they say what must be hidden; they are no measurement.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import NamedTuple

import numpy as np

from hingecoach.keypoints import P
from hingecoach.signal import rolling_median
from hingecoach.types import Bytes, Floats, Frame, PoseTrack

from . import Backend, Person, Region
from .seek import detect_in, parts

__all__ = ["Trace", "head", "others", "own", "reach"]

EYES, MOUTH = (P.L_EYE, P.R_EYE), (P.L_MOUTH, P.R_MOUTH)
FACE = (P.NOSE, *EYES, *MOUTH)
EARS = (P.L_EAR, P.R_EAR)
SHOULDERS, HIPS = (P.L_SHOULDER, P.R_SHOULDER), (P.L_HIP, P.R_HIP)
HEAD = tuple(range(P.NOSE, P.R_MOUTH + 1))
WIDE = 0.21
"""Metres: radius of a head with some air. A grown man's is 0.20 long and 0.24 high, chin to crown (D: half the
diagonal of both is 0.16)."""
TRUNK = 0.5
"""Metres: shoulders to hips of a grown person (D: 0.29 of the height)."""
ROOM = 1.7
"""The circle is at least so many times as wide as the points of the head reach (they end at ear, mouth and brow)."""
CROWN = 0.6
"""The middle of a head lies above the middle of its points, by this share of the way from mouth to eyes (D)."""
CALM = 0.13
"""Seconds to both sides whose median place is hidden too: a single picture with wrong points then uncovers nothing."""
BRIDGE = 0.5
"""Seconds from the nearest picture in which the followed person was seen: further away the head's place is unknown."""
FAST = 0.8
"""Metres a second by which a head may leave the straight way between two sightings, or the last place (E)."""
MOST_GROWN = 2.0
HOLD = 1.0
"""Seconds for which another person's head is hidden where it was seen last or will be seen: not every look finds it."""
SAME_HEAD = 0.5
"""Two circles whose centres are nearer than this share of the larger one's radius are one head."""
STRIDE = 2.0
"""From one look to the next a head moves by no more than so many radii."""
AGREE = 0.08
"""Points of one body in two looks lie this near, as a share of the region's side (mean of all points)."""
GLIMPSES = 2
"""A head is there when it was found in so many pictures near each other."""
BONES = tuple(
    (P[f"{side}_{a}"], P[f"{side}_{b}"])
    for side in "LR"
    for a, b in (("SHOULDER", "HIP"), ("HIP", "KNEE"), ("KNEE", "ANKLE"))
)
TRUNK_AND_LEGS = tuple({point: None for bone in BONES for point in bone})
THICK = 0.12
"""Metres: what lies this near to the bones of trunk and legs lies on the body (D: half the depth of a trunk)."""
TILES_EACH = 3
"""Squares of the picture that are looked at each time, in turn: after 6 looks, all of a 16:9 picture."""
SMALLER = 2
"""The small squares have a side so many times smaller: people in the background of a gym were found only in those."""
OVERLAP = 1.5


Square = tuple[int, int, int]
"""Left, top and side in pixels."""


@dataclass(slots=True)
class Trace:
    """One head, or another thing to hide, over time.

    Attributes
    ----------
    time, circle
        When it was seen and where: seconds and circles (3,), in order of time.
    hold
        Seconds from the nearest sighting after which its place is unknown.
    """

    time: list[float] = field(default_factory=list)
    circle: list[Floats] = field(default_factory=list)
    hold: float = BRIDGE

    def at(self, time: float) -> Floats | None:
        """Give the circle at an instant, the larger the longer it has not been seen; None where that is too long."""
        if not self.time:
            return None
        after = int(np.searchsorted(self.time, time))
        if after < len(self.time) and self.time[after] == time:
            return self.circle[after]
        near = [i for i in (after - 1, after) if 0 <= i < len(self.time)]
        unseen = min(abs(self.time[i] - time) for i in near)
        if unseen > self.hold:
            return None
        ends = [self.circle[i] for i in near]
        whole = ends[0] if len(ends) == 1 else self._between(near[0], time)
        widest = max(float(c[2]) for c in ends)
        return np.array([*whole[:2], widest * min(MOST_GROWN, 1 + unseen * FAST / WIDE)])

    def _between(self, before: int, time: float) -> Floats:
        span = self.time[before + 1] - self.time[before]
        share = (time - self.time[before]) / span
        return np.asarray((1 - share) * self.circle[before] + share * self.circle[before + 1])


def reach(xy: Floats, world: Floats) -> Floats:
    """Pixels a metre of the picture where the person is, from points (..., 33, 2) and (..., 33, 3); shape (...).

    Where the metres are missing, the trunk's length in the picture stands for them.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = xy.std(axis=-2).sum(axis=-1) / world[..., :2].std(axis=-2).sum(axis=-1)
    trunk = xy[..., SHOULDERS, :].mean(axis=-2) - xy[..., HIPS, :].mean(axis=-2)
    return np.asarray(np.where(np.isfinite(scale), scale, np.linalg.norm(trunk, axis=-1) / TRUNK))


def head(xy: Floats, world: Floats) -> Floats:
    """Give the circle round a person's head.

    Parameters
    ----------
    xy, world
        As in :class:`~hingecoach.types.PoseTrack`, shapes (..., 33, 2) and (..., 33, 3). Some points may be NaN.

    Returns
    -------
    Floats
        Shape (..., 3); NaN where nothing of the head was seen.
    """
    up = np.nan_to_num(xy[..., EYES, :].mean(axis=-2) - xy[..., MOUTH, :].mean(axis=-2))
    face, ears = _middle(xy[..., FACE, :]), _middle(xy[..., EARS, :])
    centre = _middle(np.stack([face, ears], axis=-2)) + CROWN * up
    far = np.nan_to_num(np.linalg.norm(xy[..., HEAD, :] - centre[..., None, :], axis=-1)).max(axis=-1)
    size = np.maximum(ROOM * far, np.nan_to_num(WIDE * reach(xy, world)))
    circle = np.concatenate([centre, size[..., None]], axis=-1)
    return np.where(np.isfinite(circle).all(axis=-1, keepdims=True), circle, np.nan)


def _middle(points: Floats) -> Floats:
    """Give the mean of the points that were seen, (..., N, 2) to (..., 2); NaN where none was."""
    seen = np.isfinite(points)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(seen, points, 0.0).sum(axis=-2) / seen.sum(axis=-2))


def own(track: PoseTrack) -> tuple[Trace, Trace]:
    """Give the head of the person who is followed twice: as seen in each picture, and calmed over its neighbours.

    Where the two lie apart, the points of a picture were doubtful; both places are to be hidden then.
    """
    circle = head(track.xy, track.world)
    calm = rolling_median(track.time, circle, CALM) if track.time.size else circle
    circle[:, 2] = np.fmax(circle[:, 2], calm[:, 2])
    return _trace(track.time, circle), _trace(track.time, calm)


def _trace(time: Floats, circle: Floats) -> Trace:
    seen = np.isfinite(circle).all(axis=1)
    return Trace(time[seen].tolist(), list(circle[seen]))


def others(frames: Iterable[Frame], backend: Backend, track: PoseTrack) -> list[Trace]:
    """Find the heads of all other people in pictures that follow each other closely.

    Parameters
    ----------
    frames
        Pictures in order of time, several a second. Each is looked at as a whole and in some squares, in turn.
    backend
        The networks.
    track
        The person whose head is known.

    Returns
    -------
    One trace a head; a head that was lost for a while begins a new one. What was seen only once is none.
    """
    traces: list[Trace] = []
    squares = cycle(_tiles(track.size))
    for frame in frames:
        known = _known(track, frame.time)
        for circle in _heads(frame.rgb, backend, list(islice(squares, TILES_EACH)), known):
            _join(traces, frame.time, circle)
    return [t for t in traces if len(t.time) >= GLIMPSES]


def _tiles(size: tuple[int, int]) -> list[Square]:
    """Cut a picture into overlapping squares, large ones and small ones: left, top and side of each."""
    side = max(1, min(size) // SMALLER)
    left, top = (
        np.linspace(0, long - side, math.ceil(OVERLAP * (long - side) / side) + 1).astype(int).tolist() for long in size
    )
    return parts(size) + [(x, y, side) for y in top for x in left]


class _Known(NamedTuple):
    """The person who is followed in one picture: points, pixels a metre, the head's circle."""

    xy: Floats
    reach: float
    head: Floats

    def is_at(self, place: Floats) -> bool:
        """Say whether a place lies on the trunk or the legs."""
        bones = self.xy[np.array(BONES)]
        along = bones[:, :1] + np.linspace(0, 1, 9)[:, None] * (bones[:, 1:] - bones[:, :1])
        return bool(np.linalg.norm(along - place, axis=-1).min() <= THICK * self.reach)


def _known(track: PoseTrack, time: float) -> _Known | None:
    """Give the person in the analysed picture nearest to an instant; None where there is none near."""
    if not track.time.size:
        return None
    i = int(np.argmin(np.abs(track.time - time)))
    xy, world = track.xy[i], track.world[i]
    seen = abs(float(track.time[i]) - time) <= CALM and np.isfinite(xy[TRUNK_AND_LEGS, :]).all()
    return _Known(xy, float(reach(xy, world)), head(xy, world)) if seen else None


def _join(traces: list[Trace], time: float, circle: Floats) -> None:
    """Add a sighting to the nearest head that was seen a moment ago, or begin a new one."""
    fresh = [t for t in traces if time - 2 * HOLD <= t.time[-1] < time]
    near = min(fresh, key=lambda t: _apart(t.circle[-1], circle), default=None)
    if near is None or _apart(near.circle[-1], circle) > STRIDE:
        near = Trace(hold=HOLD)
        traces.append(near)
    near.time.append(time)
    near.circle.append(circle)


def _apart(one: Floats, other: Floats) -> float:
    """Distance of two circles' centres over the larger radius."""
    return float(np.hypot(*(one[:2] - other[:2])) / max(one[2], other[2], 1e-6))


def _heads(rgb: Bytes, backend: Backend, squares: list[Square], known: _Known | None) -> list[Floats]:
    """Find every head in one picture but one person's, as a whole and in squares."""
    heads: list[Floats] = []
    for region in detect_in(backend, rgb, squares):
        circle = _head_in(rgb, backend, region, known)
        if circle is not None and not any(_apart(circle, one) <= SAME_HEAD for one in heads):
            heads.append(circle)
    return heads


def _head_in(rgb: Bytes, backend: Backend, region: Region, known: _Known | None) -> Floats | None:
    """Give the head of the person in a region; None where there is nobody, or the person who is known.

    The region is looked at twice: where the second look does not agree with the first, there is nobody, or nobody who
    could be told from a tree. A head on the known person's trunk or legs is one of the many shapes that a pair of
    thighs can be taken for; a head that is behind them is not seen.
    """
    first = backend.look(rgb, region)
    if first is None or _is(first, known):
        return None
    second = backend.look(rgb, first.region)
    if second is None or not _agree(first, second) or _is(second, known):
        return None
    circle = head(second.xy, second.world)
    return None if known and (known.is_at(circle[:2]) or _apart(circle, known.head) <= SAME_HEAD) else circle


def _agree(one: Person, other: Person) -> bool:
    apart = np.linalg.norm(one.xy - other.xy, axis=1).mean()
    return bool(apart <= AGREE * max(one.region[2], other.region[2]))


def _is(person: Person, known: _Known | None) -> bool:
    """Say whether a person is the one who is known, by the trunk and the legs."""
    if known is None:
        return False
    apart = np.linalg.norm(person.xy[TRUNK_AND_LEGS, :] - known.xy[TRUNK_AND_LEGS, :], axis=1)
    return bool(apart.mean() <= AGREE * person.region[2])
