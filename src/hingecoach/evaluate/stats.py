"""The statistics of the scores: shares with their interval, agreement, F1. Pure numbers, no clips."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from hingecoach.types import Floats

Z95 = 1.959964
"""Standard normal deviate of a two-sided 95 % interval."""


def wilson(k: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Give Wilson's score interval of a share (E. B. Wilson 1927, J. Am. Stat. Assoc. 22:209).

    Parameters
    ----------
    k, n
        How many of how many.
    z
        Standard normal deviate; 1.96 gives the 95 % interval.

    Returns
    -------
    tuple
        Lower and upper end, 0 to 1; (0, 1) where nothing was counted.

    Examples
    --------
    >>> [round(x, 3) for x in wilson(8, 10)]
    [0.49, 0.943]
    """
    if n <= 0:
        return 0.0, 1.0
    p, z2 = k / n, z * z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half))  # rounding may cross the share itself


def weighted_kappa(table: Sequence[Sequence[float]] | Floats, power: int = 2) -> float | None:
    """Give Cohen's weighted kappa of a square table of ordered classes (Cohen 1968, Psychol. Bull. 70:213).

    Parameters
    ----------
    table
        Counts, rows one rater (here the truth), columns the other, shape (C, C).
    power
        1 for linear weights, 2 for quadratic ones.

    Returns
    -------
    float or None
        1 full agreement, 0 what chance gives; None where chance alone would agree fully or no two were counted.

    Examples
    --------
    >>> weighted_kappa([[5, 0], [0, 5]])
    1.0
    """
    seen = np.asarray(table, float)
    n = seen.sum()
    if n <= 1:  # of one pair kappa is 0 or nothing, whatever the raters are worth
        return None
    i = np.arange(len(seen))
    cost = np.abs(i[:, None] - i[None, :]) ** power
    chance = np.outer(seen.sum(1), seen.sum(0)) / n
    if (expected := (cost * chance).sum()) == 0:
        return None
    return float(1 - (cost * seen).sum() / expected)


def f1(hit: int, false: int, missed: int) -> float | None:
    """Give F1 from hits, false alarms and misses; None where there was nothing to find and nothing was found.

    Examples
    --------
    >>> f1(2, 1, 1)
    0.6666666666666666
    """
    total = 2 * hit + false + missed
    return 2 * hit / total if total else None
