"""The error that is stated beside each angle: calibrated, so that about nine truths of ten lie inside.

The half width of an angle's 90 % interval is ``exp(base + weights x signs)`` times a factor for the view band. The
signs are what an error was seen to depend on: how far the hip is bent, the camera's angle, how unsteady the points are,
how far thigh and shin are from their usual lengths, whether the person lies, whether their own neutral is unknown, how
little the network saw of the points, and how small the person is in the picture.
Weights and factors are in ``data/errors.json``, made by ``make errors`` from rendered people: the weights by the loss
whose best answer is the 90 % quantile, the factors by conformal prediction, each person answered by weights that had
not seen them.

The four learned angles of the back come with the errors of single pictures (:mod:`hingecoach.back.model`). In a clip
they are multiplied by a factor of their own for each view band, from ``data/back_errors.json`` (``make back-errors``):
there the own standing and the camera's angle are read and not known.

Verdicts do not go by this error but by that of :mod:`hingecoach.uncertainty`; docs/pose_errors.md says why.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from ..angles import NEEDS
from ..geometry import length
from ..motion import AngleName, Motion
from ..types import Floats
from ..uncertainty import BANDS, UNKNOWN_OFF

SIGNS = ("bent", "off", "unsteady", "limbs", "lies", "no_neutral", "unseen", "small", "second")
USUAL_LEG, SMALL_TO = 200.0, 0.1
"""Leg length in pixels at which ``small`` is 0, and the share of it under which nobody was tried."""
FILE = "errors.json"
BACK_FILE = "back_errors.json"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the error of one angle spreads.

    Attributes
    ----------
    base
        Logarithm of the half width where all signs are 0.
    weights
        What each of :data:`SIGNS` adds to it.
    factors
        Of each of :data:`~hingecoach.uncertainty.BANDS`, and of all that lies beyond the last.
    """

    base: float
    weights: tuple[float, ...]
    factors: tuple[float, ...]

    def half_width(self, signs: Floats, off: Floats) -> Floats:
        """Give half widths from signs (N, S) and degrees off the side view (N,)."""
        factor = np.array(self.factors)[np.searchsorted(BANDS, off, side="right")]
        return np.asarray(np.exp(self.base + signs @ np.array(self.weights)) * factor)


@cache
def spreads() -> Mapping[str, Spread]:
    """Read the calibrated spreads, by angle."""
    found: dict[str, Any] = json.loads((files("hingecoach") / "data" / FILE).read_text("utf-8"))
    return {n: Spread(s["base"], tuple(s["weights"]), tuple(s["factors"])) for n, s in found["spreads"].items()}


@cache
def in_clips() -> Mapping[str, tuple[float, ...]]:
    """Read by how much the errors of the back's learned angles are wider in clips, by angle: one factor a view band."""
    found: dict[str, Any] = json.loads((files("hingecoach") / "data" / BACK_FILE).read_text("utf-8"))
    return {name: tuple(one["factors"]) for name, one in found.items()}


def off_side(motion: Motion) -> float:
    """Give how far the camera stands off the side view, degrees; far where it is not known."""
    return abs(motion.view.azimuth) if np.isfinite(motion.view.azimuth) else UNKNOWN_OFF


def signs(motion: Motion, name: AngleName) -> Floats:
    """Give what the error of an angle depends on, shape (T, S), in the order of :data:`SIGNS`."""
    frames = motion.time.size
    neutral = name == "neck" and not motion.neck_known
    columns = (
        np.clip(np.nan_to_num(motion.angles.hip, nan=50.0) / 100.0, 0.0, 1.5),
        np.full(frames, min(off_side(motion), UNKNOWN_OFF) / 30.0),
        _unsteady(motion, name),
        _limbs(motion),
        np.full(frames, float(motion.posture == "lying")),
        np.full(frames, float(neutral)),
        _unseen(motion, name),
        np.full(frames, _small(motion.leg)),
        np.full(frames, float(motion.second)),
    )
    return np.stack(columns, axis=1)


def _unsteady(motion: Motion, name: AngleName) -> Floats:
    """Give how unsteady the points are that an angle needs: log(1 + % of leg length), shape (T,)."""
    if motion.unsteady is None:
        return np.zeros(motion.time.size)
    needed = motion.unsteady[:, [motion.sides.point(n) for n in NEEDS[name]]]
    return np.asarray(np.log1p(np.clip(np.nan_to_num(needed, nan=0.0).max(axis=1), 0.0, 10.0)))


def _unseen(motion: Motion, name: AngleName) -> Floats:
    """Give how little the network saw of the least visible point that an angle needs: 1 - visibility, shape (T,)."""
    needed = motion.track.score[:, [motion.sides.point(n) for n in NEEDS[name]]]
    return np.asarray(1.0 - np.clip(np.nan_to_num(needed, nan=0.0).min(axis=1), 0.0, 1.0))


def _small(leg: float) -> float:
    """Give how small a leg of so many pixels is: the logarithm of the usual one over it; 0 where it is not known."""
    return -float(np.log(np.clip(leg / USUAL_LEG, SMALL_TO, 1 / SMALL_TO))) if np.isfinite(leg) else 0.0


def _limbs(motion: Motion) -> Floats:
    """Give how far thigh and shin are from their usual lengths: the larger log ratio, at most 0.5, shape (T,)."""
    hip, knee, ankle = (motion.track.xy[:, motion.sides.point(n)] for n in ("HIP", "KNEE", "ANKLE"))
    odd = np.zeros(motion.time.size)
    for size in (length(hip, knee), length(knee, ankle)):
        if np.isfinite(size).any():
            with np.errstate(divide="ignore", invalid="ignore"):
                away = np.abs(np.log(size / np.nanpercentile(size, 70)))
            odd = np.maximum(odd, np.nan_to_num(away, nan=0.0, posinf=0.5))
    return np.minimum(odd, 0.5)
