"""The tool that makes the recogniser's model: it never answers a person with a model that saw them."""

import pytest

from hingecoach.load.types import Load
from hingecoach.recognise.features import NAMES
from recognition.data import Row
from recognition.fit import answer, fit, held_out, weights
from recognition.measure import bins, calibration_error, confusion, right
from recognition.page import page, plot


def row(person, exercise="deadlift", family="floor_pull", source="real", **seen):
    features = dict.fromkeys(NAMES, float("nan")) | seen
    return Row(f"{person}_{exercise}", person, exercise, source, features, family, "standing", Load())


ROWS = [row(f"p{i}", knee=70.0, hand_over_ankle=15.0) for i in range(10)]
ROWS += [row(f"s{i}", "squat", "squat", "rendered", knee=110.0, hand_over_ankle=90.0) for i in range(10)]


def test_clips_of_one_person_weigh_as_one():
    assert weights([row("a"), row("a"), row("b")]).tolist() == [0.5, 0.5, 1.0]


def test_what_was_counted_is_answered():
    model = fit(ROWS)
    assert [answer(model, r)[0][0] for r in (ROWS[0], ROWS[-1])] == ["deadlift", "squat"]
    assert model.passed["knees deep"][model.exercises.index("squat")] > 0.9


def test_held_out_people_are_not_in_the_model(monkeypatch):
    seen = []
    monkeypatch.setattr("recognition.fit.fit", lambda rows, _t: seen.append({r.person for r in rows}))
    monkeypatch.setattr("recognition.fit.answer", lambda _model, r: (r.person, len(seen)))
    told = list(held_out(ROWS, 1.0))
    assert len(told) == len(ROWS)
    assert all(person not in seen[fold - 1] for _, (person, fold) in told)


@pytest.fixture
def answers():
    return [(ROWS[0], [("deadlift", 0.9)]), (ROWS[1], [("squat", 0.6), ("deadlift", 0.3)]), (ROWS[2], [])]


def test_shares_and_bands(answers):
    assert (right(answers).k, right(answers, 2).k) == (1, 2)
    assert [(p, s.k, s.n) for p, s in bins(answers)] == [(0.6, 0, 1), (0.9, 1, 1)]
    assert calibration_error(answers) == pytest.approx(0.35)
    assert confusion(answers)[-1] == "| `deadlift` | 33 % 1/3 (6-79) | `other` 1, `squat` 1 |"


def test_the_page_and_the_plot_hold_the_figures(answers):
    parts = {"real": answers, "rendered": answers}
    text = page(parts, ROWS, 2.0)
    assert "33 % 1/3" in text and "temperature 2" in text and "10 real clips of 10 people" in text
    assert plot(parts).count("<circle") == 2 and "<title>" in plot(parts)
