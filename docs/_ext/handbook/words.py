"""What the pages that are made from code share: docstrings as Markdown, links to sources, tables, limits."""

import inspect
import re
from collections.abc import Iterable, Sequence

from hingecoach.exercises import Limit
from hingecoach.report.numbers import number

__all__ = ["GRADE", "band", "linked", "sections", "table"]

GRADE = {"M": "measured", "D": "derived", "C": "consensus", "E": "our choice"}
_SOURCE = re.compile(r"\b(?P<id>(?P<kind>[SD])[1-9]\d{0,2})(?:-(?P<to>[SD]\d+))?\b")
_SECTION = re.compile(r"\bdomain(?:\.md)? (?P<at>\d+(?:\.\d)?)")
_PLACE = {"S": "publications", "D": "data-sets-measured-by-us"}


def sections(docstring: str) -> tuple[str, dict[str, list[str]]]:
    r"""Take a docstring apart: its first paragraph, and the paragraphs under each heading.

    A heading is a line at the margin whose text follows indented. A paragraph of a list starts where a line begins with
    a name in double backticks.

    >>> sections("One line.\n\nWhat it reads\n    ``hip``, degrees.\n    ``knee``, degrees: bent\n    or not.")
    ('One line.', {'What it reads': ['`hip`, degrees.', '`knee`, degrees: bent or not.']})
    """
    blocks = inspect.cleandoc(docstring).split("\n\n")
    told: dict[str, list[str]] = {}
    for block in blocks[1:]:
        heading, _, body = block.partition("\n")
        text = inspect.cleandoc(body).replace("``", "`")
        told.setdefault(heading, []).extend(" ".join(part.split()) for part in re.split(r"\n(?=`)", text))
    return " ".join(blocks[0].split()), told


def linked(text: str, up: str = "") -> str:
    """Make links of the sources and pages that a text names; ``up`` leads from its page to the docs' folder.

    >>> linked("as in domain.md 2.1 (S2)")
    'as in [domain.md 2.1](references.md#the-notes) ([S2](references.md#publications))'
    >>> linked("told in docs/back.md")
    'told in [back.md](back.md)'
    """
    text = _SOURCE.sub(lambda m: f"[{m[0]}]({up}references.md#{_PLACE[m['kind']]})", text)
    text = _SECTION.sub(lambda m: f"[{m[0]}]({up}references.md#the-notes)", text)
    return re.sub(r"(?<![\w\[])docs/(\w+\.md)", rf"[\1]({up}\1)", text)


def band(limit: Limit) -> tuple[str, str]:
    """Say where mild and where marked begin.

    >>> band(Limit(mild=60, marked=40, source="", grade="E"))
    ('below 60', 'below 40')
    """
    side = "above" if limit.mild < limit.marked else "below"
    mild, marked = (f"{side} {_plain(value)}" for value in (limit.mild, limit.marked))
    return mild, marked if limit.cap == "marked" else "never"


def _plain(value: float) -> str:
    """Write a limit as its file does, with a true minus."""
    return number(value, "") if value == round(value) else f"{value:g}".replace("-", "\N{MINUS SIGN}")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a Markdown table; a bar in a cell stays a bar."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
