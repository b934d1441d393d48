"""What the planner gives: frozen values that every door shows, with the sentences already made."""

from datetime import date
from typing import Literal

from ...assessment import Model
from .screening import StopState

__all__ = [
    "Branch",
    "Dose",
    "Evidence",
    "Film",
    "Gate",
    "OtherWay",
    "PainLevel",
    "PainState",
    "Place",
    "Plan",
    "Practise",
    "RungState",
    "Status",
    "Step",
    "Survey",
    "Task",
    "TaskPlan",
]

GateState = Literal["open", "waits", "closed", "missing", "overridden", "held"]
"""Open; one cue holds it for a clip or two; not met; nothing known yet; passed over by hand; closed by hand."""
PainLevel = Literal["go_on", "reduce", "step_down", "stop"]
Status = Literal["train", "ask", "stop", "see_professional"]
Step = Literal["start", "stay", "up", "practise", "shorter", "lighter", "previous_rung", "none"]


class Evidence(Model):
    """What a gate rests on: an entry of the history, and for a clip its repetitions.

    Attributes
    ----------
    kind, entry, day, clip
        What it is, the entry's id, its day, and the clip's name.
    reps
        The repetitions that count for what ``say`` tells.
    """

    kind: Literal["clip", "practice", "override", "correction"]
    entry: str
    day: date
    clip: str | None = None
    reps: tuple[int, ...] = ()
    say: str


class Gate(Model):
    """One thing that opens the way to an exercise.

    Attributes
    ----------
    id, title, to
        The gate, its name, and the exercise on the other side.
    state, say
        How it stands, and that in a sentence.
    measured
        How it would stand without a word by hand.
    evidence
        What it rests on.
    missing
        What to do or tell next; None where it is open.
    """

    id: str
    title: str
    to: str
    state: GateState
    say: str
    measured: GateState
    evidence: tuple[Evidence, ...] = ()
    missing: str | None = None

    @property
    def passable(self) -> bool:
        """Whether it lets through."""
        return self.state in ("open", "overridden")


class Place(Model):
    """A rung: its exercise, its name, and its place on the ladder, from 1."""

    exercise: str
    title: str
    rung: int
    of: int


class Dose(Model):
    """How much, in numbers and in a sentence.

    Attributes
    ----------
    sets, reps, days_a_week
        Fewest and most.
    a_side
        Whether the repetitions are those of each side.
    load_kg
        The whole load; None for body weight and bands.
    load_from_kg
        The load of the last time that one was told, the same or another; None where there is none.
    effort
        Up to which effort, 0-10.
    """

    exercise: str
    sets: tuple[int, int]
    reps: tuple[int, int]
    a_side: bool = False
    days_a_week: tuple[int, int]
    load_kg: float | None = None
    load_from_kg: float | None = None
    effort: float
    say: str
    load_say: str


class Practise(Model):
    """The one cue to practise, with its drill.

    Attributes
    ----------
    seen
        Where it showed; None where it is the rung's own.
    fine
        The rung's newest clip, where nothing past its limit was seen in it: the cue is then no more than a reminder.
    """

    cue: str
    title: str
    say: str
    drill: str
    seen: Evidence | None = None
    fine: Evidence | None = None


class Film(Model):
    """What to film next: when, from which side, with which load."""

    exercise: str
    on: date
    faces: Literal["left", "right"] | None = None
    load_kg: float | None = None
    say: str


class PainState(Model):
    """What the pain guide says, and the sessions it rests on.

    ``back_from_stop``: on the way back from a stop, one step after the other, without load.
    """

    level: PainLevel
    say: str
    evidence: tuple[Evidence, ...] = ()
    back_from_stop: bool = False


class Branch(Model):
    """An exercise beside the way up: open, open with somebody who teaches it, or closed."""

    exercise: str
    title: str
    state: Literal["open", "supervised", "closed"]
    say: str
    gates: tuple[Gate, ...]
    dose: Dose | None = None


class OtherWay(Model):
    """Another way to do the rung, and when to take it."""

    exercise: str
    title: str
    say: str


class Task(Model):
    """Something that the person wants to do, with how confident they were, oldest answer first."""

    task: str
    scores: tuple[tuple[date, float], ...]
    good: int
    done: bool

    @property
    def latest(self) -> float:
        """The newest answer."""
        return self.scores[-1][1]


class TaskPlan(Model):
    """Tasks from the least to the most feared, the one to practise now, and that in a sentence.

    ``graded`` is the easier form in which the task of now is practised; None where it feels like 7 or more.
    """

    tasks: tuple[Task, ...] = ()
    now: str | None = None
    graded: str | None = None
    say: str


class Plan(Model):
    """What to do next, and why.

    Attributes
    ----------
    person, day
        Whose, and for which day; entries of later days do not count.
    status
        ``train``; ``ask`` where the stop list has questions without an answer: the plan holds if every answer is no;
        ``stop`` by the pain guide; ``see_professional`` by the stop list. There is a dose in the first two only.
    rung, step, why
        The exercise to do, what kind of step it is, and the reason.
    opened
        After a step up: the gates that it went through.
    gates
        What opens the way to the exercise after it.
    missing
        What is missing for that, in sentences.
    dose, cue, film
        How much, what to practise, what to film next. No cue while the way is shorter and the rung's own asks for all
        of it.
    step_back
        When to step back, in order.
    stop, pain
        How the stop list and the pain guide stand.
    branches, options
        Exercises beside the way up, and other ways to do this rung.
    confidence
        Everyday tasks, from the least to the most feared.
    notes
        What else to know.
    """

    schema_version: Literal[1] = 1
    person: str
    day: date
    status: Status
    rung: Place
    step: Step
    why: str
    to: Place | None
    opened: tuple[Gate, ...] = ()
    gates: tuple[Gate, ...]
    missing: tuple[str, ...]
    dose: Dose | None
    cue: Practise | None
    film: Film | None
    step_back: tuple[str, ...]
    stop: StopState
    pain: PainState
    branches: tuple[Branch, ...] = ()
    options: tuple[OtherWay, ...] = ()
    confidence: TaskPlan
    notes: tuple[str, ...] = ()


class RungState(Model):
    """One rung with how far it is: done, now, later, or a branch; and the gates to what comes after it."""

    place: Place
    state: Literal["done", "now", "later", "branch"]
    to: str | None
    gates: tuple[Gate, ...]


class Survey(Model):
    """The whole ladder as it stands for one person."""

    schema_version: Literal[1] = 1
    person: str
    day: date
    rungs: tuple[RungState, ...]
    stop: StopState
    pain: PainState
    overrides: tuple[Evidence, ...] = ()
