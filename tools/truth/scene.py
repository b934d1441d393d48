"""Where the person is filmed: rooms, light, the camera."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingecoach.types import Floats

from .mesh import Material, ball, box, disc, quad, shifted, tube, turned
from .rotation import UP, cross, rot_z, unit

Room = Literal["gym", "home", "studio", "outdoor"]
ROOMS: tuple[Room, ...] = ("gym", "home", "studio", "outdoor")
NEAR, FAR = 0.05, 60.0
SHADOW_REACH = 2.1
GAMMA = 1.7


@dataclass(frozen=True, slots=True)
class Light:
    """A sun or lamp (unit vector towards it) and the light from above and below; ``shadow`` is how dark shadows are."""

    sun: Floats
    colour: Floats
    sky: Floats
    ground: Floats
    shadow: float

    def uniforms(self) -> dict[str, object]:
        """Give the shader's values."""
        pairs = {"sun": self.sun, "sun_colour": self.colour, "sky": self.sky, "ground": self.ground}
        return {k: tuple(map(float, v)) for k, v in pairs.items()}

    def to_sun(self, centre: Floats) -> Floats:
        """Give the matrix of the shadow map around a point."""
        flat = np.diag([1 / SHADOW_REACH, 1 / SHADOW_REACH, -2 / 11.0, 1.0])
        flat[2, 3] = -13.0 / 11.0
        matrix: Floats = flat @ look_at(centre + 6 * self.sun, centre)
        return matrix


def sample_light(rng: np.random.Generator, to_camera: float) -> Light:
    """Draw light that comes more or less from the camera's side; one scene in five is dim."""
    a, up = to_camera + rng.uniform(-1.5, 1.5), np.radians(rng.uniform(35, 75))
    dim = 0.45 if rng.random() < 0.2 else 1.0
    sky, sun = float(rng.uniform(0.35, 0.8)), float(rng.uniform(0.45, 1.35))
    return Light(
        np.array([np.cos(a) * np.cos(up), np.sin(a) * np.cos(up), np.sin(up)]),
        dim * sun * np.array([1 + rng.normal(0, 0.06), 1.0, 1 + rng.normal(0, 0.08)]),
        dim * sky * np.array([0.95, 1.0, 1.05]),
        dim * float(rng.uniform(0.15, 0.35)) * np.array([1.05, 1.0, 0.92]),
        0.75 * sun / (sun + sky),
    )


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that stands still.

    Attributes
    ----------
    side
        1 on the person's left, -1 on their right.
    azimuth
        Degrees off the side view, + in front of the person.
    shake
        How unsteady the hand is, degrees; the picture is moved, not the camera.
    """

    eye: Floats
    target: Floats
    focal: float
    side: int
    azimuth: float
    roll: float
    shake: float

    @property
    def height(self) -> float:
        """Metres over the floor."""
        return float(self.eye[2])

    def to_screen(self, size: tuple[int, int]) -> Floats:
        """Give the matrix from the world to the screen for a picture of so many pixels."""
        w, h = size
        lens = np.array([
            [2 * self.focal / w, 0, 0, 0], [0, 2 * self.focal / h, 0, 0],
            [0, 0, -(FAR + NEAR) / (FAR - NEAR), -2 * FAR * NEAR / (FAR - NEAR)], [0, 0, -1, 0],
        ])  # fmt: skip
        matrix: Floats = lens @ look_at(self.eye, self.target, self.roll)
        return matrix


def look_at(eye: Floats, target: Floats, roll: float = 0.0) -> Floats:
    """Give the matrix that turns the world so that the camera looks along -z."""
    back = unit(eye - target)
    right = unit(cross(UP, back))
    up = cross(back, right)
    c, s = np.cos(roll), np.sin(roll)
    turn = np.stack([c * right + s * up, -s * right + c * up, back])
    m = np.eye(4)
    m[:3, :3], m[:3, 3] = turn, -turn @ eye
    return m


def sample_camera(
    rng: np.random.Generator, points: Floats, size: tuple[int, int], azimuth: tuple[float, float]
) -> Camera:
    """Draw a camera that has all ``points`` (N, 3) in the picture, ``azimuth`` degrees off the side, either way."""
    width, height = size
    side, off = int(rng.choice([-1, 1])), float(rng.uniform(*azimuth) * rng.choice([-1, 1]))
    a = np.radians(off)
    way = np.array([side * np.cos(a), -np.sin(a), 0.0])
    low, high = points.min(0), points.max(0)
    middle = 0.5 * (low + high)
    eye_z = float(rng.uniform(0.35, 1.5))
    focal = 0.5 * max(size) / np.tan(np.radians(rng.uniform(48, 66)) / 2)
    along = np.abs(points - middle) @ np.abs(np.array([-way[1], way[0], 0.0]))
    fill = float(rng.uniform(0.62, 0.84))
    need = max(
        2 * (along.max() + 0.12) * focal / (fill * width), (high[2] - low[2] + 0.2) * focal / (fill * height), 1.7
    )
    eye = middle * np.array([1.0, 1.0, 0.0]) + way * need + eye_z * UP
    target = middle + rng.normal(0, 0.03, 3) * np.array([0.0, 1.0, 1.0])
    shake = float(rng.choice([0.0, 0.0, 1.0]) * rng.uniform(0.05, 0.5))
    return Camera(eye, target, float(focal), side, off, float(np.radians(rng.normal(0, 1.0))), shake)


def make_room(rng: np.random.Generator, to_camera: float) -> tuple[Floats, Room]:
    """Build a room behind the person, seen from the direction ``to_camera`` (radians), as one mesh."""
    room = ROOMS[int(rng.integers(len(ROOMS)))]
    wall = float(rng.uniform(1.4, 3.2)) if room != "outdoor" else 9.0
    parts = [_floor(rng, room), *_walls(rng, room, wall)]
    if room != "studio":
        parts += [_clutter(rng, wall if room != "outdoor" else 4.0) for _ in range(int(rng.integers(2, 10)))]
    if room == "gym":
        parts += _rack(rng, wall)
    mesh = np.concatenate(parts)
    mesh[:, 8:11] = np.clip(mesh[:, 8:11], 0, 1) ** GAMMA
    return turned(mesh, rot_z(to_camera)), room


def _pale(rng: np.random.Generator, low: float, high: float, colourful: float) -> Floats:
    c = rng.uniform(low, high, 3)
    mixed: Floats = c.mean() + (c - c.mean()) * colourful
    return mixed


def _floor(rng: np.random.Generator, room: Room) -> Floats:
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


def _walls(rng: np.random.Generator, room: Room, at: float) -> list[Floats]:
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
    parts = [
        quad([-at, 0, 1.7], [0, 8, 0], [0, 0, 1.7], paint, brick, (16, 3.4)),
        box([-at, -8, 0], [-at + 0.02, 8, 0.1], paint * 0.5),
    ]
    corner = float(rng.choice([-1, 1]) * rng.uniform(2.4, 4.5))
    parts.append(
        quad([0, corner, 1.7], [-8 * np.sign(corner), 0, 0], [0, 0, 1.7], paint * 0.9, Material.PLAIN, (16, 3.4))
    )
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
