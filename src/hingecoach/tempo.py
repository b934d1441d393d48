"""How evenly repetitions follow each other, in words."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

__all__ = ["rhythm"]

FEWEST = 3
"""Gaps from which on a tempo is told: of two nobody knows which was the usual one."""
EVEN = 0.25
"""Longest less shortest gap over the usual one up to which the tempo is even (E: the deepest points of a swing are
timed to about 0.1 s, and swings follow each other after 1.5 s)."""


def rhythm(bottoms: Sequence[float]) -> str:
    """Say how far apart repetitions are.

    Parameters
    ----------
    bottoms
        Their deepest instants, seconds, in order.

    Returns
    -------
    str
        To be set behind a count; empty for too few of them.

    >>> rhythm([1.0, 2.5, 4.1, 5.6]), rhythm([1.0, 2.5, 6.0, 8.0]), rhythm([1.0, 2.5])
    (', about 1.5 s apart, at an even tempo', ', 1.5 to 3.5 s apart', '')
    """
    gaps = [b - a for a, b in pairwise(bottoms)]
    if len(gaps) < FEWEST:
        return ""
    if max(gaps) - min(gaps) <= EVEN * median(gaps):
        return f", about {median(gaps):.1f} s apart, at an even tempo"
    return f", {min(gaps):.1f} to {max(gaps):.1f} s apart"
