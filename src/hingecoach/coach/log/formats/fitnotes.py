"""FitNotes, in four families of headers: Android in lb, in kg with comments, with a column for the unit, and iOS.

It marks no warm-ups on Android; a comment that begins with "warm-up" is taken for one (E).
"""

import re
from dataclasses import replace

from .row import Cells, Format, SetRow, Unit, number, weight, whole

__all__ = ["FITNOTES"]

_WEIGHTS: dict[str, Unit] = {"weight (kgs)": "kg", "weight (kg)": "kg", "weight (lbs)": "lb", "weight (lb)": "lb"}
_WARM_UP = re.compile(r"\s*warm(ing)?[- ]?up\b", re.IGNORECASE)


def _knows(columns: frozenset[str]) -> bool:
    return {"date", "exercise", "category", "reps"} <= columns


def _which(cells: Cells) -> SetRow:
    warm_up = bool(_WARM_UP.match(_note(cells))) or "warm" in cells.get("kind", "").lower()
    return SetRow(when=cells["date"], name=cells["exercise"], warm_up=warm_up)


def _note(cells: Cells) -> str:
    return cells.get("comment", "") or cells.get("notes", "")


def _read(cells: Cells) -> SetRow:
    reps = whole(cells["reps"], "Reps")
    load, unit = weight(cells, _WEIGHTS, "weight", "weight unit")
    far = number(cells.get("distance", ""), "Distance", any_size=True)
    return replace(
        _which(cells),
        reps=reps,
        load=load,
        unit=unit,
        done=bool(reps or far or _lasted(cells.get("time", ""))),
        note=_note(cells),
    )


def _lasted(time: str) -> bool:
    """Say whether a time such as 0:01:30 is more than nothing."""
    return any(c in "123456789" for c in time)


FITNOTES = Format("fitnotes", "FitNotes", _knows, _which, _read)
