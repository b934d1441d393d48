"""The room behind the person: floor, walls, posters, a mirror, what stands about."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingecoach.types import Floats

from .mesh import Material, ball, box, disc, quad, shifted, tube, turned
from .mirror import Hole, Mirror, around, make_mirror, sample_hole
from .rotation import rot_z

Kind = Literal["gym", "home", "studio", "outdoor"]
KINDS: tuple[Kind, ...] = ("gym", "home", "studio", "outdoor")
GAMMA = 1.7


@dataclass(frozen=True, slots=True)
class Room:
    """A room.

    Attributes
    ----------
    shell
        Floor, walls and what hangs on them, as one mesh.
    things
        What stands before the wall: the mirror shows it too.
    wall
        Metres from the middle of the room to the wall behind the person.
    towards
        The direction from the middle away from that wall, radians.
    """

    kind: Kind
    shell: Floats
    things: Floats
    wall: float
    towards: float
    mirror: Mirror | None


def make_room(rng: np.random.Generator, towards: float) -> Room:
    """Build a room whose wall lies behind the person when they are seen from the direction ``towards`` (radians)."""
    kind = KINDS[int(rng.integers(len(KINDS)))]
    wall = float(rng.uniform(1.4, 3.2)) if kind != "outdoor" else 9.0
    hole = sample_hole(rng, kind)
    shell = [_floor(rng, kind), *_walls(rng, kind, wall, hole)]
    things = [np.empty((0, 12))]
    if kind != "studio":
        things += [_clutter(rng, wall if kind != "outdoor" else 4.0) for _ in range(int(rng.integers(2, 10)))]
    if kind == "gym":
        things += _rack(rng, wall)
    mirror = None if hole is None else make_mirror(rng, wall, towards)
    return Room(kind, _placed(shell, towards), _placed(things, towards), wall, towards, mirror)


def _placed(parts: list[Floats], towards: float) -> Floats:
    mesh = np.concatenate(parts)
    mesh[:, 8:11] = np.clip(mesh[:, 8:11], 0, 1) ** GAMMA
    return turned(mesh, rot_z(towards))


def _pale(rng: np.random.Generator, low: float, high: float, colourful: float) -> Floats:
    c = rng.uniform(low, high, 3)
    mixed: Floats = c.mean() + (c - c.mean()) * colourful
    return mixed


def _floor(rng: np.random.Generator, room: Kind) -> Floats:
    choices = {
        "gym": (np.full(3, rng.uniform(0.10, 0.25)), [Material.RUBBER]),
        "home": (
            np.array([0.45, 0.28, 0.15]) * rng.uniform(0.6, 1.5),
            [Material.WOOD, Material.TILES, Material.CARPET],
        ),
        "studio": (_pale(rng, 0.3, 0.8, 0.3), [Material.PLAIN, Material.WOOD, Material.TILES]),
        "outdoor": (np.array([0.16, 0.28, 0.08]), [Material.CARPET]),
    }
    colour, kinds = choices[room]
    material = kinds[int(rng.integers(len(kinds)))]
    return quad([0, 0, 0], [12, 0, 0], [0, 12, 0], colour, material, (16, 16))


def _walls(rng: np.random.Generator, room: Kind, at: float, hole: Hole | None) -> list[Floats]:
    if room == "outdoor":
        sky = quad([-30, 0, 14], [0, 40, 0], [0, 0, 14], np.array([0.55, 0.7, 0.9]), Material.LAMP, (1, 1))
        trees = [
            ball(
                [-at - rng.uniform(0, 8), y, rng.uniform(1.0, 2.6)],
                float(rng.uniform(0.8, 2.2)),
                np.array([0.07, 0.2, 0.06]),
                Material.CARPET,
            )
            for y in rng.uniform(-12, 12, 14)
        ]
        return [sky, *trees]
    paint = _pale(rng, 0.35, 0.9, 0.35)
    brick = Material.BRICK if room != "studio" and rng.random() < 0.25 else Material.PLAIN
    plain = [quad([-at, 0, 1.7], [0, 8, 0], [0, 0, 1.7], paint, brick, (16, 3.4))]
    parts = plain if hole is None else around(hole, at, paint, brick)
    parts.append(box([-at, -8, 0], [-at + 0.02, 8, 0.1], paint * 0.5))
    corner = float(rng.choice([-1, 1]) * rng.uniform(2.4, 4.5))
    parts.append(
        quad([0, corner, 1.7], [-8 * np.sign(corner), 0, 0], [0, 0, 1.7], paint * 0.9, Material.PLAIN, (16, 3.4))
    )
    if hole is None:
        parts += [_picture(rng, at) for _ in range(int(rng.integers(0, 4)))]
    return parts


def _picture(rng: np.random.Generator, wall: float) -> Floats:
    """Hang a poster with a few shapes on the wall, one in three with the figure of a person; or a lit window."""
    y, z, h = float(rng.uniform(-3, 3)), float(rng.uniform(1.1, 2.1)), float(rng.uniform(0.3, 0.6))
    w = h * float(rng.uniform(0.7, 1.5))
    kind = Material.LAMP if rng.random() < 0.25 else Material.PLAIN
    parts = [quad([-wall + 0.015, y, z], [0, w, 0], [0, 0, h], _pale(rng, 0.1, 0.95, 1.0), kind, (1, 1))]
    ink = _pale(rng, 0.0, 0.9, 1.0)
    if kind is Material.PLAIN and rng.random() < 0.33:
        parts += [
            disc([-wall + 0.02, y, z + 0.55 * h], 0.14 * h, 0.004, ink, Material.PLAIN),
            box([-wall + 0.018, y - 0.16 * h, z - 0.15 * h], [-wall + 0.022, y + 0.16 * h, z + 0.38 * h], ink),
            box([-wall + 0.018, y - 0.14 * h, z - 0.9 * h], [-wall + 0.022, y - 0.02 * h, z - 0.15 * h], ink * 0.6),
            box([-wall + 0.018, y + 0.02 * h, z - 0.9 * h], [-wall + 0.022, y + 0.14 * h, z - 0.15 * h], ink * 0.6),
        ]
    elif kind is Material.PLAIN:
        parts += [
            disc(
                [-wall + 0.02, y + rng.uniform(-0.6, 0.6) * w, z + rng.uniform(-0.6, 0.6) * h],
                0.3 * h,
                0.004,
                _pale(rng, 0, 1, 1.0),
                Material.PLAIN,
            )
            for _ in range(3)
        ]
    return np.concatenate(parts)


def _clutter(rng: np.random.Generator, wall: float) -> Floats:
    """Put a box, a drum or a plant by the wall."""
    at = np.array([-wall + rng.uniform(0.15, 0.6), rng.choice([-1, 1]) * rng.uniform(0.8, 3.2), 0.0])
    size, colour, kind = rng.uniform(0.1, 0.5, 3), _pale(rng, 0.02, 0.8, 1.0), rng.random()
    if kind < 0.55:
        mesh = box([-size[0] / 2, -size[1] / 2, 0], [size[0] / 2, size[1] / 2, size[2] * rng.uniform(0.5, 4)], colour)
    elif kind < 0.8:
        mesh = tube([0, 0, 0], [0, 0, 2 * size[2]], size[0] / 2, colour, Material.PLAIN)
    else:
        leaf = ball([0, 0, 1.1], float(rng.uniform(0.15, 0.35)), np.array([0.08, 0.25, 0.07]), Material.CARPET)
        mesh = np.concatenate([tube([0, 0, 0], [0, 0, 1], 0.02, colour * 0.4, Material.PLAIN), leaf])
    return shifted(mesh, at)


def _rack(rng: np.random.Generator, wall: float) -> list[Floats]:
    """Stand a rack and spare plates at the gym's wall."""
    dark = np.full(3, 0.08)
    posts = [box([-wall + 0.2, y - 0.04, 0], [-wall + 0.28, y + 0.04, 2.3], dark, Material.METAL) for y in (0.6, 1.8)]
    plates = [
        disc(
            [-wall + 0.35, -1.5 - 0.12 * k, 0.2],
            float(rng.uniform(0.12, 0.225)),
            0.05,
            _pale(rng, 0.02, 0.6, 1.0),
            Material.METAL,
            axis=1,
        )
        for k in range(3)
    ]
    return posts + plates
