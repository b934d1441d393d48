"""Name the exercise: the family by rule, the exercise by learned likelihood, the load as evidence where it is seen.

The rules hold on real people but know only families; the networks of :mod:`.model` know every exercise but were taught
mostly by rendered people. Both, how common an exercise is and the load enter as log likelihoods; the
chances that come out were checked on people who were not in the training (docs/recognition.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..exercises import Family, all_exercises, get_exercise
from ..load.types import Load
from ..motion import Motion
from ..movement import Shape
from ..reps import Stroke
from ..types import Floats, Posture
from .describe import Form, form_of
from .evidence import of_load, of_prior
from .family import HANDS_BELOW_KNEE, LEANS, family_of, is_from_floor
from .features import features_of
from .model import Learned, Model, shipped
from .say import say

__all__ = [
    "HANDS_BELOW_KNEE",
    "LEANS",
    "Form",
    "Recognition",
    "doubted",
    "family_of",
    "is_from_floor",
    "recognise",
    "recognise_features",
]

NAMED = 0.03
"""Chances below this are not told: four numbers at most say something to a reader (E)."""
MOST = 5
DOUBTED = 0.49
"""The chance of the likeliest exercise is at most this where the picture itself is in doubt: under what is named."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The family and the exercises that it may be, likeliest first; confidences add up to at most 1.

    Attributes
    ----------
    family
        What the rule says; None where there was nothing to recognise.
    candidates
        Ids with their chances.
    form
        Posture, legs, hands, start and tempo as seen.
    say
        What cannot be told apart here, in a sentence; empty where it is clear.
    """

    family: Family | None
    candidates: tuple[tuple[str, float], ...]
    form: Form | None = None
    say: str = ""

    @property
    def best(self) -> str | None:
        """The likeliest exercise, None where there was nothing to recognise."""
        return self.candidates[0][0] if self.candidates else None


def recognise(
    motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape], model: Model | None = None
) -> Recognition:
    """Name the family and the exercise of a set of strokes.

    Parameters
    ----------
    model
        What was learned; the package's own where None.
    """
    model = model or shipped()
    features = features_of(motion, strokes, shapes)
    family = family_of(motion, shapes) if strokes else None
    chances = recognise_features(model, features, family, motion.posture, motion.load)
    if not chances:
        return Recognition(None, ())
    candidates = tuple((e, round(c, 3)) for e, c in chances if c >= NAMED)[:MOST] or (chances[0],)
    form = form_of(motion, features, get_exercise(candidates[0][0]))
    return Recognition(family or "sport", candidates, form, say(candidates))


def doubted(known: Recognition) -> Recognition:
    """Give a recognition that names nothing: all chances smaller in the same measure."""
    first = known.candidates[0][1] if known.candidates else 0.0
    if first <= DOUBTED:
        return known
    fewer = tuple((e, round(c * DOUBTED / first, 3)) for e, c in known.candidates)
    return replace(known, candidates=fewer, say=say(fewer))


def recognise_features(
    model: Learned, features: Mapping[str, float], family: Family | None, posture: Posture, load: Load
) -> list[tuple[str, float]]:
    """Give every exercise with its chance, likeliest first.

    Parameters
    ----------
    family
        What the rule says; None where there is no stroke: then only a sport start is named, by speed and lean, and
        the list is empty where it is none.
    """
    score = of_prior(model.exercises) + model.of_features(features) + of_load(load, model.exercises)
    score = score + (model.of_family(family) + _by_posture(model, posture) if family else _without_strokes(model))
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    answer = sorted(zip(model.exercises, chance.tolist(), strict=True), key=lambda item: -item[1])
    return answer if family or answer[0][0] == "acceleration" else []


def _without_strokes(model: Learned) -> Floats:
    """Rule out what has repetitions."""
    return np.where([e in ("acceleration", "other") for e in model.exercises], 0.0, -np.inf)


def _by_posture(model: Learned, posture: Posture) -> Floats:
    """Rule out what is not done in this posture; another movement is done in any."""
    fits = [e == "other" or all_exercises()[e].posture == posture for e in model.exercises]
    return np.where(fits, 0.0, -np.inf)
