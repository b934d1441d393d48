"""Knees over feet: whether the knees stay as far apart as the feet, seen from the front or from behind.

What it reads
    ``knee_width``, a ratio: the distance between the knees over the distance between the ankles, at the deepest point.

Why it matters
    Knees over the feet let hips and legs push along the same line.

What it cannot see
    How the thigh turns in the hip. It is no hinge cue (domain.md 3): hinges bend the knees little, and the number has a
    wide error. Nothing of it shows from the side.

Limits and their source
    Below 0.8 mild, never marked (engineering choice: knees that are clearly inside the feet); wide stances bring the
    knees inside by themselves and are not judged. Read up to 20 degrees off the true front or back.
"""

from .base import Cue, Line
from .frontal import at_bottom

CUE = Cue(
    id="knees_in",
    title="Knees over feet",
    order=23,
    kind="fault",
    weight=0.2,
    good="Your knees stayed over your feet.",
    why="Knees over the feet let hips and legs push along the same line.",
    lines={
        "knee_width": Line(
            "Your knees came closer together than your feet.",
            "Spread the floor apart with your feet.",
            "Do a few slow repetitions with a light band just above the knees, and keep it stretched.",
            "Distance of the knees over that of the feet",
        )
    },
    measures={"knee_width": at_bottom("knee_width")},
    frontal=True,
)
