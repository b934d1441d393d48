"""Rotations as 3 x 3 matrices, angles in radians."""

import numpy as np

from hingecoach.types import Floats

UP = np.array([0.0, 0.0, 1.0])


def rot_x(angle: float) -> Floats:
    """Turn about x: a positive angle tips what stands upright forward (towards -y)."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def rot_y(angle: float) -> Floats:
    """Turn about y: a positive angle tips what stands upright to the person's left."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def rot_z(angle: float) -> Floats:
    """Turn about z: a positive angle turns the person to their left."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def about(axis: Floats, angle: float) -> Floats:
    """Turn about any axis (Rodrigues' formula)."""
    x, y, z = unit(axis)
    k = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    turned: Floats = np.eye(3) + np.sin(angle) * k + (1.0 - np.cos(angle)) * k @ k
    return turned


def unit(v: Floats) -> Floats:
    """Give the vector of length 1."""
    x, y, z = float(v[0]), float(v[1]), float(v[2])
    return np.array([x, y, z]) / float((x * x + y * y + z * z) ** 0.5)


def cross(a: Floats, b: Floats) -> Floats:
    """Give the cross product of two vectors; many times faster than numpy's for a single pair."""
    ax, ay, az = float(a[0]), float(a[1]), float(a[2])
    bx, by, bz = float(b[0]), float(b[1]), float(b[2])
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def square_to(v: Floats, axis: Floats) -> Floats:
    """Give the part of ``v`` that is square to the unit vector ``axis``, with length 1."""
    return unit(v - axis * float(v @ axis))


def basis(first: Floats, second: Floats) -> Floats:
    """Give the right-handed frame (columns) whose first axis is ``first`` and whose second lies towards ``second``."""
    a = unit(first)
    b = square_to(second, a)
    return np.stack([a, b, cross(a, b)], axis=1)


def length(v: Floats) -> float:
    """Give the length of a vector."""
    return float(np.sqrt(v @ v))


def lean(v: Floats) -> float:
    """Give the forward lean of a vector from the vertical in the sagittal plane, degrees (0 upright, + forward)."""
    return float(np.degrees(np.arctan2(-v[1], v[2])))


def wrapped(degrees: float) -> float:
    """Bring an angle into -180..180 degrees."""
    return (degrees + 180.0) % 360.0 - 180.0
