"""Train the two networks and state their errors from bodies that took no part."""

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPRegressor

from hingecoach.back.model import TARGETS
from hingecoach.nets import Net, scaled
from hingecoach.types import Float32s, Floats
from hingecoach.uncertainty import BANDS
from teach import taught, together

from .views import Ints, Views

OUT = 15.0
"""Outputs are learned in units of this many degrees: about their spread."""
NETS, FOLDS = 6, 5
NOISE = 0.1
"""Standard deviation of the noise that is added to the scaled features: a pose network is never exact."""
EPOCHS, BATCH, RATE = 40, 256, 3e-3
CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Plan:
    """How one network is trained: hidden units, weight decay, and whether it sees the standing picture too.

    ``first`` ones learn from the first file only; their error is that on the bodies of all.
    """

    name: str
    hidden: int
    decay: float
    paired: bool
    first: bool = False

    def inputs(self, views: Views, rows: Ints, features: Floats | None = None) -> Floats:
        """Give the features of some rows, or of shaken copies of them."""
        seen = views.features if features is None else features
        return views.paired(rows, seen) if self.paired else seen[rows]

    def outputs(self, views: Views, rows: Ints) -> Floats:
        """Give what is learned: the bend of the lumbar line, and with a standing picture the flexion from it."""
        return views.truth[rows, : 3 if self.paired else 1]


PLANS = (
    Plan("first", 32, 1.0, paired=False, first=True),
    Plan("alone", 96, 0.3, paired=False),
    Plan("own", 64, 0.3, paired=True),
)


def train(views: Views, rows: Ints | None = None) -> dict[str, Net]:
    """Train both networks, on all views or on some; their errors come from networks that did not see the body."""
    chosen = views.only(np.abs(views.azimuth) <= BANDS[-1], standing=True) if rows is None else rows
    return {plan.name: _with_error(plan, views, chosen) for plan in PLANS}


def predict(net: Net, plan: Plan, views: Views, rows: Ints) -> Floats:
    """Give the four targets of some rows, degrees, shape (n, 4); NaN where the network does not give one."""
    out = net(plan.inputs(views, rows))
    if out.shape[1] == 1:
        return np.hstack([out, np.full((len(rows), len(TARGETS) - 1), np.nan)])
    return np.column_stack([out, out[:, 1] + out[:, 2]])


def _with_error(plan: Plan, views: Views, rows: Ints) -> Net:
    off = np.full((len(rows), len(TARGETS)), np.nan)
    for learn, hold in GroupKFold(FOLDS).split(rows, groups=views.body[rows]):
        net = _fit(plan, views, _taught(plan, views, rows[learn]))
        off[hold] = np.abs(predict(net, plan, views, rows[hold]) - views.truth[rows[hold]])
    band = np.searchsorted(BANDS[:-1], np.abs(views.azimuth[rows]), side="right")
    band[views.stands[rows]] = len(BANDS)  # the errors are those of bent backs
    net = _fit(plan, views, _taught(plan, views, rows))
    error = np.array([[conformal(off[band == k, t]) for k in range(len(BANDS))] for t in range(len(TARGETS))])
    return Net(net.mean, net.scale, net.w1, net.b1, net.w2, net.b2, error)


def _taught(plan: Plan, views: Views, rows: Ints) -> Ints:
    return rows[views.file[rows] == 0] if plan.first else rows


def conformal(off: Floats) -> float:
    """Give the half width that holds nine of ten new ones: the split-conformal quantile of absolute errors.

    >>> conformal(np.arange(1.0, 100.0))
    90.0
    """
    if not np.isfinite(off).all() or not off.size:
        return float("nan")
    rank = min(int(np.ceil((off.size + 1) * CONFIDENCE)), off.size)
    return float(np.sort(off)[rank - 1])


def _fit(plan: Plan, views: Views, rows: Ints) -> Net:
    x, y = plan.inputs(views, rows), plan.outputs(views, rows)
    mean, scale = np.nanmean(x, axis=0), np.nanstd(x, axis=0) + 1e-3
    copies = [x, x, *(plan.inputs(views, rows, seen) for seen in views.shaken)]
    inputs = scaled(np.vstack(copies), mean, scale).astype(np.float32)  # twice as quick
    outputs = np.vstack([y / OUT] * len(copies)).astype(np.float32)
    made = [_one(plan, inputs, outputs, seed) for seed in range(NETS)]
    return together(made, mean, scale, OUT, np.full((len(TARGETS), len(BANDS)), np.nan))


def _one(plan: Plan, x: Float32s, y: Float32s, seed: int) -> MLPRegressor:
    noise = NOISE * np.random.default_rng(seed).normal(size=x.shape).astype(np.float32)
    outputs = y if y.shape[1] > 1 else y.ravel()
    return taught(x + noise, outputs, seed, hidden=plan.hidden, decay=plan.decay, epochs=EPOCHS, batch=BATCH, rate=RATE)
