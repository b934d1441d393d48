"""Everything that is kept about one person, as one frozen value: what the store gives back and a planner reads."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import field_validator, model_validator

from ..assessment import Model
from .entries import (
    AgeBand,
    Answer,
    AssessmentRecord,
    Confidence,
    Correction,
    Day,
    Entry,
    Experience,
    Judgement,
    KeptVideo,
    LogEntry,
    LogName,
    Override,
    Person,
    Practice,
    StopAnswers,
    new_id,
    now,
)

__all__ = [
    "KINDS",
    "AgeBand",
    "Answer",
    "AssessmentRecord",
    "Confidence",
    "Correction",
    "Day",
    "Entry",
    "Experience",
    "History",
    "Judgement",
    "KeptVideo",
    "LogEntry",
    "LogName",
    "Override",
    "Person",
    "Practice",
    "StopAnswers",
    "new_id",
    "now",
]

SCHEMA_VERSION: Literal[1] = 1


class History(Model):
    """Everything that is kept about one person, each list from the oldest entry to the newest.

    The order is by day, then by the instant of writing, then by id, whatever order the entries are given in.
    Corrections and practice entries name only assessments that are there.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    person: Person
    practice: tuple[Practice, ...] = ()
    assessments: tuple[AssessmentRecord, ...] = ()
    corrections: tuple[Correction, ...] = ()
    stop_answers: tuple[StopAnswers, ...] = ()
    confidence: tuple[Confidence, ...] = ()
    overrides: tuple[Override, ...] = ()
    log: tuple[LogEntry, ...] = ()
    log_names: tuple[LogName, ...] = ()

    @field_validator(
        "practice", "assessments", "corrections", "stop_answers", "confidence", "overrides", "log", "log_names"
    )
    @classmethod
    def _in_order(cls, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(sorted(entries, key=lambda e: (e.day, e.kept_at, e.id)))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ids = [e.id for e in self.entries()]
        if len(set(ids)) < len(ids):
            raise ValueError("Two entries have the same id.")
        there = {a.id for a in self.assessments}
        named = {c.assessment for c in self.corrections} | {p.assessment for p in self.practice if p.assessment}
        if named - there:
            raise ValueError(f"There is no assessment {min(named - there)}.")
        return self

    def entries(self) -> Iterator[Entry]:
        """Give every entry, kind after kind."""
        for kind in KINDS:
            yield from getattr(self, kind)

    def assessment(self, id_: str) -> AssessmentRecord:
        """Give the assessment of that id.

        Raises
        ------
        KeyError
            There is none.
        """
        for record in self.assessments:
            if record.id == id_:
                return record
        raise KeyError(id_)


KINDS: dict[str, type[Entry]] = {
    "practice": Practice,
    "assessments": AssessmentRecord,
    "corrections": Correction,
    "stop_answers": StopAnswers,
    "confidence": Confidence,
    "overrides": Override,
    "log": LogEntry,
    "log_names": LogName,
}
"""The lists of a history and what is in each."""
