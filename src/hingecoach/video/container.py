"""Open a video file and take packets and pictures out of it; whatever is wrong with it ends in words or in silence."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av

from hingecoach.errors import InputError
from hingecoach.files import shown

from .limits import MOST_SIDE, damaged, refusal

FORMATS = "mov,matroska,avi,mpegts,gif,flv,asf,mpeg,ogg,mp3,wav,flac,aac"
"""Containers that are opened. Play lists (HLS, concat) are not among them: they make the reader open other files."""
_BROKEN = (av.FFmpegError, OSError, ValueError, MemoryError, IndexError)
"""What PyAV raises on damaged data; MemoryError where a damaged length asks for the impossible, IndexError where a
stream turns up that was not announced."""


@contextmanager
def open_container(path: Path, *, decoders: bool = True) -> Iterator[Any]:
    """Open a file with PyAV, its formats limited to :data:`FORMATS` and its pictures to the limit of a side.

    Parameters
    ----------
    decoders
        False opens no decoder at all, so that nothing is decoded to learn the size of a picture.

    Raises
    ------
    InputError
        It is no such file.
    """
    options = {"format_whitelist": FORMATS, "max_pixels": str(MOST_SIDE * MOST_SIDE)}
    if not decoders:
        options["codec_whitelist"] = "none"
    try:
        file = path.open("rb")
    except OSError as e:
        raise InputError(f"{shown(path)} may not be read: {e.strerror}. Change its permissions or copy it.") from None
    with file:
        try:
            container = av.open(file, options=options, metadata_errors="replace")
        except _BROKEN:
            file.seek(0)
            raise refusal(path, file.read(4096)) from None
        with container:
            yield container


def picture_stream(container: Any, path: Path) -> Any:
    """Give the video stream that a player would show; cover pictures of music do not count.

    Raises
    ------
    InputError
        There is none.
    """
    cover = av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails
    streams = [s for s in container.streams.video if not s.disposition & cover]
    if not streams:
        if not len(container.streams):
            raise damaged(path)
        kind = "holds sound only" if container.streams.audio else "holds no video"
        raise InputError(f"{shown(path)} {kind}. Give it the clip with the picture.")
    known = [s for s in streams if s.codec_context is not None]
    if not known:
        raise InputError(f"{shown(path)} has a picture format that is not known here. Export it as H.264 (.mp4).")
    return max(known, key=lambda s: (s.width or 0) * (s.height or 0))


def decoded(packet: Any) -> list[Any] | None:
    """Decode one packet; None for a damaged one."""
    try:
        return list(packet.decode())
    except _BROKEN:
        return None


def packets(container: Any, stream: Any) -> Iterator[Any]:
    """Give the packets of a stream up to where the file can be read, then one that flushes the decoder."""
    try:
        yield from container.demux(stream)
    except _BROKEN:
        return


def jump(container: Any, stream: Any, seconds: float) -> None:
    """Go on from a key frame at or before a time stamp, or from wherever a damaged file lets one."""
    try:
        container.seek(math.floor(seconds / stream.time_base), stream=stream)
    except _BROKEN:
        return


def picture_stream_at(container: Any, index: int, path: Path) -> Any:
    """Give the video stream that was found before.

    Raises
    ------
    InputError
        It is not there any more: in damaged files, what is found depends on how one looks.
    """
    streams = [s for s in container.streams.video if s.index == index and s.codec_context is not None]
    if not streams:
        raise damaged(path)
    return streams[0]
