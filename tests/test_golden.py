"""Kept tracks of rendered clips, as the real networks gave them: counts, bottoms, movement and family stay right."""

import json
from pathlib import Path

import pytest

from hingecoach.assess import assess
from hingecoach.exercises import get_exercise
from hingecoach.pose.save import load_track

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(p.stem for p in FOLDER.glob("*.npz"))


@pytest.fixture(params=NAMES)
def golden(request):
    truth = json.loads((FOLDER / f"{request.param}.truth.json").read_text("utf-8"))
    return assess(load_track(FOLDER / f"{request.param}.npz")), truth


def test_count_and_bottoms(golden):
    answer, truth = golden
    reps = [r for r in answer.reps if r.complete]
    assert len(reps) == truth["n_reps"]
    for seen, true in zip(reps, truth["reps"], strict=True):
        assert seen.bottom_s == pytest.approx(true["bottom_s"], abs=0.4)  # the contract's window


def test_movement_family_and_view(golden):
    answer, truth = golden
    assert answer.movement == truth["movement"]
    assert answer.exercise.family == get_exercise(truth["exercise"]).family
    assert answer.view.label == truth["view"]["label"]
    assert answer.view.faces == truth["view"]["faces"] or truth["view"]["faces"] is None


def test_the_kept_tracks_are_small_and_rendered():
    assert len(NAMES) == 5
    for name in NAMES:
        assert (FOLDER / f"{name}.npz").stat().st_size < 120_000
        assert json.loads((FOLDER / f"{name}.truth.json").read_text("utf-8"))["source"] == "rendered"
