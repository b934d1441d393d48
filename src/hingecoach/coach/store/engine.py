"""The connection to the database, and its errors in words.

SQLite is set so that nothing finished is lost and nothing deleted stays: write-ahead log, every commit waits for the
disk, freed pages are overwritten with zeros. Another database is another URL here; all that is SQLite's own is in this
module and in :mod:`.purge` and :mod:`.upgrade`.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from ...errors import HingecoachError, InputError, OutputError
from ...files import shown

BUSY_S = 30.0
"""Seconds to wait for another process that writes; the longest write, a kept clip, takes a second or two."""
LITTLE = 1 << 16
"""Bytes; SQLite's helper files grow by half of this."""
PRAGMAS = ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "temp_store = MEMORY")

_WHY: dict[int, tuple[type[HingecoachError], str]] = {
    sqlite3.SQLITE_FULL: (OutputError, "the disk is full. Free some space, or choose another folder with --data."),
    sqlite3.SQLITE_IOERR: (OutputError, "the disk reports a fault. Look whether it is full or failing."),
    sqlite3.SQLITE_READONLY: (OutputError, "it is write-protected. Choose another folder with --data."),
    sqlite3.SQLITE_CANTOPEN: (OutputError, "it cannot be opened. Choose another folder with --data."),
    sqlite3.SQLITE_PERM: (OutputError, "permission denied. Choose another folder with --data."),
    sqlite3.SQLITE_BUSY: (OutputError, "another program has been writing to it for too long. Try again."),
    sqlite3.SQLITE_LOCKED: (OutputError, "another program has been writing to it for too long. Try again."),
    sqlite3.SQLITE_CORRUPT: (InputError, "its file is broken. Put a backup or an export in its place."),
    sqlite3.SQLITE_NOTADB: (InputError, "its file is no hingecoach store. Choose another folder with --data."),
}


def connect(path: Path) -> Engine:
    """Make the engine for a store's file. Nothing is opened yet.

    Writing transactions take SQLite's write lock when they begin, so that two writers wait for each other and never
    fail halfway. Reading ones, marked by the execution option ``reads``, do not.
    """
    how = {"timeout": BUSY_S, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args=how)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(raw: Any, _record: object) -> None:
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    _write_ahead(raw)


def _write_ahead(raw: Any) -> None:
    """Switch to the write-ahead log; SQLite does not itself wait for the lock that the first switch needs."""
    until = time.monotonic() + BUSY_S
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as e:
            if primary(e) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def primary(e: BaseException | None) -> int:
    """Give SQLite's primary result code of an error, 0 where it has none."""
    return int(getattr(e, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what the database or the disk reports into one line that says what to do.

    Raises
    ------
    OutputError
        The disk is full, write-protected or failing, or another process does not let go.
    InputError
        The file is damaged or no store.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as e:
        code = primary(e.orig if isinstance(e, DBAPIError) else e)
        if code == sqlite3.SQLITE_IOERR and disk_usage(path.parent).free < LITTLE:
            code = sqlite3.SQLITE_FULL  # what a full disk did to one of SQLite's helper files
        known = _WHY.get(code)
        if known is None:
            raise
        raise known[0](f"The store {shown(path)} cannot be used: {known[1]}") from e
