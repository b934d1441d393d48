"""From one person's mask to the outline of the trunk: where the body ends on both sides of the line hip to shoulder.

The network's mask has 256 x 256 pixels for the whole person, but it is soft at the edge, so that the crossing of half
opacity can be read between pixels. At stations along the trunk a ray starts inside the body and runs outwards to the
first crossing. What lies beyond it (arms that hang, plates, another person) is never reached.
"""

import numpy as np
import numpy.typing as npt

from .keypoints import P
from .types import Bytes, Floats

STATIONS: Floats = np.linspace(-0.35, 1.35, 69)
"""Where the outline is read, as a share of the way from the mid hip (0) to the mid shoulder (1), shape (S,)."""

_REACH = 0.75
"""How far a ray runs, in trunk lengths: deep enough for buttocks and belly, not as far as a bar in the hands."""
_SEEK = 0.25
"""How far from the axis the inside of the body is looked for, in trunk lengths: bent backs leave the axis."""
_STEP = 0.75
"""Distance of the samples along a ray, in pixels of the mask; the crossing is interpolated between them."""
_SOFT = 10.0
"""A clear edge climbs from 30 to 70 % opacity within this many pixels of the mask; a softer one is no edge."""
_SHORTEST = 8.0
"""A trunk of fewer pixels of the mask shows no shape of the back."""
_HALF = 127.5
_LOW, _HIGH = 0.3 * 255, 0.7 * 255


def trace(mask: Bytes, to_image: Floats, xy: Floats) -> Floats:
    """Find the outline on both sides of the trunk, to a fraction of a pixel.

    Parameters
    ----------
    mask
        The person as opacity 0 to 255 in the network's crop, shape (256, 256).
    to_image
        Affine map from crop pixels to picture pixels, shape (2, 3).
    xy
        The person's points in picture pixels, shape (33, 2).

    Returns
    -------
    Floats
        Picture pixels, shape (S, 2, 2): station, side (0 = left of the line hip to shoulder when looking along it in
        the picture, 1 = right of it), x and y. NaN where the ray meets no edge, only a soft one, or leaves the crop.
    """
    outline = np.full((STATIONS.size, 2, 2), np.nan)
    back = _inverse(to_image)
    hip = back[:, :2] @ xy[[P.L_HIP, P.R_HIP]].mean(axis=0) + back[:, 2]
    shoulder = back[:, :2] @ xy[[P.L_SHOULDER, P.R_SHOULDER]].mean(axis=0) + back[:, 2]
    along = shoulder - hip
    length = float(np.hypot(*along))
    if not _SHORTEST <= length <= 2 * mask.shape[0]:
        return outline
    left = np.array([along[1], -along[0]]) / length
    n = int(np.ceil(_REACH * length / _STEP))
    offset = np.linspace(-n * _STEP, n * _STEP, 2 * n + 1)
    axis = hip + STATIONS[:, None] * along
    opacity = _sample(mask, axis[:, None] + offset[:, None] * left)
    start = _inside(opacity, offset, _SEEK * length)
    for side, sign in enumerate((1, -1)):
        away = _crossing(opacity[:, ::sign], np.where(start < 0, -1, start if sign > 0 else 2 * n - start))
        crop = axis + sign * (away[:, None] - n) * _STEP * left
        outline[:, side] = crop @ to_image[:, :2].T + to_image[:, 2]
    return outline


def _inverse(affine: Floats) -> Floats:
    a = np.linalg.inv(affine[:, :2])
    return np.column_stack([a, -a @ affine[:, 2]])


def _sample(mask: Bytes, at: Floats) -> Floats:
    """Opacity at crop positions (..., 2), between the pixels; NaN outside the crop."""
    h, w = mask.shape
    x, y = at[..., 0], at[..., 1]
    within = (x >= 0) & (y >= 0) & (x <= w - 1) & (y <= h - 1)
    x0 = np.clip(x, 0, w - 2).astype(np.intp)
    y0 = np.clip(y, 0, h - 2).astype(np.intp)
    fx, fy = x - x0, y - y0
    flat = mask.ravel()
    k = y0 * w + x0
    top = flat[k] * (1 - fx) + flat[k + 1] * fx
    low = flat[k + w] * (1 - fx) + flat[k + w + 1] * fx
    return np.where(within, top * (1 - fy) + low * fy, np.nan)


def _inside(opacity: Floats, offset: Floats, reach: float) -> npt.NDArray[np.intp]:
    """Sample nearest to the axis that lies inside the body, per station; -1 where there is none."""
    far = np.where(opacity > _HALF, np.abs(offset), np.inf)
    nearest = np.argmin(far, axis=1)
    return np.where(far[np.arange(far.shape[0]), nearest] <= reach, nearest, -1)


def _crossing(opacity: Floats, start: npt.NDArray[np.intp]) -> Floats:
    """Where opacity falls through one half after ``start``, in samples; NaN where it does not, or not clearly."""
    rows, column = np.arange(opacity.shape[0]), np.arange(opacity.shape[1])
    beyond = column > start[:, None]
    outside = beyond & ~(opacity > _HALF)
    j = np.argmax(outside, axis=1)
    a, b = opacity[rows, j - 1], opacity[rows, j]
    at = j - 1 + (a - _HALF) / np.maximum(a - b, 1e-6)
    clear = beyond & (opacity < _LOW)
    end = np.where(clear.any(axis=1), np.argmax(clear, axis=1), column.size)
    firm = (opacity >= _HIGH) & (column <= j[:, None])
    begin = np.where(firm.any(axis=1), column.size - 1 - np.argmax(firm[:, ::-1], axis=1), -column.size)
    sharp = (end - begin) * _STEP <= _SOFT
    return np.where((start >= 0) & outside.any(axis=1) & np.isfinite(b) & sharp, at, np.nan)
