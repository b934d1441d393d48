"""Strong, in five forms: iOS, iOS without its notes, an older one without the duration, Android, and the quoted one.

The forms differ in separators and columns, not in the meaning of a column. Three of them tell no unit of weight.
"""

from dataclasses import replace

from .row import Cells, Format, SetRow, Unit, number, weight, whole

__all__ = ["STRONG"]

_WEIGHTS: dict[str, Unit] = {"weight (kg)": "kg", "weight (kgs)": "kg", "weight (lb)": "lb", "weight (lbs)": "lb"}
_NO_SET = frozenset({"rest timer", "note"})
_MARKS = frozenset({"w", "d", "f"})
"""Beside numbers: warm-up, drop set, to failure."""


def _knows(columns: frozenset[str]) -> bool:
    return {"date", "workout name", "exercise name", "set order", "reps"} <= columns


def _which(cells: Cells) -> SetRow | None:
    order = cells["set order"].strip().lower()
    if order in _NO_SET:
        return None
    if not order.isdecimal() and order not in _MARKS:
        raise ValueError(f"Set Order is {cells['set order']!r}, which says nothing about a set")
    return SetRow(when=cells["date"], name=cells["exercise name"], warm_up=order == "w")


def _read(cells: Cells) -> SetRow | None:
    row = _which(cells)
    if row is None:
        return None
    reps = whole(cells["reps"], "Reps")
    load, unit = weight(cells, _WEIGHTS, "weight", "weight unit")
    far = number(cells.get("distance", "") or cells.get("distance (meters)", ""), "Distance", any_size=True)
    long = number(cells.get("seconds", ""), "Seconds", any_size=True)
    return replace(
        row,
        reps=reps,
        load=load,
        unit=unit,
        effort=number(cells.get("rpe", ""), "RPE", any_size=True),
        done=bool(reps or far or long),
        note=cells.get("notes", ""),
    )


STRONG = Format("strong", "Strong", _knows, _which, _read)
