"""Counts how often each exercise passes each test, and answers clips with a model that never saw their person."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from hingecoach.exercises import all_exercises
from hingecoach.recognise import recognise_features
from hingecoach.recognise.model import TESTS, Model, passes
from hingecoach.types import Floats

from .data import Row, people

FOLDS = 5
TEMPERATURES = (1.0, 1.5, 2.0, 2.5, 3.0)
RULE, STRAY = 6.0, 0.05
"""Clips by which the family's rule is believed before any was seen: for the exercise's own family, for the others."""
BORROWED, FAMILY = 1.5, 2.0
"""Clips borrowed from the exercise's family, and by the family from everybody: few clips of one exercise say little."""
LEAST = 0.04
"""No chance is nearer to 0 or 1 than this."""


def weights(rows: Sequence[Row]) -> Floats:
    """Weigh each person the same in each exercise: many clips of one person are one person."""
    count = Counter((r.person, r.exercise) for r in rows)
    return np.array([1.0 / count[r.person, r.exercise] for r in rows])


def fit(rows: Sequence[Row], temperature: float = 1.0) -> Model:
    """Count the tests of every exercise."""
    names = tuple(all_exercises())
    passed = {test: _passed(test, rows, names) for test in TESTS}
    kept = f"{len(rows)} clips of {len(people(rows))} people, rendered and real"
    return Model(names, passed, _families(rows, names), temperature, kept)


def _passed(test: str, rows: Sequence[Row], names: tuple[str, ...]) -> Floats:
    """Give the chance of each exercise to pass, drawn towards its family's, and that towards everybody's."""
    kin = [all_exercises()[n].family for n in names]
    yes, seen = np.zeros(len(names)), np.zeros(len(names))
    for r, w in zip(rows, weights(rows), strict=True):
        answer = passes(test, r.features)
        if answer is not None:
            yes[names.index(r.exercise)] += w * answer
            seen[names.index(r.exercise)] += w
    everybody = (yes.sum() + 1) / (seen.sum() + 2)
    of = np.array([[k == other for other in kin] for k in kin], float)
    family = (of @ yes + FAMILY * everybody) / (of @ seen + FAMILY)
    return np.asarray(np.clip((yes + BORROWED * family) / (seen + BORROWED), LEAST, 1 - LEAST))


def _families(rows: Sequence[Row], names: tuple[str, ...]) -> dict[str, Floats]:
    """Give the chance of each answer of the rule for each exercise, from the definitions and the clips."""
    said = sorted({e.family for e in all_exercises().values()})
    table = np.array([[RULE if all_exercises()[n].family == f else STRAY for n in names] for f in said])
    for r, w in zip(rows, weights(rows), strict=True):
        if r.family is not None:
            table[said.index(r.family), names.index(r.exercise)] += w
    table /= table.sum(0)
    return dict(zip(said, table, strict=True))


def answer(model: Model, row: Row) -> list[tuple[str, float]]:
    """Give every exercise with its chance."""
    return recognise_features(model, row.features, row.family, row.posture, row.load)


def held_out(rows: Sequence[Row], temperature: float) -> Iterator[tuple[Row, list[tuple[str, float]]]]:
    """Answer every clip with a model that has not seen its person."""
    who = {p: i % FOLDS for i, p in enumerate(people(rows))}
    for fold in range(FOLDS):
        model = fit([r for r in rows if who[r.person] != fold], temperature)
        yield from ((r, answer(model, r)) for r in rows if who[r.person] == fold)


def log_loss(answers: Sequence[tuple[Row, list[tuple[str, float]]]]) -> float:
    """Give the mean surprise, in nats; lower is better."""
    return float(np.mean([-np.log(max(dict(c or [("other", 1.0)]).get(r.exercise, 0.0), 1e-3)) for r, c in answers]))
