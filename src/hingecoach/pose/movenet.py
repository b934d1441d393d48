"""MoveNet Thunder (Google): a second opinion on where one person's points are, with onnxruntime, numpy and OpenCV.

It was taught apart from BlazePose, so it can be asked where a barbell's plate hides the body. It gives 17
points in the plane: no depth, no hands and feet, no outline.
"""

from functools import cached_property
from typing import Any

import cv2
import numpy as np

from hingecoach.keypoints import P
from hingecoach.types import POINTS, Bytes, Floats

from . import Square
from .models import path
from .runtime import load

__all__ = ["SEEN", "MoveNet"]

SEEN = (
    *(P.NOSE, P.L_EYE, P.R_EYE, P.L_EAR, P.R_EAR, P.L_SHOULDER, P.R_SHOULDER, P.L_ELBOW, P.R_ELBOW),
    *(P.L_WRIST, P.R_WRIST, P.L_HIP, P.R_HIP, P.L_KNEE, P.R_KNEE, P.L_ANKLE, P.R_ANKLE),
)
"""The points that the network has, in its own order (that of the COCO data set)."""

CROP_SIDE = 256


class MoveNet:
    """Finds one person's points in a square of a picture.

    Parameters
    ----------
    threads
        Threads inside the network.

    Notes
    -----
    The network is loaded when it is first used. A picture takes 22 ms on one thread. One instance serves one thread at
    a time.
    """

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._crop = np.empty((CROP_SIDE, CROP_SIDE, 3), np.uint8)
        self._image = np.empty((1, CROP_SIDE, CROP_SIDE, 3), np.int32)

    def look(self, rgb: Bytes, square: Square) -> tuple[Floats, Floats]:
        """Find the points of the person in the middle of a square.

        Parameters
        ----------
        rgb
            Shape (height, width, 3).
        square
            Centre x, centre y and side in pixels; the whole person fits in, with a quarter more for air. Where it
            reaches out of the picture it is black.

        Returns
        -------
        xy : ndarray
            Shape (33, 2), pixels of the picture, in the order of :class:`~hingecoach.keypoints.P`; ``nan`` for the
            points that are not in :data:`SEEN`. A hidden point is guessed.
        score : ndarray
            Shape (33,), how sure of each point, 0 to 1; 0 for the points that are not in :data:`SEEN`.

        Raises
        ------
        InputError
            The network is not there, because the package was not built.
        """
        x, y, side = square
        scale = CROP_SIDE / side
        to_crop = np.array([[scale, 0, CROP_SIDE / 2 - x * scale], [0, scale, CROP_SIDE / 2 - y * scale]])
        # INTER_AREA would be no other: OpenCV turns it into INTER_LINEAR here.
        cv2.warpAffine(rgb, to_crop, (CROP_SIDE, CROP_SIDE), dst=self._crop, flags=cv2.INTER_LINEAR)
        self._image[0] = self._crop
        (rows,) = self._network.run(None, {"image": self._image})
        down, right, sure = rows[0, 0].T  # places as shares of the square
        xy, score = np.full((POINTS, 2), np.nan), np.zeros(POINTS)
        xy[SEEN, 0] = x + (right - 0.5) * side
        xy[SEEN, 1] = y + (down - 0.5) * side
        score[SEEN,] = sure
        return xy, score

    @cached_property
    def _network(self) -> Any:
        return load(path("movenet"), self._threads)
