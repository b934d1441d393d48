"""Signals over true time: gaps, spikes, smoothing, extremes.

numpy alone: SciPy would add 143 MB to the installation for what two of these functions do, and its filters want even
time steps, which phone clips do not have.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .types import Floats

Span = tuple[int, int]
EPSILON = 1e-9
"""Seconds: time stamps that differ by less than this are the same, which sums of floats are not."""
PARABOLA = 3
"""Frames that a parabola needs."""


def _neighbours(time: Floats, half: float) -> int:
    """Give how many frames on one side lie within ``half`` seconds of any frame, at the most."""
    if not time.size:
        return 1
    here = np.arange(time.size)
    after = np.searchsorted(time, time + half + EPSILON, side="right") - 1 - here
    before = here - np.searchsorted(time, time - half - EPSILON, side="left")
    return max(1, int(after.max()), int(before.max()))


def _windows(values: Floats, count: int) -> Floats:
    """Give each frame's neighbours, shape (T, 2 * count + 1, ...), NaN beyond the ends."""
    pad = [(count, count)] + [(0, 0)] * (values.ndim - 1)
    padded = np.pad(values.astype(float), pad, constant_values=np.nan)
    return np.stack([padded[k : k + len(values)] for k in range(2 * count + 1)], axis=1)


def smooth(time: Floats, values: Floats, half: float) -> Floats:
    """Smooth by a parabola through each frame's neighbours in time.

    A parabola keeps the height of a peak, which a mean would cut; weights fall off with the distance in time, so
    uneven steps and missing frames do no harm. Frames that are NaN stay NaN.

    Parameters
    ----------
    time
        Seconds, shape (T,).
    values
        Shape (T,) or (T, ...).
    half
        Half width of the window in seconds.
    """
    if time.size < PARABOLA:
        return values.copy()
    flat = values.reshape(time.size, -1)
    count = _neighbours(time, half)
    dt = _windows(time, count) - time[:, None]
    near = np.where(np.abs(dt) < half + EPSILON, (1 - (dt / (half * 1.001)) ** 2) ** 2, 0.0)
    dt = np.nan_to_num(dt) / half
    out = np.empty_like(flat)
    for k in range(flat.shape[1]):
        out[:, k] = _parabola(dt, near, _windows(flat[:, k], count))
    out[~np.isfinite(flat)] = np.nan
    return out.reshape(values.shape)


def _parabola(dt: Floats, weight: Floats, y: Floats) -> Floats:
    """Fit a parabola in each window and give its value in the middle."""
    w = np.where(np.isfinite(y), np.nan_to_num(weight), 0.0)
    y = np.nan_to_num(y)
    powers = [w]  # multiplied up: raising to a power is several times slower
    for _ in range(2 * PARABOLA - 2):
        powers.append(powers[-1] * dt)
    moments = [p.sum(1) for p in powers]
    left = np.stack([np.stack(moments[i : i + PARABOLA], -1) for i in range(PARABOLA)], -2)
    right = np.stack([(p * y).sum(1) for p in powers[:PARABOLA]], -1)
    left += np.eye(PARABOLA) * np.array(
        [0.0, 1e-3, 1e-3]
    )  # few neighbours: lean towards their mean instead of blowing up
    left[moments[0] < EPSILON] = np.eye(PARABOLA)
    return np.asarray(np.linalg.solve(left, right[..., None])[:, 0, 0])


def rolling_median(time: Floats, values: Floats, half: float) -> Floats:
    """Give the median of what was seen within ``half`` seconds; NaN where nothing was.

    Parameters
    ----------
    time
        Seconds, shape (T,).
    values
        Shape (T,) or (T, ...).
    half
        Half width of the window in seconds.
    """
    count = _neighbours(time, half)
    near = np.abs(_windows(time, count) - time[:, None]) <= half + EPSILON
    flat = values.reshape(time.size, -1)
    # Column by column: all windows of a long clip at once would fill the memory.
    columns = [_row_median(np.where(near, _windows(column, count), np.nan)) for column in flat.T]
    return np.stack(columns, axis=1).reshape(values.shape)


def _row_median(rows: Floats) -> Floats:
    """Give the median of what was seen in each row; sorting is many times faster than NumPy's own ``nanmedian``."""
    seen = np.isfinite(rows).sum(axis=1)
    ordered = np.sort(rows, axis=1)  # NaN comes last
    at = np.arange(len(rows))
    return np.asarray((ordered[at, np.maximum(seen - 1, 0) // 2] + ordered[at, seen // 2]) / 2)


def fill(time: Floats, values: Floats, longest: float) -> Floats:
    """Fill gaps that last at most ``longest`` seconds by a straight line; longer ones and the ends stay NaN."""
    out = values.copy()
    seen = np.flatnonzero(np.isfinite(values))
    for a, b in pairwise(seen.tolist()):
        if b - a > 1 and time[b] - time[a] <= longest + EPSILON:
            out[a + 1 : b] = np.interp(time[a + 1 : b], time[[a, b]], values[[a, b]])
    return out


def runs(mask: npt.NDArray[np.bool_]) -> list[Span]:
    """Give the stretches where ``mask`` holds, as (first, last) frames.

    >>> runs(np.array([True, True, False, True]))
    [(0, 1), (3, 3)]
    """
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(int), 0]))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def turning_points(values: Floats, least: float) -> list[tuple[int, bool]]:
    """Give the alternating valleys and peaks that differ by at least ``least`` from their neighbours.

    Returns
    -------
    list of (frame, is_peak)
        In order of time. The ends count too. NaN must have been filled.

    >>> turning_points(np.array([0.0, 5.0, 1.0, 6.0, 5.5]), 3.0)
    [(0, False), (1, True), (2, False), (3, True)]
    """
    if not values.size or float(np.ptp(values)) < least:
        return []
    low = high = 0
    up: bool | None = None
    out: list[tuple[int, bool]] = []
    for i, y in enumerate(values.tolist()):
        high = i if y > values[high] else high
        low = i if y < values[low] else low
        if up is not False and values[high] - y >= least:
            out += [(low, False)] if up is None and high > low else []
            out.append((high, True))
            up, low = False, i
        elif up is not True and y - values[low] >= least:
            out += [(high, True)] if up is None and low > high else []
            out.append((low, False))
            up, high = True, i
    out.append((high, True) if up else (low, False))
    return out


def usual(values: Sequence[float] | Floats) -> float:
    """Give the median of what was seen, NaN where nothing was.

    >>> usual([1.0, float("nan"), 3.0, 2.0])
    2.0
    """
    seen = np.asarray(values, float)
    seen = seen[np.isfinite(seen)]
    return float(np.median(seen)) if seen.size else float("nan")
