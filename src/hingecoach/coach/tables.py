"""A history as tables for a spreadsheet: one a kind of entry, and one of the verdicts with the coach's beside them."""

import csv
import io
from collections.abc import Iterable

from ..assessment import Model
from .history import KINDS, AssessmentRecord, Correction, History

__all__ = ["as_tables"]

_FLAT = ("practice", "corrections", "confidence", "overrides", "log", "log_names")
_VERDICTS = ("assessment", "day", "clip", "exercise", "cue", "verdict", "reps_flagged", "reps_judged")
_MEASURED = ("value", "error", "unit", "coach")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run; it gets an apostrophe in front (OWASP, CSV injection)."""


def as_tables(history: History) -> dict[str, str]:
    """Write the history as CSV.

    Returns
    -------
    dict
        File name to text: UTF-8, commas, a row of names first.
    """
    tables = {
        f"{kind}.csv": _csv(list(KINDS[kind].model_fields), map(_cells, getattr(history, kind))) for kind in _FLAT
    }
    answers = ((s.day, question, answer, s.by) for s in history.stop_answers for question, answer in s.answers.items())
    tables["stop_answers.csv"] = _csv(["day", "question", "answer", "by"], answers)
    tables["verdicts.csv"] = _csv([*_VERDICTS, *_MEASURED], _verdicts(history))
    return tables


def _cells(entry: Model) -> Iterable[object]:
    return [getattr(entry, name) for name in type(entry).model_fields]


def _verdicts(history: History) -> Iterable[Iterable[object]]:
    coach = {(c.assessment, c.cue): c for c in history.corrections if c.rep is None}
    for record in history.assessments:
        yield from _of_clip(record, coach)


def _of_clip(record: AssessmentRecord, coach: dict[tuple[str, str], Correction]) -> Iterable[Iterable[object]]:
    answer = record.assessment
    clip = answer.video.name if answer.video else None
    for f in answer.findings:
        measured = (f.measured.value, f.measured.error, f.measured.unit) if f.measured else (None, None, None)
        said = coach.get((record.id, f.cue))
        row = (record.id, record.day, clip, record.exercise, f.cue, f.verdict, f.reps_flagged, f.reps_judged)
        yield (*row, *measured, said.verdict if said else None)


def _csv(names: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
