"""What is known without looking at this clip's movement: how common an exercise is, and which load belongs to it."""

from collections.abc import Mapping

import numpy as np

from ..load.types import KINDS, Load, LoadKind
from ..types import Floats

COMMON: Mapping[str, float] = {
    "deadlift": 4.0,
    "romanian_deadlift": 3.0,
    "standing_hinge": 1.5,
    "squat": 2.0,
    "kettlebell_swing": 2.0,
    "other": 2.0,
    "dumbbell_romanian_deadlift": 0.7,
    "block_pull": 0.7,
    "trap_bar_deadlift": 0.5,
    "acceleration": 0.5,
}
"""How often an exercise is filmed compared with any of the others (E: chosen, no count of clips stands behind it)."""

USUAL, SOMETIMES = 1.0, 0.25
"""Weight of the loads that an exercise is done with as a rule, and of those that it is done with at times (E)."""
STRAY = 0.02
"""Weight of every other load: a wrong sighting must not rule an exercise out (E)."""

LOADS: Mapping[str, tuple[tuple[LoadKind, ...], tuple[LoadKind, ...]]] = {
    "glute_bridge": (("none",), ("barbell", "dumbbells")),
    "glute_bridge_single_leg": (("none",), ()),
    "kneeling_hinge": (("none",), ("stick", "cable")),
    "standing_hinge": (("none", "stick"), ("dumbbells",)),
    "pull_through": (("cable",), ()),
    "kettlebell_swing": (("kettlebell",), ("dumbbells",)),
    "romanian_deadlift": (("barbell",), ("stick",)),
    "deadlift": (("barbell",), ("stick", "cable")),
    "acceleration": (("none",), ()),
    "block_pull": (("barbell",), ()),
    "crib_lower": (("none", "box"), ()),
    "dumbbell_romanian_deadlift": (("dumbbells",), ("kettlebell",)),
    "good_morning": (("barbell", "stick"), ("none", "kettlebell")),
    "kettlebell_deadlift": (("kettlebell",), ("dumbbells",)),
    "other": (("none",), ("barbell", "kettlebell", "dumbbells")),
    "pick_up": (("box",), ("none",)),
    "single_leg_romanian_deadlift": (("dumbbells", "kettlebell", "none"), ()),
    "squat": (("none", "barbell", "kettlebell"), ("dumbbells", "stick")),
    "stiff_leg_deadlift": (("barbell",), ("dumbbells",)),
    "sumo_deadlift": (("barbell",), ("kettlebell",)),
    "trap_bar_deadlift": (("barbell",), ()),
}
"""For each exercise the loads that it is done with as a rule, and at times (C: the exercises' own definitions)."""


def of_prior(exercises: tuple[str, ...]) -> Floats:
    """Give the log of how common each exercise is, shape (C,)."""
    return np.log([COMMON.get(e, 1.0) for e in exercises])


def of_load(load: Load, exercises: tuple[str, ...]) -> Floats:
    """Give the log likelihood of each exercise, shape (C,), from the load that was seen; zeros where none was."""
    chances = np.array([load.chances[k] for k in KINDS])
    if np.ptp(chances) == 0:
        return np.zeros(len(exercises))
    return np.log([float(chances @ _weights(e)) for e in exercises])


def _weights(exercise: str) -> Floats:
    """Give the chance of each kind of load in an exercise, shape (7,)."""
    usual, sometimes = LOADS[exercise]
    weights = np.array([USUAL if k in usual else SOMETIMES if k in sometimes else STRAY for k in KINDS])
    return np.asarray(weights / weights.sum())
