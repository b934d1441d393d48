"""Films a shot: frame after frame, over the time that the shutter is open."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hingecoach.types import Bytes, Floats

from .company import Company
from .dress import Dressed, Skin
from .motion import Motion
from .props import Props
from .raster import Actor, Raster, Thing, View
from .room import Room
from .scene import Camera
from .sensor import Sensor

EACH = 1.5
"""Pixels that anything may move between two of the instants that make a blurred frame."""
MOST = 8
"""Instants of a frame at most."""


@dataclass(slots=True)
class Shot:
    """A clip before it is drawn."""

    motion: Motion
    props: Props
    dressed: Dressed
    company: Company | None
    camera: Camera
    room: Room
    sensor: Sensor
    crf: int


Place = list[tuple[Skin, Skin]]
"""Skin and normals of everybody at one instant."""


def film(raster: Raster, shot: Shot, rng: np.random.Generator) -> Iterator[Bytes]:
    """Draw frame after frame as the phone takes it."""
    moves = shot.props.moving + ([] if shot.company is None else shot.company.loads)
    moving = [(raster.thing(m), places) for m, places in moves]
    actors = [raster.actor(d) for d in (shot.dressed, *([] if shot.company is None else [shot.company.dressed]))]
    view = View(shot.camera.to_screen(raster.size), shot.camera.eye, shot.room.mirror)
    still = _still(raster, shot, view)
    frames = len(shot.motion.skeletons)
    following = _everybody(shot, 0)
    for k in range(frames):
        now, following = following, _everybody(shot, min(k + 1, frames - 1))
        taken = []
        for share in _instants(shot, now, following):
            _pose(actors, now, following, share)
            there = [(t, _between(p[k], p[min(k + 1, frames - 1)], share)) for t, p in moving]
            taken.append(raster.frame(actors, there, view))
        picture = taken[0] if len(taken) == 1 else np.mean(taken, axis=0).astype(np.uint8)
        yield shot.sensor.take(picture, k, rng)
    for a in actors:
        a.release()
    for t in (*still, *(t for t, _ in moving)):
        t.release()


def _still(raster: Raster, shot: Shot, view: View) -> list[Thing]:
    """Draw the room and what stands in it."""
    shell, *things = (raster.thing(m) for m in (shot.room.shell, shot.room.things, *shot.props.static) if len(m))
    behind = [] if view.mirror is None else [raster.thing(view.mirror.behind)]
    raster.room([shell, *things], [*things, *behind], view)
    return [shell, *things, *behind]


def _everybody(shot: Shot, k: int) -> Place:
    first = shot.dressed.pose(shot.motion.skeletons[k])
    return [first] if shot.company is None else [first, shot.company.pose(k)]


def _instants(shot: Shot, now: Place, following: Place) -> list[float]:
    """Give the instants of a frame as shares of the way to the next one: one, or more where much moves."""
    if shot.sensor.exposure <= 0.0:
        return [0.0]
    metres = max(float(np.abs(b[0] - a[0]).max()) for a, b in zip(now, following, strict=True))
    away = float(np.linalg.norm(shot.camera.eye - shot.camera.target))
    pixels = metres * shot.sensor.exposure * shot.camera.focal / away
    count = int(np.clip(np.ceil(pixels / EACH), 1, MOST))
    return [float(x) for x in (np.arange(count) - 0.5 * (count - 1)) / count * shot.sensor.exposure]


def _pose(actors: list[Actor], now: Place, following: Place, share: float) -> None:
    for actor, (place, normal), (next_place, next_normal) in zip(actors, now, following, strict=True):
        actor.pose(_mix(place, next_place, share), _mix(normal, next_normal, share))


def _mix(a: Skin, b: Skin, share: float) -> Skin:
    return a if share == 0.0 else a + np.float32(share) * (b - a)


def _between(a: Floats, b: Floats, share: float) -> Floats:
    return a + share * (b - a)
