"""Full range: whether the hinge stops early.

What it reads
    ``hip``, degrees: the bend of the hip at the deepest point, from the person's own standing.

Why it matters
    The hips and the backs of the thighs work hardest near the bottom; a short range leaves that out.

What it cannot see
    Why it stops there: the own range may end at that point, and then it is the right depth. Part of the bend a camera
    sees comes from the back, so a rounded back looks deeper than the hips are.

Limits and their source
    Standing and kneeling hinge 45, Romanian deadlift 60, swing 55 degrees; marked 20 degrees less (engineering choice,
    domain.md 3, which asks 60 of the swing; rendered ones in good form read 48 to 83). 50 degrees of lean is the pass
    mark of the clinical standing bow (S18). Lifts from the floor have none: the floor decides.
"""

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import from_neutral


def _hip(motion: Motion, rep: Rep) -> Value:
    return from_neutral(motion, "hip", rep.bottom)


CUE = Cue(
    id="depth_short",
    title="Full range",
    order=13,
    kind="fault",
    weight=0.3,
    good="You used a full range.",
    why="The hips and the backs of the thighs work hardest near the bottom.",
    lines={
        "hip": Line(
            "The hinge stopped early.",
            "Reach back with your hips until the backs of your thighs feel long.",
            "Hinge towards a wall a little further away each time.",
        )
    },
    measures={"hip": _hip},
)
