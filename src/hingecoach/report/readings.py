"""What each reading of a cue is called for people, and which angle of the body shows it."""

from typing import NamedTuple

from ..video.draw_angle import Drawn


class Shown(NamedTuple):
    """How a reading is shown to people.

    Attributes
    ----------
    name
        What it is called.
    draw
        The angle to draw on the frame; None where nothing would show it.
    change
        Whether it is a difference from another instant, so that it is written with its sign beside the drawn angle.
    """

    name: str
    draw: Drawn | None
    change: bool = False


READINGS: dict[str, Shown] = {
    "lumbar_convex": Shown("Low back past straight", "back"),
    "lumbar_convex_deepest": Shown("Low back past straight", "back"),
    "own_range": Shown("Share of your own toe-touch range", "back"),
    "own_range_deepest": Shown("Share of your own toe-touch range", "back"),
    "upper_back": Shown("Upper back rounder than when standing", "back", change=True),
    "chin_up": Shown("Head against the trunk", "neck", change=True),
    "chin_down": Shown("Head against the trunk", "neck", change=True),
    "knee_bent": Shown("Knee bend at the deepest point", "knee"),
    "knee_travel": Shown("Knee bend added on the way down", "knee", change=True),
    "knee_straight": Shown("Knee bend beyond your standing", "knee", change=True),
    "shank": Shown("Shin lean at the deepest point", "shank"),
    "hip_per_knee": Shown("Hip bend for each degree of knee bend", "knee"),
    "knee_per_hip": Shown("Knee bend for each degree of hip bend", "knee"),
    "hips_above_knees": Shown("Hips above the knees at the start", None),
    "short_lockout": Shown("Hip bend left at the top", "hip", change=True),
    "knees_short": Shown("Knee bend left at the top", "knee", change=True),
    "lean_back": Shown("Lean at the top against your standing", "trunk", change=True),
    "arching": Shown("Lean at the top against your standing", "trunk", change=True),
    "bridge_short": Shown("Hips against the straight line", "hip"),
    "bridge_over": Shown("Hips against the straight line", "hip"),
    "past_line": Shown("Hips against the straight line", "hip"),
    "hollow": Shown("Low back hollow at the top", "back", change=True),
    "gap": Shown("Hands ahead of mid-foot", "gap"),
    "gap_down": Shown("Hands ahead of mid-foot", "gap"),
    "gap_deepest": Shown("Hands ahead of mid-foot", "gap"),
    "hands_ahead": Shown("Hands ahead of the knees", "gap"),
    "hands_above_knees": Shown("Hands above the knees", None),
    "arm_opens": Shown("Arms ahead of the trunk", "arm"),
    "elbow": Shown("Elbow bend on the way up", "elbow"),
    "trunk_tips": Shown("Trunk tipped forward", "trunk", change=True),
    "back_gives": Shown("Low back bend in the last part", "back", change=True),
    "hip": Shown("Hip bend at the deepest point", "hip"),
    "descent": Shown("Time on the way down", None),
    "shift": Shown("Hips to one side at the deepest point", None),
    "shoulders": Shown("Tip of the line between the shoulders", None),
    "pelvis": Shown("Tip of the line between the hips", None),
    "knee_width": Shown("Distance of the knees over that of the feet", None),
    "back": Shown("Low back, last repetitions against first", "back", change=True),
    "top": Shown("Hip bend at the top, last repetitions against first", "hip", change=True),
    "knee": Shown("Knee bend, last repetitions against first", "knee", change=True),
}


def shown(reading: str | None) -> Shown:
    """Give name and drawing of a reading; one that is not known here is made readable and not drawn."""
    if reading is None:
        return Shown("Measured", None)
    return READINGS.get(reading, Shown(reading.replace("_", " ").capitalize(), None))
