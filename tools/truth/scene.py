"""How the person is filmed: light and camera."""

from dataclasses import dataclass

import numpy as np

from hingecoach.types import Floats

from .rotation import UP, cross, unit

NEAR, FAR = 0.05, 60.0
SHADOW_REACH = 2.1
HEIGHTS = ((0.1, 0.35), (0.35, 1.5), (1.5, 2.1))
"""Metres over the floor of a phone on the floor, on something, held high."""


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
    eye_z = float(rng.uniform(*HEIGHTS[int(rng.choice(len(HEIGHTS), p=(0.15, 0.7, 0.15)))]))
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
