"""The files of the store, and that nobody but its owner can read them."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import OutputError
from ...files import shown

STORE = "hingecoach.sqlite3"
VIDEOS, BACKUPS = "videos", "backups"
WORK, PART = ".work-", ".part-"
STALE_S = 3600.0
"""Seconds after which a half-made file that nobody has touched is what a killed process left (E)."""


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that is there already is left as it is.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as e:
        why = f"The folder {shown(folder)} cannot be made: {e.strerror or e}."
        raise OutputError(f"{why} Choose another one with --data.") from e


def make_file(path: Path) -> None:
    """Make an empty file that only its owner can read; one that is there is kept, and closed to others.

    Raises
    ------
    OutputError
        It cannot be made or opened.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        if os.fstat(handle).st_mode & 0o077:
            path.chmod(0o600)
        os.close(handle)
        settle(path.parent)
    except OSError as e:
        why = f"The store {shown(path)} cannot be opened: {e.strerror or e}."
        raise OutputError(f"{why} Choose another folder with --data.") from e


def settle(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """Give a private folder for half-made things; it goes away at the end of the block."""
    private = Path(tempfile.mkdtemp(prefix=WORK, dir=folder))
    try:
        yield private
    finally:
        shutil.rmtree(private, ignore_errors=True)


def leftovers(folder: Path, *, older_than: float = STALE_S) -> list[Path]:
    """Give what killed processes left half-made."""
    made = [*folder.glob(f"{WORK}*"), *(folder / VIDEOS).glob(f"{PART}*")]
    return [p for p in made if _idle(p) >= older_than]


def drop(path: Path) -> None:
    """Remove a file or a folder; one that has gone already is fine."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _idle(path: Path) -> float:
    """Give the seconds since a file, or anything in a folder, was last written."""
    try:
        return time.time() - max(p.stat().st_mtime for p in (path, *path.rglob("*")))
    except FileNotFoundError:
        return 0.0
