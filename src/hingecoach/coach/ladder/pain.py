"""The pain guide: a self-chosen guide from tendon training (C: S85, S86), no medical one (domain.md 7.3).

0 to 3 go on; 4 and 5 reduce and look again; above 5 stop; more on the next day than before: step down. A level stays
until sessions with full answers went well: each takes one level off. A session about which nothing was told takes none.
After a stop these steps are without load, on a rung without one: what is harder takes nothing off, however it went,
until the stop is long ago (as long as a break after which people begin lighter).
"""

import shlex
from collections.abc import Sequence
from datetime import date, timedelta

from ...exercises import all_exercises
from ...phrases import in_a_row, in_sentence
from ..entries import Practice
from .model import Evidence, PainLevel, PainState
from .past import Session
from .rungs import ladder

__all__ = [
    "GO_ON",
    "LEVELS",
    "RISE",
    "pain_state",
    "settled",
    "severity",
    "stepping_down",
    "stopped",
    "taken_back",
    "tell_pains",
    "unsettled",
]

GO_ON, REDUCE = 3.0, 5.0
"""Up to the first: go on. Up to the second: reduce. Above: stop (thresholds.json)."""
RISE = 1.0
"""More on the next day than before, from which on it counts as a rise: scores are told in whole points (E)."""
LEVELS: tuple[PainLevel, ...] = ("go_on", "reduce", "step_down", "stop")
_SAY = {
    "go_on": "Pain up to 3 of 10 that is back to its usual the next day: go on.",
    "reduce": "Pain of 4 or 5: a shorter way and a lighter load, and look again after the next session.",
    "step_down": "More pain on the next day than before: one step down, and look again after the next session.",
    "stop": "Days on which it hurts more are common, and most settle within days or a few weeks (hingecoach learn "
    "pain). Meanwhile move as is comfortable, and walk. Easier hinges again when it is 3 or less on two ordinary "
    "days: one easy set without load, and note it. If it stays above 5, or is worse for more than two days, see a "
    "professional.",
}
OLD = timedelta(days=7)
"""How old a stop is when how it is today is asked for (E)."""


_LESS = {"reduce": "a shorter way and a lighter load", "step_down": "one step down"}
_BACK = {
    "step_down": "now a shorter way without load, then the whole way without load, then the load",
    "reduce": "now the whole way without load, then the load",
}
"""The steps after a stop and one easy set, as ``hingecoach learn pain`` has them (E)."""


def severity(session: Session) -> int:
    """Give how far a session went: the place of its level in ``LEVELS``.

    Notes
    -----
    More pain during, after or on the next day never gives a lower level. More pain *before* can: what was there before
    is no answer to the training.
    """
    worst = max(session.pains, default=0.0)
    if worst > REDUCE:
        return LEVELS.index("stop")
    before, after = session.pain_before, session.pain_next_day
    if before is not None and after is not None and after - before >= RISE:
        return LEVELS.index("step_down")
    return LEVELS.index("reduce" if worst > GO_ON else "go_on")


def settled(session: Session) -> bool:
    """Say whether a session is known to have gone well: all answers there, up to 3, and no rise."""
    before, after, next_day = session.pain_before, session.pain_after, session.pain_next_day
    known = after is not None and next_day is not None and (before is not None or next_day < RISE)
    return known and severity(session) == 0


def unsettled(sessions: Sequence[Session]) -> tuple[tuple[int, Session], ...]:
    """Give the sessions whose pain still counts, oldest first, each with the place in ``LEVELS`` that it has left."""
    found = []
    for i, session in enumerate(sessions):
        level, stops = severity(session), bool(stopped(session))
        if level:
            left = level - sum(_leads_back(s, session) if stops else settled(s) for s in sessions[i + 1 :])
            found.append((left, session))
    return tuple(one for one in found if one[0] > 0)


def taken_back(sessions: Sequence[Session], stop: Session) -> date | None:
    """Give the day of the session that took the last level off a stop; None while it counts."""
    well = [s.day for s in sessions if s.day > stop.day and _leads_back(s, stop)]
    levels = LEVELS.index("stop")
    return well[levels - 1] if len(well) >= levels else None


def _leads_back(session: Session, stop: Session) -> bool:
    """Say whether a later session takes a level off a stop: it went well, and was easy or is of long after it."""
    return settled(session) and (_is_easy(session) or _is_long_after(session, stop))


def _is_long_after(session: Session, stop: Session) -> bool:
    return session.day - stop.day > timedelta(days=ladder().rules.break_days)


def _is_easy(session: Session) -> bool:
    """Say whether nothing in a session was more than the way back from a stop asks for: rungs without a load."""
    return all(map(_is_on_the_way_back, session.entries))


def _is_on_the_way_back(entry: Practice) -> bool:
    at = ladder().place(entry.exercise)
    return at is not None and at <= ladder().unloaded and not entry.load_kg


def stepping_down(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Give the sessions each of which still asks for a step down or more, oldest first."""
    return tuple(session for left, session in unsettled(sessions) if left >= LEVELS.index("step_down"))


def stopped(session: Session) -> tuple[str, ...]:
    """Give the exercises of a session that its pain stops; none where it stops nothing."""
    return tuple(dict.fromkeys(p.exercise for p in session.entries if max(_pains(p), default=0.0) > REDUCE))


def pain_state(sessions: Sequence[Session], name: str, day: date) -> PainState:
    """Say how the pain guide stands after the sessions.

    Parameters
    ----------
    sessions
        Everything that was practised, oldest first.
    name, day
        Whose it is, and for which day: of a stop that is old the plan asks how it is now.
    """
    left = unsettled(sessions)
    level, since = max(reversed(left), key=lambda one: one[0], default=(0, None))
    found = LEVELS[level]
    stops = [s for _, s in left if stopped(s)]
    if since is not None and found == "stop":
        say = f"{_stopped(since, name, day)}{_anyway(stops, sessions)}"
        return PainState(level=found, say=say, evidence=_evidence(since))
    if stops:
        say = f"After the pain of {stops[-1].day} one step at a time: {_BACK[found]}.{_anyway(stops, sessions)}"
        return PainState(level=found, say=say, evidence=_evidence(stops[-1]), back_from_stop=True)
    return PainState(level=found, say=_said(found, since), evidence=_evidence(since))


def _anyway(stops: Sequence[Session], sessions: Sequence[Session]) -> str:
    """Say what was done after a stop though the way back does not have it yet."""
    after = [s for s in sessions if stops and s.day > stops[0].day and not _is_easy(s)]
    later = [s for s in after if not _is_long_after(s, stops[-1])]
    if not later:
        return ""
    titles = dict.fromkeys(_title(p.exercise) for p in later[-1].entries if not _is_on_the_way_back(p))
    lead = in_a_row(list(titles))
    verb, turn = ("was", "its turn") if len(titles) == 1 else ("were", "their turn")
    return f" {lead[:1].upper()}{lead[1:]} {verb} done on {later[-1].day}, before {turn}: the steps stay the same."


def _stopped(session: Session, name: str, day: date) -> str:
    """Say which exercise rests and since when, what may be done meanwhile, and where it is old ask for news."""
    titles = in_a_row([_title(exercise) for exercise in stopped(session)])
    say = f"Pain above 5: stop {titles} for now ({max(session.pains):g} was told on {session.day}). {_SAY['stop']}"
    if day - session.day <= OLD:
        return say
    how = f"hingecoach people practice {shlex.quote(name)} --exercise glute_bridge --sets 1"
    ago = f"That was {(day - session.day).days} days ago. How is it today?"
    ago += " Do one easy set of the glute bridge if it is 3 or less, and tell it"
    return f"{say} {ago}: {how} --pain-before N --pain-after N"


def _name(entry: Practice) -> str:
    """Name the exercise of an entry as a line begins with it."""
    known = all_exercises().get(entry.exercise)
    return known.title if known and known.id != "other" else "This exercise"


def _title(exercise: str) -> str:
    known = all_exercises().get(exercise)
    return f"the {in_sentence(known.title)}" if known and known.id != "other" else "this exercise"


def _pains(entry: Practice) -> list[float]:
    return [v for v in (entry.pain_before, entry.pain_after, entry.pain_next_day) if v is not None]


def _said(name: PainLevel, since: Session | None) -> str:
    if since is not None and LEVELS[severity(since)] != name:
        return (
            f"After the pain of {since.day} one step at a time: {_LESS[name]}, and look again after the next session."
        )
    return _SAY[name]


def _evidence(session: Session | None) -> tuple[Evidence, ...]:
    if session is None:
        return ()
    return tuple(
        Evidence(kind="practice", entry=p.id, day=p.day, say=f"{_name(p)}, {tell_pains(p)}")
        for p in session.entries
        if _pains(p)
    )


def tell_pains(told: Practice | Session) -> str:
    """Say the scores of a practice, or of a day."""
    words = (("before", told.pain_before), ("after", told.pain_after), ("the next day", told.pain_next_day))
    return "pain " + ", ".join(f"{value:g} {when}" for when, value in words if value is not None)
