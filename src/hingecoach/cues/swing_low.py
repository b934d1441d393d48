"""Bell height: whether the bell passes high between the thighs.

What it reads
    ``hands_above_knees``, % of leg length: height of the hands over the knees at the deepest point of a swing.

Why it matters
    A bell that passes high, near the seat, keeps the swing a hinge and the load close.

What it cannot see
    The bell itself: it reads the hands, which legs hide in part of each swing.

Limits and their source
    Mild where the hands are lower than the knees, never marked (coaching texts, domain.md 2.5 and 3).
"""

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import offset


def _hands_above(motion: Motion, rep: Rep) -> Value:
    return offset(motion, "WRIST", "KNEE", "above", rep.bottom)


CUE = Cue(
    id="swing_low",
    title="Bell high between the thighs",
    order=17,
    kind="fault",
    weight=0.4,
    good="The bell passed high between your thighs.",
    why="A bell that passes high keeps the swing a hinge.",
    lines={
        "hands_above_knees": Line(
            "The bell dropped below your knees.",
            "Swing the bell to the height of your back pockets.",
            "Hinge later: wait until your forearms touch your belly, then let the hips go back.",
        )
    },
    measures={"hands_above_knees": _hands_above},
)
