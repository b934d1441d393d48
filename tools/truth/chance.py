"""Random draws."""

import numpy as np


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a number between two others."""
    return float(rng.uniform(low, high))
