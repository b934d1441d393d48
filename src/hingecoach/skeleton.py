"""The stick figure's body: its lengths, and where its points and the outline of its trunk lie.

Metres, ahead and down, until :func:`project` looks at it with a camera. The proportions are those of an adult 1.75 m
tall.
"""

import io
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from .geometry import bend
from .keypoints import P
from .outline import STATIONS
from .types import POINTS, Facing, Floats

__all__ = ["ARM", "FOREARM", "LEG", "SHANK", "THIGH", "TRUNK", "Kind", "body", "outline", "project", "up"]

Kind = Literal["hinge", "deadlift", "swing", "squat", "kneeling", "bridge"]
"""What the figure does."""

SHANK, THIGH, TRUNK, ARM, FOREARM = 0.42, 0.42, 0.50, 0.30, 0.30
"""Lengths in metres: ankle-knee, knee-hip, hip-shoulder, shoulder-elbow, elbow-wrist (textbook shares of 1.75 m)."""
LEG = SHANK + THIGH
_HEEL, _TOE = -0.06, 0.20
"""Heel and toe ahead of the ankle, metres."""
_HALF_HIP, _HALF_SHOULDER = 0.09, 0.18
"""Half the distance between the hips and between the shoulders, metres."""
FILE = "skeleton.npz"
"""The mean outline of people's trunks, beside this module."""
_HIPS = (0.0, 130.0)
"""Bend of the hip within which the outline was learned, degrees."""


def up(lean: Floats) -> Floats:
    """Give unit vectors (ahead, down), shape (..., 2), that lean forward from straight up by degrees."""
    a = np.radians(lean)
    return np.stack([np.sin(a), -np.cos(a)], axis=-1)


def body(kind: Kind, angles: dict[str, Floats], depth: Floats, *, gap: float, elbow: float) -> Floats:
    """Give the body in metres, ahead, down and to its left, shape (T, 33, 3); the floor is at 0.

    Parameters
    ----------
    kind
        What it does: it decides where feet and hands go.
    angles
        hip, knee, trunk, shank and neck in degrees, shape (T,) each.
    depth
        0 at rest, 1 at the deepest point, shape (T,).
    gap, elbow
        Hands ahead of mid-foot, % of leg length, and bend of the elbow, degrees.
    """
    t = depth.size
    at: dict[str, Floats] = {"ANKLE": np.tile([0.0, -0.08], (t, 1))}
    at["KNEE"] = at["ANKLE"] + SHANK * up(angles["shank"])
    at["HIP"] = at["KNEE"] + THIGH * up(angles["shank"] - angles["knee"])
    at["SHOULDER"] = at["HIP"] + TRUNK * up(angles["trunk"])
    toes = {"kneeling": np.array([-0.12, 0.06])}.get(kind, np.array([_TOE, 0.06]))
    at["TOE"] = at["ANKLE"] + toes
    at["HEEL"] = at["ANKLE"] + np.array([_HEEL, 0.06 if kind != "kneeling" else -0.02])
    at |= _arm(kind, at, angles["trunk"], depth, gap, elbow)
    at |= _head(at["SHOULDER"], angles["trunk"], angles["neck"])
    points = np.zeros((t, POINTS, 3))
    for p in P:
        side, _, name = p.name.rpartition("_") if p is P.NOSE else p.name.partition("_")
        wide = _HALF_SHOULDER if name in ("SHOULDER", "ELBOW", "WRIST", "PINKY", "INDEX", "THUMB") else _HALF_HIP
        wide = 0.05 if name.startswith(("EYE", "EAR", "MOUTH")) else wide
        points[:, p, :2] = at[name.removesuffix("_IN").removesuffix("_OUT")]
        points[:, p, 2] = {"L": wide, "R": -wide}.get(side, 0.0)
    return points


def _arm(kind: Kind, at: dict[str, Floats], trunk: Floats, depth: Floats, gap: float, bend: float) -> dict[str, Floats]:
    """Let the hands hang over mid-foot plus the gap, swing between the thighs and out, or rest along the trunk."""
    turn = np.radians(bend)
    reach = np.sqrt(ARM**2 + FOREARM**2 + 2 * ARM * FOREARM * np.cos(turn))
    if kind in ("swing", "bridge"):
        lean = 180 - (75 - 100 * depth) if kind == "swing" else trunk + 180
    else:
        target = (at["HEEL"][:, 0] + at["TOE"][:, 0]) / 2 + gap / 100 * LEG
        lean = 180 - np.degrees(np.arcsin(np.clip((target - at["SHOULDER"][:, 0]) / reach, -1, 1)))
    inner = np.degrees(np.arcsin(FOREARM * np.sin(turn) / reach))  # the elbow points back
    elbow = at["SHOULDER"] + ARM * up(lean + inner)
    wrist = at["SHOULDER"] + reach * up(lean)
    hand = wrist + 0.08 * up(lean)
    return {"ELBOW": elbow, "WRIST": wrist} | dict.fromkeys(("PINKY", "INDEX", "THUMB"), hand)


def _head(shoulder: Floats, trunk: Floats, neck: Floats) -> dict[str, Floats]:
    """Put the head on the neck, looking straight ahead of the trunk, plus the neck's pitch."""
    high, ahead = up(trunk - neck), up(trunk - neck + 90)
    ear = shoulder + 0.17 * up(trunk - neck / 2) + 0.02 * ahead
    nose = ear + 0.11 * ahead - 0.02 * high
    eye = ear + 0.09 * ahead + 0.02 * high
    return {"EAR": ear, "NOSE": nose, "EYE": eye, "MOUTH": ear + 0.09 * ahead - 0.06 * high}


def project(points: Floats, facing: Facing, azimuth: float) -> tuple[Floats, Floats]:
    """See the body from a far camera: picture metres (T, 33, 2), and distance (T, 33), smaller nearer."""
    a = np.radians(azimuth)
    way = 1.0 if facing == "right" else -1.0
    ahead, down, left = np.moveaxis(points, -1, 0)
    x = way * np.cos(a) * ahead + np.sin(a) * left
    z = -np.sin(a) * ahead + way * np.cos(a) * left
    return np.stack([x, down], axis=-1), z


def outline(xy: Floats, convex: Floats, facing: Facing) -> Floats:
    """Draw both sides of the trunk, shape (T, S, 2, 2), as rendered people of the training show it on the average."""
    hip, shoulder, knee = (xy[:, [P[f"L_{n}"], P[f"R_{n}"]]].mean(axis=1) for n in ("HIP", "SHOULDER", "KNEE"))
    along = shoulder - hip
    left = np.stack([along[:, 1], -along[:, 0]], axis=-1)
    away = np.einsum("tn,ksn->kts", shape_terms(convex, bend(shoulder, hip, knee)), _people())
    sides = away if facing == "right" else away[::-1]
    axis = hip[:, None] + STATIONS[:, None] * along[:, None]
    return np.stack([axis + left[:, None] * sides[0][..., None], axis - left[:, None] * sides[1][..., None]], axis=2)


def shape_terms(convex: Floats, hip: Floats) -> Floats:
    """Give what the outline depends on, shape (T, 4): the bend of the low back and of the hip, degrees."""
    bent = np.clip(hip, *_HIPS) / 90.0
    return np.stack([np.ones(convex.size), convex / 10.0, bent, bent**2], axis=1)


@cache
def _people() -> Floats:
    """Distance of back and front from the line hip-shoulder by station and term, trunk lengths (``make train``)."""
    with np.load(io.BytesIO(files("hingecoach").joinpath(FILE).read_bytes())) as z:
        return np.asarray(z["shape"], float)
