"""A log file into the store, and whose log it is."""

from dataclasses import dataclass
from datetime import date

from ...errors import InputError
from ..entries import LogEntry
from ..history import History, Person
from ..store import Store
from .read import LogFile

__all__ = ["NO_LOG", "OWN", "Kept", "chosen", "keep_log", "whose"]

OWN = "me"
"""The person that is made where nobody is in the store yet."""

NO_LOG = "No log is in the store yet. Begin with: hingecoach log import FILE"
"""What to say where a log is asked for and none is there."""
SAME_KG = 0.01
"""Loads that differ by less are the same: kilograms that were pounds are rounded."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an import changed: entries that are new, known ones whose load is known now, and what differs from those."""

    new: int
    loads: int
    others: int = 0


def whose(store: Store, name: str | None, *, make: bool = False) -> Person:
    """Give the person of that name; without a name the only one, or one's own.

    Parameters
    ----------
    store
        The store.
    name
        Name or id; None for the default.
    make
        Whether a person ``me`` is made where nobody is there.

    Raises
    ------
    UnknownNameError
        There is nobody of that name.
    InputError
        Several people are there and nobody was named, or nobody is there at all.
    """
    if name is not None:
        return store.find(name)
    people = store.people()
    own = [p for p in people if len(people) == 1 or p.name == OWN]
    if own:
        return own[0]
    if people:
        raise InputError(f"Whose log is it? Name the person with --person ({', '.join(p.name for p in people)}).")
    if not make:
        raise InputError(NO_LOG)
    person = Person(name=OWN)
    store.add_person(person)
    return person


def keep_log(store: Store, person: Person, log: LogFile) -> Kept:
    """Keep what is new; where a known entry had no load because its unit was not told, the load is added."""
    known = {e.key: e for e in store.history(person.id).log}
    new = store.add_log(person.id, log.entries)
    filled = [f for e in log.entries if (f := _with_load(known.get(e.key), e))]
    store.replace(person.id, *filled)
    others = sum(_differs(known.get(e.key), e) for e in log.entries)
    return Kept(new, len(filled), others)


def chosen(
    history: History,
    *,
    source: str | None = None,
    first: date | None = None,
    last: date | None = None,
    newest: bool = False,
) -> tuple[LogEntry, ...]:
    """Give lines of a training log.

    Parameters
    ----------
    source
        Only those of this format, such as ``strong``.
    first, last
        Only those of these days and between them.
    newest
        Only those that came with the newest import that brought new lines.
    """
    at = max((e.kept_at for e in history.log), default=None) if newest else None
    return tuple(
        e
        for e in history.log
        if (source is None or e.source == source)
        and (at is None or e.kept_at == at)
        and (first or e.day) <= e.day <= (last or e.day)
    )


def _differs(old: LogEntry | None, fresh: LogEntry) -> bool:
    """Say whether a line tells another load than the one that is kept of it."""
    both = old is not None and old.load_kg is not None and fresh.load_kg is not None
    return both and abs(old.load_kg - fresh.load_kg) > SAME_KG  # type: ignore[union-attr, operator]


def _with_load(old: LogEntry | None, fresh: LogEntry) -> LogEntry | None:
    if old is None or old.load_kg is not None or fresh.load_kg is None:
        return None
    return old.model_copy(update={"load_kg": fresh.load_kg})
