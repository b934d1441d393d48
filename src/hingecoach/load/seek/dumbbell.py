"""Dumbbells: the round or six-sided head of a short bar, seen from its end, right at a hand."""

import numpy as np

from .scene import Mark, Scene, disc_marks

RADII = np.array([0.035, 0.045, 0.058, 0.07])
"""Body lengths: heads measure 9 to 19 cm across."""
NEAR = 0.065
"""How far from a hand the middle may be, body lengths."""


def seek(scene: Scene) -> list[Mark]:
    """Find heads of dumbbells; the score is the share of the rim that was seen."""
    centres = np.concatenate([scene.grid(hand, (-NEAR, NEAR), NEAR) for hand in scene.hands])
    return disc_marks(scene.steepest, centres, RADII)
