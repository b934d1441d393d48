"""Entries and people as rows, written on an open connection, so that several can make one transaction."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ...errors import InputError
from ..history import KINDS, AssessmentRecord, Correction, Entry, LogEntry, Person, Practice
from .tables import entries, files, people, settings

Files = Mapping[str, bytes]
"""What is kept with an assessment: name and bytes."""
_KIND = {model: kind for kind, model in KINDS.items()}
AT_ONCE = 500
"""Ids that one statement names."""
_GONE = "The person or entry is not in the store (any more). Look with: hingecoach people show NAME"


def name_key(name: str) -> str:
    """Give what two equal names have in common.

    >>> name_key("  Ann  B ") == name_key("ann b")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def put(db: Connection, person: str, new: Iterable[Entry], kept: Mapping[str, Files]) -> None:
    """Insert entries and their files on an open connection."""
    rows = list(new)
    if db.scalar(select(people.c.id).where(people.c.id == person)) is None:
        raise InputError(_GONE)
    if rows:
        db.execute(insert(entries), [_row(person, e) for e in rows])
    _check_named(db, person, rows)
    _put_files(db, kept)


def swap(db: Connection, person: str, changed: Iterable[Entry], kept: Mapping[str, Files]) -> None:
    """Put entries in the place of those with the same ids, on an open connection."""
    rows = list(changed)
    for entry in rows:
        mine = (entries.c.id == entry.id, entries.c.person == person)
        if not db.execute(update(entries).where(*mine).values(_row(person, entry))).rowcount:
            raise InputError(_GONE)
    _check_named(db, person, rows)
    _put_files(db, kept)


def put_setting(db: Connection, name: str, value: str | None) -> None:
    """Set or take away a setting on an open connection."""
    db.execute(delete(settings).where(settings.c.name == name))
    if value is not None:
        db.execute(insert(settings).values(name=name, value=value))


def _put_files(db: Connection, kept: Mapping[str, Files]) -> None:
    for entry, held in kept.items():
        for name, data in held.items():
            db.execute(delete(files).where(files.c.entry == entry, files.c.name == name))
            db.execute(insert(files).values(entry=entry, name=name, data=data))


def _check_named(db: Connection, person: str, new: Iterable[Entry]) -> None:
    """See that the assessments that entries speak of are that person's."""
    named = {e.assessment for e in new if isinstance(e, Correction | Practice) and e.assessment}
    of_person = (entries.c.person == person, entries.c.kind == "assessments")
    for start in range(0, len(named), AT_ONCE):
        part = sorted(named)[start : start + AT_ONCE]
        if db.scalar(select(func.count()).where(*of_person, entries.c.id.in_(part))) != len(part):
            raise InputError(_GONE)


def person_row(person: Person) -> dict[str, Any]:
    """Give the row of a person."""
    return {"id": person.id, "name_key": name_key(person.name), "body": person.model_dump_json()}


def _row(person: str, entry: Entry) -> dict[str, Any]:
    video = entry.video.file if isinstance(entry, AssessmentRecord) and entry.video else None
    return {
        "id": entry.id,
        "person": person,
        "kind": _KIND[type(entry)],
        "kept_at": instant(entry.kept_at),
        "key": entry.key if isinstance(entry, LogEntry) else None,
        "video": video,
        "body": entry.model_dump_json(),
    }


def instant(at: datetime) -> str:
    """Write an instant so that texts sort as instants do."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


@contextmanager
def no_twin(person: Person) -> Iterator[None]:
    """Say in words that a name is taken.

    Raises
    ------
    InputError
        There is a person of that name already.
    """
    try:
        yield
    except IntegrityError as e:
        more = "Add a letter or a number to tell them apart."
        raise InputError(f"There is a person called {person.name!r} already. {more}") from e
