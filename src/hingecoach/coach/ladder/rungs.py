"""The rungs of the ladder, their order and their rules, as ``ladder.toml`` has them."""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, model_validator

from ...assessment import Model
from ...exercises import Exercise, get_exercise
from ...phrases import in_sentence

__all__ = ["Ladder", "Option", "Rules", "Rung", "ladder", "lighter"]

Span = tuple[int, int]


class Rules(Model):
    """The numbers that hold on every rung; ``ladder.toml`` says what each is and where it is from."""

    share: float = Field(gt=0.5, le=1)
    least_reps: int = Field(ge=1)
    effort: float
    sessions: int = Field(ge=1)
    clips_alone: int
    clips_alone_body: int
    lighter: float = Field(gt=0, lt=1)
    extra_reps: int
    load_step: tuple[float, float]
    film_days: int
    break_days: int


class Option(Model):
    """Another way to do a rung, and when to take it."""

    exercise: str
    when: str


class Rung(Model):
    """One rung.

    Attributes
    ----------
    exercise, also
        The exercise, and others that count as it.
    holds
        What is held: ``body`` nothing, ``band`` a pull without a number, ``bell`` or ``bar`` a load in kg.
    branch
        Beside the way up: nobody must take it.
    sets, reps, days
        Fewest and most: sets, repetitions in each, days a week.
    a_side
        Whether the repetitions are those of each side.
    start_kg, grain_kg
        The first load where nothing was lifted before, and the smallest step.
    cue
        What to practise while no clip says something else: a cue and one of its readings.
    shorter
        How the way is made shorter.
    whole
        The cues that ask for the whole way, and say nothing while it is shorter.
    form
        For each cue the hardest verdict that a repetition may have.
    hinge
        Whether the repetitions must be hinges rather than squats.
    depth
        Least hip flexion at the deepest point, degrees.
    level
        Most pelvis tilt, degrees.
    sides
        By how many repetitions left and right may differ.
    least_kg
        The load that must feel comfortable.
    supervised
        Whether it is learnt with somebody who teaches it, from sixty on or when new to exercise.
    film
        What else to film.
    option
        Other ways to do it.
    """

    exercise: str
    also: tuple[str, ...] = ()
    holds: Literal["body", "band", "bell", "bar"]
    branch: bool = False
    sets: Span
    reps: Span
    days: Span
    a_side: bool = False
    start_kg: float | None = None
    grain_kg: float | None = None
    cue: tuple[str, str]
    shorter: str
    whole: tuple[str, ...] = ()
    form: dict[str, Literal["good", "mild"]]
    hinge: bool = False
    depth: float | None = None
    level: float | None = None
    sides: int | None = None
    least_kg: float | None = None
    supervised: bool = False
    film: str = ""
    option: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _loads(self) -> Self:
        if (self.holds in ("bell", "bar")) != (self.start_kg is not None and self.grain_kg is not None):
            raise ValueError("a bell or a bar needs start_kg and grain_kg, and nothing else has them")
        return self

    @property
    def loaded(self) -> bool:
        """Whether its load is told in kg."""
        return self.grain_kg is not None

    @property
    def about(self) -> Exercise:
        """The exercise itself."""
        return get_exercise(self.exercise)

    @property
    def title(self) -> str:
        """Its name within a sentence."""
        return in_sentence(self.about.title)

    @property
    def names(self) -> tuple[str, ...]:
        """The exercises whose practice counts for it."""
        return (self.exercise, *self.also)


class Ladder(Model):
    """The rules and the rungs, in order."""

    rules: Rules
    rung: tuple[Rung, ...]

    @property
    def way(self) -> tuple[Rung, ...]:
        """The rungs of the way up."""
        return tuple(r for r in self.rung if not r.branch)

    @property
    def unloaded(self) -> int:
        """The place of the last rung before any that holds a load."""
        return next(i for i, rung in enumerate(self.way) if rung.holds != "body") - 1

    @property
    def names(self) -> tuple[str, ...]:
        """Every exercise that counts for a rung of the way up."""
        return tuple(name for rung in self.way for name in rung.names)

    @property
    def branches(self) -> tuple[tuple[Rung, Rung], ...]:
        """Each branch with the rung that it leaves from."""
        pairs = []
        for before, rung in zip(self.rung, self.rung[1:], strict=False):
            if rung.branch:
                pairs.append((rung, before))
        return tuple(pairs)

    def place(self, exercise: str | None) -> int | None:
        """Give the place on the way up of an exercise that counts for a rung; None for any other."""
        for i, rung in enumerate(self.way):
            if exercise in rung.names:
                return i
        return None


def lighter(rung: Rung, load: float) -> float:
    """Take a step off a load, kg: a fifth, to the next weight below."""
    grain = rung.grain_kg or 1.0
    return max(0.0, grain * math.floor(ladder().rules.lighter * load / grain + 1e-9))


@cache
def ladder() -> Ladder:
    """Give the ladder."""
    text = files(__package__).joinpath("ladder.toml").read_text("utf-8")
    return Ladder.model_validate(tomllib.loads(text))
