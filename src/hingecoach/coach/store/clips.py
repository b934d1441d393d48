"""Copies of clips beside the store: made only when asked, and in place only when the entry that names them is kept."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ...errors import OutputError
from ...files import reason, shown
from ..history import KeptVideo, new_id, now
from .place import PART, VIDEOS, drop, make_private, settle

CHUNK = 1 << 20


@contextmanager
def copied(source: IO[bytes], name: str, folder: Path) -> Iterator[tuple[KeptVideo, Path]]:
    """Copy a clip under a name of its own into the folder of videos; what :func:`in_place` has not placed goes again.

    Parameters
    ----------
    source
        The clip, opened for reading bytes.
    name
        Its name; only the ending is kept.
    folder
        The data folder.

    Raises
    ------
    OutputError
        There is no room for it, or the folder cannot be written.
    """
    ending = Path(name).suffix.lower()
    if not re.fullmatch(r"\.[a-z0-9]{1,5}", ending):
        ending = ".bin"
    make_private(folder / VIDEOS)
    handle, part_name = tempfile.mkstemp(prefix=PART, dir=folder / VIDEOS)  # for the owner only
    part = Path(part_name)
    try:
        digest, size = _poured(source, handle, folder)
        yield KeptVideo(file=f"{new_id()}{ending}", size=size, sha256=digest, kept_at=now()), part
    finally:
        drop(part)


def in_place(copies: Iterable[tuple[KeptVideo, Path]], folder: Path) -> None:
    """Give copies their final names. The caller is about to commit the entries that name them, and holds the lock."""
    for video, part in copies:
        part.rename(folder / VIDEOS / video.file)
        settle(folder / VIDEOS)


def _poured(source: IO[bytes], handle: int, folder: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
    except OSError as e:
        why = reason(e).replace("--out", "--data")
        raise OutputError(f"The video cannot be kept in {shown(folder)}: {why}") from e
    return digest.hexdigest(), size
