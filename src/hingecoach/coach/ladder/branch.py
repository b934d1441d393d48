"""The branches of the ladder: the swing, behind its own gates, supervised first where somebody is new or sixty."""

from collections.abc import Sequence
from datetime import timedelta

from ...phrases import in_a_row
from .after_stop import after_stop, swing_waits
from .dose import Ask, dose_for
from .form_gates import glimpses, looks
from .gate import make_gate
from .gates import awaits, by_hand, is_pain
from .model import Branch, Evidence, Gate
from .past import Past
from .rungs import Rung, ladder

__all__ = ["branches"]


def branches(past: Past, gates: Sequence[Sequence[Gate]], *, free: bool) -> tuple[Branch, ...]:
    """Give the branches and how their gates stand.

    Parameters
    ----------
    past
        What was done.
    gates
        The gates after each rung of the way.
    free
        Whether anything new may be begun today.
    """
    return tuple(_branch(past, rung, before, gates, free=free) for rung, before in ladder().branches)


def _branch(past: Past, rung: Rung, before: Rung, gates: Sequence[Sequence[Gate]], *, free: bool) -> Branch:
    back = _back_first(past, rung, before)
    found = [back or _base(rung, before, gates)]
    if rung.supervised:
        found.append(_supervised(past, rung))
    found += _form(past, rung, before)
    hurts = back is not None or any(map(is_pain, gates[ladder().place(before.exercise) or 0]))
    made = tuple(by_hand(past, gate, hurts=hurts and gate.id == "base") for gate in found)
    shut = any(not g.passable and (g.id != "supervised" or g.state == "held") for g in made)
    state = "closed" if shut or not free else "open" if all(g.passable for g in made) else "supervised"
    return Branch.model_validate(
        {
            "exercise": rung.exercise,
            "title": rung.about.title,
            "state": state,
            "say": _say(rung, before, state, shut=shut) + _by_hand(made),
            "gates": made,
            "dose": None if state == "closed" else dose_for(past, rung, _ask(past, rung)),
        }
    )


def _ask(past: Past, rung: Rung) -> Ask:
    """Ask for a lighter load where the branch itself was not practised for long, whatever else was."""
    own = past.sessions_of(rung.names)
    rested = bool(own) and past.day - own[-1].day > timedelta(days=ladder().rules.break_days)
    return Ask(lighter=rested)


def _say(rung: Rung, before: Rung, state: str, *, shut: bool) -> str:
    back = f"When it shows marked repetitions, go back to the {before.title}."
    if state == "open":
        return f"The {rung.title} is open, if you like: a branch, not a step on the way. {back}"
    if state == "supervised":
        return f"The {rung.title} is open with somebody who teaches it; note it with --supervised. {back}"
    return f"The {rung.title} is a branch that nobody must take. " + ("Its gates are closed." if shut else "Not today.")


def _by_hand(gates: Sequence[Gate]) -> str:
    """Say who opened a gate by hand, and why."""
    said = dict.fromkeys(e.say for g in gates if g.state == "overridden" for e in g.evidence if e.kind == "override")
    return "".join(f" Opened by hand ({words})." for words in said)


def _back_first(past: Past, rung: Rung, before: Rung) -> Gate | None:
    """Give the gate that stays closed after a stop for pain; None where every lift is back."""
    waiting = [one for one in ladder().way if awaits(past, one)]
    after = after_stop(past, waiting[-1]) if waiting else None
    stop = after.stop if after else swing_waits(past, rung, before)
    if stop is None:
        return None
    titles = in_a_row([f"the {one.title}" for one in waiting])
    lead = f"{titles} as before" if waiting else f"two good sessions of the {before.title} after"
    say = f"First {lead} the pain of {stop.day}."
    evidence = [Evidence(kind="practice", entry=p.id, day=p.day, say="stopped for pain") for p in stop.entries]
    return make_gate("base", rung.exercise, say, evidence, state="closed", missing=say)


def _base(rung: Rung, before: Rung, gates: Sequence[Sequence[Gate]]) -> Gate:
    """Give the gate that the rung before opens: its own gates, pain too, or those of a later one."""
    way, to = ladder().way, rung.exercise
    at = ladder().place(before.exercise) or 0
    for i in range(len(way) - 1, at - 1, -1):
        if all(g.passable for g in gates[i]):
            evidence = tuple(e for g in gates[i] for e in g.evidence)
            return make_gate("base", to, f"The {way[i].title} is there.", evidence, state="open")
    shut = [g for g in gates[at] if not g.passable]
    say = f"First the {before.title}: " + ", ".join(g.title.lower() for g in shut) + "."
    evidence = tuple(e for g in shut for e in g.evidence)
    state = "closed" if any(g.state != "missing" for g in shut) else "missing"
    return make_gate("base", to, say, evidence, state=state, missing=say)


def _form(past: Past, rung: Rung, before: Rung) -> list[Gate]:
    """Give what the newest clip of the branch itself shows; none where there is no clip of it."""
    found = [*looks(past, rung)[:1], *(one for one in glimpses(past, rung)[:1] if len(one.out) > 1)]
    if not found:
        return []
    newest = max(found, key=lambda one: len(one.out))  # a short one can only close it
    out = newest.out
    evidence = tuple(newest.evidence(s, s.out or s.met) for s in newest.form if s.seen)
    say = f"Clip of {newest.record.day}: " + ("; ".join(s.say_out for s in out) if out else "fine") + "."
    if len(out) <= 1:  # one cue alone locks nothing
        return [make_gate("form", rung.exercise, say, evidence, state="open")]
    missing = f"Back to the {before.title} for now."
    return [make_gate("form", rung.exercise, say, evidence, state="closed", missing=missing)]


def _supervised(past: Past, rung: Rung) -> Gate:
    to = rung.exercise
    stood_by = [p for s in past.sessions_of(rung.names) for p in s.entries if p.supervised]
    if stood_by:
        newest = stood_by[-1]
        evidence = Evidence(kind="practice", entry=newest.id, day=newest.day, say="a coach stood by")
        return make_gate("supervised", to, f"A coach stood by on {newest.day}.", [evidence], state="open")
    sixty, level = past.history.person.from_sixty(past.day), past.history.person.experience
    if sixty is False and level in ("some", "regular"):
        return make_gate("supervised", to, "Under sixty, and not new to exercise.", state="open")
    learn = "The first time with somebody who teaches it; note it with --supervised."
    if sixty or level == "new":
        say = "From sixty on." if sixty else "New to exercise."
        return make_gate("supervised", to, say, state="closed", missing=learn)
    unknown = " and ".join(name for name, known in (("age", sixty), ("experience", level)) if known is None)
    say = f"Not known: {unknown}. Tell it with: hingecoach people edit."
    return make_gate("supervised", to, say, state="missing", missing=f"{say} Until then: {learn}")
