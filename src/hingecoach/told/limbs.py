"""Hip, trunk and knee, as small networks read them from the outline of the trunk and the limbs.

The pose network's hip point lies off the joint, by an amount that differs from body to body and from posture to
posture. The outline of back, seat and belly shows where the joint must be. Networks of one hidden layer learned from
rendered people, whose joints are known, what must be added to the angles in the picture (``make limbs``;
docs/pose_errors.md is their card).

They are used for what is told about a repetition, not for verdicts, whose limits were set on plain readings.
"""

from collections.abc import Mapping

import numpy as np

from ..angles import levelled, plane_angles, sagittal
from ..back import COUNT as OF_TRUNK
from ..back import looks as looks_of_trunk
from ..geometry import wrap
from ..motion import AngleName, Motion
from ..nets import Net, read
from ..signal import fill, rolling_median
from ..types import Floats
from .stated import off_side

LIMBS: tuple[AngleName, ...] = ("hip", "knee", "trunk")
"""The angles that are read, in the order of the network's outputs."""
UP_TO = 35.0
"""Degrees off the side view up to which it was learned."""
MOST = 15.0
"""Degrees by which an angle of the picture may be moved: errors were cut off there in training."""
SOLID: tuple[AngleName, ...] = ("hip", "knee", "trunk", "shank")
"""Angles whose difference between the network's metric points and the picture is looked at."""
COUNT = OF_TRUNK + len(SOLID) + 1
"""Numbers a frame: those of the trunk, the differences, and how far off the side view the camera is."""
FILE = "told/limbs.npz"
"""The trained networks, beside this module."""
_STEADY, _GAP = 0.15, 0.5
"""Half width of the running median of what is added, s, and the longest gap without an outline that is bridged, s."""


def trained() -> Net:
    """Give the networks of this version; what must be added to the angles of :data:`LIMBS` in the picture, degrees."""
    return read(FILE)["limbs"]


def can_read(motion: Motion) -> bool:
    """Say whether the person is seen as those were from whom it was learned."""
    return motion.posture != "lying" and off_side(motion) <= UP_TO


def in_picture(motion: Motion) -> Mapping[AngleName, Floats]:
    """Give the angles in the picture, degrees, shape (T,) each; the camera's tilt is taken off where it is known."""
    level = levelled(motion.track, motion.view.roll)
    return plane_angles(level.xy, motion.sides, -1 if motion.view.faces == "left" else 1)


def looks(motion: Motion) -> Floats:
    """Give what the networks look at in every frame, shape (T, COUNT); NaN throughout where there is no outline."""
    trunk = looks_of_trunk(motion.track, motion.view.faces, motion.sides)
    flat, solid = in_picture(motion), plane_angles(sagittal(levelled(motion.track, motion.view.roll)), motion.sides, 1)
    apart = np.stack([wrap(solid[name] - flat[name], -180.0) for name in SOLID], axis=1)
    if motion.second:  # the metric points are not those in the picture
        apart[:] = np.nan
    off = np.full((motion.time.size, 1), off_side(motion))
    out = np.hstack([trunk, apart, off])
    return np.where(np.isfinite(trunk).any(axis=1, keepdims=True), out, np.nan)


def limb_angles(motion: Motion, net: Net | None = None) -> dict[AngleName, Floats]:
    """Read hip, trunk and knee in every frame, degrees, shape (T,) each.

    NaN where no outline was seen for a while, and throughout for people who lie or stand further than :data:`UP_TO`
    off the side view.

    Parameters
    ----------
    net
        Other networks than those of this version: of people who were left out.
    """
    if not can_read(motion):
        return {name: np.full(motion.time.shape, np.nan) for name in LIMBS}
    added = np.clip((net or trained())(looks(motion)), -MOST, MOST)
    flat = in_picture(motion)
    return {name: flat[name] + _steady(motion.time, added[:, k]) for k, name in enumerate(LIMBS)}


def _steady(time: Floats, added: Floats) -> Floats:
    return fill(time, rolling_median(time, added, _STEADY), _GAP)
