"""The angles as they are told to people: what is wrong in the same way on everybody taken back, errors calibrated.

Judgements go by the angles as the network reads them, because their limits were set on such readings;
docs/pose_errors.md says what happened when they did not.
"""

import math
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ..motion import AngleName, Motion
from ..nets import Net
from ..types import Floats
from ..uncertainty import BANDS
from .bias import corrected_hip, corrected_trunk
from .limbs import limb_angles
from .neck import Line, told_neck
from .stated import in_clips, off_side, signs, spreads

GAP_UP_TO = 9.0
"""Degrees off the side view up to which ``gap`` is told, as far as the cue is judged (docs/view.md)."""

HAND_SEEN = 0.8
"""The hand's visibility from which on ``gap`` is told (M: 31 rendered clips; of 11 below, 4 were off by more than 15 %,
of 20 above none but the one on one leg)."""

BEHIND_KNEE = 0.06
"""Leg lengths behind the knee from which on a hand above it is hidden by the near thigh, as in a swing, or at the back,
whatever the network says (M: 7 of 91 rendered readings, on average off by 17 % of the leg; the others by 4.6)."""

MOST_HIP, MOST_KNEE, MOST_SHIN = 155.0, 160.0, 60.0
"""Degrees of hip, of knee and of a standing person's shin beyond which no body goes, so that the points are wrong and
nothing is told (M: the most among 101 rendered persons is 150, 138 and 39; D: ankles bend to about 45. Without this a
hip was told as 193 and a knee as 212)."""

Mask = npt.NDArray[np.bool_]


def as_told(motion: Motion, *, net: Net | None = None, line: Line | None = None) -> Motion:
    """Give a motion whose angles and errors are those that are told.

    Parameters
    ----------
    net, line
        What reads hip, knee and trunk, and what corrects the neck, where these are not to be those of this version.
    """
    a, stands = motion.angles, motion.posture == "standing"
    with np.errstate(invalid="ignore"):
        shin = (np.abs(a.shank) <= MOST_SHIN) | (not stands)
        flexible = (a.knee <= MOST_KNEE) & shin
        folds = a.hip <= MOST_HIP
    read = limb_angles(motion, net)
    hip = _first(read["hip"], corrected_hip(a.hip), a.hip)
    knee = _first(read["knee"], a.knee, a.knee)
    angles = replace(
        a,
        hip=_only(hip, folds & (hip <= MOST_HIP)),
        knee=_only(knee, flexible),
        shank=_only(a.shank, shin),
        trunk=_first(read["trunk"], corrected_trunk(a.trunk), a.trunk),
        neck=told_neck(motion, hip, line),
        gap=_only(a.gap, _shows_gap(motion)),
    )
    return replace(motion, angles=angles, error_of=_Stated(motion))


def _first(best: Floats, else_: Floats, seen: Floats) -> Floats:
    """Give the better reading of an angle where there is one, in the frames in which the angle was seen, shape (T,)."""
    return np.where(np.isfinite(seen), np.where(np.isfinite(best), best, else_), np.nan)


def _only(angle: Floats, told: Mask) -> Floats:
    """Keep the frames of an angle that are told, shape (T,)."""
    return np.where(told, angle, np.nan)


def _shows_gap(motion: Motion) -> Mask:
    """Say in which frames the hands' way ahead of mid-foot is told, shape (T,).

    Standing, square from the side, and with the hand in sight: one that legs or plates hide was up to 80 % off.
    """
    square = motion.posture == "standing" and off_side(motion) <= GAP_UP_TO
    xy, wrist = motion.track.xy, motion.sides.point("WRIST")
    hand, knee = xy[:, [wrist, motion.sides.point("INDEX")]].mean(axis=1), xy[:, motion.sides.point("KNEE")]
    forward = -1 if motion.view.faces == "left" else 1
    with np.errstate(invalid="ignore"):
        behind = (forward * (knee - hand)[:, 0] > BEHIND_KNEE * motion.leg) & (hand[:, 1] < knee[:, 1])
    return np.asarray((motion.track.score[:, wrist] >= HAND_SEEN) & square & ~behind)


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
