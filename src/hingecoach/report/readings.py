"""What each reading of a cue is called for people, and which angle of the body shows it."""

from typing import NamedTuple

from ..cues import all_cues
from ..video.draw_angle import Drawn


class Shown(NamedTuple):
    """How a reading is shown to people.

    Attributes
    ----------
    name
        What it is called.
    draw
        The angle to draw on the frame; None where nothing would show it.
    thing
        What there is more of when the number is larger, to be written after "less" or "more".
    change
        Whether it is a difference from another instant, so that it is written with its sign beside the drawn angle.
    upright
        What it is called where the person's own standing is not known, and it is compared with upright instead.
    side
        Which of the two sides of the thing it is held against, where it has two; empty where it has one.
    """

    name: str
    draw: Drawn | None
    thing: str
    change: bool = False
    side: str = ""
    upright: str = ""


_LEFT = "bend left in the hips at the top"

_LEAN = Shown(
    "Lean at the top against standing",
    "trunk",
    "leaning back at the top",
    change=True,
    upright="Lean at the top against upright",
)

READINGS: dict[str, Shown] = {
    "lumbar_convex": Shown("Low back against straight", "back", "rounding"),
    "lumbar_convex_deepest": Shown("Low back against straight", "back", "rounding"),
    "own_range": Shown("Share of your own toe-touch range", "back", "share of your own range"),
    "own_range_deepest": Shown("Share of your own toe-touch range", "back", "share of your own range"),
    "upper_back": Shown("Upper back rounder than when standing", "back", "upper-back rounding", change=True),
    "chin_up": Shown("Head against the trunk", "neck", "chin lift", change=True, side="chin up"),
    "chin_down": Shown("Head against the trunk", "neck", "chin lift", change=True, side="chin down"),
    "knee_bent": Shown("Knee bend at the deepest point", "knee", "knee bend"),
    "knee_travel": Shown("Knee bend added on the way down", "knee", "knee travel", change=True),
    "knee_straight": Shown("Knee bend beyond your standing", "knee", "knee bend beyond your standing", change=True),
    "shank": Shown("Shin lean at the deepest point", "shank", "shin lean"),
    "hip_per_knee": Shown(
        "Hip bend for each degree of knee bend, from standing", "knee", "hip bend for each degree of knee bend"
    ),
    "knee_per_hip": Shown(
        "Knee bend for each degree of hip bend, from standing", "knee", "knee bend for each degree of hip bend"
    ),
    "hips_above_knees": Shown("Hips above the knees at the start", None, "height of the hips above the knees"),
    "short_lockout": Shown("Hip bend left at the top", "hip", "hip bend left at the top", change=True),
    "knees_short": Shown("Knee bend left at the top", "knee", "knee bend left at the top", change=True),
    "lean_back": _LEAN,
    "arching": _LEAN,
    "bridge_short": Shown("Hips against the straight line", "hip", _LEFT, side="short of the line"),
    "bridge_over": Shown("Hips against the straight line", "hip", _LEFT, side="past the line"),
    "past_line": Shown("Hips against the straight line", "hip", _LEFT, side="past the line"),
    "hollow": Shown("Low back hollow at the top", "back", "hollow at the top", change=True),
    "gap": Shown("Hands ahead of mid-foot", "gap", "distance to the weight"),
    "gap_down": Shown("Hands ahead of mid-foot", "gap", "distance to the weight"),
    "gap_deepest": Shown("Hands ahead of mid-foot", "gap", "distance to the weight"),
    "gap_lowered": Shown("Hands ahead of mid-foot", "gap", "reach ahead of the feet"),
    "hands_ahead": Shown("Hands ahead of the knees", "gap", "reach ahead of the knees"),
    "hands_above_knees": Shown("Hands above the knees", None, "height of the hands"),
    "arm_opens": Shown("Arms ahead of the trunk", "arm", "arm lift"),
    "elbow": Shown("Elbow bend on the way up", "elbow", "elbow bend"),
    "trunk_tips": Shown("Trunk tipped forward", "trunk", "tipping forward", change=True),
    "back_gives": Shown("Low back bend in the last part", "back", "low-back bend near the end", change=True),
    "hip": Shown("Hip bend at the deepest point", "hip", "hip bend"),
    "descent": Shown("Main part of the way down", None, "time on the way down"),
    "back": Shown("Low back, last repetitions against first", "back", "drift of the low back", change=True),
    "top": Shown("Hip bend at the top, last repetitions against first", "hip", "drift at the top", change=True),
    "knee": Shown("Knee bend, last repetitions against first", "knee", "drift of the knees", change=True),
}

_SIGNS = {
    "rounding": "+ rounded, \N{MINUS SIGN} hollow",
    "chin lift": "+ chin up, \N{MINUS SIGN} chin down",
    _LEFT: "+ short of it, \N{MINUS SIGN} past it",
    "leaning back at the top": "+ behind, \N{MINUS SIGN} ahead",
    "drift of the low back": "+ rounder",
    "drift at the top": "+ more bent",
    "drift of the knees": "+ more bent",
}
"""What the signs of a number mean whose name does not say it, by the thing there is more of."""


_ROUND = "This frame counts: for a quarter of the time from the bottom to half-way up the back is at least as round."
DECIDES = {"lumbar_convex": _ROUND, "own_range": _ROUND}
"""Why the picture is of its frame, by reading, where that is not the deepest point (cues/flat_back.py)."""


def named(reading: str | None, cue: str | None = None, *, upright: bool = False) -> str:
    """Give the name of a reading with what the signs of its number mean, where that is not plain.

    Parameters
    ----------
    upright
        Whether the person's own standing is not known.
    """
    one = shown(reading, cue)
    name = (upright and one.upright) or one.name
    return f"{name} ({_SIGNS[one.thing]})" if one.thing in _SIGNS else name


def shown(reading: str | None, cue: str | None = None) -> Shown:
    """Give name and drawing of a reading; one that is not known here is called as its cue calls it, and not drawn.

    Parameters
    ----------
    cue
        Id of the cue that took it.
    """
    if reading is None:
        return Shown("Measured", None, "of it")
    if reading in READINGS:
        return READINGS[reading]
    known = all_cues().get(cue or "")
    line = known.lines.get(reading) if known else None
    name = (line.name if line else "") or reading.replace("_", " ").capitalize()
    return Shown(name, None, name[:1].lower() + name[1:])
