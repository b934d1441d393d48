"""Read a clip picture by picture, upright, with the file's own time stamps, in bounded memory.

The pictures have the size of :attr:`hingecoach.video.upright.Upright.size`: at most 1280 pixels on the longer side. All
points and outlines are in the pixels of these pictures.
"""

import math
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats, Frame

from .container import decoded, jump, open_container, packets, picture_stream_at
from .probe import Clip, probe

Bools = npt.NDArray[np.bool_]
MOST_FPS = 31.0
"""Pictures a second that are looked at: the fastest hinge, a kettlebell swing, takes about 1.5 s, so 30 a second are
45 a repetition; more cost time and move the angles by less than their error."""
_SLACK = 0.1
"""A camera that wavers about 30 a second is not thinned: up to a tenth of a step over."""
_THREADS = 2
"""Measured on 720p, 1080p and 4K, H.264 and HEVC: two halve the waiting at equal CPU time and 4 to 40 MB more memory;
four or as many as there are cores gain nothing more and cost up to 90 MB."""
_BACK = (0.0, 3.0, 12.0, math.inf)
"""Seconds before the start at which a key frame is sought, in turn: transport streams have no index, and after a jump
into HEVC the pictures just before a key frame are lost. Phones write a key frame every second, editors every 10."""
_SAME = 1e-4
"""Seconds: two times that differ by less are the same picture (phones tick 600 to 90,000 times a second)."""


class Frames(Iterator[Frame]):
    """The pictures of a clip, one after another; only one is held at a time.

    Attributes
    ----------
    clip
        The clip they come from.
    damaged
        How many packets could not be decoded so far.
    """

    def __init__(self, clip: Clip, most_fps: float = MOST_FPS) -> None:
        self.clip = clip
        self.damaged = 0
        self._kept = kept(clip.times, most_fps)
        self._pictures = self._read()

    def __next__(self) -> Frame:
        return next(self._pictures)

    def close(self) -> None:
        """Close the file before its end."""
        self._pictures.close()

    def _read(self) -> Generator[Frame]:
        """Give the pictures that are kept, of the part that is asked for, with strictly increasing times."""
        clip, last = self.clip, -math.inf
        for time, picture in self._decode():
            if time > (math.inf if clip.end is None else clip.end) + _SAME:
                return
            if time < clip.start - _SAME or time <= last:
                continue
            last = time
            index = int(np.searchsorted(clip.times, time - _SAME))
            if index >= clip.times.size or self._kept[index]:
                yield Frame(index, time, clip.upright.rgb(picture))

    def _decode(self) -> Iterator[tuple[float, Any]]:
        """Decode from a key frame before the start on; where the index led too far, from an earlier one."""
        clip = self.clip
        with open_container(clip.path) as container:
            stream = picture_stream_at(container, clip.stream, clip.path)
            stream.thread_type, stream.codec_context.thread_count = "FRAME", _THREADS
            for back in _BACK if clip.start > 0 else _BACK[:1]:
                begin = max(0.0, clip.start - back)
                if begin or back != _BACK[0]:
                    jump(container, stream, begin + clip.origin)
                pictures = self._pictures_of(container, stream)
                first = next(pictures, None)
                if first is not None and (first[0] <= clip.start or not begin):
                    yield first
                    yield from pictures
                    return

    def _pictures_of(self, container: Any, stream: Any) -> Iterator[tuple[float, Any]]:
        """Decode what follows; a damaged packet is counted and passed over."""
        clip, time = self.clip, -1 / self.clip.fps
        for packet in self._packets(container, stream):
            pictures = decoded(packet)
            self.damaged += pictures is None
            for picture in pictures or ():
                time = time + 1 / clip.fps if picture.time is None else picture.time - clip.origin
                yield time, picture

    def _packets(self, container: Any, stream: Any) -> Iterator[Any]:
        """Give what is decoded, packet by packet."""
        return packets(container, stream)


def read_frames(
    path: str | Path | Clip, start: float | None = None, end: float | None = None, most_fps: float = MOST_FPS
) -> Frames:
    """Read the pictures of a clip, upright and in RGB.

    Parameters
    ----------
    path
        The file, or what :func:`~hingecoach.video.probe.probe` said about it (then its own part is read).
    start, end
        The part to read, in seconds from the first picture of the file.
    most_fps
        Faster clips are thinned: every second, third, ... picture is given, at an even pace.

    Raises
    ------
    InputError
        The file cannot be read or is refused.
    """
    return Frames(path if isinstance(path, Clip) else probe(path, start, end), most_fps)


def thinning(fps: float, most_fps: float = MOST_FPS) -> int:
    """Say that every n-th picture is used of a clip with ``fps`` pictures a second.

    >>> [thinning(fps) for fps in (24, 29.97, 30.3, 50, 59.94, 120, 240)]
    [1, 1, 1, 2, 2, 4, 8]
    """
    return max(1, math.ceil(fps / most_fps - _SLACK))


def kept(times: Floats, most_fps: float = MOST_FPS) -> Bools:
    """Say which pictures are used: those next to an even pace in time, so also where the camera's own pace wavers.

    The choice depends on the whole clip and not on the part that is read, so that a picture that was looked at can be
    found again.

    Parameters
    ----------
    times
        Seconds, shape (N,), strictly increasing, N > 1.

    Returns
    -------
    Bools
        Shape (N,).
    """
    usual = float(np.median(np.diff(times)))  # not the mean: one long pause says nothing about the pace
    every = thinning(1 / usual, most_fps)
    if every == 1:
        return np.ones(times.size, bool)
    used, step, half = np.zeros(times.size, bool), every * usual, usual / 2
    last = -math.inf
    for i, time in enumerate(times):
        if time >= last + step - half:
            used[i], last = True, time
    return used
