"""What the learned measure of the back looks at: the outline of the trunk, and how the limbs hang on it.

Slopes of the outline stay the same when the trunk is longer or the belly thicker, and are what a bend of the spine
changes; how far the outline lies from the trunk's line tells about the build, which hides that bend. The limbs tell how
far the hip is bent and where the arms pull the skin. Everything is measured in the frame of the trunk, so that place,
size and mirroring of the picture change nothing.
"""

import numpy as np

from ..keypoints import P, Sides
from ..types import Floats, PoseTrack
from .dorsal import Axis

STATIONS: Floats = np.linspace(-0.25, 1.25, 31)
"""Where the outline is read, as a share of the way from the mid hip (0) to the mid shoulder (1)."""
ANGLES = ("lean", "thigh", "shank", "head", "face", "upper arm", "forearm")
"""The angles behind the slopes, in order, degrees; all but the lean are against the trunk."""
PLACES = ("HIP", "SHOULDER", "KNEE", "ANKLE", "ELBOW", "WRIST", "EAR")
"""Near points whose place in the frame of the trunk is given, two numbers each; the nose follows."""
COUNT = 4 * STATIONS.size + len(ANGLES) + 2 * (len(PLACES) + 1)
"""Numbers a frame."""
THIGH = 2 * STATIONS.size + ANGLES.index("thigh")
"""Where the bend of the hip stands among the numbers."""
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
        Shape (T, COUNT): slopes of the back and of the front, :data:`ANGLES` (degrees); distances of the back and of
        the front from the trunk's line and :data:`PLACES` along it and behind it (trunk lengths). NaN where not seen; a
        frame without an outline is NaN throughout.
    """
    out = np.full((track.time.size, COUNT), np.nan)
    made = np.isfinite(track.outline).all(axis=-1).sum(axis=1) >= _LEAST
    rows = np.flatnonzero(made.all(axis=1) & np.isfinite(axis.size))
    n, limbs = STATIONS.size, 2 * STATIONS.size + len(ANGLES)
    for k, which in enumerate((side, 1 - side)):
        along, away = axis.place(track.outline[:, :, which])
        for i in rows:
            slopes, distances = _side(along[i], away[i])
            out[i, k * n : (k + 1) * n] = slopes
            out[i, limbs + k * n : limbs + (k + 1) * n] = distances if k == 0 else -distances
    out[rows, 2 * n : limbs] = _limbs(track, axis, sides)[rows]
    out[rows, limbs + 2 * n :] = _places(track, axis, sides)[rows]
    return out


def _side(along: Floats, away: Floats) -> tuple[Floats, Floats]:
    """Slope (degrees) and distance (trunk lengths) of one side of the outline at the stations; NaN where not traced."""
    seen = np.isfinite(along) & np.isfinite(away)
    order = np.argsort(along[seen])
    fine = np.linspace(STATIONS[0], STATIONS[-1], 2 * STATIONS.size - 1)
    y = np.interp(fine, along[seen][order], away[seen][order], left=np.nan, right=np.nan)
    return np.asarray(np.degrees(np.arctan(np.gradient(y, fine)))[::2]), np.asarray(y[::2])


def _limbs(track: PoseTrack, axis: Axis, sides: Sides) -> Floats:
    """Angles of the near limbs against the trunk and of the trunk against the vertical, degrees, shape (T, 7)."""
    point = {name: track.xy[:, sides.point(name)] for name in PLACES}
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


def _places(track: PoseTrack, axis: Axis, sides: Sides) -> Floats:
    """Where points lie in the frame of the trunk, shape (T, 16): along it, then behind it."""
    points = track.xy[:, [*(sides.point(name) for name in PLACES), P.NOSE]]
    return np.stack(axis.place(points), axis=-1).reshape(len(points), -1)


def _across(axis: Axis, way: Floats) -> tuple[Floats, Floats]:
    """Give a way (T, 2) as its parts along the trunk and towards the back."""
    u = axis.along / axis.size[:, None]
    return (way * u).sum(-1), (way * axis.dorsal).sum(-1)
