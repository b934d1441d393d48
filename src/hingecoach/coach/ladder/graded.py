"""An easier form of an everyday task: a raised start, or a lighter or empty thing (domain.md 7.4 and 9, E)."""

import re

__all__ = ["easier_form"]

_FORMS = (
    (r"cribs?|cots?", "without the child, a light doll or bag over the rail; mattress high or side down if it can be"),
    (r"shopping|grocer(?:y|ies)|bags?", "a half-empty bag from a chair, held close"),
    (r"box|boxes|crates?|parcels?|suitcases?", "the empty thing, from a chair or a step"),
    (r"\w*(?:child|daughter|son)|\w*children|kids?|bab(?:y|ies)|toddlers?", "a light bag from a chair, hugged close"),
    (r"shoes?|socks?|laces?", "with the foot up on a step or a stool"),
    (r"pick\w*|floor|ground", "something light from a chair or a stool, not yet from the floor"),
)
"""Words of a task, and an easier form of it; the first that fits counts."""
_ELSE = "the same, higher or lighter"


def easier_form(task: str) -> str:
    """Name an easier form of a task by the words that it is told in.

    Examples
    --------
    >>> easier_form("carry the boxes upstairs")
    'the empty thing, from a chair or a step'
    >>> easier_form("rake the leaves")
    'the same, higher or lighter'
    """
    found = (form for words, form in _FORMS if re.search(rf"\b(?:{words})\b", task.casefold()))
    return next(found, _ELSE)
