"""The learned part: how often each exercise passes each of a few yes-or-no tests (naive Bayes).

The tests follow from how the exercises are defined, and their borders are round numbers. Only how often they are
passed is learned, so that one test can never decide alone and what rendered people do differently does little harm.
A test whose features were not seen says nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np

from ..exercises import Family
from ..types import Floats

FILE = "model.json"

TESTS: Mapping[str, tuple[str, float]] = {
    "hands at the shoulders": ("arm", 125.0),
    "elbows bent": ("elbow", 55.0),
    "elbows bent at the top": ("elbow_top", 60.0),
    "hands between the legs": ("hand_behind_knee", 3.0),
    "hands reach ahead": ("hand_ahead", 28.0),
    "hands over the knees": ("hand_over_ankle", 60.0),
    "hands over mid-shin": ("hand_over_ankle", 38.0),
    "knees soft": ("knee", 20.0),
    "knees bent": ("knee", 45.0),
    "knees deep": ("knee", 75.0),
    "trunk leans": ("trunk", 45.0),
    "trunk low": ("trunk", 62.0),
    "trunk level": ("trunk", 82.0),
    "hips sink": ("hip_drop", 25.0),
    "one foot up": ("raised", 0.2),
    "one knee straighter": ("knees_differ", 25.0),
    "feet wide": ("stance", 48.0),
    "arms fly": ("arm_top", 40.0),
    "rests at the bottom": ("hold", -0.35),
    "rises slowly": ("up", -0.5),
    "travels": ("speed", 0.8),
    "travels fast": ("speed", 2.0),
}
"""Each test: a feature and the border above which it is passed (E; degrees, % of leg, log seconds, legs a second)."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned.

    Attributes
    ----------
    exercises
        Ids, C of them.
    passed
        Chance that an exercise passes a test: test -> shape (C,).
    families
        Chance of what the family's rule says for each exercise: family -> shape (C,).
    temperature
        The tests' log likelihood is divided by this, as tests overlap; chosen on people held out.
    made_from
        Words for the record: how many clips and people.
    """

    exercises: tuple[str, ...]
    passed: Mapping[str, Floats]
    families: Mapping[str, Floats]
    temperature: float
    made_from: str = ""

    def of_features(self, seen: Mapping[str, float]) -> Floats:
        """Give the log likelihood of each exercise, shape (C,); zeros where nothing was seen."""
        total = np.zeros(len(self.exercises))
        for test, chance in self.passed.items():
            answer = passes(test, seen)
            if answer is not None:
                total += np.log(chance if answer else 1.0 - chance)
        return total / self.temperature

    def of_family(self, family: Family) -> Floats:
        """Give the log likelihood of each exercise, shape (C,), when the rule says this family."""
        return np.log(self.families.get(family, np.ones(len(self.exercises))))

    def to_json(self) -> str:
        """Write the model down."""
        tables = {k: {n: np.round(v, 4).tolist() for n, v in getattr(self, k).items()} for k in ("passed", "families")}
        rest = {"exercises": self.exercises, "temperature": self.temperature}
        return json.dumps({"made_from": self.made_from, **rest, **tables}, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a model."""
        d = json.loads(text)
        passed, families = ({n: np.array(v) for n, v in d[k].items()} for k in ("passed", "families"))
        return cls(tuple(d["exercises"]), passed, families, d["temperature"], d["made_from"])


def passes(test: str, seen: Mapping[str, float]) -> bool | None:
    """Say whether a test is passed; None where its feature was not seen."""
    feature, border = TESTS[test]
    value = seen.get(feature, np.nan)
    return bool(value > border) if np.isfinite(value) else None


@cache
def shipped() -> Model:
    """Give the model that the package carries."""
    return Model.from_json(files(__package__).joinpath(FILE).read_text("utf-8"))
