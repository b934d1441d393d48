"""What goes away is really gone: rows, pictures, copies of clips, backups, and the pages that were freed.

The wish is kept in the same transaction that deletes the rows. A process that is killed halfway leaves it standing, and
whoever opens the store next finishes the work.
"""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from ...errors import InputError
from ..history import AssessmentRecord, Practice
from .place import BACKUPS, STORE, VIDEOS, drop, leftovers
from .rows import AT_ONCE, instant, put_setting
from .store import Store
from .tables import entries, people
from .upgrade import Tell

__all__ = ["delete_person", "forget", "forget_log", "keep_videos_for", "tidy", "video_days"]

IN_MEMORY = 256_000_000
"""Bytes up to which a store is written anew by way of memory; a larger one by way of a temporary file."""
_WIPE, _DAYS = "wipe", "video_days"


def delete_person(store: Store, person: str) -> bool:
    """Delete a person and everything about them, by id, and all backups, which may hold them too.

    Returns
    -------
    bool
        False where the file could not be written anew, because another process reads it or the disk is full; the
        rows are gone all the same, and the next start tries again.
    """
    with store.writing() as db:
        db.execute(delete(people).where(people.c.id == person))
        put_setting(db, _WIPE, "1")
    return _finish(store)


def forget(store: Store, person: str, entry: str) -> bool:
    """Delete one entry, by id; with an assessment its corrections go, and practice entries no longer name it.

    Raises
    ------
    InputError
        The person has no such entry.

    Returns
    -------
    bool
        As in :func:`delete_person`.
    """
    with store.writing() as db:  # first, so that what is written back is what is there
        history = store.history(person)
        if entry not in {e.id for e in history.entries()}:
            raise InputError("There is no such entry. Look with: hingecoach people show NAME")
        gone = [entry, *(c.id for c in history.corrections if c.assessment == entry)]
        for practice in history.practice:
            if practice.assessment == entry:
                _body(db, practice.model_copy(update={"assessment": None}))
        db.execute(delete(entries).where(entries.c.person == person, entries.c.id.in_(gone)))
        put_setting(db, _WIPE, "1")
    return _finish(store)


def forget_log(store: Store, person: str, lines: Collection[str]) -> bool:
    """Delete lines of a person's training log, by id; what is no line of it stays.

    Returns
    -------
    bool
        As in :func:`delete_person`.
    """
    gone = list(lines)
    with store.writing() as db:
        for start in range(0, len(gone), AT_ONCE):
            named = entries.c.id.in_(gone[start : start + AT_ONCE])
            db.execute(delete(entries).where(entries.c.person == person, entries.c.kind == "log", named))
        put_setting(db, _WIPE, "1")
    return _finish(store)


def keep_videos_for(store: Store, days: int | None) -> None:
    """Set for how many days copies of clips are kept; None for as long as the assessment."""
    store.set(_DAYS, None if days is None else str(days))
    tidy(store)


def video_days(store: Store) -> int | None:
    """Give for how many days copies of clips are kept; None where there is no limit."""
    days = store.setting(_DAYS)
    return None if days is None else int(days)


def tidy(store: Store, tell: Tell | None = None) -> None:
    """Do what is due: finish a deletion, drop clips whose time is over and what killed processes left half-made."""
    for path in leftovers(store.folder):
        drop(path)
    expired = _expire(store)
    if expired and tell:
        tell(f"{expired} kept {'video' if expired == 1 else 'videos'} went away: the time set for videos is over.")
    if expired or store.setting(_WIPE):
        _finish(store)


def _expire(store: Store) -> int:
    days = video_days(store)
    if days is None:
        return 0
    before = datetime.now(UTC) - timedelta(days=days)
    with store.reading() as db:
        if not _too_old(db, before):
            return 0
    with store.writing() as db:
        old = _too_old(db, before)
        for record in old:
            _body(db, record.model_copy(update={"video": None}))
        put_setting(db, _WIPE, "1")
    return len(old)


def _too_old(db: Connection, before: datetime) -> list[AssessmentRecord]:
    """Give the clips whose copy was made before an instant; none is older than its assessment."""
    named = (entries.c.video.is_not(None), entries.c.kept_at < instant(before))
    records = map(AssessmentRecord.model_validate_json, db.scalars(select(entries.c.body).where(*named)))
    return [r for r in records if r.video and (r.video.kept_at or r.kept_at) < before]


def _body(db: Connection, entry: AssessmentRecord | Practice) -> None:
    changed = {"body": entry.model_dump_json(), "video": None}
    db.execute(update(entries).where(entries.c.id == entry.id).values(changed))


def _finish(store: Store) -> bool:
    """Remove files that nobody names, overwrite what was freed, and then take the wish away."""
    with store.writing() as db:  # nobody puts a clip in place meanwhile
        _drop_files(store, db.scalars(select(entries.c.video).where(entries.c.video.is_not(None))))
    if not _overwrite(store):
        return False
    store.set(_WIPE, None)
    return _overwrite(store, pages=False)


def _drop_files(store: Store, named: Iterable[str]) -> None:
    keep = set(named)
    for path in [*(store.folder / VIDEOS).glob("[!.]*"), *(store.folder / BACKUPS).glob("*")]:
        if path.parent.name == BACKUPS or path.name not in keep:
            drop(path)
    for path in leftovers(store.folder):
        drop(path)


def _overwrite(store: Store, *, pages: bool = True) -> bool:
    """Fold the write-ahead log into the file and cut it to nothing; with ``pages``, write the file anew without gaps.

    Freed pages hold zeros already (``secure_delete``); writing anew takes away what may be left inside pages in use.
    False where a reader keeps the log in use or the disk has no room.
    """
    path = store.folder / STORE
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        try:
            if pages:
                cursor.execute(f"PRAGMA temp_store = {'MEMORY' if path.stat().st_size < IN_MEMORY else 'FILE'}")
                cursor.execute("VACUUM")
        finally:
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        raw.close()
    return not busy
