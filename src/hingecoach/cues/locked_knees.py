"""Unlocked knees: whether the knees stay straight through the hinge.

What it reads
    ``knee_straight``, degrees: bend of the knee at the deepest point beyond the person's own standing.

Why it matters
    A little bend lets the hips travel back further before the back has to follow.

What it cannot see
    A few degrees: cameras read a straight leg as bent by up to 13 degrees (D5), so only the change from the own
    standing is used, and where the clip shows no standing nothing is said.

Limits and their source
    Mild where the knee is no more bent than when standing, marked 8 degrees below that (engineering choice, from
    domain.md 2.3: below 5 degrees locked, below -5 bent backwards, standing legs at about 4). Not for good mornings and
    stiff-leg lifts, whose knees measured 5.3 +- 6.7 degrees (S12).
"""

from .base import Cue
from .soft_knees import STRAIGHT, knee_straight

CUE = Cue(
    id="locked_knees",
    title="Unlocked knees",
    order=12,
    kind="fault",
    weight=0.5,
    good="Your knees stayed unlocked.",
    why="A little bend lets your hips travel back further before the back has to follow.",
    lines={"knee_straight": STRAIGHT},
    measures={"knee_straight": knee_straight},
)
