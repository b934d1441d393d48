"""Hips throw the bell: whether the arms wait for the hips in a swing.

What it reads
    ``arm_opens``, degrees: the angle between arm and trunk at the instant on the way up at which the hip has only 25
    degrees left.

Why it matters
    In a swing the hips throw and the arms go along. Experts move hips, pelvis and shoulders in that order; beginners
    use more of the shoulder (S21).

What it cannot see
    Force in the shoulders. 30 pictures a second are looked at, and a fast swing moves about 13 degrees between two of
    them. Filming with 60 changes nothing about that; each picture is exposed for a shorter time, so hands blur less.

Limits and their source
    Mild above 85, marked above 110 degrees (engineering choice: arms that hang down freely are 25 to 30 degrees in
    front of a trunk that leans as much, and 15 rendered swings in good form read 36 to 77; the rest is lifted).
"""

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .early_arms import nearly_up

_NEARLY_UP = 25.0
"""The hip's bend at which the arms are read, degrees (domain.md 3)."""


def _arm_opens(motion: Motion, rep: Rep) -> Value:
    return motion.value("arm", nearly_up(motion, rep, _NEARLY_UP))


CUE = Cue(
    id="arm_lift",
    title="Hips throw, arms follow",
    order=16,
    kind="fault",
    weight=0.5,
    good="The hips threw the bell.",
    why="In a swing the hips throw and the arms go along.",
    lines={
        "arm_opens": Line(
            "Your arms led the bell up.",
            "Let your arms be ropes, and throw the bell with your hips.",
            "Dead-stop swings: park the bell on the floor after each one.",
        )
    },
    measures={"arm_opens": _arm_opens},
    needs_top=True,
)
