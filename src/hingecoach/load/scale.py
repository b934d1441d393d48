"""How large the person is in the picture, and where the hands are."""

import numpy as np

from hingecoach.keypoints import P
from hingecoach.types import Floats

CHAINS = ((P.L_SHOULDER, P.L_HIP, P.L_KNEE, P.L_ANKLE), (P.R_SHOULDER, P.R_HIP, P.R_KNEE, P.R_ANKLE))
GRIP = 0.6
"""The hand's middle lies beyond the wrist by this share of the way from wrist to index finger's base."""


def hands_of(xy: Floats) -> Floats:
    """Middle of the left and the right hand, shape (..., 2, 2), of points of shape (..., 33, 2)."""
    wrist, index = xy[..., [P.L_WRIST, P.R_WRIST], :], xy[..., [P.L_INDEX, P.R_INDEX], :]
    return np.asarray(wrist + GRIP * (index - wrist))


def body_length(xy: Floats) -> float:
    """Shoulder to hip to knee to ankle in pixels, the clip's upper quartile: bodies seem shorter only."""
    steps = np.linalg.norm(np.diff(xy[:, np.array(CHAINS)], axis=2), axis=-1)
    lengths = steps.sum(axis=2).max(axis=1)
    seen = lengths[np.isfinite(lengths)]
    return float(np.percentile(seen, 75)) if seen.size else float("nan")
