"""A stick figure that moves as told: truth by construction for tests, the demo and the docs.

It stands on the floor and is seen by a far camera at hip height from any angle. Its back is a line with a bend in the
low back and one in the upper back, so that rounding can be dialled in.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .keypoints import LEFT, P
from .skeleton import ARM, FOREARM, LEG, SHANK, THIGH, TRUNK, Kind, body, outline, project, up
from .types import POINTS, Facing, Floats, PoseSource, PoseTrack, Rep

__all__ = ["ARM", "FOREARM", "LEG", "SHANK", "THIGH", "TRUNK", "Figure", "Form", "Kind", "figure"]


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
    points = body(kind, angles, depth, gap=form.gap, elbow=form.elbow)
    xy, z = project(points, facing, azimuth)
    rng = np.random.default_rng(seed)
    pixels = xy * scale + np.array([640.0, 660.0]) + rng.normal(0, 1, xy.shape) * noise
    track = _track(time, pixels, (xy, z), outline(pixels, angles["lumbar_convex"], facing), facing, scale)
    return Figure(track, _reps(marks, way.starts), angles)


def _track(
    time: Floats, pixels: Floats, metres: tuple[Floats, Floats], back: Floats, facing: Facing, scale: float
) -> PoseTrack:
    """Give the track as a backend would: pixels, depth, points about the hips in metres, the far side less sure."""
    xy, z = metres
    middle = (xy[:, P.L_HIP] + xy[:, P.R_HIP]) / 2
    score = np.full((time.size, POINTS), 0.98)
    score[:, list(LEFT if facing == "right" else [P[p.name.replace("L_", "R_", 1)] for p in LEFT])] = 0.85
    return PoseTrack(
        time=time,
        xy=pixels,
        depth=z * scale,
        world=np.concatenate([xy - middle[:, None], z[..., None]], axis=-1),
        score=score,
        person=np.ones(time.size),
        outline=back,
        size=(1280, 720),
        source=PoseSource("stick figure", "0" * 64),
    )


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
    leg = THIGH * up(np.array(shank0 - knee0)) + SHANK * up(np.array(shank0))
    foot = -TRUNK * up(np.array(trunk0)) - leg  # shoulders at the origin
    reach = foot + TRUNK * up(trunk)
    far = np.clip(np.linalg.norm(reach, axis=-1), 1e-6, (SHANK + THIGH) * 0.999)
    knee = 180 - np.degrees(np.arccos(np.clip((SHANK**2 + THIGH**2 - far**2) / (2 * SHANK * THIGH), -1, 1)))
    along = np.degrees(np.arctan2(-reach[..., 0], reach[..., 1]))  # lean of the line foot to hip
    at_foot = np.degrees(np.arcsin(np.clip(THIGH * np.sin(np.radians(knee)) / far, -1, 1)))
    return trunk, knee, along + at_foot


def _reps(marks: list[tuple[float, float, float, float]], starts: Literal["top", "bottom"]) -> tuple[Rep, ...]:
    return tuple(
        Rep(i, start, bottom, top, end, complete=True, starts=starts, movement="hinge")
        for i, (start, bottom, top, end) in enumerate(marks, 1)
    )
