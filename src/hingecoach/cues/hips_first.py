"""Hips and chest together: whether the hips shoot up before the chest.

What it reads
    ``trunk_tips``, degrees: how much further the trunk tips forward between lift-off and the instant at which the hands
    pass the knees, counted only where the knees straighten by 15 degrees or more meanwhile.

Why it matters
    When hips and chest rise together, legs and hips share the lift. When the hips go first, the legs are spent early
    and the hips finish alone.

What it cannot see
    Why it happens: a heavy load, a start with low hips and a hurried pull look alike. Where hands or knees are hidden
    it reads up to half-way instead.

Limits and their source
    Mild above 5, marked above 12 degrees (engineering choice, domain.md 3; published as a class of deadlift videos,
    S50).
"""

from dataclasses import replace

import numpy as np

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import frames_between, half_way_up, lift_off, minus, point, steady

_STRAIGHTEN = 15.0
"""The knees must straighten by this much for the tip to count, degrees (domain.md 3)."""
_CANCELS = 0.6
"""Share of the error that is left in a change within half a second, in which camera and clothes do not change (E)."""


def _trunk_tips(motion: Motion, rep: Rep) -> Value:
    passed, lifts = _hands_pass_knees(motion, rep), lift_off(motion, rep)
    tip = minus(steady(motion, "trunk", lifts, passed), motion.value("trunk", lifts))
    tip = replace(tip, error=_CANCELS * tip.error)
    straightened = motion.value("knee", lifts).value - motion.value("knee", passed).value
    if straightened >= _STRAIGHTEN:
        return tip
    return Value(min(0.0, tip.value), tip.error, tip.unit, tip.at)


def _hands_pass_knees(motion: Motion, rep: Rep) -> float:
    frames = frames_between(motion, rep.bottom, rep.top)
    above = point(motion, "KNEE")[frames, 1] - point(motion, "WRIST")[frames, 1]
    passed = np.flatnonzero(above > 0)
    if passed.size and passed[0] > 0 and np.isfinite(above[: passed[0]]).any():
        return float(motion.time[frames[passed[0]]])
    return half_way_up(motion, rep)


CUE = Cue(
    id="hips_first",
    title="Hips and chest together",
    order=11,
    kind="fault",
    weight=0.7,
    good="Hips and chest rose together.",
    why="When hips and chest rise together, legs and hips share the lift.",
    lines={
        "trunk_tips": Line(
            "Your hips rose before your chest.",
            "Push the floor away and let the chest come up with the hips.",
            "Pause with the load two centimetres off the floor, then stand up.",
        )
    },
    measures={"trunk_tips": _trunk_tips},
)
