"""Name the exercise, as far as pose, hands and tempo allow it.

Families are told apart by where the hands are and how the body moves; within a family the load decides, which points
do not show: the alternatives say so, and declaring the exercise settles it. Borders: measured on the shared clips
(docs/exercises.md), grade E.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .exercises import Family
from .geometry import bend
from .keypoints import P
from .motion import Motion
from .movement import SAT_DOWN, SQUAT_FROM, UPRIGHT, Shape, is_on_hands, is_other
from .reps import Stroke

HANDS_BELOW_KNEE = -10.0
"""Wrist this much below the knee, % of leg: the hands are at shin level, where a load on the floor is held."""
HANDS_OVER_ANKLE = 35.0
"""The same from the ankle, for when a plate hides the knee."""
SWING_UP, SWING_ARM = 0.5, 40.0
"""A swing rises within this many seconds (the middle 80 % of the way) and lifts the arms off the trunk by this much."""
ON_HANDS = 0.2
"""Where more than this share of the strokes ends on the hands, the whole set is floor work (E)."""
HANDS_UP = 130.0
"""Arms this far in front of the trunk line: hands at the shoulders, behind the neck or overhead."""
STOOP_KNEE, STOOP_TRUNK, REACH = 32.0, 80.0, 25.0
"""Straighter knees and a lower trunk than this: a stoop; hands further from the ankles, % of leg: no barbell."""
BENT_ELBOW = 50.0
"""Elbows bent more than this at the bottom hold no load in front of the thighs: hands on chest or hips."""
LEGS_DIFFER = 25.0
"""Degrees by which the knees differ where one leg is held up."""
LEANS = 55.0
"""Who sits with the trunk leaning less than this, degrees, squats."""
FLOOR_BEND, DEEP_BEND, OVER_LOAD = 70.0, 110.0, 50.0
"""Pulls from the floor bend the hips this much; with hands unseen, this much under a trunk that leans
this much (degrees)."""


WITHIN: dict[Family, tuple[tuple[str, float], ...]] = {
    "floor_pull": (("deadlift", 0.6), ("kettlebell_deadlift", 0.15), ("sumo_deadlift", 0.1), ("pick_up", 0.1)),
    "top_hinge": (("romanian_deadlift", 0.45), ("standing_hinge", 0.3), ("pull_through", 0.15)),
    "swing": (("kettlebell_swing", 0.9), ("pull_through", 0.05)),
    "kneeling": (("kneeling_hinge", 0.9),),
    "bridge": (("glute_bridge", 0.9), ("glute_bridge_single_leg", 0.1)),
    "squat": (("squat", 0.85), ("trap_bar_deadlift", 0.1)),
    "other": (("other", 0.8),),
}
"""Which exercise a family most likely is when nothing more is known, with its chance (E)."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The family and the exercises that it may be, likeliest first; confidences add up to at most 1."""

    family: Family | None
    candidates: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str | None:
        """The likeliest exercise, None where there was nothing to recognise."""
        return self.candidates[0][0] if self.candidates else None


def recognise(motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape]) -> Recognition:
    """Name the family and the exercise of a set of strokes."""
    if not strokes:
        return Recognition(None, ())
    family = family_of(motion, shapes)
    candidates = _within(motion, family, shapes)
    return Recognition(family, candidates)


def family_of(motion: Motion, shapes: Sequence[Shape]) -> Family:
    """Tell the family from the shapes of the strokes; each stroke that was seen at its bottom has a vote."""
    shapes = [s for s in shapes if np.isfinite(s.trunk) or np.isfinite(s.hand_over_ankle)] or shapes
    if motion.posture == "lying":
        return "bridge" if motion.looks == "up" else "other"
    if np.mean([is_on_hands(s) for s in shapes]) > ON_HANDS:
        return "other"
    if motion.posture == "kneeling":
        return "kneeling"
    votes = [_family_of_one(s) for s in shapes]
    return max(dict.fromkeys(votes), key=votes.count)


def _family_of_one(s: Shape) -> Family:
    if is_other(s):
        return "other"
    sits = s.ratio >= SQUAT_FROM if np.isfinite(s.ratio) else s.hip_drop > SAT_DOWN
    quick = s.up < SWING_UP and s.arm_top > SWING_ARM and s.arm < HANDS_UP
    if quick and not sits and not s.hand_over_knee < HANDS_BELOW_KNEE:
        return "swing"
    if is_from_floor(s):
        return "floor_pull"
    return "squat" if sits and s.trunk < LEANS else "top_hinge"


def is_from_floor(s: Shape) -> bool:
    """Say whether the hands are at shin level with the trunk leaning over them, as over a load on the floor."""
    if np.isfinite(s.hand_over_knee):
        low = s.hand_over_knee < HANDS_BELOW_KNEE
    elif np.isfinite(s.hand_over_ankle):
        low = s.hand_over_ankle < HANDS_OVER_ANKLE
    else:
        low = s.bent > DEEP_BEND and s.trunk > OVER_LOAD
    upright_squat = s.ratio >= SQUAT_FROM and s.trunk < UPRIGHT
    return bool(low and s.bent > FLOOR_BEND and not upright_squat and not s.arm > HANDS_UP)


def _within(motion: Motion, family: Family, shapes: Sequence[Shape]) -> tuple[tuple[str, float], ...]:
    """Order the exercises of a family by what hands and legs show."""
    chances = dict(WITHIN.get(family, ()))
    arm, elbow = _usual([s.arm for s in shapes]), _usual([s.elbow for s in shapes])
    stoops = _usual([s.knee for s in shapes]) < STOOP_KNEE and _usual([s.trunk for s in shapes]) > STOOP_TRUNK
    reaches = _usual([s.hand_reach for s in shapes]) > REACH
    if family in ("floor_pull", "top_hinge") and stoops and reaches:
        chances = {"pick_up": 0.5, "stiff_leg_deadlift": 0.2, "romanian_deadlift": 0.2}
    elif family == "floor_pull" and stoops:
        chances = {"stiff_leg_deadlift": 0.4, "deadlift": 0.3, "romanian_deadlift": 0.2, "pick_up": 0.1}
    elif family == "top_hinge" and arm > HANDS_UP:
        chances = {"standing_hinge": 0.5, "good_morning": 0.45}
    elif family == "top_hinge" and (arm < 0.0 or elbow > BENT_ELBOW):
        chances = {"standing_hinge": 0.8, "good_morning": 0.1}
    elif family == "bridge" and _one_leg(motion):
        chances = {"glute_bridge_single_leg": 0.9, "glute_bridge": 0.1}
    return tuple(sorted(chances.items(), key=lambda item: -item[1]))


def _usual(values: list[float]) -> float:
    """Give the median of what was seen, NaN where nothing was."""
    seen = [v for v in values if np.isfinite(v)]
    return float(np.median(seen)) if seen else float("nan")


def _one_leg(motion: Motion) -> bool:
    """Say whether one leg is held off the floor for most of the clip."""
    w = motion.track.world
    left = bend(w[:, P.L_HIP], w[:, P.L_KNEE], w[:, P.L_ANKLE])
    right = bend(w[:, P.R_HIP], w[:, P.R_KNEE], w[:, P.R_ANKLE])
    differ = np.abs(left - right)
    return bool(np.isfinite(differ).any() and np.nanmedian(differ) > LEGS_DIFFER)
