"""Hide faces in the pictures of a clip: of the person, of everybody else, and what the hands of a parent hold."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from .keypoints import P
from .pose import Backend
from .pose.heads import Trace, others, own, reach
from .types import Bytes, Floats, Frame, PoseTrack
from .video import read_frames
from .video.cover import cover, cover_all

__all__ = ["Faces"]

LOOKS = 8.0
"""Pictures a second in which other people are looked for: somebody who walks by moves 0.2 m from one to the next."""
HELD = 0.4
"""Metres round the hands that are hidden where they may hold a baby: a newborn, 0.5 m long, held in the middle (D)."""
WRISTS = (P.L_WRIST, P.R_WRIST)


class Faces:
    """Knows where faces are in the pictures of one clip, and hides them.

    A picture in which the head of the person was found neither then nor half a second before or after is hidden as a
    whole. Everybody else is looked for in eight pictures a second, once, when the first picture is to be hidden.

    Parameters
    ----------
    path
        The clip.
    track
        The person's points as the backend found them.
    backend
        Makes the networks.
    start, end
        The part of the clip that was looked at, seconds.
    laid
        Instants, in seconds, at which the hands may lay down or take up a baby. The hands and the places where they
        were then are hidden all the time; empty where no baby is expected.
    """

    def __init__(
        self,
        path: Path,
        track: PoseTrack,
        backend: Callable[[], Backend],
        *,
        start: float | None = None,
        end: float | None = None,
        laid: Sequence[float] = (),
    ) -> None:
        self._path, self._part, self._track, self._backend = path, (start, end), track, backend
        self._own, self._calm = own(track)
        self._hands = _held(track) if laid else Trace()
        self._laid = [circle for t in laid if (circle := self._hands.at(t)) is not None]

    @cached_property
    def _others(self) -> list[Trace]:
        return others(read_frames(self._path, *self._part, most_fps=LOOKS), self._backend(), self._track)

    def at(self, time: float) -> Floats | None:
        """Give what is to be hidden at an instant, circles (N, 3); None where the whole picture is."""
        if self._own.at(time) is None:
            return None
        traces = (self._own, self._calm, self._hands, *self._others)
        return np.array([c for c in (*(t.at(time) for t in traces), *self._laid) if c is not None])

    def hide(self, rgb: Bytes, time: float, scale: float = 1.0) -> None:
        """Hide the faces in the picture of an instant, in place.

        Parameters
        ----------
        scale
            Size of the picture by that of the analysed one.
        """
        circles = self.at(time)
        if circles is None:
            cover_all(rgb)
        else:
            cover(rgb, circles * scale)

    def hide_in(self, frames: Iterable[Frame]) -> None:
        """Hide the faces in pictures of the analysed size, in place; one that is given twice is hidden once."""
        for frame in {f.index: f for f in frames}.values():
            self.hide(frame.rgb, frame.time)


def _held(track: PoseTrack) -> Trace:
    """Give the circle round both hands, over time."""
    hands = track.xy[:, WRISTS].mean(axis=1)
    apart = np.linalg.norm(track.xy[:, WRISTS[0]] - track.xy[:, WRISTS[1]], axis=-1) / 2
    circle = np.column_stack([hands, apart + HELD * reach(track.xy, track.world)])
    seen = np.isfinite(circle).all(axis=1)
    return Trace(track.time[seen].tolist(), list(circle[seen]))
