"""Bring the store into today's form: made at first use, an older one after a backup, a newer one not at all.

Alembic takes a third of a second to load; it is loaded only where there is something to do.
"""

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from ...errors import InputError
from ...files import shown
from .place import BACKUPS, make_file, make_private, settle

STEPS = Path(__file__).with_name("steps")
KEPT_BACKUPS = 3
"""Backups from before an upgrade that are kept (E)."""

Tell = Callable[[str], None]


def to_todays_form(engine: Engine, path: Path, tell: Tell | None = None, steps: Path = STEPS) -> None:
    """Make or upgrade the tables.

    Parameters
    ----------
    engine, path
        The store and its file.
    tell
        Hears one sentence where an older store was upgraded.
    steps
        Alembic's folder.

    Raises
    ------
    InputError
        A newer hingecoach made the store, or the file belongs to another program.
    """
    newest = max(_numbers(steps))
    with engine.connect().execution_options(reads=True) as connection:
        if _form(connection, path, newest) == newest:
            return
    with engine.begin() as connection:  # holds the write lock: nobody else upgrades or writes meanwhile
        form = _form(connection, path, newest)
        if form == newest:
            return
        backup = _back_up(path, form) if form else None
        _run(connection, steps)
    if tell and backup:
        tell(f"The store was brought into a new form. A backup from before lies in {shown(backup)}.")


def _numbers(steps: Path) -> list[str]:
    found = [re.match(r"v(\d{4})_", p.name) for p in (steps / "versions").glob("v*.py")]
    return [m[1] for m in found if m]


def _form(connection: Connection, path: Path, newest: str) -> str | None:
    """Give the number of the form that the store is in, None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    form = connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    if not isinstance(form, str) or not re.fullmatch(r"\d{4}", form):
        raise InputError(f"{shown(path)} is no hingecoach store. Choose another folder with --data.")
    if form > newest:
        newer = f"The store {shown(path)} was made by a newer hingecoach (form {form}, this one knows {newest})."
        raise InputError(f"{newer} Update hingecoach, or choose another folder with --data.")
    return form


def _run(connection: Connection, steps: Path) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _back_up(path: Path, form: str) -> Path:
    """Copy the store as the last commit left it; the caller holds the write lock."""
    folder = path.parent / BACKUPS
    make_private(folder)
    for old in sorted(folder.glob("*.sqlite3"))[: -(KEPT_BACKUPS - 1)]:
        old.unlink()
    copy = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-form-{form}.sqlite3"
    make_file(copy)
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    settle(copy)
    return copy
