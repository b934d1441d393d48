"""Accuracy against coverage as the abstention moves: what one gets for saying "unsure" more or less often."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from hingecoach.assessment import RepFinding
from hingecoach.evaluate import Case
from hingecoach.evaluate.count import pairs
from hingecoach.evaluate.cues import CUES
from hingecoach.evaluate.scores import Share
from hingecoach.evaluate.stats import f1
from hingecoach.evaluate.table import number, share
from hingecoach.exercises import all_exercises
from hingecoach.judge import chances

from .parts import Part
from .tables import table

SURE = (0.5, 0.6, 0.75, 0.9, 0.97)
"""How sure a verdict must be; the program's own is 0.75."""
KEPT = (1.0, 0.9, 0.75, 0.5)
"""Which share of the numbers is kept, those with the smallest stated errors first."""
NUMBERS = (
    ("hip", "bottom"),
    ("knee", "bottom"),
    ("knee", "top"),
    ("trunk", "top"),
    ("neck", "bottom"),
    ("gap", "bottom"),
    ("lumbar_convex", "bottom"),
)


class Chance(NamedTuple):
    """How likely a fault was thought in a repetition (None: not seen), and whether it is one."""

    cue: str
    fault: bool
    chance: float | None


def chances_of(case: Case) -> Iterator[Chance]:
    """Give every labelled cue of a clip's repetitions with the chance of a fault behind our verdict."""
    paired = dict(pairs(case))
    for i, rep in enumerate(case.truth.reps):
        mine = {f.cue: f for f in case.reps[paired[i]].findings} if i in paired else {}
        for cue, label in rep.cues.items():
            yield Chance(cue, label != "good", _chance(case, mine[cue]) if cue in mine else None)


def _chance(case: Case, finding: RepFinding) -> float | None:
    """Give the chance that the number lies beyond the limit of mild."""
    exercise = all_exercises().get(case.exercise or "")
    limits = exercise.cues.get(finding.cue, {}) if exercise else {}
    if finding.measured is None or finding.reading not in limits:
        return None
    limit = limits[finding.reading]
    return chances(finding.measured.value, finding.measured.error, (limit.mild, limit.marked))[0]


def verdicts(part: Part) -> Iterator[str]:
    """Give for each cue how many are judged, and how many of those are right, as the sureness that is asked moves."""
    every = [x for c in part.cases for x in chances_of(c)]
    rows = []
    for cue in CUES:
        chosen = [x for x in every if x.cue == cue]
        for sure in SURE if chosen else ():
            told = [(x.fault, x.chance >= 0.5) for x in chosen if x.chance is not None and _clear(x.chance, sure)]  # noqa: PLR2004
            hit, false, missed = (told.count(pair) for pair in ((True, True), (False, True), (True, False)))
            right = Share.of(len(told) - false - missed, len(told))
            judged = Share.of(len(told), len(chosen))
            rows.append((cue, f"{100 * sure:.0f} %", share(judged), share(right), number(f1(hit, false, missed))))
    yield from table(("cue", "as sure as", "judged", "fault or good: right", "F1 of fault"), rows)


def _clear(chance: float, sure: float) -> bool:
    return max(chance, 1 - chance) >= sure


def numbers(part: Part) -> Iterator[str]:
    """Give the mean error of the numbers that are kept when those with the largest stated errors are left out."""
    rows = []
    for angle, place in NUMBERS:
        chosen = [r for r in part.readings if (r.angle, r.place) == (angle, place)]
        seen = sorted((r for r in chosen if np.isfinite(r.value)), key=lambda r: r.error)
        kept = [seen[: round(k * len(seen))] for k in KEPT]
        if not seen:
            continue
        errors = (number(float(np.mean([abs(r.value - r.truth) for r in some])), 1) if some else "-" for some in kept)
        rows.append((f"{angle} at the {place}", share(Share.of(len(seen), len(chosen))), *errors))
    yield from table(("number", "given", *(f"error, best {100 * k:.0f} %" for k in KEPT)), rows)
