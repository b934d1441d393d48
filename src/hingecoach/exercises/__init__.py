"""The exercises. One TOML file here is one exercise; the folder is the register."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..errors import UnknownNameError, check_kind
from ..types import Posture

__all__ = ["Exercise", "Family", "Limit", "Practise", "Teaching", "all_exercises", "get_exercise"]

Family = Literal["floor_pull", "top_hinge", "swing", "kneeling", "bridge", "squat", "everyday", "sport", "other"]
Grade = Literal["M", "D", "C", "E"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Strict):
    """The two limits of one reading of one cue: where mild and where marked begin; less is worse if mild > marked.

    Attributes
    ----------
    mild, marked
        In the reading's own unit (the cue's module says which).
    source
        Where the limits come from: a section or source id of the domain reference, or a data set.
    grade
        How good that source is: measured, derived, consensus text, engineering choice.
    cap
        The hardest verdict that this reading may give.
    """

    mild: float
    marked: float
    source: str
    grade: Grade
    cap: Literal["mild", "marked"] = "marked"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.mild == self.marked:
            raise ValueError("mild and marked must differ: their order says which side is worse")
        return self


Holds = Literal[
    "nothing",
    "barbell",
    "bar_on_shoulders",
    "kettlebell",
    "thrown_kettlebell",
    "dumbbells",
    "band",
    "stick",
    "box",
    "crib",
]


class Teaching(_Strict):
    """How an exercise is taught, in our words; the teaching pages show it.

    Attributes
    ----------
    holds
        What the drawn person holds.
    setup
        How to begin, a step a line.
    steps
        One repetition, a step a line.
    easier, harder
        How to make it easier and harder, a way a line.
    """

    holds: Holds = "nothing"
    setup: tuple[str, ...]
    steps: tuple[str, ...]
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()


class Practise(_Strict):
    """What to think of, and how to practise it, where the cue's own words do not fit the exercise."""

    focus: str
    drill: str


class Exercise(_Strict):
    """One exercise of the ladder or one of its neighbours (domain.md 1.2).

    Attributes
    ----------
    id, title
        Contract id and the field's standard name.
    rung
        Place in the order that the ids are listed in, None for what has none. The way up that is planned and taught
        adds the kettlebell deadlift as sixth rung and makes the swing a branch after it (docs/ladder.md).
    family
        What it looks like to a camera; exercises of one family are told apart by load and hands, or declared.
    starts
        Whether a repetition starts at the top or at the bottom; None for what has no repetitions.
    ballistic
        Thrown rather than lifted: judged at the deepest point and at the top only.
    knee, trunk
        Expected range in degrees at the deepest point (at the top for bridges): target and accepted.
    cues
        Limits by cue, then by reading. A cue that is absent does not apply.
    practise
        By reading: the exercise's own words in place of the cue's.
    everyday
        Everyday and sport: at most two observations, never harder than mild.
    teach
        How it is taught; None for what is not.
    """

    id: str
    title: str
    rung: int | None = None
    next: str | None = None
    family: Family
    posture: Posture = "standing"
    starts: Literal["top", "bottom"] | None = None
    ballistic: bool = False
    legs: Literal[1, 2] = 2
    knee: tuple[float, float] | None = None
    knee_ok: tuple[float, float] | None = None
    trunk: tuple[float, float] | None = None
    everyday: bool = False
    graded: bool = True
    cues: dict[str, dict[str, Limit]] = Field(default_factory=dict)
    practise: dict[str, Practise] = Field(default_factory=dict)
    teach: Teaching | None = None
    load: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    grade: Grade = "E"


@cache
def all_exercises() -> dict[str, Exercise]:
    """Give every exercise by its id: the ladder in order, then the others."""
    found = [
        Exercise.model_validate({"id": f.name.removesuffix(".toml"), **tomllib.loads(f.read_text("utf-8"))})
        for f in files(__name__).iterdir()
        if f.name.endswith(".toml")
    ]
    return {e.id: e for e in sorted(found, key=lambda e: (e.rung is None, e.rung or 0, e.id))}


def get_exercise(name: str) -> Exercise:
    """Give one exercise.

    Raises
    ------
    UnknownNameError
        There is no exercise of that name.
    TypeError
        The name is no text.
    """
    check_kind("exercise", name, str, "the id of an exercise, such as 'deadlift'")
    try:
        return all_exercises()[name]
    except KeyError:
        raise UnknownNameError("exercise", name, {e.id: e.title for e in all_exercises().values()}) from None
