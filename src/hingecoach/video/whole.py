"""Tell from the structure of a file whether its end is missing, as after a broken copy or an empty battery."""

import re
from pathlib import Path
from typing import Any

import av

_SEGMENT = re.compile(rb"\x18\x53\x80\x67")
"""Matroska: starts the element that holds everything; its size follows."""
_GIF_END = b";"
_TS_PACKETS = (188, 192, 204)
"""Bytes of a packet of a transport stream: plain, with time code, with error correction."""


def cut_off(path: Path, container: Any, stream: Any, size: int, seen: float) -> bool:
    """Say whether the file ends before its own index or header says that it does.

    Recordings that do not know their own end (a browser's WebM, a transport stream cut between two packets) cannot be
    told from whole ones; they count as whole.

    Parameters
    ----------
    container, stream
        The file, opened with PyAV and read to its end.
    size
        Of the file, in bytes.
    seen
        Time stamp of the last picture, in seconds.
    """
    kind = container.format.name
    if kind.startswith(("mov", "avi")):
        return any(entry.pos + entry.size > size for entry in stream.index_entries)
    if kind.startswith("matroska"):
        return _end_of_segment(path) > size or _stopped_early(container, seen)
    if kind == "gif":
        return _last(path, size) != _GIF_END
    return kind == "mpegts" and all(size % packet for packet in _TS_PACKETS)


def _end_of_segment(path: Path) -> int:
    """Give the byte at which a Matroska file says that it ends; 0 where it does not say."""
    with path.open("rb") as f:
        head = f.read(4096)
    found = _SEGMENT.search(head)
    if not found or found.end() >= len(head):
        return 0
    length = 9 - head[found.end()].bit_length()  # the zeros in front of the first one count the bytes
    size = int.from_bytes(head[found.end() : found.end() + length], "big") - (1 << 7 * length)
    unknown = size == (1 << 7 * length) - 1
    return 0 if unknown else found.end() + length + size


def _stopped_early(container: Any, seen: float) -> bool:
    """Say whether a Matroska file promises more than a second more; sound may run on, so only without sound."""
    told = container.duration / av.time_base if container.duration else 0.0
    return not container.streams.audio and told - seen > 1.0


def _last(path: Path, size: int) -> bytes:
    with path.open("rb") as f:
        f.seek(size - 1)
        return f.read(1)
