"""Which repetition of ours is which true one: matching by the instant of the bottom."""

from collections.abc import Sequence

Pairs = tuple[tuple[int, int], ...]

_Cell = tuple[int, float]


def match(truth: Sequence[float], found: Sequence[float], within: float) -> Pairs:
    """Match two lists of instants one to one, in order: as many pairs as possible, then the least total distance.

    Parameters
    ----------
    truth, found
        Seconds, ascending.
    within
        Largest distance of a pair, seconds.

    Returns
    -------
    tuple
        Pairs of (index in truth, index in found), ascending.

    Examples
    --------
    >>> match([1.0, 5.0], [1.2, 3.0, 4.9], within=0.4)
    ((0, 0), (1, 2))
    """
    best = _table(truth, found, within)
    pairs: list[tuple[int, int]] = []
    i, j = len(truth), len(found)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return tuple(reversed(pairs))


def _table(truth: Sequence[float], found: Sequence[float], within: float) -> list[list[_Cell]]:
    """Best (pairs, minus distance) of the first i truths and the first j found, by dynamic programming."""
    best: list[list[_Cell]] = [[(0, 0.0)] * (len(found) + 1) for _ in range(len(truth) + 1)]
    for i, t in enumerate(truth, 1):
        for j, f in enumerate(found, 1):
            cell = max(best[i - 1][j], best[i][j - 1])
            # a hair of tolerance: 0.4 s written with three decimals may come back as 0.4000001
            if (distance := abs(t - f)) <= within + 1e-6:
                n, cost = best[i - 1][j - 1]
                cell = max(cell, (n + 1, cost - distance))
            best[i][j] = cell
    return best
