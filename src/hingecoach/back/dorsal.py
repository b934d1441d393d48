"""Geometry of the outline of the back: which side it is on, and its shape along the trunk.

The outline comes at stations along the line hip to shoulder as that line was when it was traced; here it is read again
along the smoothed line, as the distance towards the back in trunk lengths, at the stations of :data:`GRID`.
"""

from dataclasses import dataclass

import numpy as np

from ..keypoints import P
from ..types import Facing, Floats, PoseTrack

GRID: Floats = np.linspace(0.0, 1.0, 51)
"""Where the outline is compared, as a share of the way from the mid hip to the mid shoulder, shape (G,)."""
LOW, HIGH, UPPER = (0.08, 0.28), (0.34, 0.94), (0.4, 0.9)
"""Low end of the back, the rest of it, and its upper half (a broad optimum of many: docs/back.md)."""

_BLUR = 0.03
"""Smoothing along the outline, trunk lengths: finer detail is cloth and mask."""
_GAP = 0.12
"""Longest stretch of the outline between hip and shoulder that may be missing, as a share of that way."""
_EDGE = 0.04
"""The same at either end."""
_CURVE = 5
"""Degree of the smooth curve that the outline is compared with: it can follow a hollow, a hump and the shoulder."""
_BENT, _FEW = 30.0, 3
"""From this hip flexion on, degrees, the knee shows the front of the trunk; and in how many frames it must."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The line from mid hip to mid shoulder in every frame.

    Attributes
    ----------
    hip, along
        Its foot and the way to its end, pixels, shape (T, 2).
    size
        Its length, pixels, shape (T,); NaN where hip or shoulder was not seen.
    dorsal
        The direction towards the back, of length 1, shape (T, 2).
    """

    hip: Floats
    along: Floats
    size: Floats
    dorsal: Floats

    def place(self, points: Floats) -> tuple[Floats, Floats]:
        """Give points (T, ..., 2) as shares of the way along the axis, and towards the back, in trunk lengths."""
        one = (slice(None),) + (None,) * (points.ndim - 2)
        off = (points - self.hip[one]) / self.size[one][..., None]
        u = (self.along / self.size[:, None])[one]
        return (off * u).sum(-1), (off * self.dorsal[one]).sum(-1)


def dorsal_side(track: PoseTrack, faces: Facing | None) -> int | None:
    """Give the side of the outline on which the back lies, 0 or 1; None where nothing tells.

    Hips fold forwards only: over the frames with a clearly bent hip the knees lie in front of the trunk. That holds
    standing, kneeling and lying, where toes and noses mislead. A clip without a bent hip goes by where the person
    faces, upright.
    """
    axis = axis_of(track, 0)
    knees = track.xy[:, [P.L_KNEE, P.R_KNEE]].mean(axis=1)
    along, left = axis.place(knees)
    with np.errstate(invalid="ignore"):
        bent = np.degrees(np.arctan2(np.abs(left), -along)) > _BENT
    if bent.sum() >= _FEW:
        return 0 if float(np.median(left[bent])) < 0 else 1
    return None if faces is None else 0 if faces == "right" else 1


def axis_of(track: PoseTrack, side: int) -> Axis:
    """Give the axis of the trunk, with the back on side 0 (left of it, looking from hip to shoulder) or 1."""
    hip = track.xy[:, [P.L_HIP, P.R_HIP]].mean(axis=1)
    along = track.xy[:, [P.L_SHOULDER, P.R_SHOULDER]].mean(axis=1) - hip
    size = np.hypot(along[:, 0], along[:, 1])
    size = np.where(size > 0, size, np.nan)
    left = np.stack([along[:, 1], -along[:, 0]], axis=-1) / size[:, None]
    return Axis(hip, along, size, left if side == 0 else -left)


def profile(track: PoseTrack, axis: Axis, side: int) -> Floats:
    """Distance of the back's outline from the axis at the stations of GRID, trunk lengths, shape (T, G).

    A frame in which the outline has a gap is NaN.
    """
    t, y = axis.place(track.outline[:, :, side])
    shape = np.full((track.time.size, GRID.size), np.nan)
    for i in np.flatnonzero(np.isfinite(y).any(axis=1)):
        order = np.argsort(t[i])[: int(np.isfinite(t[i]).sum())]
        at = t[i][order]
        whole = at[0] <= GRID[0] + _EDGE and at[-1] >= GRID[-1] - _EDGE
        if whole and np.diff(at)[(at[1:] > GRID[0]) & (at[:-1] < GRID[-1])].max(initial=0.0) <= _GAP:
            shape[i] = np.interp(GRID, at, y[i][order])
    return shape


def blur(shape: Floats) -> Floats:
    """Smooth along the outline, keeping its slope at the ends."""
    step = GRID[1] - GRID[0]
    n = int(np.ceil(3 * _BLUR / step))
    kernel = np.exp(-0.5 * (np.arange(-n, n + 1) * step / _BLUR) ** 2)
    wide = np.pad(shape, ((0, 0), (n, n)), mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(wide, 2 * n + 1, axis=1)
    return np.asarray(windows @ (kernel / kernel.sum()))


def turn(shape: Floats) -> Floats:
    """Mean slope of the outline at the low end of the back minus that over the rest of it, degrees."""
    slope = np.gradient(blur(shape), GRID, axis=1)
    angle, length = np.degrees(np.arctan(slope)), np.hypot(1.0, slope)
    low, high = ((a <= GRID) & (b >= GRID) for a, b in (LOW, HIGH))
    return np.asarray(
        (angle * length)[:, low].sum(1) / length[:, low].sum(1)
        - (angle * length)[:, high].sum(1) / length[:, high].sum(1)
    )


def bow(shape: Floats) -> Floats:
    """Largest distance of the outline from its chord, pelvis to neck, % of the chord, + a hump.

    At right angles to the chord. :func:`arch` takes it across the line from hip to shoulder, so the same bend reads
    smaller here by the cosine of the chord's slope to that line.
    """
    within = (LOW[0] <= GRID) & (HIGH[1] >= GRID)
    part, at = blur(shape)[:, within], GRID[within]
    slope = (part[:, -1:] - part[:, :1]) / (at[-1] - at[0])
    off = (part - part[:, :1] - slope * (at - at[0])) / (1 + slope**2)
    most = np.abs(np.nan_to_num(off)).argmax(axis=1)
    return np.asarray(100.0 * off[np.arange(len(off)), most] / (at[-1] - at[0]))


def arch(shape: Floats) -> Floats:
    """How far the middle of the upper back stands out from its chord, from a parabola, % of the chord, + a hump.

    A parabola, because the largest distance from the chord jumps from hump to hollow on a back that is nearly flat.
    It is taken across the line from hip to shoulder, not at right angles to the chord as in :func:`bow`, so the same
    bend reads larger here by one over the cosine of the chord's slope to that line.
    """
    within = (UPPER[0] <= GRID) & (UPPER[1] >= GRID)
    at = np.linspace(-1.0, 1.0, int(within.sum()))
    _, rise, curve = np.linalg.pinv(np.stack([np.ones_like(at), at, at**2], axis=1)) @ shape[:, within].T
    return np.asarray(-100.0 * curve / np.hypot(UPPER[1] - UPPER[0], 2 * rise))


def roughness(shape: Floats) -> Floats:
    """Root mean square distance of outlines (T, G) from a smooth curve, trunk lengths."""
    inner = (LOW[0] <= GRID) & (HIGH[1] >= GRID)
    curve = np.polynomial.legendre.legvander(np.linspace(-1, 1, int(inner.sum())), _CURVE)
    fit = curve @ np.linalg.pinv(curve)
    part = shape[:, inner]
    return np.asarray(np.sqrt(((part - part @ fit.T) ** 2).mean(axis=1)))
