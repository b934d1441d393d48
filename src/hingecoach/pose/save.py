"""Keep a track in one small file: for golden clips, and to judge a clip again without its pictures."""

import os
import tempfile
import zipfile
import zlib
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

import numpy as np

from hingecoach.errors import InputError, OutputError
from hingecoach.types import Floats, LoadLooks, PoseSource, PoseTrack, SecondLooks

__all__ = ["NO_TRACK", "clip_of", "load_track", "save_track"]

FORMAT = 1
HALF = ("score", "person")
"""Shares from 0 to 1, kept in half precision: 0.0005 off at most."""
SINGLE = ("xy", "depth", "outline", "world")
"""Pixels and metres, kept in single precision: 0.0002 pixels off at most."""
NO_TRACK = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What zipfile, numpy and :func:`_track` raise about bytes that are no track; NotImplementedError is a RuntimeError."""


def save_track(track: PoseTrack, path: str | Path, *, clip: str = "") -> None:
    """Write a track as one ``.npz``, whole or not at all.

    Parameters
    ----------
    track
        The track. Times are kept exactly; points to 0.0002 pixels.
    path
        The file. It is replaced if it exists.
    clip
        SHA-256 of the clip, for :func:`clip_of`; empty where it is not to be told.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    target = Path(path)
    arrays = {name: getattr(track, name).astype(np.float16) for name in HALF}
    arrays |= {name: getattr(track, name).astype(np.float32) for name in SINGLE}
    arrays |= {
        "format": np.array(FORMAT),
        "time": track.time,
        "size": np.array(track.size),
        "source": np.array([track.source.backend, track.source.weights_sha256]),
        "others": np.array(track.others),
        "lost": np.array(track.lost, dtype=np.float64).reshape(-1, 2),
        "load_frame": track.loads.frame,
        "load_marks": track.loads.marks.astype(np.float32),
        "second_frame": track.second.frame,
        "second_xy": track.second.xy.astype(np.float32),
        "second_score": track.second.score.astype(np.float16),
    }
    if clip:
        arrays["clip"] = np.array(clip)
    part = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            part = Path(file.name)
            np.savez_compressed(file, **arrays)
        os.replace(part, target)  # noqa: PTH105  replaces on Windows too
    except OSError as error:
        raise OutputError(f"Cannot write the track to {target}: {error.strerror or error}.") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def load_track(path: str | Path | BinaryIO) -> PoseTrack:
    """Read a track that :func:`save_track` wrote.

    Parameters
    ----------
    path
        The file, by name or opened for reading bytes.

    Raises
    ------
    InputError
        The file cannot be read or is no track.
    """
    try:
        with _opened(path) as raw, np.load(raw, allow_pickle=False) as file:
            return _track({name: file[name] for name in file.files})
    except OSError as error:
        raise InputError(f"Cannot read the track {path}: {error.strerror or error}.") from error
    except NO_TRACK as error:
        raise InputError(f"{path} is not a track that hingecoach saved.") from error


def clip_of(path: str | Path) -> str:
    """Give the SHA-256 of the clip that a track is of; empty where the file does not tell it.

    Raises
    ------
    InputError
        The file cannot be read or is no track.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return str(file["clip"]) if "clip" in file.files else ""
    except OSError as error:
        raise InputError(f"Cannot read the track {path}: {error.strerror or error}.") from error
    except NO_TRACK as error:
        raise InputError(f"{path} is not a track that hingecoach saved.") from error


def _opened(path: str | Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    return Path(path).open("rb") if isinstance(path, str | Path) else nullcontext(path)


def _track(file: dict[str, Floats]) -> PoseTrack:
    if int(file["format"]) != FORMAT:
        raise ValueError(f"format {file['format']}")
    width, height = (int(v) for v in file["size"])
    backend, weights = (str(v) for v in file["source"])
    arrays = {name: file[name].astype(np.float64) for name in ("time", *HALF, *SINGLE)}
    return PoseTrack(
        **arrays,
        size=(width, height),
        source=PoseSource(backend, weights),
        others=int(file["others"]),
        lost=tuple((float(a), float(b)) for a, b in file["lost"]),
        loads=_loads(file),
        second=_second(file),
    )


def _loads(file: dict[str, Floats]) -> LoadLooks:
    """Give the looks for a load; none for files from before there were any."""
    if "load_frame" not in file:
        return LoadLooks.none()
    return LoadLooks(file["load_frame"].astype(np.int64), file["load_marks"].astype(np.float64))


def _second(file: dict[str, Floats]) -> SecondLooks:
    """Give the looks of the second network; none for files from before there was one."""
    if "second_frame" not in file:
        return SecondLooks.none()
    points, score = (file[name].astype(np.float64) for name in ("second_xy", "second_score"))
    return SecondLooks(file["second_frame"].astype(np.int64), points, score)
