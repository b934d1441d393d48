"""Ways to read what only a camera in front of or behind the person sees; see :mod:`hingecoach.frontal`."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..errors import NotSeenError
from ..frontal import OFF_FRONT, UNIT, Frontal
from ..motion import Motion
from ..types import Rep, Value
from .sight import require_top

_AROUND = 0.2
"""A number is the median of the frames within this many seconds of an instant."""
_STEP = 5.0
"""Feet whose middle moves by more than this, % of leg length, took a step: nothing is compared across it (E)."""
_NOT_HERE = "only a camera in front of the person or behind shows this"


def frontal(motion: Motion) -> Frontal:
    """Give what is seen from the front or from behind.

    Raises
    ------
    NotSeenError
        The camera stands elsewhere, or too far off the true front or back.
    """
    seen = motion.frontal
    if seen is None:
        raise NotSeenError(_NOT_HERE)
    if seen.off > OFF_FRONT:
        where = "front" if motion.view.label == "front" else "back"
        raise NotSeenError(
            f"the camera stood about {seen.off:.0f} degrees off the true {where}; "
            f"this can be read up to {OFF_FRONT:.0f}. Film square from the front"
        )
    return seen


def at_bottom(name: str) -> Callable[[Motion, Rep], Value]:
    """Make a measure that reads a number at the deepest point."""

    def read(motion: Motion, rep: Rep) -> Value:
        return _at(motion, name, rep.bottom)

    return read


def change(name: str) -> Callable[[Motion, Rep], Value]:
    """Make a measure that reads how a number changes from the top of the repetition to its deepest point."""

    def read(motion: Motion, rep: Rep) -> Value:
        require_top(rep)
        low, high = _at(motion, name, rep.bottom), _at(motion, name, rep.top)
        if abs(_middle(motion, "feet", rep.bottom) - _middle(motion, "feet", rep.top)) > _STEP:
            raise NotSeenError("the feet moved between the top and the deepest point")
        return replace(low, value=low.value - high.value)

    return read


def size_of(measure: Callable[[Motion, Rep], Value]) -> Callable[[Motion, Rep], Value]:
    """Make a measure that reads how large a number is, to whichever side."""

    def read(motion: Motion, rep: Rep) -> Value:
        value = measure(motion, rep)
        return replace(value, value=abs(value.value))

    return read


def stance_width(motion: Motion, rep: Rep) -> Value:
    """Read the distance between the ankles, % of leg length: the median over the repetition."""
    middle = (min(rep.start, rep.bottom) + max(rep.end, rep.top)) / 2
    half = abs(max(rep.end, rep.top) - min(rep.start, rep.bottom)) / 2
    return replace(_at(motion, "stance_width", middle, half), at=rep.bottom)


def _at(motion: Motion, name: str, at: float, window: float = _AROUND) -> Value:
    return Value(_middle(motion, name, at, window), frontal(motion).error(name), UNIT[name], at)


def _middle(motion: Motion, name: str, at: float, window: float = _AROUND) -> float:
    near = getattr(frontal(motion), name)[np.abs(motion.time - at) <= window + 1e-9]
    if np.isfinite(near).sum() < max(1, near.size / 2):
        raise NotSeenError(_why(motion, name))
    return float(np.nanmedian(near))


def _why(motion: Motion, name: str) -> str:
    if name.endswith("tilt") and motion.view.label == "back":
        return "from behind this is not seen while the trunk is bent; film from the front"
    return "left and right were not both seen clearly here"
