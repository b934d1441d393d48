"""Single postures of one person: standing, and bent in any way that people bend."""

import numpy as np

from .form import MOST_BEND, own_convex
from .holds import AlongLegs, AtChest, Hanging, Hold, OnHips
from .motion import Motion
from .people import Person
from .standing import Aim, Standing


def sample_postures(rng: np.random.Generator, person: Person, bent: int) -> Motion:
    """Draw the person standing, and after that ``bent`` other postures, as if they were the frames of a movement."""
    hold = _hold(rng)
    barbell = isinstance(hold, AlongLegs) and rng.random() < 0.5
    stand = Standing(person, hold, float(rng.uniform(0.05, 0.1)) * person.rig.shape.stature, float(rng.uniform(-4, 10)))
    stand.load = float(rng.uniform(0.1, 0.4)) if barbell else 0.0
    aims = [_upright(rng, person), *(_bent(rng, person) for _ in range(bent))]
    skeletons = []
    for k, aim in enumerate(aims):
        stand.hold = Hanging() if k == 0 and not barbell else hold  # who stands lets the arms hang
        stand.forget()
        skeletons.append(stand.solve(aim))
    return Motion(person, "standing_hinge", skeletons, [0.0] * len(aims), load="bar" if barbell else "none", way="pose")


def _hold(rng: np.random.Generator) -> Hold:
    choice, wide = rng.random(), float(rng.uniform(0.2, 0.5))
    if choice < 0.6:
        return AlongLegs(width=wide)
    if choice < 0.75:
        return AtChest() if rng.random() < 0.5 else OnHips()
    angle = float(rng.uniform(-25, 60))
    return Hanging(width=wide, angle=lambda depth: angle * depth)


def _upright(rng: np.random.Generator, person: Person) -> Aim:
    lumbar, thoracic, neck, trunk = (float(x) for x in rng.normal(0.0, (2.0, 2.0, 3.0, 1.5)))
    return Aim(person.knee, trunk, person.lumbar + lumbar, person.thoracic + thoracic, person.neck + neck)


def _bent(rng: np.random.Generator, person: Person) -> Aim:
    """Bend somehow: upright to beyond level, straight knees to a deep squat, hollow to the roundest that people are."""
    squats = rng.random() < 0.2
    knee = float(rng.uniform(55, 115) if squats else rng.uniform(0, 60))
    own = own_convex(person)
    convex = own + float(rng.uniform(-8.0, MOST_BEND) if rng.random() < 0.7 else rng.normal(12.0, 6.0))
    yaw, lateral, axial, turn = (float(x) for x in rng.normal(0.0, (2.0, 2.0, 2.0, 4.0)))
    return Aim(
        knee=knee,
        trunk=float(rng.uniform(30 if rng.random() < 0.6 else 0, 95)),
        lumbar=person.lumbar_for(min(convex, 32.0)),
        thoracic=person.thoracic + float(rng.uniform(-8, 38)),
        neck=person.neck + float(rng.uniform(-45, 25)),
        away=float(max(rng.normal(0.02, 0.05), 0.0)),
        depth=1.0,
        shank=4.0 + 0.30 * knee if squats else None,
        yaw=yaw,
        lateral=lateral,
        axial=axial,
        neck_turn=turn,
    )
