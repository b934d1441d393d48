"""The clips that the bench looks at: a small one made as large and as long as is asked for."""

from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from hingecoach.types import Frame
from hingecoach.video import encode, probe, read_frames


def enlarged(source: Path, target: Path, side: int, seconds: float) -> tuple[int, int]:
    """Write a clip anew with a given longer side and about a given length, over and over if it is shorter.

    Returns
    -------
    tuple
        Width and height.
    """
    fps = probe(source).fps
    first = next(read_frames(source)).rgb
    scale = side / max(first.shape[:2])
    size = (2 * round(first.shape[1] * scale / 2), 2 * round(first.shape[0] * scale / 2))
    with encode(target, size, fps) as write:
        for i, frame in zip(range(round(seconds * fps)), _over_and_over(source), strict=False):
            write(np.ascontiguousarray(cv2.resize(frame.rgb, size, interpolation=cv2.INTER_LINEAR)), i / fps)
    return size


def _over_and_over(clip: Path) -> Iterator[Frame]:
    while True:
        yield from read_frames(clip)


def looped(source: Path, target: Path, seconds: float) -> None:
    """Write a clip over and over until it is long enough, packet by packet: nothing is encoded anew."""
    times, base = _packet_times(source)
    length = max(times) - min(times) + (max(times) - min(times)) // max(1, len(times) - 1)
    with av.open(str(target), "w") as writer:
        out: Any = None
        for number in range(max(1, ceil(seconds / (length * base)))):
            with av.open(str(source)) as reader:
                stream = reader.streams.video[0]
                out = out or writer.add_stream_from_template(stream)
                for packet in _packets(reader, stream):
                    packet.pts, packet.dts = packet.pts + number * length, packet.dts + number * length
                    packet.stream = out
                    writer.mux(packet)


def _packet_times(source: Path) -> tuple[list[int], float]:
    with av.open(str(source)) as reader:
        stream = reader.streams.video[0]
        return [packet.dts for packet in _packets(reader, stream)], float(stream.time_base or 1)


def _packets(reader: Any, stream: Any) -> Iterator[Any]:
    return (packet for packet in reader.demux(stream) if packet.dts is not None)
