"""A pose backend without networks: scripted people on a stage, for everybody's tests.

The stage paints pictures whose red and green rise slowly to the right and downwards, so that the backend can tell where
any cut-out or turned view of a picture was taken; blue shows the people's clothes.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from hingecoach.keypoints import P
from hingecoach.pose import Person, Region
from hingecoach.types import Bytes, Floats, Frame, PoseSource

RAMP = 40.0
"""How far red and green rise over the picture: enough to tell the place, too little to look like other clothes."""
CROP = 256


class Picture(np.ndarray):
    """A picture that knows its time: pictures can be looked at in any order."""

    time: float = math.nan


def always(value: float) -> Callable[[float], float]:
    return lambda _: value


def reps(seconds: float = 2.0, start: float = 0.0, end: float = math.inf) -> Callable[[float], float]:
    """Bend from 0 (standing) to 1 (deepest) and back, once in so many seconds."""
    return lambda t: (1 - math.cos(2 * math.pi * (t - start) / seconds)) / 2 if start <= t <= end else 0.0


@dataclass(frozen=True)
class Actor:
    """One scripted person, seen from the side.

    ``x`` and ``feet`` in pixels; ``bend`` 0 standing to 1 hinged over; ``there`` whether in the picture; ``seen``
    whether the landmark network finds anything; ``detected`` whether the detector does (never a flower poster);
    ``noticed`` when it does; ``clear`` how much of the body the network sees.
    """

    x: Callable[[float], float] = lambda _: 320.0
    feet: float = 440.0
    height: float = 340.0
    shirt: int = 80
    bend: Callable[[float], float] = lambda _: 0.0
    there: Callable[[float], bool] = lambda _: True
    seen: Callable[[float], bool] = lambda _: True
    detected: bool = True
    noticed: Callable[[float], bool] = lambda _: True
    clear: float = 0.9

    def points(self, time: float) -> Floats:
        """Return pixels, shape (33, 2): facing right, hips go back and down, the trunk leans forward."""
        x, h, bend = self.x(time), self.height, self.bend(time)
        ankle = np.array([x, self.feet])
        knee = ankle + h * np.array([0.01, -0.25])
        hip = knee + h * 0.25 * np.array([-math.sin(0.7 * bend), -math.cos(0.7 * bend)])
        lean = 1.3 * bend
        up, ahead = np.array([math.sin(lean), -math.cos(lean)]), np.array([math.cos(lean), math.sin(lean)])
        shoulder = hip + 0.3 * h * up
        hand = shoulder + np.array([0, 0.3 * h])
        at = {
            "SHOULDER": shoulder, "HIP": hip, "KNEE": knee, "ANKLE": ankle, "HEEL": ankle + h * np.array([-0.03, 0.02]),
            "TOE": ankle + h * np.array([0.1, 0.02]), "ELBOW": (shoulder + hand) / 2, "WRIST": hand,
        }  # fmt: skip
        head = shoulder + 0.12 * h * up + 0.02 * h * ahead
        points = np.tile(head, (33, 1))
        for point in P:
            name = point.name[2:]
            points[point] = at.get(name, hand if name in {"PINKY", "INDEX", "THUMB"} else head)
            points[point] += (0.02 if point.name.startswith("L_") else -0.02) * h * ahead
        return points

    def region(self, time: float) -> Region:
        hip = self.points(time)[[P.L_HIP, P.R_HIP]].mean(axis=0)
        return float(hip[0]), float(hip[1]), 2 * 1.25 * 0.56 * self.height, 0.0


@dataclass
class Stage:
    """A video with scripted people in it."""

    actors: list[Actor]
    seconds: float = 6.0
    rate: float = 20.0
    size: tuple[int, int] = (640, 480)
    now: float = field(default=0.0, init=False)

    def frames(self) -> Iterator[Frame]:
        width, height = self.size
        x, y = np.meshgrid(np.arange(width) * RAMP / width, np.arange(height) * RAMP / height)
        empty = np.stack([x + 0.5, y + 0.5, np.zeros_like(x)], axis=2).astype(np.uint8)
        for index in range(round(self.seconds * self.rate)):
            self.now = index / self.rate
            rgb = empty.copy()
            for actor in self.actors:
                if actor.there(self.now):
                    points = actor.points(self.now)
                    (x0, y0), (x1, y1) = points.min(axis=0).astype(int) - 8, points.max(axis=0).astype(int) + 8
                    rgb[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1), 2] = actor.shirt
            picture = rgb.view(Picture)
            picture.time = self.now
            yield Frame(index, self.now, picture)

    def again(self, start: float, end: float) -> list[Frame]:
        return [frame for frame in self.frames() if start <= frame.time <= end]

    def turn_to(self, rgb: Bytes) -> None:
        """Go to the time of a whole picture; a view of one belongs to the picture looked at before."""
        time = getattr(rgb, "time", math.nan)
        self.now = self.now if math.isnan(time) else time

    def present(self) -> list[Actor]:
        return [actor for actor in self.actors if actor.there(self.now)]

    def view(self, rgb: Bytes) -> Floats:
        """Affine map (2, 3) from the pixels of any view of the picture to the picture's own."""
        h, w = rgb.shape[:2]
        rows, cols = np.mgrid[0:h:16, 0:w:16]
        seen = rgb[::16, ::16, :2].astype(np.float64)
        inner = ((seen > 1) & (seen < RAMP - 1)).all(axis=2)
        grid = np.column_stack([cols[inner], rows[inner], np.ones(int(inner.sum()))])
        scale = np.array(self.size) / RAMP
        solved: Floats = np.linalg.lstsq(grid, seen[inner] * scale, rcond=None)[0].T
        return solved if len(grid) > 9 else np.eye(2, 3)


@dataclass
class FakeBackend:
    """Sees the people of a stage; ``looks`` and ``detections`` count the calls."""

    stage: Stage
    looks: int = 0
    detections: int = 0
    source: PoseSource = field(default_factory=lambda: PoseSource("fake", "0" * 64))

    def detect(self, rgb: Bytes, most: int = 6) -> list[Region]:
        self.detections += 1
        self.stage.turn_to(rgb)
        to_picture = self.stage.view(rgb)
        scale = math.hypot(*to_picture[:, 0])
        found = []
        for actor in self.stage.present():
            x, y, side, turn = actor.region(self.stage.now)
            cx, cy = np.linalg.solve(to_picture[:, :2], np.array([x, y]) - to_picture[:, 2])
            inside = 0 <= cx < rgb.shape[1] and 0 <= cy < rgb.shape[0]
            noticed = actor.detected and actor.noticed(self.stage.now)
            if noticed and inside and side / scale > 0.2 * max(rgb.shape[:2]):
                found.append((float(cx), float(cy), side / scale, turn))
        return found[:most]

    def look(self, rgb: Bytes, region: Region, *, mask: bool = False) -> Person | None:
        self.looks += 1
        self.stage.turn_to(rgb)
        now = self.stage.now
        near = [(self._gap(a.region(now), region), i) for i, a in enumerate(self.stage.actors) if a.there(now)]
        near = [(gap, i) for gap, i in near if gap < 0.3 and self.stage.actors[i].seen(now)]
        if not near:
            return None
        actor = self.stage.actors[min(near)[1]]
        xy = actor.points(now)
        scale = region[2] / CROP
        to_image = np.array([[scale, 0, region[0] - region[2] / 2], [0, scale, region[1] - region[2] / 2]])
        return Person(
            xy=xy,
            depth=np.zeros(33),
            world=np.column_stack([(xy - actor.region(now)[:2]) / actor.height * 1.75, np.zeros(33)]),
            score=np.full(33, actor.clear),
            sure=0.95,
            region=actor.region(now),
            mask=_mask(xy, to_image, 0.06 * actor.height) if mask else None,
            to_image=to_image if mask else None,
        )

    @staticmethod
    def _gap(one: Region, other: Region) -> float:
        if max(one[2], other[2]) > 2 * min(one[2], other[2]):
            return math.inf
        return math.hypot(one[0] - other[0], one[1] - other[1]) / max(one[2], other[2])


def _mask(xy: Floats, to_image: Floats, half: float) -> Bytes:
    """Opacity of a trunk that reaches ``half`` pixels of the picture to both sides of the line hip to shoulder."""
    cols, rows = np.meshgrid(np.arange(CROP), np.arange(CROP))
    x = to_image[0, 0] * cols + to_image[0, 2]
    y = to_image[1, 1] * rows + to_image[1, 2]
    hip, shoulder = xy[[P.L_HIP, P.R_HIP]].mean(axis=0), xy[[P.L_SHOULDER, P.R_SHOULDER]].mean(axis=0)
    along = (shoulder - hip) / np.linalg.norm(shoulder - hip)
    off = np.abs((x - hip[0]) * along[1] - (y - hip[1]) * along[0]) / to_image[0, 0]
    return np.clip(127.5 + 60 * (half / to_image[0, 0] - off), 0, 255).astype(np.uint8)
