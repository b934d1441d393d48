"""One log file in, the entries of a history out, with what was left out and why."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from ...errors import InputError
from ...files import shown
from ..entries import LogEntry, now
from .classify import classify
from .dates import Moment, Order, day_order, moment
from .formats import COLUMNS, FORMATS, Format
from .formats.row import KG_PER_LB, Cells, SetRow, Unit, decimal_signs, settled
from .table import Table, read_table

__all__ = ["Broken", "LogFile", "read_log"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that could not be read, and why. ``line`` counts from 1, the header included."""

    line: int
    why: str


@dataclass(slots=True)
class LogFile:
    """What a log file holds.

    Attributes
    ----------
    format
        Which program wrote it.
    entries
        One a line, warm-ups too.
    broken
        Lines that could not be read.
    no_sets
        Lines that stand for no set: rest timers, sets that were planned and not done.
    without_unit
        Lines with a load whose unit is not told; the load was left out.
    """

    format: Format
    entries: list[LogEntry] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    no_sets: int = 0
    without_unit: int = 0


def read_log(path: Path, *, dates: Order | None = None, unit: Unit | None = None) -> LogFile:
    """Read a training log.

    Parameters
    ----------
    path
        A file that Strong, Hevy or FitNotes exported, or a plain table.
    dates
        What comes first in dates such as 03/04/2026; None to find out.
    unit
        The unit of loads where the file tells none.

    Raises
    ------
    InputError
        The file cannot be read, is no log that is known, has a column twice, or its dates can be read in two ways.
    """
    table = read_table(path)
    log = LogFile(_format_of(table, path))
    if doubled := [name for name in table.columns if name in COLUMNS and table.columns.count(name) > 1]:
        raise InputError(f"{shown(path)} has the column {doubled[0]!r} twice. Rename one of them, or take it away.")
    rows = list(_rows(table, log))
    try:
        order = dates or _order(rows)
    except InputError as e:
        raise InputError(f"In {shown(path)}, {e}") from None
    _fill(log, rows, order, unit)
    log.broken.sort(key=lambda b: b.line)
    if not log.entries and log.broken:
        first = log.broken[0]
        raise InputError(f"No line of {shown(path)} can be read. Line {first.line}: {first.why}.")
    return log


def _format_of(table: Table, path: Path) -> Format:
    columns = frozenset(table.columns)
    for form in FORMATS:
        if form.knows(columns):
            return form
    known = "Strong, Hevy and FitNotes exports, and tables with the columns date, exercise and sets or reps"
    raise InputError(f"{shown(path)} is no training log that can be read. What can be read: {known}.")


def _order(rows: Iterable[tuple[int, SetRow, str]]) -> Order:
    whens = list(dict.fromkeys(row.when for _, row, refused in rows if not refused))
    return day_order(whens) if whens else "day"


def _rows(table: Table, log: LogFile) -> Iterable[tuple[int, SetRow, str]]:
    """Give the lines that stand for sets, those too that are refused, with the reason; note the others in ``log``."""
    records = list(table.records())
    signs = decimal_signs(cells for _, cells, broken in records if not broken)
    for line, cells, broken in records:
        row, refused = _row(log.format, settled(cells, signs), broken)
        if row and (refused or (row.done and row.sets)):
            yield line, row, refused
        elif refused:
            log.broken.append(Broken(line, refused))
        else:
            log.no_sets += 1


def _row(form: Format, cells: Cells, refused: str) -> tuple[SetRow | None, str]:
    """Give a line's row, and why it is refused; of a refused one no more than what tells it from others, if that."""
    try:
        row = None if refused else form.read(cells)
    except ValueError as e:
        refused = str(e)
    if not refused:
        return row, "the exercise has no name" if row and row.done and row.sets and not row.name else ""
    try:
        return form.which(cells), refused
    except (KeyError, ValueError):
        return None, refused


def _fill(log: LogFile, rows: Iterable[tuple[int, SetRow, str]], order: Order, unit: Unit | None) -> None:
    seen: Counter[str] = Counter()
    written = now()
    for line, row, refused in rows:
        why = refused
        try:
            at = moment(row.when, order)
            key = _key(row, at, log.format, seen)
            if not refused:
                log.entries.append(_entry(row, at, key, log, unit, written))
        except ValidationError as e:
            problem = e.errors()[0]
            where = ".".join(map(str, problem["loc"])).replace("_", " ")
            why = f"{where}: {problem['msg']}"
        except ValueError as e:
            why = refused or str(e)
        if why:
            log.broken.append(Broken(line, why))


def _key(row: SetRow, at: Moment, form: Format, seen: Counter[str]) -> str:
    """Give a line's key: it counts equal lines, also refused ones, so that a repaired line is added, and none twice."""
    same = "|".join((form.id, at.day.isoformat(), at.time, _name(row).casefold(), str(row.warm_up)))
    seen[same] += 1
    return hashlib.sha256(f"{same}|{seen[same]}".encode()).hexdigest()[:32]


def _name(row: SetRow) -> str:
    return " ".join(row.name.split())


def _entry(row: SetRow, at: Moment, key: str, log: LogFile, unit: Unit | None, written: datetime) -> LogEntry:
    if at.day > date.today() + timedelta(days=1):  # noqa: DTZ011  (where it is tomorrow already counts)
        raise ValueError(f"the date is {row.when!r}, which has not come yet")
    load_unit = row.unit or unit
    if row.load and not load_unit:
        log.without_unit += 1
    load = None
    if row.load is not None and load_unit:
        load = round(row.load * (KG_PER_LB if load_unit == "lb" else 1), 3)
    return LogEntry(
        day=at.day,
        kept_at=written,
        key=key,
        source=log.format.id,
        name=_name(row),
        kind=classify(_name(row)),
        sets=row.sets,
        warm_up=row.warm_up,
        reps=row.reps,
        load_kg=load,
        effort=row.effort,
        note=row.note,
    )
