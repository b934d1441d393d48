"""How much each number of the evidence speaks for each kind; ``tools/fit_load.py`` fits and writes this table."""

from collections.abc import Mapping

from .types import LoadKind

NUMBERS = (
    "plate", "plate_mean", "bell", "bell_mean", "dumbbell", "dumbbell_mean", "bar", "bar_mean",
    "cable_mean", "box", "box_mean", "spine_mean", "carried_area",
)  # fmt: skip
"""Names of the numbers, in the order of the weights; the first weight stands alone."""
WEIGHTS: Mapping[LoadKind, tuple[float, ...]] = {
    "barbell": (-3.85, 3.85, 3.60, 0.01, -0.91, 0.03, -0.82, -0.68, 1.47, 0.43, -1.50, -0.62, 0.53, 3.03),
    "kettlebell": (-0.34, -1.10, -3.13, 5.16, 3.94, 1.66, -0.04, -1.75, -0.32, -0.95, 0.14, 0.67, -0.67, 0.44),
    "dumbbells": (0.78, -1.33, -1.67, 1.29, 1.74, 0.04, 4.31, 0.08, -1.40, -2.86, -1.14, -2.73, 0.35, -1.08),
    "stick": (-1.24, 2.76, -2.08, -1.05, 0.16, 0.49, 0.57, 2.53, 1.00, 1.48, -0.50, 0.31, 2.35, 0.94),
    "box": (-0.79, -3.77, 2.22, -2.85, -3.09, -1.83, -0.84, -0.40, -0.65, 0.15, 1.16, 2.93, -0.52, 2.73),
    "cable": (3.33, 0.01, -0.41, -1.87, -0.75, -2.43, -3.65, 0.91, 1.00, 2.22, 3.58, -0.88, -1.60, -2.85),
    "none": (2.12, -0.42, 1.47, -0.71, -1.10, 2.04, 0.47, -0.69, -1.10, -0.47, -1.73, 0.32, -0.44, -3.21),
}
"""Weights of the softmax."""
