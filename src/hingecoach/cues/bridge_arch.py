"""Bridge with the hips: whether the hips finish the bridge, or the low back.

What it reads
    ``hollow``, degrees: how much hollower the low back is at the top than at the bottom of the bridge.
    ``past_line``, degrees: the line shoulder, hip, knee at the top; less than 0 is past straight.

Why it matters
    The bridge is there to let the hips do the lifting. Past the straight line the low back may be arching:
    one camera cannot tell the hips' share from the low back's.

What it cannot see
    The ribs. A low back that touches the floor or is hidden by an arm; then only the line is read. A pelvis that turns
    without the hips moving. In a bridge on one leg, how far past straight the hips go ("Stand tall" says why).

Limits and their source
    Line 8.5 degrees past straight, never marked here (the cue "Stand tall" grades it; engineering choice, domain.md
    2.4, with 3.5 degrees for the camera); hollow 6 and 12 degrees, about 2 and 4 % of the chord. The hollow keeps its
    full error of 13 degrees: how much of it cancels between two instants is known of people who stand, not of bridges.
    It is hardly ever read: in 36 of 37 sets, rendered and real, the floor hid the low back.
"""

from dataclasses import replace

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .stand_tall import bridge_over

_WINDOW = 0.15


def _hollow(motion: Motion, rep: Rep) -> Value:
    """Read how much hollower the low back is at the top than at the bottom, with the full error of one reading."""
    top = motion.value("turn", rep.top, window=_WINDOW)
    bottom = motion.value("turn", rep.bottom, window=_WINDOW)
    return replace(top, value=bottom.value - top.value)


_RIBS = Line(
    "Your low back hollowed at the top of the bridge.",
    "Stop when shoulders, hips and knees make one line, ribs down.",
    "Breathe out before each repetition; a slightly wider stance makes it easier.",
)

CUE = Cue(
    id="bridge_arch",
    title="Bridge with the hips",
    order=18,
    kind="fault",
    weight=0.5,
    good="Your hips finished the bridge.",
    why="The bridge is there to let the hips do the lifting.",
    lines={"hollow": _RIBS, "past_line": replace(_RIBS, say="Your hips went past the line from shoulders to knees.")},
    measures={"hollow": _hollow, "past_line": bridge_over},
    optional=frozenset({"hollow"}),
    needs_top=True,
)
