"""The nouns of the coach: a person, and the entries that are kept about them, as frozen values.

Days are calendar days where the person lives; ``kept_at`` is the instant at which an entry was written. Every score is
0 to 10, given by the person. What was not asked or not answered is None, never 0.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import uuid4

from pydantic import AwareDatetime, Field, StringConstraints

from ..assessment import Assessment, Model
from ..calibration import Calibration
from ..types import Verdict

__all__ = [
    "AgeBand",
    "Answer",
    "AssessmentRecord",
    "Confidence",
    "Correction",
    "Entry",
    "Experience",
    "Judgement",
    "KeptVideo",
    "LogEntry",
    "LogName",
    "Override",
    "Person",
    "Practice",
    "StopAnswers",
    "new_id",
    "now",
]

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""Random, so that entries of two computers never clash."""
Score = Annotated[float, Field(ge=0, le=10)]
"""0 to 10: effort (0 rest, 10 all out), pain (0 none, 10 the worst), confidence (0 none, 10 full)."""
Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
    ),
]
"""One line of text, without control characters."""
Text = Annotated[str, StringConstraints(max_length=20_000)]
Kilograms = Annotated[float, Field(ge=0, le=1000)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Day = date

AgeBand = Literal["under_18", "18_to_39", "40_to_59", "60_and_over"]
Experience = Literal["new", "some", "regular"]
"""New to exercise; has trained before; trains now."""
Answer = Literal["yes", "no", "unsure", "cleared"]
"""Cleared: yes, and a professional who knows about it says that training is fine."""
ADULT_FROM = 18
"""Years; before, the first sessions are practised with somebody who teaches it (domain.md section 7.6, E)."""
SUPERVISED_FROM = 60
"""Years; from here on a swing is supervised first (domain.md section 7.2, E)."""


def new_id() -> str:
    """Make an id for an entry."""
    return uuid4().hex


def now() -> datetime:
    """Give the present instant, in UTC."""
    return datetime.now(UTC)


class Person(Model):
    """Somebody who is coached. The name may be initials; all else but the name is optional.

    ``calibration`` is the person's own neutral, toe touch and flat hinge, as ``hingecoach calibrate`` writes it.
    """

    id: Id = Field(default_factory=new_id)
    added_at: AwareDatetime = Field(default_factory=now)
    name: Line
    height_cm: float | None = Field(default=None, ge=50, le=260)
    birth_year: int | None = Field(default=None, ge=1900, le=2100)
    age_band: AgeBand | None = None
    experience: Experience | None = None
    goals: tuple[Line, ...] = ()
    notes: Text = ""
    calibration: Calibration | None = None

    def from_sixty(self, day: Day) -> bool | None:
        """Say whether the person is 60 or older in that year, None where nothing about their age is known.

        Of a birth year alone the older reading is taken: who turns 60 in that year counts.
        """
        if self.birth_year is not None:
            return day.year - self.birth_year >= SUPERVISED_FROM
        return None if self.age_band is None else self.age_band == "60_and_over"

    def may_be_under_18(self, day: Day) -> bool:
        """Say whether the person is known to be under 18 in that year, or may still be by their birth year."""
        if self.birth_year is not None:
            return day.year - self.birth_year <= ADULT_FROM
        return self.age_band == "under_18"


class Entry(Model):
    """What every entry of a history has: an id, the day it is about, and the instant it was written."""

    id: Id = Field(default_factory=new_id)
    day: Day
    kept_at: AwareDatetime = Field(default_factory=now)


class Practice(Entry):
    """One exercise that was practised on one day.

    Attributes
    ----------
    exercise
        Id of the exercise; ``"other"`` where it is none of ours.
    clip
        Name of the clip, where one was filmed.
    assessment
        Id of the :class:`AssessmentRecord` of that clip.
    load_kg
        The whole load; 0 for none, None where it was not told.
    sets, reps
        Sets, and repetitions in each.
    last_set_reps
        Repetitions of the last set, where they differ ("two extra repetitions in the last set").
    side
        Which leg worked, for exercises on one leg.
    effort
        Of the whole, 0 rest to 10 all out.
    pain_before, pain_after, pain_next_day
        0 none to 10 the worst that can be thought of.
    confidence
        "How confident are you to hinge with this load?", 0 to 10.
    supervised
        Whether somebody who coaches stood by.
    """

    exercise: Line = "other"
    clip: str | None = None
    assessment: Id | None = None
    load_kg: Kilograms | None = None
    sets: Count | None = None
    reps: Count | None = None
    last_set_reps: Count | None = None
    side: Literal["left", "right", "both"] | None = None
    effort: Score | None = None
    pain_before: Score | None = None
    pain_after: Score | None = None
    pain_next_day: Score | None = None
    confidence: Score | None = None
    supervised: bool | None = None
    note: Text = ""


class Judgement(Model):
    """One answer about a clip, with the instant at which it was given. What made it stands in the answer itself.

    ``calibration`` is the person's own measures that were handed to the judging; None where there were none.
    """

    judged_at: AwareDatetime = Field(default_factory=now)
    assessment: Assessment
    calibration: Calibration | None = None


class KeptVideo(Model):
    """A copy of the clip in the data folder: its file's name there, its bytes, its hash, and when it was made.

    ``kept_at`` is None in what was kept before copies told it; such a copy is as old as its assessment.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}\.[a-z0-9]{1,5}$")]
    size: int = Field(ge=0)
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    kept_at: AwareDatetime | None = None


class AssessmentRecord(Entry):
    """A clip that was judged: the first answer, and those of later versions of the program beside it.

    Attributes
    ----------
    judgements
        Oldest first; an earlier one is never changed.
    files
        Names of what is kept with it: ``track.npz`` (the pose track), ``report.html`` with its pictures, the tables.
    video
        The copy of the clip; None where none was asked for or its time is over.
    """

    judgements: tuple[Judgement, ...] = Field(min_length=1)
    files: tuple[str, ...] = ()
    video: KeptVideo | None = None

    @property
    def assessment(self) -> Assessment:
        """The newest answer."""
        return self.judgements[-1].assessment

    @property
    def exercise(self) -> str | None:
        """The exercise that was declared, else the one that was recognised where it is likely enough to be named."""
        return self.assessment.exercise.named


class Correction(Entry):
    """What a coach says about a verdict. It stands beside the measured one and never replaces it.

    A coach who agrees says the same verdict: agreement is counted, not assumed.

    Attributes
    ----------
    assessment
        Id of the :class:`AssessmentRecord`.
    cue, rep
        What is corrected; ``rep`` is the repetition's index, None for the whole set.
    verdict
        The coach's.
    program
        The program's at that time; None where it said nothing about this cue.
    reason, by
        Why, and who says so.
    """

    assessment: Id
    cue: Line
    rep: int | None = Field(default=None, ge=1)
    verdict: Verdict
    program: Verdict | None = None
    reason: Text = ""
    by: Line


class StopAnswers(Entry):
    """Answers to the stop list on one day: the question's id and the answer. The newest of a question counts.

    ``by`` is who told them; None for the person.
    """

    answers: dict[str, Answer]
    by: Line | None = None


class Confidence(Entry):
    """How confident the person is, 0 to 10, about an everyday task that they named themselves."""

    task: Line
    score: Score
    note: Text = ""


class Override(Entry):
    """A gate of the ladder that a person or coach passed over (or closed), with the reason.

    ``gate`` and ``exercise`` are ids of the ladder: which gate, on the way to which exercise. ``opens`` is False
    where somebody holds back what the program would allow.
    """

    gate: Line
    exercise: Line
    opens: bool = True
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
    by: Line


class LogEntry(Entry):
    """Sets of one exercise on one day from a training log.

    Attributes
    ----------
    key
        What makes this entry the same when it is imported again (of its source's own fields); unique for a person.
    source
        Which program wrote the log.
    name
        The exercise as the log calls it.
    kind
        Its class (knee-dominant, hinge, ...), None while it is unknown.
    sets, warm_up
        How many sets, and whether they were for warming up.
    """

    key: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    source: Line
    name: Line
    kind: str | None = None
    sets: Count = 1
    warm_up: bool = False
    reps: Count | None = None
    load_kg: Kilograms | None = None
    effort: Score | None = None
    note: Text = ""


class LogName(Entry):
    """What a person said once about an exercise name of their log: its class. The newest of a name counts."""

    name: Line
    kind: Line
