"""Drawing what was measured on a picture: an angle with its arc, the shape of the back, the way to the hands."""

from typing import Literal

import numpy as np

from ..types import Bytes, Floats
from .draw import MEASURED, PAPER, Marks, dashes, disc, plate, stroke, tint

Drawn = Literal["hip", "knee", "trunk", "shank", "neck", "elbow", "arm", "gap", "back"]


def measured(rgb: Bytes, marks: Marks, what: Drawn, words: str, width: float = 2.5, letters: int = 18) -> bool:
    """Draw one measured angle or distance with its number beside it.

    Parameters
    ----------
    width, letters
        Width of the lines and height of the letters in pixels.

    Returns
    -------
    bool
        False where the points that it needs were not seen; nothing is drawn then.
    """
    draw = {"back": _back, "gap": _gap, "neck": _neck}.get(what)
    place = draw(rgb, marks, width) if draw else _arc(rgb, marks, what, width)
    if place is None:
        return False
    plate(rgb, words, (float(place[0]), float(place[1])), size=letters, colour=MEASURED)
    return True


def _arms(marks: Marks, what: Drawn) -> tuple[Floats, Floats, Floats] | None:
    """Give the corner, a point on the line that counts as zero, and a point on the limb."""
    before, corner, limb = {
        "hip": ("SHOULDER", "HIP", "KNEE"),
        "knee": ("HIP", "KNEE", "ANKLE"),
        "trunk": (None, "HIP", "SHOULDER"),
        "shank": (None, "ANKLE", "KNEE"),
        "elbow": ("SHOULDER", "ELBOW", "WRIST"),
        "arm": ("HIP", "SHOULDER", "WRIST"),
    }[what]
    c, l_ = marks.at(corner), marks.at(limb)
    b = marks.at(before) if before else None
    if c is None or l_ is None or (before and b is None):
        return None
    if b is None:
        return c, c + np.asarray(marks.up) * float(np.hypot(*(l_ - c))), l_
    return c, (b if what == "arm" else 2 * c - b), l_


def _arc(rgb: Bytes, marks: Marks, what: Drawn, width: float) -> Floats | None:
    """Draw the angle between the line that counts as zero and the limb; give the place for the number."""
    arms = _arms(marks, what)
    if arms is None:
        return None
    corner, zero, limb = arms
    radius = 0.5 * min(float(np.hypot(*(limb - corner))), float(np.hypot(*(zero - corner))))
    toward = (zero - corner) / max(float(np.hypot(*(zero - corner))), 1e-6)
    a0 = np.arctan2(*(zero - corner)[::-1])
    sweep = (np.arctan2(*(limb - corner)[::-1]) - a0 + np.pi) % (2 * np.pi) - np.pi
    turn = a0 + sweep * np.linspace(0, 1, 24)
    ring = corner + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    tint(rgb, np.vstack([corner[None], ring]), MEASURED)
    dashes(rgb, corner, corner + toward * radius * 1.5, width * 0.6, MEASURED)
    stroke(rgb, np.stack([corner, limb]), width, MEASURED)
    stroke(rgb, ring, width * 0.7, MEASURED)
    disc(rgb, corner, width * 1.8, MEASURED)
    middle = a0 + sweep / 2
    return np.asarray(corner + (radius + width * 4) * np.array([np.cos(middle), np.sin(middle)]))


def _back(rgb: Bytes, marks: Marks, width: float) -> Floats | None:
    """Draw the back against the straight line between its ends."""
    line = marks.back
    if len(line) <= 2:  # noqa: PLR2004  two points have no middle
        return None
    tint(rgb, line, MEASURED)
    dashes(rgb, line[0], line[-1], width * 0.6, PAPER)
    stroke(rgb, line, width * 1.2, MEASURED)
    shoulder, hip = marks.at("SHOULDER"), marks.at("HIP")
    middle = line[len(line) // 2]
    inside = middle + marks.up if shoulder is None or hip is None else (shoulder + hip) / 2
    away = (middle - inside) / max(float(np.hypot(*(middle - inside))), 1e-6)
    return np.asarray(middle + away * width * 9)


def _gap(rgb: Bytes, marks: Marks, width: float) -> Floats | None:
    """Draw the line over the middle of the foot and how far the hand is ahead of it."""
    hand, foot, up = marks.at("WRIST"), _mid_foot(marks), np.asarray(marks.up)
    if hand is None or foot is None:
        return None
    over = foot + up * float((hand - foot) @ up)
    dashes(rgb, foot, over + up * width * 6, width * 0.8, MEASURED)
    disc(rgb, foot, width * 1.8, MEASURED)
    stroke(rgb, np.stack([over, hand]), width, MEASURED)
    disc(rgb, hand, width * 1.8, MEASURED)
    return np.asarray((over + hand) / 2 - up * width * 7)


def _mid_foot(marks: Marks) -> Floats | None:
    """Give the middle of the foot: as it stands during the repetition, which is what is measured from, else as seen."""
    if marks.foot is not None:
        return np.asarray(marks.foot)
    heel, toe = marks.at("HEEL"), marks.at("TOE")
    return None if heel is None or toe is None else (heel + toe) / 2


def _neck(rgb: Bytes, marks: Marks, width: float) -> Floats | None:
    """Draw the way the head points against the line of the trunk."""
    ear, shoulder, hip = marks.at("EAR"), marks.at("SHOULDER"), marks.at("HIP")
    if ear is None or shoulder is None or hip is None:
        return None
    trunk = (shoulder - hip) / max(float(np.hypot(*(shoulder - hip))), 1e-6)
    reach = float(np.hypot(*(ear - shoulder)))
    dashes(rgb, shoulder, shoulder + trunk * reach * 1.8, width * 0.6, MEASURED)
    stroke(rgb, np.stack([shoulder, ear]), width, MEASURED)
    nose = marks.at("NOSE")
    if nose is not None:
        stroke(rgb, np.stack([ear, nose]), width, MEASURED)
    disc(rgb, ear, width * 1.6, MEASURED)
    return np.asarray(ear + trunk * reach * 0.9)
