"""Write pictures with their own times as an H.264 clip that any browser plays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from hingecoach.errors import OutputError
from hingecoach.types import Bytes

_TICKS = 90_000
"""Ticks a second, as in MPEG: fine enough for any camera's time stamps."""
_ENCODERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("libx264", {"crf": "23", "preset": "veryfast"}),
    ("h264", {}),
    ("mpeg4", {"q": "4"}),
)
"""In order of choice; a build of FFmpeg without GPL parts has no libx264."""


@contextmanager
def encode(path: Path, size: tuple[int, int], fps: float = 30.0) -> Iterator[Callable[[Bytes, float], None]]:
    """Open a clip for writing; gives ``add(rgb, time)``.

    Parameters
    ----------
    path
        Where to write; ends in ``.mp4``.
    size
        Width and height in pixels. H.264 wants even numbers: an odd row or column is repeated once.
    fps
        About how many pictures a second will come; each keeps its own time in seconds.

    Raises
    ------
    OutputError
        This build of FFmpeg has no encoder for it.
    OSError
        The file cannot be written.
    """
    name, options = _encoder()
    width, height = size[0] + size[0] % 2, size[1] + size[1] % 2
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream: Any = container.add_stream(name, rate=Fraction(fps).limit_denominator(1001), options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS)
        stream.codec_context.thread_count = 2
        start: list[float] = []

        def add(rgb: Bytes, time: float) -> None:
            start.append(time) if not start else None
            even = cv2.copyMakeBorder(rgb, 0, height - rgb.shape[0], 0, width - rgb.shape[1], cv2.BORDER_REPLICATE)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
            frame.pts, frame.time_base = round((time - start[0]) * _TICKS), Fraction(1, _TICKS)
            container.mux(stream.encode(frame))

        yield add
        container.mux(stream.encode(None))


def _encoder() -> tuple[str, dict[str, str]]:
    for name, options in _ENCODERS:
        if name in av.codecs_available:
            return name, options
    raise OutputError("This build of PyAV cannot write video. Install PyAV from its wheel, or use --no-video.")
