"""Quiet arms: whether the elbows stay long until the hips are nearly through.

What it reads
    ``elbow``, degrees: the largest bend of the elbow on the way up, until the hip has only 20 degrees left, beyond the
    straightest that the same elbow shows on the way up.

Why it matters
    Long arms pass the work of the hips on to the load; bent arms take over part of it.

What it cannot see
    A shrug of the shoulders. Elbows in front of the trunk; arms behind a plate, which shortens the forearm. A camera
    reads a straight elbow as a little bent, so the person's own straightest elbow counts as straight, up to 15 degrees.

Limits and their source
    Mild above 45, marked above 65 degrees (engineering choice: domain.md 3 proposes 15 and 30, but arms that hang
    straight read up to 45 degrees more than at their straightest on real deadlifts, behind plates more still).
"""

from dataclasses import replace

import numpy as np

from ..errors import NotSeenError
from ..geometry import length
from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import frames_between, neutral, point, steady

_NEARLY_UP = 20.0
"""The arms are watched until the hip is bent only this much more than in standing, degrees (domain.md 3)."""
_STRAIGHT = 15.0
"""The most bend that may count as this person's straight elbow, degrees."""
_IMPOSSIBLE = 80.0
"""Nobody holds a load with elbows bent further than this at the bottom of a hinge: the points are off, degrees."""


_AROUND = 0.15
"""Seconds to both sides over which the forearm is measured."""
_LOOKS_BENT, _SHORT = 40.0, 0.8
"""An elbow that looks bent by more, degrees, is believed only where the forearm has this share of its usual length in
the picture: bending shortens no forearm from the side, a plate does. In 7 of 76 sets the elbow looked bent by 58 to 72
and the forearm had 0.31 to 0.76 of its length; six of these are rendered people, whose arms are straight."""


def _elbow(motion: Motion, rep: Rep) -> Value:
    """Read the elbow.

    Raises
    ------
    NotSeenError
        The elbow was not seen, or it looks bent as no loaded elbow is, or by a forearm that is half hidden.
    """
    bent = steady(motion, "elbow", rep.bottom, nearly_up(motion, rep, _NEARLY_UP))
    straight = steady(motion, "elbow", rep.bottom, rep.top, largest=False).value
    if bent.value > _IMPOSSIBLE:
        raise NotSeenError("the elbows were not seen clearly")
    value = bent.value - min(_STRAIGHT, max(0.0, straight))
    if value > _LOOKS_BENT and _forearm(motion, bent.at) < _SHORT:
        raise NotSeenError("the forearms were not seen clearly")
    return replace(bent, value=value)


def _forearm(motion: Motion, at: float) -> float:
    """Give the forearm's length in the picture around an instant, as a share of its usual length; NaN if unseen."""
    long = length(point(motion, "ELBOW"), point(motion, "WRIST"))
    now = long[np.abs(motion.time - at) <= _AROUND]
    if not np.isfinite(now).any():
        return float("nan")
    return float(np.nanmedian(now) / np.nanpercentile(long, 80))


def nearly_up(motion: Motion, rep: Rep, left: float) -> float:
    """Give the first instant on the way up at which the hip has only ``left`` degrees of bend left, s."""
    frames = frames_between(motion, rep.bottom, rep.top)
    hip = motion.series("hip")[frames] - neutral(motion, "hip")[0]
    for frame, y in zip(frames, hip, strict=True):
        if y <= left:
            return float(motion.time[frame])
    return rep.top


CUE = Cue(
    id="early_arms",
    title="Quiet arms",
    order=15,
    kind="fault",
    weight=0.4,
    good="Your arms stayed long.",
    why="Long arms pass the work of the hips on to the load.",
    lines={
        "elbow": Line(
            "Your elbows bent before the hips were through.",
            "Let your arms be ropes that hang from your shoulders.",
            "Pull the slack out of the handle first, then stand up.",
        )
    },
    measures={"elbow": _elbow},
)
