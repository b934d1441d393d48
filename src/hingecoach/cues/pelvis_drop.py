"""Level hips: whether the hips stay level on one leg, seen from the front.

What it reads
    ``pelvis``, degrees: how far the line between the hips tips between the top of the repetition and its deepest
    point, to whichever side.

Why it matters
    Level hips keep the work in the leg that stands, and the weight where it started.

What it cannot see
    Which muscles hold the hips. From behind the line is not read: a bent trunk moves the points of the hips. Bridges
    would have to be filmed from the feet, which was not tried. Nothing of it shows from the side.

Limits and their source
    Mild above 5, marked above 10 degrees (engineering choice, domain.md 3). Read up to 20 degrees off the true front.
"""

from .base import Cue, Line
from .frontal import change, size_of

CUE = Cue(
    id="pelvis_drop",
    title="Level hips",
    order=22,
    kind="fault",
    weight=0.4,
    good="Your hips stayed level.",
    why="Level hips keep the work in the leg that stands.",
    lines={
        "pelvis": Line(
            "One hip sank lower than the other at the deepest point.",
            "Point both front pockets at the floor ahead of you.",
            "Keep the toes of the free foot on the floor behind you for a few slow repetitions.",
            "Tip of the line between the hips",
        )
    },
    measures={"pelvis": size_of(change("pelvis_tilt"))},
    frontal=True,
    needs_top=True,
)
