"""Slow motion where it counts: round the deepest point of every repetition and as the weight leaves it."""

from collections.abc import Iterable

import numpy as np

from ..assessment import RepReport
from ..types import Floats

SLOWER = 3.0
"""So many times slower: of 30 pictures a second 10 are still shown each second, and a phone's 60 or more gain 20."""
BEFORE = 0.3
"""Seconds before the deepest point in which it is slow."""
LEAST, MOST = 0.3, 1.0
"""Seconds after it: half of the way up, where the back is judged (contract: flat_back), within these bounds."""


class Pace:
    """Maps the clip's own time to the time at which it is shown.

    Parameters
    ----------
    reps
        The repetitions; without any, all is shown as it was.
    slower
        So many times slower.
    """

    def __init__(self, reps: Iterable[RepReport] = (), slower: float = SLOWER) -> None:
        spans = _joined([_span(r) for r in reps])
        self._slower = slower
        self._edges: Floats = np.array([edge for span in spans for edge in span])
        lengths = np.diff(self._edges, prepend=0.0)
        self._shown: Floats = np.cumsum(lengths * np.where(np.arange(self._edges.size) % 2, slower, 1.0))

    def at(self, time: float) -> float:
        """Give the time at which an instant of the clip is shown; both begin at 0 and never run backwards."""
        i = int(np.searchsorted(self._edges, time, side="right"))
        begin, shown = (float(self._edges[i - 1]), float(self._shown[i - 1])) if i else (0.0, 0.0)
        return shown + (time - begin) * (self._slower if i % 2 else 1.0)

    def slow(self, time: float) -> bool:
        """Say whether an instant is shown slowly."""
        return bool(np.searchsorted(self._edges, time, side="right") % 2)


def _span(rep: RepReport) -> tuple[float, float]:
    half = (rep.top_s - rep.bottom_s) / 2 if rep.top_s > rep.bottom_s else MOST / 2
    return max(0.0, rep.bottom_s - BEFORE), rep.bottom_s + min(MOST, max(LEAST, half))


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join spans that overlap, in order of time."""
    out: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out
