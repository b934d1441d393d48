"""What the search for points does to a set's features, taken from rendered clips and their twins."""

from collections.abc import Sequence

import numpy as np

from hingecoach.exercises import all_exercises
from hingecoach.recognise.features import NAMES
from hingecoach.types import Floats

from .data import Row

KIN, SAME = 3.0, 6.0
"""How much likelier a clip of the figure's family, and one of its exercise, lends its errors (chosen, not tuned)."""


def matrix(rows: Sequence[Row]) -> Floats:
    """Give the features of rows, shape (rows, F)."""
    return np.array([[r.features.get(n, np.nan) for n in NAMES] for r in rows], float).reshape(-1, len(NAMES))


def disturbed(figures: Sequence[Row], clips: Sequence[Row], times: int, rng: np.random.Generator) -> Floats:
    """Disturb each figure some times with the errors of a clip in the same posture, shape (figures * times, F).

    The errors of a clip come together, as they belong together; what was not seen in the clip is not seen in the
    figure.
    """
    donors = [r for r in clips if r.twin]
    if not donors:
        return np.repeat(matrix(figures), times, axis=0)
    found = matrix(donors)
    known = np.array([[r.twin.get(n, np.nan) for n in NAMES] for r in donors])
    error = np.where(np.isfinite(found - known), found - known, 0.0)
    unseen = ~np.isfinite(found)
    out = []
    for figure, x in zip(figures, matrix(figures), strict=True):
        lent = rng.choice(len(donors), times, p=_lend(figure, donors))
        out.append(np.where(unseen[lent], np.nan, x + error[lent]))
    return np.concatenate(out)


def _lend(figure: Row, donors: Sequence[Row]) -> Floats:
    """Give the chance of each donor."""
    kind = all_exercises()
    near = np.array([_group(r.exercise) == _group(figure.exercise) for r in donors], float)
    kin = np.array([kind[r.exercise].family == kind[figure.exercise].family for r in donors])
    same = np.array([r.exercise == figure.exercise for r in donors])
    weight: Floats = near * (1.0 + KIN * kin + SAME * same)
    weight = weight if weight.any() else np.ones(len(donors))
    return np.asarray(weight / weight.sum())


def _group(exercise: str) -> str:
    """Errors differ by posture, and for who travels."""
    return "travels" if exercise in ("acceleration", "other") else all_exercises()[exercise].posture
