"""What to draw of the person at an instant: points between two analysed frames, and the line of the back."""

import numpy as np

from .. import back
from ..keypoints import P
from ..motion import Motion
from ..types import Floats
from ..video.draw import Marks, Side

NEAREST = 0.12
"""Seconds: a point is drawn only between two frames in which it was seen that are no further apart than this."""
BACK_NEAREST = 0.3
"""Seconds: the back's line moves with the trunk from an outline that is no older or younger than this."""
DIM = 0.5
"""Visibility below which a point is drawn as badly seen (E: BlazePose's own usual limit)."""


def marks_at(motion: Motion, time: float) -> Marks | None:
    """Give what can be drawn at an instant of the clip, None where nobody was seen."""
    t = motion.time
    if not t.size:
        return None
    after = int(np.clip(np.searchsorted(t, time), 0, t.size - 1))
    before = max(0, after - 1) if t[after] > time else after
    if min(abs(t[after] - time), abs(t[before] - time)) > NEAREST:
        return None
    xy, score = _between(motion, before, after, time)
    points = {p: (float(xy[p, 0]), float(xy[p, 1])) for p in P if np.isfinite(xy[p]).all()}
    if not points:
        return None
    faint = frozenset(p for p in points if not score[p] >= DIM)
    side: Side = "L" if motion.near == "left" else "R"
    other: Side = "R" if side == "L" else "L"
    sides: tuple[Side, ...] = (side,) if motion.view.label in ("side", "diagonal") else (side, other)
    roll = np.radians(motion.view.roll)
    return Marks(points, faint, sides, _back(motion, time, xy), (float(-np.sin(roll)), float(-np.cos(roll))))


def _between(motion: Motion, before: int, after: int, time: float) -> tuple[Floats, Floats]:
    """Read the points between two frames; a point that only one of them has is taken from that one if it is near."""
    t, xy, score = motion.time, motion.track.xy, motion.track.score
    span = float(t[after] - t[before])
    w = float(np.clip((time - t[before]) / span, 0, 1)) if span > 0 else 0.0
    nearest = before if w < 0.5 else after
    mid = xy[nearest]
    if span <= NEAREST:
        mixed = (1 - w) * xy[before] + w * xy[after]
        mid = np.where(np.isfinite(mixed), mixed, mid)
    return mid, score[nearest]


def _back(motion: Motion, time: float, xy: Floats) -> Floats:
    """Carry the nearest outline's back line along with the trunk, from hip to shoulder, to this instant."""
    empty = np.zeros((0, 2))
    if motion.view.faces is None:
        return empty
    for frame in _outlined(motion, time):
        line = back.line(motion.track, frame, motion.view.faces)
        if line is None or len(line) < 3 or not np.isfinite(line).all():
            continue
        there, here = _trunk(motion, motion.track.xy[frame]), _trunk(motion, xy)
        if there is None or here is None:
            return empty
        turn = here[1] / there[1]
        moved = (line[:, 0] + 1j * line[:, 1] - there[0]) * turn + here[0]
        return np.stack([moved.real, moved.imag], axis=1)
    return empty


def _outlined(motion: Motion, time: float) -> list[int]:
    """Give the two frames with an outline that are nearest to an instant, nearest first."""
    lo, hi = np.searchsorted(motion.time, (time - BACK_NEAREST, time + BACK_NEAREST))
    seen = [i for i in range(int(lo), int(hi)) if np.isfinite(motion.track.outline[i]).any()]
    return sorted(seen, key=lambda i: abs(float(motion.time[i]) - time))[:2]


def _trunk(motion: Motion, xy: Floats) -> tuple[complex, complex] | None:
    """Give the near hip and the way from it to the shoulder as complex numbers; None where not seen."""
    hip, shoulder = (P.L_HIP, P.L_SHOULDER) if motion.near == "left" else (P.R_HIP, P.R_SHOULDER)
    h, s = complex(*xy[hip]), complex(*xy[shoulder])
    return (h, s - h) if np.isfinite([h, s]).all() and s != h else None
