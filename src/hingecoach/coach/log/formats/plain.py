"""A plain table, made by hand or in a spreadsheet: ``date``, ``exercise``, and ``sets`` or ``reps`` or both.

Without ``sets`` a line is one set. ``weight_kg``, ``weight_lb`` or ``weight`` with ``unit``, ``warm_up``, ``rpe`` and
``notes`` may be there.
"""

from dataclasses import replace

from .row import Cells, Format, SetRow, Unit, number, weight, whole

__all__ = ["PLAIN"]

_WEIGHTS: dict[str, Unit] = {
    "weight_kg": "kg",
    "weight (kg)": "kg",
    "load_kg": "kg",
    "weight_lb": "lb",
    "weight (lb)": "lb",
    "weight_lbs": "lb",
    "weight (lbs)": "lb",
}
_YES, _NO = frozenset({"yes", "y", "true", "1", "w", "x"}), frozenset({"", "no", "n", "false", "0"})
_MOST_SETS = 100
"""More sets of one exercise on one day are a slip of the pen (E)."""


def _knows(columns: frozenset[str]) -> bool:
    return {"date", "exercise"} <= columns and bool({"sets", "reps"} & columns)


def _which(cells: Cells) -> SetRow:
    warm = (cells.get("warm_up", "") or cells.get("warmup", "")).strip().lower()
    if warm not in _YES | _NO:
        raise ValueError(f"warm_up is {warm!r}, neither yes nor no")
    return SetRow(when=cells["date"], name=cells["exercise"], warm_up=warm in _YES)


def _read(cells: Cells) -> SetRow:
    row = _which(cells)
    sets = whole(cells.get("sets", ""), "sets")
    if sets is not None and sets > _MOST_SETS:
        raise ValueError(f"sets is {sets}, more than {_MOST_SETS}")
    reps = whole(cells.get("reps", ""), "reps")
    load, unit = weight(cells, _WEIGHTS, "weight", "unit")
    return replace(
        row,
        sets=1 if sets is None else sets,
        reps=reps,
        load=load,
        unit=unit,
        effort=number(cells.get("rpe", ""), "rpe", any_size=True),
        done=bool(sets or reps),
        note=cells.get("notes", ""),
    )


PLAIN = Format("plain", "plain table", _knows, _which, _read)
