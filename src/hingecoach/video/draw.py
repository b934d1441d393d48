"""Drawing on a picture: the near-side skeleton, the back line, a measured angle, words on a dark plate.

Everything is drawn in place on an RGB array. Light lines lie on a wider dark one, so that they can be told from any
background and in grey; what was seen badly is dashed, and what was not seen is left out.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import cv2
import numpy as np

from ..keypoints import P
from ..types import Bytes, Floats

Colour = tuple[int, int, int]
Drawn = Literal["hip", "knee", "trunk", "shank", "neck", "elbow", "arm", "gap", "back"]
Side = Literal["L", "R"]

INK: Colour = (16, 20, 26)
PAPER: Colour = (255, 255, 255)
MEASURED: Colour = (255, 206, 70)
BACK: Colour = (94, 226, 205)
FAINT: Colour = (196, 200, 206)

BONES = (
    ("SHOULDER", "ELBOW"),
    ("ELBOW", "WRIST"),
    ("EAR", "SHOULDER"),
    ("SHOULDER", "HIP"),
    ("HIP", "KNEE"),
    ("KNEE", "ANKLE"),
    ("ANKLE", "HEEL"),
    ("HEEL", "TOE"),
)
MOST_DASHES = 200
_SHIFT = 4
"""OpenCV's fixed point: coordinates in sixteenths of a pixel, so that lines do not jump from frame to frame."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What can be drawn of one person in one picture.

    Attributes
    ----------
    points
        Where each point is, in pixels of the picture; a point that was not seen is missing.
    faint
        Points that were seen badly.
    sides
        Which sides of the body to draw; the first is the one that angles are drawn on.
    back
        Line of the back from the pelvis to the neck, shape (N, 2); N is 0 where it was not seen.
    up
        Unit vector that points up in the world, in the picture's axes (y down).
    """

    points: dict[P, tuple[float, float]]
    faint: frozenset[P]
    sides: tuple[Side, ...]
    back: Floats
    up: tuple[float, float] = (0.0, -1.0)

    def moved(self, scale: float, left: float, top: float) -> "Marks":
        """Give the same marks in a part of the picture that starts at (left, top) and is enlarged by ``scale``."""
        points = {p: ((x - left) * scale, (y - top) * scale) for p, (x, y) in self.points.items()}
        return replace(self, points=points, back=(self.back - (left, top)) * scale)

    def at(self, name: str) -> Floats | None:
        """Give a point of the near side by its short name, such as ``"HIP"``; ``"NOSE"`` has no side."""
        point = self.points.get(P.NOSE if name == "NOSE" else P[f"{self.sides[0]}_{name}"])
        return None if point is None else np.asarray(point)


def skeleton(rgb: Bytes, marks: Marks, width: float = 2.0, colour: Colour = PAPER) -> None:
    """Draw the bones and joints of the sides that are to be drawn.

    Parameters
    ----------
    width
        Width of the lines in pixels.
    """
    for side in marks.sides:
        for a, b in BONES:
            _bone(rgb, marks, P[f"{side}_{a}"], P[f"{side}_{b}"], width, colour)
    if len(marks.sides) > 1:
        _bone(rgb, marks, P.L_SHOULDER, P.R_SHOULDER, width, colour)
        _bone(rgb, marks, P.L_HIP, P.R_HIP, width, colour)
    for side in marks.sides:
        for name in ("EAR", "SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE"):
            p = P[f"{side}_{name}"]
            if p in marks.points and p not in marks.faint:
                disc(rgb, np.asarray(marks.points[p]), width * 1.7, colour)


def back_line(rgb: Bytes, marks: Marks, width: float = 3.0, colour: Colour = BACK) -> None:
    """Draw the line of the back, where it was seen."""
    if len(marks.back) > 1:
        stroke(rgb, marks.back, width, colour)


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


def stroke(rgb: Bytes, line: Floats, width: float, colour: Colour) -> None:
    """Draw a line through points, shape (N, 2), light on dark."""
    points = [_fixed(line)]
    cv2.polylines(rgb, points, False, INK, round(width + 2.4), cv2.LINE_AA, _SHIFT)
    cv2.polylines(rgb, points, False, colour, max(1, round(width)), cv2.LINE_AA, _SHIFT)


def dashes(rgb: Bytes, a: Floats, b: Floats, width: float, colour: Colour) -> None:
    """Draw a dashed line from a to b."""
    length = float(np.hypot(*(b - a)))
    n = min(MOST_DASHES, max(1, round(length / (width * 6))))
    steps = np.linspace(0, 1, 2 * n + 1)
    for t0, t1 in zip(steps[0::2], [*steps[1::2], 1.0], strict=False):
        if t1 > t0:
            stroke(rgb, np.stack([a + (b - a) * t0, a + (b - a) * t1]), width, colour)


def disc(rgb: Bytes, centre: Floats, radius: float, colour: Colour) -> None:
    """Draw a joint: a light disc with a dark rim."""
    x, y = _fixed(centre)[0].tolist()
    r = round(radius * 2**_SHIFT)
    cv2.circle(rgb, (x, y), r + 2**_SHIFT, INK, -1, cv2.LINE_AA, _SHIFT)
    cv2.circle(rgb, (x, y), r, colour, -1, cv2.LINE_AA, _SHIFT)


def plate(
    rgb: Bytes, words: str, near: tuple[float, float], *, size: int = 18, colour: Colour = PAPER, solid: float = 0.78
) -> None:
    """Write words on a dark plate whose left edge lies at ``near`` (x, middle y), kept inside the picture."""
    height, width = rgb.shape[:2]
    w, h = words_width(words, size) + size, round(size * 1.7)
    left = int(np.clip(near[0], 2, max(2, width - w - 2)))
    top = int(np.clip(near[1] - h / 2, 2, max(2, height - h - 2)))
    darken(rgb, left, top, w, h, solid)
    write(rgb, words, (left + size // 2, top + round(size * 1.18)), size, colour)


def darken(rgb: Bytes, left: int, top: int, width: int, height: int, solid: float) -> None:
    """Lay a dark rectangle with round corners over a part of the picture; ``solid`` 1 hides what is below."""
    part = rgb[top : top + height, left : left + width]
    if not part.size:
        return
    h, w = part.shape[:2]
    corner = min(h, w) // 4
    shape = np.zeros((h, w), np.uint8)
    cv2.rectangle(shape, (corner, 0), (w - corner - 1, h - 1), 255, -1)
    cv2.rectangle(shape, (0, corner), (w - 1, h - corner - 1), 255, -1)
    for x in (corner, w - corner - 1):
        for y in (corner, h - corner - 1):
            cv2.circle(shape, (x, y), corner, 255, -1, cv2.LINE_AA)
    alpha = shape[..., None].astype(np.float32) * np.float32(solid / 255)
    part[:] = (part * (1 - alpha) + np.asarray(INK, np.float32) * alpha).astype(np.uint8)


def words_width(words: str, size: int) -> int:
    """Tell how many pixels wide the words are when letters are ``size`` pixels high."""
    face = _face()
    if face is None:
        return int(cv2.getTextSize(_plain(words), cv2.FONT_HERSHEY_SIMPLEX, size / 30, 1)[0][0])
    return int(cv2.getTextSize((1 << 14, 1 << 14), words, (0, 0), face, size, 500)[2])


def write(rgb: Bytes, words: str, at: tuple[int, int], size: int, colour: Colour) -> None:
    """Write words with their base line starting at ``at``."""
    face = _face()
    if face is None:
        thick = max(1, round(size / 14))
        cv2.putText(rgb, _plain(words), at, cv2.FONT_HERSHEY_SIMPLEX, size / 30, colour, thick, cv2.LINE_AA)
    else:
        cv2.putText(rgb, words, at, colour, face, size, 500)


@cache
def _face() -> Any | None:
    """Give OpenCV 5's own letters, or None for OpenCV 4, which only has thin ASCII ones."""
    kind = getattr(cv2, "FontFace", None)
    return kind("sans") if kind else None


def _plain(words: str) -> str:
    return words.replace("°", " deg").replace("±", "+-").encode("ascii", "replace").decode()


def _fixed(points: Floats) -> Any:
    return np.round(np.clip(np.atleast_2d(points), -4000, 8000) * 2**_SHIFT).astype(np.int32)


def _bone(rgb: Bytes, marks: Marks, a: P, b: P, width: float, colour: Colour) -> None:
    if a not in marks.points or b not in marks.points:
        return
    start, end = np.asarray(marks.points[a]), np.asarray(marks.points[b])
    if a in marks.faint or b in marks.faint:
        dashes(rgb, start, end, max(1.0, width * 0.6), FAINT)
    else:
        stroke(rgb, np.stack([start, end]), width, colour)


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
    _fill(rgb, np.vstack([corner[None], ring]), MEASURED)
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
    _fill(rgb, line, MEASURED)
    dashes(rgb, line[0], line[-1], width * 0.6, PAPER)
    stroke(rgb, line, width * 1.2, MEASURED)
    shoulder, hip = marks.at("SHOULDER"), marks.at("HIP")
    middle = line[len(line) // 2]
    inside = middle + marks.up if shoulder is None or hip is None else (shoulder + hip) / 2
    away = (middle - inside) / max(float(np.hypot(*(middle - inside))), 1e-6)
    return np.asarray(middle + away * width * 9)


def _gap(rgb: Bytes, marks: Marks, width: float) -> Floats | None:
    """Draw how far the hand is ahead of the middle of the foot."""
    hand, heel, toe = marks.at("WRIST"), marks.at("HEEL"), marks.at("TOE")
    if hand is None or heel is None or toe is None:
        return None
    foot, up = (heel + toe) / 2, np.asarray(marks.up)
    over = foot + up * float((hand - foot) @ up)
    dashes(rgb, foot, over + up * width * 6, width * 0.6, MEASURED)
    stroke(rgb, np.stack([over, hand]), width, MEASURED)
    disc(rgb, hand, width * 1.8, MEASURED)
    return np.asarray((over + hand) / 2 - up * width * 7)


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


def _fill(rgb: Bytes, shape: Floats, colour: Colour, solid: float = 0.3) -> None:
    """Tint an area, working only on the part of the picture that it covers."""
    height, width = rgb.shape[:2]
    low = np.clip(np.floor(shape.min(axis=0)), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(shape.max(axis=0)) + 1, 0, (width, height)).astype(int)
    part = rgb[low[1] : high[1], low[0] : high[0]]
    if not part.size:
        return
    tinted = part.copy()
    cv2.fillPoly(tinted, [_fixed(shape - low)], colour, cv2.LINE_AA, _SHIFT)
    part[:] = cv2.addWeighted(tinted, solid, part, 1 - solid, 0)
