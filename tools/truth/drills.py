"""What each exercise looks like: ranges of the deepest point, feet, hands, load. Degrees, metres.

The ranges follow the domain reference, section 1.2, and reach a little beyond its targets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .holds import AlongLegs, AtChest, Hanging, Hold, Moving, OnBack, OnHips, StickOnBack
from .rig import Side

Load = Literal["none", "bar", "trap_bar", "kettlebell", "dumbbells", "one_dumbbell", "cable", "stick", "box", "doll"]
Range = tuple[float, float]
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do an exercise.

    Attributes
    ----------
    name
        Goes into the truth's ``scene``.
    hold
        Draws how the hands hold.
    load
        What they hold.
    handle
        Height of the handle when the load rests on the floor (or on blocks); None where it does not.
    mass
        Load over body mass.
    """

    name: str
    hold: Callable[[Rng], Hold]
    load: Load = "none"
    handle: Range | None = None
    mass: Range = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drill:
    """One exercise on the feet; ``stance`` is half the distance between the ankles over the stature."""

    knee: Range
    trunk: Range
    stance: Range
    ways: tuple[Way, ...]
    starts: Literal["top", "bottom"] = "top"
    turnout: Range = (-4.0, 10.0)
    swing: bool = False
    squat: bool = False
    one_leg: bool = False


BARBELL, PLATE = (0.3, 1.2), 0.225
FROM_FLOOR = (PLATE, PLATE + 0.01)
NARROW, WIDE = (0.05, 0.085), (0.09, 0.135)


def _along(width: float) -> Callable[[Rng], Hold]:
    return lambda rng: AlongLegs(width=width + float(rng.uniform(-0.02, 0.04)))


def _hang(width: float, angle: float = 0.0, pronation: float = 0.9) -> Callable[[Rng], Hold]:
    return lambda rng: Hanging(width=width, angle=_still(angle + float(rng.uniform(-3, 3))), pronation=pronation)


def _still(angle: float) -> Callable[[float], float]:
    return lambda _depth: angle


def _bare(rng: Rng) -> Hold:
    return AlongLegs(width=float(rng.uniform(0.26, 0.40)), grip=0.25)


def _crossed(_rng: Rng) -> Hold:
    return AtChest()


def _hips(_rng: Rng) -> Hold:
    return OnHips()


def _stick(rng: Rng) -> Hold:
    return StickOnBack(above="R" if rng.random() < 0.7 else "L")


def _on_back(_rng: Rng) -> Hold:
    return OnBack()


def _goblet(_rng: Rng) -> Hold:
    return AtChest(across=0.05, ahead=0.20, below=0.12, grip=0.6)


def _cable(rng: Rng) -> Hold:
    back, top = float(rng.uniform(24, 36)), float(rng.uniform(4, 12))
    return Hanging(width=0.07, angle=lambda d: top - (top + back) * d)


def _swing(rng: Rng) -> Hold:
    """Between the legs at the bottom; the arms float up to the chest, or less."""
    back, high = float(rng.uniform(34, 46)), float(rng.uniform(55, 92))
    return Hanging(width=0.05, angle=lambda d: high - (high + back) * (1 - (1 - d) ** 0.9), pronation=1.0)


def _counter(_rng: Rng) -> Hold:
    """Lift the arms ahead as the hips go down."""
    return Hanging(width=0.40, angle=lambda d: 6 + 72 * d, pronation=1.2)


def _doll(_rng: Rng) -> Hold:
    def path(depth: float, side: Side) -> tuple[float, float, float]:
        del side
        return 0.07 + 0.03 * depth, -0.24 - 0.04 * depth, -0.20 - 0.30 * depth

    return Moving(path=path, world=True, grip=0.4)


BAR_WAY = Way("barbell", _along(0.46), "bar", mass=BARBELL)
FLOOR_BAR = Way("barbell", _along(0.46), "bar", FROM_FLOOR, BARBELL)
DRILLS: dict[str, Drill] = {
    "standing_hinge": Drill((10, 30), (48, 82), NARROW, (
        Way("hands on hips", _hips), Way("arms crossed", _crossed), Way("hands along the legs", _bare),
        Way("stick on the back", _stick, "stick"))),
    "pull_through": Drill((15, 40), (42, 74), WIDE, (Way("cable", _cable, "cable", mass=(0.05, 0.2)),)),
    "kettlebell_swing": Drill((20, 50), (46, 76), WIDE, (
        Way("kettlebell", _swing, "kettlebell", mass=(0.12, 0.3)),), swing=True),
    "romanian_deadlift": Drill((10, 30), (56, 85), NARROW, (BAR_WAY,)),
    "deadlift": Drill((50, 80), (50, 75), NARROW, (FLOOR_BAR,), "bottom"),
    "kettlebell_deadlift": Drill((25, 78), (42, 75), WIDE, (
        Way("kettlebell", _hang(0.06, -3.0), "kettlebell", (0.24, 0.30), (0.15, 0.5)),), "bottom"),
    "sumo_deadlift": Drill((58, 92), (40, 64), (0.17, 0.23), (
        Way("barbell", _along(0.28), "bar", FROM_FLOOR, BARBELL),), "bottom", turnout=(24, 42)),
    "trap_bar_deadlift": Drill((50, 92), (28, 60), NARROW, (
        Way("trap bar", _hang(0.62, 2.0, 0.0), "trap_bar", (0.225, 0.32), BARBELL),), "bottom"),
    "block_pull": Drill((15, 50), (35, 68), NARROW, (
        Way("barbell", _along(0.46), "bar", (0.36, 0.52), BARBELL),), "bottom"),
    "dumbbell_romanian_deadlift": Drill((10, 30), (56, 85), NARROW, (
        Way("dumbbells before the thighs", _along(0.36), "dumbbells", mass=(0.1, 0.5)),
        Way("dumbbells at the sides", _hang(0.50, 1.0, 0.2), "dumbbells", mass=(0.1, 0.5)))),
    "single_leg_romanian_deadlift": Drill((10, 28), (55, 85), (0.05, 0.06), (
        Way("no load", _hang(0.34, 2.0)), Way("dumbbells", _hang(0.38, 2.0, 0.4), "dumbbells", mass=(0.05, 0.3)),
        Way("one dumbbell", _hang(0.36, 2.0, 0.4), "one_dumbbell", mass=(0.05, 0.25)),
        Way("hands on hips", _hips)), one_leg=True),
    "good_morning": Drill((3, 25), (55, 84), NARROW, (Way("barbell on the back", _on_back, "bar", mass=(0.2, 0.6)),)),
    "stiff_leg_deadlift": Drill((2, 14), (70, 100), NARROW, (FLOOR_BAR,), "bottom"),
    "pick_up": Drill((10, 85), (55, 95), NARROW, (
        Way("box", _hang(0.36, 8.0, 0.3), "box", (0.20, 0.40), (0.05, 0.2)),)),
    "crib_lower": Drill((8, 35), (45, 76), NARROW, (Way("doll over the rail", _doll, "doll", mass=(0.05, 0.12)),)),
    "squat": Drill((45, 130), (20, 50), (0.08, 0.13), (
        Way("body weight, arms ahead", _counter), Way("body weight, crossed", _crossed),
        Way("goblet", _goblet, "kettlebell", mass=(0.1, 0.3)),
        Way("back squat", _on_back, "bar", mass=(0.3, 1.0))), turnout=(0, 18), squat=True),
}  # fmt: skip

FLOOR = ("glute_bridge", "glute_bridge_single_leg", "kneeling_hinge")
LADDER = ("glute_bridge", "glute_bridge_single_leg", "kneeling_hinge", "standing_hinge", "pull_through",
          "kettlebell_swing", "romanian_deadlift", "deadlift")  # fmt: skip
EXERCISES = (*LADDER, *(d for d in DRILLS if d not in LADDER), "acceleration", "other")
"""Every exercise id of the contract."""
OTHERS = ("lunge", "row", "press", "walk", "talk")
"""What ``other`` may be."""

PICKED = 0.97
"""Depth at which the hands take what lies on the floor."""
FROM_THE_FLOOR = tuple(k for k, d in DRILLS.items() if d.starts == "bottom" and k != "trap_bar_deadlift")


def movement(exercise: str, ratios: list[float]) -> str | None:
    """Give the contract's movement from the knee's excursion over the hip's at each bottom; None for in between.

    Bridges, kneeling hinges and pulls from the floor are hinges whatever their ratio.
    """
    if exercise == "other":
        return "other"
    if exercise in FLOOR or exercise in FROM_THE_FLOOR:
        return "hinge"
    if not ratios:
        return None
    if max(ratios) <= 0.65:
        return "hinge"
    return "squat" if min(ratios) >= 0.78 else None
