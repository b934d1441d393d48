"""The gates that rest on what the person told about their sessions."""

import shlex
from collections.abc import Sequence
from datetime import date

from ...phrases import in_a_row
from .gate import make_gate
from .model import Evidence, Gate
from .pain import GO_ON, settled, severity, unsettled
from .past import Session
from .rungs import Rung, ladder

__all__ = ["effort_gate", "load_gate", "pain_gate", "pain_since", "sides_gate", "tell_pain", "window"]


def _told(session: Session, say: str) -> list[Evidence]:
    return [Evidence(kind="practice", entry=p.id, day=p.day, clip=p.clip, say=say) for p in session.entries]


def window(sessions: Sequence[Session], rung: Rung) -> list[Session]:
    """Give the newest sessions running that open every gate, else the newest ones.

    What was shown once stays shown: a warm-up of an earlier rung that nobody tells anything about takes nothing away.
    """
    wanted = ladder().rules.sessions
    for end in range(len(sessions), wanted - 1, -1):
        window = list(sessions[end - wanted : end])
        if all(_is_good(s, rung) for s in window):
            return window
    return list(sessions[-wanted:])


def _is_good(session: Session, rung: Rung) -> bool:
    easy = session.effort is not None and session.effort <= ladder().rules.effort
    heavy = rung.least_kg is None or (session.load_kg is not None and session.load_kg >= rung.least_kg)
    return easy and heavy and settled(session)


def _tell(name: str) -> str:
    """Give the beginning of the command with which a practice is told."""
    return f"hingecoach people practice {shlex.quote(name)}"


def _more(last: Sequence[Session], what: str) -> str:
    """Say what is missing where there are too few sessions."""
    left = ladder().rules.sessions - len(last)
    more = "One more session" if left == 1 else "Two sessions"
    return f"{more} {what}." if left else ""


def _again(*, well: bool) -> str:
    """Say how many sessions are missing after one that closed a gate: one where the newest was good."""
    return "One more session" if well else "Two sessions running"


def _told_so_far(last: Sequence[Session], known: int, what: str) -> str:
    wanted = ladder().rules.sessions
    return f"{what} is told of {known} of {wanted} sessions running." if last else "No session that counts yet."


def effort_gate(last: Sequence[Session], name: str, to: str) -> Gate:
    """Give the gate of effort: easy enough in every session of the window."""
    most = ladder().rules.effort
    evidence = [e for s in last for e in _told(s, "effort " + ("not told" if s.effort is None else f"{s.effort:g}"))]
    hard = [s for s in last if s.effort is not None and s.effort > most]
    if hard:
        say = f"Effort {hard[-1].effort:g} on {hard[-1].day}."
        well = last[-1].effort is not None and last[-1].effort <= most
        missing = f"{_again(well=well)} with an effort of {most:g} or less."
        return make_gate("effort", to, say, evidence, state="closed", missing=missing)
    untold = [s for s in last if s.effort is None]
    more = _more(last, f"with an effort of {most:g} or less")
    if more or untold:
        say = _told_so_far(last, len(last) - len(untold), "Effort")
        ask = _effort(untold[-1], name) if untold else ""
        return make_gate("effort", to, say, evidence, state="missing", missing=" ".join(filter(None, (more, ask))))
    say = f"Effort {in_a_row([f'{s.effort:g}' for s in last])} in two sessions running; {most:g} or less is asked for."
    return make_gate("effort", to, say, evidence, state="open")


def pain_gate(last: Sequence[Session], name: str, to: str, day: date) -> Gate:
    """Give the gate of pain: little of it, and no rise, in every session of the window.

    On ``day`` itself nobody can tell the pain of the next day yet.
    """
    evidence = [e for s in last for e in _told(s, _pains(s))]
    worse = [s for s in last if severity(s)]
    if worse:
        missing = f"{_again(well=settled(last[-1]))} with pain of 3 or less that is no more the next day."
        say = f"On {worse[-1].day}: {_pains(worse[-1])}."
        return make_gate("pain", to, say, evidence, state="closed", missing=missing)
    unknown = [s for s in last if not settled(s)]
    more = _more(last, "with pain told before, after and on the next day, up to 3 and no rise")
    if more or unknown:
        say = _told_so_far(last, len(last) - len(unknown), "All about pain")
        ask = tell_pain(unknown[-1], name, day) if unknown else ""
        return make_gate("pain", to, say, evidence, state="missing", missing=" ".join(filter(None, (more, ask))))
    say = (
        f"Up to 3 of 10 in two sessions running ({in_a_row([str(s.day) for s in last])}), and no more on the next day."
    )
    return make_gate("pain", to, say, evidence, state="open")


def pain_since(gate: Gate, sessions: Sequence[Session], rung: Rung) -> Gate:
    """Close an open gate of pain while a session of its rung still asks for less.

    Parameters
    ----------
    gate
        The gate as the sessions of its rung open it.
    sessions
        Everything that was practised, oldest first: what went well since takes pain back, whatever it was.
    rung
        Before the gate.
    """
    own = [(n, s) for n, s in unsettled(sessions) if any(p.exercise in rung.names for p in s.entries)]
    if gate.id != "pain" or gate.state != "open" or not own:
        return gate
    newest, left = own[-1][1], max(n for n, _ in own)
    more = "One session" if left == 1 else f"{left} sessions"
    missing = f"{more} with pain told before, after and on the next day, up to 3 and no rise."
    say = f"On {newest.day}: {_pains(newest)}."
    return make_gate("pain", gate.to, say, _told(newest, _pains(newest)), state="closed", missing=missing)


def _pains(session: Session) -> str:
    told = (
        ("before", session.pain_before),
        ("after", session.pain_after),
        ("the next day", session.pain_next_day),
    )
    known = [f"{value:g} {when}" for when, value in told if value is not None]
    return "pain " + (", ".join(known) if known else "not told")


def _effort(session: Session, name: str) -> str:
    return f"Tell the effort of {session.day}: {_tell(name)} {_entry(session)} --effort N"


def tell_pain(session: Session, name: str, day: date) -> str:
    """Ask for what is not told of a session's pain: for that of the next day once it has come."""
    wanted = [n for n in ("before", "after", "next_day") if getattr(session, f"pain_{n}") is None]
    options = " ".join(f"--pain-{n.replace('_', '-')} N" for n in wanted)
    later = ", that of the next day once it has come" if "next_day" in wanted and session.day >= day else ""
    return f"Tell the pain of {session.day}{later}: {_tell(name)} {_entry(session)} {options}"


def _entry(session: Session) -> str:
    """Name the entry to add to by its id, as others of that day may be of other exercises.

    What is missing of a session is missing of all its entries, so any of them will do.
    """
    return f"--entry {session.entries[-1].id[:8]}"


def sides_gate(sessions: Sequence[Session], rung: Rung, name: str, to: str) -> Gate:
    """Give the gate of both sides, from the newest session in which both were told."""
    most = rung.sides or 0
    for session in reversed(sessions):
        reps = _reps_of_sides(session)
        if reps is None:
            continue
        say = f"Left {reps[0]}, right {reps[1]} repetitions on {session.day}."
        if abs(reps[0] - reps[1]) <= most:
            return make_gate("sides", to, say, _told(session, say), state="open")
        missing = f"Left and right within {most} repetitions of each other."
        return make_gate("sides", to, say, _told(session, say), state="closed", missing=missing)
    missing = (
        f"Tell the repetitions of each side, or of both: {_tell(name)} --exercise {rung.exercise} --side both --reps N"
    )
    return make_gate("sides", to, "Not told yet.", state="missing", missing=missing)


def _reps_of_sides(session: Session) -> tuple[int, int] | None:
    found: dict[str, int] = {}
    for p in session.entries:
        if p.reps is not None and p.side is not None:
            for side in ("left", "right") if p.side == "both" else (p.side,):
                found[side] = p.reps
    return (found["left"], found["right"]) if len(found) == len(("left", "right")) else None


def load_gate(last: Sequence[Session], least: float, to: str) -> Gate:
    """Give the gate of the load: heavy enough in every session of the window, and comfortable: pain up to 3."""
    loads = [s.load_kg for s in last]
    known = [v for v in loads if v is not None]
    evidence = [e for s in last for e in _told(s, "load " + ("not told" if s.load_kg is None else f"{s.load_kg:g} kg"))]
    missing = f"Two sessions running with {least:g} kg or more, and pain up to {GO_ON:g}."
    hurt = [s for s in last if max(s.pains, default=0.0) > GO_ON]
    if hurt:
        say = f"On {hurt[-1].day}: {_pains(hurt[-1])}, so that load does not count as a comfortable one."
        return make_gate("load", to, say, evidence, state="closed", missing=missing)
    if len(known) < ladder().rules.sessions:
        say = _told_so_far(last, len(known), "The load")
        return make_gate("load", to, say, evidence, state="missing", missing=missing)
    say = f"{in_a_row([f'{v:g}' for v in known])} kg in two sessions running; {least:g} kg or more is asked for."
    if min(known) < least:
        return make_gate("load", to, say, evidence, state="closed", missing=missing)
    return make_gate("load", to, say, evidence, state="open")
