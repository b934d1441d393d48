"""Hevy: one form, in kg and km or in lb and miles."""

from dataclasses import replace

from .row import Cells, Format, SetRow, Unit, number, weight, whole

__all__ = ["HEVY"]

_WEIGHTS: dict[str, Unit] = {"weight_kg": "kg", "weight_lbs": "lb", "weight_lb": "lb"}


def _knows(columns: frozenset[str]) -> bool:
    return {"start_time", "exercise_title", "set_index", "set_type", "reps"} <= columns


def _which(cells: Cells) -> SetRow:
    warm_up = "warm" in cells["set_type"].lower()
    return SetRow(when=cells["start_time"], name=cells["exercise_title"], warm_up=warm_up)


def _read(cells: Cells) -> SetRow:
    reps = whole(cells["reps"], "reps")
    load, unit = weight(cells, _WEIGHTS, "weight", "weight_unit")
    far = number(cells.get("distance_km", "") or cells.get("distance_miles", ""), "distance", any_size=True)
    long = number(cells.get("duration_seconds", ""), "duration_seconds", any_size=True)
    return replace(
        _which(cells),
        reps=reps,
        load=load,
        unit=unit,
        effort=number(cells.get("rpe", ""), "rpe", any_size=True),
        done=bool(reps or far or long),
        note=cells.get("exercise_notes", ""),
    )


HEVY = Format("hevy", "Hevy", _knows, _which, _read)
