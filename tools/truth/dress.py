"""Clothes, hair and skin: offsets from the bare body at rest, and what is painted where."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats

from .chance import between
from .rig import BONES, SIDES, Rig
from .shapes import load
from .skeleton import Skeleton

Skin = npt.NDArray[np.float32]
"""A number a vertex, or several."""
SKIN = np.array(
    [
        [0.87, 0.67, 0.56],
        [0.80, 0.58, 0.47],
        [0.72, 0.47, 0.35],
        [0.58, 0.36, 0.25],
        [0.42, 0.25, 0.16],
        [0.28, 0.16, 0.10],
    ]
)
HAIR = np.array([[0.03, 0.025, 0.02], [0.10, 0.06, 0.03], [0.25, 0.14, 0.06], [0.45, 0.32, 0.16], [0.55, 0.54, 0.52]])
GAMMA = 1.8
"""Colours are drawn as they look and used as light."""
BELT, THICK = 0.10, 0.012
"""Width of a lifting belt and how far it stands off, metres."""


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody wears.

    ``loose`` and ``loose_legs`` 0 (skin-tight) to 1; ``sag`` metres that a loose top hangs; ``sleeve`` 0 none to 2 at
    the wrist; ``legs`` 0 none, 1 at the knee, 2 at the ankle; ``hem`` metres over the hips; ``hair`` metres below the
    ears, ``volume`` of the hair in metres; ``belt`` a lifting belt.
    """

    topless: bool
    loose: float
    loose_legs: float
    sag: float
    sleeve: float
    legs: float
    hem: float
    socks: float
    stripes: bool
    hair: float
    volume: float
    belt: bool
    colours: dict[str, tuple[float, float, float]]


def sample_look(rng: np.random.Generator) -> Look:
    """Draw clothes, hair and colours."""
    u = partial(between, rng)
    colours = {k: _colour(rng) for k in ("top", "bottoms", "shoes", "socks", "belt")}
    if rng.random() < 0.4:
        colours["bottoms"] = np.full(3, u(0.02, 0.12))
    colours["skin"] = np.clip(SKIN[rng.integers(len(SKIN))] * u(0.85, 1.1), 0.05, 0.95)
    colours["hair"] = HAIR[rng.integers(len(HAIR))] * u(0.8, 1.3)
    long_sleeves, long_legs, long_hair = rng.random(3) < (0.25, 0.45, 0.3)
    return Look(
        topless=bool(rng.random() < 0.05),
        loose=float(rng.beta(1.3, 1.6)),
        loose_legs=float(rng.beta(1.2, 2.0)),
        sag=u(0.01, 0.09),
        sleeve=1.9 if long_sleeves else u(0.15, 0.7),
        legs=u(1.6, 1.85) if long_legs else u(0.4, 0.85),
        hem=u(-0.06, 0.10),
        socks=u(1.7, 1.9),
        stripes=bool(rng.random() < 0.15),
        hair=u(0.10, 0.16) if long_hair else u(0.03, 0.08),
        volume=u(0.02, 0.035) if long_hair else u(0.004, 0.02),
        belt=bool(rng.random() < 0.15),
        colours={k: tuple(float(x) for x in np.clip(c, 0.02, 0.95) ** GAMMA) for k, c in colours.items()},  # type: ignore[misc]
    )


def _colour(rng: np.random.Generator) -> Floats:
    c = rng.uniform(0.03, 0.85, 3)
    mixed: Floats = c.mean() + (c - c.mean()) * rng.uniform(0.1, 1.0)
    return mixed


class Mesh:
    """Sums over the triangles and the neighbours of each vertex; the same for every body."""

    def __init__(self, faces: npt.NDArray[np.int32], vertices: int) -> None:
        self.faces = faces
        corner = faces.T.ravel()
        order = np.argsort(corner, kind="stable")
        self._face = np.tile(np.arange(len(faces)), 3)[order]
        self._start = np.searchsorted(corner[order], np.arange(vertices))
        self._next = np.roll(faces, -1, axis=1).T.ravel()[order]
        self._count = np.bincount(corner, minlength=vertices)[:, None]

    def normals(self, v: Skin) -> Skin:
        """Give the unit normal at each vertex."""
        a, b, c = (v[self.faces[:, k]].T for k in range(3))
        (px, py, pz), (qx, qy, qz) = b - a, c - a
        square = np.stack([py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx], axis=1)  # np.cross is slower
        n = np.add.reduceat(square[self._face], self._start)
        return n / np.maximum(np.sqrt(np.einsum("ij,ij->i", n, n))[:, None], np.float32(1e-9))  # type: ignore[no-any-return]

    def smoothed(self, x: Floats, times: int) -> Floats:
        """Mix each vertex's value with those of its neighbours, several times."""
        count = self._count if x.ndim > 1 else self._count[:, 0]
        for _ in range(times):
            x = 0.5 * x + 0.5 * np.add.reduceat(x[self._next], self._start) / count
        return x


class Dressed:
    """A person in clothes.

    Attributes
    ----------
    region
        For the shader, (V, 4): along the arm, along the leg, head, ear (-1).
    """

    def __init__(self, rig: Rig, look: Look, rng: np.random.Generator) -> None:
        self.rig, self.look = rig, look
        self.mesh = Mesh(rig.faces, len(rig.shape.vertices))
        v = rig.shape.vertices
        self._normal = self.mesh.normals(v.astype(np.float32)).astype(float)
        points = dict(zip(load().face_names, load().face_points @ v, strict=True))
        self._points = points
        self._head = 0.5 * (points["left_ear"] + points["right_ear"]) + np.array([0.0, 0.0, 0.015])
        self._hairline = 0.62 * float(v[:, 2].max() - self._head[2])
        self.region = self._regions()
        self._shirt, self._trousers = self._cover()
        belt = self._belt()
        offset = (
            self._cloth(rng) * (1 - belt)
            + self._hair()
            + belt * THICK
            + np.clip(self._share("foot", "toes") * 2 - 0.5, 0, 1) * 0.007
        )
        self._vertices = np.concatenate([v + self._normal * offset[:, None], np.ones((len(v), 1))], 1).astype(
            np.float32
        )
        self._sag = (self._shirt * (1 - belt) * look.loose * look.sag).astype(np.float32)

    def _share(self, *names: str) -> Floats:
        columns = [k for k, b in enumerate(BONES) if b.split(".")[0] in names]
        return np.asarray(self.rig.skin[:, columns].sum(1), dtype=float)

    def _regions(self) -> Floats:
        h, v = self.rig.heads, self.rig.shape.vertices
        along = np.zeros(len(v))
        for k in SIDES:
            a, b, c = (h[f"{n}.{k}"] for n in ("upperarm01", "lowerarm01", "wrist"))
            side = v[:, 0] > 0 if k == "L" else v[:, 0] < 0
            along[side] = (np.clip(_part(v, a, b), 0, 1) + np.clip(_part(v, b, c), 0, 1.2))[side]
        arm = self._share("upper_arm", "forearm", "forearm2", "hand", "finger1", "finger2", "finger3")
        hip, knee, ankle = self.rig.hip_centre[2], h["lowerleg01.L"][2], h["foot.L"][2]
        leg = np.where(v[:, 2] > knee, (hip - v[:, 2]) / (hip - knee), 1 + (knee - v[:, 2]) / (knee - ankle))
        leg = np.where((self._share("foot", "toes") > 0.5) & (v[:, 2] < ankle), 2.0, leg)
        head, d = self._share("head"), v - self._head
        ear = (np.abs(d[:, 0]) > 0.066 * self.rig.scale) & (np.abs(d[:, 1]) < 0.03) & (d[:, 2] < 0) & (head > 0.5)
        return np.stack([along * np.clip(arm * 1.5, 0, 1), leg, head, np.where(ear, -1.0, 0.0)], axis=1)

    @property
    def _cuts(self) -> tuple[float, float, float, float]:
        """Sleeve, trouser legs, hem and collar."""
        hem = float(self.rig.hip_centre[2]) + self.look.hem * self.rig.scale
        return self.look.sleeve, self.look.legs, 9.0 if self.look.topless else hem, float(self.rig.spine[-1, 2]) + 0.02

    @property
    def _waist(self) -> float:
        return float(self.rig.hip_centre[2]) + 0.115 * self.rig.scale

    def _cover(self) -> tuple[Floats, Floats]:
        """Say how much of shirt and trousers there is at each vertex, 0 to 1."""
        z, arm, leg = self.rig.shape.vertices[:, 2], self.region[:, 0], self.region[:, 1]
        sleeve, legs, hem, collar = self._cuts
        shirt = _ramp((z - hem) / 0.015 + 0.5) * _ramp((collar - 0.02 - z) / 0.03) * _ramp((sleeve - arm) / 0.08 + 0.2)
        shirt = shirt * (1 - _ramp(self.region[:, 2] * 3))
        trousers = _ramp((self._waist - z) / 0.02) * _ramp((legs - leg) / 0.04 + 0.3) * (arm < 0.2)
        return shirt, trousers

    def _cloth(self, rng: np.random.Generator) -> Floats:
        """Let loose cloth bridge hollows and fold."""
        v, look = self.rig.shape.vertices, self.look
        bridge = np.clip(((self.mesh.smoothed(v, int(40 * look.loose)) - v) * self._normal).sum(1), 0, 0.03)
        folds = np.zeros(len(v))
        for _ in range(5):
            folds += np.sin(v @ (rng.normal(0, 1, 3) * rng.uniform(8, 22)) + rng.uniform(0, 6.28))
        wave = 1 + 0.5 * np.clip(folds / 3, -1, 1)
        shirt: Floats = self._shirt * (bridge + 0.004 + 0.012 * look.loose * wave)
        return shirt + self._trousers * (1 - self._shirt) * (0.003 + 0.014 * look.loose_legs * wave)

    @property
    def _girth(self) -> tuple[float, float]:
        """Lower and upper end of the belt over the floor at rest; none lies below the floor."""
        low = self._waist - 0.012 * self.rig.scale
        return (low, low + BELT) if self.look.belt else (-2.0, -1.0)

    def _belt(self) -> Floats:
        """Say where a belt presses the clothes flat, 0 to 1."""
        z = self.rig.shape.vertices[:, 2]
        low, high = self._girth
        on = _ramp((z - low) / 0.01 + 0.5) * _ramp((high - z) / 0.01 + 0.5) * (self.region[:, 0] < 0.2)
        return np.asarray(on, dtype=float)

    def _hair(self) -> Floats:
        d = self.rig.shape.vertices - self._head
        hairy = (d[:, 1] > -0.01) & (d[:, 2] > -self.look.hair) | (d[:, 2] > self._hairline)
        hairy &= (self.region[:, 2] > 0.5) & (self.region[:, 3] > -0.5)
        return self.mesh.smoothed(hairy.astype(float), 6) * self.look.volume

    def pose(self, s: Skeleton) -> tuple[Skin, Skin]:
        """Give places and normals of the clothed surface in a posture, (V, 3) each."""
        move = np.empty((len(BONES), 3, 4), np.float32)
        for k, bone in enumerate(BONES):
            rest, at = s.anchors[bone]
            turned = s.turned[bone]
            move[k, :, :3], move[k, :, 3] = turned, at - turned @ rest
        each = (self.rig.skin @ move.reshape(len(BONES), 12)).reshape(-1, 3, 4)
        v = np.einsum("nij,nj->ni", each, self._vertices)
        n = self.mesh.normals(v)
        v[:, 2] -= self._sag * np.clip(-n[:, 2], 0, 1) ** 1.5  # cloth hangs where its outside faces down
        return v, n

    def paint(self) -> dict[str, object]:
        """Give the shader's colours and limits."""
        return {
            **self.look.colours,
            "cut": self._cuts,
            "girth": self._girth,
            "cut2": (self._waist, self.look.socks, self.look.hair),
            "eye_left": tuple(map(float, self._points["left_eye"])),
            "eye_right": tuple(map(float, self._points["right_eye"])),
            "head_middle": tuple(map(float, self._head)),
            "hairline": self._hairline,
            "stripes": float(self.look.stripes),
        }


def _ramp(x: Floats) -> Floats:
    return np.clip(x, 0.0, 1.0)


def _part(points: Floats, start: Floats, end: Floats) -> Floats:
    """Give how far along the way from start to end each point lies, as a share of it."""
    way = end - start
    along: Floats = (points - start) @ way / (way @ way)
    return along
