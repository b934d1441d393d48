"""The figures by clothes, body, light and room: where the program does worse than its mean."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from hingecoach.evaluate.scores import Share
from hingecoach.evaluate.table import number, share

from .parts import Part
from .tables import table

LOOSE, TIGHT = 0.6, 0.3
"""Looseness of a top, 0 skin-tight to 1: above the first it hangs off the back, below the second it follows it."""
SHORT, TALL = 1.65, 1.80
LIGHT, HEAVY = 0.35, 0.65
"""Borders of the renderer's weight slider, 0 thin to 1 heavy."""


def _top(scene: Mapping[str, Any]) -> str:
    look = scene["look"]
    if look["topless"] or look["loose"] < TIGHT:
        return "tight top or none"
    return "loose top" if look["loose"] > LOOSE else "top in between"


def _legs(scene: Mapping[str, Any]) -> str:
    return "loose trousers" if scene["look"]["loose_legs"] > LOOSE else "other trousers"


def _hair(scene: Mapping[str, Any]) -> str:
    return "long hair" if scene["look"]["hair"] > 0.09 else "short hair"  # noqa: PLR2004  between the two ways it is drawn


def _stature(scene: Mapping[str, Any]) -> str:
    m = scene["stature_m"]
    return "under 1.65 m" if m < SHORT else "over 1.80 m" if m > TALL else "1.65 to 1.80 m"


def _build(scene: Mapping[str, Any]) -> str:
    w = scene["traits"]["weight"]
    return "thin" if w < LIGHT else "heavy" if w > HEAVY else "medium build"


def _light(scene: Mapping[str, Any]) -> str:
    return "dim" if scene["dim"] else "light enough"


def _room(scene: Mapping[str, Any]) -> str:
    return str(scene["room"])


SPLITS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "top": _top,
    "trousers": _legs,
    "hair": _hair,
    "height": _stature,
    "build": _build,
    "light": _light,
    "room": _room,
}
JOINTS = ("hip", "knee", "trunk")


def splits(part: Part) -> Iterator[str]:
    """Give one table: a row for each kind of clothes, body, light and room."""
    part = part.only(*(c for c in part.cases if part.scenes.get(c.truth.clip)))
    columns = ("split", "clips", "count exact", "hip, knee, trunk: error, given", "`lumbar_convex`: error, given")
    rows = []
    for name, kind in SPLITS.items():
        groups: dict[str, list[Any]] = {}
        for case in part.cases:
            groups.setdefault(kind(part.scenes[case.truth.clip]), []).append(case)
        rows += [(f"{name}: {g}", *_row(part.only(*cases))) for g, cases in sorted(groups.items())]
    yield from table((*columns, "cues judged", "judged right", "good called marked"), rows)


def _row(part: Part) -> tuple[str, ...]:
    cues = [c for c in part.scores.cues if (c.on, c.view) == ("reps", "all")]
    judged = Share.of(sum(c.judged.k for c in cues), sum(c.judged.n for c in cues))
    right = Share.of(sum(c.confusion.right.k for c in cues), judged.k)
    marked = Share.of(sum(c.false_marked.k for c in cues), sum(c.false_marked.n for c in cues))
    exact = part.scores.counts[-1].exact
    errors = (_error(part, JOINTS), _error(part, ("lumbar_convex",)))
    return (str(len(part.cases)), share(exact), *errors, share(judged), share(right), share(marked))


def _error(part: Part, angles: tuple[str, ...]) -> str:
    rows = [r for r in part.readings if r.angle in angles and r.place in ("bottom", "top")]
    off = np.abs([r.value - r.truth for r in rows if np.isfinite(r.value)])
    mean = number(float(off.mean()) if off.size else None, 1)
    return f"{mean}°, {share(Share.of(int(off.size), len(rows)))}" if rows else "-"
