"""What the newest clips ask of the load: a fifth less, or back to the load with which the form was there."""

from collections.abc import Sequence

from .clips import Look
from .form_steps import Asked
from .past import Past
from .rungs import Rung, ladder

__all__ = ["good_loads", "is_from_floor", "light"]


def is_from_floor(rung: Rung) -> bool:
    """Say whether a lift begins on the floor, where a shorter way is a higher start."""
    return rung.about.family == "floor_pull"


def light(form: Sequence[Asked]) -> frozenset[str]:
    """Give the exercises that are to be lighter.

    The drill of a long back from the floor is a higher start with less of the load, so there the first step is both.
    """
    each = zip(ladder().way, form, strict=True)
    return frozenset(
        rung.exercise for rung, one in each if one.step in ("lighter", "previous_rung") or _less(rung, one)
    )


def _less(rung: Rung, one: Asked) -> bool:
    return one.step == "shorter" and is_from_floor(rung) and any(s.id == "flat_back" for s in one.clips[0].out)


def good_loads(past: Past, form: Sequence[Asked]) -> dict[str, float]:
    """Give for each exercise whose clips ask for less the load of its newest clip in which nothing was out."""
    found = {}
    for rung, one in zip(ladder().way, form, strict=True):
        good = next((seen for seen in one.clips if not seen.out), None)
        load = _load(past, good) if good and one.step in ("shorter", "lighter", "previous_rung") else None
        if load is not None:
            found[rung.exercise] = load
    return found


def _load(past: Past, seen: Look) -> float | None:
    """Give the load that was told with a clip."""
    return next((p.load_kg for p in past.practice if p.assessment == seen.record.id), None)
