"""Curves of the angles over time as SVG, by hand: gaps stay gaps, and the letters stand in HTML beside them.

The SVG is stretched to the width of the page, so nothing in it is lettered: ticks are given in percent for the page.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..assessment import RepReport
from ..motion import AngleName, Motion
from ..told import as_told
from ..types import Floats

Indices = npt.NDArray[np.intp]

WIDE, HIGH = 1000.0, 150.0
"""The SVG's own units."""
MOST_POINTS = 500
GAP = 3.5
"""A line is broken where two readings are further apart than this many usual distances."""
NEAR = 0.2
"""Seconds: the dot of a deepest instant is drawn only where something was seen this near to it."""
MOST_SECONDS, MOST_DEGREES = 8, 4
"""Steps between ticks, at most."""
_SECONDS = (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300)
_DEGREES = (5, 10, 20, 30, 45, 60, 90, 180)

KNEE = "Knee joint"
CURVES: tuple[tuple[AngleName, str, str], ...] = (
    ("hip", "Hip joint", "0° is straight; larger is more bent"),
    ("knee", KNEE, "0° is straight; larger is more bent"),
    ("trunk", "Trunk from upright", "0° is upright; larger is further forward"),
    ("lumbar_convex", "Vertebrae of the low back", "0° is straight; above is rounded, below is hollow"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis and where it stands, in percent from the left or from the top."""

    words: str
    at: float


@dataclass(frozen=True, slots=True)
class Shade:
    """A repetition's share of the width, in percent, with its number and its deepest instant."""

    index: int
    left: float
    width: float
    bottom: float
    complete: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """One angle over time.

    Attributes
    ----------
    name, title, hint
        The angle, its name for people, and how to read it.
    line, band
        SVG paths of the reading and of its 90 % interval; empty where nothing was seen.
    dots
        Where the deepest instants of the repetitions lie on the line: x and y in SVG units.
    ticks
        Numbers of the height axis.
    zero
        Height of 0° in SVG units, None where it is outside.
    words
        The curve in a sentence, for people who do not see it.
    """

    name: str
    title: str
    hint: str
    line: str
    band: str
    dots: tuple[tuple[float, float], ...]
    ticks: tuple[Tick, ...]
    zero: float | None
    words: str


def curves(motion: Motion, reps: tuple[RepReport, ...]) -> tuple[Curve, ...]:
    """Draw the curves of a motion; one that was never seen has an empty line and says so.

    Who lies has no trunk lean: upright, from which it is counted, is no place of theirs.
    """
    told = as_told(motion)
    return tuple(_curve(told, reps, *what) for what in CURVES if (what[0], motion.posture) != ("trunk", "lying"))


def seconds(motion: Motion) -> tuple[Tick, ...]:
    """Give the ticks of the time axis: at most eight, on round seconds."""
    start, end = _span(motion)
    step = next((s for s in _SECONDS if (end - start) / s <= MOST_SECONDS), _SECONDS[-1])
    marks = np.arange(np.ceil(start / step) * step, end + 1e-9, step)
    return tuple(Tick(f"{m:g} s", round(float(100 * (m - start) / (end - start)), 2)) for m in marks)


def shades(motion: Motion, reps: tuple[RepReport, ...]) -> tuple[Shade, ...]:
    """Give each repetition's place on the time axis."""
    start, end = _span(motion)

    def place(t: float) -> float:
        return round(float(np.clip(100 * (t - start) / (end - start), 0, 100)), 2)

    return tuple(
        Shade(r.index, place(r.start_s), round(place(r.end_s) - place(r.start_s), 2), place(r.bottom_s), r.complete)
        for r in reps
    )


def _span(motion: Motion) -> tuple[float, float]:
    t = motion.time
    return (float(t[0]), max(float(t[-1]), float(t[0]) + 0.1)) if t.size else (0.0, 1.0)


def _curve(motion: Motion, reps: tuple[RepReport, ...], name: AngleName, title: str, hint: str) -> Curve:
    frames, pieces = _pieces(motion, name)
    if not frames.size:
        return Curve(name, title, hint, "", "", (), (), None, f"{title} was not seen in this clip.")
    y, t = motion.series(name), motion.time
    error = {int(i): motion.error_of(name, int(i)) for i in frames}
    low, high, step = _range(y[frames])
    start, end = _span(motion)

    def x_of(i: int) -> float:
        return round(float(WIDE * (t[i] - start) / (end - start)), 1)

    def y_of(value: float) -> float:
        return round(float(HIGH * (high - np.clip(value, low, high)) / (high - low)), 1)

    line = "".join("M" + "L".join(f"{x_of(i)} {y_of(y[i])}" for i in piece) for piece in pieces)
    band = "".join(
        "M"
        + "L".join(f"{x_of(i)} {y_of(y[i] + error[i])}" for i in piece)
        + "L"
        + "L".join(f"{x_of(i)} {y_of(y[i] - error[i])}" for i in reversed(piece))
        + "Z"
        for piece in pieces
    )
    bottoms = [_nearest(frames, t, r.bottom_s) for r in reps]
    dots = tuple((x_of(i), y_of(float(y[i]))) for i in bottoms if i is not None)
    ticks = tuple(
        Tick(f"{v:g}°".replace("-", "\N{MINUS SIGN}"), round(100 * y_of(v) / HIGH, 2))
        for v in np.arange(low, high + 1e-9, step)
    )
    zero = y_of(0.0) if low <= 0 <= high else None
    return Curve(name, title, hint, line, band, dots, ticks, zero, _words(title, y[frames], bottoms, y))


def _pieces(motion: Motion, name: AngleName) -> tuple[Indices, list[list[int]]]:
    """Give the frames to draw and the runs of them that hang together."""
    frames = np.flatnonzero(np.isfinite(motion.series(name)))
    frames = frames[:: max(1, -(-frames.size // MOST_POINTS))]
    if not frames.size:
        return frames, []
    apart = np.diff(motion.time[frames])
    usual = float(np.median(apart)) if apart.size else 0.0
    breaks = np.flatnonzero(apart > GAP * usual) + 1
    return frames, [piece.tolist() for piece in np.split(frames, breaks)]


def _range(y: Floats) -> tuple[float, float, float]:
    """Give round limits that hold the readings and zero, and the step between ticks."""
    low, high = min(0.0, float(y.min())), max(0.0, float(y.max()))
    step = next((s for s in _DEGREES if (high - low) / s <= MOST_DEGREES), _DEGREES[-1])
    low, high = float(np.floor(low / step) * step), float(np.ceil(high / step) * step)
    return low, max(high, low + step), float(step)


def _nearest(frames: Indices, t: Floats, at: float) -> int | None:
    """Give the drawn frame nearest to an instant, None where none is near."""
    i = int(frames[np.argmin(np.abs(t[frames] - at))])
    return i if abs(float(t[i]) - at) <= NEAR else None


def _words(title: str, seen: Floats, bottoms: list[int | None], y: Floats) -> str:
    straight = title == KNEE and seen.min() < 0  # a knee hardly goes past straight: the camera's error does
    low = "straight" if straight else f"{seen.min():.0f}"
    text = f"{title} runs from {low} to {seen.max():.0f} degrees"
    deepest = [f"{y[i]:.0f}" for i in bottoms if i is not None]
    if not deepest:
        return text + "."
    return f"{text}; at the deepest point of the repetitions it is {', '.join(deepest)} degrees."
