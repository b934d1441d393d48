"""Where somebody stands on the ladder: what their entries show, and what pain and clips take back.

It is the rung after the last one whose gates are all open, wherever on the ladder that was. From there pain, and what
the newest clips of the rung show, may lead a step back, never a step on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .clips import Look
from .form_gates import alone, looks, patience
from .gates import gates_to
from .model import Gate, PainState, Step, StopState
from .pain import LEVELS, pain_state
from .past import Past
from .rungs import Rung, ladder
from .stops import stop_state

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
        The place that the entries show.
    at
        The place for today.
    form
        What the newest clips of each rung ask for.
    pain, stop
        How pain guide and stop list stand.
    last
        The place that was practised last; None where none was.
    """

    gates: tuple[tuple[Gate, ...], ...]
    reached: int
    at: int
    form: tuple[Step, ...]
    pain: PainState
    stop: StopState
    last: int | None


def stand(past: Past) -> Standing:
    """Say where somebody stands on the day of ``past``."""
    way = ladder().way
    gates = tuple(gates_to(past, r, to) for r, to in zip(way, (*(n.exercise for n in way[1:]), MORE), strict=True))
    reached = _reached(gates)
    form = tuple(_form(looks(past, rung), rung, past, i) for i, rung in enumerate(way))
    pain, stop = pain_state(past.sessions), stop_state([s for s in past.history.stop_answers if s.day <= past.day])
    places = [p for p in (ladder().place(e.exercise) for e in past.practice) if p is not None]
    if pain.level != "go_on":  # whoever is in pain is not led on to a rung that they never practised
        reached = min(reached, max(places, default=0))
    back = LEVELS.index(pain.level) >= LEVELS.index("step_down") or form[reached] == "previous_rung"
    at = max(0, reached - back)
    if stop.state == "ask":  # nothing gets heavier, so no rung that was not practised yet
        at = min(at, max(places, default=0))
    return Standing(gates, reached, at, form, pain, stop, places[-1] if places else None)


def _reached(gates: Sequence[Sequence[Gate]]) -> int:
    """Give the place after the last rung whose gates are all open, but not past a gate that is held by hand.

    A hold keeps what is shown from leading on; it does not take away what is shown.
    """
    shown = [i for i, found in enumerate(gates) if all(g.passable or _held(g) for g in found)]
    held = [i for i, found in enumerate(gates[:-1]) if any(g.state == "held" for g in found)]
    return min([max(shown, default=-1) + 1, *held, len(gates) - 1])


def _held(gate: Gate) -> bool:
    return gate.state == "held" and gate.measured == "open"


def _form(found: Sequence[Look], rung: Rung, past: Past, at: int) -> Step:
    """Say what the newest clips of a rung ask for: a shorter way, then lighter, then the rung before."""
    if not found or not found[0].out:
        return "stay"
    if len(found[0].out) == 1:
        n = alone(found)
        if n >= patience(rung):
            return "stay"
        easier: tuple[Step, ...] = ("shorter", "lighter")
        return easier[n - 1] if found[0].out[0].id not in ("stand_tall", "depth_short", "depth") else "practise"
    n = next((i for i, one in enumerate(found) if len(one.out) <= 1), len(found))
    steps: tuple[Step, ...] = ("shorter", "lighter") if rung.loaded else ("shorter",)
    return steps[n - 1] if n <= len(steps) else _back(found, past, at)


def _back(found: Sequence[Look], past: Past, at: int) -> Step:
    """Give the rung before, until a clip of it that is newer shows that its form is there."""
    if at == 0:
        return "shorter"
    before = looks(past, ladder().way[at - 1])
    newer = bool(before) and before[0].record.day > found[0].record.day and not before[0].out
    return "shorter" if newer else "previous_rung"
