"""Look into a video file without decoding it: what it is, how long, how fast, and whether it is whole."""

import hashlib
from array import array
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np

from hingecoach.assessment import Video
from hingecoach.errors import InputError
from hingecoach.files import shown
from hingecoach.types import Floats

from .container import decoded, open_container, packets, picture_stream, picture_stream_at
from .limits import MOST_SECONDS, MOST_SIDE, check_file, check_length, check_size, check_times, clock, damaged
from .upright import Upright, upright_of
from .whole import cut_off

_MOST_PACKETS = 4_000_000
"""Packets that are looked through: more than four hours at 240 a second, 32 MB of time stamps."""
_FIRST_FEW = 600
"""Packets in which a first picture must turn up: the longest run of pictures that wait for a key frame after a cut."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A video file that was looked into and is worth decoding.

    Attributes
    ----------
    path
        The file.
    stream
        Index of its video stream.
    origin
        Time stamp of its first picture, seconds; all other times count from there.
    times
        Times of its pictures in seconds from the first, sorted, shape (N,); beyond the part that is looked at they may
        be missing.
    duration, frames, fps
        Length in seconds, number of pictures, and pictures a second on average.
    upright
        How a decoded picture becomes the upright one, and its sizes.
    start, end
        The part to look at, seconds; ``end`` is None for up to the end.
    notes
        What a reader of the answer should know about the file, in words.
    """

    path: Path
    stream: int
    origin: float
    times: Floats
    duration: float
    frames: int
    fps: float
    upright: Upright
    start: float
    end: float | None
    notes: tuple[str, ...]

    def video(self) -> Video:
        """Describe the clip for the assessment; reads the whole file once for its hash."""
        with self.path.open("rb") as f:
            sha256 = hashlib.file_digest(f, "sha256").hexdigest()
        width, height = self.upright.full
        return Video(
            name=self.path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
            sha256=sha256,
            width=width,
            height=height,
            duration_s=round(self.duration, 6),
            frames=self.frames,
            fps=round(self.fps, 4),
            start_s=self.start,
            end_s=self.end,
            notes=self.notes,
        )


@dataclass(frozen=True, slots=True)
class _Scan:
    """What the packets say, undecoded."""

    stream: int
    stamps: Floats
    duration: float
    frames: int
    whole: bool
    codec: str


def probe(path: str | Path, start: float | None = None, end: float | None = None) -> Clip:
    """Look into a video file; only its first picture is decoded.

    Parameters
    ----------
    start, end
        The part to look at, in seconds from the first picture; without them the whole clip.

    Raises
    ------
    InputError
        The file cannot be read or is refused, or a time is none, with what is wrong and what to do.
    TypeError
        A time is no number.
    """
    if not str(path).strip():
        raise InputError("The name of the clip is empty. Name one video file.")
    path = Path(path)
    check_times(start=start, end=end)
    if end is not None and (start or 0.0) >= end:
        raise InputError(f"The part of {shown(path)} to look at ends before it begins: start must come before end.")
    bytes_ = check_file(path)
    scan = _scan(path, bytes_, start or 0.0)
    times = scan.stamps - scan.stamps[0]
    cut = min(end, scan.duration) if end is not None else scan.duration
    if start is not None and start >= scan.duration:
        raise InputError(f"{shown(path)} is only {clock(scan.duration)} long; --start lies after its end.")
    check_length(path, cut - (start or 0.0), int(np.count_nonzero((times >= (start or 0.0)) & (times <= cut))))
    upright = _first(path, scan)
    notes = (
        () if scan.whole else (f"The file is cut off or damaged: its first {clock(float(times[-1]))} could be read.",)
    )
    return Clip(
        path=path,
        stream=scan.stream,
        origin=float(scan.stamps[0]),
        times=times,
        duration=scan.duration,
        frames=scan.frames,
        fps=(times.size - 1) / float(times[-1]),
        upright=upright,
        start=start or 0.0,
        end=None if end is None else cut,
        notes=notes + upright.notes,
    )


def _scan(path: Path, size: int, start: float) -> _Scan:
    """Read the packets, without decoding, as far as the part to look at can reach."""
    with open_container(path, decoders=False) as container:
        stream = picture_stream(container, path)
        check_size(path, stream.width or MOST_SIDE, stream.height or MOST_SIDE)
        ticks, whole, ended = _packets(container, stream, start + MOST_SECONDS + 2)
        seen = float(ticks[-1]) * float(stream.time_base) if ticks.size else 0.0
        cut = ended and cut_off(path, container, stream, size, seen)
        if ticks.size < 2:  # noqa: PLR2004  (one picture is a photo)
            raise _one_picture(path) if ticks.size and whole and not cut else damaged(path)
        stamps = ticks * float(stream.time_base)
        length = float(stamps[-1] - stamps[0] + np.median(np.diff(stamps)))
        return _Scan(
            stream=stream.index,
            stamps=stamps,
            duration=length if ended else max(length, _told(container, stream)),
            frames=int(ticks.size if ended else max(stream.frames, ticks.size)),
            whole=whole and not cut,
            codec=stream.codec_context.name,
        )


def _one_picture(path: Path) -> InputError:
    return InputError(f"{shown(path)} holds a single picture. Give it a video of the whole movement.")


def _packets(container: Any, stream: Any, last: float) -> tuple[Floats, bool, bool]:
    """Give the time stamps in ticks, sorted; whether no packet was damaged; whether the end was reached."""
    ticks, first, whole, flushed = array("q"), None, True, False
    for packet in packets(container, stream):
        stamp = packet.dts if packet.pts is None else packet.pts
        flushed = not packet.size  # the very last packet is empty; without it, the reader broke down
        if stamp is None or not packet.size or packet.is_discard:
            continue
        whole = whole and not packet.is_corrupt
        first = stamp if first is None else min(first, stamp)
        ticks.append(stamp)
        if (stamp - first) * float(stream.time_base) > last or len(ticks) > _MOST_PACKETS:
            return np.unique(np.asarray(ticks, float)), whole, False
    return np.unique(np.asarray(ticks, float)), whole and flushed, True


def _told(container: Any, stream: Any) -> float:
    """Length in seconds as the header tells it; 0 where it does not."""
    if stream.duration:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else 0.0


def _first(path: Path, scan: _Scan) -> Upright:
    """Decode the first picture: it proves that the file can be decoded, and carries the turn of the camera."""
    with open_container(path) as container:
        stream = picture_stream_at(container, scan.stream, path)
        for packet in islice(packets(container, stream), _FIRST_FEW):
            for frame in decoded(packet) or ():
                check_size(path, frame.width, frame.height)
                return upright_of(frame, stream.sample_aspect_ratio or Fraction(1))
    raise InputError(
        f"{shown(path)} cannot be decoded ({scan.codec}): it is damaged, copy-protected or of an unknown kind. "
        "Play it, and if it plays, export it as H.264 (.mp4)."
    )
