"""How large the person is in the picture, and where the hands are."""

from typing import Any

import numpy as np
import numpy.typing as npt

from hingecoach.keypoints import BODY_LINES, P
from hingecoach.types import Floats

GRIP = 0.6
"""The hand's middle lies beyond the wrist by this share of the way from wrist to index finger's base."""


def hands_of(xy: Floats) -> Floats:
    """Middle of the left and the right hand, shape (..., 2, 2), of points of shape (..., 33, 2)."""
    wrist, index = xy[..., [P.L_WRIST, P.R_WRIST], :], xy[..., [P.L_INDEX, P.R_INDEX], :]
    return np.asarray(wrist + GRIP * (index - wrist))


def length_in(xy: npt.NDArray[Any]) -> Floats:
    """Shoulder to hip to knee to ankle in pixels, of the side that is longer in each picture; points (..., 33, 2)."""
    steps = np.linalg.norm(np.diff(xy[..., np.array(BODY_LINES), :], axis=-2), axis=-1)
    return np.asarray(steps.sum(axis=-1).max(axis=-1))


def body_length(xy: Floats) -> float:
    """Give the clip's upper quartile of that length: bodies seem shorter only."""
    lengths = length_in(xy)
    seen = lengths[np.isfinite(lengths)]
    return float(np.percentile(seen, 75)) if seen.size else float("nan")
