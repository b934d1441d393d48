"""Easy neck: whether the head goes along with the back.

What it reads
    ``chin_up`` and ``chin_down``, degrees: the pitch of the head relative to the trunk, minus the same when this
    person stands; + is chin up. The median over the lower half of the repetition.

Why it matters
    It is a comfort cue. One small study (seven people, S42) found less bending of the low back with the chin drawn in;
    experienced schools teach a slightly raised head and leave out only the far end of the range (S43, S44). So the
    band is wide and the finding stays mild.

What it cannot see
    Where the eyes look, how the single bones of the neck lie, or a chin that pokes forward without turning. Hair,
    hoods, caps and plates hide the ear and the nose.

Limits and their source
    Mild beyond 20 degrees either way, never marked (engineering choice, domain.md 2.2). In swings and deadlifts eyes on
    the horizon, up to about 35 degrees, are a style: there chin up becomes mild beyond 40 (20 real lifters whose heads
    were labelled good read -1 to 42).
"""

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import lower_half, typical


def _head(motion: Motion, rep: Rep) -> Value:
    return typical(motion, "neck", lower_half(motion, rep))


CUE = Cue(
    id="neutral_spine",
    title="Easy neck",
    order=2,
    weight=0.4,
    good="Your head went along with your back.",
    why="It lets the neck rest while the hips work.",
    lines={
        "chin_up": Line(
            "Your head rose more than your back did.",
            "Let your eyes travel down to the floor ahead of you.",
            "Hold a tennis ball under your chin for a few slow repetitions.",
        ),
        "chin_down": Line(
            "Your head dropped lower than your back did.",
            "Keep your eyes on a spot on the floor two steps ahead.",
            "Let your nose follow your chest for a few slow repetitions.",
        ),
    },
    measures={"chin_up": _head, "chin_down": _head},
)
