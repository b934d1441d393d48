"""The one answer that every door gives: the models behind ``assessment.json``, schema version 1.

The names are a contract with readers outside this project: fields may be added, but none is renamed or dropped
without raising ``schema_version``.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .types import Facing, Movement, Posture, Verdict

SCHEMA_VERSION: Literal[1] = 1


class Model(BaseModel):
    """Base of what leaves the program as JSON: frozen, no unknown keys, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Measure(Model):
    """A number, its error and its unit.

    Among the measures of a repetition the error is the half width of the 90 % interval; beside a verdict it is the one
    that the verdict goes by (docs/pose_errors.md).
    """

    value: float
    error: float = Field(ge=0)
    unit: str


class Angle(Model):
    """An angle in degrees with the half width of its 90 % interval."""

    value: float
    error: float = Field(ge=0)


class Pose(Model):
    """Which networks found the points."""

    backend: str
    weights_sha256: str


class MadeWith(Model):
    """What made this answer, so that it can be made again."""

    hingecoach: str
    pose: Pose


class Video(Model):
    """The clip: its name without the folder, its hash, its size in pixels once upright, and its length."""

    name: str
    sha256: str
    width: int
    height: int
    duration_s: float
    frames: int
    fps: float
    start_s: float = 0.0
    end_s: float | None = None
    notes: tuple[str, ...] = ()


class ViewReport(Model):
    """How the camera sees the person, and what to change before filming again."""

    label: Literal["side", "diagonal", "front", "back", "unknown"]
    faces: Facing | None
    azimuth_deg: Angle | None
    roll_deg: float = 0.0
    advice: tuple[str, ...] = ()


class Alternative(Model):
    """Another exercise that it may have been."""

    id: str
    confidence: float = Field(ge=0, le=1)


LIKELY = 0.5
"""From this confidence on a recognised exercise is called by its name: it is more likely right than wrong."""


class ExerciseReport(Model):
    """Which exercise was declared and which was recognised, and how it is done as seen.

    ``posture``, ``legs`` and ``hands`` are seen; ``start`` and ``tempo`` follow from the exercise. ``say`` tells in a
    sentence what cannot be told apart.
    """

    declared: str | None
    recognised: str | None
    confidence: float = Field(ge=0, le=1)
    alternatives: tuple[Alternative, ...] = ()
    family: str | None = None
    posture: Posture | None = None
    legs: Literal[1, 2] | None = None
    hands: Literal["front_of_thighs", "between_legs", "chest", "shoulders", "hips", "overhead"] | None = None
    start: Literal["top", "bottom"] | None = None
    tempo: Literal["ballistic", "grind"] | None = None
    say: str = ""

    @property
    def named(self) -> str | None:
        """The exercise to call it by: the declared one, else the recognised one where it is likely enough."""
        return self.declared or (self.recognised if self.confidence >= LIKELY else None)


class RepFinding(Model):
    """What one cue says about one repetition. ``not_seen`` always has a ``why_not``."""

    cue: str
    verdict: Verdict
    measured: Measure | None = None
    limit: float | None = None
    at_s: float | None = None
    why_not: str | None = None
    reading: str | None = None
    say: str | None = None


TELLS_MOVEMENT = ("hip_bottom", "knee_bottom", "trunk_bottom")
"""The measures of a repetition that tell a hinge from a squat."""


class RepReport(Model):
    """One repetition. Times in seconds; a measure that was not seen is left out."""

    index: int = Field(ge=1)
    start_s: float
    bottom_s: float
    top_s: float
    end_s: float
    complete: bool
    movement: Movement
    measures: dict[str, Measure]
    findings: tuple[RepFinding, ...]

    @property
    def tells_movement(self) -> bool:
        """Whether any number that tells a hinge from a squat was told; without one, its movement is not told either."""
        return any(name in self.measures for name in TELLS_MOVEMENT)


class Finding(Model):
    """What one cue says about the whole set."""

    cue: str
    verdict: Verdict
    reps_flagged: int
    reps_judged: int
    measured: Measure | None = None
    limit: float | None = None
    at_s: float | None = None
    say: str | None = None
    why_not: str | None = None
    rep: int | None = None
    reading: str | None = None


class Focus(Model):
    """The one thing to work on: what was seen, what to try (``say``), why, and how to practise it."""

    cue: str
    say: str
    seen: str = ""
    why: str = ""
    drill: str = ""


class NextStep(Model):
    """The next rung, and why."""

    exercise: str
    reason: str


class LoadReport(Model):
    """What the person holds; ``kind`` is null where it could not be told."""

    kind: str | None
    confidence: float = Field(ge=0, le=1)
    chances: dict[str, float]
    place: str | None = None
    on_floor: bool | None = None


class Note(Model):
    """Something about the picture that a reader should know, with the time it was seen at."""

    code: str
    say: str
    start_s: float | None = None
    end_s: float | None = None


class CalibrationReport(Model):
    """Which calibration of the person was used, and for what.

    ``used`` names ``standing`` (compared with the calibration's) and ``own_range`` (the back's share of it). Where one
    was given or found and not all of it could be used, ``why_not`` says why. ``flat_hinge`` is the share of the own
    range that the person's own flat hinge takes. ``start_s`` to ``end_s`` is where a toe touch and another
    bend began this clip's set, whichever source was used.
    """

    source: Literal["file", "clip"]
    name: str | None = None
    sha256: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    used: tuple[Literal["standing", "own_range"], ...] = ()
    own_range_deg: Angle | None = None
    flat_hinge: Measure | None = None
    why_not: str | None = None


class Assessment(Model):
    """The whole answer; every report is drawn from this."""

    schema_version: Literal[1] = SCHEMA_VERSION
    made_with: MadeWith
    video: Video | None = None
    view: ViewReport
    exercise: ExerciseReport
    movement: Movement
    people_seen: int = 1
    calibration: CalibrationReport | None = None
    summary: str = ""
    reps: tuple[RepReport, ...]
    findings: tuple[Finding, ...]
    focus: Focus | None
    next_step: NextStep | None
    notes: tuple[Note, ...] = ()
    load: LoadReport | None = None
