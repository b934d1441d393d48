"""How an exercise is done, as seen: posture, legs, hands, where a repetition starts, thrown or lifted."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from ..exercises import Exercise
from ..motion import Motion
from ..types import Posture

Hands = Literal["front_of_thighs", "between_legs", "chest", "shoulders", "hips", "overhead"]

ONE_LEG, FOOT_UP = 25.0, 0.2
"""Lying, degrees by which the knees differ; standing, leg lengths by which one foot is above the other (E)."""
UP, OVERHEAD = 125.0, 60.0
"""Arms this far in front of the trunk are at the shoulders or above; wrists this far over the hips, % of leg, at the
top with straight elbows are overhead (E)."""
BENT = 60.0
"""Elbows bent more than this at the bottom carry no hanging load, degrees (E)."""
BEHIND = 4.0
"""Hands this far behind the knees, % of leg, at the bottom went between the legs (E)."""
CHEST = 35.0
"""Arms with bent elbows this far in front of the trunk are at the chest, less at the hips, degrees (E)."""
APART = 60.0
"""... but hands further apart than this, % of leg, hold a stick or bar on the shoulders (M: crossed arms and goblets of
rendered and real people up to 36, bars on the back from 65 on)."""


@dataclass(frozen=True, slots=True)
class Form:
    """How it is done; None where it was not seen.

    Attributes
    ----------
    posture
        Standing, kneeling or lying.
    legs
        How many legs carry.
    hands
        Where the hands are at the deepest point.
    start
        Whether a repetition starts at the top or the bottom, from the exercise.
    tempo
        Thrown (ballistic) or lifted (grind), from the exercise.
    """

    posture: Posture
    legs: Literal[1, 2]
    hands: Hands | None
    start: Literal["top", "bottom"] | None
    tempo: Literal["ballistic", "grind"]


def form_of(motion: Motion, features: Mapping[str, float], exercise: Exercise) -> Form:
    """Describe a set."""
    return Form(
        posture=motion.posture,
        legs=1 if _on_one_leg(motion, features) else 2,
        hands=None if motion.posture == "lying" else hands_of(features),
        start=exercise.starts,
        tempo="ballistic" if exercise.ballistic else "grind",
    )


def _on_one_leg(motion: Motion, features: Mapping[str, float]) -> bool:
    if motion.posture == "lying":
        return features["knees_differ"] > ONE_LEG
    return motion.posture == "standing" and features["raised"] > FOOT_UP


def hands_of(features: Mapping[str, float]) -> Hands | None:
    """Say where the hands are at the deepest point; None where they were not seen."""
    arm, elbow = features["arm"], features["elbow"]
    if not isfinite(arm):
        return None
    if arm > UP:
        return "overhead" if features["hand_high_top"] > OVERHEAD and not features["elbow_top"] > BENT else "shoulders"
    if elbow > BENT:
        wide = features["hands_apart"] > APART
        return "hips" if arm <= CHEST else "shoulders" if wide else "chest"
    return "between_legs" if features["hand_behind_knee"] > BEHIND else "front_of_thighs"
