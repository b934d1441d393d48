"""The gates between a rung and the next, each with the evidence that it rests on and what is missing.

No gate is locked by one cue: a single cue that is out holds for a clip or two, as something to practise first, and then
no longer. No gate is closed by a cue that could not be seen. A person or a coach passes over a gate, or closes it, with
a reason that is kept; pain that was told, and the stop list, cannot be passed over.
"""

import shlex
from collections.abc import Sequence

from ...errors import UnknownNameError
from ..entries import Correction, Override
from .clips import LEVEL, Look, Seen, look
from .model import Evidence, Gate
from .pain import settled, severity
from .past import Past, Session
from .rungs import Rung, ladder

__all__ = ["ALL", "GATES", "alone", "by_hand", "check_gate", "gates_to", "looks", "make_gate", "patience"]

GATES = {
    "form": "Form",
    "hinge": "A hinge",
    "sides": "Both sides alike",
    "load": "The load before",
    "effort": "Effort",
    "pain": "Pain",
    "base": "The rung before",
    "supervised": "A teacher",
}
"""The gates and their names."""
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
        Id of the exercise that they open.
    """
    sessions = past.sessions_of(rung.names)
    last = _window(sessions, rung)
    tell = _tell(past.history.person.name)
    made = [_with_corrections(past, _form(looks(past, rung), rung, to))]
    if rung.hinge:
        made.append(_hinge(looks(past, rung), to))
    if rung.sides is not None:
        made.append(_sides(sessions, rung, tell, to))
    if rung.least_kg is not None:
        made.append(_load(last, rung.least_kg, to))
    made += [_effort(last, tell, to), _pain(last, tell, to)]
    return tuple(by_hand(past, gate) for gate in made)


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


def looks(past: Past, rung: Rung) -> tuple[Look, ...]:
    """Give the clips of a rung that show enough to go by, newest first."""
    least = min(ladder().rules.least_reps, rung.reps[0])
    seen = [look(record, rung) for record in reversed(past.clips_of(rung.names))]
    return tuple(one for one in seen if one.enough and len(one.reps) >= least)


def alone(found: Sequence[Look]) -> int:
    """Count the newest clips in a row in which the same single thing was out."""
    first = [s.id for s in found[0].out] if found else []
    if len(first) != 1:
        return 0
    n = 0
    for one in found:
        if [s.id for s in one.out] != first:
            break
        n += 1
    return n


def patience(rung: Rung) -> int:
    """Give after how many clips in a row a single thing that is out holds nobody any more."""
    rules = ladder().rules
    return rules.clips_alone if rung.loaded else rules.clips_alone_body


def by_hand(past: Past, gate: Gate) -> Gate:
    """Give a gate as the newest word of a person or coach leaves it."""
    said = override(past, gate.id, gate.to)
    hurts = gate.id == "pain" and gate.state == "closed"
    if said is None or (said.opens and (hurts or gate.state == "open")):
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


def override(past: Past, gate: str, to: str) -> Override | None:
    """Give the newest word about a gate; None where there is none."""
    said = [o for o in past.history.overrides if o.day <= past.day and o.exercise == to and o.gate in (gate, ALL)]
    return said[-1] if said else None


def make_gate(name: str, to: str, say: str, evidence: Sequence[Evidence] = (), **how: str) -> Gate:
    """Make a gate; ``how`` is its ``state`` and what is ``missing``."""
    made = {"id": name, "title": GATES[name], "to": to, "say": say, "evidence": tuple(evidence), **how}
    return Gate.model_validate({**made, "measured": how["state"]})


# --- what clips show


def _form(found: Sequence[Look], rung: Rung, to: str) -> Gate:
    if not found:
        least = min(ladder().rules.least_reps, rung.reps[0])
        say = f"No clip of the {rung.title} yet that shows {least} or more repetitions well enough to judge."
        return make_gate("form", to, say, state="missing", missing=f"Film a set of the {rung.title} from the side.")
    newest = found[0]
    out = newest.out
    evidence = [newest.evidence(s, s.out or s.met or s.near or s.unseen) for s in newest.form]
    unseen = _and([s.title for s in newest.form if not s.seen and s.id != LEVEL])
    tail = f" Not seen, and no reason to wait: {unseen}." if unseen else ""
    if not out:
        say = f"Clip of {newest.record.day}: {_within(newest)}.{tail}"
        return make_gate("form", to, say, evidence, state="open")
    if len(out) == 1 and alone(found) >= patience(rung):
        say = f"{_out(out[0])}, again. One cue alone locks nothing: go on, and keep practising it.{tail}"
        return make_gate("form", to, say, evidence, state="open")
    if len(out) == 1:
        left = patience(rung) - alone(found)
        clips = "one more clip" if left == 1 else f"{left} more clips"
        say = f"{_out(out[0])}. Practise it first; one cue alone holds you for {clips} at most.{tail}"
        return make_gate("form", to, say, evidence, state="waits", missing=f"Film again: {_lower(out[0].title)}.")
    say = f"Clip of {newest.record.day}: {'; '.join(_out(s) for s in out)}.{tail}"
    titles = _and([_lower(s.title) for s in out])
    return make_gate("form", to, say, evidence, state="closed", missing=f"Practise and film again: {titles}.")


def _with_corrections(past: Past, gate: Gate) -> Gate:
    """Put beside a clip's evidence what coaches said about it; it stays beside what was measured."""
    clips = {e.entry for e in gate.evidence if e.kind == "clip"}
    said = [
        Evidence(kind="correction", entry=c.id, day=c.day, reps=(c.rep,) if c.rep else (), say=_corrected(c))
        for c in past.history.corrections
        if c.assessment in clips and c.day <= past.day
    ]
    return gate.model_copy(update={"evidence": (*gate.evidence, *said)}) if said else gate


def _corrected(said: Correction) -> str:
    return f"{said.by} says {said.verdict} of {said.cue.replace('_', ' ')}, the program {said.program or 'nothing'}"


def _within(newest: Look) -> str:
    seen = [s for s in newest.form if s.seen]
    told = _and([_lower(s.title) for s in seen if s.met and not s.out])
    parts = [f"{told} within the band in {len(newest.reps)} repetitions" if told else ""]
    parts += [f"{_lower(s.title)} out of it in {len(s.out)} of {s.seen}" for s in seen if s.out]
    near = _and([_lower(s.title) for s in seen if not s.met and not s.out])
    parts.append(f"too near the limit to tell, so no reason to wait: {near}" if near else "")
    return "; ".join(filter(None, parts))


def _out(seen: Seen) -> str:
    return f"{seen.title} was out of its band in {len(seen.out)} of {seen.seen} repetitions"


def _hinge(found: Sequence[Look], to: str) -> Gate:
    judged = [one for one in found if one.hinge.met or one.hinge.out]
    if not judged:
        say = "No clip yet that shows whether hips or knees lead."
        return make_gate("hinge", to, say, state="missing", missing="Film a set from the side.")
    newest = judged[0]
    say = f"{len(newest.hinge.met)} of {newest.hinge.seen} repetitions were hinges."
    if len(newest.hinge.met) < ladder().rules.share * newest.hinge.seen:
        evidence = [newest.told(say, (*newest.hinge.out, *newest.hinge.near))]
        missing = "Hips back first, shins still; then film again."
        return make_gate("hinge", to, say, evidence, state="closed", missing=missing)
    return make_gate("hinge", to, say, [newest.told(say, newest.hinge.met)], state="open")


# --- what the person told


def _told(session: Session, say: str) -> list[Evidence]:
    return [Evidence(kind="practice", entry=p.id, day=p.day, clip=p.clip, say=say) for p in session.entries]


def _window(sessions: Sequence[Session], rung: Rung) -> list[Session]:
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


def _more(last: Sequence[Session], tell: str) -> str:
    """Say what is missing where there are too few sessions."""
    left = ladder().rules.sessions - len(last)
    more = "one more session" if left == 1 else f"{left} sessions"
    return f"Practise it in {more} and tell {tell}." if left else ""


def _told_so_far(last: Sequence[Session], known: int, what: str) -> str:
    wanted = ladder().rules.sessions
    return f"{what} is told of {known} of {wanted} sessions running." if last else "No session yet."


def _effort(last: Sequence[Session], tell: str, to: str) -> Gate:
    most = ladder().rules.effort
    evidence = [e for s in last for e in _told(s, "effort " + ("not told" if s.effort is None else f"{s.effort:g}"))]
    hard = [s for s in last if s.effort is not None and s.effort > most]
    if hard:
        say = f"Effort {hard[-1].effort:g} on {hard[-1].day}."
        missing = f"Two sessions running with an effort of {most:g} or less."
        return make_gate("effort", to, say, evidence, state="closed", missing=missing)
    untold = [s for s in last if s.effort is None]
    more = _more(last, "the effort")
    if more or untold:
        say = _told_so_far(last, len(last) - len(untold), "Effort")
        ask = f"Tell the effort of {untold[-1].day}: {tell} --entry {untold[-1].day} --effort N" if untold else ""
        return make_gate("effort", to, say, evidence, state="missing", missing=" ".join(filter(None, (more, ask))))
    say = f"Effort {_and([f'{s.effort:g}' for s in last])} in two sessions running; {most:g} or less is asked for."
    return make_gate("effort", to, say, evidence, state="open")


def _pain(last: Sequence[Session], tell: str, to: str) -> Gate:
    evidence = [e for s in last for e in _told(s, _pains(s))]
    worse = [s for s in last if severity(s)]
    if worse:
        missing = "Two sessions running with pain of 3 or less that is no more the next day."
        say = f"On {worse[-1].day}: {_pains(worse[-1])}."
        return make_gate("pain", to, say, evidence, state="closed", missing=missing)
    unknown = [s for s in last if not settled(s)]
    more = _more(last, "the pain before, after and on the next day")
    if more or unknown:
        say = _told_so_far(last, len(last) - len(unknown), "All about pain")
        ask = f"Tell the pain of {unknown[-1].day}: {tell} {_ask(unknown[-1])}" if unknown else ""
        return make_gate("pain", to, say, evidence, state="missing", missing=" ".join(filter(None, (more, ask))))
    say = f"Up to 3 of 10 in two sessions running ({_and([str(s.day) for s in last])}), and no more on the next day."
    return make_gate("pain", to, say, evidence, state="open")


def _pains(session: Session) -> str:
    told = (
        ("before", session.pain_before),
        ("after", session.pain_after),
        ("the next day", session.pain_next_day),
    )
    known = [f"{value:g} {when}" for when, value in told if value is not None]
    return "pain " + (", ".join(known) if known else "not told")


def _ask(session: Session) -> str:
    wanted = [name for name in ("before", "after", "next_day") if getattr(session, f"pain_{name}") is None]
    options = " ".join(f"--pain-{name.replace('_', '-')} N" for name in wanted)
    return f"--entry {session.day} {options}"


def _sides(sessions: Sequence[Session], rung: Rung, tell: str, to: str) -> Gate:
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
    missing = f"Tell the repetitions of each side, or of both: {tell} --exercise {rung.exercise} --side both --reps N"
    return make_gate("sides", to, "Not told yet.", state="missing", missing=missing)


def _reps_of_sides(session: Session) -> tuple[int, int] | None:
    found: dict[str, int] = {}
    for p in session.entries:
        if p.reps is not None and p.side is not None:
            for side in ("left", "right") if p.side == "both" else (p.side,):
                found[side] = p.reps
    return (found["left"], found["right"]) if len(found) == len(("left", "right")) else None


def _load(last: Sequence[Session], least: float, to: str) -> Gate:
    loads = [s.load_kg for s in last]
    known = [v for v in loads if v is not None]
    evidence = [e for s in last for e in _told(s, "load " + ("not told" if s.load_kg is None else f"{s.load_kg:g} kg"))]
    missing = f"Two sessions running with {least:g} kg or more."
    if len(known) < ladder().rules.sessions:
        say = _told_so_far(last, len(known), "The load")
        return make_gate("load", to, say, evidence, state="missing", missing=missing)
    say = f"{_and([f'{v:g}' for v in known])} kg in two sessions running; {least:g} kg or more is asked for."
    if min(known) < least:
        return make_gate("load", to, say, evidence, state="closed", missing=missing)
    return make_gate("load", to, say, evidence, state="open")


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?")) else f"{line}."
