"""What is known about the load in a clip: the summary that recognition, ``gap`` and the report read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats

LoadKind = Literal["barbell", "kettlebell", "dumbbells", "stick", "box", "cable", "none"]
"""``stick`` is a dowel, a broomstick or an empty light bar; ``cable`` also a band or a rope; ``none`` empty hands."""
LoadPlace = Literal["hands", "upper_back", "chest", "along_back"]
"""Where the load is held: in hanging hands, across the shoulders, before the chest, or upright along the spine."""
KINDS: tuple[LoadKind, ...] = get_args(LoadKind)
EVEN: Mapping[LoadKind, float] = dict.fromkeys(KINDS, 1 / len(KINDS))
"""Nothing is known: every kind is as likely as any other."""


@dataclass(frozen=True, slots=True)
class Load:
    """What the person holds, for the clip as a whole, and where it was seen.

    Attributes
    ----------
    kind
        The kind, None where it could not be told (unknown is not ``none``).
    confidence
        Chance that ``kind`` is right, 0 to 1; 0 where it is None.
    chances
        Chance of every kind, adding up to 1; all the same where nothing was seen.
    place
        Where it is held; None where that could not be told.
    on_floor
        Whether it rests on the floor at its lowest; None where that could not be told.
    time
        Instants of the looks, seconds, shape (L,).
    centre
        Centre of the load in each look, pixels, shape (L, 2); NaN where it was not seen reliably.
    plate
        Whether something round and large, as a plate is, was at the hands in each look, shape (L,), whatever is named.
    """

    kind: LoadKind | None = None
    confidence: float = 0.0
    chances: Mapping[LoadKind, float] = field(default_factory=lambda: EVEN)
    place: LoadPlace | None = None
    on_floor: bool | None = None
    time: Floats = field(default_factory=lambda: np.zeros(0))
    centre: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    plate: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
