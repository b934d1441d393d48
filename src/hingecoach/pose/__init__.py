"""Backends that find a person's points in a picture. A backend is a class registered under ``hingecoach.pose``."""

from dataclasses import dataclass
from typing import Protocol

from hingecoach.types import Bytes, Floats, PoseSource

__all__ = ["Backend", "Person", "Region", "Square"]

Region = tuple[float, float, float, float]
"""A turned square of the picture: centre x, centre y and side in pixels, turn in radians (0 = upright)."""
Square = tuple[float, float, float]
"""An upright square of the picture: centre x, centre y and side in pixels."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one picture.

    Attributes
    ----------
    xy, depth, world, score
        As in :class:`~hingecoach.types.PoseTrack`, for one frame: (33, 2), (33,), (33, 3), (33,).
    sure
        How sure the network is that this is a person, 0 to 1.
    mask, to_image
        The person as opacity 0-255 in the network's own crop, shape (256, 256), and the affine map (2, 3) from crop
        pixels to picture pixels; None where no mask was asked for.
    region
        Where to look for the same person in the next picture: centre x, centre y, side in pixels, turn in radians.
    """

    xy: Floats
    depth: Floats
    world: Floats
    score: Floats
    sure: float
    region: Region
    mask: Bytes | None = None
    to_image: Floats | None = None


class Backend(Protocol):
    """What a pose backend must do."""

    @property
    def source(self) -> PoseSource:
        """Name of the backend and SHA-256 of its weights."""

    def detect(self, rgb: Bytes, most: int = 6) -> list[Region]:
        """Find people anywhere in the picture: their regions, surest first."""

    def look(self, rgb: Bytes, region: Region, *, mask: bool = False) -> Person | None:
        """Find one person's points in a region of the picture; None where there is no person."""
