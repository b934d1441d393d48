"""Where the hands go when they do something of their own: talk, press, row."""

from collections.abc import Callable

import numpy as np

from .holds import Moving
from .rig import Side


def talking(rng: np.random.Generator) -> Moving:
    """Talk with the hands; the depth of the aim is the time in seconds."""
    return Moving(path=hands(rng, "talk"), world=True, grip=0.35)


def hands(rng: np.random.Generator, kind: str) -> Callable[[float, Side], tuple[float, float, float]]:
    """Give the way of the hands from the shoulders: of a row and a press over the depth, of a talk over the time."""
    p = rng.uniform(0, 6, 3)
    paths: dict[str, Callable[[float, Side], tuple[float, float, float]]] = {
        "row": lambda d, _s: (0.23, -0.02 + 0.14 * d, -0.52 + 0.26 * d),
        "press": lambda d, _s: (0.24, -0.12 + 0.08 * d, 0.06 + 0.44 * d),
        "talk": lambda t, s: (
            0.20 + 0.08 * float(np.sin(2.1 * t + p[0])),
            -0.28 - 0.08 * float(np.sin(1.7 * t + p[1] + (s == "L"))),
            -0.22 + 0.12 * float(np.sin(2.6 * t + p[2] + (s == "L"))),
        ),
    }
    return paths[kind]
