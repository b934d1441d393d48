"""A mirror on the wall. The wall has a hole, and behind it stands what the mirror shows: the reflected room.

So nothing but the depth of each pixel is needed to draw it.
"""

from dataclasses import dataclass

import numpy as np

from hingecoach.types import Floats

from .mesh import Material, box, quad, turned
from .rotation import rot_z

CHANCE = {"gym": 0.35, "studio": 0.25, "home": 0.12, "outdoor": 0.0}
"""How often a room has a mirror."""
BEHIND = 6.5
"""Metres from the middle of the room to the wall behind the camera, which only the mirror shows."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the mirror hangs on the wall: metres from the middle, and over the floor."""

    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mirror:
    """A mirror in the room.

    Attributes
    ----------
    reflect
        The (4, 4) matrix that takes a point of the world to its mirror image.
    floor
        Corners (4, 2) of the floor before the wall: its shadows are mirrored too.
    behind
        The wall behind the camera, as a mesh.
    """

    reflect: Floats
    floor: Floats
    behind: Floats


def sample_hole(rng: np.random.Generator, room: str) -> Hole | None:
    """Draw where a mirror hangs, if the room has one: wide ones in the gym, one for a person at home."""
    if rng.random() >= CHANCE[room]:
        return None
    wide = (0.7, 1.3) if room == "home" else (1.2, 4.5)
    half, at = 0.5 * float(rng.uniform(*wide)), float(rng.uniform(-0.9, 0.9))
    return Hole(at - half, at + half, float(rng.uniform(0.1, 0.5)), float(rng.uniform(1.8, 2.4)))


def around(hole: Hole, wall: float, colour: Floats, material: Material) -> list[Floats]:
    """Build the wall, 16 m wide and 3.4 m high, around the hole, with a thin frame."""
    x, half, top = -wall, 8.0, 3.4
    spans = (
        (-half, hole.left, 0.0, top), (hole.right, half, 0.0, top),
        (hole.left, hole.right, 0.0, hole.low), (hole.left, hole.right, hole.high, top),
    )  # fmt: skip
    parts = [
        quad([x, 0.5 * (a + b), 0.5 * (c + d)], [0, 0.5 * (b - a), 0], [0, 0, 0.5 * (d - c)], colour, material,
             (b - a, d - c))
        for a, b, c, d in spans
    ]  # fmt: skip
    dark, edge = np.full(3, 0.12), 0.015
    parts += [box([x, y - edge, hole.low], [x + 0.02, y + edge, hole.high], dark) for y in (hole.left, hole.right)]
    parts += [box([x, hole.left, z - edge], [x + 0.02, hole.right, z + edge], dark) for z in (hole.low, hole.high)]
    return parts


def make_mirror(rng: np.random.Generator, wall: float, towards: float) -> Mirror:
    """Make the mirror of a wall ``wall`` metres behind the middle of a room that is turned by ``towards``."""
    turn = np.eye(4)
    turn[:3, :3] = rot_z(towards)
    flip = np.diag([-1.0, 1.0, 1.0, 1.0])
    flip[0, 3] = -2.0 * wall
    corners = np.array([[-wall, -4.0], [3.0, -4.0], [3.0, 4.0], [-wall, 4.0]])
    paint = np.full(3, float(rng.uniform(0.15, 0.7)))
    back = [quad([BEHIND, 0, 3.0], [0, -12, 0], [0, 0, 3.0], paint, Material.PLAIN, (24, 6))]
    back += [
        quad([BEHIND - 0.02, y, 1.6], [0, -0.5, 0], [0, 0, 0.6], np.full(3, 0.8), Material.LAMP, (1, 1))
        for y in rng.uniform(-4, 4, 3)
    ]
    return Mirror(
        turn @ flip @ turn.T, corners @ rot_z(towards)[:2, :2].T, turned(np.concatenate(back), rot_z(towards))
    )
