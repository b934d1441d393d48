"""How a person moves: good form with its normal motion, and habits that are faults, each on a continuous scale."""

from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np

from .chance import between
from .people import Person

Fault = Literal[
    "round", "upper_round", "chin_up", "chin_down", "knees_bent", "knees_locked", "short", "lean_back", "away"
]
FAULTS: tuple[Fault, ...] = (
    "round", "round", "upper_round", "chin_up", "chin_down", "knees_bent", "knees_locked", "short", "lean_back", "away",
)  # fmt: skip
"""Faults that a set may have; rounding twice, because it is the one that people ask about."""
SHARE_GOOD = 0.4
"""Share of sets without a fault."""
FROM_REP_TO_REP = 0.12
"""People repeat their habits: relative spread (uniform, +-) from one repetition to the next."""
MOST_BEND = 52.0
"""Degrees of ``lumbar_convex`` between standing and the roundest back: the full range of people (domain.md 2.1)."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one set or one repetition; degrees and metres.

    Attributes
    ----------
    convex
        ``lumbar_convex`` at the deepest point.
    upper
        Thoracic flexion from the person's own standing at the deepest point.
    chin
        Chin up from the neck's own standing posture at the deepest point; negative is chin down.
    knees
        Knee bend on top of the exercise's own; negative towards straight.
    short
        Degrees short of standing tall at the top.
    lean
        Leaning back at the top.
    away
        Metres between load and legs.
    """

    convex: float
    upper: float
    chin: float
    knees: float
    short: float
    lean: float
    away: float


def sample_form(rng: np.random.Generator, person: Person, fault: Fault | Literal["good", "any"]) -> Form:
    """Draw the form of a set: ``good`` none, ``any`` one or two faults or none, a fault's name that fault for sure."""
    form = _good(rng, person)
    if fault == "any":
        picked = (
            [] if rng.random() < SHARE_GOOD else [FAULTS[k] for k in rng.integers(0, len(FAULTS), rng.integers(1, 3))]
        )
    else:
        picked = [] if fault == "good" else [fault]
    for f in picked:
        form = replace(form, **_faulty(rng, person, f))
    return form


def own_convex(person: Person) -> float:
    """Give the person's standing ``lumbar_convex``."""
    straight = person.lumbar_for(0.0)
    return (person.lumbar - straight) / (person.lumbar_for(1.0) - straight)


def _good(rng: np.random.Generator, person: Person) -> Form:
    """Good lifters lose 8 to 33 degrees of their hollow and stay this side of straight (contract)."""
    return Form(
        convex=min(own_convex(person) + 0.75 * float(rng.uniform(8.0, 33.0)), float(rng.uniform(-6.0, -0.5))),
        upper=max(0.0, float(rng.normal(4.0, 3.0))),
        chin=float(rng.normal(5.0, 5.0)),
        knees=0.0,
        short=max(0.0, float(rng.normal(1.0, 1.5))),
        lean=max(0.0, float(rng.normal(1.0, 1.5))),
        away=abs(float(rng.normal(0.0, 0.012))),
    )


FAULTY: dict[Fault, dict[str, tuple[float, float]]] = {
    "round": {"convex": (1.0, 26.0), "upper": (2.0, 30.0)},
    "upper_round": {"upper": (14.0, 36.0)},
    "chin_up": {"chin": (26.0, 54.0)},
    "chin_down": {"chin": (-36.0, -18.0)},
    "knees_bent": {"knees": (15.0, 50.0)},
    "knees_locked": {"knees": (-24.0, -8.0)},
    "short": {"short": (8.0, 30.0)},
    "lean_back": {"lean": (7.0, 28.0)},
    "away": {"away": (0.05, 0.24)},
}
"""What each fault changes, and the range that it is drawn from."""


def _faulty(rng: np.random.Generator, person: Person, fault: Fault) -> dict[str, float]:
    drawn = {k: between(rng, *span) for k, span in FAULTY[fault].items()}
    if "convex" in drawn:
        drawn["convex"] = min(drawn["convex"], own_convex(person) + MOST_BEND)
    return drawn


def over_the_set(rng: np.random.Generator, person: Person, form: Form, reps: int) -> list[Form]:
    """Vary a set's form from rep to rep; in some sets the faults grow towards the end, as people tire."""
    good, growth = _good(rng, person), float(rng.choice([0.0, 0.0, rng.uniform(0.3, 0.8)]))
    out = []
    for k in range(reps):
        share = 1.0 - growth + growth * (k + 1) / reps
        wave = {f.name: float(rng.uniform(1 - FROM_REP_TO_REP, 1 + FROM_REP_TO_REP)) for f in fields(Form)}
        mixed = {n: share * getattr(form, n) + (1 - share) * getattr(good, n) for n in wave}
        out.append(Form(**{n: v * wave[n] for n, v in mixed.items()}))
    return out
