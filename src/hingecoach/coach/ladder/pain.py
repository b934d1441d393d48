"""The pain guide: a self-chosen guide from tendon training (C: S85, S86), no medical one (domain.md 7.3).

0 to 3 go on; 4 and 5 reduce and look again; above 5 stop; more on the next day than before: step down. A level stays
until sessions with full answers went well: each takes one level off. A session about which nothing was told takes none.
"""

from collections.abc import Sequence

from .model import Evidence, PainLevel, PainState
from .past import Session

__all__ = ["GO_ON", "LEVELS", "RISE", "pain_state", "settled", "severity", "stepping_down"]

GO_ON, REDUCE = 3.0, 5.0
"""Up to the first: go on. Up to the second: reduce. Above: stop (thresholds.json)."""
RISE = 1.0
"""More on the next day than before, from which on it counts as a rise: scores are told in whole points (E)."""
LEVELS: tuple[PainLevel, ...] = ("go_on", "reduce", "step_down", "stop")
_SAY = {
    "go_on": "Pain up to 3 of 10 that is back to its usual the next day: go on.",
    "reduce": "Pain of 4 or 5: a shorter way and a lighter load, and look again after the next session.",
    "step_down": "More pain on the next day than before: one step down, and look again after the next session.",
    "stop": "Pain above 5: stop this exercise. If it stays above 5, or is worse for more than two days, see a "
    "professional. Once it is 3 or less on two ordinary days, begin with one easy set without load, and note it.",
}


_LESS = {"reduce": "a shorter way and a lighter load", "step_down": "one step down"}


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


def stepping_down(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Give the sessions each of which still asks for a step down or more, oldest first."""
    found, well = [], 0
    for session in reversed(sessions):
        if severity(session) - well >= LEVELS.index("step_down"):
            found.append(session)
        well += settled(session)
    return tuple(reversed(found))


def pain_state(sessions: Sequence[Session]) -> PainState:
    """Say how the pain guide stands after the sessions, oldest first."""
    level, since, well = 0, None, 0
    for session in reversed(sessions):
        reached = severity(session) - well
        if reached > level:
            level, since = reached, session
        well += settled(session)
    name = LEVELS[level]
    return PainState(level=name, say=_said(name, since), evidence=_evidence(since))


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
        Evidence(kind="practice", entry=p.id, day=p.day, say=_told(p.pain_before, p.pain_after, p.pain_next_day))
        for p in session.entries
        if any(v is not None for v in (p.pain_before, p.pain_after, p.pain_next_day))
    )


def _told(before: float | None, after: float | None, next_day: float | None) -> str:
    words = (("before", before), ("after", after), ("the next day", next_day))
    return "pain " + ", ".join(f"{value:g} {when}" for when, value in words if value is not None)
