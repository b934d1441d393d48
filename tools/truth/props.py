"""The loads that people hold, and what stands around them: bars, bells, boxes, a cable, a crib."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hingecoach.types import Floats

from .drills import PICKED
from .mesh import Material, ball, box, disc, tube
from .motion import Motion
from .rig import SIDES
from .rotation import UP, cross, rot_z, unit
from .skeleton import Skeleton

METAL = Material.METAL


@dataclass(slots=True)
class Props:
    """Everything that is not the person: ``static`` stays, ``moving`` has a mesh and a (4, 4) place a frame."""

    static: list[Floats]
    moving: list[tuple[Floats, list[Floats]]]


def make_props(rng: np.random.Generator, motion: Motion) -> Props:
    """Make the load of a movement and lay it into the hands, frame by frame."""
    makers = {
        "bar": _bar, "trap_bar": _hex, "kettlebell": _bell, "dumbbells": _dumbbells, "one_dumbbell": _one_dumbbell,
        "cable": _cable, "stick": _stick, "box": _box, "doll": _child,
    }  # fmt: skip
    if motion.load == "none":
        return Props([], [])
    props = makers[motion.load](rng, motion, [s.mid("grip") for s in motion.skeletons])
    moving = [(mesh, [places[k] for k in motion.load_at]) for mesh, places in props.moving]
    return Props(props.static, moving)


def _bar(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    back = motion.way in ("barbell on the back", "back squat")
    rest = motion.load_at != list(range(len(motion.skeletons)))
    mesh = _barbell(rng, _paint(rng), heavy=rest or rng.random() < 0.6)
    at = [_on_back(s) if back else _level(g, s) for s, g in zip(motion.skeletons, grips, strict=True)]
    static = _blocks(motion, grips) if motion.exercise == "block_pull" else []
    return Props(static, [(mesh, at)])


def _paint(rng: np.random.Generator) -> Floats:
    return rng.uniform(0.03, 0.7, 3)


def _hex(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    at = [_level(g, s) for s, g in zip(motion.skeletons, grips, strict=True)]
    return Props([], [(_trap_bar(_paint(rng)), at)])


def _bell(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    return Props([], [(_kettlebell(rng, _paint(rng)), _bell_places(motion, grips))])


def _dumbbells(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    del grips
    bell = _dumbbell(rng, _paint(rng))
    return Props([], [(bell, [_at(s.joints[f"grip.{k}"], rot_z(0.2)) for s in motion.skeletons]) for k in SIDES])


def _one_dumbbell(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    """Put it into the hand opposite the standing leg."""
    del grips
    side = "R" if motion.planted == "L" else "L"
    places = [_at(s.joints[f"grip.{side}"], np.eye(3)) for s in motion.skeletons]
    return Props([], [(_dumbbell(rng, _paint(rng)), places)])


def _stick(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    del grips
    mesh = tube([0, 0, -0.62], [0, 0, 0.62], 0.013, _paint(rng), Material.WOOD)
    return Props([], [(mesh, [_along_back(s) for s in motion.skeletons])])


def _box(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    del motion
    w = float(rng.uniform(0.15, 0.21))
    mesh = box([-w, -0.8 * w, -0.20], [w, 0.8 * w, 0.03], rng.uniform(0.15, 0.5, 3))
    return Props([], [(mesh, [_at(g, np.eye(3)) for g in grips])])


def _child(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    low = grips[int(np.argmax(motion.depth))]
    places = [_at(g + np.array([0.0, -0.02, 0.08]), np.eye(3)) for g in grips]
    return Props([_crib(rng, low)], [(_doll(rng), places)])


def _at(point: Floats, rotation: Floats) -> Floats:
    m = np.eye(4)
    m[:3, :3], m[:3, 3] = rotation, point
    return m


def _level(grip: Floats, s: Skeleton) -> Floats:
    """Lay a bar through both hands."""
    across = s.joints["grip.L"] - s.joints["grip.R"]
    return _at(grip, rot_z(float(np.arctan2(across[1], across[0]))))


def _on_back(s: Skeleton) -> Floats:
    return _at(s.joints["T2"] + s.turned["T3"] @ np.array([0.0, 0.09, 0.06]), np.eye(3))


def _along_back(s: Skeleton) -> Floats:
    """Lay a stick along pelvis and head."""
    high = s.joints["head"] + s.turned["head"] @ np.array([0.0, 0.10, 0.08])
    low = s.joints["pelvis"] + s.turned["pelvis"] @ np.array([0.0, 0.15, 0.06])
    along = unit(high - low)
    aside = unit(cross(along, np.array([1.0, 0.0, 0.0])))
    return _at(0.5 * (high + low) + np.array([0.0, 0.02, 0.0]), np.stack([cross(aside, along), aside, along], axis=1))


def _bell_places(motion: Motion, grips: list[Floats]) -> list[Floats]:
    """Hang a bell from the hands: straight down, along the arms in a swing, upright before the chest."""
    out = []
    for s, g in zip(motion.skeletons, grips, strict=True):
        down = -UP
        if motion.exercise == "kettlebell_swing":
            down = unit(g - s.mid("elbow"))
        forward = unit(cross(-down, np.array([1.0, 0.0, 0.0])))
        lift = np.array([0.0, 0.0, 0.08]) if motion.exercise == "squat" else np.zeros(3)
        out.append(_at(g + lift, np.stack([cross(forward, -down), forward, -down], axis=1)))
    return out


def _barbell(rng: np.random.Generator, colour: Floats, *, heavy: bool) -> Floats:
    """Make a bar of 2.1 m with plates: 45 cm across when heavy, smaller ones or none otherwise."""
    grey = np.array([0.5, 0.5, 0.52])
    parts = [tube([-1.05, 0, 0], [1.05, 0, 0], 0.014, grey, METAL)]
    radius = 0.225 if heavy else float(rng.choice([0.0, 0.11, 0.16]))
    for side in (-1.0, 1.0):
        parts.append(tube([side * 0.66, 0, 0], [side * 1.06, 0, 0], 0.025, grey, METAL))
        plates = int(rng.integers(1, 3)) if radius else 0
        parts += [disc([side * (0.69 + 0.055 * k), 0, 0], radius, 0.05, colour, METAL) for k in range(plates)]
    return np.concatenate(parts)


def _trap_bar(colour: Floats) -> Floats:
    grey = np.array([0.42, 0.42, 0.44])
    ring = [(0.5, 0), (0.31, 0.36), (-0.31, 0.36), (-0.5, 0), (-0.31, -0.36), (0.31, -0.36), (0.5, 0)]
    parts = [tube([*a, 0], [*b, 0], 0.016, grey, METAL) for a, b in pairwise(ring)]
    for side in (-1.0, 1.0):
        parts.append(tube([side * 0.31, -0.36, 0], [side * 0.31, 0.36, 0], 0.017, grey * 0.4, METAL))
        parts.append(tube([side * 0.5, 0, 0], [side * 0.86, 0, 0], 0.024, grey, METAL))
        parts += [disc([side * x, 0, 0], 0.225, 0.05, colour, METAL) for x in (0.62, 0.68)]
    return np.concatenate(parts)


def _kettlebell(rng: np.random.Generator, colour: Floats) -> Floats:
    """Make a bell that hangs below its handle's middle."""
    r, dark = float(rng.uniform(0.085, 0.115)), np.full(3, 0.05)
    body = dark if rng.random() < 0.6 else colour
    a = np.linspace(-0.7, np.pi + 0.7, 10)
    arc = np.stack([0.06 * np.cos(a), 0 * a, -0.06 + 0.06 * np.sin(a)], axis=1)
    handle = [tube(p, q, 0.016, dark * 2, METAL) for p, q in pairwise(arc)]
    return np.concatenate([ball([0, 0, -0.10 - 0.75 * r], r, body, METAL), *handle])


def _dumbbell(rng: np.random.Generator, colour: Floats) -> Floats:
    r = float(rng.uniform(0.045, 0.075))
    heads = [tube([0, s * 0.07, 0], [0, s * 0.15, 0], r, colour * 0.6, METAL, sides=6) for s in (-1, 1)]
    return np.concatenate([tube([0, -0.08, 0], [0, 0.08, 0], 0.015, np.full(3, 0.6), METAL), *heads])


def _cable(rng: np.random.Generator, motion: Motion, grips: list[Floats]) -> Props:
    """Run a rope from a low pulley behind the person to the hands."""
    del rng, motion
    pulley = np.array([0.0, 1.9, 0.25])
    tower = box([-0.12, 1.92, 0.0], [0.12, 2.15, 2.0], np.full(3, 0.08), METAL)
    places = []
    for g in grips:
        way = pulley - g
        along = unit(way)
        aside = unit(cross(along, np.array([1.0, 0.0, 0.0])))
        turn = np.stack([cross(aside, along), aside, along * float(np.sqrt(way @ way))], axis=1)
        places.append(_at(g, turn))
    rope = tube([0, 0, 0], [0, 0, 1], 0.012, np.full(3, 0.04), Material.PLAIN)
    knob = tube([-0.07, 0, 0], [0.07, 0, 0], 0.022, np.full(3, 0.5), Material.PLAIN)
    return Props([tower], [(rope, places), (knob, [_at(g, np.eye(3)) for g in grips])])


def _blocks(motion: Motion, grips: list[Floats]) -> list[Floats]:
    """Put blocks under the plates, as high as the bar's start."""
    g = grips[next((k for k, d in enumerate(motion.depth) if d > PICKED), 0)]
    top = max(float(g[2]) - 0.225, 0.03)
    brown = np.array([0.25, 0.2, 0.15])
    return [box([min(x, x + w), g[1] - 0.25, 0], [max(x, x + w), g[1] + 0.25, top], brown, Material.RUBBER)
            for x, w in ((0.60, 0.28), (-0.60, -0.28))]  # fmt: skip


def _doll(rng: np.random.Generator) -> Floats:
    cloth = rng.uniform(0.3, 0.9, 3)
    return np.concatenate([
        ball([0, 0, 0], 0.085, cloth), ball([0, 0.02, -0.13], 0.10, cloth),
        ball([0, -0.01, 0.12], 0.065, np.array([0.75, 0.55, 0.45])),
    ])  # fmt: skip


def _crib(rng: np.random.Generator, low: Floats) -> Floats:
    """Make a crib before the person: a mattress under the hands' lowest place, and a rail that they reach over."""
    paint, y, z = rng.uniform(0.3, 0.9, 3), float(low[1]) + 0.06, float(low[2]) - 0.26
    rail = z + float(rng.uniform(0.10, 0.25))
    parts = [box([-0.55, y - 0.72, z - 0.1], [0.55, y + 0.02, z], np.array([0.85, 0.85, 0.88]))]
    for side in (y - 0.74, y + 0.04):
        parts += [box([-0.6, side - 0.02, h - 0.03], [0.6, side + 0.02, h], paint) for h in (rail, 0.23)]
        parts += [
            box([x - 0.012, side - 0.01, 0.2], [x + 0.012, side + 0.01, rail], paint)
            for x in np.linspace(-0.58, 0.58, 11)
        ]
        parts += [box([x - 0.03, side - 0.03, 0], [x + 0.03, side + 0.03, rail + 0.05], paint) for x in (-0.6, 0.6)]
    return np.concatenate(parts)
