"""Same to the end: whether the last repetitions look like the first.

What it reads
    The mean of the last two complete repetitions minus that of the first two: ``back``, degrees of the low back's bend
    at the bottom; ``top``, degrees of hip bend left at the top; ``knee``, degrees of knee bend at the bottom.

Why it matters
    A set that changes on the way tells when to stop or to take less: it is the plainest sign of "enough for today".

What it cannot see
    Effort. Sets of fewer than four complete repetitions have no first and last two, and nothing is said about them.

Limits and their source
    Mild at 5, 8 and 10 degrees, marked at twice that (engineering choice, domain.md 3). What the camera adds to every
    repetition cancels, so the error is a share of the angle's own, as for differences from standing.
"""

from dataclasses import replace
from statistics import fmean

from ..motion import AngleName, Motion
from ..types import Rep, Value
from .base import Cue, Line, SetMeasure
from .measure import BACK_CANCELS, CANCELS

_ENDS = 2
"""How many repetitions make the first and the last of a set."""


def _drift(name: AngleName, share: float, window: float = 0.08, *, top: bool = False) -> SetMeasure:
    def read(motion: Motion, reps: tuple[Rep, ...]) -> Value:
        first, last = (
            [motion.value(name, r.top if top else r.bottom, window=window) for r in part]
            for part in (reps[:_ENDS], reps[-_ENDS:])
        )
        change = fmean(v.value for v in last) - fmean(v.value for v in first)
        return replace(last[-1], value=change, error=share * fmean(v.error for v in first + last))

    return read


_STOP = "Stop the set one repetition before this begins."

CUE = Cue(
    id="set_drift",
    title="Same to the end",
    order=20,
    kind="fault",
    weight=0.3,
    good="The last repetitions looked like the first.",
    why="A set that changes on the way tells when it is enough for today.",
    lines={
        "back": Line("Your back curved more in the last repetitions.", "Make the last one look like the first.", _STOP),
        "top": Line("You stood less tall in the last repetitions.", "Make the last one look like the first.", _STOP),
        "knee": Line("Your knees bent more in the last repetitions.", "Make the last one look like the first.", _STOP),
    },
    set_measures={
        "back": _drift("turn", BACK_CANCELS, 0.15),
        "top": _drift("hip", CANCELS["hip"], top=True),
        "knee": _drift("knee", CANCELS["knee"]),
    },
    set_least=2 * _ENDS,
)
