"""Everything in a history that counts as a set: the training log, judged clips, and practice noted without a clip."""

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
    noted: bool = False


def hard_sets(history: History) -> list[Sets]:
    """Give the hard sets of a history, oldest first; warm-ups and exercises without a class are left out.

    A judged clip counts as the sets that were told with it, else as one, and so does a practice that was noted without
    a clip. What is of one day and one exercise in both is most likely the same, so the greater of the two counts; and
    where the log has sets of the same class on that day, they were most likely among those and are not counted again
    (E).
    """
    said = _said(history)
    logged = [
        Sets(e.day, e.name, KINDS[kind], e.sets)
        for e in history.log
        if not e.warm_up and (kind := said.get(e.name.casefold(), e.kind)) in KINDS
    ]
    there = {(s.day, s.kind.id) for s in logged}
    told = [s for s in _greater([*_clips(history)], [*_noted(history)]) if (s.day, s.kind.id) not in there]
    return sorted([*logged, *told], key=lambda s: s.day)


def _greater(filmed: list[Sets], noted: list[Sets]) -> list[Sets]:
    """Give the sets of both; of a day and an exercise that both have, those of which there are more."""
    films, notes = _sums(filmed), _sums(noted)
    kept = [s for s in filmed if films[s.day, s.name] >= notes.get((s.day, s.name), 0)]
    return kept + [s for s in noted if notes[s.day, s.name] > films.get((s.day, s.name), 0)]


def _sums(found: list[Sets]) -> dict[tuple[date, str], int]:
    sums: dict[tuple[date, str], int] = {}
    for s in found:
        sums[s.day, s.name] = sums.get((s.day, s.name), 0) + s.sets
    return sums


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
            title = _title(record.exercise, KINDS[kind])
            yield Sets(record.day, title, KINDS[kind], 1 if sets is None else sets, filmed=True)


def _noted(history: History) -> Iterator[Sets]:
    for p in history.practice:
        kind = _kind_of_exercise(p.exercise)
        if kind and p.assessment is None and p.reps != 0:
            yield Sets(p.day, _title(p.exercise, KINDS[kind]), KINDS[kind], 1 if p.sets is None else p.sets, noted=True)


def _title(exercise: str | None, kind: Kind) -> str:
    """Call what was done by its exercise's title, else by its class."""
    named = all_exercises().get(exercise or "other")
    return kind.title if named is None or named.id == "other" else named.title


def _kind_of(record: AssessmentRecord) -> str | None:
    """Give the class of what was filmed: by its exercise, else by how it moved; None for everyday lifts."""
    name = record.exercise
    if name is None or name == "other" or name not in all_exercises():
        return _MOVEMENTS.get(record.assessment.movement)
    return _kind_of_exercise(name)


def _kind_of_exercise(name: str) -> str | None:
    known = all_exercises().get(name)
    return None if known is None else _EXERCISES.get(name) or _FAMILIES.get(known.family)
