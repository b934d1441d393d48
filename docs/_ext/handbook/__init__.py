"""Builds the parts of the docs that are made from the program itself, so that they cannot grow old.

A page asks for such a part with a comment that stands alone on its line, ``<!-- generated: cues -->``. On a code host
the comment is not seen; in the built site the part stands in its place. :data:`PARTS` lists the names.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import cues, exercises, learn, offline

__all__ = ["PARTS", "fill", "setup", "unplaced"]

PARTS: dict[str, Callable[[], str]] = {
    "cues": cues.five,
    "faults": cues.faults,
    "exercises": exercises.every,
    "topics": learn.listed,
}
"""What a page can ask for, and the function that writes it as Markdown."""

_ASKED = re.compile(r"^<!-- generated: (?P<name>[\w ]+) -->$", re.MULTILINE)
_OTHERS = "<!-- pages not named above -->"


def fill(text: str) -> str:
    """Put the parts that a page asks for into its text.

    Raises
    ------
    KeyError
        There is no part of that name.
    """
    return _ASKED.sub(lambda asked: PARTS[asked["name"]](), text)


def unplaced(index: str, folder: Path) -> list[str]:
    """Give the pages of a folder that its index does not name, sorted: a new page is never lost."""
    named = set(re.findall(r"^[\w/]+$", index, re.MULTILINE)) | {"index"}
    return sorted({page.stem for page in folder.glob("*.md")} - named)


def _read(app: Any, name: str, source: list[str]) -> None:
    """Fill a page as Sphinx reads it."""
    others = unplaced(source[0], Path(app.srcdir)) if name == app.config.root_doc else []
    source[0] = fill(source[0]).replace(_OTHERS, "\n".join(others))


def _write_topics(app: Any) -> None:
    """Write the teaching pages before Sphinx looks for pages; git does not hold them."""
    learn.write(Path(app.srcdir) / "learn")


def setup(app: Any) -> dict[str, bool]:
    """Take part in a Sphinx build; called by Sphinx."""
    app.connect("builder-inited", _write_topics)
    app.connect("source-read", _read)
    app.connect("build-finished", offline.check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
