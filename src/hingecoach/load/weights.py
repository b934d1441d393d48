"""How much each number of the evidence speaks for each kind; ``tools/fit_load.py`` fits and writes this table."""

from collections.abc import Mapping

from .types import LoadKind

NUMBERS = (
    "plate", "plate_mean", "bell", "bell_mean", "dumbbell", "dumbbell_mean", "bar", "bar_mean",
    "cable_mean", "box", "box_mean", "spine_mean", "carried_area",
)  # fmt: skip
"""Names of the numbers, in the order of the weights; the first weight stands alone."""
WEIGHTS: Mapping[LoadKind, tuple[float, ...]] = {
    "barbell": (-2.97, 5.27, 3.11, -0.28, -1.02, -0.79, -1.65, 0.12, 0.56, 0.67, -1.31, -1.03, -0.02, 2.71),
    "kettlebell": (0.76, 0.01, -1.19, 5.09, 3.40, -0.40, -1.32, -1.62, -0.12, -2.08, -0.33, -0.58, -0.57, 0.57),
    "dumbbells": (-2.41, -2.34, -2.01, 0.49, 1.18, 4.48, 5.04, 0.48, -0.52, -0.75, 0.32, -0.43, -1.36, 0.33),
    "stick": (-2.64, 1.22, -1.90, 0.16, 1.52, -0.11, 1.14, 1.39, 1.68, 2.96, -1.12, -0.54, 5.08, 0.52),
    "box": (1.35, -2.37, 1.28, -3.34, -3.02, -2.27, -2.30, -0.04, -0.70, -1.35, 2.31, 2.92, -1.57, 2.59),
    "cable": (1.96, -1.21, 0.71, -0.95, -0.49, -0.18, -0.39, 0.24, 0.88, 1.09, 1.97, -1.06, 0.99, -3.61),
    "none": (3.94, -0.59, -0.00, -1.17, -1.57, -0.72, -0.51, -0.57, -1.77, -0.53, -1.84, 0.72, -2.55, -3.12),
}
"""Weights of the softmax."""
