"""Stand tall: whether the repetition ends where this person stands tall, neither short of it nor beyond.

What it reads
    At the top of the repetition, all relative to the person's own standing:
    ``short_lockout``, degrees: how much the hips are still bent. ``knees_short``, degrees: how much the knees are.
    ``lean_back``, degrees: how far the trunk leans behind. ``arching``, degrees: the same lean, where in addition the
    low back is hollower or the hips stand further ahead of the ankles than when standing.
    Bridges, where the line shoulder, hip, knee should be straight at the top: ``bridge_short``, degrees still bent;
    ``bridge_over``, degrees past straight.

Why it matters
    The last part of the way up is where the hips finish their work. Experienced lifters end about 2 degrees from their
    own standing curve (from S2), so the own standing, not a textbook line, is the aim.

What it cannot see
    Whether a lean back comes from the hips or from the low back: with points of shoulder, hip and knee nobody can tell,
    so "arching" is said only with a second sign. Without a moment of standing tall in the clip, people's usual standing
    is taken instead and the errors are wider.

Limits and their source
    Short 8 and 15 degrees, knees 10 and 20, leaning back 5 and 12 (swing 8 and 15: a short lean at the float is
    common); bridges short 10 and 20, over 5 and 12 (engineering choice anchored on S2, domain.md 2.4). The second
    signs: low back 6 degrees hollower (about 2 % of the chord), or hips 4 % of the leg length further ahead.
"""

from dataclasses import replace

from ..errors import NotSeenError
from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import forward, from_neutral, point

_HOLLOWER = 6.0
_AHEAD = 4.0
"""The second signs of arching: degrees of hollow, and % of leg length of the hips ahead of the ankles (domain 2.4)."""


def _short(motion: Motion, rep: Rep) -> Value:
    return from_neutral(motion, "hip", rep.top)


def _knees(motion: Motion, rep: Rep) -> Value:
    return from_neutral(motion, "knee", rep.top)


def _lean(motion: Motion, rep: Rep) -> Value:
    lean = from_neutral(motion, "trunk", rep.top)
    return replace(lean, value=-lean.value)


def _arching(motion: Motion, rep: Rep) -> Value:
    """Give the lean back where a second sign goes with it.

    Raises
    ------
    NotSeenError
        There is no second sign: what was seen is a lean, not an arch.
    """
    if not (_hollower(motion, rep) or _hips_ahead(motion, rep)):
        raise NotSeenError("no second sign of an arch was seen")
    return _lean(motion, rep)


def _hollower(motion: Motion, rep: Rep) -> bool:
    try:
        return motion.value("lumbar_convex", rep.top, window=0.15).value - motion.own("lumbar_convex") <= -_HOLLOWER
    except NotSeenError:
        return False


def _hips_ahead(motion: Motion, rep: Rep) -> bool:
    """Say whether the hips stand further ahead of the ankles than in the standing span."""
    if motion.standing is None:
        return False
    ahead = (point(motion, "HIP") - point(motion, "ANKLE"))[:, 0] * forward(motion) * 100 / motion.leg
    t = motion.time
    top = ahead[abs(t - rep.top) <= 0.1]  # noqa: PLR2004  as long as a running median of the other readings
    own = ahead[(t >= motion.standing.start) & (t <= motion.standing.end)]
    if not top.size or not own.size:
        return False
    return bool(sorted(top)[top.size // 2] - sorted(own)[own.size // 2] >= _AHEAD)


def _bridge(motion: Motion, rep: Rep) -> Value:
    return motion.value("hip", rep.top)


_LEAN = Line(
    "You leaned a little behind your tall stance at the top.",
    "Stop where you stand tallest, ribs over hips.",
    "Breathe out at the top and feel both feet evenly before the next repetition.",
)
_BRIDGE = Line(
    "Your hips stopped below the line from shoulders to knees.",
    "Push the floor away until shoulders, hips and knees make one line.",
    "Pause at the top for a second in each repetition, heels close to your seat.",
)

CUE = Cue(
    id="stand_tall",
    title="Stand tall",
    order=4,
    weight=0.7,
    good="You finished tall.",
    why="The last part of the way up is where the hips finish their work.",
    lines={
        "short_lockout": Line(
            "You stopped a little short of your tall stance.",
            "Push the floor away until you stand as tall as a wall.",
            "Pause for one second at the top of each repetition.",
        ),
        "knees_short": Line(
            "Your knees were still bent at the top.",
            "Push the floor away until your legs are long.",
            "Pause for one second at the top of each repetition.",
        ),
        "lean_back": _LEAN,
        "arching": replace(_LEAN, say="You leaned back and your low back hollowed at the top."),
        "bridge_short": _BRIDGE,
        "bridge_over": Line(
            "Your hips went past the line from shoulders to knees.",
            "Stop when shoulders, hips and knees make one line, ribs down.",
            "Breathe out at the top; a slightly wider stance makes it easier.",
        ),
    },
    measures={
        "short_lockout": _short,
        "knees_short": _knees,
        "arching": _arching,  # before the lean, so that it leads where both say the same
        "lean_back": _lean,
        "bridge_short": _bridge,
        "bridge_over": _bridge,
    },
    optional=frozenset({"arching", "knees_short"}),
    needs_top=True,
)
