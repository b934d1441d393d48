"""Single postures with exact truth: people who stand, and the same people bent, rounded and not.

``python -m truth poses`` draws them, lets the pose network look at them and keeps what it saw beside the truth: what
``tools/back`` learns from (``make back-data``).
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from hingecoach.outline import trace
from hingecoach.pose import Backend, Person
from hingecoach.pose.registry import load_backend
from hingecoach.types import Bytes, Float32s, Floats

from .dress import Dressed, sample_look
from .film import Shot, film
from .measure import frame_angles
from .motion import Motion, extent
from .people import PERSONS, make_person
from .people import Person as Somebody
from .postures import sample_postures
from .props import make_props
from .raster import Raster
from .rig import Side
from .room import make_room
from .scene import Camera, sample_camera, sample_light
from .sensor import sample_sensor
from .shapes import Split

SIZE = (640, 480)
BANDS = ((0.0, 10.0, 0.55), (10.0, 20.0, 0.25), (20.0, 34.0, 0.20))
"""Angles off the side view from, to, and how often."""
LOOKS = 3
"""How often the network looks at a picture, each time where the last look says; a video would have led it there."""
LOST = 0.15
"""The network found somebody else when its hips lie further from the true ones than this, in picture heights."""
FIRST: dict[Split, int] = {"train": 0, "test": PERSONS["train"]}
"""Number of a split's first person in the files: no body has two numbers."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures of one person in one room with one camera; the first one shows them standing."""

    pictures: list[Bytes]
    shot: Shot
    hips: Floats

    @property
    def near(self) -> Side:
        """The person's side that is nearer to the camera."""
        return "L" if self.shot.camera.side > 0 else "R"


def draw_group(raster: Raster, rng: np.random.Generator, person: Somebody, bent: int) -> Group:
    """Draw a person who stands, and ``bent`` other postures of theirs."""
    motion = sample_postures(rng, person, bent)
    low, high, _ = BANDS[int(rng.choice(len(BANDS), p=[b[2] for b in BANDS]))]
    camera = sample_camera(rng, extent(motion), raster.size, (low, high))
    facing = camera.eye - camera.target
    towards = float(np.arctan2(facing[1], facing[0]))
    room = make_room(rng, towards + float(rng.uniform(-0.25, 0.25)))
    sensor = replace(sample_sensor(rng, raster.size, bent + 1, 1.0, 0.0), exposure=0.0)
    dressed = Dressed(person.rig, sample_look(rng), rng)
    shot = Shot(motion, make_props(rng, motion), dressed, None, camera, room, sensor, 0)
    raster.light(sample_light(rng, towards), np.array([0.0, camera.target[1], 0.8]))
    return Group(list(film(raster, shot, rng)), shot, _hips(motion, camera, raster.size))


def _hips(motion: Motion, camera: Camera, size: tuple[int, int]) -> Floats:
    """Give where the middle of the hips lies in each picture, pixels, shape (n, 2)."""
    at = np.array([[*s.mid("hip"), 1.0] for s in motion.skeletons]) @ camera.to_screen(size).T
    return np.asarray((at[:, :2] / at[:, 3:] * [0.5, -0.5] + 0.5) * size)


def seen(backend: Backend, picture: Bytes, hips: Floats) -> Person | None:
    """Let the network find the person whose hips are there, and give what it sees in the end; None if it does not."""
    rgb = np.ascontiguousarray(picture)
    for region in backend.detect(rgb):
        person = None
        for k in range(LOOKS):
            person = backend.look(rgb, region, mask=k == LOOKS - 1)
            if person is None:
                break
            region = person.region  # noqa: PLW2901  (the next look starts where this one says)
        if person is not None and np.hypot(*(person.xy[23:25].mean(axis=0) - hips)) < LOST * rgb.shape[0]:
            return person
    return None


def rows(group: Group, backend: Backend) -> Iterator[dict[str, object]]:
    """Give a row for each picture in which the person was found: what ``back.views.load`` reads, but body and group."""
    angles = frame_angles(group.shot.motion, group.near)
    side = "left" if group.near == "L" else "right"
    for k, picture in enumerate(group.pictures):
        person = seen(backend, picture, group.hips[k])
        if person is None or person.mask is None or person.to_image is None:
            continue
        yield {
            "xy": kept(person.xy),
            "outline": kept(trace(person.mask, person.to_image, person.xy)),
            "faces": side,
            "near": side,
            "azimuth": np.float32(group.shot.camera.azimuth),
            "standing": k == 0,
            "loose": np.float32(group.shot.dressed.look.loose),
            **{n: np.float32(angles[n][k]) for n in ("lumbar_convex", "lumbar", "thoracic", "hip", "knee", "trunk")},
        }


def kept(points: Floats) -> Float32s:
    """Give pixels to a sixteenth: finer than any network sees, and files are smaller by a third."""
    return (np.round(16.0 * points) / 16.0).astype(np.float32)


def _options(words: list[str]) -> argparse.Namespace:
    p = argparse.ArgumentParser(prog="truth poses", description="Render single postures with exact truth.")
    p.add_argument("--bodies", choices=("train", "test"), default="train", help="whose bodies; the splits share none")
    p.add_argument("--people", type=int, default=180, help="how many people")
    p.add_argument("--groups", type=int, default=5, help="clothes, rooms and cameras a person")
    p.add_argument("--bent", type=int, default=5, help="pictures a group beside the standing one")
    p.add_argument("--seed", type=int, default=0, help="the same seed gives the same pictures and truth")
    p.add_argument("--out", type=Path, default=Path("poses.npz"), help="file for what the network saw, with the truth")
    p.add_argument("--pictures", type=Path, help="folder for the pictures")
    p.add_argument("--sheet", type=Path, help="a PNG with all pictures, a row a group")
    return p.parse_args(words)


def main(words: list[str]) -> None:
    """Draw the postures and write what the network saw of them."""
    o = _options(words)
    if o.pictures:
        o.pictures.mkdir(parents=True, exist_ok=True)
    raster, backend = Raster(*SIZE), load_backend()
    found: list[dict[str, object]] = []
    shown = []
    for number in range(min(o.people, PERSONS[o.bodies])):
        person = make_person(o.bodies, number)
        for g in range(o.groups):
            group = draw_group(raster, np.random.default_rng([o.seed, number, g]), person, o.bent)
            found += [{**r, "body": FIRST[o.bodies] + number, "group": g} for r in rows(group, backend)]
            shown += [np.hstack([cv2.resize(p, (200, 150)) for p in group.pictures])] if o.sheet else []
            for k, picture in enumerate(group.pictures if o.pictures else ()):
                cv2.imwrite(str(o.pictures / f"{person.name}_{g}_{k}.jpg"), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        print(person.name, len(found), flush=True)
    np.savez_compressed(o.out, **{n: np.array([r[n] for r in found]) for n in found[0]})  # type: ignore[arg-type]
    if shown:
        cv2.imwrite(str(o.sheet), cv2.cvtColor(np.vstack(shown), cv2.COLOR_RGB2BGR))
