"""Every number of a repetition that was seen, whatever the cues make of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from .assessment import Measure
from .cues.flat_back import share_of_range
from .cues.frontal import at_bottom, change, stance_width
from .cues.measure import timed, way_down
from .cues.sight import require_top, require_way_down
from .errors import NotSeenError
from .motion import OF_OUTLINE, AngleName, Motion
from .types import Rep, Value

__all__ = ["AT_BOTTOM", "AT_TOP", "MOST", "OTHERS", "measures"]

AT_BOTTOM: tuple[AngleName, ...] = (
    *("hip", "knee", "trunk", "shank", "neck", "gap"),
    *("lumbar_convex", "lumbar", "thoracic", "back", "bow"),
)
AT_TOP: tuple[AngleName, ...] = ("hip", "knee", "trunk")
MOST: tuple[AngleName, ...] = ("lumbar_convex", "lumbar", "back")
"""Angles whose largest value in a repetition is told."""
BACK_WINDOW = 0.25
"""The back is measured in the frames with an outline within this many seconds of the bottom."""
_ENDS = 0.55
"""Half width of the 90 % interval of a repetition's length, s: its ends lie in slow movement (M: 138 rendered ones)."""
_WAY = 0.25
"""The same of the way down or up, s (M: 30 rendered ones)."""
_UPRIGHT = 15.0
"""Degrees of lean up to which a trunk in sight is at its top, though the hips are hidden (M: nine such tops of rendered
people are 4.6 off on average and 10 at most; those that lean further are 10 to 53 off)."""
_DIGITS = 3


def measures(motion: Motion, told: Motion, rep: Rep) -> Mapping[str, Measure]:
    """Read every number of a repetition that was seen.

    Parameters
    ----------
    motion
        As it was observed.
    told
        The same as :func:`~hingecoach.told.as_told` gives it: made once for all repetitions of a clip.
    """
    out: dict[str, Measure] = {}
    for name in AT_BOTTOM:
        window = BACK_WINDOW if name in OF_OUTLINE else 0.08
        _put(out, f"{name}_bottom", partial(told.value, name, rep.bottom, window))
    for name in AT_TOP:
        _put(out, f"{name}_top", partial(_at_top, told, name, rep))
    for name in MOST:
        _put(out, f"{name}_max", partial(_largest, told, name, rep))
    for title, read in OTHERS.items():
        _put(out, title, partial(read, motion, rep))
    return out


def _largest(told: Motion, name: AngleName, rep: Rep) -> Value:
    """Read the largest value of a repetition; what its bottom is read from counts, so that it is never below that."""
    start, end = min(rep.start, rep.bottom - BACK_WINDOW), max(rep.end, rep.top, rep.bottom + BACK_WINDOW)
    return told.extreme(name, start, end, least=0.2)


def _at_top(told: Motion, name: AngleName, rep: Rep) -> Value:
    """Read an angle at the top, where the top was seen or the trunk is upright."""
    value = told.value(name, rep.top)
    if name != "trunk" or abs(value.value) > _UPRIGHT:
        require_top(rep)
    return value


def _own_range(motion: Motion, rep: Rep) -> Value:
    return share_of_range(motion, motion.value("turn", rep.bottom, BACK_WINDOW))


def _put(out: dict[str, Measure], name: str, read: Callable[[], Value]) -> None:
    try:
        value = read()
    except NotSeenError:
        return
    out[name] = Measure(value=round(value.value, _DIGITS), error=round(value.error, _DIGITS), unit=value.unit)


def _down(motion: Motion, rep: Rep) -> Value:
    require_way_down(rep)
    if rep.starts == "bottom":
        require_top(rep)
    return _way(timed(motion, *way_down(rep)))


def _up(motion: Motion, rep: Rep) -> Value:
    require_top(rep)
    return _way(timed(motion, rep.bottom, rep.top, down=False))


def _way(read: Value) -> Value:
    """Give a time the error of a way down or up against the true one."""
    return replace(read, error=max(read.error, _WAY))


def _whole(motion: Motion, rep: Rep) -> Value:
    """Read how long a repetition lasts from its start to its end, s.

    Raises
    ------
    NotSeenError
        The clip does not show all of it, or it starts at the bottom and was not seen going down again.
    """
    if not rep.complete or (rep.starts == "bottom" and not rep.lowered):
        raise NotSeenError("the clip does not show all of this repetition")
    step = float(np.median(np.diff(motion.time)))
    return Value(rep.end - rep.start, max(_ENDS, 2 * step), "s", rep.end)


OTHERS: dict[str, Callable[[Motion, Rep], Value]] = {
    "own_range_bottom": _own_range,
    "rep_time": _whole,
    "down_time": _down,
    "up_time": _up,
    "stance_width": stance_width,
    "hip_shift": change("hip_shift"),
    "shoulder_tilt": change("shoulder_tilt"),
    "pelvis_tilt": change("pelvis_tilt"),
    "knee_width": at_bottom("knee_width"),
}
"""Measures that are more than an angle at an instant, by name."""
