"""The nouns of the coach: what they take, in which order they stand, and that JSON loses nothing."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hingecoach.coach.history import KINDS, History, Person, Practice
from hingecoach.coach.tables import as_tables
from histories import AT, DAY, histories, person, record, whole_history


@settings(max_examples=30)
@given(histories())
def test_json_loses_nothing(history):
    assert History.model_validate_json(history.model_dump_json()) == history


@settings(max_examples=30)
@given(histories(), st.randoms())
def test_the_order_is_that_of_days_whatever_order_is_given(history, random):
    mixed = {kind: random.sample(getattr(history, kind), len(getattr(history, kind))) for kind in KINDS}
    again = History(person=history.person, **mixed)
    assert again == history
    for kind in KINDS:
        keys = [(e.day, e.kept_at) for e in getattr(again, kind)]
        assert keys == sorted(keys)


def test_a_history_is_frozen_and_has_every_kind():
    history = whole_history()
    assert {type(e) for e in history.entries()} == set(KINDS.values())
    with pytest.raises(ValidationError):
        history.person = person()


def test_the_newest_judgement_is_the_answer():
    old = record()
    (first,) = old.judgements
    newer = first.model_copy(update={"assessment": first.assessment.model_copy(update={"summary": "newer"})})
    both = old.model_copy(update={"judgements": (first, newer)})
    assert both.assessment.summary == "newer"
    assert both.exercise == "romanian_deadlift"


def test_entries_speak_only_of_assessments_that_are_there():
    history = whole_history()
    with pytest.raises(ValidationError, match="There is no assessment"):
        History(person=history.person, corrections=history.corrections)
    with pytest.raises(ValidationError, match="same id"):
        History(person=history.person, confidence=history.confidence * 2)
    assert history.assessment(history.assessments[0].id) is history.assessments[0]
    with pytest.raises(KeyError):
        history.assessment("0" * 32)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, None),
        ({"birth_year": 1966}, True),
        ({"birth_year": 1967}, False),
        ({"age_band": "60_and_over"}, True),
        ({"age_band": "40_to_59"}, False),
        ({"birth_year": 1990, "age_band": "60_and_over"}, False),
    ],
)
def test_from_sixty_years_on(known, expected):
    assert Person(name="A", **known).from_sixty(date(2026, 1, 1)) is expected


@pytest.mark.parametrize(
    "fields",
    [
        {"effort": 10.5},
        {"pain_after": -1},
        {"load_kg": float("nan")},
        {"reps": -3},
        {"side": "front"},
        {"exercise": ""},
        {"exercise": "two\nlines"},
        {"exercise": "\x1b[31m"},
        {"mood": 3},
        {"id": "../x"},
        {"kept_at": "2026-11-25T10:00:00"},
    ],
)
def test_what_is_refused(fields):
    with pytest.raises(ValidationError):
        Practice(day=DAY, **fields)


def test_what_was_not_told_is_none_and_not_zero():
    entry = Practice(day=DAY, kept_at=AT)
    assert (entry.effort, entry.pain_before, entry.pain_next_day, entry.load_kg, entry.confidence) == (None,) * 5


def test_tables_hold_every_kind_and_the_coachs_verdict():
    tables = as_tables(whole_history())
    assert set(tables) == {f"{k}.csv" for k in set(KINDS) - {"assessments"}} | {"verdicts.csv"}
    row = next(line for line in tables["verdicts.csv"].splitlines() if ",flat_back," in line)
    assert row.endswith(",good")
    assert tables["stop_answers.csv"].splitlines()[1] == "2026-11-25,fever,no,"


def test_no_cell_is_run_by_a_spreadsheet():
    history = whole_history()
    entry = history.practice[0].model_copy(update={"note": "=HYPERLINK(1)"})
    tables = as_tables(history.model_copy(update={"practice": (entry,)}))
    assert "'=HYPERLINK(1)" in tables["practice.csv"]


def test_the_committed_schema_is_that_of_the_model(root, request):
    """``python -m pytest tests/test_history.py --snapshot-update`` renews it."""
    path = root / "docs" / "schema" / "history.schema.json"
    now = json.dumps(History.model_json_schema(), indent=2) + "\n"
    if request.config.getoption("update_snapshots"):
        path.write_text(now, "utf-8")
    assert json.loads(path.read_text("utf-8")) == json.loads(now), "raise schema_version, then renew"
