"""Small helpers for sentences that are put together from names."""

from collections.abc import Sequence

__all__ = ["in_a_row", "in_sentence"]


def in_a_row(words: Sequence[str]) -> str:
    """Put words in a row.

    >>> in_a_row(["a"]), in_a_row(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def in_sentence(title: str) -> str:
    """Start with a small letter, unless the first word is a name.

    >>> in_sentence("Glute bridge"), in_sentence("Romanian deadlift (RDL)")
    ('glute bridge', 'Romanian deadlift (RDL)')
    """
    return title if title.startswith("Romanian") else title[:1].lower() + title[1:]
