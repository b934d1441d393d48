"""Drawing on a picture: the near-side skeleton, the back line, words on a dark plate.

Everything is drawn in place on an RGB array. Light lines lie on a wider dark one, so that they can be told from any
background and in grey; what was seen badly is dashed, and what was not seen is left out.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from typing import Any, Literal

import cv2
import numpy as np

from ..keypoints import P
from ..types import Bytes, Floats

Colour = tuple[int, int, int]
Side = Literal["L", "R"]

INK: Colour = (16, 20, 26)
PAPER: Colour = (255, 255, 255)
MEASURED: Colour = (255, 206, 70)
BACK: Colour = (94, 226, 205)
FAINT: Colour = (196, 200, 206)

CHAINS = (("SHOULDER", "EAR"), ("SHOULDER", "ELBOW", "WRIST"), ("SHOULDER", "HIP", "KNEE", "ANKLE", "HEEL", "TOE"))
"""Bones from the shoulder outwards. A chain ends where a point was not seen: a shin that hangs in the air beside a body
whose knee is hidden says nothing."""
LEG_BELOW_HIP = ("KNEE", "ANKLE", "HEEL", "TOE")
ENDS = (P.L_HEEL, P.R_HEEL, P.L_TOE, P.R_TOE)
"""Points that get no disc, which would hide the foot."""
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
    leg
        Which leg stands for the first side, where that is not its own: the one that stands, on one leg.
    foot
        The middle of the foot as it stands during the repetition, also where a plate hides it now; None where unknown.
    """

    points: dict[P, tuple[float, float]]
    faint: frozenset[P]
    sides: tuple[Side, ...]
    back: Floats
    up: tuple[float, float] = (0.0, -1.0)
    leg: Side | None = None
    foot: tuple[float, float] | None = None

    def moved(self, scale: float, left: float, top: float) -> "Marks":
        """Give the same marks in a part of the picture that starts at (left, top) and is enlarged by ``scale``."""
        points = {p: ((x - left) * scale, (y - top) * scale) for p, (x, y) in self.points.items()}
        foot = ((self.foot[0] - left) * scale, (self.foot[1] - top) * scale) if self.foot else None
        return replace(self, points=points, back=(self.back - (left, top)) * scale, foot=foot)

    def point(self, name: str, side: Side) -> P:
        """Give the point of a short name on a side that is drawn."""
        swap = self.leg if name in LEG_BELOW_HIP and side == self.sides[0] and len(self.sides) == 1 else None
        return P[f"{swap or side}_{name}"]

    def at(self, name: str) -> Floats | None:
        """Give a point of the near side by its short name, such as ``"HIP"``; ``"NOSE"`` has no side."""
        point = self.points.get(P.NOSE if name == "NOSE" else self.point(name, self.sides[0]))
        return None if point is None else np.asarray(point)


def skeleton(rgb: Bytes, marks: Marks, width: float = 2.0, colour: Colour = PAPER) -> None:
    """Draw the bones and joints of the sides that are to be drawn.

    Parameters
    ----------
    width
        Width of the lines in pixels.
    """
    joints: list[P] = []
    for side in marks.sides:
        for chain in CHAINS:
            seen = _seen(marks, chain, side)
            for a, b in pairwise(seen):
                _bone(rgb, marks, a, b, width, colour)
            joints += [p for p in seen[len(seen) == 1 :] if p not in marks.faint and p not in ENDS]
    if len(marks.sides) > 1:
        _bone(rgb, marks, P.L_SHOULDER, P.R_SHOULDER, width, colour)
        _bone(rgb, marks, P.L_HIP, P.R_HIP, width, colour)
    for p in dict.fromkeys(joints):
        disc(rgb, np.asarray(marks.points[p]), width * 1.7, colour)


def _seen(marks: Marks, chain: tuple[str, ...], side: Side) -> list[P]:
    """Give the points of a chain up to the first that was not seen."""
    points = [marks.point(name, side) for name in chain]
    return list(takewhile(lambda p: p in marks.points, points))


def back_line(rgb: Bytes, marks: Marks, width: float = 3.0, colour: Colour = BACK) -> None:
    """Draw the line of the back, where it was seen."""
    if len(marks.back) > 1:
        stroke(rgb, marks.back, width, colour)


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


def tint(rgb: Bytes, shape: Floats, colour: Colour, solid: float = 0.3) -> None:
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
    return words.replace("°", " deg").replace("±", "+-").replace("·", "-").encode("ascii", "replace").decode()


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
