"""Pain of a branch: it leaves the branch for a while, not the way, where what was done of the way did not hurt (E).

A stop is a stop of everything, whatever the exercise was.
"""

from collections.abc import Sequence

from .pain import LEVELS, settled, severity, unsettled
from .past import Session
from .rungs import ladder

__all__ = ["hurts_beside", "of_the_way"]


def of_the_way(sessions: Sequence[Session]) -> tuple[Session, ...]:
    """Give the sessions as the way counts them: without a branch that alone hurt, up to 5.

    Where both were done on one day and not all is told of the rest, the pain counts for the whole day.
    """
    kept = ((s, Session(s.day, tuple(p for p in s.entries if p.exercise not in _names()))) for s in sessions)
    found = (own if _is_beside(session, own) else session for session, own in kept)
    return tuple(s for s in found if s.entries)


def hurts_beside(sessions: Sequence[Session], names: Sequence[str]) -> tuple[int, Session] | None:
    """Give the newest session in which a branch hurt, with how many good sessions it still asks for.

    Parameters
    ----------
    sessions
        Everything that was practised, oldest first.
    names
        The exercises of the branch.
    """
    own = [(n, s) for n, s in unsettled(sessions) if any(severity(Session(s.day, (p,))) for p in s.entries
                                                         if p.exercise in names)]  # fmt: skip
    return (max(n for n, _ in own), own[-1][1]) if own else None


def _names() -> tuple[str, ...]:
    return tuple(name for rung, _ in ladder().branches for name in rung.names)


def _is_beside(session: Session, own: Session) -> bool:
    stops = severity(session) == LEVELS.index("stop")
    return severity(session) > 0 and not stops and (not own.entries or settled(own))
