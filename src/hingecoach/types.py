"""The nouns inside the program: what each step takes and gives back.

Angles are in degrees and times in seconds on the video's own clock. Pixels have x to the right and y down.
"Not seen" is always NaN, never zero and never a guess.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Float32s = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Facing = Literal["left", "right"]
Movement = Literal["hinge", "squat", "mixed", "other", "none"]
Posture = Literal["standing", "kneeling", "lying"]
Verdict = Literal["good", "mild", "marked", "unsure", "not_seen", "not_applicable"]

POINTS = 33
"""Points of one person, in the order of :mod:`hingecoach.keypoints` (BlazePose's)."""


SEEKERS = ("plate", "bell", "dumbbell", "bar", "cable", "box", "carried", "spine")
"""What is looked for near the hands, in the order of :attr:`LoadLooks.marks` (:mod:`hingecoach.load.seek`)."""
MARKS = 3
"""Marks of each kind that one look may have."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a video, already upright.

    Attributes
    ----------
    index
        Number of the frame in the file, from 0, counting the frames that were skipped.
    time
        Seconds from the first frame of the file, from the file's own time stamps.
    rgb
        Shape (height, width, 3).
    """

    index: int
    time: float
    rgb: Bytes


@dataclass(frozen=True, slots=True)
class PoseSource:
    """Which program found the points: the backend's name and the SHA-256 of its weights."""

    backend: str
    weights_sha256: str


@dataclass(frozen=True, slots=True)
class LoadLooks:
    """What was seen near the hands, in a few pictures a second: evidence, not yet a judgement.

    Attributes
    ----------
    frame
        Number of the track's row in which was looked, shape (L,), increasing.
    marks
        Shape (L, 8, 3, 5): look, what was looked for (:data:`SEEKERS`), mark (surest first), and of each mark
        its score (0 to 1), x and y (pixels), size (body lengths: radius, or half length of a line) and turn (radians,
        of a line). NaN where there is no mark.
    """

    frame: npt.NDArray[np.int64]
    marks: Floats

    def __post_init__(self) -> None:
        want = (self.frame.size, len(SEEKERS), MARKS, 5)
        if self.marks.shape != want:
            raise ValueError(f"marks must have shape {want}, got {self.marks.shape}.")
        if (np.diff(self.frame) <= 0).any():
            raise ValueError("frame must be increasing.")

    @classmethod
    def none(cls) -> "LoadLooks":
        """Give the looks of a track whose pictures nobody looked at for a load."""
        return cls(np.zeros(0, np.int64), np.zeros((0, len(SEEKERS), MARKS, 5)))


@dataclass(frozen=True, slots=True)
class SecondLooks:
    """Points of a second network, in some pictures a second.

    Attributes
    ----------
    frame
        Number of the track's row in which was looked, shape (L,), increasing.
    xy
        Pixels, shape (L, 33, 2); NaN for points that the network does not have.
    score
        How sure of each point, 0 to 1, shape (L, 33).
    """

    frame: npt.NDArray[np.int64]
    xy: Floats
    score: Floats

    def __post_init__(self) -> None:
        looks = self.frame.size
        if self.xy.shape != (looks, POINTS, 2) or self.score.shape != (looks, POINTS):
            raise ValueError(f"xy and score must be of {looks} looks, got {self.xy.shape} and {self.score.shape}.")
        if (np.diff(self.frame) <= 0).any():
            raise ValueError("frame must be increasing.")

    @classmethod
    def none(cls) -> "SecondLooks":
        """Give the looks of a track that no second network looked at."""
        return cls(np.zeros(0, np.int64), np.zeros((0, POINTS, 2)), np.zeros((0, POINTS)))


@dataclass(frozen=True, slots=True)
class PoseTrack:
    """One person's points over time, as a backend gave them.

    Attributes
    ----------
    time
        Seconds, shape (T,), strictly increasing.
    xy
        Pixels, shape (T, 33, 2); NaN where the person was not found.
    depth
        Distance from the camera relative to the mid hip, in pixels of the picture, shape (T, 33); smaller is nearer.
    world
        Metres, origin at the mid hip, axes as in the picture, shape (T, 33, 3).
    score
        Visibility of each point, 0 to 1, shape (T, 33).
    person
        How sure the network is that this is a person, 0 to 1, shape (T,); 0 where nobody was found.
    outline
        Points of the person's outline on both sides of the trunk, pixels, shape (T, S, 2, 2), as
        :func:`hingecoach.outline.trace` gives them: S stations from below the hip to above the shoulder, then the two
        sides (0 = left of the line hip to shoulder, 1 = right of it, as seen when looking along it), then x and y.
        NaN where no mask was made.
    size
        Width and height of the picture in pixels.
    source
        Which backend found the points.
    others
        How many other people were seen at the same time, at most.
    lost
        Spans of time (start, end) in which the tracker had left the person.
    loads
        What was seen near the hands; without a look where nobody looked.
    second
        What a second network saw, where a plate hides the body; without a look where it was not asked.
    """

    time: Floats
    xy: Floats
    depth: Floats
    world: Floats
    score: Floats
    person: Floats
    outline: Floats
    size: tuple[int, int]
    source: PoseSource
    others: int = 0
    lost: tuple[tuple[float, float], ...] = ()
    loads: LoadLooks = field(default_factory=LoadLooks.none)
    second: SecondLooks = field(default_factory=SecondLooks.none)

    def __post_init__(self) -> None:
        t = self.time.size
        for name, want in (
            ("xy", (t, POINTS, 2)),
            ("depth", (t, POINTS)),
            ("world", (t, POINTS, 3)),
            ("score", (t, POINTS)),
            ("person", (t,)),
        ):
            got = getattr(self, name).shape
            if got != want:
                raise ValueError(f"{name} must have shape {want}, got {got}.")
        if self.outline.shape[0] != t or self.outline.shape[2:] != (2, 2):
            raise ValueError(f"outline must have shape ({t}, S, 2, 2), got {self.outline.shape}.")
        for name, frame in (("loads", self.loads.frame), ("second", self.second.frame)):
            if frame.size and not 0 <= frame[0] <= frame[-1] < t:
                raise ValueError(f"{name} must lie within the track.")
        if t > 1 and (np.diff(self.time) <= 0).any():
            raise ValueError("time must be strictly increasing.")


@dataclass(frozen=True, slots=True)
class Value:
    """A measured number with the half width of its 90 % interval and the instant it was read at.

    ``own`` is False where it is told against people's usual standing, because this person's own is not known.
    """

    value: float
    error: float
    unit: str
    at: float
    own: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """How the camera sees the person.

    Attributes
    ----------
    label
        ``side``, ``diagonal``, ``front``, ``back`` or ``unknown``.
    faces
        Which side of the picture the person faces, None where this cannot be told (front and back).
    azimuth, azimuth_error
        Degrees off the true side view (0 = side; + = the camera stands in front of the person, - = behind; +-90 front
        and back) and the half width of its 90 % interval; NaN where unknown.
    roll
        Degrees by which the camera is tilted about its own axis, + = the picture must be turned clockwise to be
        level; 0 where it could not be measured (a wrong tilt is worse than none). Angles are read without it.
    advice
        What to change before filming again, in words for the person who films.
    cut_off
        Body parts outside the picture for a good part of the clip, in words (``"feet"``).
    """

    label: Literal["side", "diagonal", "front", "back", "unknown"]
    faces: Facing | None
    azimuth: float
    azimuth_error: float
    roll: float = 0.0
    advice: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, in seconds on the video's clock.

    ``bottom`` is the instant of deepest hip flexion and ``top`` that of least (the lockout). Exercises that start at
    the bottom (deadlifts, bridges) have ``bottom`` before ``top``; in the others ``top`` is the lockout at the rep's
    end. ``complete`` is False where the clip cuts the repetition off, ``topped`` where its top was not seen,
    ``lowered`` where its way down is not all in the clip.
    """

    index: int
    start: float
    bottom: float
    top: float
    end: float
    complete: bool
    starts: Literal["top", "bottom"]
    movement: Movement
    topped: bool = True
    lowered: bool = True
