"""Stand tall: whether the repetition ends where this person stands tall, neither short of it nor beyond.

What it reads
    At the top of the repetition, all relative to the person's own standing:
    ``short_lockout``, degrees: how much the hips are still bent. ``knees_short``, degrees: how much the knees are.
    ``hollow``, degrees: how much hollower the low back is.
    ``lean_back``, degrees: how far the trunk leans behind. ``arching``, degrees: the same lean, where in addition the
    low back is hollower or the hips stand further ahead of the ankles than when standing.
    Bridges, where the line shoulder, hip, knee should be straight at the top: ``bridge_short``, degrees still bent;
    ``bridge_over``, degrees past straight.

Why it matters
    The last part of the way up is where the hips finish their work. Experienced lifters end about 2 degrees from their
    own standing curve (from S2), so the own standing, not a textbook line, is the aim.

What it cannot see
    Whether a lean back comes from the hips or from the low back: with points of shoulder, hip and knee nobody can tell,
    so "arching" is said only with a second sign, and of a bridge past straight only that it may be. Without a moment of
    standing tall in the clip, people's usual standing is taken instead and the errors are wider. In a bridge on one
    leg, how far past straight the hips go: the free leg draws the hip point towards it.

Limits and their source
    Short 8 and 15 degrees, knees 10 and 20, hollow 4 and 8 (6 and 12 of the vertebrae; what is seen moves less).
    Leaning back 5 and 12; swing 8 and 15, as a short lean at the float is common; bar in front of the thighs 11 and 18,
    as good lifters balance it with about 5 degrees (-8 to +4 on 13 real lockouts). Bridges short 10 and 20; past
    straight 8.5 and 15, of which 3.5 are what a camera adds (rendered ones: 5 +- 4). Engineering choices anchored
    on S2 (domain.md 2.4). The second signs of an arch: low back 4 degrees hollower (about 2 % of the chord), or hips
    4 % of the leg length further ahead.
"""

import math
from dataclasses import replace

import numpy as np

from ..errors import NotSeenError
from ..geometry import length
from ..keypoints import P
from ..motion import Motion
from ..types import Rep, Value
from .base import Cue, Line, Lying
from .measure import BACK_CANCELS, forward, frames_between, is_own, near_neutral, point

_HOLLOWER = 4.0
_AHEAD = 4.0
"""The second signs of arching: degrees of hollow, and % of leg length of the hips ahead of the ankles (domain 2.4)."""
_BEFORE, _AFTER, _MOST = 0.4, 0.6, 0.6
"""The hip must be seen in this share of so many seconds before and after a top that looks short (engineering choice:
a person who leaves the picture on the way up has not stopped short)."""
_LEAST = 0.5
"""Seconds after the top that count as not seen where the clip ends sooner: it may have cut the way up off (with 0.15 a
woman still rising in the last quarter second was told that she stopped short)."""
_BENT = 8.0
"""A hip that is bent less than this at the top, degrees, is no short lockout (domain 2.4), whatever follows."""
_UPRIGHT = 10.0
_STRAIGHT = 0.955
"""Trunk lean of somebody who stands upright, degrees; and the hip-ankle distance, in leg lengths, that says that legs
were straight at some time: 0.967 and more on clips with free knees, 0.87 to 0.965 behind plates (0.955 is a knee bent
by 34 degrees)."""
_BRIDGE_ERROR = 0.55
"""Share of the hip's error at the top of a bridge on two feet: 11 of 12 rendered sets were read within 9 degrees of the
truth, 5 too far past straight in the middle, of which the limit allows for 3.5."""
_LIFTED, _DRAWN = 0.25, -5.0
"""One ankle this many leg lengths above the other is a lifted leg (as in :mod:`hingecoach.observe`). The network draws
the hip towards it: 9 rendered sets on one leg were read 2 to 25 degrees too far past straight, 12 in the middle, so
what lies beyond this many degrees is not told."""
_WINDOW = 0.15


def _short(motion: Motion, rep: Rep) -> Value:
    """Read the hips at the top.

    Raises
    ------
    NotSeenError
        The hips look bent, and that cannot be trusted.
    """
    return _trusted(motion, rep, near_neutral(motion, "hip", rep.top))


def _trusted(motion: Motion, rep: Rep, read: Value) -> Value:
    """Give what was read at the top, unless it looks bent for a reason that is none.

    Raises
    ------
    NotSeenError
        The person was not seen on both sides of the top: the real top may be in what is missing. Or the trunk is
        upright and the legs never look straight in the clip: something covers hips, knees or ankles.
    """
    if read.value <= _BENT:
        return read
    if not _in_view(motion, rep):
        raise NotSeenError("the end of the way up was not seen")
    doubtful = not is_own(motion, "knee") and not _ever_straight(motion)
    if doubtful and abs(motion.value("trunk", rep.top).value) < _UPRIGHT:
        raise NotSeenError("the legs look bent in the whole clip; something may cover hips or knees")
    return read


def _ever_straight(motion: Motion) -> bool:
    """Say whether hip and ankle are ever as far apart as thigh and shin are long."""
    apart = length(point(motion, "HIP"), point(motion, "ANKLE"))
    return bool(np.isfinite(apart).any() and np.nanpercentile(apart, 95) >= _STRAIGHT * motion.leg)


def _in_view(motion: Motion, rep: Rep) -> bool:
    after = min(_AFTER, float(motion.time[-1]) - rep.top)
    around = (rep.top - _BEFORE, rep.top), (rep.top, rep.top + max(_LEAST, after))
    return min(_share_seen(motion, *span) for span in around) >= _MOST


def _share_seen(motion: Motion, start: float, end: float) -> float:
    """Give the share of the time between two instants in which the hip was seen; after the clip it was not."""
    hip = motion.series("hip")[frames_between(motion, start, end)]
    step = float(np.median(np.diff(motion.time)))
    return float(np.isfinite(hip).sum()) * step / (end - start)


def _knees(motion: Motion, rep: Rep) -> Value:
    """Read the knees at the top; where they look bent in standing as well, something in front of them bends them.

    Raises
    ------
    NotSeenError
        The knees were not seen straight in the person's standing, or not on both sides of the top.
    """
    if motion.standing is not None and not is_own(motion, "knee"):
        raise NotSeenError("the knees were not seen clearly while standing")
    return _trusted(motion, rep, near_neutral(motion, "knee", rep.top))


def _hollow(motion: Motion, rep: Rep) -> Value:
    read = motion.value("turn", rep.top, window=_WINDOW)
    own = motion.own("turn")
    doubt = motion.standing.doubt.get("turn", 0.0) if motion.standing else 0.0
    return replace(read, value=own - read.value, error=math.hypot(BACK_CANCELS * read.error, doubt))


def _lean(motion: Motion, rep: Rep) -> Value:
    lean = near_neutral(motion, "trunk", rep.top)
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
        return _hollow(motion, rep).value >= _HOLLOWER
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
    if not np.isfinite(top).any() or not np.isfinite(own).any():
        return False
    return bool(np.nanmedian(top) - np.nanmedian(own) >= _AHEAD)


def _bridge_line(motion: Motion, rep: Rep) -> Value:
    """Read the line shoulder, hip, knee at the top of a bridge: 0 straight, + still bent, - past straight."""
    read = motion.value("hip", rep.top)
    return replace(read, error=_BRIDGE_ERROR * read.error)


def bridge_over(motion: Motion, rep: Rep) -> Value:
    """Read the line shoulder, hip, knee at the top of a bridge; on one leg only as far as it can be told.

    Raises
    ------
    NotSeenError
        One leg is up and the hips look past straight.
    """
    read = _bridge_line(motion, rep)
    if read.value < _DRAWN and _leg_up(motion, rep):
        raise NotSeenError("with one leg up, a camera cannot tell whether the hips go past straight")
    return read


def _leg_up(motion: Motion, rep: Rep) -> bool:
    around = frames_between(motion, rep.top - _WINDOW, rep.top + _WINDOW)
    apart = np.abs(motion.track.xy[around, P.L_ANKLE, 1] - motion.track.xy[around, P.R_ANKLE, 1])
    return bool(np.isfinite(apart).any() and np.nanmedian(apart) > _LIFTED * motion.leg)


_LEAN = Line(
    "You leaned behind your tall stance at the top.",
    "Stop where you stand tallest, ribs over hips.",
    "Breathe out at the top and feel both feet evenly before the next repetition.",
    upright="You leaned back past upright at the top.",
    why="Where you stand tall the hips are done; further back it is the back that moves.",
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
    lying=Lying("Hips in line", "Your hips came up to the line from shoulders to knees."),
    why="The last part of the way up is where the hips finish their work.",
    lines={
        "short_lockout": Line(
            "You stopped short of your tall stance.",
            "Push the floor away until you stand as tall as a wall.",
            "Pause for one second at the top of each repetition.",
            upright="You stopped short of upright.",
        ),
        "knees_short": Line(
            "Your knees were still bent at the top.",
            "Push the floor away until your legs are long.",
            "Pause for one second at the top of each repetition.",
        ),
        "hollow": Line(
            "Your low back was hollower at the top than when you stand.",
            "Finish as tall as you stand, ribs over hips.",
            _LEAN.drill,
        ),
        "lean_back": _LEAN,
        "arching": replace(_LEAN, say="You leaned back and your low back hollowed at the top.", upright=""),
        "bridge_short": _BRIDGE,
        "bridge_over": Line(
            "Your hips went past the line from shoulders to knees.",
            "Stop when shoulders, hips and knees make one line, ribs down.",
            "Breathe out at the top; a slightly wider stance makes it easier.",
            why="At the straight line the hips are done; past it the low back may be arching.",
        ),
    },
    measures={
        "short_lockout": _short,
        "knees_short": _knees,
        "arching": _arching,  # before the lean, so that it leads where both say the same
        "lean_back": _lean,
        "hollow": _hollow,
        "bridge_short": _bridge_line,
        "bridge_over": bridge_over,
    },
    optional=frozenset({"arching", "hollow", "knees_short"}),
    needs_top=True,
)
