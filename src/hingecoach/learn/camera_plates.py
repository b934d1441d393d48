"""Figures for filming: where the camera stands, and what is in the picture."""

import numpy as np

from ..types import Floats
from .body import Body, Pose, build
from .figures import ACCENT, Drawing, Mark, Panel, Room, arrow, circle, crop, floor, path, person, words

__all__ = ["camera_panels", "frame_panels"]

_THIN = 'stroke="currentColor" stroke-width="2.2"'
_DASHED = 'stroke="currentColor" stroke-width="1.2" stroke-dasharray="4 4"'
_SOFT = 'fill="currentColor" opacity=".22"'
_HIP = 0.9
"""Height of the hips of somebody who stands, metres."""
_AWAY = 1.35
"""How far away the camera is drawn, metres; three in life."""


def camera_panels() -> tuple[Panel, ...]:
    """Draw where the camera stands: its height, and its direction."""
    return _from_behind(), _from_above()


def frame_panels() -> tuple[Panel, ...]:
    """Draw what is in the picture, and what is cut off."""
    body = build(Pose(0.0, 20.0, 62.0, lumbar=-12.0, thoracic=12.0, gap=0.0))
    return (
        _framed(
            body, (-0.75, -1.85, 0.95, 0.2), "Whole", "In the picture: head, hands and feet, with room to stand up"
        ),
        _framed(
            body, (-0.75, -1.85, 0.95, -0.3), "Cut off", "The feet are outside the picture: knees and weight are lost"
        ),
    )


def _from_behind() -> Panel:
    """Look at the person from behind: the camera stands beside them."""
    camera = _camera((_AWAY, -_HIP)) + path([(_AWAY, -_HIP + 0.08), (_AWAY, 0.0)], _THIN)
    sight = path([(_AWAY - 0.1, -_HIP), (0.2, -_HIP)], f'stroke="{ACCENT}" stroke-width="2.6"')
    named = words([Mark("hip height", (0.75, -_HIP - 0.05), "middle")])
    alt = "Seen from behind: the camera stands beside the person, at the height of the hips, level"
    base = Drawing(_standing() + camera + sight, (-0.3, -1.75, _AWAY + 0.1, 0.0))
    return Panel(base + named + floor(-0.4, _AWAY + 0.15), "At hip height, level, beside you", alt)


def _standing() -> str:
    """Draw somebody who stands and is seen from behind: head, trunk, arms, legs."""
    trunk = [(-0.19, -1.42), (0.19, -1.42), (0.15, -1.05), (0.17, -0.86), (-0.17, -0.86), (-0.15, -1.05)]
    wide = 'stroke="currentColor" fill="currentColor"'
    neck = path([(0.0, -1.42), (0.0, -1.55)], f'{wide} stroke-width="9"')
    parts = [path(trunk, f'{wide} stroke-width="6"', close=True), neck, circle((0.0, -1.62), 0.1, wide)]
    for side in (-1, 1):
        parts.append(path([(0.09 * side, -0.86), (0.1 * side, -0.06)], f'{wide} stroke-width="13"'))
        parts.append(path([(0.21 * side, -1.38), (0.27 * side, -0.8)], f'{wide} stroke-width="7.5"'))
        parts.append(path([(0.09 * side, -0.03), (0.15 * side, -0.03)], f'{wide} stroke-width="6"'))
    return f'<g opacity=".22">{"".join(parts)}</g>'


def _from_above() -> Panel:
    """Look down: the person faces right, the camera looks across."""
    person_ = path(_oval(0.1, 0.24), _SOFT, close=True) + circle((0.0, 0.0), 0.1, 'fill="currentColor" opacity=".4"')
    nose = path([(0.08, -0.04), (0.15, 0.0), (0.08, 0.04)], 'fill="currentColor" opacity=".4"', close=True)
    fan = "".join(path([(0.0, 0.0), _at(angle)], _DASHED) for angle in (-10.0, 10.0))
    sight = path([(0.0, 0.28), (0.0, _AWAY - 0.1)], f'stroke="{ACCENT}" stroke-width="2.6"')
    camera = _camera((0.0, _AWAY + 0.03), upright=True)
    named = words([Mark("faces this way", (0.24, -0.07)), Mark("within 10°", (0.3, 1.2))])
    alt = "Seen from above: the person faces to the right, the camera looks at the side, at most 10 degrees off"
    base = Drawing(person_ + nose + fan + sight + camera, (-0.4, -0.3, 0.6, _AWAY + 0.15))
    return Panel(base + arrow((0.2, 0.0), (0.55, 0.0)) + named, "Square to the side", alt)


def _at(degrees: float) -> tuple[float, float]:
    a = np.radians(degrees)
    return float(_AWAY * np.sin(a)), float(_AWAY * np.cos(a))


def _oval(deep: float, wide: float) -> Floats:
    a = np.linspace(0, 2 * np.pi, 25)
    return np.stack([deep * np.cos(a), wide * np.sin(a)], axis=-1)


def _camera(at: tuple[float, float], *, upright: bool = False) -> str:
    x, y = at
    wide, deep = (0.075, 0.03) if upright else (0.03, 0.075)
    body = [(x - wide, y - deep), (x + wide, y - deep), (x + wide, y + deep), (x - wide, y + deep)]
    eye = (x, y - deep - 0.012) if upright else (x - wide - 0.012, y)
    return path(body, 'fill="currentColor"', close=True) + circle(eye, 0.02, f'fill="{ACCENT}"')


def _framed(body: Body, frame: Room, caption: str, alt: str) -> Panel:
    left, top, right, bottom = frame
    edge = path([(left, top), (right, top), (right, bottom), (left, bottom)], _THIN, close=True)
    ground = floor(left, right) if bottom > 0 else Drawing("", frame)
    return Panel(crop(person(body) + Drawing(edge, frame) + ground, frame), caption, alt)
