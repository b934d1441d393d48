"""Soft knees: whether the knees bend a little and then let the hips do the work.

What it reads
    ``knee_bent``, degrees: flexion of the knee at the deepest point.
    ``knee_travel``, degrees: how much it changes after the first third of the way down.
    ``shank``, degrees: how far the shin leans forward at the deepest point.
    ``hip_per_knee``: the hip's share of the bend divided by the knee's, both from standing.
    ``knee_per_hip``: the same the other way round, for lifts from the floor.
    ``hips_above_knees``, % of leg length: height of the hips over the knees at the set-up of a lift from the floor.
    ``knee_straight``, degrees: bend of the knee at the deepest point beyond the person's own standing.

Why it matters
    Knees that stay where they are leave the bend to the hips: that is the hinge. Knees that travel make it a squat,
    which is a fine exercise but another one. Every hinge measured bends the knee at most .65 times as far as the hip,
    every squat at least .78 times (D1-D6).

What it cannot see
    Thighs that turn outwards (wide stances read less bend than there is). A camera off the side view flattens the
    knee. Cameras read a bent knee as straighter and a straight one as more bent than it is: a straight knee is
    therefore judged only against the person's own standing.

Limits and their source
    By exercise, in its file (engineering choice, domain.md 2.3): knees 40 and 55 degrees for the Romanian deadlift
    and the standing hinge, 50 and 65 for the pull-through, 60 and 75 for the swing, 110 for lifts from the floor;
    shin 10 and 20. Hip per knee 2 and 1.5 (swing 1.5 and 1.25): every measured hinge reaches 1.54, every squat stays
    under 1.28 (D1-D6). From the floor knee per hip .78, the least of the measured squats, and .9; hips 5 % of the leg
    above the knees, or level with them. No more bend than when standing is mild, 8 degrees less is marked. Travel 30
    and 45: the difference of two knee readings reads 2 to 34 on rendered people in good form, whose knees bend evenly
    all the way (domain.md's 10 and 20 would call two thirds of them).
"""

import math

import numpy as np

from ..errors import NotSeenError
from ..geometry import bend
from ..motion import Motion
from ..types import Floats, Rep, Value
from .base import Cue, Line
from .measure import frames_between, is_own, minus, neutral, offset, point, steady

_PLANTED = 1.3
"""Factor on the error of a knee whose ankle was read at another time (engineering choice)."""
_NEAR = 0.15
"""How long before and after an instant a point is read, s."""
_LEAST_BEND = 20.0
"""A hip that bends less than this says nothing about the share of the knee, degrees."""
_LEAST_KNEE = 5.0
"""A knee that bends less than this counts as bending this much in a ratio: below it the ratio is all noise, degrees."""


def knee_bent(motion: Motion, rep: Rep) -> Value:
    """Read the bend of the knee at the deepest point.

    Where a plate hides the ankle there, the ankle is taken from the top of the repetition: feet stay where they are.

    Raises
    ------
    NotSeenError
        Hip or knee, or the ankle at the top, was not seen; or the knees look bent even in the person's standing, so
        that something covers them.
    """
    if motion.standing is not None and "knee" in motion.standing.angles and not is_own(motion, "knee"):
        raise NotSeenError("the knees look bent in standing too; something may cover them")
    try:
        return motion.value("knee", rep.bottom)
    except NotSeenError:
        hip, knee, ankle = (
            _place(motion, name, at) for name, at in (("HIP", rep.bottom), ("KNEE", rep.bottom), ("ANKLE", rep.top))
        )
        if not np.isfinite([hip, knee, ankle]).all():
            raise
        at = int(np.argmin(np.abs(motion.time - rep.bottom)))
        bent = float(bend(ankle, knee, hip))
        return Value(bent, _PLANTED * motion.error_of("knee", at), "deg", float(motion.time[at]))


def _place(motion: Motion, name: str, at: float) -> Floats:
    near = point(motion, name)[np.abs(motion.time - at) <= _NEAR]
    return np.nanmedian(near, axis=0) if np.isfinite(near).any() else np.full(2, np.nan)


def knee_straight(motion: Motion, rep: Rep) -> Value:
    """Read the bend of the knee at the deepest point beyond the person's own standing.

    Raises
    ------
    NotSeenError
        The clip shows no standing to compare with: a straight knee cannot be judged without it.
    """
    motion.own("knee")
    own, doubt = neutral(motion, "knee")
    if not is_own(motion, "knee"):
        raise NotSeenError("the clip shows no moment of standing tall to compare the knees with")
    read = knee_bent(motion, rep)
    return Value(read.value - own, math.hypot(read.error, doubt), read.unit, read.at)


def _shank(motion: Motion, rep: Rep) -> Value:
    return motion.value("shank", rep.bottom)


def _travel(motion: Motion, rep: Rep) -> Value:
    """Read the change of the knee after the hip has done the first third of its way down."""
    frames = frames_between(motion, rep.start, rep.bottom)
    hip = motion.series("hip")[frames]
    if not np.isfinite(hip).any():
        raise NotSeenError(motion.why("hip", rep.start, rep.bottom))
    low, high = float(np.nanmin(hip)), float(np.nanmax(hip))
    at = float(motion.time[frames[np.flatnonzero(hip <= low + (high - low) / 3)[-1]]])
    settled = motion.value("knee", at)
    most = steady(motion, "knee", at, rep.bottom)
    least = steady(motion, "knee", at, rep.bottom, largest=False)
    return minus(max(most, least, key=lambda v: abs(v.value - settled.value)), settled)


def _excursions(motion: Motion, rep: Rep) -> tuple[Value, Value]:
    knee, hip = knee_bent(motion, rep), motion.value("hip", rep.bottom)
    (own_knee, doubt_knee), (own_hip, doubt_hip) = neutral(motion, "knee"), neutral(motion, "hip")
    bent = Value(max(_LEAST_KNEE, knee.value - own_knee), math.hypot(knee.error, doubt_knee), "deg", knee.at)
    closed = Value(hip.value - own_hip, math.hypot(hip.error, doubt_hip), "deg", hip.at)
    if closed.value < _LEAST_BEND:
        raise NotSeenError("the hips bent too little to compare with the knees")
    return bent, closed


def _knee_per_hip(motion: Motion, rep: Rep) -> Value:
    return _ratio(*_excursions(motion, rep))


def _hip_per_knee(motion: Motion, rep: Rep) -> Value:
    knee, hip = _excursions(motion, rep)
    return _ratio(hip, knee)


def _ratio(a: Value, b: Value) -> Value:
    ratio = a.value / b.value
    return Value(ratio, abs(ratio) * math.hypot(a.error / a.value, b.error / b.value), "ratio", a.at)


def _hips_above(motion: Motion, rep: Rep) -> Value:
    return offset(motion, "HIP", "KNEE", "above", rep.bottom)


_WALL = Line(
    "Your knees travelled forward, so this looked more like a squat.",
    "Push your hips back to the wall behind you.",
    "Stand a foot's length from a wall and tap it with your hips; step forward a little each time.",
)
_LOW = Line(
    "Your hips were about as low as your knees at the start.",
    "Start with your hips higher than your knees, and push the floor away.",
    "Stand close to the load, hinge until your hands reach it, and only then bend the knees to your shins' touch.",
)

STRAIGHT = Line(
    "Your knees were as straight as when you stand.",
    "Unlock your knees before you start, then reach back with your hips.",
    "Stand tall, soften the knees a thumb's width, hold them there and hinge five times.",
)

CUE = Cue(
    id="soft_knees",
    title="Soft knees",
    order=3,
    weight=0.9,
    good="Your knees stayed soft and the hips did the work.",
    why="Knees that stay where they are leave the work to the hips, and that is the hinge.",
    lines={
        "knee_bent": _WALL,
        "knee_travel": Line(
            "Your knees kept bending on the way down.",
            "Keep your shins still, as if they stood in concrete, and reach back with your hips.",
            _WALL.drill,
        ),
        "shank": _WALL,
        "hip_per_knee": _WALL,
        "knee_per_hip": _WALL,
        "hips_above_knees": _LOW,
        "knee_straight": STRAIGHT,
    },
    measures={
        "knee_bent": knee_bent,
        "knee_travel": _travel,
        "shank": _shank,
        "hip_per_knee": _hip_per_knee,
        "knee_per_hip": _knee_per_hip,
        "hips_above_knees": _hips_above,
        "knee_straight": knee_straight,
    },
    optional=frozenset({"knee_travel", "shank", "knee_straight", "hips_above_knees", "hip_per_knee", "knee_per_hip"}),
)
