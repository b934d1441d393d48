"""The five cues drawn: good, mild and marked, each at values that follow from the limits it is judged by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..exercises import Limit, get_exercise
from ..report.words import verdict_symbol
from ..types import Verdict
from .body import Pose, build
from .figures import Drawing, Panel, crop, floor, person
from .loads import load

__all__ = ["CUES", "cue_panels", "steps"]

EXERCISE = "romanian_deadlift"
"""The exercise whose limits are drawn: it has all five cues, and both a deepest point and a top."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How one reading of a cue is drawn.

    Attributes
    ----------
    reading
        Its name in the exercise's file.
    good
        The value that stands for good.
    pose
        The person at a value.
    says
        What is seen, with a place for the number.
    unit
        What stands behind the number.
    near
        Whether only the trunk is shown, larger.
    chord
        Whether a straight line lies beside the back.
    holds
        What the hands hold.
    """

    reading: str
    good: float
    pose: Callable[[float], Pose]
    says: str
    unit: str = "°"
    near: bool = False
    chord: bool = False
    holds: str = "nothing"

    @property
    def what(self) -> str:
        """What is read, without a number: ``"low back past straight"``."""
        return " ".join(self.says.format("").split())


def _round(value: float) -> Pose:
    return Pose(0.0, 20.0, 62.0, lumbar=value, thoracic=12.0 + max(0.0, value), gap=2.0)


def _looking(value: float) -> Pose:
    return Pose(0.0, 20.0, 62.0, lumbar=-12.0, thoracic=12.0, neck=value, gap=2.0)


def _bent(value: float) -> Pose:
    """Bend the knees: the further they go, the more the shins lean and the trunk comes up, as in a squat."""
    more = max(0.0, value - 20.0)
    return Pose(0.4 * more, value, 66.0 - 0.45 * more, lumbar=-12.0, thoracic=12.0, gap=4.0)


def _short(value: float) -> Pose:
    return Pose(0.0, 5.0, value, gap=6.0)


def _leaning(value: float) -> Pose:
    return Pose(4.0, 2.0, -value, lumbar=-22.0 - 0.5 * value, thoracic=22.0, neck=-value / 2, gap=4.0)


def _away(value: float) -> Pose:
    return Pose(0.0, 20.0, 62.0, lumbar=-12.0, thoracic=12.0, gap=value)


CUES: Mapping[str, tuple[Shown, ...]] = {
    "flat_back": (Shown("lumbar_convex", -12.0, _round, "low back {} past straight", near=True, chord=True),),
    "neutral_spine": (
        Shown("chin_up", 0.0, _looking, "chin {} up", near=True),
        Shown("chin_down", 0.0, _looking, "chin {} down", near=True),
    ),
    "soft_knees": (Shown("knee_bent", 20.0, _bent, "knees {} bent"),),
    "stand_tall": (
        Shown("short_lockout", 0.0, _short, "hips still {} bent"),
        Shown("lean_back", 0.0, _leaning, "leaning {} back"),
    ),
    "weight_close": (Shown("gap_down", 2.0, _away, "hands {} ahead of mid-foot", " % of the leg", holds="kettlebell"),),
}
"""The readings that are drawn, by cue; the first names good for all of them."""


def steps(limit: Limit) -> dict[Verdict, float]:
    """Give the values at which mild and marked are drawn: the middle of the mild band, and its width beyond it.

    >>> steps(Limit(mild=8, marked=15, source="", grade="E"))
    {'mild': 11.5, 'marked': 22.0}
    >>> steps(Limit(mild=20, marked=35, cap="mild", source="", grade="E"))
    {'mild': 27.5}
    """
    wide = limit.marked - limit.mild
    values: dict[Verdict, float] = {"mild": limit.mild + wide / 2}
    if limit.cap == "marked":
        values["marked"] = limit.marked + wide
    return values


def cue_panels(cue: str) -> tuple[Panel, ...]:
    """Draw a cue: good once, then every reading's mild and marked."""
    limits = get_exercise(EXERCISE).cues[cue]
    first = CUES[cue][0]
    panels = [_panel(first, "good", first.good)]
    for shown in CUES[cue]:
        panels += [_panel(shown, verdict, value) for verdict, value in steps(limits[shown.reading]).items()]
    return tuple(panels)


def _panel(shown: Shown, verdict: Verdict, value: float) -> Panel:
    pose = shown.pose(value)
    body = build(pose)
    drawing = person(body, chord=shown.chord, sticks=not shown.near) + load(shown.holds, body)
    if shown.near:
        left, top, right, _ = drawing.room
        drawing = crop(drawing, (left, top, right, float(body.joints["hip"][1]) + 0.18))
    else:
        left, _, right, _ = drawing.room
        drawing += _ground(left, right)
    name = {"good": "Good", "mild": "Mild", "marked": "Marked"}[verdict]
    named = name if verdict == "good" else f"{name}: {shown.says.format(_number(value) + shown.unit)}"
    return Panel(drawing, f"{verdict_symbol(verdict)} {named}", named, scale=1.5 if shown.near else 1.0)


def _ground(left: float, right: float) -> Drawing:
    return floor(left - 0.03, right + 0.03)


def _number(value: float) -> str:
    """Write the size of a value, halves upwards; the words say which way it goes."""
    return str(int(abs(value) + 0.5))
