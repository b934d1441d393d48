"""The usual value of what was seen."""

from collections.abc import Sequence

import numpy as np

from ..types import Floats


def usual(values: Sequence[float] | Floats) -> float:
    """Give the median of what was seen, NaN where nothing was.

    >>> usual([1.0, float("nan"), 3.0, 2.0])
    2.0
    """
    seen = np.asarray(values, float)
    seen = seen[np.isfinite(seen)]
    return float(np.median(seen)) if seen.size else float("nan")
