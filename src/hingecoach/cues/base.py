"""What a cue is, and how a number becomes a verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..exercises import Exercise
from ..motion import Motion
from ..types import Rep, Value, Verdict

Limits = tuple[float, float]
"""The value at which a fault becomes mild, and the one at which it becomes marked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One number that a cue read from one repetition, with the limits that it is held against.

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
    """

    name: str
    measured: Value
    limits: Limits
    say: str
    cap: Literal["mild", "marked"] = "marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One coaching cue or one other fault: what it reads, what to say, what to practise.

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
    drill
        How to practise it.
    read
        From one repetition to its readings. Raises :class:`~hingecoach.errors.NotSeenError` with the reason where the
        camera could not tell. Returns no readings where the exercise does not have the cue.
    read_set
        Only for findings about the set as a whole (drift); gives readings from all repetitions.
    """

    id: str
    title: str
    order: int
    kind: Literal["cue", "fault"] = "cue"
    weight: float = 0.5
    good: str
    drill: str
    read: Callable[[Motion, Rep, Exercise], tuple[Reading, ...]] | None = None
    read_set: Callable[[Motion, tuple[Rep, ...], Exercise], tuple[Reading, ...]] | None = None


Judgement = tuple[Verdict, Reading]
Register = Mapping[str, Cue]
