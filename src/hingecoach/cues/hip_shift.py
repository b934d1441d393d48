"""Even on both feet: whether the hips stay over the middle between the feet, seen from the front or from behind.

What it reads
    All between the top of the repetition and its deepest point: ``shift``, % of leg length: how far the middle of the
    hips moves to either side over the middle between the ankles. From the front only: ``shoulders``, degrees: how far
    the line between the shoulders tips; ``pelvis``, degrees: the same for the line between the hips.

Why it matters
    Hips that move to one side show that one leg takes more of the work. Most people do it a little, and many have a
    side.

What it cannot see
    How much weight each foot carries. A shift that is there all the time, standing too, looks like a tilted camera and
    cancels. From behind, a bent trunk hides the shoulders. Nothing of it shows from the side.

Limits and their source
    Shift mild above 4, marked above 8 % of leg length; lines mild above 8, marked above 15 degrees (engineering
    choice, domain.md 3). Read up to 20 degrees off the true front or back.
"""

from .base import Cue, Line
from .frontal import change, size_of

_PRESS = "Press the floor away with both feet evenly."
_SLOW = "Do a few slow repetitions without weight in front of a mirror, with a line on the floor between your feet."

CUE = Cue(
    id="hip_shift",
    title="Even on both feet",
    order=21,
    kind="fault",
    weight=0.4,
    good="Your hips stayed over the middle between your feet.",
    why="Even feet let both legs share the work.",
    lines={
        "shift": Line("Your hips moved to one side on the way down.", _PRESS, _SLOW, "Shift of the hips"),
        "shoulders": Line(
            "One shoulder sank lower than the other at the deepest point.",
            "Let both hands reach the same height.",
            "Hold a light stick level in both hands for a few slow repetitions.",
            "Tip of the line between the shoulders",
        ),
        "pelvis": Line(
            "One hip sank lower than the other at the deepest point.",
            _PRESS,
            _SLOW,
            "Tip of the line between the hips",
        ),
    },
    measures={
        "shift": size_of(change("hip_shift")),
        "shoulders": size_of(change("shoulder_tilt")),
        "pelvis": size_of(change("pelvis_tilt")),
    },
    optional=frozenset({"shoulders", "pelvis"}),
    frontal=True,
    needs_top=True,
)
