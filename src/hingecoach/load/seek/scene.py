"""One look: the picture around a person's hands, at a size that depends on the body alone, with what it is searched by.

Everything is measured in body lengths (shoulder to hip, knee and ankle along the joints, about 1.35 m), so that a
plate has the same size in every clip. Circles and straight lines are found once a look and shared by all seekers.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from hingecoach.keypoints import P
from hingecoach.load.scale import hands_of
from hingecoach.types import MARKS, Bytes, Floats

from .circles import circles, discs, slopes, steepest

BODY = 128
"""Pixels of a body length in a look: a pixel is about a centimetre."""
REACH = 0.7
"""Half the side of the look in body lengths: a plate of 45 cm whose middle is half a metre from the hands fits in."""
RADII = (0.085, 0.3)
"""Radii of the circles that are looked for, body lengths: from a plate of 25 cm to one of 45 cm near the camera."""
SMALL = 0.45
"""Persons smaller than this share of ``BODY`` pixels show no load: a plate is then 20 pixels wide."""
HANDS = ((P.L_WRIST, P.L_INDEX, P.L_ELBOW), (P.R_WRIST, P.R_INDEX, P.R_ELBOW))


class Mark(NamedTuple):
    """One thing that a seeker found.

    Attributes
    ----------
    score
        How well it fits what the seeker looks for, 0 to 1.
    x, y
        Its centre: pixels of the look while seeking, pixels of the picture in what :func:`look` gives.
    size
        Radius or half length, in body lengths.
    turn
        Direction of a line in the picture, radians, 0 level, + clockwise, -pi/2 to pi/2; 0 for round things.
    """

    score: float
    x: float
    y: float
    size: float
    turn: float = 0.0


@dataclass(frozen=True)
class Scene:
    """The picture around the hands.

    Attributes
    ----------
    rgb, grey
        The picture, ``BODY`` pixels a body length, shapes (N, M, 3) and (N, M).
    origin, scale
        A point of the picture lies at ``(point - origin) * scale`` in the look.
    xy
        The person's points in the look, shape (33, 2).
    before
        The look before this one, None in the first one.
    """

    rgb: Bytes
    grey: Bytes
    origin: tuple[float, float]
    scale: float
    xy: Floats
    before: "Scene | None" = None

    @cached_property
    def hands(self) -> Floats:
        """Middle of the left and the right hand, shape (2, 2)."""
        return hands_of(self.xy)

    @cached_property
    def hand(self) -> Floats:
        """The point between both hands."""
        middle: Floats = self.hands.mean(axis=0)
        return middle

    @cached_property
    def forearm(self) -> Floats:
        """Direction in which the forearms point, length 1; straight down where they point at the camera."""
        way = np.sum([self.xy[w] - self.xy[e] for w, _, e in HANDS], axis=0)
        size = float(np.hypot(*way))
        return way / size if size > 0.05 * BODY else np.array([0.0, 1.0])

    def grid(self, middle: Floats, ahead: tuple[float, float], beside: float, step: float = 0.02) -> Floats:
        """Give places around a point, from ``ahead`` along the forearms and ``beside`` across, pixels, shape (G, 2)."""
        a, b = np.meshgrid(np.arange(ahead[0], ahead[1], step), np.arange(-beside, beside + step / 2, step))
        across = np.array([-self.forearm[1], self.forearm[0]])
        return np.asarray(middle + BODY * (a.reshape(-1, 1) * self.forearm + b.reshape(-1, 1) * across))

    def from_hand(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """How far points lie beyond the hands, along the forearms, and beside that line: body lengths."""
        dx, dy = (x - self.hand[0]) / BODY, (y - self.hand[1]) / BODY
        ahead = dx * self.forearm[0] + dy * self.forearm[1]
        return np.asarray(ahead), np.asarray(dy * self.forearm[0] - dx * self.forearm[1])

    @cached_property
    def slopes(self) -> tuple[Floats, Floats]:
        """Grey levels a pixel to the right and downwards, each (N, M)."""
        return slopes(self.grey)

    @cached_property
    def steepest(self) -> tuple[Floats, Floats]:
        """The same of the colour that is steepest at each place."""
        return steepest(self.rgb)

    @cached_property
    def circles(self) -> Floats:
        """Circles anywhere in the look: x, y, radius in pixels, and the share of the rim that was seen, (C, 4)."""
        return circles(self.rgb, self.grey, self.steepest, RADII[0] * BODY, RADII[1] * BODY)

    @cached_property
    def lines(self) -> Floats:
        """Straight edges: x and y of both ends, shape (L, 4), longer than a hand."""
        found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(self.grey)[0]
        if found is None:
            return np.zeros((0, 4))
        ends = found.reshape(-1, 4).astype(np.float64)
        long: Floats = ends[np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]) > 0.06 * BODY]
        return long


def scene(rgb: Bytes, xy: Floats, length: float, middle: Floats, before: Scene | None = None) -> Scene | None:
    """Cut the look out of a picture.

    Parameters
    ----------
    rgb
        The picture, shape (height, width, 3).
    xy
        The person's points in it, shape (33, 2).
    length
        The person's usual body length in pixels.
    middle
        Centre of the look in the picture.
    before
        The look before.

    Returns
    -------
    Scene | None
        None where the middle is outside the picture, or the person is too small to show a load.
    """
    height, width = rgb.shape[:2]
    if length < SMALL * BODY or not (0 <= middle[0] < width and 0 <= middle[1] < height):
        return None
    half = REACH * length
    x0, y0 = max(0, round(middle[0] - half)), max(0, round(middle[1] - half))
    x1, y1 = min(width, round(middle[0] + half)), min(height, round(middle[1] + half))
    scale = BODY / length
    size = max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale))
    part = cv2.resize(rgb[y0:y1, x0:x1], size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    last = None if before is None else replace(before, before=None)
    origin = float(x0), float(y0)
    return Scene(np.asarray(part, np.uint8), np.asarray(grey, np.uint8), origin, scale, (xy - [x0, y0]) * scale, last)


def disc_marks(edges: tuple[Floats, Floats], centres: Floats, radii: Floats) -> list[Mark]:
    """Give the best discs among many places, no two of them next to each other, from a look's slopes."""
    found = discs(*edges, centres, radii * BODY)
    out: list[Mark] = []
    for x, y, r, score in found[np.argsort(-found[:, 3])]:
        if all(np.hypot(x - m.x, y - m.y) > r for m in out):
            out.append(Mark(float(score), float(x), float(y), float(r) / BODY))
        if len(out) == MARKS:
            break
    return out


def best(worth: Floats, marks: list[Mark], fits: npt.NDArray[np.bool_]) -> list[Mark]:
    """Give up to ``MARKS`` marks that fit, the worthiest first."""
    order = np.flatnonzero(fits)
    return [marks[i] for i in order[np.argsort(-worth[order])][:MARKS]]
