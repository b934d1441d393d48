"""A table of text as programs write it: encoding, separator and header found out, every record with its line.

A quote that is never closed costs one line and not the rest of the file, which is why records are cut here and not by
:mod:`csv`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError
from ...files import shown

__all__ = ["Table", "read_table"]

MOST_BYTES = 100_000_000
"""A log of that size is none: 20,000 sets take about 2 MB."""
_MOST_LINES = 50
"""Lines that a note inside quotes may have (E); beyond that its quote was never closed."""
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns in small letters, and the lines below.

    Attributes
    ----------
    columns
        In the order of the file.
    lines
        Every line of the file, without its end.
    start
        How many lines the header and what is above it take.
    separator
        What stands between two cells.
    """

    columns: tuple[str, ...]
    lines: tuple[str, ...]
    start: int
    separator: str

    def records(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Give every record with its first line, from 1: its cells by column, and why it is refused, or nothing.

        A refused one has the cells that are where they belong if no cell before them is too many or missing.
        """
        at = self.start
        while at < len(self.lines):
            n = _length(self.lines, at, self.separator)
            if self.lines[at].strip():
                yield at + 1, *(self._cells("\n".join(self.lines[at : at + n])) if n else ({}, "a quote is not closed"))
            at += max(n, 1)

    def _cells(self, record: str) -> tuple[dict[str, str], str]:
        try:
            cells = next(csv.reader([record], delimiter=self.separator))
        except csv.Error as e:
            return {}, str(e)
        found = {name: cell.strip() for name, cell in zip(self.columns, cells, strict=False)}
        if len(cells) != len(self.columns):  # a cell too many may be a decimal comma: nothing is guessed
            return found, f"it has {len(cells)} cells, the header {len(self.columns)}"
        return found, ""


def read_table(path: Path) -> Table:
    """Read a table.

    Raises
    ------
    InputError
        The file cannot be read, or is no table of text.
    """
    lines = tuple(_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise InputError(f"{shown(path)} is empty. Export your log again.")
    if lines[start].lower().startswith("sep="):  # Excel's own line
        start += 1
    header = lines[start] if start < len(lines) else ""
    separator = max(_SEPARATORS, key=header.count)
    try:
        names = next(csv.reader([header], delimiter=separator), [])
    except csv.Error as e:
        raise InputError(f"{shown(path)} is no table: its first line cannot be read ({e}).") from e
    columns = tuple(" ".join(name.split()).lower() for name in names)
    return Table(columns, lines, start + 1, separator)


def _length(lines: tuple[str, ...], at: int, separator: str) -> int:
    """Give how many lines the record that begins here has; 0 where its quote is never closed."""
    inside = False
    for n, line in enumerate(lines[at : at + _MOST_LINES], start=1):
        inside = _ends_inside(line, separator, inside=inside)
        if not inside:
            return n
    return 0


def _ends_inside(line: str, separator: str, *, inside: bool) -> bool:
    """Say whether a line ends inside quotes. As in :mod:`csv`, they open only where a cell begins: 24" is an inch mark.

    Examples
    --------
    >>> _ends_inside('1,Box jump 24"', ",", inside=False), _ends_inside('1,"deep,', ",", inside=False)
    (False, True)
    """
    for piece in line.split(separator):
        if inside or piece.startswith('"'):
            inside = '"' not in piece[0 if inside else 1 :].replace('""', "")
    return inside


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{shown(path)} is larger than a training log can be ({MOST_BYTES // 10**6} MB).")
        data = path.read_bytes()
    except OSError as e:
        raise InputError(f"{shown(path)} cannot be read: {e.strerror or e}.") from e
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise InputError(f"{shown(path)} is no text. Choose the CSV file that your program exports.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
