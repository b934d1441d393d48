"""Our own ways to assess a clip for scoring."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from hingecoach.analyze import examine, source_of
from hingecoach.assess import assessed
from hingecoach.assessment import Assessment
from hingecoach.errors import InputError, NotInstalledError, OutputError
from hingecoach.motion import AngleName, Motion
from hingecoach.pose.registry import DEFAULT
from hingecoach.pose.save import clip_of, load_track, save_track
from hingecoach.told import as_told
from hingecoach.types import Floats, PoseSource, PoseTrack

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
        Folder for the points that were found; None keeps nothing. Kept points of another clip of that name, or of
        another network, are found anew and replaced.
    exercise
        The exercise that is declared; None lets the program recognise it.
    backend
        Name of the pose backend.
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
        if kept and (track := self._kept(kept, path)):
            return with_angles(*assessed(track, self.exercise))
        analysis = examine(path, self.exercise, backend=self.backend)
        if kept:
            make_folder(kept.parent)
            save_track(analysis.track, kept, clip=analysis.video.sha256)
        return with_angles(analysis.assessment, analysis.motion)

    def _kept(self, file: Path, path: Path) -> PoseTrack | None:
        """Give the kept points where they are this clip's and this backend's.

        Points from before a track told its clip (and those of the tools) are taken for the clip of their name, and as
        what the default backend found.
        """
        if not file.is_file():
            return None
        track, clip = load_track(file), clip_of(file)
        if clip and clip != _sha256(path):
            return None
        known = clip or self.backend != DEFAULT
        return track if not known or track.source == self._source(track) else None

    def _source(self, track: PoseTrack) -> PoseSource:
        """Say which network finds points now; where it is not installed, its name alone can be compared."""
        try:
            return source_of(self.backend)
        except (InputError, NotInstalledError):
            return PoseSource(self.backend, track.source.weights_sha256)


def _sha256(path: Path) -> str:
    """Give the clip's SHA-256, empty where it cannot be read: whoever looks at it says why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


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
