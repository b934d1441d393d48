"""When things happen: how deep a person is at each instant, and the times of each repetition."""

from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from hingecoach.types import Floats

from .chance import between

Kind = Literal["grind", "swing"]


@dataclass(frozen=True, slots=True)
class RepTimes:
    """One repetition's times in seconds.

    ``bottom`` is the span in which the person holds the deepest point, ``top`` the span of the lockout.
    """

    start: float
    bottom: tuple[float, float]
    top: tuple[float, float]
    end: float


@dataclass(frozen=True, slots=True)
class Tempo:
    """Depth over time.

    Attributes
    ----------
    knots
        (seconds, depth, repetition): depth runs smoothly from knot to knot, 0 at the top, 1 at the bottom.
    reps
        The repetitions' times.
    """

    knots: tuple[tuple[float, float, int], ...]
    reps: tuple[RepTimes, ...]

    @property
    def duration(self) -> float:
        """Seconds of the whole clip."""
        return self.knots[-1][0]

    def depth(self, t: float) -> tuple[float, int]:
        """Give the depth (0 top, 1 bottom) and the number of the repetition, from 0, at a time."""
        for (a, da, _), (b, db, rep) in zip(self.knots[:-1], self.knots[1:], strict=True):
            if t <= b:
                return da + (db - da) * ease((t - a) / max(b - a, 1e-9)), rep
        return self.knots[-1][1], self.knots[-1][2]


def ease(x: float) -> float:
    """Go from 0 to 1 with neither speed nor jerk at the ends."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (x * (6 * x - 15) + 10)


def sample_tempo(rng: np.random.Generator, reps: int, *, starts: Literal["top", "bottom"], kind: Kind) -> Tempo:
    """Draw the tempo of a set; some people slow down towards its end."""
    strokes = _strokes(rng, reps, kind, starts)
    return _from_top(rng, strokes) if starts == "top" else _from_bottom(rng, strokes)


@dataclass(frozen=True, slots=True)
class _Stroke:
    down: float
    hold: float
    up: float
    rest: float


def _strokes(rng: np.random.Generator, reps: int, kind: Kind, starts: str) -> list[_Stroke]:
    draw = partial(between, rng)
    if kind == "swing":
        usual = _Stroke(draw(0.58, 0.76), 0.0, draw(0.46, 0.60), draw(0.03, 0.10))
    else:
        hold = draw(0.3, 1.2) if starts == "bottom" else draw(0.0, 0.5)
        usual = _Stroke(draw(1.0, 2.4), hold, draw(0.8, 1.8), draw(0.3, 1.0))
    pace = _pace(rng, reps) if kind == "grind" else [1.0] * reps

    def vary(k: int) -> float:
        return pace[k] * draw(0.88, 1.12)

    return [
        _Stroke(usual.down * vary(k), usual.hold * vary(k), usual.up * vary(k), usual.rest * vary(k))
        for k in range(reps)
    ]


def _pace(rng: np.random.Generator, reps: int) -> list[float]:
    """Draw how the speed changes within a set: steady, slower towards the end, quicker, or as it comes."""
    kind, by = int(rng.integers(4)), float(rng.uniform(0.05, 0.25))
    if kind == 3:
        return [float(x) for x in rng.uniform(0.7, 1.5, reps)]
    return [max(0.6, 1.0 + (0.0, by, -by)[kind] * k) for k in range(reps)]


def _from_top(rng: np.random.Generator, strokes: list[_Stroke]) -> Tempo:
    t = float(rng.uniform(0.5, 1.2))
    knots: list[tuple[float, float, int]] = [(0.0, 0.0, 0), (t, 0.0, 0)]
    reps = []
    for k, s in enumerate(strokes):
        low, lift = t + s.down, t + s.down + s.hold
        high, end = lift + s.up, lift + s.up + s.rest
        knots += [(low, 1.0, k), (lift, 1.0, k), (high, 0.0, k), (end, 0.0, k)]
        reps.append(RepTimes(t, (low, lift), (high, end), end))
        t = end
    knots.append((t + float(rng.uniform(0.4, 1.0)), 0.0, len(strokes) - 1))
    return Tempo(tuple(knots), tuple(reps))


def _from_bottom(rng: np.random.Generator, strokes: list[_Stroke]) -> Tempo:
    """Start at the bottom, or go down to it first; the last one is set down again, or the clip ends at the top."""
    first = strokes[0]
    if rng.random() < 0.5:
        knots: list[tuple[float, float, int]] = [(0.0, 1.0, 0)]
        low, t = 0.0, float(rng.uniform(0.5, 1.5))
    else:
        stand = float(rng.uniform(0.4, 1.2))
        low = stand + first.down
        knots = [(0.0, 0.0, 0), (stand, 0.0, 0), (low, 1.0, 0)]
        t = low + first.hold
    reps = []
    for k, s in enumerate(strokes):
        high, rest = t + s.up, t + s.up + s.rest
        knots += [(t, 1.0, k), (high, 0.0, k), (rest, 0.0, k)]
        last = k == len(strokes) - 1
        down = rest + (0.0 if last and rng.random() < 0.25 else s.down)
        if down > rest:
            knots.append((down, 1.0, k))
        reps.append(RepTimes(low, (low, t), (high, rest), down))
        low, t = down, down + s.hold
    knots.append((t + float(rng.uniform(0.2, 0.8)), knots[-1][1], len(strokes) - 1))
    return Tempo(tuple(knots), tuple(reps))


def wander(rng: np.random.Generator, n: int, fps: float, spread: float, memory: float = 0.8) -> Floats:
    """Give slow random motion, as of somebody who stands: n samples with a standard deviation of ``spread``.

    ``memory`` is the time in seconds over which it forgets.
    """
    keep = np.exp(-1.0 / (fps * memory))
    push = rng.normal(0.0, spread * np.sqrt(1 - keep * keep), n)
    x = np.empty(n)
    v = float(rng.normal(0.0, spread))
    for k in range(n):
        v = keep * v + push[k]
        x[k] = v
    window = np.hanning(max(3, int(fps * 0.4) | 1))
    edge = len(window) // 2
    return np.convolve(np.pad(x, edge, mode="edge"), window / window.sum(), "valid")[:n]
