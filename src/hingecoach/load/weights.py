"""How much each number of the evidence speaks for each kind; ``tools/fit_load.py`` fits and writes this table."""

from collections.abc import Mapping

from .types import LoadKind

NUMBERS = (
    "plate", "plate_mean", "bell", "bell_mean", "dumbbell", "dumbbell_mean", "bar", "bar_mean",
    "cable_mean", "box", "box_mean", "spine_mean", "carried_area",
)  # fmt: skip
"""Names of the numbers, in the order of the weights; the first weight stands alone."""
WEIGHTS: Mapping[LoadKind, tuple[float, ...]] = {
    "barbell": (-2.89, 4.86, 2.77, -0.28, -1.09, -0.86, -1.73, 0.13, 0.62, 0.40, -1.20, -1.06, 0.20, 2.94),
    "kettlebell": (0.63, -0.04, -0.96, 5.12, 3.39, -0.39, -1.30, -1.64, -0.15, -2.05, -0.32, -0.62, -0.59, 0.57),
    "dumbbells": (-3.01, -2.60, -0.92, 0.50, 1.14, 4.47, 5.08, 0.41, -0.64, -0.66, 0.23, -0.48, -1.43, 0.35),
    "stick": (-2.55, 1.18, -2.03, 0.20, 1.59, -0.12, 1.14, 1.40, 1.66, 2.95, -1.09, -0.59, 5.07, 0.54),
    "box": (1.48, -2.27, 1.15, -3.39, -3.00, -2.23, -2.30, -0.05, -0.67, -1.28, 2.22, 3.00, -1.62, 2.46),
    "cable": (2.08, -0.79, 0.48, -0.96, -0.47, -0.17, -0.40, 0.31, 0.93, 1.13, 1.98, -1.03, 0.96, -3.69),
    "none": (4.24, -0.34, -0.49, -1.19, -1.56, -0.70, -0.49, -0.55, -1.75, -0.49, -1.81, 0.78, -2.59, -3.17),
}
"""Weights of the softmax."""
