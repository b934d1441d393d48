"""Puts what is no repetition before, between and after the repetitions of a set. The truth counts repetitions alone."""

from dataclasses import dataclass

import numpy as np

from .acts import Act, Setting, after, before, between
from .drills import PICKED
from .skeleton import Skeleton
from .standing import Aim
from .tempo import RepTimes

CHANCE = 0.5
"""Share of the sets around which something else happens."""
BEFORE, BETWEEN, AFTER = 0.7, 0.6, 0.7
"""Among those: how often before, in a gap between two repetitions, and after them."""


@dataclass(frozen=True, slots=True)
class Told:
    """A set with all that happens around it; the fields are those of :class:`truth.motion.Motion`."""

    skeletons: list[Skeleton]
    depth: list[float]
    reps: tuple[RepTimes, ...]
    load_at: list[int]
    in_place: list[bool]
    acts: list[tuple[str, float, float]]


def tell(
    rng: np.random.Generator, at: Setting, done: list[Skeleton], aims: list[Aim], reps: tuple[RepTimes, ...]
) -> Told:
    """Draw what happens around the repetitions of a set and put it in; the repetitions' times move along."""
    slots = _slots(rng, at, aims, reps)
    held = _has_load(at, aims)
    skeletons: list[Skeleton] = []
    depth: list[float] = []
    has: list[bool] = []
    in_place: list[bool] = []
    acts: list[tuple[str, float, float]] = []
    for k in range(len(aims) + 1):
        for act in slots.get(k, []):
            start, n = len(skeletons) / at.fps, len(act.skeletons)
            acts.append((act.what, round(start, 3), round(start + n / at.fps, 3)))
            skeletons += act.skeletons
            depth += [0.0] * n
            has += act.held
            in_place += [not act.what.startswith("walks")] * n
        if k < len(aims):
            skeletons.append(done[k])
            depth.append(aims[k].depth)
            has.append(held[k])
            in_place.append(True)
    late = {k: sum(len(a.skeletons) for a in acts_) / at.fps for k, acts_ in slots.items()}
    moved = tuple(_later(r, sum(s for k, s in late.items() if k <= r.start * at.fps + 0.5)) for r in reps)
    return Told(skeletons, depth, moved, _lies(has), in_place, acts)


def _slots(rng: np.random.Generator, at: Setting, aims: list[Aim], reps: tuple[RepTimes, ...]) -> dict[int, list[Act]]:
    """Draw the acts before the frames of the set, by frame; the one after the last is the end."""
    if at.stand.lifted is not None or rng.random() >= CHANCE:
        return {}
    slots = {}
    if aims[0].depth < 0.5 and rng.random() < BEFORE:
        slots[0] = before(rng, at, aims[0])
    if len(reps) > 1 and rng.random() < BETWEEN:
        k = min(round(reps[int(rng.integers(len(reps) - 1))].end * at.fps), len(aims) - 1)
        slots[k] = between(rng, at, aims[k])
    if rng.random() < AFTER:
        slots[len(aims)] = after(rng, at, aims[-1])
    return slots


def _has_load(at: Setting, aims: list[Aim]) -> list[bool]:
    """Say in which frames of the set the hands have the load: one on the floor from the first deepest point on."""
    if at.way.handle is None:
        return [True] * len(aims)
    first = next((k for k, a in enumerate(aims) if a.depth > PICKED), 0)
    return [k >= first for k in range(len(aims))]


def _lies(has: list[bool]) -> list[int]:
    """Give for each frame the last frame in which the load was held, or else the first one."""
    last = has.index(True) if True in has else 0
    out = []
    for k, held in enumerate(has):
        last = k if held else last
        out.append(last)
    return out


def _later(rep: RepTimes, by: float) -> RepTimes:
    """Move a repetition in time."""
    low, high = ((a + by, b + by) for a, b in (rep.bottom, rep.top))
    return RepTimes(rep.start + by, low, high, rep.end + by)
