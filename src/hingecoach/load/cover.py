"""Which points of the body lie behind a barbell's plate, seen from the side.

Between the looks, five a second, a plate moves in a straight line: it often hides the hands that would say more.
"""

import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats, PoseTrack

from .evidence import gather
from .judge import chances

LIKELY = 0.5
"""A plate is believed from this chance of a barbell on: more likely than everything else together."""
INNER = 0.95
"""A point is behind the plate within this share of its radius (E)."""

Mask = npt.NDArray[np.bool_]


def behind_plate(track: PoseTrack, points: Floats) -> Mask:
    """Say which points lie behind a plate.

    Parameters
    ----------
    track
        The points as the backend gave them, with the looks for a load.
    points
        Pixels, shape (T, P, 2).

    Returns
    -------
    Mask
        Shape (T, P); False throughout where no barbell is likely.
    """
    nowhere = np.zeros(points.shape[:2], bool)
    evidence = gather(track)
    if evidence is None or chances(evidence.numbers)["barbell"] < LIKELY:
        return nowhere
    plate = evidence.clusters["plate"]
    seen = np.isfinite(plate.centre).all(axis=1)
    if not seen.any():
        return nowhere
    at = track.time[track.loads.frame[seen]]
    centre = np.stack([np.interp(track.time, at, plate.centre[seen, k]) for k in range(2)], axis=1)
    radius = float(np.median(plate.size[seen])) * evidence.length
    with np.errstate(invalid="ignore"):
        return np.asarray(np.linalg.norm(points - centre[:, None], axis=-1) < INNER * radius)
