"""The shape of the back in every frame, with its errors and the reasons where it was not seen."""

from dataclasses import dataclass

import numpy as np

from ..types import Floats
from ..uncertainty import BANDS
from .faults import TINY, Reasons
from .features import COUNT
from .model import TARGETS, trained

OFF_SIDE = 30.0
"""Degrees off the side view from which on the outline is no longer the line of the back (domain.md 5)."""
_SUM = 1.15
"""Factor on the error of ``back`` in clips: there the errors of its two parts come together more often than in single
pictures (54 rendered clips: nine of ten within 1.13 to 1.23 times the error of single pictures)."""
_NEAR = 0.25
"""Spans of the same reason this close together, s, are told as one."""
_SMALL = 100.0
"""Trunk length in pixels below which the error grows."""
ERROR = {"turn": 13.0, "bow": 3.5, "upper_bow": 4.5}
"""Half width of the 90 % interval in a good picture, degrees and % of the chord; of ``turn`` against the vertebrae of
rendered people, nearly all of it their builds. Those of the learned angles come with the networks."""


@dataclass(frozen=True, slots=True)
class BackShape:
    """The shape of the back in every frame; NaN where it was not seen.

    Attributes
    ----------
    lumbar_convex
        Bend of the lumbar line, degrees, shape (T,): 0 straight, + a hump, - a hollow.
    lumbar, thoracic, back
        Flexion of the low back, of the upper back and of both from the person's own standing, degrees, shape (T,).
    turn
        The same as ``lumbar_convex`` from plain geometry: drawn towards straight, good within one person.
    bow
        Largest distance of the back's outline from its chord, % of the chord, shape (T,): + a hump.
    upper_bow
        How far the upper half of the back stands out in its middle, % of its chord, shape (T,): + a hump.
    wider
        By how much the errors of plain geometry are wider than in a good picture, from 1, shape (T,).
    small
        The same for the learned angles, which have their own errors by the camera's angle, shape (T,).
    azimuth
        The camera's angle off the side view, degrees.
    looks
        What the networks saw, also where the back was not judged, shape (T, COUNT).
    reason
        Why the back was not seen, in words, for each frame with an outline and without values; else None.
    doubt
        The same for the learned angles.
    """

    lumbar_convex: Floats
    lumbar: Floats
    thoracic: Floats
    back: Floats
    turn: Floats
    bow: Floats
    upper_bow: Floats
    wider: Floats
    small: Floats
    azimuth: float
    looks: Floats
    reason: Reasons
    doubt: Reasons

    def error(self, name: str, frame: int) -> float:
        """Give the half width of the 90 % interval of one of the series at a frame."""
        if name in ERROR:
            return ERROR[name] * float(self.wider[frame])
        target = [str(one) for one in TARGETS].index(name)
        net = trained()["alone" if name == "lumbar_convex" else "own"]
        off = abs(self.azimuth) if np.isfinite(self.azimuth) else OFF_SIDE
        band = min(int(np.searchsorted(BANDS, off, side="right")), len(BANDS) - 1)
        return float(net.error[target, band] * self.small[frame] * (_SUM if name == "back" else 1.0))

    def hidden(self, time: Floats, name: str = "turn") -> tuple[tuple[float, float, str], ...]:
        """Give the spans (start, end, reason), in seconds, in which the back was looked for and not seen."""
        spans: list[tuple[float, float, str]] = []
        for at, why in zip(time.tolist(), self.reason if name in ERROR else self.doubt, strict=True):
            if why is None:
                continue
            if spans and spans[-1][2] == why and at - spans[-1][1] <= _NEAR:
                spans[-1] = (spans[-1][0], at, why)
            else:
                spans.append((at, at, why))
        return tuple(spans)


def unseen(size: int, azimuth: float, reason: Reasons) -> BackShape:
    """Give a shape of which nothing was seen, for these reasons."""
    no, one = np.full(size, np.nan), np.ones(size)
    return BackShape(no, no, no, no, no, no, no, one, one, azimuth, np.full((size, COUNT), np.nan), reason, reason)


def blurred(size: Floats) -> Floats:
    """Give by how much small people's errors are wider, from 1, shape (T,), by the length of their trunks in pixels."""
    return np.asarray(np.sqrt(np.maximum(1.0, _SMALL / np.where(np.isfinite(size), size, TINY))))


def turned(small: Floats, azimuth: float) -> Floats:
    """Give by how much the errors of plain geometry are wider, off the side view and in a small picture, (T,)."""
    off = abs(azimuth) if np.isfinite(azimuth) else OFF_SIDE
    return np.asarray(small * (1.0 + max(0.0, off - 10.0) / 40.0))
