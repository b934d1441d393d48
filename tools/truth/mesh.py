"""Triangles of simple things. A mesh is an array (3 N, 12): place, normal, texture place, colour, material; metres."""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from hingecoach.types import Floats


class Material(IntEnum):
    """What a surface is made of; the fragment shader knows these numbers."""

    PLAIN = 0
    WOOD = 1
    TILES = 2
    RUBBER = 3
    CARPET = 4
    BRICK = 5
    LAMP = 6
    METAL = 7


def _rows(p: Floats, n: Floats, uv: Floats, colour: Floats, material: Material) -> Floats:
    paint = np.broadcast_to([*colour, float(material)], (len(p), 4))
    return np.concatenate([p, n, uv, paint], axis=1)


def quad(
    centre: ArrayLike, u: ArrayLike, v: ArrayLike, colour: Floats, material: Material, size: tuple[float, float]
) -> Floats:
    """Give a rectangle with half sides ``u`` and ``v``; ``size`` is its extent in units of the pattern."""
    c, a, b = np.asarray(centre, float), np.asarray(u, float), np.asarray(v, float)
    n = np.cross(a, b)
    corners = np.array([c - a - b, c + a - b, c + a + b, c - a + b])
    uv = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float) * size
    order = [0, 1, 2, 0, 2, 3]
    return _rows(corners[order], np.tile(n / np.linalg.norm(n), (6, 1)), uv[order], colour, material)


def box(low: ArrayLike, high: ArrayLike, colour: Floats, material: Material = Material.PLAIN) -> Floats:
    """Give a box between two corners."""
    a, b = np.asarray(low, float), np.asarray(high, float)
    centre, half = 0.5 * (a + b), 0.5 * (b - a)
    sides = []
    for axis in range(3):
        u, v = np.eye(3)[(axis + 1) % 3], np.eye(3)[(axis + 2) % 3]
        out = np.eye(3)[axis] * half
        size = (2 * half[(axis + 1) % 3], 2 * half[(axis + 2) % 3])
        sides.append(quad(centre + out, u * half, v * half, colour, material, size))
        sides.append(quad(centre - out, v * half, u * half, colour, material, size[::-1]))
    return np.concatenate(sides)


def tube(
    start: ArrayLike, end: ArrayLike, radius: float, colour: Floats, material: Material, sides: int = 12
) -> Floats:
    """Give a closed cylinder from one point to another."""
    first, last = np.asarray(start, float), np.asarray(end, float)
    along = (last - first) / np.linalg.norm(last - first)
    u = np.cross(along, [0.3, 0.5, 0.8])
    u /= np.linalg.norm(u)
    v = np.cross(along, u)
    a = np.linspace(0, 2 * np.pi, sides + 1)
    ring = np.cos(a)[:, None] * u + np.sin(a)[:, None] * v
    p, q = ring[:-1], ring[1:]
    s, e = np.broadcast_to(first, p.shape), np.broadcast_to(last, p.shape)
    wall = np.stack([s + radius * p, e + radius * p, e + radius * q, s + radius * p, e + radius * q, s + radius * q], 1)
    normal = np.stack([p, p, q, p, q, q], 1)
    lids = np.stack([s, s + radius * p, s + radius * q, e, e + radius * p, e + radius * q], 1)
    flat = np.repeat(np.stack([-along, along]), 3, axis=0)[None].repeat(sides, 0)
    points = np.concatenate([wall.reshape(-1, 3), lids.reshape(-1, 3)])
    normals = np.concatenate([normal.reshape(-1, 3), flat.reshape(-1, 3)])
    return _rows(points, normals, points[:, :2] * 0.0, colour, material)


def disc(centre: ArrayLike, radius: float, thick: float, colour: Floats, material: Material, axis: int = 0) -> Floats:
    """Give a plate, its axis along x, y or z."""
    half = 0.5 * thick * np.eye(3)[axis]
    return tube(np.asarray(centre) - half, np.asarray(centre) + half, radius, colour, material, sides=32)


def ball(centre: ArrayLike, radius: float, colour: Floats, material: Material = Material.PLAIN, n: int = 14) -> Floats:
    """Give a sphere."""
    t, f = np.linspace(0, np.pi, n // 2 + 1), np.linspace(0, 2 * np.pi, n + 1)
    unit = np.stack(
        [np.sin(t)[:, None] * np.cos(f), np.sin(t)[:, None] * np.sin(f), np.repeat(np.cos(t)[:, None], n + 1, 1)], -1
    )
    a, b, c, d = unit[:-1, :-1], unit[1:, :-1], unit[1:, 1:], unit[:-1, 1:]
    normals = np.stack([a, b, c, a, c, d], 2).reshape(-1, 3)
    points = normals * radius + np.asarray(centre)
    return _rows(points, normals, points[:, :2] * 0.0, colour, material)


def shifted(mesh: Floats, by: ArrayLike) -> Floats:
    """Move a mesh."""
    out = mesh.copy()
    out[:, :3] += np.asarray(by, float)
    return out


def turned(mesh: Floats, rotation: Floats) -> Floats:
    """Turn a mesh about the origin."""
    out = mesh.copy()
    out[:, :3] = mesh[:, :3] @ rotation.T
    out[:, 3:6] = mesh[:, 3:6] @ rotation.T
    return out
