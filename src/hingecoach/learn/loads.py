"""Draws what the hands hold, and what stands around: bars, bells, a band, a stick, a box, a crib."""

from collections.abc import Callable, Mapping

import numpy as np

from ..types import Floats
from .body import Body
from .figures import Drawing, around, circle, path

__all__ = ["LOADS", "load"]

_LINE = 'stroke="currentColor" stroke-width="2.2"'
_SOLID = 'fill="currentColor" opacity=".75"'
_PLATE, _BELL, _HEX = 0.21, 0.085, 0.062
"""Radius of a large plate, a kettlebell and a dumbbell's end, metres."""


def load(name: str, body: Body) -> Drawing:
    """Draw a load where this person holds it.

    Raises
    ------
    KeyError
        There is no drawing of that name; :data:`LOADS` has them.
    """
    return LOADS[name](body)


def _nothing(body: Body) -> Drawing:
    hand = body.joints["hand"]
    return Drawing("", around(np.array([hand])))


def _plate(at: Floats) -> Drawing:
    ring = circle(at, _PLATE, f'{_LINE} fill="currentColor" fill-opacity=".07"')
    return Drawing(ring + circle(at, 0.025, _SOLID), around(np.array([at - _PLATE, at + _PLATE])))


def _barbell(body: Body) -> Drawing:
    return _plate(body.joints["hand"])


def _bar_on_shoulders(body: Body) -> Drawing:
    return _plate(body.joints["neck"] + 0.06 * _backwards(body))


def _kettlebell(body: Body) -> Drawing:
    return _bell(body.joints["hand"], np.array([0.0, 1.0]))


def _thrown_kettlebell(body: Body) -> Drawing:
    along = body.joints["hand"] - body.joints["wrist"]
    return _bell(body.joints["hand"], along / np.hypot(*along))


def _bell(hand: Floats, along: Floats) -> Drawing:
    middle = hand + (_BELL + 0.06) * along
    aside = np.array([along[1], -along[0]])
    handle = path([middle - 0.055 * aside, hand - 0.04 * aside, hand + 0.04 * aside, middle + 0.055 * aside], _LINE)
    return Drawing(handle + circle(middle, _BELL, _SOLID), around(np.array([middle - _BELL, middle + _BELL])))


def _dumbbells(body: Body) -> Drawing:
    at = body.joints["hand"]
    turns = np.radians(np.arange(0, 360, 60) + 30)
    corners = at + _HEX * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    return Drawing(path(corners, _SOLID, close=True), around(corners))


def _band(body: Body) -> Drawing:
    hand = body.joints["hand"]
    anchor = np.array([body.joints["hip"][0] - 0.75, hand[1] + 0.08])
    line = path([hand, anchor], f'{_LINE} stroke-dasharray="5 4"')
    post = path([anchor - np.array([0.0, 0.25]), np.array([anchor[0], 0.0])], _LINE)
    return Drawing(line + post, around(np.array([hand, anchor, [anchor[0], 0.0]])))


def _stick(body: Body) -> Drawing:
    """Lay a stick on the sacrum and the upper back; it goes on to the back of the head."""
    low, high = body.back_line[2], body.back_line[-6]
    along = (high - low) / np.hypot(*(high - low))
    ends = np.array([low - 0.16 * along, high + 0.46 * along]) + 0.02 * _backwards(body)
    return Drawing(path(ends, 'stroke="currentColor" stroke-width="3"'), around(ends))


def _box(body: Body) -> Drawing:
    x, y = body.joints["hand"]
    corners = np.array([[x - 0.06, y - 0.14], [x + 0.3, y - 0.14], [x + 0.3, y + 0.16], [x - 0.06, y + 0.16]])
    return Drawing(path(corners, f'{_LINE} fill="currentColor" fill-opacity=".1"', close=True), around(corners))


def _crib(body: Body) -> Drawing:
    """Draw a crib with its near side lowered, and a small bundle in the hands."""
    x = float(body.joints["toe"][0]) + 0.06
    wide = 0.62
    bed = path([(x, -0.42), (x + wide, -0.42)], _LINE)
    posts = path([(x, 0.0), (x, -0.62)], _LINE) + path([(x + wide, 0.0), (x + wide, -1.0)], _LINE)
    rails = "".join(path([(x + wide - 0.012, -h), (x + wide + 0.012, -h)], _LINE) for h in (0.62, 0.81, 1.0))
    hand = body.joints["hand"]
    bundle = path(_oval(hand + np.array([0.04, 0.03]), 0.17, 0.075), _SOLID, close=True)
    head = circle(hand + np.array([0.25, 0.0]), 0.062, _SOLID)
    return Drawing(bed + posts + rails + bundle + head, (x, -1.0, x + wide, 0.0))


def _oval(middle: Floats, wide: float, high: float) -> Floats:
    a = np.linspace(0, 2 * np.pi, 25)
    return np.asarray(middle + np.stack([wide * np.cos(a), high * np.sin(a)], axis=-1))


def _backwards(body: Body) -> Floats:
    """Give the direction from the chest to the back at the shoulders."""
    across = body.back[-8] - body.front[-8]
    return np.asarray(across / np.hypot(*across))


LOADS: Mapping[str, Callable[[Body], Drawing]] = {
    "nothing": _nothing,
    "barbell": _barbell,
    "bar_on_shoulders": _bar_on_shoulders,
    "kettlebell": _kettlebell,
    "thrown_kettlebell": _thrown_kettlebell,
    "dumbbells": _dumbbells,
    "band": _band,
    "stick": _stick,
    "box": _box,
    "crib": _crib,
}
"""What can be drawn, by name."""
