"""What a cue is: what it reads from a repetition, what to say about it, what to practise."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from ..errors import NotSeenError
from ..exercises import Exercise, Limit, Practise
from ..motion import Motion
from ..types import Rep, Value, View
from .sight import require_top, require_view

Limits = tuple[float, float]
"""The value at which a fault becomes mild, and the one at which it becomes marked."""
Measure = Callable[[Motion, Rep], Value]
"""Reads one number from one repetition, or raises :class:`~hingecoach.errors.NotSeenError` with the reason."""
SetMeasure = Callable[[Motion, tuple[Rep, ...]], Value]
"""The same for all repetitions of a set together."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a person hears when one reading of a cue was out of its band (domain.md 10-11).

    Attributes
    ----------
    say
        After the set: what was seen, without blame.
    focus
        What to do next time: positive, and aimed at something outside the body where that works.
    drill
        How to practise it.
    name
        What the number is called for people: ``"Knee bend at the deepest point"``. Needed where the report does not
        know the reading yet (:mod:`hingecoach.report.readings`).
    upright
        What was seen, where ``say`` compares with the person's own standing and that is not known.
    why
        Why it is worth practising, where the cue's own reason does not fit this reading.
    from_floor
        What to do and how to practise it in lifts from the floor, where how deep one goes is not chosen: the height of
        the load decides it. None for the same.
    """

    say: str
    focus: str
    drill: str
    name: str = ""
    upright: str = ""
    why: str = ""
    from_floor: Practise | None = None


@dataclass(frozen=True, slots=True)
class Lying:
    """The words of a cue for exercises that are done lying: its name, and what to say when it was good."""

    title: str
    good: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One number that a cue read, with the limits that it is held against.

    Attributes
    ----------
    name
        What was read, e.g. ``"short_lockout"``; unique within its cue.
    measured
        The number, its error and its instant.
    limits
        Where mild and where marked begin. When the first is larger than the second, less is worse.
    say
        What the person hears about it after the set (domain.md 10-11).
    cap
        The hardest verdict that this reading may give.
    supporting
        The cue can be judged without it: it counts where it shows a fault, and not where it is unsure.
    """

    name: str
    measured: Value
    limits: Limits
    say: str
    cap: Literal["mild", "marked"] = "marked"
    supporting: bool = False


@dataclass(frozen=True, slots=True)
class Readings:
    """All that a cue could read: the numbers, and why one that it needs is missing (None where none is)."""

    seen: tuple[Reading, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One coaching cue or one other fault.

    Attributes
    ----------
    id, title, order
        Contract id, name for people, and rank among the cues.
    kind
        ``cue`` for the five cues, ``fault`` for the other findings.
    weight
        How much it counts when the one thing to work on is chosen (domain.md 4).
    good
        What to say when it was good.
    lying
        What it is called, and what to say when it was good, in exercises that are done lying; None for the same.
    why
        Why it is worth practising, in one sentence without fear.
    lines
        What to say, by reading.
    measures
        How each reading is taken; an exercise names the ones it wants by giving their limits.
    set_measures
        Readings of the set as a whole.
    set_least
        Complete repetitions that these take; nothing is said about a shorter set.
    optional
        Readings without which the cue can still be judged.
    azimuth
        Camera angles in front of and behind the side view up to which this can be read, degrees; None for any view.
    needs_top
        Whether the top of the repetition must be in the clip.
    frontal
        Whether only a camera in front of the person or behind shows it; its measures check the view themselves.
    """

    id: str
    title: str
    order: int
    kind: Literal["cue", "fault"] = "cue"
    weight: float = 0.5
    good: str
    lying: Lying | None = None
    why: str
    lines: Mapping[str, Line]
    measures: Mapping[str, Measure] = field(default_factory=dict)
    set_measures: Mapping[str, SetMeasure] = field(default_factory=dict)
    set_least: int = 1
    optional: frozenset[str] = frozenset()
    azimuth: tuple[float, float] | None = (20.0, 30.0)
    needs_top: bool = False
    frontal: bool = False

    def line_for(self, reading: str, exercise: Exercise) -> Line:
        """Give what to say about a reading, in the exercise's own words or those for lifts from the floor.

        Raises
        ------
        KeyError
            The cue has no such reading.
        """
        line = self.lines[reading]
        own = exercise.practise.get(reading) or (line.from_floor if exercise.family == "floor_pull" else None)
        return line if own is None else replace(line, focus=own.focus, drill=own.drill)

    def called(self, *, lying: bool) -> str:
        """Give its name for people: nobody stands tall who lies."""
        return self.lying.title if lying and self.lying else self.title

    def praise(self, exercise: Exercise) -> str:
        """Say that it was good, in the words of an exercise."""
        return self.lying.good if exercise.posture == "lying" and self.lying else self.good

    def shows(self, view: View) -> bool:
        """Say whether this is looked for from there: a fault that only a front view shows is no news from the side."""
        return not self.frontal or view.label in ("front", "back")

    def read(self, motion: Motion, rep: Rep, exercise: Exercise) -> Readings:
        """Take every reading that the exercise has limits for from one repetition.

        Returns
        -------
        Readings
            Empty where the exercise does not have the cue.
        """
        takes = {name: partial(self._measured, measure, motion, rep) for name, measure in self.measures.items()}
        return self._take(takes, motion, exercise)

    def _measured(self, measure: Callable[[Motion, Rep], Value], motion: Motion, rep: Rep) -> Value:
        if self.needs_top:
            require_top(rep)
        return measure(motion, rep)

    def read_set(self, motion: Motion, reps: tuple[Rep, ...], exercise: Exercise) -> Readings:
        """Take every reading of the set as a whole that the exercise has limits for."""
        takes = {name: partial(measure, motion, reps) for name, measure in self.set_measures.items()}
        return self._take(takes, motion, exercise)

    def _take(self, takes: Mapping[str, Callable[[], Value]], motion: Motion, exercise: Exercise) -> Readings:
        limits = exercise.cues.get(self.id, {})
        wanted = {name: limits[name] for name in takes if name in limits}
        if not wanted:
            return Readings(())
        seen: list[Reading] = []
        missing: str | None = None
        try:
            require_view(motion.view, None if self.frontal else self.azimuth)
        except NotSeenError as e:
            return Readings((), str(e))
        for name, limit in wanted.items():
            try:
                seen.append(self._reading(name, _checked(takes[name]()), limit))
            except NotSeenError as e:
                missing = missing if name in self.optional else missing or str(e)
        if not seen and missing is None:
            missing = "the points that this needs were not seen clearly"
        return Readings(tuple(seen), missing)

    def _reading(self, name: str, measured: Value, limit: Limit) -> Reading:
        line = self.lines[name]
        say = line.say if measured.own else line.upright or line.say
        return Reading(name, measured, (limit.mild, limit.marked), say, limit.cap, name in self.optional)


def _checked(value: Value) -> Value:
    """Refuse what is not a number."""
    if not (math.isfinite(value.value) and math.isfinite(value.error)):
        raise NotSeenError("the points that this needs were not seen clearly")
    return value
