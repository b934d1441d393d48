"""What a stop for pain asks of its lift once the way back is done, before anything new begins (E).

Two sessions of the lift at about its old load that went well, and a clip, all of them from after the way back.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .model import Evidence, Gate
from .pain import settled, stopped, taken_back
from .past import Past, Session
from .rungs import Rung, ladder

__all__ = ["After", "after_stop", "firm_pain", "hurt_with", "swing_waits"]

NEAR = 0.9
"""The share of the old load that is about the old load: it lies within the widest step of a load (E, from S82)."""


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
        The load with which it hurt, at most; None where none was told.
    """

    stop: Session
    until: date | None
    load_kg: float | None

    def counts(self, day: date) -> bool:
        """Say whether what was done or filmed on a day is from after the way back."""
        return self.until is not None and day > self.until

    @property
    def least_kg(self) -> float | None:
        """From which load on a session is about as heavy as before."""
        return None if self.load_kg is None else NEAR * self.load_kg

    def is_back(self, session: Session) -> bool:
        """Say whether a session of the lift is at about its old load, and went well."""
        enough = self.least_kg is None or (session.load_kg or 0.0) >= self.least_kg - 1e-9
        return self.counts(session.day) and settled(session) and enough


def after_stop(past: Past, names: Sequence[str]) -> After | None:
    """Give what the stops of some exercises ask for; None where none of them was ever stopped."""
    stops = [s for s in past.sessions if set(stopped(s)) & set(names)]
    if not stops:
        return None
    back = [taken_back(past.sessions, s) for s in stops]
    known = [d for d in back if d is not None]
    until = max(known) if len(known) == len(stops) else None
    return After(stops[-1], until, max(_loads(past, names, stops), default=None))


def _loads(past: Past, names: Sequence[str], stops: Sequence[Session]) -> Iterator[float]:
    """Give the load of each stop: that of its day, else the last one told before."""
    for stop in stops:
        told = [s.load_kg for s in past.sessions_of(names) if s.day <= stop.day and s.load_kg is not None]
        yield from told[-1:]


def hurt_with(past: Past, names: Sequence[str]) -> float | None:
    """Give the least load of the stops from which the lift did not come back step by step; None where there is none."""
    stops = [s for s in past.sessions if set(stopped(s)) & set(names)]
    return min(_loads(past, names, [s for s in stops if not _came_back(past, names, s)]), default=None)


def _came_back(past: Past, names: Sequence[str], stop: Session) -> bool:
    """Say whether a session with a fifth less went well after the way back, or two at about the old load."""
    after = After(stop, taken_back(past.sessions, stop), next(_loads(past, names, [stop]), None))
    most = ladder().rules.lighter * (after.load_kg or 0.0) + 1e-9
    own = [s for s in past.sessions_of(names) if after.counts(s.day) and settled(s) and s.load_kg is not None]
    eased = any(s.load_kg <= most for s in own if s.load_kg is not None)
    return eased or sum(map(after.is_back, own)) >= ladder().rules.sessions


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
    load = ""
    if after.load_kg and rung.loaded:
        grain = rung.grain_kg or 1.0
        step = f", a step of {grain:g} kg at a time" if after.load_kg > grain else ""
        least = grain * math.ceil(NEAR * after.load_kg / grain - 1e-9)
        load = f" with {least:g} kg or more ({after.load_kg:g} kg was its load then{step})"
    which = "One more session" if left == 1 else "Two sessions"
    way = "" if after.until else " once the way back is done"
    tell = "with pain told before, after and on the next day, up to 3 and no rise"
    return f"{which} of the {rung.title}{load}{way}, {tell}."


def swing_waits(past: Past, branch: Rung, before: Rung) -> Session | None:
    """Give the stop of a branch that two good sessions of the rung before it have not answered yet."""
    after = after_stop(past, branch.names)
    if after is None:
        return None
    well = [s for s in past.sessions_of(before.names) if after.counts(s.day) and settled(s) and s.load_kg]
    return after.stop if len(well) < ladder().rules.sessions else None
