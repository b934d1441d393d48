"""The figures of the teaching pages by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from ..errors import UnknownNameError
from ..exercises import all_exercises, get_exercise
from ..types import Floats
from .body import Body, Leg, Pose, build
from .camera_plates import camera_panels, frame_panels
from .cue_plates import CUES, cue_panels
from .exercise_plates import LONG, deepest, exercise_panels, shown
from .figures import ACCENT, Drawing, Mark, Panel, around, arrow, circle, floor, path, person, words

__all__ = ["FIGURES", "panels_of"]

_MUSCLE = f'fill="{ACCENT}" opacity=".8"'
_BRACE = f'fill="{ACCENT}" opacity=".4"'


def panels_of(name: str) -> tuple[Panel, ...]:
    """Give the panels of a figure: one of :data:`FIGURES`, ``cue-ID``, or ``exercise-ID``.

    Raises
    ------
    UnknownNameError
        There is no figure of that name.
    """
    kind, _, which = name.partition("-")
    if kind == "cue" and which in CUES:
        return cue_panels(which)
    if kind == "exercise" and which in all_exercises():
        return exercise_panels(get_exercise(which))
    if name not in FIGURES:
        raise UnknownNameError("figure", name, FIGURES)
    return FIGURES[name]()


def _hinge_and_squat() -> tuple[Panel, ...]:
    hinge = replace(deepest(get_exercise("standing_hinge")), gap=None, arm=4.0, elbow=6.0, neck=0.0)
    squat = replace(LONG, shank=32.0, knee=105.0, trunk=38.0, arm=55.0)
    stoop = Pose(0.0, 5.0, 80.0, lumbar=26.0, thoracic=48.0, neck=-20.0, arm=4.0)
    return (
        shown(build(Pose(arm=4.0)), "Standing tall", "Standing tall, seen from the side"),
        shown(
            build(hinge),
            "Hinge",
            f"Hinge: hips far back, shins upright, knees bent only {hinge.knee:.0f} degrees, "
            f"trunk leaning {hinge.trunk:.0f} degrees, back long",
        ),
        shown(build(squat), "Squat", "Squat: hips and knees bend together, knees over the toes, trunk more upright"),
        shown(build(stoop), "Stoop", "Stoop: the back bends, the hips move little, knees straight"),
    )


def _muscles() -> tuple[Panel, ...]:
    body = build(replace(LONG, knee=20.0, trunk=62.0, gap=0.0))
    at, behind = body.joints, np.array([-1.0, 0.0])
    parts = [
        _belly(at["hip"] + 0.05 * behind, at["knee"] + 0.045 * behind, 0.042),
        circle(at["hip"] + np.array([-0.03, -0.005]), 0.085, _MUSCLE),
        _sheet(body.back[15:54], body.front[15:54], 0.26, _MUSCLE),
        _sheet(body.front[26:44], body.back[26:44], 0.2, _BRACE),
        _belly(at["knee"] + 0.03 * behind, at["ankle"] + 0.02 * behind, 0.03),
    ]
    drawing = person(body, back=False, arm=False) + Drawing("".join(parts), around(body.back)) + _named(body)
    left, _, right, _ = drawing.room
    alt = (
        "The muscles at work in a hinge: hamstrings along the back of the thigh, glutes behind the hip, back extensors "
        "along the back; abdomen and calves steady it"
    )
    return (Panel(drawing + floor(left, right), "The chain along the back of the body", alt, scale=1.5),)


def _named(body: Body) -> Drawing:
    """Write the muscles' names beside them: name, side, point, and how far off."""
    at = body.joints
    names = (
        ("back extensors", "end", body.back[38], (-0.12, -0.03)),
        ("glutes", "end", at["hip"], (-0.19, 0.03)),
        ("hamstrings", "end", at["knee"], (-0.2, -0.16)),
        ("calves", "end", at["ankle"], (-0.12, -0.22)),
        ("abdomen", "start", body.front[34], (-0.03, 0.12)),
    )
    return words((Mark(name, (float(p[0]) + x, float(p[1]) + y), side) for name, side, p, (x, y) in names), size=6.5)


def _belly(a: Floats, b: Floats, wide: float) -> str:
    """Draw a muscle as a spindle between two points."""
    share = np.linspace(0, 1, 15)
    aside = np.array([(b - a)[1], -(b - a)[0]]) / np.hypot(*(b - a))
    middle = a + share[:, None] * (b - a)
    half = wide * np.sin(np.pi * share)[:, None] * aside
    return path(np.concatenate([middle + half, (middle - half)[::-1]]), _MUSCLE, close=True)


def _sheet(edge: Floats, across: Floats, share: float, how: str) -> str:
    """Draw a flat muscle: from an edge of the trunk a share of the way across."""
    return path(np.concatenate([edge, ((1 - share) * edge + share * across)[::-1]]), how, close=True)


def _lever() -> tuple[Panel, ...]:
    return _levered(2.0, "Close"), _levered(32.0, "Further away")


def _levered(gap: float, name: str) -> Panel:
    """Draw the lever: from the low back to the load, along the floor."""
    body = build(replace(LONG, knee=20.0, trunk=62.0, gap=gap))
    hand, low_back = body.joints["hand"], body.spine[9]
    start, end = (float(low_back[0]), 0.1), (float(hand[0]), 0.1)
    plumb = 'stroke="currentColor" stroke-width="1.2" stroke-dasharray="2 4"'
    lines = "".join(path([(x, float(p[1])), (x, 0.12)], plumb) for p, (x, _) in ((low_back, start), (hand, end)))
    dot = circle(low_back, 0.022, f'fill="{ACCENT}"')
    drawing = shown(body, name, "", "kettlebell").drawing
    drawing += Drawing(lines + dot, around(np.array([low_back, hand]))) + arrow(start, end)
    far = f"{(end[0] - start[0]) * 100:.0f} cm"
    return Panel(drawing, f"{name}: {far}", f"{name}: the lever from the low back to the load is {far} long")


def _one_leg() -> tuple[Panel, ...]:
    body = build(replace(LONG, knee=22.0, trunk=74.0, gap=6.0, other=Leg(76.0, 0.0)))
    return (shown(body, "On one leg", "Bending on one leg: the free leg goes back as the trunk goes down, hips level"),)


FIGURES: Mapping[str, Callable[[], tuple[Panel, ...]]] = {
    "hinge_and_squat": _hinge_and_squat,
    "muscles": _muscles,
    "lever": _lever,
    "camera": camera_panels,
    "frame": frame_panels,
    "one_leg": _one_leg,
}
"""Figures that belong to no single cue or exercise."""
