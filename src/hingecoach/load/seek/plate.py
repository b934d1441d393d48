"""Plates: large circles near the hands, as a barbell shows from the side."""

import numpy as np

from .scene import BODY, Mark, Scene, best

RADIUS = (0.085, 0.31)
"""Body lengths: a plate of 25 cm and, nearer to the camera than the person, one of 45 cm."""
NEAR = 0.42
"""How far from the hands the middle may be, body lengths: off the side view the near plate is beside them."""


def seek(scene: Scene) -> list[Mark]:
    """Find plates; the score is the share of the rim that was seen."""
    x, y, radius, rim = scene.circles.T
    far = np.hypot(x - scene.hand[0], y - scene.hand[1]) / BODY
    size = radius / BODY
    fits = (size > RADIUS[0]) & (size < RADIUS[1]) & (far < NEAR)
    worth = rim * (1.2 - far)
    return best(worth, [Mark(*row) for row in np.column_stack([rim, x, y, size]).tolist()], fits)
