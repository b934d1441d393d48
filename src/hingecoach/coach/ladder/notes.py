"""What else to know on a day: what was told and what is not, a long break, and a teacher for the first sessions."""

import shlex
from collections.abc import Iterator
from datetime import timedelta

from ...phrases import in_a_row
from .after_stop import after_stop
from .beside import hurts_beside
from .dose import Ask, dose_for
from .gates import awaits
from .pain import GO_ON, settled, severity, tell_pains
from .past import Past, Session
from .rungs import ladder
from .standing import Standing
from .told_gates import tell_pain

__all__ = ["has_rested", "notes"]

EARLY = 6
"""Days of practice that count as the first sessions (E)."""


def notes(past: Past, at: Standing) -> tuple[str, ...]:
    """Give the notes of a plan, in sentences."""
    found = (*_cleared(past, at), *_waiting(past, at))
    if not at.trains:
        return found
    return (*found, *_rested(past), *_untold(past, at), *_beside(past), *_again(past, at), *_teacher(past, at))


def has_rested(past: Past) -> bool:
    """Say whether nothing was practised for so long that the first session is a lighter one."""
    days = [p.day for p in past.done]
    return bool(days) and past.day - days[-1] > timedelta(days=ladder().rules.break_days)


def _cleared(past: Past, at: Standing) -> Iterator[str]:
    who = past.history.person.name
    for c in at.stop.cleared:
        lead = f"Told by {c.by or who} on {c.day}"
        yield f"{lead}: a professional who knows about it says training is fine ({c.question.id})."


def _waiting(past: Past, at: Standing) -> Iterator[str]:
    """Ask for what is not told of the last session, where it would lead a step back from pain."""
    last = past.sessions[-1] if past.sessions else None
    if at.pain.level != "go_on" and last is not None and not settled(last) and severity(last) == 0:
        yield f"It leads on once all is known. {tell_pain(last, past.history.person.name, past.day)}"


def _rested(past: Past) -> Iterator[str]:
    if has_rested(past):
        days = (past.day - past.done[-1].day).days
        yield f"Nothing was noted for {days} days: begin easier than last time."


def _untold(past: Past, at: Standing) -> Iterator[str]:
    rung = ladder().way[at.at]
    own = past.sessions_of(rung.names)
    if at.is_unfilmed and rung.loaded and own and all(s.load_kg is None for s in own):
        how = f"hingecoach people practice {shlex.quote(past.history.person.name)} --entry {own[-1].entries[-1].id[:8]}"
        yield f"Its load is not told, so the dose begins low. Tell it: {how} --load KG"


def _beside(past: Past) -> Iterator[str]:
    """Say that a branch that hurt is left for a while."""
    for rung, _ in ladder().branches:
        found = hurts_beside(past.sessions, rung.names)
        if found is not None:
            left, session = found
            own = Session(session.day, tuple(p for p in session.entries if p.exercise in rung.names))
            more = "one session" if left == 1 else f"{left} sessions"
            lead = f"Leave the {rung.title} for now: {tell_pains(own)} on {own.day}"
            yield f"{lead}. It may come again, lighter, after {more} that went well."


def _again(past: Past, at: Standing) -> Iterator[str]:
    """Say that a lift that was stopped may come back, once the way back is done, where no gate leads to it."""
    waiting = [one for one in ladder().way[at.at + 1 :] if awaits(past, one)]
    after = after_stop(past, waiting[-1]) if waiting else None
    if after is None or at.pain.level != "go_on" or at.stop.state != "clear":
        return
    rung, here = waiting[-1], ladder().way[at.at]
    load = dose_for(past, rung, Ask()).load_kg
    weight = f", with {load:g} kg or less" if load else ""
    lead = f"After the pain of {after.stop.day} the {rung.title} may take the place of the {here.title} from now on"
    yield f"{lead}: a shorter way first ({rung.shorter}){weight}."


def _teacher(past: Past, at: Standing) -> Iterator[str]:
    """Say that the first sessions go better with a teacher, until two with one are told (domain.md 7.6)."""
    stood_by = [s for s in past.sessions if any(p.supervised for p in s.entries)]
    reasons = list(_reasons(past, at))
    if reasons and len(stood_by) < ladder().rules.sessions:
        lead = in_a_row(reasons)
        lead = f"{lead[:1].upper()}{lead[1:]}"
        which = "first" if _is_early(past) else "next"
        yield f"{lead}: practise the {which} sessions with somebody who teaches it, and note it with --supervised."


def _is_early(past: Past) -> bool:
    return len({p.day for p in past.done}) < EARLY


def _reasons(past: Past, at: Standing) -> Iterator[str]:
    person, early = past.history.person, _is_early(past)
    if early and person.experience == "new":
        yield "new to exercise"
    if early and person.from_sixty(past.day):
        yield "from sixty on"
    if early and person.may_be_under_18(past.day):
        yield "under eighteen"
    last = past.sessions[-ladder().rules.sessions :]
    if at.pain.level != "go_on" or (early and any(severity(s) or max(s.pains, default=0) >= GO_ON for s in last)):
        yield "with pain"
