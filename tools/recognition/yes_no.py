"""What came before the networks, for comparison: how often each exercise passes yes-or-no tests (naive Bayes)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hingecoach.exercises import Family, all_exercises
from hingecoach.types import Floats

from .data import Row
from .fit import families

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
BORROWED, KIN, LEAST, TEMPERATURE = 1.5, 2.0, 0.04, 2.5
"""Clips borrowed from the exercise's family, and by the family from everybody; no chance is nearer to 0 or 1; and
what the sum is divided by, as tests overlap."""


@dataclass(frozen=True)
class YesNo:
    """How often each exercise passes each test (empty: the rule alone), and what the rule says of it."""

    exercises: tuple[str, ...]
    passed: Mapping[str, Floats]
    families: Mapping[str, Floats]

    def of_features(self, seen: Mapping[str, float]) -> Floats:
        """Give the log likelihood of each exercise; what was not seen says nothing."""
        total = np.zeros(len(self.exercises))
        for test, chance in self.passed.items():
            feature, border = TESTS[test]
            if np.isfinite(seen[feature]):
                total += np.log(chance if seen[feature] > border else 1.0 - chance)
        return total / TEMPERATURE

    def of_family(self, family: Family) -> Floats:
        """Give the log likelihood of each exercise when the rule says this family."""
        return np.log(self.families[family])


def rule_alone(rows: Sequence[Row], figures: Sequence[Row]) -> YesNo:
    """Count only what the family's rule says."""
    names = tuple(all_exercises())
    return YesNo(names, {}, families(rows, figures, names))


def yes_or_no(rows: Sequence[Row], figures: Sequence[Row]) -> YesNo:
    """Count the tests of every exercise."""
    names = tuple(all_exercises())
    return YesNo(names, {test: _passed(test, rows, names) for test in TESTS}, families(rows, figures, names))


def _passed(test: str, rows: Sequence[Row], names: tuple[str, ...]) -> Floats:
    """Give the chance of each exercise to pass, drawn towards its family's, and that towards everybody's."""
    kin = [all_exercises()[n].family for n in names]
    feature, border = TESTS[test]
    count = Counter((r.person, r.exercise) for r in rows)
    yes, seen = np.zeros(len(names)), np.zeros(len(names))
    for r in rows:
        if np.isfinite(r.features[feature]):
            yes[names.index(r.exercise)] += (r.features[feature] > border) / count[r.person, r.exercise]
            seen[names.index(r.exercise)] += 1.0 / count[r.person, r.exercise]
    everybody = (yes.sum() + 1) / (seen.sum() + 2)
    of = np.array([[k == other for other in kin] for k in kin], float)
    family = (of @ yes + KIN * everybody) / (of @ seen + KIN)
    return np.asarray(np.clip((yes + BORROWED * family) / (seen + BORROWED), LEAST, 1 - LEAST))
