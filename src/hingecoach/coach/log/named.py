"""Which exercise of the ladder a name of a training log is, and what a log therefore tells as practised.

Only names that say it plainly count: "Romanian Deadlift (Barbell)" does, "Deficit Deadlift" and "B-Stance RDL" do not.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from ..entries import LogEntry, Practice
from ..history import History
from .classify import words

__all__ = ["exercise_of", "logged_practice"]

_NAMES = {
    "glute_bridge": "glute bridge",
    "glute_bridge_single_leg": "single leg glute bridge",
    "pull_through": "pull through",
    "kettlebell_deadlift": "kettlebell deadlift",
    "romanian_deadlift": "romanian deadlift",
    "dumbbell_romanian_deadlift": "dumbbell romanian deadlift",
    "deadlift": "deadlift",
    "trap_bar_deadlift": "trap bar deadlift",
    "sumo_deadlift": "sumo deadlift",
    "block_pull": "block pull",
}
_ASIDE = frozenset({"barbell", "conventional", "cable", "band"})
"""Words that change nothing about which exercise it is."""
_HIPS = frozenset({"hinge", "bridge", "mixed"})
"""Classes that an exercise of the ladder can have; a person who maps a name to another one says that it is none."""


@lru_cache(maxsize=4096)
def exercise_of(name: str) -> str | None:
    """Give the exercise of the ladder that a name of a log says plainly; None for every other name.

    Examples
    --------
    >>> exercise_of("DB RDLs"), exercise_of("Deadlift (Barbell)"), exercise_of("Deficit Deadlift")
    ('dumbbell_romanian_deadlift', 'deadlift', None)
    """
    return _by_words().get(frozenset(words(name)) - _ASIDE)


@cache
def _by_words() -> dict[frozenset[str], str]:
    return {frozenset(words(name)) - _ASIDE: exercise for exercise, name in _NAMES.items()}


def logged_practice(history: History) -> Iterator[Practice]:
    """Give the hard sets of the log that are on the ladder as practice, in the log's order.

    Effort and pain are left unknown, so that they open no gate; ids are those of the log's own entries.
    """
    said = {n.name.casefold(): n.kind for n in history.log_names}
    for e in history.log:
        exercise = exercise_of(e.name)
        if exercise and not e.warm_up and said.get(e.name.casefold(), e.kind) in _HIPS:
            yield _as_practice(e, exercise)


def _as_practice(e: LogEntry, exercise: str) -> Practice:
    practice = Practice(id=e.id, day=e.day, kept_at=e.kept_at, exercise=exercise)
    return practice.model_copy(update={"sets": e.sets, "reps": e.reps, "load_kg": e.load_kg})
