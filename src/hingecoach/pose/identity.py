"""Whose body a candidate is on: told by the clothes, where two bodies came near each other."""

import numpy as np

from . import Region
from .trail import LIKE, LITTLE, Float32s, Trail, away, difference, same_size

__all__ = ["STRANGE", "exchange", "gone_over", "slipped", "swapped"]

STRANGE = 12.0
"""Clothes that differ from the usual ones by so much (of 255, mean over three bands and colours) have changed."""
CLEARER = 15.0
"""So much nearer (of 255) must the clothes come to somebody's usual ones to be taken for that person's."""
MET = 0.5
"""Two candidates have met where their regions' centres came nearer than this share of the side."""
REMEMBERED = 90
"""Pictures of the past in which a meeting is looked for."""


def slipped(one: Trail, other: Trail) -> Trail:
    """Tell which of two candidates on one body is the wrong one: by its clothes, else the one that came later.

    Parameters
    ----------
    one, other
        The candidates.
    """
    gap = one.strange() - other.strange()
    if abs(gap) > CLEARER:
        return one if gap > 0 else other
    return one if one.seen[0].index > other.seen[0].index else other


def swapped(one: Trail, other: Trail) -> int | None:
    """Tell whether two candidates have changed bodies, and in which picture.

    Parameters
    ----------
    one, other
        Two candidates that were seen in the same picture just now.

    Returns
    -------
    Number of the picture in which they were nearest to each other, None where each still wears its own clothes.
    """
    mine, yours = one.colour(), other.colour()
    now, then = one.colour(5), other.colour(5)
    kept = difference(now, mine) + difference(then, yours)
    changed = difference(now, yours) + difference(then, mine)
    if kept - changed <= 2 * CLEARER:
        return None
    regions = {seen.index: seen.region for seen in other.seen[-REMEMBERED:]}
    gaps = [(away(s.region, regions[s.index]), s.index) for s in one.seen[-REMEMBERED:] if s.index in regions]
    nearest, index = min(gaps, default=(np.inf, 0))
    return index if nearest <= MET else None


def exchange(one: Trail, other: Trail, index: int) -> None:
    """Give each of two candidates what was seen of the other from picture ``index`` on.

    Parameters
    ----------
    one, other
        The candidates.
    index
        Number of the picture.
    """
    first, second = ([s for s in trail.seen if s.index >= index] for trail in (one, other))
    one.cut(index)
    other.cut(index)
    one.seen += second
    other.seen += first
    one.region, other.region = other.region, one.region
    one.recent, other.recent = other.recent, one.recent
    one.agreed, other.agreed = other.agreed, one.agreed
    one.doubts, other.doubts = other.doubts, one.doubts


def gone_over(trail: Trail, place: Region, newcomer: Float32s) -> int | None:
    """Tell whether a candidate has gone over to another body, now that somebody else turns up in its clothes.

    Parameters
    ----------
    trail
        The candidate.
    place
        Where the one who turned up is.
    newcomer
        Clothes of the one who turned up, as :func:`hingecoach.pose.trail.clothes` gives them.

    Returns
    -------
    Number of the picture from which the candidate was on the other body; None where it is still on its own.
    """
    usual, strange = trail.colour(), trail.strange()
    if strange <= LIKE or difference(newcomer, usual) > min(STRANGE, strange - CLEARER):
        return None
    if not same_size(trail.steady(), place, LITTLE) or away(trail.steady(), place) > 1:
        return None
    index = trail.seen[-1].index
    for seen in reversed(trail.seen):
        if difference(seen.colour, usual) <= strange / 2:
            break
        index = seen.index
    return index
