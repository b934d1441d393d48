"""Teaches the networks, and answers clips with a model that never saw their person."""

import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

import fit_load
from hingecoach.exercises import all_exercises
from hingecoach.load.types import KINDS, Load
from hingecoach.load.weights import NUMBERS
from hingecoach.recognise import recognise_features
from hingecoach.recognise.features import NAMES
from hingecoach.recognise.model import Learned, Model, Net, scaled
from hingecoach.types import Floats

from .data import Row, people
from .noise import disturbed, matrix

FOLDS = 5
TEMPERATURES = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
OWN, STRAY, FIGURES = 2.0, 0.3, 8.0
"""Clips by which the family's rule is believed before any was seen: the exercise's own family, every other one, and
what the rule says of the exercise's figures."""
HIDDEN, SHRINK, ROUNDS, RATE = 64, 0.3, 80, 0.002
"""Units, weight decay, passes and step of a network (docs/recognition.md has what else was tried)."""
DROPPED = 0.4
"""Share of the features that count as not seen, drawn anew for every row and network: no one number is leant on."""
NETS, TIMES = 3, 8
"""Networks that are averaged, and how often a clip is shown and a figure is disturbed anew."""
WORTH, AT_MOST = 5.0, 2.0
"""A clip counts as so many figures; clips of one person in one exercise together as at most two clips."""
OUTER = 80
"""Percent of the clips whose range gives a feature's spread."""

Answer = tuple[Row, list[tuple[str, float]]]
Teach = Callable[[Sequence[Row], Sequence[Row]], Learned]
"""Makes something learned from clips and figures."""


def weights(rows: Sequence[Row]) -> Floats:
    """Give the weight of each clip: many clips of one person are as two."""
    count = Counter((r.person, r.exercise) for r in rows)
    return np.array([min(1.0, AT_MOST / count[r.person, r.exercise]) for r in rows])


def fit(rows: Sequence[Row], figures: Sequence[Row], temperature: float = 1.0, *, dropped: float = DROPPED) -> Model:
    """Teach the networks and count what the family's rule says."""
    names = tuple(all_exercises())
    clips = np.repeat(matrix(rows), TIMES, axis=0)
    drawn = disturbed(figures, rows, TIMES, np.random.default_rng(0)) if figures else clips[:0]
    x = np.vstack([clips, drawn])
    y = [r.exercise for r in (*rows, *figures) for _ in range(TIMES)]
    weight = np.r_[np.repeat(WORTH * weights(rows), TIMES), np.ones(len(drawn))]
    centre, spread = _scale(x)
    x = scaled(x, centre, spread)
    nets = tuple(_net(_with_gaps(x, dropped, seed), y, weight, names, seed) for seed in range(NETS))
    kept = f"{len(rows)} clips of {len(people(rows))} people, rendered and real, and {len(figures)} figures"
    return Model(names, NAMES, centre, spread, nets, families(rows, figures, names), temperature, kept)


def _scale(x: Floats) -> tuple[Floats, Floats]:
    low, middle, high = np.nanpercentile(x, [50 - OUTER / 2, 50, 50 + OUTER / 2], axis=0)
    return middle, np.maximum((high - low) / 2.56, 1e-3)  # 80 % of a bell curve lie within 2.56 deviations


def _with_gaps(x: Floats, dropped: float, seed: int) -> Floats:
    """Let a share of the features count as not seen."""
    return np.where(np.random.default_rng(seed).random(x.shape) < dropped, 0.0, x)


def _net(x: Floats, y: Sequence[str], weight: Floats, names: tuple[str, ...], seed: int) -> Net:
    learner = MLPClassifier(
        (HIDDEN,), alpha=SHRINK, max_iter=ROUNDS, learning_rate_init=RATE, random_state=seed, shuffle=True
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it stops early on purpose
        learner.fit(x, np.array(y), sample_weight=weight)
    if len(learner.classes_) <= 2:  # noqa: PLR2004  of two, scikit-learn gives one number
        raise ValueError("Networks need clips of three exercises at least.")
    order = [list(learner.classes_).index(n) if n in learner.classes_ else -1 for n in names]
    (inner, outer), (inner_bias, outer_bias) = learner.coefs_, learner.intercepts_
    outer = np.hstack([outer, np.zeros((len(outer), 1))])[:, order]
    return Net(inner, inner_bias, outer, np.r_[outer_bias, NEVER][order])


NEVER = -12.0
"""Log likelihood of an exercise that the networks were not shown."""


def families(rows: Sequence[Row], figures: Sequence[Row], names: tuple[str, ...]) -> dict[str, Floats]:
    """Give the chance of each answer of the rule for each exercise, from definitions, figures and clips."""
    said = sorted({e.family for e in all_exercises().values()})
    table = np.array([[OWN if all_exercises()[n].family == f else STRAY for n in names] for f in said])
    count = Counter((r.person, r.exercise) for r in rows)
    drawn = Counter(r.exercise for r in figures if r.family is not None)
    for r in (*rows, *figures):
        if r.family is not None:
            share = FIGURES / drawn[r.exercise] if r.source == "figure" else 1.0 / count[r.person, r.exercise]
            table[said.index(r.family), names.index(r.exercise)] += share
    table /= table.sum(0)
    return dict(zip(said, table, strict=True))


@dataclass(frozen=True)
class Weigher:
    """Chances of the kinds of load from the evidence's numbers, by weights that some people were left out of."""

    table: Floats

    def load(self, row: Row) -> Load:
        """Give what is known of a clip's load."""
        if not row.load:
            return Load()
        z = self.table @ np.array([1.0, *(row.load[n] for n in NUMBERS)])
        share = np.exp(z - z.max())
        return Load(chances=dict(zip(KINDS, (share / share.sum()).tolist(), strict=True)))


def weigher(rows: Sequence[Row]) -> Weigher:
    """Fit the load's weights on the clips whose load is known."""
    known = [r for r in rows if r.held and r.load]
    x = np.array([[1.0, *(r.load[n] for n in NUMBERS)] for r in known])
    return Weigher(fit_load.fit(x, np.array([KINDS.index(r.held) for r in known if r.held])))


def answer(model: Learned, row: Row, load: Load) -> list[tuple[str, float]]:
    """Give every exercise with its chance."""
    return recognise_features(model, row.features, row.family, row.posture, load)


def groups(rows: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Deal the people into groups; give for each group the clips of all others, and its own."""
    who = {p: i % FOLDS for i, p in enumerate(people(rows))}
    for fold in range(FOLDS):
        yield [r for r in rows if who[r.person] != fold], [r for r in rows if who[r.person] == fold]


def held_out(
    rows: Sequence[Row], figures: Sequence[Row], teach: Teach = fit, *, with_load: bool = True
) -> Iterator[tuple[Learned, list[tuple[Row, Load]]]]:
    """Give each group of clips, with their loads, and what was learned without its people."""
    for others, own in groups(rows):
        hidden = set(people(own))
        learned = teach(others, [f for f in figures if f.person not in hidden])
        weigh = weigher(others) if with_load else None
        yield learned, [(r, weigh.load(r) if weigh else Load()) for r in own]


def answers(held: Sequence[tuple[Learned, list[tuple[Row, Load]]]], temperature: float | None = None) -> list[Answer]:
    """Answer every clip, at another temperature where one is given."""
    out = []
    for learned, own in held:
        model = replace(learned, temperature=temperature) if temperature and isinstance(learned, Model) else learned
        out += [(r, answer(model, r, load)) for r, load in own]
    return out


def log_loss(some: Sequence[Answer]) -> float:
    """Give the mean surprise, in nats; lower is better."""
    return float(np.mean([-np.log(max(dict(c or [("other", 1.0)]).get(r.exercise, 0.0), 1e-3)) for r, c in some]))
