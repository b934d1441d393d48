"""One core, several doors: library, command line and evaluate give the same answer, word for word."""

import json
from importlib import import_module

from door import figure_clip, run
from fakepose import FakePose
from hingecoach import analyze
from hingecoach.evaluate.runners import Runner


def fake(monkeypatch):
    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose())


def test_library_and_command_line_say_the_same(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    shown = run(capfd, monkeypatch, "analyze", clip, "--json", "--out", tmp_path / "out", fake=FakePose())
    assert shown.status == 0
    written = json.loads((tmp_path / "out" / "assessment.json").read_text("utf-8"))
    fake(monkeypatch)
    told = json.loads(analyze(clip).model_dump_json())
    assert json.loads(shown.out) == told == written
    assert len(told["reps"]) == 2


def test_declared_at_one_door_as_at_the_other(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    shown = run(
        capfd,
        monkeypatch,
        "analyze",
        clip,
        "--json",
        "--exercise",
        "deadlift",
        "--out",
        tmp_path / "out",
        fake=FakePose(),
    )
    fake(monkeypatch)
    assert json.loads(shown.out) == json.loads(analyze(clip, "deadlift").model_dump_json())


def test_evaluate_hears_the_same_from_the_clip_and_nearly_from_kept_points(tmp_path, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    fake(monkeypatch)
    told = analyze(clip)
    runner = Runner(tracks=tmp_path / "tracks")
    fake(monkeypatch)
    first, again = runner(clip).assessment, runner(clip).assessment
    assert first.model_copy(update={"video": None}) == told.model_copy(update={"video": None})
    assert [(f.cue, f.verdict) for f in again.findings] == [(f.cue, f.verdict) for f in told.findings]
    assert [r.bottom_s for r in again.reps] == [r.bottom_s for r in told.reps]


def test_the_same_clip_gives_the_same_answer(tmp_path, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    fake(monkeypatch)
    first = analyze(clip)
    fake(monkeypatch)
    assert analyze(clip) == first
