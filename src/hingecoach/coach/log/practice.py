"""Everything in a history that counts as a set: the training log, and the clips that were judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...exercises import all_exercises
from ..history import AssessmentRecord, History
from .kinds import KINDS, Kind

__all__ = ["Sets", "hard_sets", "unknown_names"]

_FAMILIES = {"top_hinge": "hinge", "floor_pull": "hinge", "swing": "hinge", "kneeling": "hinge", "bridge": "bridge"}
_FAMILIES["squat"] = "knee_dominant"
_EXERCISES = {"trap_bar_deadlift": "mixed"}
_MOVEMENTS = {"hinge": "hinge", "squat": "knee_dominant"}


@dataclass(frozen=True, slots=True)
class Sets:
    """Hard sets of one exercise on one day."""

    day: date
    name: str
    kind: Kind
    sets: int
    filmed: bool = False


def hard_sets(history: History) -> list[Sets]:
    """Give the hard sets of a history, oldest first; warm-ups and exercises without a class are left out.

    A judged clip counts as the sets that were told with it, else as one; where the log has sets of the same class on
    that day, it was most likely one of them and is not counted again (E).
    """
    said = _said(history)
    logged = [
        Sets(e.day, e.name, KINDS[kind], e.sets)
        for e in history.log
        if not e.warm_up and (kind := said.get(e.name.casefold(), e.kind)) in KINDS
    ]
    there = {(s.day, s.kind.id) for s in logged}
    filmed = [s for s in _clips(history) if (s.day, s.kind.id) not in there]
    return sorted([*logged, *filmed], key=lambda s: s.day)


def unknown_names(history: History, until: date = date.max) -> dict[str, int]:
    """Give the names of the log up to a day whose class is not known, with their hard sets, most first."""
    said = _said(history)
    found: dict[str, int] = {}
    for e in history.log:
        if e.day <= until and not e.warm_up and said.get(e.name.casefold(), e.kind) not in KINDS:
            found[e.name] = found.get(e.name, 0) + e.sets
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _said(history: History) -> dict[str, str]:
    """Give what the person said about names; the newest counts."""
    return {n.name.casefold(): n.kind for n in history.log_names}


def _clips(history: History) -> Iterator[Sets]:
    told = {p.assessment: p.sets for p in history.practice if p.assessment}
    for record in history.assessments:
        kind = _kind_of(record)
        if kind and record.assessment.reps:
            sets = told.get(record.id)
            yield Sets(record.day, _title(record, KINDS[kind]), KINDS[kind], 1 if sets is None else sets, filmed=True)


def _title(record: AssessmentRecord, kind: Kind) -> str:
    """Call what was filmed by its exercise's title, else by its class."""
    named = all_exercises().get(record.exercise or "other")
    return kind.title if named is None or named.id == "other" else named.title


def _kind_of(record: AssessmentRecord) -> str | None:
    """Give the class of what was filmed: by its exercise, else by how it moved; None for everyday lifts."""
    known = all_exercises()
    name = record.exercise
    if name is None or name == "other" or name not in known:
        return _MOVEMENTS.get(record.assessment.movement)
    return _EXERCISES.get(name) or _FAMILIES.get(known[name].family)
