"""Weight close: whether the load stays near the legs.

What it reads
    ``gap``, % of leg length: how far the hands are ahead of the middle of the foot, as a median: from lift-off to
    half-way up for lifts from the floor, over the lower half of the way down for the others; ``gap_deepest`` and
    ``gap_lowered`` the same at the deepest point, of what is picked up and of what is laid down.
    ``hands_ahead``, % of leg length: how far the hands are ahead of the knees at the deepest point of a swing or a
    pull-through, where they belong behind them.

Why it matters
    Each 10 cm further away adds 0.1 m x 9.81 x kg of turning force at the low back: with 20 kg about 20 N m. A close
    load is simply lighter to lift.

What it cannot see
    The load itself: it reads the hands. A true gap of 5.5 cm reads 3 or 8 cm when the camera stands 10 degrees off the
    side view, so this is judged only up to 9 degrees: domain.md says 7, which the camera's angle reads as 9 since it
    is stretched (docs/view.md). Plates and legs hide the hands. A load that is already 20 cm away makes people lean
    more, not bend the back more (S48).

Limits and their source
    Gap 14 and 20 % of the leg, about 12 and 17 cm (engineering choice; domain.md 2.5 proposes 6 and 12, but in good
    form this reads -1 to 11 % on most real deadlifts and up to 16 % on rendered ones, 20 % and more where the weight
    is away; in depth-camera data, D7, good lifters' hands reach 23 cm ahead of the ankle, and 35 cm when it is away).
    Picking something up, and lowering into a crib: 38 and 56 % ahead of mid-foot, which is 40 and 55 cm from the ankle
    (tested steps of S48), never marked. Hands ahead of the knees in a swing or pull-through: 25 and 40 % (coaching
    texts ask for hands behind the knees; rendered people in good form read up to 29 %, so only what is plainly in front
    is named).
"""

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import gap, half_way_up, lift_off, lower_half, offset

_DEEPEST = 0.1
"""How long before and after the deepest point counts as the deepest point, s."""


def _lift_off(motion: Motion, rep: Rep) -> Value:
    return gap(motion, rep, lift_off(motion, rep), half_way_up(motion, rep))


def _descent(motion: Motion, rep: Rep) -> Value:
    """Read the lower half of the way down: at the top the hands rest on the thighs, which are no shins."""
    return gap(motion, rep, float(motion.time[lower_half(motion, rep)[0]]), rep.bottom)


def _deepest(motion: Motion, rep: Rep) -> Value:
    return gap(motion, rep, rep.bottom - _DEEPEST, rep.bottom + _DEEPEST)


def _hands_ahead(motion: Motion, rep: Rep) -> Value:
    return offset(motion, "WRIST", "KNEE", "ahead", rep.bottom)


_PAINT = Line(
    "The weight drifted ahead of mid-foot.",
    "Paint your legs with the weight, all the way.",
    "Rub chalk on your shins and thighs: the weight wipes it off. Or keep it close against the pull of a light band.",
)
_BEHIND = Line(
    "Your hands stayed ahead of your knees at the deepest point.",
    "Throw the handle to the wall behind you, close under your seat.",
    "Practise slow hinges, reaching through between your thighs.",
)

CUE = Cue(
    id="weight_close",
    title="Weight close",
    order=5,
    weight=0.7,
    good="Your hands stayed close. Only they are read, not the weight itself.",
    why="A close load is lighter to lift: each hand's breadth further away adds to the work of the back.",
    lines={
        "gap": _PAINT,
        "gap_down": _PAINT,
        "gap_deepest": Line(
            "The load was some way ahead of your feet.",
            "Step up to it, or put one foot beside it, before you lift.",
            "Slide it close first, then lift it along your legs.",
        ),
        "gap_lowered": Line(
            "Your hands reached some way ahead of your feet.",
            "Stand close, a thigh against the frame or one foot ahead, before you lower.",
            "Take a cushion first: hold it close until it is over the mattress, then set it down.",
        ),
        "hands_ahead": _BEHIND,
    },
    measures={
        "gap": _lift_off,
        "gap_down": _descent,
        "gap_deepest": _deepest,
        "gap_lowered": _deepest,
        "hands_ahead": _hands_ahead,
    },
    azimuth=(9.0, 9.0),
)
