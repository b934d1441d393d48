"""Keeps the points that were found in a clip, so that a changed judgement can be scored again within seconds."""

from dataclasses import asdict
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from hingecoach.errors import InputError, OutputError
from hingecoach.types import PoseSource, PoseTrack

ARRAYS = ("time", "xy", "depth", "world", "score", "person", "outline")
FORMAT = 1


def save_track(track: PoseTrack, file: Path) -> None:
    """Write a track to a ``.npz`` file, whole or not at all; its folder is made if need be.

    Points are kept as 32-bit numbers: a hundred-thousandth of a pixel.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    arrays = {n: np.asarray(getattr(track, n), np.float64 if n == "time" else np.float32) for n in ARRAYS}
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as opened:
            np.savez_compressed(
                opened,
                format=FORMAT,
                size=track.size,
                source=list(asdict(track.source).values()),
                others=track.others,
                lost=np.asarray(track.lost, float).reshape(-1, 2),
                **arrays,  # type: ignore[arg-type]
            )
        part.replace(file)
    except OSError as e:
        raise OutputError(f"{file} cannot be written: {e.strerror or e}.") from e


def load_track(file: Path) -> PoseTrack:
    """Read a track that :func:`save_track` wrote.

    Raises
    ------
    InputError
        The file is not one of ours.
    """
    try:
        with np.load(file, allow_pickle=False) as z:
            if int(z["format"]) != FORMAT:
                raise InputError(f"{file.name} holds points of another version; delete it to have them found again.")
            width, height = map(int, z["size"])
            return PoseTrack(
                **{n: np.asarray(z[n], float) for n in ARRAYS},
                size=(width, height),
                source=PoseSource(*map(str, z["source"])),
                others=int(z["others"]),
                lost=tuple((float(a), float(b)) for a, b in z["lost"]),
            )
    except (OSError, KeyError, ValueError, BadZipFile) as e:
        raise InputError(f"{file.name} holds no points; delete it to have them found again.") from e
