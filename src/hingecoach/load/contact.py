"""A stick along the back: which of its three contacts is kept at the deepest point.

The dowel hinge is taught with three contacts: the back of the head, between the shoulder blades, and the sacrum. The
stick is a straight line in the picture; the back's outline says how far the skin is from it. Of the head only the ears
are known, half a head's depth before its back.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from hingecoach.keypoints import P
from hingecoach.outline import STATIONS
from hingecoach.types import SEEKERS, Floats, PoseTrack

from .scale import body_length

__all__ = ["contact_words", "contacts"]

Contact = Literal["head", "shoulder blades", "sacrum"]
PLACES: Mapping[Contact, tuple[float, float] | None] = {
    "head": None,
    "shoulder blades": (0.75, 0.95),
    "sacrum": (-0.05, 0.15),
}
"""Where along the trunk (0 mid hip, 1 mid shoulder) the outline touches the stick; the head has no outline."""
SURE = 0.5
"""Score from which on the stick was seen."""
TOUCHES, OFF = 0.03, 0.055
"""Distance from the stick, body lengths (4 and 7 cm): up to the first it is a contact, from the second on it is none
(E: mask and clothes are good for 3 cm)."""
HEAD = 0.075
"""Half a head's depth from the ears to its back, body lengths (10 cm)."""
AROUND = 0.35
"""Seconds around the deepest point in which looks count: five a second are made."""


def contacts(track: PoseTrack, at: float) -> dict[Contact, bool | None]:
    """Say which contacts the stick keeps around an instant: True, False, or None where that cannot be seen.

    Parameters
    ----------
    track
        Points and outline, pixels, with the looks.
    at
        Seconds.
    """
    length = body_length(track.xy)
    time = track.time[track.loads.frame]
    marks = track.loads.marks[:, SEEKERS.index("spine"), 0]
    seen = np.flatnonzero((np.abs(time - at) <= AROUND) & (np.nan_to_num(marks[:, 0]) >= SURE))
    found: dict[Contact, bool | None] = {}
    for name in PLACES:
        away = [_away(track, int(track.loads.frame[k]), marks[k], name) / length for k in seen]
        near = [a for a in away if np.isfinite(a)]
        middle = float(np.median(near)) if near else float("nan")
        found[name] = True if middle <= TOUCHES else False if middle >= OFF else None
    return found


def contact_words(found: Mapping[Contact, bool | None]) -> str:
    """Say it in a sentence."""
    kept, lost, unseen = (
        ", ".join(f"the {name}" for name, touches in found.items() if touches is want) for want in (True, False, None)
    )
    parts = [f"the stick touches {kept}"] if kept else []
    parts += [f"the stick is away from {lost}"] if lost else []
    parts += [f"contact cannot be seen at {unseen}"] if unseen else []
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _away(track: PoseTrack, frame: int, mark: Floats, name: Contact) -> float:
    """Distance of the body from the stick in pixels, NaN where unknown."""
    normal = np.array([-np.sin(mark[4]), np.cos(mark[4])])
    place = PLACES[name]
    if place is None:
        ears = track.xy[frame, [P.L_EAR, P.R_EAR]]
        ears = ears[np.isfinite(ears).all(axis=1)]
        if not ears.size:
            return float("nan")
        return max(0.0, float(abs((ears.mean(axis=0) - mark[1:3]) @ normal)) - HEAD * body_length(track.xy))
    rows = (place[0] <= STATIONS) & (place[1] >= STATIONS)
    near = np.flatnonzero(np.abs(track.time - track.time[frame]) <= 0.07)  # noqa: PLR2004  every second picture has one
    skin = track.outline[near][:, rows]
    off = np.abs((skin - mark[1:3]) @ normal)  # (F, S, 2): both sides; the nearer one is the back
    per_side = [np.nanmedian(off[:, :, k]) for k in (0, 1) if np.isfinite(off[:, :, k]).any()]
    return float(min(per_side)) if per_side else float("nan")
