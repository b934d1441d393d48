"""Own range: whether the back bends to get lower.

What it reads
    ``back_gives``, degrees: how much the low back's line bends during the last 10 degrees of the
    hip's way down.

Why it matters
    Where the hips are done, going lower comes from the back. Stopping there keeps the hinge a hinge.

What it cannot see
    The person's full range: that takes a calibration clip with a slow toe touch. Loose clothes and arms hide the low
    back; so do views off the side.

Limits and their source
    Mild above 8 degrees, never marked: 15 points of a usual own range of about 55 degrees (engineering choice,
    domain.md 3).
"""

from dataclasses import replace

import numpy as np

from ..errors import NotSeenError
from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import BACK_CANCELS, frames_between, minus

_LAST = 10.0
"""The end of the hip's way down in which the back is watched, degrees (domain.md 3)."""
_WINDOW = 0.15


def _back_gives(motion: Motion, rep: Rep) -> Value:
    frames = frames_between(motion, rep.start, rep.bottom)
    hip = motion.series("hip")[frames]
    deepest = motion.value("hip", rep.bottom).value
    before = np.flatnonzero(hip <= deepest - _LAST)
    if not before.size:
        raise NotSeenError(motion.why("hip", rep.start, rep.bottom))
    at = float(motion.time[frames[before[-1]]])
    low, high = (motion.value("turn", t, window=_WINDOW) for t in (rep.bottom, at))
    return replace(minus(low, high), error=BACK_CANCELS * low.error)


CUE = Cue(
    id="depth_excess",
    title="Depth from the hips",
    order=14,
    kind="fault",
    weight=0.5,
    good="The last bit of depth came from your hips.",
    why="Stopping where the hips are done keeps the hinge a hinge.",
    lines={
        "back_gives": Line(
            "The last bit of depth came from your back.",
            "Stop a hand's breadth higher, where your hips stop moving back.",
            "Hinge with a stick along your back and stop where the stick wants to leave.",
        )
    },
    measures={"back_gives": _back_gives},
)
