"""How far off each number may be: the half width of its 90 % interval.

Base widths are 1.645 times the SEM of domain.md section 4 or, where that was larger, what the rendered clips showed
(docs/accuracy.md). They grow with the camera's angle, with a small person in the picture and without an own neutral.
Verdicts go by these widths; those that are told beside the angles are calibrated (:mod:`hingecoach.told.stated`, which
says why the two differ).
"""

import math

from .types import View

TO_SD = 1.645
"""A 90 % interval of a normal distribution reaches 1.645 standard deviations to each side."""
BASE: dict[str, float] = {
    "hip": 13.0,
    "knee": 10.0,
    "trunk": 10.0,
    "shank": 7.0,
    "neck": 18.0,
    "elbow": 15.0,
    "arm": 15.0,
    "gap": 6.0,
}
"""Degrees (``gap``: % of leg) in a true side view of a person of good size (M, rendered clips; E for elbow and arm)."""
PER_DEGREE: dict[str, float] = {"hip": 0.35, "knee": 0.3, "trunk": 0.2, "shank": 0.15, "neck": 0.3, "gap": 0.8}
"""What each degree off the side view beyond 5 adds (D: domain.md 5, the camera-yaw table). Of ``gap`` geometry alone
makes 0.3 (0.25 cm a degree, domain.md 3); the rest is chosen, as feet and hands are at unlike distances (E)."""
PER_DEGREE_ELSE, STRAIGHT = 0.2, 5.0
"""The same for an angle that is not named there (E); up to so many degrees nothing is added."""
UNKNOWN_OFF = 45.0
"""An unknown camera angle counts as this (E)."""
BANDS = (10.0, 20.0, 30.0)
"""Upper ends of the view bands for which errors are calibrated, degrees off the side view as the program told it; the
files of :mod:`hingecoach.told.stated` and :mod:`hingecoach.back.model` hold a number a band."""
SMALL = 300.0
"""Under this height in pixels a person's points get coarser: at a quarter of it the width is twice as large (E)."""
NO_NEUTRAL = 1.3
"""Factor on the error of an angle that is relative to the person's own standing, where that is not known (E)."""


def half_width(name: str, view: View, leg: float, *, standing: bool = True) -> float:
    """Give the half width of the 90 % interval of an angle.

    Parameters
    ----------
    name
        The angle's name.
    leg
        Leg length in pixels; the person is about 1.9 times as tall.
    standing
        Whether the person's own neutral is known; without it an angle that is relative to it is less sure.
    """
    off = abs(view.azimuth) if math.isfinite(view.azimuth) else UNKNOWN_OFF
    width = BASE[name] + PER_DEGREE.get(name, PER_DEGREE_ELSE) * max(0.0, off - STRAIGHT)
    if math.isfinite(leg) and leg > 0:
        width *= max(1.0, SMALL / (1.9 * leg)) ** 0.5
    return width * (1.0 if standing or name != "neck" else NO_NEUTRAL)
