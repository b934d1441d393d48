"""The worked story: docs/story.md holds what the program says, and the weeks go the way that the page tells."""

import pytest

import story
from door import run
from hingecoach.coach.ladder import plan
from hingecoach.coach.store import open_store


@pytest.fixture(scope="module")
def lived():
    """Live through the weeks once: each chapter with what its clips showed and the plan that follows."""

    def made(folder, day):
        with open_store(folder) as store:
            return plan(store.history(story.ANN.id), day)

    return [(chapter, seen, found) for chapter, seen, found in story.chapters(made)]


def test_the_page_is_what_the_program_says(root):
    page = (root / "docs" / "story.md").read_text("utf-8")
    assert story.page(story.printed) == page, "the plans changed: python tests/story.py writes the page again"


def test_the_page_shows_what_the_command_prints(root, capfd, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    def asked(folder, day):
        done = run(capfd, monkeypatch, "ladder", "next", "Ann", "--day", day, "--data", folder)
        assert (done.status, done.err) == (0, "")
        return "\n".join(line.rstrip() for line in done.out.splitlines())

    assert story.page(asked) == (root / "docs" / "story.md").read_text("utf-8")


def test_the_way_of_the_weeks(lived):
    way = [(found.rung.exercise, found.step) for _, _, found in lived]
    assert way == [
        ("glute_bridge", "start"),
        ("glute_bridge_single_leg", "up"),
        ("kneeling_hinge", "up"),
        ("standing_hinge", "up"),
        ("pull_through", "up"),
        ("pull_through", "shorter"),
        ("standing_hinge", "previous_rung"),
        ("pull_through", "lighter"),
        ("kettlebell_deadlift", "up"),
        ("kettlebell_deadlift", "shorter"),
        ("kettlebell_deadlift", "stay"),
        ("kettlebell_deadlift", "stay"),
        ("romanian_deadlift", "up"),
        ("deadlift", "up"),
        ("deadlift", "stay"),
    ]
    assert [found.status for _, _, found in lived] == ["ask", *["train"] * 14]
    assert (lived[-1][0].plan - 0) // 7 == 7  # the eighth week


def test_the_clips_are_judged_as_the_page_tells(lived):
    clips = [answer for _, seen, _ in lived for answer in seen]
    assert len(clips) == 10
    assert all(len(answer.reps) >= 5 for answer in clips)
    marked = {a.video.name: [f.cue for f in a.findings if f.verdict == "marked"] for a in clips}
    assert {name: cues for name, cues in marked.items() if cues} == {
        "pull_through_1.mp4": ["soft_knees"],
        "kettlebell_1.mp4": ["weight_close"],
    }


def test_pain_that_rises_leads_down_and_the_load_never_runs_ahead(lived):
    plans = {chapter.title: found for chapter, _, found in lived}
    down = plans["Week 4: the setback"]
    assert down.pain.level == "step_down" and "pain 1 before, 2 after, 4 the next day" in down.pain.evidence[0].say
    loads = [found.dose.load_kg for _, _, found in lived if found.dose.load_kg]
    assert loads == [8, 8, 10, 12, 12, 12, 12]
    swings = [b.state for _, _, found in lived for b in found.branches if b.state != "closed"]
    assert set(swings) == {"supervised"}


def test_every_plan_names_the_evidence_of_its_step(lived):
    for _, _, found in lived:
        assert all(gate.evidence and gate.passable for gate in found.opened)
        assert bool(found.opened) == (found.step == "up")
