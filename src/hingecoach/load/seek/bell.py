"""Kettlebells: a small ball that hangs on the hands, further along the line of the forearms."""

import numpy as np

from .scene import Mark, Scene, disc_marks

RADII = np.array([0.05, 0.06, 0.07, 0.08, 0.092])
"""Body lengths: bells of 8 to 32 kg measure 15 to 23 cm across."""
AHEAD, BESIDE = (0.05, 0.24), 0.1
"""How far beyond the hands, along the forearms, the ball's middle lies, and how far from that line, body lengths."""


def seek(scene: Scene) -> list[Mark]:
    """Find bells; the score is the share of the rim that was seen."""
    return disc_marks(scene.slopes, scene.grid(scene.hand, AHEAD, BESIDE), RADII)
