"""A stick figure that moves as told: truth by construction for tests, the demo and the docs.

It has the proportions of an adult 1.75 m tall, stands on the floor, and is seen by a far camera at hip height from any
angle. Its back is a line with a bend in the low back and one in the upper back, so that rounding can be dialled in.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .keypoints import LEFT, P
from .outline import STATIONS
from .types import POINTS, Facing, Floats, PoseSource, PoseTrack, Rep

__all__ = ["Figure", "Form", "Kind", "figure"]

Kind = Literal["hinge", "deadlift", "swing", "squat", "kneeling", "bridge"]

SHANK, THIGH, TRUNK, ARM, FOREARM = 0.42, 0.42, 0.50, 0.30, 0.30
"""Lengths in metres: ankle-knee, knee-hip, hip-shoulder, shoulder-elbow, elbow-wrist (textbook shares of 1.75 m)."""
LEG = SHANK + THIGH
_HEEL, _TOE = -0.06, 0.20
"""Heel and toe ahead of the ankle, metres."""
_HALF_HIP, _HALF_SHOULDER = 0.09, 0.18
"""Half the distance between the hips and between the shoulders, metres."""
_LUMBAR, _THORACIC = (0.05, 0.50), (0.50, 1.0)
"""Where the low and the upper back lie, as shares of the way from hip to shoulder."""
_BACK, _FRONT, _SEAT = 0.11, 0.11, 0.06
"""Distance from the line hip-shoulder to the skin of the back and of the front, and how much further the seat
reaches out, metres."""
_KYPHOSIS = 25.0
"""Bend of the upper back of an upright adult, degrees."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the figure moves. Angles in degrees; every default is good form.

    Attributes
    ----------
    knee, trunk, shank
        At the deepest point; None takes the kind's own.
    convex
        Bend of the low back at the deepest point: 0 straight, + hump, - hollow.
    hollow
        The same when standing.
    neck
        Chin up (+) or down (-) relative to the trunk at the deepest point, beyond standing.
    short
        Bend of the hip left at the top of each repetition, beyond standing.
    knees_short
        The same for the knee.
    lean_back
        How far the trunk leans behind standing at the top of each repetition.
    arch
        How much hollower than standing the low back is at the top of each repetition.
    gap
        Hands ahead of mid-foot, % of leg length.
    elbow
        Bend of the elbow.
    """

    knee: float | None = None
    trunk: float | None = None
    shank: float | None = None
    convex: float = -12.0
    hollow: float = -25.0
    neck: float = 0.0
    short: float = 0.0
    knees_short: float = 0.0
    lean_back: float = 0.0
    arch: float = 0.0
    gap: float = 1.0
    elbow: float = 4.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A track with its truth.

    Attributes
    ----------
    track
        As a backend would give it, with the outline of the trunk.
    reps
        When each repetition started, was deepest, was tallest and ended.
    angles
        Truth by name over time, shape (T,): hip, knee, trunk, shank, neck, lumbar_convex (degrees).
    """

    track: PoseTrack
    reps: tuple[Rep, ...]
    angles: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class _Way:
    """The kind's angles at rest and at the deepest point: shank, knee, trunk; and its usual tempo."""

    rest: tuple[float, float, float]
    deep: tuple[float, float, float]
    tempo: tuple[float, float, float, float]
    starts: Literal["top", "bottom"] = "top"


_WAYS: dict[Kind, _Way] = {
    "hinge": _Way((3, 6, 2), (0, 22, 70), (1.6, 0.3, 1.2, 0.8)),
    "deadlift": _Way((3, 6, 2), (10, 62, 62), (1.2, 0.6, 1.2, 0.8), "bottom"),
    "swing": _Way((3, 6, 2), (4, 36, 62), (0.6, 0.05, 0.55, 0.15)),
    "squat": _Way((3, 6, 2), (32, 105, 40), (1.4, 0.2, 1.2, 0.8)),
    "kneeling": _Way((90, 92, 3), (90, 115, 52), (1.4, 0.3, 1.2, 0.8)),
    "bridge": _Way((-4, 106, -110), (-4, 125, -93), (1.0, 0.6, 1.0, 0.8), "bottom"),
}
"""Degrees from domain.md 1.1 and 1.2, inside each exercise's target range; seconds down, held, up, held."""


def figure(
    kind: Kind = "hinge",
    form: Form | None = None,
    *,
    reps: int = 3,
    fps: float = 30.0,
    pace: float = 1.0,
    stand: float = 1.5,
    facing: Facing = "right",
    azimuth: float = 0.0,
    scale: float = 300.0,
    noise: float = 0.0,
    seed: int = 0,
) -> Figure:
    """Make a stick figure do repetitions.

    Parameters
    ----------
    pace
        Factor on the speed of the movement: 2 is twice as fast.
    stand
        Seconds of standing (kneeling, lying) at rest before the first repetition; 0 for none.
    azimuth
        Degrees that the camera stands off the side view, + in front of the person.
    scale
        Pixels per metre.
    noise, seed
        Standard deviation of the noise on every point, pixels, and the seed that it is drawn with.

    >>> made = figure(reps=2)
    >>> len(made.reps), made.track.xy.shape[1:]
    (2, (33, 2))
    """
    form = form or Form()
    way = _WAYS[kind]
    time, depth, marks = _timeline(way, reps, fps, pace, stand)
    angles = _angles(way, form, kind, time, depth, marks)
    points = _points(kind, form, angles, depth)
    xy, z = _project(points, facing, azimuth)
    middle = (xy[:, P.L_HIP] + xy[:, P.R_HIP]) / 2
    world = np.concatenate([xy - middle[:, None], z[..., None]], axis=-1)
    rng = np.random.default_rng(seed)
    pixels = xy * scale + np.array([640.0, 660.0]) + rng.normal(0, 1, xy.shape) * noise
    score = np.full((time.size, POINTS), 0.98)
    score[:, list(LEFT if facing == "right" else [P[p.name.replace("L_", "R_", 1)] for p in LEFT])] = 0.85
    track = PoseTrack(
        time=time,
        xy=pixels,
        depth=z * scale,
        world=world,
        score=score,
        person=np.ones(time.size),
        outline=_outline(pixels, angles["lumbar_convex"], facing, scale),
        size=(1280, 720),
        source=PoseSource("stick figure", "0" * 64),
    )
    return Figure(track, _reps(marks, way.starts), angles)


def _timeline(
    way: _Way, reps: int, fps: float, pace: float, stand: float
) -> tuple[Floats, Floats, list[tuple[float, float, float, float]]]:
    """Give time, depth (0 at rest, 1 deepest) and each repetition's start, bottom, top and end."""
    down, held, up, rest = (s / pace for s in way.tempo)
    at, knots, marks = 0.0, [], []

    def go(seconds: float, depth: float) -> float:
        nonlocal at
        at += seconds
        knots.append((at, depth))
        return at

    bottom_first = way.starts == "bottom"
    go(0.0, 1.0 if bottom_first and not stand else 0.0)
    if bottom_first:
        if stand:
            go(stand, 0.0)
            go(down, 1.0)
        go(held, 1.0)
        for _ in range(reps):
            bottom, top = at, go(up, 0.0)
            go(rest, 0.0)
            end = go(down, 1.0)
            marks.append((bottom, bottom, top, end))
            go(held, 1.0)
    else:
        go(stand, 0.0)
        for _ in range(reps):
            start, bottom = at, go(down, 1.0)
            go(held, 1.0)
            top = go(up, 0.0)
            marks.append((start, bottom, top, top))
            go(rest, 0.0)
    time = np.arange(round(at * fps) + 1) / fps
    return time, _eased(time, knots), marks


def _eased(time: Floats, knots: list[tuple[float, float]]) -> Floats:
    """Move between knots with a soft start and a soft stop."""
    t, y = (np.array(part) for part in zip(*knots, strict=True))
    k = np.clip(np.searchsorted(t, time, side="right") - 1, 0, t.size - 2)
    share = np.clip((time - t[k]) / np.maximum(t[k + 1] - t[k], 1e-9), 0, 1)
    return np.asarray(y[k] + (y[k + 1] - y[k]) * (1 - np.cos(np.pi * share)) / 2)


def _angles(
    way: _Way, form: Form, kind: Kind, time: Floats, depth: Floats, marks: list[tuple[float, float, float, float]]
) -> dict[str, Floats]:
    deep = [w if f is None else f for w, f in zip(way.deep, (form.shank, form.knee, form.trunk), strict=True)]
    shank, knee, trunk = (r + depth * (d - r) for r, d in zip(way.rest, deep, strict=True))
    tops = (1 - depth) * (time >= marks[0][1])  # the tops between repetitions, not the standing before them
    knee = knee + tops * form.knees_short
    shank = shank + tops * form.knees_short / 2  # the hips stay over the feet
    trunk = trunk + tops * (form.short - form.knees_short / 2 - form.lean_back)
    if kind == "bridge":
        trunk, knee, shank = _bridge(trunk, way)
    bent = {"bridge": 0.0}.get(kind, 1.0)
    convex = form.hollow + bent * depth * (form.convex - form.hollow) - tops * form.arch
    return {
        "hip": trunk + knee - shank,
        "knee": knee,
        "trunk": trunk,
        "shank": shank,
        "neck": depth * form.neck,
        "lumbar_convex": convex,
    }


def _bridge(trunk: Floats, way: _Way) -> tuple[Floats, Floats, Floats]:
    """Lay shoulders and feet on the floor: the knee follows from where the hips are."""
    shank0, knee0, trunk0 = way.rest
    leg = THIGH * _up(np.array(shank0 - knee0)) + SHANK * _up(np.array(shank0))
    foot = -TRUNK * _up(np.array(trunk0)) - leg  # shoulders at the origin
    reach = foot + TRUNK * _up(trunk)
    far = np.clip(np.linalg.norm(reach, axis=-1), 1e-6, (SHANK + THIGH) * 0.999)
    knee = 180 - np.degrees(np.arccos(np.clip((SHANK**2 + THIGH**2 - far**2) / (2 * SHANK * THIGH), -1, 1)))
    along = np.degrees(np.arctan2(-reach[..., 0], reach[..., 1]))  # lean of the line foot to hip
    at_foot = np.degrees(np.arcsin(np.clip(THIGH * np.sin(np.radians(knee)) / far, -1, 1)))
    return trunk, knee, along + at_foot


def _up(lean: Floats) -> Floats:
    """Give unit vectors (ahead, down) that lean forward from straight up by degrees."""
    a = np.radians(lean)
    return np.stack([np.sin(a), -np.cos(a)], axis=-1)


def _points(kind: Kind, form: Form, angles: dict[str, Floats], depth: Floats) -> Floats:
    """Give the body in metres, ahead, down and to its left, shape (T, 33, 3); the floor is at 0."""
    t = depth.size
    at: dict[str, Floats] = {"ANKLE": np.tile([0.0, -0.08], (t, 1))}
    at["KNEE"] = at["ANKLE"] + SHANK * _up(angles["shank"])
    at["HIP"] = at["KNEE"] + THIGH * _up(angles["shank"] - angles["knee"])
    at["SHOULDER"] = at["HIP"] + TRUNK * _up(angles["trunk"])
    toes = {"kneeling": np.array([-0.12, 0.06])}.get(kind, np.array([_TOE, 0.06]))
    at["TOE"] = at["ANKLE"] + toes
    at["HEEL"] = at["ANKLE"] + np.array([_HEEL, 0.06 if kind != "kneeling" else -0.02])
    at |= _arm(kind, form, at, angles["trunk"], depth)
    at |= _head(at["SHOULDER"], angles["trunk"], angles["neck"])
    body = np.zeros((t, POINTS, 3))
    for p in P:
        side, _, name = p.name.rpartition("_") if p is P.NOSE else p.name.partition("_")
        wide = _HALF_SHOULDER if name in ("SHOULDER", "ELBOW", "WRIST", "PINKY", "INDEX", "THUMB") else _HALF_HIP
        wide = 0.05 if name.startswith(("EYE", "EAR", "MOUTH")) else wide
        body[:, p, :2] = at[name.removesuffix("_IN").removesuffix("_OUT")]
        body[:, p, 2] = {"L": wide, "R": -wide}.get(side, 0.0)
    return body


def _arm(kind: Kind, form: Form, at: dict[str, Floats], trunk: Floats, depth: Floats) -> dict[str, Floats]:
    """Let the hands hang over mid-foot plus the gap, swing between the thighs and out, or rest along the trunk."""
    bend = np.radians(form.elbow)
    reach = np.sqrt(ARM**2 + FOREARM**2 + 2 * ARM * FOREARM * np.cos(bend))
    if kind in ("swing", "bridge"):
        lean = 180 - (75 - 100 * depth) if kind == "swing" else trunk + 180
    else:
        target = (at["HEEL"][:, 0] + at["TOE"][:, 0]) / 2 + form.gap / 100 * LEG
        lean = 180 - np.degrees(np.arcsin(np.clip((target - at["SHOULDER"][:, 0]) / reach, -1, 1)))
    inner = np.degrees(np.arcsin(FOREARM * np.sin(bend) / reach))  # the elbow points back
    elbow = at["SHOULDER"] + ARM * _up(lean + inner)
    wrist = at["SHOULDER"] + reach * _up(lean)
    hand = wrist + 0.08 * _up(lean)
    return {"ELBOW": elbow, "WRIST": wrist} | dict.fromkeys(("PINKY", "INDEX", "THUMB"), hand)


def _head(shoulder: Floats, trunk: Floats, neck: Floats) -> dict[str, Floats]:
    """Put the head on the neck, looking straight ahead of the trunk, plus the neck's pitch."""
    up, ahead = _up(trunk - neck), _up(trunk - neck + 90)
    ear = shoulder + 0.17 * _up(trunk - neck / 2) + 0.02 * ahead
    nose = ear + 0.11 * ahead - 0.02 * up
    eye = ear + 0.09 * ahead + 0.02 * up
    return {"EAR": ear, "NOSE": nose, "EYE": eye, "MOUTH": ear + 0.09 * ahead - 0.06 * up}


def _project(points: Floats, facing: Facing, azimuth: float) -> tuple[Floats, Floats]:
    """See the body from a far camera: picture metres (T, 33, 2), and distance (T, 33), smaller nearer."""
    a = np.radians(azimuth)
    way = 1.0 if facing == "right" else -1.0
    ahead, down, left = np.moveaxis(points, -1, 0)
    x = way * np.cos(a) * ahead + np.sin(a) * left
    z = -np.sin(a) * ahead + way * np.cos(a) * left
    return np.stack([x, down], axis=-1), z


def _outline(xy: Floats, convex: Floats, facing: Facing, scale: float) -> Floats:
    """Draw both sides of the trunk, shape (T, S, 2, 2): the back with its bends, the front plain."""
    hip = (xy[:, P.L_HIP] + xy[:, P.R_HIP]) / 2
    shoulder = (xy[:, P.L_SHOULDER] + xy[:, P.R_SHOULDER]) / 2
    along = shoulder - hip
    unit = along / np.linalg.norm(along, axis=-1, keepdims=True)
    left = np.stack([unit[:, 1], -unit[:, 0]], axis=-1)
    seat = _SEAT * np.exp(-(((STATIONS + 0.1) / 0.13) ** 2))
    back = (_BACK + seat + TRUNK * _spine(convex)) * scale
    front = np.broadcast_to(_FRONT * scale, back.shape)
    sides = (back, front) if facing == "right" else (front, back)
    axis = hip[:, None] + STATIONS[:, None] * along[:, None]
    return np.stack([axis + left[:, None] * sides[0][..., None], axis - left[:, None] * sides[1][..., None]], axis=2)


def _spine(convex: Floats) -> Floats:
    """Give how far the line of the back lies behind the line hip-shoulder, in trunk lengths, shape (T, S).

    Each part of the back bends evenly: its slope changes by its angle from its lower to its upper end.
    """
    at = np.r_[STATIONS, 0.0, 1.0]
    y = np.zeros((convex.size, at.size))
    for bend, (a, b) in ((convex, _LUMBAR), (np.full(convex.size, _KYPHOSIS), _THORACIC)):
        turned = (b - a) * np.clip((at - a) / (b - a), 0, 1) ** 2 / 2 + np.clip(at - b, 0, None)
        y -= np.radians(bend)[:, None] * turned
    low, high = y[:, -2:-1], y[:, -1:]
    return np.asarray((y - low - (high - low) * at)[:, :-2])


def _reps(marks: list[tuple[float, float, float, float]], starts: Literal["top", "bottom"]) -> tuple[Rep, ...]:
    return tuple(
        Rep(i, start, bottom, top, end, complete=True, starts=starts, movement="hinge")
        for i, (start, bottom, top, end) in enumerate(marks, 1)
    )
