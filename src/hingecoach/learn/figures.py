"""Draws a person from joint angles as SVG: a soft outline, the joints, and the line of the back.

The drawings name no colour of their own but the accent's: they take the text's colour (``currentColor``), to be read
on white, in the dark and in grey print. Every one has a text alternative. Nobody real is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np

from ..types import Floats
from .body import Body

__all__ = [
    "ACCENT",
    "Drawing",
    "Mark",
    "Panel",
    "Room",
    "arrow",
    "circle",
    "crop",
    "floor",
    "path",
    "person",
    "svg",
    "words",
]

ACCENT = "var(--fig-accent, #0b857b)"
_UNITS = 100.0
"""Units of the drawing a metre."""
_PIXELS = 140.0
"""Pixels a metre, where there is room for it."""
_MARGIN = 0.05
"""Room left around a drawing, metres."""
Room = tuple[float, float, float, float]
"""Left, top, right, bottom, metres."""
_LIMBS = (
    ("hip", "knee", 0.092, 0.062),
    ("knee", "ankle", 0.06, 0.04),
    ("neck", "head", 0.062, 0.05),
)
_ARM = (("shoulder", "elbow", 0.05, 0.038), ("elbow", "wrist", 0.037, 0.026), ("wrist", "hand", 0.03, 0.034))
_OTHER = (
    ("hip", "knee2", 0.088, 0.06),
    ("knee2", "ankle2", 0.058, 0.038),
)
"""From, to, and how thick there: half widths in metres (by eye)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A piece of SVG with the room that it takes: left, top, right, bottom, metres."""

    inside: str
    room: Room

    def __add__(self, other: "Drawing") -> "Drawing":
        corners = np.array([self.room, other.room]).reshape(-1, 2)
        return Drawing(self.inside + other.inside, around(corners))


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word in a drawing, at a point in metres; ``side`` says on which side of the point it stands."""

    text: str
    at: tuple[float, float]
    side: str = "start"


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing with its caption, what it shows in words, and how much larger than usual it is drawn."""

    drawing: Drawing
    caption: str
    alt: str
    scale: float = 1.0


def svg(panel: Panel) -> str:
    """Give a panel as an SVG element."""
    scale = _PIXELS * panel.scale
    left, top, right, bottom = panel.drawing.room
    box = [left - _MARGIN, top - _MARGIN, right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN]
    x, y, wide, high = (round(v * _UNITS, 1) for v in box)
    return (
        f'<svg class="figure" role="img" aria-label="{escape(panel.alt)}" viewBox="{x:g} {y:g} {wide:g} {high:g}" '
        f'width="{scale * wide / _UNITS:.0f}" height="{scale * high / _UNITS:.0f}" fill="none" '
        f'stroke-linecap="round" stroke-linejoin="round">{panel.drawing.inside}</svg>'
    )


def crop(drawing: Drawing, room: Room) -> Drawing:
    """Show only a part of the world of a drawing, metres."""
    return replace(drawing, room=room)


def person(body: Body, *, back: bool = True, chord: bool = False, arm: bool = True, sticks: bool = True) -> Drawing:
    """Draw a person.

    Parameters
    ----------
    back
        Whether the line of the back is drawn in the accent's colour.
    chord
        Whether a dashed straight line lies beside the back, to compare it with.
    arm
        Whether the arm is drawn.
    sticks
        Whether the thigh and shin are drawn as lines with their joints.
    """
    parts = [_outline(body, arm=arm)]
    if sticks:
        parts.append(_sticks(body))
    if chord:
        line = body.back_line
        parts.append(path([line[0], line[-1]], 'stroke="currentColor" stroke-width="1.2" stroke-dasharray="3 4"'))
    if back:
        parts.append(path(body.back_line, f'stroke="{ACCENT}" stroke-width="4"'))
    joints = np.array(list(body.joints.values()))
    return Drawing("".join(parts), around(body.back, body.front, _round(body.joints["head"], 0.13), joints))


def around(*points: Floats) -> Room:
    """Give the room that points take, shape (N, 2) each."""
    every = np.concatenate(points)
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def floor(left: float, right: float, y: float = 0.0) -> Drawing:
    """Draw the floor."""
    return Drawing(
        path([(left, y), (right, y)], 'stroke="currentColor" stroke-width="1.5" opacity=".45"'), (left, y, right, y)
    )


def words(marks: Iterable[Mark], size: float = 8.5) -> Drawing:
    """Write words into a drawing; ``size`` is that of its letters in centimetres."""
    parts, corners = [], []
    for m in marks:
        x, y = m.at
        wide = 0.0055 * size * len(m.text)
        start = {"start": x, "end": x - wide}.get(m.side, x - wide / 2)
        corners += [(start, y - size / 100), (start + wide, y + 0.02)]
        parts.append(
            f'<text x="{x * _UNITS:.1f}" y="{y * _UNITS:.1f}" text-anchor="{m.side}" font-size="{size:g}" '
            f'font-family="system-ui, sans-serif" fill="currentColor">{escape(m.text)}</text>'
        )
    return Drawing("".join(parts), around(np.array(corners)))


def path(points: Sequence[tuple[float, float]] | Floats | Sequence[Floats], how: str, *, close: bool = False) -> str:
    """Draw a line through points given in metres."""
    at = " ".join(f"{x * _UNITS:.1f},{y * _UNITS:.1f}" for x, y in points)
    return f'<path d="M{at}{"Z" if close else ""}" {how}/>'


def circle(at: Floats | tuple[float, float], radius: float, how: str) -> str:
    """Draw a circle; its radius is in metres."""
    return f'<circle cx="{at[0] * _UNITS:.1f}" cy="{at[1] * _UNITS:.1f}" r="{radius * _UNITS:.1f}" {how}/>'


def arrow(start: tuple[float, float], end: tuple[float, float]) -> Drawing:
    """Draw an arrow in the accent's colour, metres."""
    a, b = np.array(start), np.array(end)
    along = (b - a) / np.hypot(*(b - a))
    side = np.array([along[1], -along[0]])
    head = [b - 0.06 * along + 0.04 * side, b, b - 0.06 * along - 0.04 * side]
    how = f'stroke="{ACCENT}" stroke-width="2.6"'
    return Drawing(path([a, b], how) + path(head, how), around(np.array([a, b])))


def _outline(body: Body, *, arm: bool) -> str:
    """Draw the soft shape of the body: all of it one tone, the arm and the other leg a little lighter or darker."""
    at = body.joints
    trunk = path([*body.back, *body.front[::-1]], "", close=True)
    solid = trunk + "".join(_limb(at[a], at[b], *wide) for a, b, *wide in _LIMBS) + _foot(at, "") + _head(body)
    parts = []
    if "knee2" in at:
        other = "".join(_limb(at[a], at[b], *wide) for a, b, *wide in _OTHER) + _foot(at, "2")
        parts.append(_group(other, 0.12))
    parts.append(_group(solid, 0.22))
    if arm:
        parts.append(_group("".join(_limb(at[a], at[b], *wide) for a, b, *wide in _ARM), 0.3))
    return "".join(parts)


def _foot(at: dict[str, Floats], which: str) -> str:
    """Draw a foot: flat under the sole, round at heel and toes."""
    ankle, heel, toe = (at[name + which] for name in ("ankle", "heel", "toe"))
    lift = 0.022 * (ankle - (heel + toe) / 2) / np.hypot(*(ankle - (heel + toe) / 2))
    rim = 'stroke="currentColor" stroke-width="4.4"'
    return path([heel + lift, toe + lift, ankle], rim, close=True)


def _group(inside: str, opacity: float) -> str:
    return f'<g fill="currentColor" opacity="{opacity}">{inside}</g>'


def _head(body: Body) -> str:
    """Draw the head with its nose, turned as it looks."""
    x, y = body.joints["head"] * _UNITS
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) rotate({body.facing:.0f})">'
        '<ellipse rx="9" ry="11.5"/><path d="M7,-2 L12.5,3.5 L7.5,5Z"/></g>'
    )


def _sticks(body: Body) -> str:
    at = body.joints
    how = 'stroke="currentColor" stroke-width="1.4" opacity=".75"'
    legs = path([at["ankle"], at["knee"], at["hip"]], how)
    dots = "".join(circle(at[name], 0.017, 'fill="currentColor"') for name in ("ankle", "knee", "hip"))
    return legs + dots


def _limb(a: Floats, b: Floats, thick: float, thin: float) -> str:
    """Draw a limb: two circles and what lies between them."""
    along = b - a
    far = float(np.hypot(*along)) or 1.0
    turn = np.arcsin(np.clip((thick - thin) / far, -1, 1))
    base = np.arctan2(along[1], along[0])
    rounded = [
        *_round(a, thick, base + np.pi / 2 - turn, base + 3 * np.pi / 2 + turn),
        *_round(b, thin, base - np.pi / 2 + turn, base + np.pi / 2 - turn),
    ]
    return path(rounded, "", close=True)


def _round(middle: Floats, radius: float, start: float = 0.0, end: float = 2 * np.pi) -> Floats:
    a = np.linspace(start, end, 12)
    return np.asarray(middle + radius * np.stack([np.cos(a), np.sin(a)], axis=-1))
