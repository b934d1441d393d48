"""What a stop for pain asks of its lift once the way back is done, before anything new begins (E).

Two sessions of the lift that went well with a fifth less than it hurt with, or more, and a clip, all of them from after
the way back. What is no rung, a swing or a good morning, stands for the rung that was practised last until then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .model import Evidence, Gate
from .pain import settled, stopped, taken_back
from .past import Past, Session
from .rungs import Rung, ladder, lighter

__all__ = ["After", "after_stop", "firm_pain", "hurt_with", "swing_waits"]


@dataclass(frozen=True, slots=True)
class After:
    """What the stops of one lift ask for.

    Attributes
    ----------
    stop
        The session of the newest stop.
    until
        The day on which the way back was done; None while it is not.
    load_kg
        The load with which it hurt last; None where none was told.
    least_kg
        From which load on a session counts: that of the plan after the stop; None where none was told.
    """

    stop: Session
    until: date | None
    load_kg: float | None
    least_kg: float | None

    def counts(self, day: date) -> bool:
        """Say whether what was done or filmed on a day is from after the way back."""
        return self.until is not None and day > self.until

    def is_back(self, session: Session) -> bool:
        """Say whether a session of the lift has the load that the plan asks for, and went well."""
        enough = self.least_kg is None or (session.load_kg or 0.0) >= self.least_kg - 1e-9
        return self.counts(session.day) and settled(session) and enough


def after_stop(past: Past, rung: Rung) -> After | None:
    """Give what the stops of a rung ask for; None where it was never stopped."""
    stops = _stops(past, rung)
    if not stops:
        return None
    back = [taken_back(past.sessions, s) for s in stops]
    known = [d for d in back if d is not None]
    return _after(past, rung, stops[-1], max(known) if len(known) == len(stops) else None)


def _after(past: Past, rung: Rung, stop: Session, until: date | None) -> After:
    load = _load(past, rung, stop)
    return After(stop, until, load, None if load is None else lighter(rung, load))


def _stops(past: Past, rung: Rung) -> list[Session]:
    """Give the sessions that stopped a rung, oldest first."""
    return [s for s in past.sessions if any(_stands_for(past, s.day, name, rung) for name in stopped(s))]


def _stands_for(past: Past, day: date, name: str, rung: Rung) -> bool:
    """Say whether an exercise that was stopped is one of a rung, or none of any while that rung was the last."""
    if name in rung.names or ladder().place(name) is not None:
        return name in rung.names
    until = [(e.day, at) for e in past.done if e.day <= day and (at := ladder().place(e.exercise)) is not None]
    return bool(until) and ladder().way[max(until)[1]] is rung


def _load(past: Past, rung: Rung, stop: Session) -> float | None:
    """Give the load of a stop: that of its day, else the last one told before."""
    told = [s.load_kg for s in past.sessions_of(rung.names) if s.day <= stop.day and s.load_kg is not None]
    return told[-1] if told else None


def hurt_with(past: Past, rung: Rung) -> float | None:
    """Give the least load of the stops from which a rung did not come back step by step; None where there is none."""
    loads = [_load(past, rung, s) for s in _stops(past, rung) if not _came_back(past, rung, s)]
    return min((load for load in loads if load is not None), default=None)


def _came_back(past: Past, rung: Rung, stop: Session) -> bool:
    """Say whether a session with a fifth less went well after the way back, or two with that or more."""
    after = _after(past, rung, stop, taken_back(past.sessions, stop))
    well = [s for s in past.sessions_of(rung.names) if after.is_back(s) and s.load_kg is not None]
    eased = any(s.load_kg == after.least_kg for s in well)
    return eased or len(well) >= ladder().rules.sessions


def firm_pain(gate: Gate, after: After, back: Sequence[Session], rung: Rung) -> Gate:
    """Close the gate of pain until the lift is back: that nobody passes over by hand."""
    left = ladder().rules.sessions - len(back)
    if gate.id != "pain" or left <= 0:
        return gate
    pain = max(after.stop.pains)
    since = "one session" if back else "no session"
    say = f"Pain of {pain:g} on {after.stop.day}; since then {since} of the {rung.title} counts."
    evidence = [Evidence(kind="practice", entry=p.id, day=p.day, say=f"pain {pain:g}") for p in after.stop.entries]
    made = {"state": "closed", "measured": "closed", "say": say, "evidence": (*gate.evidence, *evidence)}
    return Gate.model_validate({**gate.model_dump(), **made, "missing": _missing(after, left, rung)})


def _missing(after: After, left: int, rung: Rung) -> str:
    load = f" with {after.least_kg:g} kg or more (it hurt with {after.load_kg:g} kg)" if after.least_kg else ""
    which = "One more session" if left == 1 else "Two sessions"
    way = "" if after.until else " once the way back is done"
    tell = "with pain told before, after and on the next day, up to 3 and no rise"
    return f"{which} of the {rung.title}{load}{way}, {tell}."


def swing_waits(past: Past, branch: Rung, before: Rung) -> Session | None:
    """Give the stop of a branch that two good sessions of the rung before it have not answered yet."""
    after = after_stop(past, branch)
    if after is None:
        return None
    well = [s for s in past.sessions_of(before.names) if after.counts(s.day) and settled(s) and s.load_kg]
    return after.stop if len(well) < ladder().rules.sessions else None
