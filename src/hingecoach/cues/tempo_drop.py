"""Calm way down: whether the weight is lowered rather than dropped.

What it reads
    ``descent``, seconds: time of the way down, from the stretch in which the hip does the middle 80 % of its bend.

Why it matters
    A way down of two or three seconds leaves time to feel where the hips stop.

What it cannot see
    Whether the weight is held or falls with the hands. Pauses on the way down count as time.

Limits and their source
    Mild below 0.5 s, marked below 0.25 s; only for lifts that start at the top and are not thrown (engineering
    choice). domain.md 3 says 0.8 s for the whole way. What is read leaves out soft starts and stops: 49 ways down of
    1.0 to 2.5 s by people of the older renderer read as 0.48 to 0.62 of that (nine of ten): 1.1 s was called quick.
    So the two to three seconds that the exercises ask for read as about 1 to 1.9 s, and the praise says so.
"""

from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import timed, way_down
from .sight import require_way_down


def _descent(motion: Motion, rep: Rep) -> Value:
    require_way_down(rep)
    return timed(motion, *way_down(rep))


CUE = Cue(
    id="tempo_drop",
    title="Calm way down",
    order=19,
    kind="fault",
    weight=0.3,
    good="You lowered it and did not drop it. A whole way down of two to three seconds reads as about 1 to 1.9 s here.",
    why="A calm way down leaves time to feel where the hips stop.",
    lines={
        "descent": Line(
            "The way down was quick.",
            "Lower it as if the floor were asleep.",
            "Count to three on the way down.",
        )
    },
    measures={"descent": _descent},
    azimuth=None,
)
