"""Write results whole or not at all, a folder of them or one file.

Everything is first written into a private folder beside the final one, and only then renamed. Whatever goes wrong
before that (a full disk, Ctrl-C, a fault), the private folder goes away and an earlier result stays as it was.

Results show a person, so on Unix nobody else may read them: folders of ours have the mode 0700 and files 0600, whatever
the user's umask, and an earlier folder of ours with a stricter mode keeps it. A folder that holds other things of the
user keeps its own mode. Windows has no such modes; there a folder has the rights of the one above it.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import OutputError
from .modes import FOLDER_MODE, close_to_others, set_mode
from .signs import SUFFIX, bears_sign, is_foreign

_WHY = {
    errno.ENOSPC: "the disk is full. Free some space, or choose another folder with --out.",
    errno.EDQUOT: "your quota of disk space is used up. Free some space, or choose another folder with --out.",
    errno.EROFS: "the disk is read-only. Choose another folder with --out.",
    errno.EACCES: "permission denied. Choose another folder with --out.",
    errno.EPERM: "permission denied. Choose another folder with --out.",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one with --out.",
    errno.ENOTDIR: "a file stands in its way. Choose another folder with --out.",
    errno.EEXIST: "a file stands in its way. Choose another folder with --out.",
    errno.EFBIG: "the disk takes no file of that size. Choose another folder with --out.",
    errno.EIO: "the disk reports a fault. Choose another folder with --out.",
}

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def whole_folder(path: Path, results: Collection[str]) -> Iterator[Path]:
    """Give a private folder to write into; at the end of the block it becomes ``path``.

    A folder of ours (:func:`_is_ours`) is replaced as a whole. Into any other the new files are moved; of what it holds
    only files of the same names are replaced. Where a folder has such a name, or a file that we did not write
    (:func:`~hingecoach.signs.is_foreign`), nothing is written.

    Parameters
    ----------
    results
        Names of the files of a result, old or new.

    Raises
    ------
    OutputError
        The folder cannot be written; one line says why and what to do.
    """
    with _in_words(path):
        path = _plain(path)
        missing = _missing(path)
    private: Path | None = None
    try:
        with _in_words(path):
            private = _private(path, results)
        try:
            yield private / "new"
        except OSError as e:
            if not _is_about(e, private):
                raise
            raise OutputError(f"The results cannot be written to {shown(path)}: {reason(e)}") from e
        with _in_words(path):
            close_to_others(private / "new")
            _move(private / "new", path, private / "old", results)
    finally:
        if private is not None:
            _drop(private)
        for folder in missing:
            _drop_if_empty(folder)


def check_writable(path: Path, results: Collection[str], writes: Collection[str] = ()) -> None:
    """Find out before minutes of work whether :func:`whole_folder` can write there; leaves nothing behind.

    Parameters
    ----------
    results
        Names of the files of a result, old or new.
    writes
        Names of those that will be written.

    Raises
    ------
    OutputError
        It cannot; one line says why and what to do.
    """
    with _in_words(path):
        path = _plain(path)
        missing = _missing(path)
    private: Path | None = None
    try:
        with _in_words(path):
            private = _private(path, results)
            _to_move(writes, path, results)
    finally:
        if private is not None:
            _drop(private)
        for folder in missing:
            _drop_if_empty(folder)


def check_beside(clip: Path) -> None:
    """Refuse to write results beside a clip such as ``/dev/stdin``: nobody looks for them there.

    Raises
    ------
    OutputError
        They would be.
    """
    folder = os.path.abspath(clip.parent)  # noqa: PTH100  (without following links on the way)
    if os.name == "posix" and (folder in ("/dev", "/dev/fd") or folder.startswith("/proc/")):
        raise OutputError(f"{shown(clip)} is no place to write results beside. Choose one with --out.")


def write_whole(path: Path, text: str) -> None:
    """Write one text file that only this user can read, whole or not at all; an earlier one is replaced.

    A file of another kind, such as the clip or the log that was read, is not: what is written here begins with ``{``
    (JSON) or ``<`` (HTML, SVG), and so must what it replaces.

    Raises
    ------
    OutputError
        It cannot be written; one line says why and what to do.
    """
    with _in_words(path):
        path = _plain(path)
        if path.is_file() and not _alike(path, text):
            raise OutputError(f"{shown(path)} holds something else, which would be lost. Choose another name.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".hingecoach-", dir=path.parent) as private:
            fresh = Path(private) / path.name
            fresh.write_text(text, encoding="utf-8", newline="")
            close_to_others(fresh)
            fresh.replace(path)


def _alike(path: Path, text: str) -> bool:
    """Say whether a file is empty or begins as a text does."""
    with path.open("rb") as file:
        begin = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
    return not begin or begin[:1] == text.lstrip()[:1].encode()


def shown(path: str | os.PathLike[str]) -> str:
    r"""Give a file name in quotes, safe to print in one line: control characters are escaped.

    >>> shown("my clip\n.mp4")
    "'my clip\\n.mp4'"
    """
    text = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text) + "'"


def reason(e: OSError) -> str:
    """Say in words why something could not be written, and what to do."""
    return _WHY.get(e.errno or 0) or f"{e.strerror or e}. Choose another folder with --out."


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise OutputError(f"The results cannot be written to {shown(path)}: {reason(e)}") from e


def _plain(path: Path) -> Path:
    """Give the absolute path; a link at its end is followed, so that the link stays."""
    path = Path(os.path.abspath(path))  # noqa: PTH100  (without following links on the way)
    return path.resolve() if path.is_symlink() else path


def _missing(path: Path) -> list[Path]:
    """Give the folders above that are not there, innermost first."""
    return [folder for folder in path.parents if not os.path.lexists(folder)]


def _private(path: Path, results: Collection[str]) -> Path:
    """Make a folder that only this user can enter (mode 0700), on the same disk as the final one."""
    if path.exists() and not path.is_dir():
        raise OutputError(f"{shown(path)} is a file, and the results need a folder. Choose another name with --out.")
    path.parent.mkdir(parents=True, exist_ok=True)
    private = Path(tempfile.mkdtemp(prefix=".hingecoach-", dir=path.parent if _replaceable(path, results) else path))
    try:
        (private / "new").mkdir()
    except BaseException:
        _drop(private)
        raise
    return private


def _drop(private: Path) -> None:
    """Take a private folder away, also where Ctrl-C comes meanwhile."""
    try:
        shutil.rmtree(private, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(private, ignore_errors=True)
        raise


def _replaceable(path: Path, results: Collection[str]) -> bool:
    """Say whether a folder may be replaced: it is not there, or holds a result of ours alone, and is not stood in."""
    if not path.exists():
        return True
    alone = all(entry.name in results and entry.is_file() for entry in path.iterdir())
    return (
        alone
        and _is_ours(path)
        and not any(is_foreign(entry) for entry in path.iterdir())
        and path != Path.cwd()
        and not path.is_mount()
    )


def _is_ours(path: Path) -> bool:
    """Say whether a folder was made by us: it is empty, named as we name it, or an answer of ours lies in it."""
    if path.name.endswith(SUFFIX) or not any(path.iterdir()):
        return True
    return bears_sign(path / "assessment.json")


def _move(fresh: Path, path: Path, old: Path, results: Collection[str]) -> None:
    """Put the new folder in place by renaming; undo it when a rename fails."""
    if fresh.parent.parent == path:
        _merge(fresh, path, old, results)
    elif not path.exists():
        fresh.rename(path)
    else:
        mode = path.stat().st_mode & FOLDER_MODE
        path.rename(old)
        try:
            fresh.rename(path)
        except BaseException:
            old.rename(path)
            raise
        if os.name == "posix":
            set_mode(path, mode)


def _to_move(fresh: Collection[str], path: Path, results: Collection[str]) -> list[str]:
    """Name what makes way or is moved in; in a folder of ours earlier results that have no successor make way, too."""
    names = set(fresh)
    if path.is_dir() and _is_ours(path):
        names |= {name for name in results if (path / name).is_file() and not is_foreign(path / name)}
    for name in sorted(names):
        if (path / name).is_dir():
            raise OutputError(f"{shown(path / name)} is a folder. Choose another folder with --out.")
        if is_foreign(path / name):
            more = "Choose another folder with --out."
            raise OutputError(f"{shown(path / name)} was not written by hingecoach and would be lost. {more}")
    return sorted(names)


def _merge(fresh: Path, path: Path, old: Path, results: Collection[str]) -> None:
    """Move the new files among others."""
    names = _to_move([f.name for f in fresh.iterdir()], path, results)
    old.mkdir()
    placed: list[Path] = []
    try:
        for name in names:
            if (path / name).exists():
                (path / name).rename(old / name)
            if (fresh / name).exists():
                (fresh / name).rename(path / name)
                placed.append(path / name)
    except BaseException:
        for file in placed:
            file.unlink()
        for file in old.iterdir():
            file.rename(path / file.name)
        raise


def _is_about(e: OSError, private: Path) -> bool:
    """Tell a failure to write a result from a fault elsewhere that happens to be an OSError."""
    names = [os.fspath(n) for n in (e.filename, e.filename2) if isinstance(n, str | os.PathLike)]
    return e.errno in _FULL or any(name.startswith(f"{private}{os.sep}") for name in names)


def _drop_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
