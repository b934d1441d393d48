"""Read a clip picture by picture, upright, with the file's own time stamps, in bounded memory.

The pictures have the size of :attr:`hingecoach.video.upright.Upright.size`: at most 1280 pixels on the longer side. All
points and outlines are in the pixels of these pictures.
"""

import math
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np

from ..types import Frame
from .probe import Clip, decoded, open_container, probe

MOST_FPS = 31.0
"""Pictures a second that are looked at: the fastest hinge, a kettlebell swing, takes about 1.5 s, so 30 a second are
45 a repetition; more cost time and move the angles by less than their error."""
_SLACK = 0.1
"""A camera that wavers about 30 a second is not thinned: up to a tenth of a step over."""


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
        self._every = thinning(clip.fps, most_fps)
        self._pictures = self._read()

    def __next__(self) -> Frame:
        return next(self._pictures)

    def close(self) -> None:
        """Close the file before its end."""
        self._pictures.close()

    def _read(self) -> Generator[Frame]:
        """Keep the pictures on an even grid of times, and strictly increasing ones only."""
        clip, last, due = self.clip, -math.inf, None
        half, step = 0.5 / clip.fps, self._every / clip.fps
        for time, picture in self._decode():
            if time > (math.inf if clip.end is None else clip.end) + 1e-6:
                return
            if time < clip.start - 1e-6 or time <= last or (due and time < due - half):
                continue
            last = time
            if self._every > 1:
                due = step + (time if due is None else max(due, time - half))
            yield Frame(int(np.searchsorted(clip.times, time - 1e-6)), time, clip.upright.rgb(picture))

    def _decode(self) -> Iterator[tuple[float, Any]]:
        """Decode from the key frame before the start; a damaged packet is counted and passed over."""
        clip, time = self.clip, -1 / self.clip.fps
        with open_container(clip.path) as container:
            stream = container.streams[clip.stream]
            stream.thread_type = "AUTO"
            if clip.start > 0:
                container.seek(math.floor((clip.start + clip.origin) / stream.time_base), stream=stream)
            for packet in _packets(container, stream):
                pictures = decoded(packet)
                self.damaged += pictures is None
                for picture in pictures or ():
                    time = time + 1 / clip.fps if picture.time is None else picture.time - clip.origin
                    yield time, picture


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


def _packets(container: Any, stream: Any) -> Iterator[Any]:
    """Give the packets up to where the file can be read."""
    try:
        yield from container.demux(stream)
    except (av.FFmpegError, OSError):
        return
