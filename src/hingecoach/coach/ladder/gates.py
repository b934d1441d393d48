"""The gates between a rung and the next, each with the evidence that it rests on and what is missing.

A person or a coach passes over a gate, or closes it, with a reason that is kept; pain that was told, and the stop list,
cannot be passed over.
"""

from ...errors import UnknownNameError
from ..entries import Override
from .after_stop import after_stop, firm_pain
from .form_gates import form_gate, hinge_gate, looks_since
from .model import Evidence, Gate
from .past import Past
from .rungs import Rung, ladder
from .told_gates import effort_gate, load_gate, pain_gate, sides_gate, window

__all__ = ["ALL", "awaits", "awaits_sessions", "by_hand", "check_gate", "gates_to", "is_pain"]

ALL = "all"
"""Stands for every gate that can be passed over."""


def gates_to(past: Past, rung: Rung, to: str) -> tuple[Gate, ...]:
    """Give the gates between a rung and an exercise.

    Parameters
    ----------
    past
        What was done.
    rung
        Where from.
    to
        Id of the exercise that they open, or ``more_weight`` after the last rung.
    """
    name, sessions = past.history.person.name, past.sessions_of(rung.names)
    after = after_stop(past, rung)
    back = [s for s in sessions if after is None or after.is_back(s)]
    last = window(back, rung)
    made = [form_gate(past, rung, to)]
    if rung.hinge:
        made.append(hinge_gate(past, rung, to))
    if rung.sides is not None:
        made.append(sides_gate(back, rung, name, to))
    if rung.least_kg is not None:
        made.append(load_gate(last, rung.least_kg, to))
    pain = pain_gate(last, name, to, past.day)
    made += [effort_gate(last, name, to), firm_pain(pain, after, back, rung) if after else pain]
    return tuple(by_hand(past, gate) for gate in made)


def awaits(past: Past, rung: Rung) -> bool:
    """Say whether a lift is not back from a stop for pain yet: two good sessions with its load, and a clip."""
    return awaits_sessions(past, rung) or (after_stop(past, rung) is not None and not looks_since(past, rung))


def awaits_sessions(past: Past, rung: Rung) -> bool:
    """Say whether it is the sessions that are missing."""
    after = after_stop(past, rung)
    back = [s for s in past.sessions_of(rung.names) if after is not None and after.is_back(s)]
    return after is not None and len(back) < ladder().rules.sessions


def check_gate(gate: str, to: str) -> None:
    """See that there is such a gate on the way to an exercise.

    Raises
    ------
    UnknownNameError
        There is no such gate there, or no gate leads to that exercise.
    """
    targets = {r.exercise: _gates_before(i) for i, r in enumerate(ladder().way) if i}
    targets |= {r.exercise: ("base", "supervised", "form") for r, _ in ladder().branches}
    if to not in targets:
        raise UnknownNameError("exercise with a gate before it", to, targets)
    if gate not in (*targets[to], ALL):
        raise UnknownNameError(f"gate on the way to {to}", gate, (*targets[to], ALL))


def _gates_before(at: int) -> tuple[str, ...]:
    """Give the ids of the gates that lead to a place on the way."""
    rung = ladder().way[at - 1]
    there = {"hinge": rung.hinge, "sides": rung.sides is not None, "load": rung.least_kg is not None}
    return tuple(name for name in ("form", "hinge", "sides", "load", "effort", "pain") if there.get(name, True))


def by_hand(past: Past, gate: Gate, *, hurts: bool = False) -> Gate:
    """Give a gate as the newest word of a person or coach leaves it.

    Parameters
    ----------
    past, gate
        What was done, and the gate as it was measured.
    hurts
        Whether told pain stands behind it; what is so, as a closed gate of pain is, nobody passes over.
    """
    said = override(past, gate.id, gate.to)
    firm = hurts or is_pain(gate) or gate.state == "open"
    if said is None or (said.opens and firm):
        return gate
    evidence = Evidence(kind="override", entry=said.id, day=said.day, say=f"{said.by}: {said.reason}")
    lead = "Passed over" if said.opens else "Held"
    return gate.model_copy(
        update={
            "state": "overridden" if said.opens else "held",
            "say": f"{lead} by {said.by} on {said.day}: {_sentence(said.reason)} Measured: {gate.say}",
            "evidence": (*gate.evidence, evidence),
            "missing": None if said.opens else f"{said.by} holds it; lift it with hingecoach ladder override.",
        }
    )


def is_pain(gate: Gate) -> bool:
    """Say whether a gate is one of pain that was told."""
    return gate.id == "pain" and gate.measured == "closed"


def override(past: Past, gate: str, to: str) -> Override | None:
    """Give the newest word about a gate; None where there is none."""
    said = [o for o in past.history.overrides if o.day <= past.day and o.exercise == to and o.gate in (gate, ALL)]
    return said[-1] if said else None


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."
