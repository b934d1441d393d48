"""Long back: whether the low back stays hollow or straight where the hinge is deepest.

What it reads
    ``lumbar_convex``, degrees: the bend of the line of the low back from its lower to its upper end, from the outline
    of the body; two thirds what plain geometry (``turn``) makes of it, a third the learned measure, or the plain one
    alone where the other was not seen. 0 is straight, + is a hump, - a hollow. The value that is reached during a
    quarter of the time from just before the deepest point to half-way up.
    ``own_range``, percent, only where a calibration clip is known: which share of the way from this person's own
    standing to their own toe touch the low back uses, at the same moments (docs/calibration.md).
    ``upper_back``, % of the chord of the back: how much rounder the upper half of the back is at the deepest point
    than when the same person stands.

Why it matters
    A long, steady back passes the work of the hips on to the load. Everybody's back bends a little: good lifters give
    up about 33 degrees of their standing hollow on the way to the bar and still look flat (S2). So this asks only
    whether the low back goes past straight, not whether it moves.

What it cannot see
    The vertebrae: it sees skin and clothes. A loose shirt hides about 10 degrees. A hand, an arm or a plate in front
    of the low back hides it all. Nothing of it shows from the front, from behind, or far off the side view. How much
    of the person's own range is used cannot be told without a calibration clip, nor whether a toe touch went as far
    as it could. Against the vertebrae the learned bend in the repetition's measures may be off by 11 to 13 degrees at
    best, by how far off the side view it was filmed, and by more in a small picture. The smaller error beside the
    verdict is chosen: that of agreeing with people who look at backs (docs/back.md).

Limits and their source
    ``lumbar_convex``: mild above 0, marked above 8 degrees (derived: standing hollow about 40 and a full range of about
    55 degrees put 70 % of the range at -2 and 85 % at +7; rendered backs at -4 look flat, at +18 plainly humped).
    ``own_range``: mild above 70, marked above 85 % (domain.md 2.1, an engineering choice: people asked to keep a hinge
    use about 70 % of their range, and 60 % when they try to use little, S29).
    ``upper_back``: mild above 10, never marked (engineering choice: 3.5 % is 10 degrees of bend, and shoulder blades,
    arms and hair lift the outline by twice as much).
"""

import math
from dataclasses import replace

from ..back import ERROR
from ..errors import NotSeenError
from ..exercises import Practise
from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line
from .measure import half_way_up, mostly

_BEFORE = 0.2
"""How long before the deepest point the reading begins, s: the end of the descent belongs to the phase (domain 2.1)."""
_BALLISTIC = 0.15
"""A swing is judged at its deepest point only, this long before and after, s (domain 1.2)."""

_VERDICT_SHARE = 0.28
"""Share of the error of ``turn`` which a verdict goes by, chosen by hand: whoever labels a clip sees the skin, too, and
with the error against the vertebrae real clips are told apart worse (docs/back.md)."""
_PLAIN = 2.0
"""How often the plain reading counts beside the learned one: counting alike, more round backs of rendered people are
called and a real good one less (docs/back.md)."""

Span = tuple[float, float]


def _span(motion: Motion, rep: Rep) -> Span:
    start = rep.bottom - _BEFORE
    if rep.starts == "top":
        start = max(rep.start, start)
    return start, half_way_up(motion, rep)


def _span_deepest(_motion: Motion, rep: Rep) -> Span:
    return rep.bottom - _BALLISTIC, rep.bottom + _BALLISTIC


def _low_back(motion: Motion, rep: Rep) -> Value:
    return _bend(motion, *_span(motion, rep))


def _low_back_deepest(motion: Motion, rep: Rep) -> Value:
    return _bend(motion, *_span_deepest(motion, rep))


def _bend(motion: Motion, start: float, end: float) -> Value:
    """Read the bend with the error of its verdict: the plain reading counts twice, the learned one once."""
    plain = mostly(motion, "turn", start, end)
    plain = replace(plain, error=plain.error * _VERDICT_SHARE)
    try:
        learned = mostly(motion, "lumbar_convex", start, end)
    except NotSeenError:
        return plain
    return replace(plain, value=(_PLAIN * plain.value + learned.value) / (_PLAIN + 1.0))


def share_of_range(motion: Motion, read: Value) -> Value:
    """Give which share of the person's own range, standing to toe touch, a bend of the low back uses, in percent.

    Raises
    ------
    NotSeenError
        The person's own range is not known.
    """
    if motion.own_range is None:
        raise NotSeenError("the own range is not known; a calibration clip shows it")
    wider = read.error / ERROR["turn"]
    share, error = motion.own_range.share(read.value, motion.own_range.error * wider)
    return replace(read, value=share, error=error, unit="% range")


def _own_range(motion: Motion, rep: Rep) -> Value:
    return share_of_range(motion, mostly(motion, "turn", *_span(motion, rep)))


def _own_range_deepest(motion: Motion, rep: Rep) -> Value:
    return share_of_range(motion, mostly(motion, "turn", *_span_deepest(motion, rep)))


def _upper_back(motion: Motion, rep: Rep) -> Value:
    """Read how round the upper back is, and no more than it became rounder since standing."""
    read = motion.value("upper_bow", rep.bottom, window=_BALLISTIC)
    value = min(read.value, read.value - motion.own("upper_bow"))
    doubt = motion.standing.doubt.get("upper_bow", 0.0) if motion.standing else 0.0
    return replace(read, value=value, error=math.hypot(read.error, doubt))


_HIGHER = Practise(
    focus="Keep your low back long, tailbone to the wall behind you; where it rounds, start with the load higher.",
    drill="Put the load on blocks or plates, so high that your low back stays long, and take less of it. "
    "Then lower it again, a little at a time.",
)
"""For lifts from the floor: the load's height decides how deep one goes (exercises/deadlift.toml, "easier")."""

CUE = Cue(
    id="flat_back",
    title="Long back",
    order=1,
    weight=1.0,
    good="Your back stayed long.",
    why="A long, steady back passes the work of your hips on to the load.",
    lines={
        "lumbar_convex": Line(
            "Your low back rounded past straight near the bottom.",
            "Point your shirt logo at the wall in front of you, and stop where your back wants to round.",
            "Hold a stick along your back: head, shoulder blades, tailbone. Go only as low as it stays put.",
            from_floor=_HIGHER,
        ),
        "lumbar_convex_deepest": Line(
            "Your low back rounded past straight at the deepest point of the swing.",
            "Point your shirt logo at the wall in front of you while the bell is behind you.",
            "Practise slow hinges with a stick along your back, then short, easy swings.",
        ),
        "own_range": Line(
            "Your low back used most of the range of your own toe touch.",
            "Point your shirt logo at the wall in front of you, and stop where your back wants to round.",
            "Hold a stick along your back: head, shoulder blades, tailbone. Go only as low as it stays put.",
            from_floor=_HIGHER,
        ),
        "own_range_deepest": Line(
            "Your low back used most of the range of your own toe touch at the deepest point of the swing.",
            "Point your shirt logo at the wall in front of you while the bell is behind you.",
            "Practise slow hinges with a stick along your back, then short, easy swings.",
        ),
        "upper_back": Line(
            "Your upper back rounded more than when you stand.",
            "Point your shirt logo at the wall in front of you.",
            "Before each repetition pull the slack out of the handle and let your chest grow long.",
        ),
    },
    measures={
        "lumbar_convex": _low_back,
        "lumbar_convex_deepest": _low_back_deepest,
        "own_range": _own_range,
        "own_range_deepest": _own_range_deepest,
        "upper_back": _upper_back,
    },
    optional=frozenset({"own_range", "own_range_deepest", "upper_back"}),
)
