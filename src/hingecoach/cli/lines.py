"""Lines and tables of the answers: what was typed or read may hold anything and is printed as it is, without mark-up.

It loads rich, so only what draws an answer imports it.
"""

from collections.abc import Collection

from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["clean", "plain", "say", "table_of"]


def clean(text: str) -> str:
    r"""Put a space in the place of every control character and line end.

    Examples
    --------
    >>> clean("a\x1b[2Jb\nc")
    'a [2Jb c'
    """
    return "".join(c if c.isprintable() else " " for c in text)


def plain(text: str) -> Text:
    """Give a text for a cell of a table."""
    return Text(clean(text))


def say(console: Console, line: str, style: str = "") -> None:
    """Print a line of any length; a line end at its beginning leaves a line free above it."""
    lead = "\n" if line.startswith("\n") else ""
    console.print(Text(lead + clean(line.removeprefix("\n"))), style=style, soft_wrap=True)


def table_of(*names: str, narrow: Collection[str] = ()) -> Table:
    """Make a table without a frame; the columns in ``narrow`` are never broken into lines."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    for name in names:
        table.add_column(name, no_wrap=name in narrow)
    return table
