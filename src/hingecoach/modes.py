"""Who may read what we write: on Unix only the user, whatever their umask."""

import errno
import os
from pathlib import Path

__all__ = ["FOLDER_MODE", "close_to_others", "set_mode"]

FOLDER_MODE, FILE_MODE = 0o700, 0o600


def close_to_others(path: Path) -> None:
    """Take the rights of everybody else from a file of ours, or from a folder of ours and all that is in it.

    Nothing happens on Windows, nor on a disk that keeps no modes, as most memory cards do.
    """
    if os.name != "posix":
        return
    for entry in (path, *path.rglob("*")):
        if not entry.is_symlink():
            set_mode(entry, FOLDER_MODE if entry.is_dir() else FILE_MODE)


def set_mode(path: Path, mode: int) -> None:
    """Set a mode where the disk keeps modes."""
    try:
        path.chmod(mode)
    except OSError as e:
        if e.errno not in (errno.EPERM, errno.ENOTSUP):
            raise
