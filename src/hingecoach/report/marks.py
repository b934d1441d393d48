"""What to draw of the person at an instant: points between two analysed frames, and the line of the back."""

from collections.abc import Iterable

import numpy as np

from .. import back
from ..assessment import RepReport
from ..keypoints import P
from ..motion import Motion
from ..types import Floats
from ..video.draw import Marks, Side

NEAREST = 0.12
"""Seconds: a point is drawn only between two frames in which it was seen that are no further apart than this."""
BACK_NEAREST = 0.3
"""Seconds: the back's line moves with the trunk from an outline that is no older or younger than this."""
FEWEST = 3
"""Points that make a line."""
ON_FLOOR = 90
"""Percentile of the foot's height in the picture, counted from the top, at which it stands (E)."""
FLOATS = 0.08
"""Leg lengths: a foot this far from where it stands during the repetition is seen on the plate in front of it (E: 0.1
and more where it plainly is, 0.06 and less on three real clips without a plate)."""
BESIDE = 0.5
"""Seconds before and after a repetition in which the feet are taken to stand where they do in it (E)."""
DIM = 0.5
"""Visibility below which a point is drawn as badly seen (E: BlazePose's own usual limit)."""


class Marker:
    """Tells what can be drawn at any instant of a motion; the lines of the back are worked out once.

    The back is drawn only where its bend was measured: a line that was not good enough to measure is none to show.

    Parameters
    ----------
    reps
        The repetitions, in each of which the feet stay where they are.
    """

    def __init__(self, motion: Motion, reps: Iterable[RepReport] = ()) -> None:
        self.motion = motion
        self._spans = [(min(r.start_s, r.bottom_s), max(r.end_s, r.top_s)) for r in reps]
        lines = back.lines(motion.track, motion.view.faces)
        measured = np.isfinite(motion.angles.turn)
        self._backs = {i: one for i, one in enumerate(lines) if measured[i] and len(one) >= FEWEST}
        side: Side = "L" if motion.near == "left" else "R"
        other: Side = "R" if side == "L" else "L"
        self._sides: tuple[Side, ...] = (side,) if motion.view.label in ("side", "diagonal") else (side, other)
        roll = np.radians(motion.view.roll)
        leg: Side = "L" if motion.sides.leg == "left" else "R"
        self._leg = leg if leg != side else None
        self._up = (float(-np.sin(roll)), float(-np.cos(roll)))

    def at(self, time: float) -> Marks | None:
        """Give what can be drawn at an instant of the clip, None where nobody was seen."""
        t = self.motion.time
        if not t.size:
            return None
        after = int(np.clip(np.searchsorted(t, time), 0, t.size - 1))
        before = max(0, after - 1) if t[after] > time else after
        if min(abs(t[after] - time), abs(t[before] - time)) > NEAREST:
            return None
        xy, score = _between(self.motion, before, after, time)
        points = {p: (float(xy[p, 0]), float(xy[p, 1])) for p in P if np.isfinite(xy[p]).all()}
        if not points:
            return None
        doubted = self._doubted(before if time - t[before] < t[after] - time else after)
        stands = self._foot(time)
        doubted += self._floating(xy, stands)
        faint = frozenset(p for p in points if not score[p] >= DIM or p in doubted)
        return Marks(points, faint, self._sides, self._back(time, xy), self._up, self._leg, stands)

    def _foot(self, time: float) -> tuple[float, float] | None:
        """Give the middle of the near foot over the repetition at an instant, as the cue "Weight close" reads it.

        It stands on the floor: a plate in front of it makes the network see it higher for a while, never lower.
        """
        span = min(self._spans, key=lambda s: max(s[0] - time, time - s[1]), default=None)
        if span is None or max(span[0] - time, time - span[1]) > BESIDE:
            return None
        t, sides = self.motion.time, self.motion.sides
        foot = self.motion.track.xy[:, [sides.point("HEEL"), sides.point("TOE")]].mean(axis=1)
        foot = foot[(t >= span[0]) & (t <= span[1]) & np.isfinite(foot).all(axis=1)]
        return (float(np.median(foot[:, 0])), float(np.percentile(foot[:, 1], ON_FLOOR))) if len(foot) else None

    def _floating(self, xy: Floats, stands: tuple[float, float] | None) -> tuple[P, ...]:
        """Give the points of a foot that is seen away from where it stands: shin and foot lie behind a plate there."""
        sides = self.motion.sides
        heel, toe = xy[sides.point("HEEL")], xy[sides.point("TOE")]
        if stands is None or not np.hypot(*((heel + toe) / 2 - stands)) > FLOATS * self.motion.leg:
            return ()
        return (sides.point("ANKLE"), sides.point("HEEL"), sides.point("TOE"))

    def _doubted(self, frame: int) -> tuple[P, ...]:
        """Give the joints whose angle was not taken in a frame although their points are there: they contradict."""
        sides, angles = self.motion.sides, self.motion.angles
        judged = {"HIP": angles.hip, "KNEE": angles.knee, "ANKLE": angles.shank}
        return tuple(sides.point(name) for name, angle in judged.items() if not np.isfinite(angle[frame]))

    def _back(self, time: float, xy: Floats) -> Floats:
        """Carry the nearest outline's back line along with the trunk, from hip to shoulder, to this instant."""
        here = _trunk(self.motion, xy)
        for frame in self._outlined(time):
            there = _trunk(self.motion, self.motion.track.xy[frame])
            if there is not None and here is not None:
                line = self._backs[frame]
                moved = (line[:, 0] + 1j * line[:, 1] - there[0]) * (here[1] / there[1]) + here[0]
                return np.stack([moved.real, moved.imag], axis=1)
        return np.zeros((0, 2))

    def _outlined(self, time: float) -> list[int]:
        """Give the frames with a line of the back that are near to an instant, nearest first."""
        t = self.motion.time
        lo, hi = np.searchsorted(t, (time - BACK_NEAREST, time + BACK_NEAREST))
        return sorted((i for i in range(int(lo), int(hi)) if i in self._backs), key=lambda i: abs(float(t[i]) - time))


def _between(motion: Motion, before: int, after: int, time: float) -> tuple[Floats, Floats]:
    """Read the points between two frames; a point that only one of them has is taken from that one if it is near."""
    t, xy, score = motion.time, motion.track.xy, motion.track.score
    span = float(t[after] - t[before])
    w = float(np.clip((time - t[before]) / span, 0, 1)) if span > 0 else 0.0
    nearest = before if time - t[before] < t[after] - time else after
    mid = xy[nearest]
    if span <= NEAREST:
        mixed = (1 - w) * xy[before] + w * xy[after]
        mid = np.where(np.isfinite(mixed), mixed, mid)
    return mid, score[nearest]


def _trunk(motion: Motion, xy: Floats) -> tuple[complex, complex] | None:
    """Give the near hip and the way from it to the shoulder as complex numbers; None where not seen."""
    hip, shoulder = (P.L_HIP, P.L_SHOULDER) if motion.near == "left" else (P.R_HIP, P.R_SHOULDER)
    h, s = complex(*xy[hip]), complex(*xy[shoulder])
    return (h, s - h) if np.isfinite([h, s]).all() and s != h else None
