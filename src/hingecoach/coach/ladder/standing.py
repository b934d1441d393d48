"""Where somebody stands on the ladder: what their entries show, and what pain and clips take back.

It is the rung after the last one whose gates are all open, wherever on the ladder that was, and none before the one
practised last: a film that is missing sends nobody down. From there pain, and what the newest clips of the rung show,
may lead a step back, never a step on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from .beside import hurts_beside, of_the_way
from .form_steps import Asked, asked
from .gates import awaits, gates_to
from .model import Gate, PainState
from .pain import LEVELS, pain_state, stepping_down
from .past import Past, Session
from .rungs import ladder
from .screening import StopState
from .stops import stop_state
from .told_gates import pain_since

__all__ = ["Standing", "stand"]

MORE = "more_weight"
"""Where the gates after the last rung lead: to nothing but a heavier load."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands, before and after steps back.

    Attributes
    ----------
    gates
        The gates after each rung of the way.
    reached
        The place that the entries show, and at least the one that was practised last.
    shown
        The place that open gates lead to, whatever was practised.
    at
        The place for today.
    form
        What the newest clips of each rung ask for.
    pain, stop
        How pain guide and stop list stand.
    last
        The place that was practised last, of one day the latest; None where none was.
    beside
        Whether a branch hurt: that leads nobody back on the way, and nothing new begins.
    """

    gates: tuple[tuple[Gate, ...], ...]
    reached: int
    shown: int
    at: int
    form: tuple[Asked, ...]
    pain: PainState
    stop: StopState
    last: int | None
    beside: bool

    @property
    def trains(self) -> bool:
        """Whether there is anything to do today: neither stop list nor pain guide stops it."""
        return self.stop.state != "see_professional" and self.pain.level != "stop"

    @property
    def is_unfilmed(self) -> bool:
        """Whether they stay where they practised although no open gate leads there."""
        return self.at > self.shown


def stand(past: Past) -> Standing:
    """Say where somebody stands on the day of ``past``."""
    way = ladder().way
    gates = tuple(gates_to(past, r, to) for r, to in zip(way, (*(n.exercise for n in way[1:]), MORE), strict=True))
    shown = min([_shown(gates), *_not_back(past)])
    form = tuple(asked(past, i) for i, _ in enumerate(way))
    sessions = of_the_way(past.sessions)
    beside = any(hurts_beside(past.sessions, r.names) for r, _ in ladder().branches)
    pain = pain_state(sessions, past.history.person.name, past.day)
    stop = stop_state([s for s in past.history.stop_answers if s.day <= past.day])
    places = [p for p in (ladder().place(e.exercise) for e in past.done) if p is not None]
    if pain.level != "go_on" or beside:  # whoever is in pain is not led on to a rung that they never practised
        shown = min(shown, max(places, default=0))
    stays = _stays(past, gates)
    reached = max(shown, stays)
    at = reached
    if LEVELS.index(pain.level) >= LEVELS.index("step_down"):
        at = max(shown - 1, stays - (not _stepped(past, stays)))
    if pain.back_from_stop or pain.level == "stop":
        at = min(at, ladder().unloaded)
    if form[reached].step == "previous_rung":
        at = min(at, reached - 1)
    if stop.state == "ask":  # nothing gets heavier, so no rung that was not practised yet
        at = min(at, max(places, default=0))
    told = tuple(tuple(pain_since(g, sessions, r) for g in found) for r, found in zip(way, gates, strict=True))
    return Standing(told, reached, shown, max(0, at), form, pain, stop, _last(past), beside)


def _last(past: Past) -> int | None:
    """Give the latest rung of the last day on which any was practised."""
    return max((_place(p.exercise) for p in past.last_of(ladder().names)), default=None)


def _stays(past: Past, gates: Sequence[Sequence[Gate]]) -> int:
    """Give the place below which no film that is missing leads: the one practised last, unless that is long ago.

    It does not lead past a gate that is held by hand.
    """
    last = past.last_of(ladder().names, sure=True)
    if not last or past.day - last[-1].day > timedelta(days=ladder().rules.break_days):
        return 0
    return min([max(_place(p.exercise) for p in last), *_holds(gates)])


def _stepped(past: Past, stays: int) -> bool:
    """Say whether the step down for pain is taken: every session that asks for it was of a later rung than this."""
    return all(stays < _highest(session) for session in stepping_down(of_the_way(past.sessions)))


def _highest(session: Session) -> int:
    return max(_place(p.exercise) for p in session.entries)


def _place(exercise: str) -> int:
    """Give the place of an exercise; -1 beside the way."""
    at = ladder().place(exercise)
    return -1 if at is None else at


def _shown(gates: Sequence[Sequence[Gate]]) -> int:
    """Give the place after the last rung whose gates are all open, but not past a gate that is held by hand.

    A hold keeps what is shown from leading on; it does not take away what is shown.
    """
    shown = [i for i, found in enumerate(gates) if all(g.passable or _held(g) for g in found)]
    return min([max(shown, default=-1) + 1, *_holds(gates), len(gates) - 1])


def _not_back(past: Past) -> list[int]:
    """Give the places of the lifts that are not back from a stop for pain: what is shown leads no further."""
    return [i for i, rung in enumerate(ladder().way) if awaits(past, rung)]


def _holds(gates: Sequence[Sequence[Gate]]) -> list[int]:
    """Give the places after which somebody holds the way by hand."""
    return [i for i, found in enumerate(gates[:-1]) if any(g.state == "held" for g in found)]


def _held(gate: Gate) -> bool:
    return gate.state == "held" and gate.measured == "open"
