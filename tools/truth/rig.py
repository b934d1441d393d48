"""A rest body with the bones that move it: joints at rest, skin weights, lengths.

Anny has four trunk bones. Here the trunk has 17 vertebrae, L5 to T1, on a curve through Anny's; the trunk's skin
weights are spread over them, so that every vertebra can bend by its own amount.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from hingecoach.types import Floats

from .rotation import length
from .shapes import Shape, load

Side = Literal["L", "R"]
SIDES: tuple[Side, Side] = ("L", "R")
SIGN: dict[Side, float] = {"L": 1.0, "R": -1.0}

LUMBAR = ("L5", "L4", "L3", "L2", "L1", "T12")
THORACIC = tuple(f"T{k}" for k in range(11, 0, -1))
VERTEBRAE = LUMBAR + THORACIC
"""From the lowest up. A joint carries the name of the vertebra above it; T12's (T12/L1) counts as lumbar."""
NECK = ("neck01", "neck02", "neck03", "head")
LIMB = ("clavicle", "upper_arm", "forearm", "forearm2", "hand", "finger1", "finger2", "finger3",
        "thigh", "shank", "foot", "toes")  # fmt: skip
BONES = ("pelvis", *VERTEBRAE, *NECK, *(f"{b}.{s}" for s in SIDES for b in LIMB))

LUMBAR_LENGTH = 0.39
"""Share of the curve from the sacrum to C7 that is L5 to L1."""
USUAL_STATURE = 1.75

TRUNK = ("spine01", "spine02", "spine03", "spine04")
FIRST_OF = (
    ("clavicle", "clavicle"), ("shoulder01", "clavicle"), ("upperarm", "upper_arm"), ("lowerarm01", "forearm"),
    ("lowerarm02", "forearm2"), ("wrist", "hand"), ("metacarpal", "hand"), ("finger1", "hand"),
    ("upperleg", "thigh"), ("lowerleg", "shank"), ("foot", "foot"), ("toe", "toes"),
)  # fmt: skip
"""Which of our bones a bone of Anny's belongs to, by how its name begins; the fingers but the thumb apart."""


@dataclass(frozen=True, slots=True)
class Rig:
    """What forward kinematics and skinning need of one person; metres, at rest.

    Attributes
    ----------
    shape
        The body, scaled to the person's stature.
    skin
        Weight of each bone (in the order of ``BONES``) on each vertex, shape (V, B).
    spine
        Joints under L5 .. T1, and C7/T1, shape (18, 3), in the mid plane.
    hip_centre
        Midpoint of the hip joints: the pelvis turns about it.
    thigh, shank, upper_arm, forearm
        Lengths.
    heel, toe
        y of the heel's back end and of the toes' tip relative to the ankle.
    ankle
        Height of the ankle above the floor.
    fingers
        By side: mean joints of the four fingers, three a side.
    scale
        Stature over 1.75 m.
    """

    shape: Shape
    faces: npt.NDArray[np.int32]
    skin: npt.NDArray[np.float32]
    spine: Floats
    hip_centre: Floats
    thigh: float
    shank: float
    upper_arm: float
    forearm: float
    heel: float
    toe: float
    ankle: float
    fingers: dict[Side, list[Floats]]
    scale: float

    @property
    def heads(self) -> dict[str, Floats]:
        """Where Anny's bones begin."""
        return self.shape.heads

    @property
    def leg(self) -> float:
        """Hip to ankle with a straight knee."""
        return self.thigh + self.shank

    @property
    def arm(self) -> float:
        """Shoulder to wrist with a straight elbow."""
        return self.upper_arm + self.forearm

    @property
    def mid_foot(self) -> float:
        """Give y of the middle of the foot relative to the ankle."""
        return 0.5 * (self.heel + self.toe)


def build_rig(shape: Shape, stature: float) -> Rig:
    """Scale a body to a stature (metres) and give it its bones."""
    shape = _scaled(shape, stature)
    h, v = shape.heads, shape.vertices
    spine = _spine_joints(shape)
    skin = _skin_weights(shape, spine)
    feet = skin[:, [BONES.index("foot.L"), BONES.index("toes.L")]].sum(1) > 0.5
    sole = v[feet, 1]

    def span(a: str, b: str) -> float:
        return length(h[b] - h[a])

    return Rig(
        shape=shape,
        faces=load().faces,
        skin=skin,
        spine=spine,
        hip_centre=0.5 * (h["upperleg01.L"] + h["upperleg01.R"]),
        thigh=span("upperleg01.L", "lowerleg01.L"),
        shank=span("lowerleg01.L", "foot.L"),
        upper_arm=span("upperarm01.L", "lowerarm01.L"),
        forearm=span("lowerarm01.L", "wrist.L"),
        heel=float(sole.max() - h["foot.L"][1]),
        toe=float(sole.min() - h["foot.L"][1]),
        ankle=float(h["foot.L"][2]),
        fingers={
            s: [np.mean([h[f"finger{n}-{j}.{s}"] for n in (2, 3, 4, 5)], axis=0) for j in (1, 2, 3)] for s in SIDES
        },
        scale=stature / USUAL_STATURE,
    )


def _scaled(shape: Shape, stature: float) -> Shape:
    k = stature / shape.stature
    return Shape(shape.vertices * k, {name: p * k for name, p in shape.heads.items()}, shape.traits)


def _spine_joints(shape: Shape) -> Floats:
    """Lay 18 joints on a smooth curve through Anny's trunk bones."""
    knots = np.array([shape.heads[n] for n in ("spine04", "spine03", "spine02", "spine01", "neck01")])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    at = np.concatenate([LUMBAR_LENGTH * np.linspace(0, 1, 6), np.linspace(LUMBAR_LENGTH, 1.0, 13)[1:]])
    joints = _hermite(along / along[-1], knots, at)
    joints[:, 0] = 0.0
    return joints


def _hermite(x: Floats, y: Floats, at: Floats) -> Floats:
    """Interpolate points by cubic pieces whose slopes are the means of the neighbouring chords'."""
    chord = np.diff(y, axis=0) / np.diff(x)[:, None]
    slope = np.vstack([chord[:1], 0.5 * (chord[:-1] + chord[1:]), chord[-1:]])
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, x.size - 2)
    step = (x[k + 1] - x[k])[:, None]
    t = (at - x[k])[:, None] / step
    return np.asarray(
        (1 + 2 * t) * (1 - t) ** 2 * y[k]
        + t * (1 - t) ** 2 * step * slope[k]
        + t**2 * (3 - 2 * t) * y[k + 1]
        + t**2 * (t - 1) * step * slope[k + 1]
    )


def _bone_of(label: str) -> str:
    """Name our bone that a bone of Anny's (outside the trunk) belongs to."""
    name, _, side = label.partition(".")
    if name in NECK:
        return name
    if name in ("root", "spine05", "pelvis"):
        return "pelvis"
    if name == "eye":
        return "head"
    if name.startswith("finger") and not name.startswith("finger1"):
        return f"finger{name[-1]}.{side}"
    return next(f"{ours}.{side}" for begins, ours in FIRST_OF if name.startswith(begins))


def _skin_weights(shape: Shape, spine: Floats) -> npt.NDArray[np.float32]:
    """Sum Anny's weights by our bones and spread the trunk's over the vertebrae by height, smoothed."""
    d = load()
    weights = np.zeros((len(shape.vertices), len(BONES)))
    trunk = np.zeros(len(shape.vertices))
    for k, label in enumerate(d.labels):
        if label in TRUNK:
            trunk += d.weights[:, k]
        else:
            weights[:, BONES.index(_bone_of(label))] += d.weights[:, k]
    centre = 0.5 * (spine[:-1, 2] + spine[1:, 2])
    off = shape.vertices[:, 2:3] - centre
    width = 1.1 * np.median(np.diff(centre))
    near = np.exp(-0.5 * (off / width) ** 2) + 1e-12 * np.exp(-np.abs(off))
    first = BONES.index("L5")
    weights[:, first : first + len(VERTEBRAE)] += trunk[:, None] * near / near.sum(1, keepdims=True)
    shares: npt.NDArray[np.float32] = (weights / weights.sum(1, keepdims=True)).astype(np.float32)
    return shares
