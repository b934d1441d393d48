"""What is refused before a single picture is decoded, and the one line that says so.

The numbers are plain limits of the issue: they keep the cost of any one file bounded, whatever its header claims.
"""

import math
import os
import re
import stat
from numbers import Real
from pathlib import Path

from hingecoach.errors import InputError
from hingecoach.files import shown

MOST_SIDE = 4096
"""Pixels: the longest side of a picture that is taken on (a 4K phone has 3840)."""
LEAST_SIDE = 32
"""Pixels: below this no person can be told from noise."""
MOST_SECONDS = 600.0
"""Seconds of one clip or of the part of it that is looked at."""
MOST_FRAMES = 200_000
"""Pictures in the part that is looked at: ten minutes at 240 a second are 144,000."""

_ADDRESS = re.compile(r"(https?|ftp|rtsp):[/\\]+", re.IGNORECASE)
"""How an address begins; of its two strokes a path keeps one."""
_KINDS = (
    (b"\xff\xd8\xff", "a photo (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive: unpack it first"),
    (b"<svg", "a drawing (SVG)"),
)


def clock(seconds: float) -> str:
    """Give a time in words: ``12.3 s``, or ``75 min 5 s`` from two minutes on."""
    if seconds < 2 * 60:
        return f"{seconds:.1f} s"
    return f"{math.floor(seconds / 60)} min {math.floor(seconds % 60)} s"


def check_file(path: Path) -> int:
    """Refuse what is not an ordinary, readable file with something in it; give its size in bytes.

    Raises
    ------
    InputError
        With what is wrong and what to do.
    """
    try:
        status = path.stat()
    except OSError as e:
        raise InputError(_no_file(path, e)) from None
    except ValueError:  # a NUL in the name
        raise InputError(f"{shown(path)} is no name of a file. Check the name.") from None
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"{shown(path)} is a folder. Name one video file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{shown(path)} is not an ordinary file. Save the video to disk first.")
    if not status.st_size:
        raise InputError(f"{shown(path)} is empty (0 bytes). Copy it again from the phone or camera.")
    return status.st_size


def check_times(**times: float | None) -> None:
    """Refuse times that are no seconds from the first picture; None is left alone.

    Raises
    ------
    InputError
        A time is negative or no finite number.
    TypeError
        It is no number at all.
    """
    for name, time in times.items():
        if time is None:
            continue
        if not isinstance(time, Real):
            raise TypeError(f"{name} must be seconds or None, not {type(time).__name__}.")
        if not 0 <= time < math.inf:
            raise InputError(f"{name} is {time}; it must be seconds from the first picture, 0 or more.")


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse pictures that are too large to be a phone clip or too small to show a person.

    Raises
    ------
    InputError
        With the size and the limit.
    """
    if max(width, height) > MOST_SIDE:
        raise InputError(
            f"{shown(path)} has pictures of {width}x{height} pixels; at most {MOST_SIDE} a side are taken. "
            "Export it smaller, 1080p is plenty."
        )
    if min(width, height) < LEAST_SIDE:
        raise InputError(
            f"{shown(path)} has pictures of {width}x{height} pixels, too small to see a person. "
            "Use the original clip, 480 pixels or more a side."
        )


def check_length(path: Path, seconds: float, frames: int) -> None:
    """Refuse more than ten minutes, or more pictures than a camera makes in that time.

    Raises
    ------
    InputError
        With the length and how to select a part.
    """
    if seconds > MOST_SECONDS + 1:
        raise InputError(
            f"{shown(path)} is {clock(seconds)} long; at most {MOST_SECONDS / 60:.0f} minutes are looked at. "
            "Select a part with --start and --end, for example --start 1:30 --end 2:45."
        )
    if frames > MOST_FRAMES:
        raise InputError(
            f"{shown(path)} holds more than {MOST_FRAMES} pictures. Select a shorter part with --start and --end."
        )


def refusal(path: Path, head: bytes) -> InputError:
    """Say in one line why a file that is no readable video is not taken, from its first bytes."""
    kind = next((kind for magic, kind in _KINDS if head.startswith(magic)), None) or _other_kind(head)
    if kind:
        return InputError(f"{shown(path)} is not a video but {kind}. Give it a video, such as an .mp4 or .mov.")
    if head[4:8] in (b"ftyp", b"mdat", b"wide", b"free", b"moov"):
        return InputError(
            f"{shown(path)} cannot be read: the recording was not finished or the copy is incomplete "
            "(its index is missing). Copy it again from the phone."
        )
    return InputError(
        f"{shown(path)} is not a video that can be read here. Use an .mp4, .mov, .webm, .mkv, .avi or .gif."
    )


def damaged(path: Path) -> InputError:
    """Say that there is a video, but nothing of it that could be looked at."""
    return InputError(f"{shown(path)} is damaged or incomplete: no movement can be read from it. Copy it again.")


def _no_file(path: Path, e: OSError) -> str:
    if isinstance(e, PermissionError):
        return f"{shown(path)} may not be read: permission denied. Change its permissions or copy it elsewhere."
    if os.path.islink(path):  # noqa: PTH114  (Path.is_symlink fails on a name that is too long)
        return f"{shown(path)} is a link that leads nowhere. Name the file itself."
    if address := _ADDRESS.match(str(path)):
        whole = f"{address[1]}://{str(path)[address.end() :]}"
        return f"{shown(whole)} is an address. Save the video to disk first, then name the file."
    if isinstance(e, FileNotFoundError | NotADirectoryError):
        return f"There is no file {shown(path)}. Check the name and the folder."
    return f"{shown(path)} cannot be opened: {e.strerror or e}. Check the name."


def _other_kind(head: bytes) -> str | None:
    if head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif", b"ftypheix"):
        return "a photo (HEIF)"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a picture (WebP)"
    if head[:2] == b"MZ" or head[:4] == b"\x7fELF":
        return "a program"
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as e:
        text = head[: e.start].decode("utf-8") if e.start > len(head) - 4 else "\x00"
    return "a text file" if all(c.isprintable() or c in "\r\n\t\f\ufeff" for c in text) else None
