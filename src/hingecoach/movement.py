"""Hinge, squat or neither: what one stroke looks like, in numbers, and which movement that is."""

from dataclasses import dataclass

import numpy as np

from .angles import sagittal
from .motion import AngleName, Motion
from .reps import WHOLE_BOTTOM, Stroke, feet_apart
from .types import Floats, Movement

HINGE_UP_TO, SQUAT_FROM = 0.65, 0.78
"""Knee over hip excursion at the deepest point (contract; M: motion capture, domain.md 1.3)."""
FEET_APART = 0.42
"""One foot this far ahead of the other, in leg lengths, is a lunge or a step (E)."""

HIPS_RISE = 20.0
"""Hips that are this much higher at the "bottom" than at the top, % of leg, belong to a jump or a climb (E)."""
HANDS_LOW, HANDS_AWAY, HIPS_LOW = 12.0, 60.0, 45.0
"""On the hands: wrists at most this high over the ankles and this far from them, hips this much lower, % of leg (E)."""
SHINS_FLAT, LEGS_LONG = 60.0, 60.0
"""On the hands, too: shins that lean more than this with knees bent less than this, degrees (E)."""
FOOT_RAISED = 0.2
"""One foot this much above the other, in leg lengths, with the trunk fairly upright: a step or a balance (E)."""
OBLIQUE, OBLIQUE_RATIO, SINKS = 30.0, 0.58, 0.67
"""More than 30 degrees off the side view the 3-D points bend knees too little (M: -11 degrees, domain.md 5), while
heights stay true: hips that sink two thirds as far as the shoulders or more are a squat (Stoop-Squat-Index < 33;
published border 30, S1)."""
SAT_DOWN, UPRIGHT = 25.0, 45.0
"""Hips that sink more than this, % of leg, under a trunk that leans less than this, degrees, sit down (E)."""
LEAST_EXCURSION = 5.0
"""Degrees of hip motion under which the ratio of two excursions says nothing (E)."""
FLOAT = 0.5
"""Seconds after reaching the top in which a swung bell floats (E: a swing takes 1.5-2 s)."""
SOON = 0.5
"""Seconds before a bottom is reached in which a way down would be seen (E)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one stroke looks like; degrees, % of leg length, seconds; NaN where not seen.

    Attributes
    ----------
    hip, knee, trunk, shank, arm, elbow
        Angles at the deepest point.
    ratio
        Knee over hip excursion from the top to the deepest point.
    hand_over_ankle, hand_over_knee
        Height of the wrist over the ankle and the knee at the deepest point.
    hand_reach
        How far the wrist is ahead of the ankle at the deepest point, without sign.
    arm_top
        Largest angle of the arm in front of the trunk soon after the top is reached.
    apart, raised
        How far one ankle is ahead of the other, and above it, in leg lengths.
    up
        Time from leaving the bottom to reaching the top.
    hold
        Time at the bottom.
    hip_drop
        How far the hips sink, % of leg length.
    shoulder_drop
        How far the shoulders sink, % of leg length.
    bent
        How deep the stroke is by the signal that found it; always known.
    begins
        The film, or what follows a cut in it, begins at the bottom: nothing of a way down was seen.
    """

    hip: float
    knee: float
    trunk: float
    shank: float
    arm: float
    elbow: float
    ratio: float
    hand_over_ankle: float
    hand_over_knee: float
    hand_reach: float
    arm_top: float
    apart: float
    raised: float
    up: float
    hold: float
    hip_drop: float
    shoulder_drop: float
    bent: float
    begins: bool = False


def shape_of(motion: Motion, bent: Floats, stroke: Stroke) -> Shape:
    """Measure one stroke; ``bent`` is :func:`hingecoach.depth.depth`."""
    time = motion.time

    def at(name: AngleName, frame: int | None) -> float:
        return np.nan if frame is None else _around(time, motion.series(name), float(time[frame]))

    tops = [k for k in (stroke.before, stroke.after) if k is not None]
    hip, knee = at("hip", stroke.bottom), at("knee", stroke.bottom)
    hip_top, knee_top = (_least([at(name, k) for k in tops]) for name in ("hip", "knee"))
    wrist, ankle, bent_knee, hips = (_place(motion, name, stroke.bottom) for name in ("WRIST", "ANKLE", "KNEE", "HIP"))
    hips_top = _least([-_place(motion, "HIP", k)[1] for k in tops])
    shoulders = _place(motion, "SHOULDER", stroke.bottom)
    shoulders_top = _least([-_place(motion, "SHOULDER", k)[1] for k in tops])
    apart, raised = feet_apart(motion, sagittal(motion.track), stroke)
    after = (time >= time[stroke.arrive]) & (time <= time[stroke.arrive] + FLOAT)
    return Shape(
        hip=hip,
        knee=knee,
        trunk=at("trunk", stroke.bottom),
        shank=at("shank", stroke.bottom),
        arm=at("arm", stroke.bottom),
        elbow=at("elbow", stroke.bottom),
        ratio=(knee - knee_top) / (hip - hip_top) if hip - hip_top > LEAST_EXCURSION else np.nan,
        hand_over_ankle=100 * (ankle[1] - wrist[1]) / motion.leg,
        hand_over_knee=100 * (bent_knee[1] - wrist[1]) / motion.leg,
        hand_reach=100 * abs(ankle[0] - wrist[0]) / motion.leg,
        arm_top=_most(motion.angles.arm[after]),
        apart=apart,
        raised=raised,
        up=float(time[stroke.arrive] - time[stroke.lift]),
        hold=float(time[stroke.lift] - time[stroke.settle]),
        hip_drop=100 * (hips[1] + hips_top) / motion.leg,
        shoulder_drop=100 * (shoulders[1] + shoulders_top) / motion.leg,
        bent=float(bent[stroke.bottom]),
        begins=stroke.before is None and _lowest_before(time, bent, stroke) >= WHOLE_BOTTOM * bent[stroke.bottom],
    )


def movement_of(motion: Motion, shape: Shape, *, from_floor: bool, swings: bool = False) -> Movement:
    """Say which movement a stroke is.

    Parameters
    ----------
    from_floor
        It is a deadlift from the floor as far as it was seen: a hinge however far the knees bend.
    swings
        The set is one of swings.
    """
    if motion.posture == "lying":
        return "hinge" if motion.looks == "up" else "other"
    if motion.posture == "kneeling":
        return "hinge"
    if is_other(shape):
        return "other"
    return "hinge" if from_floor else _by_excursion(motion, shape, swings=swings)


def _by_excursion(motion: Motion, shape: Shape, *, swings: bool) -> Movement:
    """Apply the contract's rule; where knees are not seen, or badly, the hips' height decides."""
    ratio = shape.ratio
    sinks = shape.hip_drop / shape.shoulder_drop
    if not np.isfinite(ratio):
        if not np.isfinite(shape.hip_drop) and not np.isfinite(shape.trunk):
            return "mixed"  # nothing tells
        return "squat" if shape.hip_drop > SAT_DOWN and shape.trunk < UPRIGHT else "hinge"
    oblique = abs(motion.view.azimuth) > OBLIQUE and not swings  # squat-style swings are a style of their own (S45)
    if oblique and ratio > OBLIQUE_RATIO and sinks > SINKS and shape.trunk < UPRIGHT:
        return "squat"
    return "hinge" if ratio <= HINGE_UP_TO else "squat" if ratio >= SQUAT_FROM else "mixed"


def is_other(shape: Shape) -> bool:
    """Say whether a stroke is neither hinge nor squat: a lunge, a step, a balance on one leg, hands on the floor."""
    on_one_leg = shape.raised > FOOT_RAISED
    steps = shape.trunk < UPRIGHT if on_one_leg else shape.apart > FEET_APART
    climbs = shape.hip_drop < -HIPS_RISE
    return bool(steps or climbs or is_on_hands(shape))


def is_on_hands(shape: Shape) -> bool:
    """Say whether the body is carried by the hands or lies: crawling, planks, push-ups, inchworms."""
    low = shape.hand_over_ankle < HANDS_LOW and shape.hip_drop > HIPS_LOW
    return bool(low and (shape.hand_reach > HANDS_AWAY or (shape.shank > SHINS_FLAT and shape.knee < LEGS_LONG)))


def _lowest_before(time: Floats, bent: Floats, stroke: Stroke) -> float:
    """Give the least bend that the film shows soon before the person leaves it for the bottom, degrees."""
    first = int(np.searchsorted(time, time[stroke.leave] - SOON))
    return float(bent[first : stroke.leave + 1].min())


def _around(time: Floats, values: Floats, at: float) -> float:
    """Give the median within 0.1 s, or within 0.3 s where nothing nearer was seen."""
    for half in (0.1, 0.3):
        near = values[np.abs(time - at) <= half]
        if np.isfinite(near).any():
            return float(np.nanmedian(near))
    return float("nan")


def _place(motion: Motion, name: str, frame: int) -> Floats:
    """Give where a near-side point is at a frame, pixels; NaN where not seen within 0.3 s."""
    xy = motion.track.xy[:, motion.sides.point(name)]
    at = float(motion.time[frame])
    return np.array([_around(motion.time, xy[:, 0], at), _around(motion.time, xy[:, 1], at)])


def _least(values: list[float]) -> float:
    seen = [v for v in values if np.isfinite(v)]
    return min(seen) if seen else float("nan")


def _most(values: Floats) -> float:
    return float(np.nanmax(values)) if np.isfinite(values).any() else float("nan")
