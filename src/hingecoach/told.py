"""The angles as they are told to people: what is wrong in the same way on everybody taken back, errors calibrated.

Judgements go by the angles as the network reads them, because their limits were set on such readings;
docs/pose_errors.md says what happened when they did not.
"""

import math
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from .bias import corrected_hip, corrected_trunk
from .motion import AngleName, Motion
from .refine import refined
from .stated import BANDS, in_clips, off_side, signs, spreads
from .types import Floats

GAP_UP_TO = 9.0
"""Degrees off the side view up to which ``gap`` is told, as far as the cue is judged (docs/view.md)."""

HAND_SEEN = 0.8
"""The hand's visibility from which on ``gap`` is told (M: 31 rendered clips; of 11 below, 4 were off by more than 15 %,
of 20 above none but the one on one leg)."""

MOST_HIP, MOST_KNEE, MOST_SHIN = 155.0, 160.0, 60.0
"""Degrees of hip, of knee and of a standing person's shin beyond which no body goes, so that the points are wrong and
nothing is told (M: the most among 101 rendered persons is 150, 138 and 39; D: ankles bend to about 45. Without this a
hip was told as 193 and a knee as 212)."""

Mask = npt.NDArray[np.bool_]


def as_told(motion: Motion, *, refine: bool = True) -> Motion:
    """Give a motion whose angles and errors are those that are told.

    Parameters
    ----------
    refine
        Whether the angles of :mod:`hingecoach.refine` are corrected by it, too; not while that is being learned.
    """
    a, stands = motion.angles, motion.posture == "standing"
    with np.errstate(invalid="ignore"):
        shin = (np.abs(a.shank) <= MOST_SHIN) | (not stands)
        knee = (a.knee <= MOST_KNEE) & shin
    angle: dict[AngleName, Floats]
    angle = {"hip": corrected_hip(a.hip), "trunk": corrected_trunk(a.trunk), "knee": a.knee, "neck": a.neck}
    if refine:
        angle = {name: refined(motion, name, value, angle["hip"]) for name, value in angle.items()}
    angles = replace(
        a,
        hip=_only(angle["hip"], angle["hip"] <= MOST_HIP),
        knee=_only(angle["knee"], knee),
        shank=_only(a.shank, shin),
        trunk=angle["trunk"],
        neck=angle["neck"],
        gap=_only(a.gap, _shows_gap(motion)),
    )
    return replace(motion, angles=angles, error_of=_Stated(motion))


def _only(angle: Floats, told: Mask) -> Floats:
    """Keep the frames of an angle that are told, shape (T,)."""
    return np.where(told, angle, np.nan)


def _shows_gap(motion: Motion) -> Mask:
    """Say in which frames the hands' way ahead of mid-foot is told, shape (T,).

    Standing, square from the side, and with the hand in sight: one that legs or plates hide was up to 80 % off.
    """
    square = motion.posture == "standing" and off_side(motion) <= GAP_UP_TO
    return np.asarray((motion.track.score[:, motion.sides.point("WRIST")] >= HAND_SEEN) & square)


@dataclass(frozen=True, slots=True)
class _Stated:
    """The stated half width of an angle at a frame; what no spread is known of keeps its own."""

    motion: Motion
    _known: dict[AngleName, Floats] = field(default_factory=dict)

    def __call__(self, name: AngleName, frame: int) -> float:
        if name in in_clips():
            band = int(np.searchsorted(BANDS, off_side(self.motion), side="right"))
            return self.motion.error_of(name, frame) * in_clips()[name][band]
        if name not in spreads():
            return self.motion.error_of(name, frame)
        if name not in self._known:
            off = np.full(self.motion.time.shape, off_side(self.motion))
            self._known[name] = spreads()[name].half_width(signs(self.motion, name), off)
        doubt = self.motion.standing.doubt.get(name, 0.0) if self.motion.standing and name == "neck" else 0.0
        return math.hypot(float(self._known[name][frame]), doubt)
