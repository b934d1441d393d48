"""The tool that makes the recogniser's model: it never answers a person with a model that saw them."""

from dataclasses import replace

import numpy as np
import pytest

import recognition.__main__ as tool
from hingecoach.load.types import KINDS, Load
from hingecoach.load.weights import NUMBERS
from hingecoach.recognise.features import NAMES
from recognition.data import Row, keep, kept
from recognition.fit import answer, answers, fit, held_out, weigher, weights
from recognition.measure import alike, bins, calibration_error, confusion, right, settled
from recognition.noise import disturbed, matrix
from recognition.page import Found, page, plot
from recognition.tried import Tried, table
from recognition.yes_no import rule_alone, yes_or_no


def row(person, exercise="deadlift", family="floor_pull", source="real", **seen):
    features = dict.fromkeys(NAMES, float("nan")) | seen
    return Row(f"{person}_{exercise}", person, exercise, source, features, family, "standing")


ROWS = [row(f"p{i}", knee=70.0, hand_over_ankle=15.0) for i in range(10)]
ROWS += [row(f"s{i}", "squat", "squat", "rendered", knee=110.0, hand_over_ankle=90.0) for i in range(10)]
FIGURES = [row(f"p{i}", source="figure", knee=72.0, hand_over_ankle=14.0) for i in range(3)]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("recognition.fit.NETS", 1)
    monkeypatch.setattr("recognition.fit.TIMES", 2)
    monkeypatch.setattr("recognition.fit.SHRINK", 0.1)
    monkeypatch.setattr("recognition.fit.ROUNDS", 400)


@pytest.mark.filterwarnings("ignore:All-NaN")
def test_what_was_taught_is_answered():
    others = [row(f"g{i}", "glute_bridge", "bridge", knee=140.0, hand_over_ankle=0.0) for i in range(5)]
    model = fit([*ROWS, *others], FIGURES)
    assert [answer(model, r, Load())[0][0] for r in (ROWS[0], ROWS[-1])] == ["deadlift", "squat"]
    assert "25 clips of 25 people" in model.made_from and "3 figures" in model.made_from


def test_many_clips_of_one_person_weigh_as_two():
    assert weights([row("a")] * 4 + [row("b")]).tolist() == [0.5] * 4 + [1.0]


def test_held_out_people_are_in_no_clip_and_no_figure_of_the_teaching():
    taught = []
    held = list(held_out(ROWS, FIGURES, lambda r, f: taught.append((*r, *f)), with_load=False))
    assert sum(len(own) for _, own in held) == len(ROWS)
    for seen, (_, own) in zip(taught, held, strict=True):
        assert not {r.person for r in seen} & {r.person for r, _ in own}


def test_a_figure_is_disturbed_by_what_a_clip_differs_from_its_twin():
    clip = row("c", source="rendered", knee=65.0, trunk=50.0)
    clip = replace(clip, twin=dict.fromkeys(NAMES, float("nan")) | {"knee": 60.0, "trunk": 50.0, "arm": 10.0})
    x = disturbed([row("f", source="figure", knee=80.0, trunk=40.0, arm=20.0)], [clip], 2, np.random.default_rng(0))
    assert x.shape == (2, len(NAMES))
    seen = dict(zip(NAMES, x[0], strict=True))
    assert (seen["knee"], seen["trunk"]) == (85.0, 40.0) and np.isnan(seen["arm"])  # not seen in the clip
    assert disturbed(FIGURES, ROWS, 1, np.random.default_rng(0)) == pytest.approx(matrix(FIGURES), nan_ok=True)


def test_the_loads_weights_are_fitted_on_what_is_known():
    bell = dict.fromkeys(NUMBERS, 0.0) | {"bell": 1.0}
    rows = [replace(row(f"b{i}"), load=bell, held="kettlebell") for i in range(4)]
    rows += [replace(row(f"n{i}"), load=dict.fromkeys(NUMBERS, 0.0), held="none") for i in range(4)]
    weigh = weigher(rows)
    assert max(KINDS, key=lambda k: weigh.load(rows[0]).chances[k]) == "kettlebell"
    assert weigh.load(row("unseen")).chances == Load().chances


def test_rows_are_read_back_as_they_were_kept(tmp_path):
    one = replace(ROWS[0], load=dict.fromkeys(NUMBERS, 0.5), held="barbell", family=None)
    keep([one, ROWS[-1]], tmp_path / "rows.npz")
    again = kept(tmp_path / "rows.npz")
    assert (again[0].held, again[0].family, again[0].load) == ("barbell", None, one.load)
    assert again[1].features == pytest.approx(ROWS[-1].features, nan_ok=True) and not again[1].twin


def test_the_kept_numbers_are_those_that_the_program_measures():
    clips, figures = kept(tool.CLIPS), kept(tool.FIGURES)
    assert {r.source for r in clips} == {"real", "rendered"} and {r.source for r in figures} == {"figure"}
    assert not {r.person for r in kept(tool.CHECK)} & {r.person for r in (*clips, *figures)}


@pytest.mark.parametrize("teach", [rule_alone, yes_or_no])
def test_the_ways_of_before_answer_too(teach):
    learned = teach(ROWS, FIGURES)
    assert answer(learned, ROWS[0], Load())[0][0] == "deadlift"
    assert len(answers([(learned, [(ROWS[0], Load())])], 2.0)) == 1


def test_a_name_that_a_pose_cannot_separate_from_the_truth_counts_as_alike():
    said = [(ROWS[0], [("sumo_deadlift", 0.9)]), (ROWS[0], [("squat", 0.9)]), (ROWS[0], [("deadlift", 0.9)])]
    assert (alike(said).k, alike(said).n) == (2, 3)


@pytest.fixture
def told():
    return [(ROWS[0], [("deadlift", 0.9)]), (ROWS[1], [("squat", 0.6), ("deadlift", 0.3)]), (ROWS[2], [])]


def test_shares_and_bands(told):
    assert (right(told).k, right(told, 2).k) == (1, 2)
    assert [(s.k, s.n) for s in settled(told)] == [(2, 3), (1, 2)]  # of the three, one is asked about
    assert [(p, s.k, s.n) for p, s in bins(told)] == [(0.6, 0, 1), (0.9, 1, 1)]
    assert calibration_error(told) == pytest.approx(0.35)
    assert confusion(told)[-1] == "| `deadlift` | 33 % 1/3 (6-79) | `other` 1, `squat` 1 |"


def test_the_page_and_the_plot_hold_the_figures(told):
    parts = {"real": told, "rendered": told}
    ways = [Tried("a way", 1.0, [*told, (ROWS[-1], [("squat", 1.0)])])]
    text = page(Found(parts, ways, told, ROWS, FIGURES, 2.0))
    assert "33 % 1/3" in text and "temperature 2" in text and "10 real clips of 10 people" in text
    assert "| a way | 33 % 1/3" in text and table(ways)[-1] in text
    assert "`kneeling_hinge`" in text.split("Rendered only")[1]
    assert plot(parts).count("<circle") == 2 and "<title>" in plot(parts)
