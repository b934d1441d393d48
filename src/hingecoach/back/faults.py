"""When nothing is said about the shape of the back, and why (docs/back.md)."""

import numpy as np
import numpy.typing as npt

from ..keypoints import P
from ..signal import rolling_median
from ..types import Floats, PoseTrack
from .dorsal import GRID, HIGH, LOW, Axis, arch, roughness

Mask = npt.NDArray[np.bool_]
Reasons = tuple[str | None, ...]

TINY = 35.0
"""Trunk length in pixels below which nothing is measured: a tenth of a pixel of the mask is then a degree."""
_ROUGH = 0.007
"""Root mean square distance of the outline from a smooth curve, trunk lengths: backs that were traced well have 0.003
(nine clips of ten below 0.0046); a sign or a ball behind the back that the mask took in gave 0.0073 to 0.0097."""
_HUNCHED = 13.0
"""More bow of the upper back than this, % of its chord, is no back: a strongly rounded one had 9, at most 13."""
_JUMP = 12.0
"""Degrees by which a frame's bend may differ from its neighbours' in time before it is held for a fault of the mask."""
_DOWN = 0.5
"""The back points down, to the floor, when this share of its direction does."""
_ARM = 0.03
"""Elbow or wrist this close to the outline of the back, trunk lengths, makes it an arm's outline."""
_PLAIN, _DIFFER, _BENT = 1.4, 14.0, 45.0
"""The learned bend is about this many times the plain one, which is drawn towards straight; where it is further away,
degrees, one of them is far off. Of well traced views of rendered people that were held out, 1 in 50 is. Asked where the
hip is bent more than the last: upright the plain one is far from the vertebrae."""
_AROUND = 0.3
"""Half width of the running median over time that a jump is held against, s."""
_ARMS = (P.L_ELBOW, P.R_ELBOW, P.L_WRIST, P.R_WRIST)

NOT_SIDE = "the outline shows the back only from the side"
NO_BACK = "it cannot be told which side is the back"
LYING = "the floor hides the back"
POINTS = "the hip or the shoulder was not seen clearly"
SMALL = "the person is too small in the picture to show the shape of the back"
BROKEN = "the outline of the back is not clear: something is in front of it, or it melts into the background"
ARM = "an arm is in front of the outline of the back"
UNEVEN = "the outline of the back is uneven: a loose top, or something behind it"
DIFFER = "two ways of reading the back differ: it does not look like a back that can be measured"
FRONT = "the outline of the front of the trunk is not clear"
JUMPS = "the outline of the back jumps from frame to frame"


def faults_of(track: PoseTrack, axis: Axis, shape: Floats, bent: Floats) -> dict[str, Mask]:
    """Give what keeps the back from being judged, by its reason, worst first, each (T,)."""
    with np.errstate(invalid="ignore"):
        at, out = axis.place(track.xy[:, list(_ARMS)])
        back = np.array([np.interp(a, GRID, y) for a, y in zip(at, shape, strict=True)])
        arm = np.any((at > LOW[0]) & (at < HIGH[1]) & (out > back - _ARM), axis=1)
        jump = np.abs(bent - rolling_median(track.time, bent, _AROUND)) > _JUMP
        return {
            POINTS: ~np.isfinite(axis.size),
            SMALL: axis.size < TINY,
            LYING: axis.dorsal[:, 1] > _DOWN,
            BROKEN: np.asarray(~np.isfinite(shape).all(axis=1)),
            ARM: np.asarray(arm),
            UNEVEN: (roughness(shape) > _ROUGH) | (np.abs(arch(shape)) > _HUNCHED),
            JUMPS: jump,
        }


def differ(plain: Floats, learned: Floats, hip: Floats) -> Mask:
    """Say in which frames the plain and the learned bend do not belong to one back; all in degrees, shape (T,)."""
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(learned - _PLAIN * plain) > _DIFFER) & (hip > _BENT))


def blind(faults: dict[str, Mask]) -> Mask:
    """Say in which frames not even the own standing can be seen, (T,): people who stand are read as they come."""
    return np.asarray(np.any([faults[why] for why in (POINTS, SMALL, LYING, BROKEN, ARM)], axis=0))


def first_of(faults: dict[str, Mask], looked: Mask, seen: Mask) -> Reasons:
    """Give the gravest fault of every frame that was looked at and not seen, else None."""
    return tuple(
        next((why for why, hit in faults.items() if hit[i]), BROKEN) if looked[i] and not seen[i] else None
        for i in range(seen.size)
    )
