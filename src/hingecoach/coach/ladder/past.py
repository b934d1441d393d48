"""What was done up to a day: sessions, and the clips of a rung. The planner reads a history through this.

``practice`` and ``sessions`` are what was told here, with effort and pain; ``done`` counts the training log as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..entries import AssessmentRecord, Practice
from ..history import History
from ..log.named import logged_practice
from .rungs import ladder

__all__ = ["SURE", "Past", "Session"]

SURE = 0.8
"""How likely an exercise that nobody declared must be to count as practised by the camera's word alone (E)."""


@dataclass(frozen=True, slots=True)
class Session:
    """What was practised on one day, of one rung or of all.

    The answers of a day are put together so that none is made better: the hardest effort, the most pain, and the least
    pain before. None where nobody told.
    """

    day: date
    entries: tuple[Practice, ...]

    @property
    def effort(self) -> float | None:
        """The hardest effort."""
        return max(self._told("effort"), default=None)

    @property
    def pain_before(self) -> float | None:
        """The least pain before."""
        return min(self._told("pain_before"), default=None)

    @property
    def pain_after(self) -> float | None:
        """The most pain right after."""
        return max(self._told("pain_after"), default=None)

    @property
    def pain_next_day(self) -> float | None:
        """The most pain on the next day."""
        return max(self._told("pain_next_day"), default=None)

    @property
    def pains(self) -> tuple[float, ...]:
        """All that was told about pain."""
        return tuple(v for name in ("pain_before", "pain_after", "pain_next_day") for v in self._told(name))

    @property
    def load_kg(self) -> float | None:
        """The heaviest load."""
        return max(self._told("load_kg"), default=None)

    @property
    def last_set(self) -> float | None:
        """The repetitions of the last set; those of every set where the last one was not told apart."""
        told = [p.reps if p.last_set_reps is None else p.last_set_reps for p in self.entries]
        return min((v for v in told if v is not None), default=None)

    def _told(self, name: str) -> list[float]:
        values = [getattr(p, name) for p in self.entries]
        return [v for v in values if v is not None]


@dataclass(frozen=True)
class Past:
    """A history up to and with a day."""

    history: History
    day: date

    @cached_property
    def practice(self) -> tuple[Practice, ...]:
        """Give what was practised, oldest first."""
        return tuple(p for p in self.history.practice if p.day <= self.day)

    @cached_property
    def done(self) -> tuple[Practice, ...]:
        """Give what was practised, oldest first, that of the training log too.

        Where a rung was told of on a day, what was told counts and not the log. A logged set of fewer repetitions than
        the rung's fewest says nothing about the load of its sets.
        """
        told = {(p.day, ladder().place(p.exercise)) for p in self.practice}
        logged = (p for p in logged_practice(self.history) if p.day <= self.day)
        more = [_for_sets(p) for p in logged if (p.day, ladder().place(p.exercise)) not in told]
        return tuple(sorted((*self.practice, *more), key=lambda p: p.day))

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Give the sessions of everything, oldest first."""
        return _by_day(self.practice)

    def last_of(self, names: Iterable[str], *, sure: bool = False) -> tuple[Practice, ...]:
        """Give what was practised of some exercises on the last day on which any of them was.

        With ``sure``, what only the camera named counts where it is clear enough (:data:`SURE`).
        """
        found = _by_day(tuple(p for p in _of(self.done, names) if not sure or self._is_sure(p)))
        return found[-1].entries if found else ()

    def _is_sure(self, entry: Practice) -> bool:
        """Say whether it is sure enough which exercise it was: told, lifted with a told load, or clear to the camera.

        Somebody who is new to exercise is not taken to a later rung by the camera's word alone.
        """
        record = self._records.get(entry.assessment or "")
        if record is None or record.exercise != entry.exercise or entry.load_kg is not None:
            return True
        seen, is_new = record.assessment.exercise, self.history.person.experience == "new"
        return seen.declared is not None or (seen.confidence >= SURE and not is_new)

    @cached_property
    def _records(self) -> dict[str, AssessmentRecord]:
        return {r.id: r for r in self.history.assessments}

    def sessions_of(self, names: Iterable[str]) -> tuple[Session, ...]:
        """Give the sessions of some exercises that were told, oldest first."""
        return _by_day(_of(self.practice, names))

    def done_of(self, names: Iterable[str]) -> tuple[Session, ...]:
        """Give the sessions of some exercises, oldest first, those of the training log too."""
        return _by_day(_of(self.done, names))

    def clips_of(self, names: Iterable[str]) -> tuple[AssessmentRecord, ...]:
        """Give the clips of some exercises in which a repetition was seen, oldest first."""
        return tuple(r for r in self.filmed(names) if any(rep.complete for rep in r.assessment.reps))

    def filmed(self, names: Iterable[str]) -> tuple[AssessmentRecord, ...]:
        """Give every clip of some exercises, oldest first."""
        wanted = set(names)
        return tuple(r for r in self.history.assessments if r.day <= self.day and r.exercise in wanted)


def _of(practice: Iterable[Practice], names: Iterable[str]) -> tuple[Practice, ...]:
    wanted = set(names)
    return tuple(p for p in practice if p.exercise in wanted and p.reps != 0 and p.sets != 0)


def _for_sets(logged: Practice) -> Practice:
    """Leave out the load of a logged set that was shorter than the sets of its rung."""
    rung = ladder().way[ladder().place(logged.exercise) or 0]
    short = logged.reps is None or logged.reps < rung.reps[0]
    return logged.model_copy(update={"load_kg": None}) if short else logged


def _by_day(entries: tuple[Practice, ...]) -> tuple[Session, ...]:
    days: dict[date, list[Practice]] = {}
    for entry in entries:
        days.setdefault(entry.day, []).append(entry)
    return tuple(Session(day, tuple(found)) for day, found in sorted(days.items()))
