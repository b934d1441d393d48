"""Our own ways to assess a clip for scoring."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from hingecoach.analyze import examine
from hingecoach.assess import assessed
from hingecoach.assessment import Assessment
from hingecoach.errors import OutputError
from hingecoach.motion import AngleName, Motion
from hingecoach.pose.registry import DEFAULT
from hingecoach.pose.save import load_track, save_track
from hingecoach.told import as_told
from hingecoach.types import Floats

from .clip import AssessedClip


def with_angles(assessment: Assessment, motion: Motion) -> AssessedClip:
    """Put an assessment together with the angles of every frame behind it and their stated errors."""
    names, told = get_args(AngleName), as_told(motion)
    angles = {name: told.series(name) for name in names}
    return AssessedClip(assessment, motion.time, angles, {n: _errors(told, n, angles[n]) for n in names}, motion)


def _errors(motion: Motion, name: AngleName, values: Floats) -> Floats:
    errors = np.full(values.shape, np.nan)
    for i in np.flatnonzero(np.isfinite(values)):
        errors[i] = motion.error_of(name, int(i))
    return errors


@dataclass(frozen=True, slots=True)
class Runner:
    """Assesses one clip as ``hingecoach analyze`` does. It can be sent to another process.

    Attributes
    ----------
    tracks
        Folder for the points that were found; None keeps nothing.
    exercise
        The exercise that is declared; None lets the program recognise it.
    backend
        Name of the pose backend; where points were kept, they are taken as they are.
    """

    tracks: Path | None = None
    exercise: str | None = None
    backend: str = DEFAULT

    def __call__(self, path: Path) -> AssessedClip:
        """Assess the clip.

        Raises
        ------
        HingecoachError
            The clip cannot be read or is refused, or its points cannot be kept.
        """
        kept = self.tracks / f"{path.stem}.npz" if self.tracks else None
        if kept and kept.is_file():
            return with_angles(*assessed(load_track(kept), self.exercise))
        analysis = examine(path, self.exercise, backend=self.backend)
        if kept:
            make_folder(kept.parent)
            save_track(analysis.track, kept)
        return with_angles(analysis.assessment, analysis.motion)


def make_folder(folder: Path) -> None:
    """Make the folder for the points, where it is not there.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise OutputError(f"The folder {folder} cannot be made: {e.strerror or e}.") from e
