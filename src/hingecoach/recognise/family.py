"""Tell the family of an exercise by rule: posture, hands, tempo, and how hips and knees share the bend.

Borders: measured on the shared clips (docs/exercises.md), grade E.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..exercises import Family
from ..motion import Motion
from ..movement import SAT_DOWN, SQUAT_FROM, UPRIGHT, Shape, is_on_hands, is_other

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
LEANS = 55.0
"""Who sits with the trunk leaning less than this, degrees, squats."""
FLOOR_BEND, DEEP_BEND, OVER_LOAD = 70.0, 110.0, 50.0
"""Pulls from the floor bend the hips this much; with hands unseen, this much under a trunk that leans
this much (degrees)."""


def family_of(motion: Motion, shapes: Sequence[Shape]) -> Family:
    """Tell the family from the shapes of the strokes; each stroke that was seen at its bottom has a vote."""
    shapes = [s for s in shapes if np.isfinite(s.trunk) or np.isfinite(s.hand_over_ankle)] or shapes
    if motion.posture == "lying":
        return "bridge" if motion.looks == "up" else "other"
    if np.mean([is_on_hands(s) for s in shapes]) > ON_HANDS:
        return "other"
    if motion.posture == "kneeling":
        return "kneeling"
    squats = "squat" in [_family_of_one(s) for s in shapes if not s.begins]  # then the first one was a squat, too
    votes = [_family_of_one(replace(s, begins=s.begins and not squats)) for s in shapes]
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
    """Say whether the hands are at shin level with the trunk leaning over them, as over a load on the floor.

    Hands between the feet of an upright squat are none; but a squat begins standing, so where the film begins at the
    bottom it is a lift.
    """
    if np.isfinite(s.hand_over_knee):
        low = s.hand_over_knee < HANDS_BELOW_KNEE
    elif np.isfinite(s.hand_over_ankle):
        low = s.hand_over_ankle < HANDS_OVER_ANKLE
    else:
        low = s.bent > DEEP_BEND and s.trunk > OVER_LOAD
    upright_squat = s.ratio >= SQUAT_FROM and s.trunk < UPRIGHT and not s.begins
    return bool(low and s.bent > FLOOR_BEND and not upright_squat and not s.arm > HANDS_UP)
