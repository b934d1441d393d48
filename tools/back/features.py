"""What the learned measure of the back looks at: the slopes of the trunk's outline, and how the limbs hang on it.

Slopes, not distances: they stay the same when the trunk is longer or the belly thicker, and they are what a bend of the
spine changes. The limbs tell how far the hip is bent and where the arms pull the skin. Everything is measured in the
frame of the trunk, so that place, size and mirroring of the picture change nothing.
"""

import numpy as np

from hingecoach.dorsal import Axis
from hingecoach.keypoints import P, Sides
from hingecoach.types import Floats, PoseTrack

STATIONS: Floats = np.linspace(-0.25, 1.25, 31)
"""Where the slopes are read, as a share of the way from the mid hip (0) to the mid shoulder (1)."""
ANGLES = ("lean", "thigh", "shank", "head", "face", "upper arm", "forearm")
"""The angles behind the slopes, in order, degrees; all but the lean are against the trunk."""
COUNT = 2 * STATIONS.size + len(ANGLES)
"""Numbers a frame."""
_LEAST = 20
"""Stations of the outline that must have been traced on a side of the trunk."""


def features(track: PoseTrack, axis: Axis, side: int, sides: Sides) -> Floats:
    """Describe the trunk in every frame.

    Parameters
    ----------
    track
        Points and outline.
    axis
        The line hip to shoulder, with the back on ``side``.
    side
        Side of the outline on which the back lies, 0 or 1.
    sides
        The person's own sides that are nearer to the camera.

    Returns
    -------
    Floats
        Shape (T, COUNT), degrees: slopes of the back, slopes of the front, then :data:`ANGLES`. NaN where not seen; a
        frame without an outline is NaN throughout.
    """
    out = np.full((track.time.size, COUNT), np.nan)
    n = STATIONS.size
    made = np.isfinite(track.outline).all(axis=-1).sum(axis=1) >= _LEAST
    for k, which in enumerate((side, 1 - side)):
        along, away = axis.place(track.outline[:, :, which])
        for i in np.flatnonzero(made.all(axis=1)):
            out[i, k * n : (k + 1) * n] = _slopes(along[i], away[i])
    out[:, 2 * n :] = np.where(made.all(axis=1)[:, None], _limbs(track, axis, sides), np.nan)
    return out


def _slopes(along: Floats, away: Floats) -> Floats:
    """Slope of one side of the outline at the stations, degrees; NaN beyond what was traced."""
    seen = np.isfinite(along) & np.isfinite(away)
    order = np.argsort(along[seen])
    fine = np.linspace(STATIONS[0], STATIONS[-1], 2 * STATIONS.size - 1)
    y = np.interp(fine, along[seen][order], away[seen][order], left=np.nan, right=np.nan)
    return np.asarray(np.degrees(np.arctan(np.gradient(y, fine)))[::2])


def _limbs(track: PoseTrack, axis: Axis, sides: Sides) -> Floats:
    """Angles of the near limbs against the trunk and of the trunk against the vertical, degrees, shape (T, 7)."""
    names = ("HIP", "KNEE", "ANKLE", "SHOULDER", "ELBOW", "WRIST", "EAR")
    point = {name: track.xy[:, sides.point(name)] for name in names}
    nose = track.xy[:, P.NOSE]

    def hangs(upper: Floats, lower: Floats) -> Floats:
        """0 straight down the trunk, + towards its front."""
        up, out = _across(axis, lower - upper)
        return np.asarray(np.degrees(np.arctan2(-out, -up)))

    def rises(lower: Floats, upper: Floats) -> Floats:
        """0 straight up the trunk, + towards its front."""
        up, out = _across(axis, upper - lower)
        return np.asarray(np.degrees(np.arctan2(-out, up)))

    # upright, the trunk points up the picture and its front is opposite to the back
    ahead = np.sign(axis.dorsal[:, 0] * axis.along[:, 1] - axis.dorsal[:, 1] * axis.along[:, 0])
    lean = np.degrees(np.arctan2(ahead * axis.along[:, 0], -axis.along[:, 1]))
    return np.stack(
        [
            lean,
            hangs(point["HIP"], point["KNEE"]),
            hangs(point["KNEE"], point["ANKLE"]),
            rises(point["SHOULDER"], point["EAR"]),
            rises(point["EAR"], nose),
            hangs(point["SHOULDER"], point["ELBOW"]),
            hangs(point["ELBOW"], point["WRIST"]),
        ],
        axis=1,
    )


def _across(axis: Axis, way: Floats) -> tuple[Floats, Floats]:
    """Give a way (T, 2) as its parts along the trunk and towards the back."""
    u = axis.along / axis.size[:, None]
    return (way * u).sum(-1), (way * axis.dorsal).sum(-1)
