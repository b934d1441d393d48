"""One clip in, one answer out: the main job, for Python and for every door of the program."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from pathlib import Path

from .assess import assessed
from .assessment import Assessment, Video
from .calibration import Calibration
from .calibration.file import read_calibration
from .errors import InputError, check_kind
from .exercises import get_exercise
from .faces import Faces
from .files import shown
from .motion import Motion
from .pose import Backend
from .pose.follow import find_pose
from .pose.movenet import MoveNet
from .pose.registry import OURS, load_backend
from .pose.twice import looked_twice
from .second import wanted
from .types import PoseSource, PoseTrack
from .video import Clip, Frames, probe, read_frames

__all__ = ["Analysis", "analyze", "examine"]

CRIB = "crib_lower"
"""The exercise with a baby: faces are hidden unless the user says otherwise."""

FIRST = 0.9
"""Share of the work that the first network does; the rest is kept for the second one, where it is asked (E)."""
Progress = Callable[[float], None]
"""Hears how much of the clip has been looked at, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answer about a clip, with what it was read from.

    Attributes
    ----------
    assessment
        The answer.
    motion
        The cleaned points and the angles of every frame, against the person's own standing as it was judged.
    track
        The points as the backend found them, and the second network's looks where it was asked.
    video
        What the clip is; its ``start_s`` and ``end_s`` say which part was looked at.
    path
        The file.
    faces
        Hides the faces in every picture that is made of the clip; None where they may be shown.
    calibration
        The person's own measures that the clip was judged with, as they were handed in.
    """

    assessment: Assessment
    motion: Motion
    track: PoseTrack
    video: Video
    path: Path
    faces: Faces | None = None
    calibration: Calibration | None = None


def analyze(
    path: str | Path, exercise: str | None = None, *, calibration: Calibration | str | Path | None = None
) -> Assessment:
    """Look at a clip and say how every repetition of it was done.

    Parameters
    ----------
    path
        A video file: one person, the whole body, best seen from the side.
    exercise
        Id of the exercise, such as ``"deadlift"``; None to have it recognised.
    calibration
        The person's own standing and range: from :func:`hingecoach.calibrate`, or a file of it.

    Returns
    -------
    Assessment
        Also for a clip with nobody in it or without a repetition: ``movement`` is then ``"none"`` or ``"other"``.

    Raises
    ------
    InputError
        The clip or the calibration cannot be read or is refused.
    UnknownNameError
        There is no exercise of that name.
    TypeError
        An argument is of another kind; one line says which.

    Examples
    --------
    >>> analyze("no such clip.mp4")
    Traceback (most recent call last):
    hingecoach.errors.InputError: There is no file 'no such clip.mp4'. Check the name and the folder.
    >>> analyze("lift.mp4", exercise="deadlfit")
    Traceback (most recent call last):
    hingecoach.errors.UnknownNameError: There is no exercise called 'deadlfit'. Did you mean 'deadlift'?
    """
    return examine(path, exercise, calibration=calibration).assessment


def examine(
    path: str | Path,
    exercise: str | None = None,
    *,
    calibration: Calibration | str | Path | None = None,
    start: float | None = None,
    end: float | None = None,
    backend: str = "blazepose",
    blur_face: bool | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Look at a clip and keep everything that a report is drawn from.

    Parameters
    ----------
    path, exercise, calibration
        As in :func:`analyze`.
    start, end
        The part to look at, seconds from the first picture.
    backend
        Name of the pose backend.
    blur_face
        Whether faces are hidden in every picture that is made of the clip. None hides them where a baby may be in the
        picture: where lowering into a crib is declared or recognised.
    progress
        Called after each picture that a network looked at, and at the end.

    Raises
    ------
    InputError, UnknownNameError
        As in :func:`analyze`; also for a backend that is not installed.
    TypeError
        An argument is of another kind; one line says which.
    """
    _check_kinds(path, exercise, calibration)
    if exercise is not None:
        get_exercise(exercise)
    own = read_calibration(calibration) if isinstance(calibration, str | Path) else calibration
    clip = probe(path, start, end)
    engine = load_backend(backend)
    frames = read_frames(clip)
    track = _found(clip, frames, engine, progress, twice=backend in OURS)
    video = _described(clip, frames)
    answer, motion = assessed(track, exercise, calibration=own, video=video)
    return Analysis(answer, motion, track, video, clip.path, _faces(clip, track, engine, answer, blur_face), own)


def _found(clip: Clip, frames: Frames, engine: Backend, progress: Progress | None, *, twice: bool) -> PoseTrack:
    """Find the points, and let the second network look where it is wanted and ``twice`` allows it."""
    track = find_pose(frames, engine, again=partial(_again, clip), progress=_share(clip, progress, 0.0, FIRST))
    if not track.time.size:
        say = f"{shown(clip.path)} shows no picture that can be decoded there. Play it, and export it as H.264."
        raise InputError(say)
    if twice and wanted(track):
        heard = _share(clip, progress, FIRST, 1.0)
        track = looked_twice(track, read_frames(clip), MoveNet(), progress=heard)
    if progress is not None:
        progress(1.0)
    return track


def source_of(backend: str) -> PoseSource:
    """Say which network a pose backend is.

    Raises
    ------
    InputError, UnknownNameError
        As in :func:`examine`.
    """
    return load_backend(backend).source


def _check_kinds(path: object, exercise: object, calibration: object) -> None:
    """Refuse arguments of the wrong kind before anything is looked at."""
    check_kind("path", path, (str, PathLike), "the name of a file")
    check_kind("exercise", exercise, (str, type(None)), "the id of an exercise, such as 'deadlift', or None")
    one = "a Calibration, the file of one, or None"
    check_kind("calibration", calibration, (Calibration, str, Path, type(None)), one)


def _again(clip: Clip, start: float, end: float) -> Frames:
    """Read a part of the clip once more."""
    return read_frames(replace(clip, start=start, end=end))


def _faces(clip: Clip, track: PoseTrack, engine: Backend, answer: Assessment, wish: bool | None) -> Faces | None:
    """Say what hides the faces, where they are to be hidden."""
    crib = CRIB in (answer.exercise.declared, answer.exercise.recognised)
    if not (crib if wish is None else wish):
        return None
    laid = [r.bottom_s for r in answer.reps] if crib else []
    return Faces(clip.path, track, lambda: engine, start=clip.start or None, end=clip.end, laid=laid)


def _share(clip: Clip, progress: Progress | None, begin: float, end: float) -> Progress | None:
    """Turn seconds of the part that is looked at into a share of the work, from ``begin`` to ``end``."""
    if progress is None:
        return None
    last = float(clip.times[-1])
    length = max((last if clip.end is None else min(clip.end, last)) - clip.start, 1e-3)
    return lambda time: progress(begin + (end - begin) * min(1.0, max(0.0, (time - clip.start) / length)))


def _described(clip: Clip, frames: Frames) -> Video:
    """Describe the clip, with what was noticed while it was decoded."""
    video = clip.video()
    if not frames.damaged:
        return video
    places = "1 damaged place" if frames.damaged == 1 else f"{frames.damaged} damaged places"
    note = f"{places} of the file passed over."
    return video.model_copy(update={"notes": (*video.notes, note)})
