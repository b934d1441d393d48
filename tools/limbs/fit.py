"""Teaching the networks, and networks that were taught without a person."""

from collections.abc import Sequence

import numpy as np

from hingecoach.nets import Net, scaled
from hingecoach.told.limbs import LIMBS, MOST
from hingecoach.types import Floats
from teach import taught, together

from .rows import Rows, joined, kept, postures

FOLDS = 5
"""Persons are left out a fifth at a time."""
SHAKEN, REPEATED = 2, 2
"""Shaken copies of every posture, and how often a frame of a clip counts."""
HIDDEN, DECAY, NOISE, NETS, EPOCHS, BATCH, RATE = 128, 0.3, 0.1, 6, 15, 256, 2e-3
OUT = 15.0
"""Outputs are learned in units of this many degrees."""


def lessons(rows: Rows | None = None) -> Rows:
    """Give all that is learned from: the postures, and frames of clips, those that are kept unless others are given."""
    return joined([postures(SHAKEN), *[kept() if rows is None else rows] * REPEATED])


def fit(rows: Rows) -> Net:
    """Teach the networks; errors beyond :data:`~hingecoach.told.limbs.MOST` count as that: points are lost there."""
    mean, scale = np.nanmean(rows.looks, axis=0), np.nanstd(rows.looks, axis=0) + 1e-3
    x = scaled(rows.looks, mean, scale).astype(np.float32)
    y = (np.clip(rows.wrong, -MOST, MOST) / OUT).astype(np.float32)
    made = []
    for seed in range(NETS):
        noise = NOISE * np.random.default_rng(seed).normal(size=x.shape).astype(np.float32)
        made.append(taught(x + noise, y, seed, hidden=HIDDEN, decay=DECAY, epochs=EPOCHS, batch=BATCH, rate=RATE))
    return together(made, mean, scale, OUT, np.full((len(LIMBS), 1), np.nan))


def of_others(people: Sequence[str]) -> dict[str, Net]:
    """Give for each person networks that were taught without them, from all that is kept."""
    every = lessons()
    known = sorted({*people, *every.person.tolist()})
    fold = {person: k % FOLDS for k, person in enumerate(known)}
    at = np.array([fold[p] for p in every.person.tolist()])
    nets = [fit(every.only(at != k)) for k in range(FOLDS)]
    return {person: nets[fold[person]] for person in people}


def added(nets: dict[str, Net], rows: Rows) -> Floats:
    """Give what each person's networks add, degrees, shape (N, 3)."""
    out = np.full(rows.wrong.shape, np.nan)
    for person, net in nets.items():
        mine = rows.person == person
        out[mine] = np.clip(net(rows.looks[mine]), -MOST, MOST)
    return out
