"""How much each number of the evidence speaks for each kind; ``tools/fit_load.py`` fits and writes this table."""

from collections.abc import Mapping

from .types import LoadKind

NUMBERS = (
    "plate", "plate_mean", "bell", "bell_mean", "dumbbell", "dumbbell_mean", "bar", "bar_mean",
    "cable_mean", "box", "box_mean", "spine_mean", "carried_area",
)  # fmt: skip
"""Names of the numbers, in the order of the weights; the first weight stands alone."""
WEIGHTS: Mapping[LoadKind, tuple[float, ...]] = {
    "barbell": (-3.56, 4.60, 3.41, -0.19, -1.35, 0.82, -0.17, -0.53, 1.24, 0.28, -1.35, -1.15, -0.44, 3.03),
    "kettlebell": (-0.26, -0.79, -1.75, 5.03, 4.24, 1.20, -0.49, -2.17, -0.44, -0.57, -0.55, -0.55, 2.92, -0.96),
    "dumbbells": (1.96, -2.53, -3.08, 1.33, 0.36, 0.11, 2.89, 0.57, -1.34, -4.83, -0.63, -2.76, -2.05, 1.81),
    "stick": (-4.34, 3.07, -2.74, 0.28, 1.95, 1.40, 3.24, 1.58, 1.95, 3.08, -0.79, 0.82, 1.27, 0.53),
    "box": (1.16, -3.06, 2.32, -3.01, -3.64, -2.34, -2.91, -0.99, -0.83, -0.45, 0.91, 3.53, -1.72, 2.47),
    "cable": (3.88, 0.32, -0.00, -1.94, -1.48, -2.18, -3.32, 1.45, 0.44, 1.99, 3.62, -0.84, -1.67, -3.17),
    "none": (1.15, -1.61, 1.83, -1.51, -0.09, 0.99, 0.77, 0.08, -1.02, 0.50, -1.21, 0.94, 1.69, -3.71),
}
"""Weights of the softmax."""
