"""Each exercise drawn where a repetition begins and where it turns, from the angles that its file expects."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..exercises import Exercise
from .body import Body, Leg, Pose, bridge, build
from .figures import Panel, floor, person
from .loads import load

__all__ = ["LONG", "deepest", "exercise_panels", "shown"]

LONG = Pose(lumbar=-12.0, thoracic=12.0)
"""The back of somebody who hinges well: the low back keeps half of its hollow (good lifters lose 33 degrees, S2)."""
_ARMS: Mapping[str, Pose] = {
    "thrown_kettlebell": Pose(arm=-38.0),
    "band": Pose(arm=-25.0),
    "stick": Pose(arm=-25.0, elbow=95.0, neck=10.0),
    "bar_on_shoulders": Pose(arm=-30.0, elbow=130.0),
}
"""What arms and head do at the deepest point where the arms do not simply hang, by load."""
_CARRIED: Mapping[str, Pose] = {
    **_ARMS,
    "thrown_kettlebell": Pose(arm=82.0),
    "band": Pose(arm=6.0),
    "box": Pose(arm=38.0, elbow=75.0),
    "crib": Pose(arm=50.0, elbow=90.0),
}
"""The same at the top."""
_SPECIAL: Mapping[str, Pose] = {
    "pick_up": replace(LONG, shank=16.0, knee=68.0, trunk=56.0, gap=14.0),
    "crib_lower": replace(LONG, shank=2.0, knee=18.0, trunk=52.0, arm=14.0, elbow=10.0, other=Leg(26.0, 6.0)),
    "kneeling_hinge": replace(LONG, shank=90.0, knee=118.0, trunk=50.0, ground="knees", arm=-20.0, elbow=80.0),
}
"""Where files give no range, or arms have a way of their own (by eye; knees in box lifts bend 37 to 71 degrees, D2)."""


def shown(body: Body, caption: str, alt: str, holds: str = "nothing") -> Panel:
    """Draw a person with a load, standing on the floor."""
    drawing = person(body) + load(holds, body)
    left, _, right, _ = drawing.room
    return Panel(drawing + floor(left - 0.03, right + 0.03), caption, alt)


def exercise_panels(e: Exercise) -> tuple[Panel, ...]:
    """Draw an exercise; nothing where it is not taught."""
    if e.teach is None:
        return ()
    if e.family in _OWN:
        return _OWN[e.family](e)
    pose = deepest(e)
    low, high = ("Start", "Top") if e.starts == "bottom" else ("Deepest", "Start and end")
    seen = f"knees bent {pose.knee:.0f} degrees, trunk leaning {pose.trunk:.0f} degrees, back long"
    panels = (
        shown(build(_tall(e)), high, f"{e.title}, at the top: standing tall", e.teach.holds),
        shown(build(pose), low, f"{e.title}, {low.lower()}: {seen}", e.teach.holds),
    )
    return panels[::-1] if e.starts == "bottom" else panels


def deepest(e: Exercise) -> Pose:
    """Give the pose at the deepest point: the middles of the expected ranges."""
    if e.id in _SPECIAL:
        return _SPECIAL[e.id]
    knee, trunk = _middle(e.knee, 20.0), _middle(e.trunk, 60.0)
    shank = 0.14 * knee if e.family == "floor_pull" else 0.0  # 8 at a bend of 60 (domain.md 1.1)
    other = Leg(trunk + 2.0, 0.0) if e.legs == 1 else None
    return _with_arms(replace(LONG, shank=shank, knee=knee, trunk=trunk, other=other), _ARMS, e, Pose(gap=2.0))


def _tall(e: Exercise) -> Pose:
    if e.posture == "kneeling":
        return Pose(shank=90.0, knee=92.0, trunk=3.0, ground="knees")
    return _with_arms(Pose(trunk=0.0), _CARRIED, e, Pose(arm=4.0))


def _with_arms(pose: Pose, arms: Mapping[str, Pose], e: Exercise, usual: Pose) -> Pose:
    """Give a pose the arms and the head that its load asks for."""
    like = arms.get(e.teach.holds, usual) if e.teach else usual
    return replace(pose, gap=like.gap, arm=like.arm, elbow=like.elbow, neck=like.neck)


def _middle(span: tuple[float, float] | None, otherwise: float) -> float:
    return sum(span) / 2 if span else otherwise


def _bridge(e: Exercise) -> tuple[Panel, ...]:
    down, up = (Leg(-93.0, 0.0), Leg(-114.0, 0.0)) if e.legs == 1 else (None, None)
    line = "shoulders, hips and knees make one line"
    return (
        shown(bridge(0, lifted=down), "Start", f"{e.title}, start: lying on the back, feet on the floor"),
        shown(bridge(1, lifted=up), "Top", f"{e.title}, top: {line}"),
    )


def _sprint(e: Exercise) -> tuple[Panel, ...]:
    waits = replace(LONG, shank=34.0, knee=82.0, trunk=84.0, neck=-8.0, arm=3.0, elbow=2.0, other=Leg(80.0, 66.0))
    drives = replace(LONG, shank=36.0, knee=8.0, trunk=42.0, arm=-40.0, elbow=60.0, other=Leg(34.0, 98.0))
    return (
        shown(build(waits), "Set", f"{e.title}, set: hands on the floor, hips high"),
        shown(build(drives), "First step", f"{e.title}, first step: one line from foot to head"),
    )


_OWN: Mapping[str, Callable[[Exercise], tuple[Panel, ...]]] = {"bridge": _bridge, "sport": _sprint}
"""Families whose drawings are not a person that bends and stands."""
