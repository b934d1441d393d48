"""Weights by the 90 % quantile's own loss, factors by conformal prediction on persons left out."""

import numpy as np
from scipy.optimize import minimize

from hingecoach.told.stated import SIGNS, Spread
from hingecoach.types import Floats
from hingecoach.uncertainty import BANDS

from .data import Mask, Rows

LEVEL = 0.9
FOLDS = 5
KEEP = 0.2
"""How strongly weights are drawn towards 0."""
ROUND = 0.05
"""Over which share of the scale the corner of the quantile's loss is rounded, so that it has a slope everywhere."""
EITHER = ("bent", "lies")
"""Signs that may widen or narrow; the others only widen."""
FEW, FEW_FAR = 30.0, 3.0
"""Persons of a view band that count as much as all bands together; of the last band, which is unlike the others."""


def fit(rows: Rows) -> Spread:
    """Calibrate one angle."""
    base, weights = _quantile(rows)
    return Spread(base, weights, _factors(rows))


def _quantile(rows: Rows) -> tuple[float, tuple[float, ...]]:
    """Fit base and weights so that nine errors of ten are smaller; none but those of :data:`EITHER` may narrow.

    The last view band, where other things go wrong, has its say in its factor alone.
    """
    rows = rows.only(rows.off < BANDS[-1])
    w = rows.weights() / rows.weights().sum()
    start = np.r_[np.log(max(1.0, float(np.quantile(rows.error, LEVEL)))), np.zeros(rows.signs.shape[1])]
    scale = float(np.exp(start[0]))

    def loss(c: Floats) -> float:
        over = (rows.error - np.exp(np.clip(c[0] + rows.signs @ c[1:], -3, 5))) / scale
        pinball = ROUND * np.logaddexp(0.0, over / ROUND) - (1 - LEVEL) * over
        return float((w * pinball).sum() + KEEP * np.square(c[1:]).sum() / 10)

    bounds = [(-2.0, 5.0), *((-2.0 if s in EITHER else 0.0, 2.0) for s in SIGNS)]
    best = minimize(loss, start, method="L-BFGS-B", bounds=bounds)
    c = np.asarray(best.x, float)
    return float(c[0]), tuple(float(x) for x in c[1:])


def _factors(rows: Rows) -> tuple[float, ...]:
    """Give the factor of each view band from persons that were left out, drawn towards that of all bands together."""
    ratio = np.full(rows.error.shape, np.nan)
    people = sorted(set(rows.person))
    fold = np.array([people.index(p) % FOLDS for p in rows.person])
    for k in range(FOLDS):
        if (fold == k).any():
            base, weights = _quantile(rows.only(fold != k))
            here = fold == k
            ratio[here] = rows.error[here] / np.exp(base + rows.signs[here] @ np.array(weights))
    return by_band(rows, ratio)


def by_band(rows: Rows, ratio: Floats) -> tuple[float, ...]:
    """Give, for each view band, the factor that covers nine tenths of the ratios of error to half width, shape (N,)."""
    whole = _conformal(ratio, rows.weights())
    band = np.searchsorted(BANDS, rows.off, side="right")
    return tuple(_shrunk(rows, ratio, band == b, whole) for b in range(len(BANDS) + 1))


def _shrunk(rows: Rows, ratio: Floats, here: Mask, whole: float) -> float:
    persons = len({p for p, h in zip(rows.person, here, strict=True) if h})
    if not persons:
        return whole
    own = _conformal(ratio[here], rows.only(here).weights())
    share = persons / (persons + (FEW_FAR if (rows.off[here] >= BANDS[-1]).all() else FEW))
    return float(np.exp(share * np.log(own) + (1 - share) * np.log(whole)))


def _conformal(ratio: Floats, weights: Floats) -> float:
    """Give the smallest factor that covers nine tenths of the weight."""
    order = np.argsort(ratio)
    covered = np.cumsum(weights[order]) / weights.sum()
    at = min(int(np.searchsorted(covered, LEVEL)), ratio.size - 1)
    return float(max(ratio[order][at], 0.1))
