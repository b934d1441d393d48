"""The store: one file that holds people and their history. Every method is one transaction, durable when it returns."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, func, insert, select, update

from ...errors import InputError, UnknownNameError
from ...places import data_folder
from ..history import KINDS, AssessmentRecord, Entry, History, LogEntry, Person
from .engine import connect, in_words
from .place import STORE, VIDEOS, make_file, make_private, work_folder
from .rows import Files, name_key, no_twin, person_row, put, put_setting, swap
from .tables import entries, files, people, settings
from .upgrade import Tell, to_todays_form

__all__ = ["Store", "open_store"]


def open_store(folder: str | Path | None = None, *, tell: Tell | None = None) -> "Store":
    """Open the store; at first use it is made, an older one is upgraded after a backup.

    Parameters
    ----------
    folder
        The data folder; None for ``HINGECOACH_DATA`` or the system's place for a user's data.
    tell
        Hears a sentence about what was done beside opening: an upgrade, a clip whose time is over.

    Raises
    ------
    OutputError
        The folder or the store cannot be written; the line says why and what to do.
    InputError
        The store was made by a newer hingecoach, is broken, or is none.
    """
    from .purge import tidy  # noqa: PLC0415  (it builds on this module)

    place = data_folder(folder)
    make_private(place)
    path = place / STORE
    make_file(path)
    store = Store(connect(path), place)
    try:
        with in_words(path):
            to_todays_form(store.engine, path, tell)
        tidy(store, tell)
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """People and their history.

    Parameters
    ----------
    engine
        The database, in today's form; :func:`open_store` sees to that.
    folder
        Where the copies of clips, backups and half-made things lie.
    """

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the database go; SQLite then folds its write-ahead log into the one file."""
        self.engine.dispose()

    # --- people

    def people(self) -> tuple[Person, ...]:
        """Give everybody, by name."""
        with self.reading() as db:
            bodies = db.scalars(select(people.c.body).order_by(people.c.name_key)).all()
        return tuple(Person.model_validate_json(body) for body in bodies)

    def find(self, who: str) -> Person:
        """Give the person of that name or id; upper and lower case are the same.

        Raises
        ------
        UnknownNameError
            There is none of that name.
        InputError
            There is nobody at all.
        """
        key = name_key(who)
        known = self.people()
        for person in known:
            if key in {name_key(person.name), person.id}:
                return person
        if not known:
            raise InputError("Nobody is in the store yet. Add somebody with: hingecoach people add NAME")
        raise UnknownNameError("person", who, [p.name for p in known])

    def add_person(self, person: Person) -> None:
        """Keep a new person.

        Raises
        ------
        InputError
            There is a person of that name already.
        """
        with self.writing() as db, no_twin(person):
            db.execute(insert(people).values(person_row(person)))

    def change_person(self, person: Person, fields: Iterable[str] | None = None) -> None:
        """Keep what has changed about a person, told by ``person.id``.

        Parameters
        ----------
        person
            As they are now.
        fields
            What was changed: all else stays as it is in the store, whoever wrote it; None for everything.

        Raises
        ------
        InputError
            Somebody else has that name already.
        """
        with self.writing() as db, no_twin(person):
            mine = people.c.id == person.id
            there = db.scalar(select(people.c.body).where(mine))
            if fields is not None and there:
                now = Person.model_validate_json(there)
                person = now.model_copy(update={name: getattr(person, name) for name in fields})
            db.execute(update(people).where(mine).values(person_row(person)))

    def counts(self) -> dict[str, dict[str, int]]:
        """Count the entries: a person's id, the list of the history, how many."""
        counted: dict[str, dict[str, int]] = {}
        query = select(entries.c.person, entries.c.kind, func.count()).group_by(entries.c.person, entries.c.kind)
        with self.reading() as db:
            for person, kind, n in db.execute(query):
                counted.setdefault(person, {})[kind] = n
        return counted

    # --- their history

    def history(self, person: str) -> History:
        """Give everything about a person, by id.

        Raises
        ------
        KeyError
            There is nobody of that id.
        """
        with self.reading() as db:
            body = db.scalar(select(people.c.body).where(people.c.id == person))
            rows = db.execute(select(entries.c.kind, entries.c.body).where(entries.c.person == person)).all()
        if body is None:
            raise KeyError(person)
        lists: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for kind, text in rows:
            lists[kind].append(KINDS[kind].model_validate_json(text))
        return History.model_validate({"person": Person.model_validate_json(body), **lists})

    def add(self, person: str, *new: Entry, files: Mapping[str, Files] | None = None) -> None:
        """Keep entries and the files that belong to them, all or none.

        Parameters
        ----------
        person
            The person's id.
        new
            The entries.
        files
            For an entry's id, what is kept with it.

        Raises
        ------
        InputError
            The person or an assessment that an entry speaks of is not there (any more).
        """
        with self.writing() as db:
            put(db, person, new, files or {})

    def add_log(self, person: str, new: Iterable[LogEntry]) -> int:
        """Keep entries of a training log; those whose key is there already are left out. Gives how many were new."""
        fresh = {e.key: e for e in new}
        with self.writing() as db:
            known = select(entries.c.key).where(entries.c.person == person, entries.c.key.is_not(None))
            for key in db.scalars(known):
                fresh.pop(key, None)
            put(db, person, tuple(fresh.values()), {})
        return len(fresh)

    def replace(self, person: str, *changed: Entry, files: Mapping[str, Files] | None = None) -> None:
        """Keep entries in the place of those with the same ids, all or none.

        Parameters
        ----------
        person, changed
            As in :meth:`add`.
        files
            For an entry's id, files that are added to what is kept with it, or take the place of those of that name.

        Raises
        ------
        InputError
            An entry, or an assessment that it speaks of, is not there (any more).
        """
        with self.writing() as db:
            swap(db, person, changed, files or {})

    def file(self, entry: str, name: str) -> bytes:
        """Give the bytes of a file that is kept with an entry.

        Raises
        ------
        KeyError
            There is no such file.
        """
        query = select(files.c.data).where(files.c.entry == entry, files.c.name == name)
        with self.reading() as db:
            data = db.scalar(query)
        if data is None:
            raise KeyError(name)
        return bytes(data)

    def video(self, record: AssessmentRecord) -> Path | None:
        """Give the file of the clip's copy; None where none is kept."""
        path = self.folder / VIDEOS / record.video.file if record.video else None
        return path if path and path.is_file() else None

    def videos(self) -> tuple[int, int]:
        """Count the copies of clips, and their bytes."""
        query = select(entries.c.video).where(entries.c.video.is_not(None))
        with self.reading() as db:
            paths = [self.folder / VIDEOS / name for name in db.scalars(query)]
        sizes = [path.stat().st_size for path in paths if path.is_file()]
        return len(sizes), sum(sizes)

    # --- settings, and how all this is done

    def setting(self, name: str) -> str | None:
        """Give the value of a setting of the store, None where it was not set."""
        with self.reading() as db:
            return db.scalar(select(settings.c.value).where(settings.c.name == name))

    def set(self, name: str, value: str | None) -> None:
        """Keep the value of a setting; None takes it away."""
        with self.writing() as db:
            put_setting(db, name, value)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock; at the end all that was done is kept, or nothing."""
        with in_words(self.folder / STORE), self.engine.begin() as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the store as it is at one instant."""
        with in_words(self.folder / STORE), self.engine.connect().execution_options(reads=True) as db:
            yield db

    def work(self) -> AbstractContextManager[Path]:
        """Give a private folder for half-made things, for one block."""
        return work_folder(self.folder)
