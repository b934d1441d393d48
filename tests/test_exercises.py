"""Every exercise of the contract is one file that says what it is and which cues it has."""

import tomllib
from importlib.resources import files

import pytest
from pydantic import ValidationError

from hingecoach.cues import all_cues
from hingecoach.errors import UnknownNameError
from hingecoach.exercises import Exercise, all_exercises, get_exercise

LADDER = ["glute_bridge", "glute_bridge_single_leg", "kneeling_hinge", "standing_hinge"]
LADDER += ["pull_through", "kettlebell_swing", "romanian_deadlift", "deadlift"]
BESIDE = ["kettlebell_deadlift", "sumo_deadlift", "trap_bar_deadlift", "block_pull", "dumbbell_romanian_deadlift"]
BESIDE += ["single_leg_romanian_deadlift", "good_morning", "stiff_leg_deadlift"]
OTHERS = ["pick_up", "crib_lower", "acceleration", "squat", "other"]
FROM_THE_BOTTOM = {"glute_bridge", "glute_bridge_single_leg", "deadlift", "kettlebell_deadlift", "sumo_deadlift"}
FROM_THE_BOTTOM |= {"trap_bar_deadlift", "block_pull", "stiff_leg_deadlift"}
EVERY = LADDER + BESIDE + OTHERS


def test_the_folder_holds_the_contract_and_nothing_else():
    assert set(all_exercises()) == set(EVERY)
    assert list(all_exercises())[: len(LADDER)] == LADDER
    assert [all_exercises()[name].rung for name in LADDER] == list(range(1, 9))
    assert all(all_exercises()[name].rung is None for name in BESIDE + OTHERS)


@pytest.mark.parametrize("name", EVERY)
def test_each_exercise_is_whole(name):
    e = get_exercise(name)
    assert e.title and e.note
    assert e.next is None or e.next in all_exercises()
    assert e.next != e.id
    for outer, inner in ((e.knee_ok, e.knee),):
        if inner:
            assert outer[0] <= inner[0] < inner[1] <= outer[1]
    if e.graded and not e.everyday:
        assert e.load and e.knee and e.cues
    for cue, limits in e.cues.items():
        known = all_cues()[cue]
        assert limits and set(limits) <= {**known.measures, **known.set_measures}.keys(), cue
        assert set(limits) - known.optional or known.set_measures, f"{cue} of {name} has only supporting readings"
        for limit in limits.values():
            assert limit.source and limit.grade in "MDCE"


@pytest.mark.parametrize("name", EVERY)
def test_where_a_repetition_starts(name):
    starts = get_exercise(name).starts
    if name in ("acceleration", "other"):
        assert starts is None
    else:
        assert starts == ("bottom" if name in FROM_THE_BOTTOM else "top")


def test_lowering_into_a_crib_is_not_coached_as_a_lift():
    crib = all_exercises()["crib_lower"]
    lines = [all_cues()[cue].line_for(reading, crib) for cue, limits in crib.cues.items() for reading in limits]
    words = " ".join(f"{line.say} {line.focus} {line.drill}" for line in lines)
    assert "lift" not in words and "over the mattress" in words
    assert "If the side comes down" in crib.note and "If the side comes down" in crib.teach.setup[0]


@pytest.mark.parametrize("name", ["crib_lower", "pick_up"])
def test_an_everyday_lift_is_practised_as_it_is_done(name):
    """Nobody holds a stick or a tennis ball beside a child, and bending as suits is fine with a light thing."""
    e = get_exercise(name)
    assert set(e.practise) <= {reading for limits in e.cues.values() for reading in limits}
    lines = [all_cues()[cue].line_for(reading, e) for cue, limits in e.cues.items() for reading in limits]
    words = " ".join(f"{line.focus} {line.drill}" for line in lines)
    for gone in ("stick", "tennis", "wants to round"):
        assert gone not in words
    assert "ounding" in " ".join([words, *e.teach.steps]) and "fine" in words + " ".join(e.teach.steps)


def test_a_small_baby_is_held_at_head_and_neck_and_practised_without():
    teach = get_exercise("crib_lower").teach
    assert "head and neck" in teach.steps[0] and teach.steps[-1].startswith("Set down seat first, then head")
    assert "without the child first" in " ".join(teach.setup)


def test_no_note_holds_a_rule_of_the_program():
    assert not [e.id for e in all_exercises().values() if "observation" in e.note]


def test_the_ladder_can_be_climbed():
    name, seen = "glute_bridge", []
    while name:
        seen.append(name)
        name = get_exercise(name).next
        assert name not in seen
    assert seen[-1] == "deadlift"
    assert "kettlebell_deadlift" in seen
    assert "kettlebell_swing" not in seen, "the swing is a branch, not a gate (domain.md 7.2)"


def test_families_and_postures():
    assert {e.posture for e in all_exercises().values() if e.family == "bridge"} == {"lying"}
    assert get_exercise("kneeling_hinge").posture == "kneeling"
    assert [e.id for e in all_exercises().values() if e.ballistic] == ["kettlebell_swing", "acceleration"]
    assert {e.id for e in all_exercises().values() if e.legs == 1} == {
        "glute_bridge_single_leg",
        "single_leg_romanian_deadlift",
    }


def test_what_is_not_a_hinge_is_not_graded():
    for name in ("squat", "other", "acceleration"):
        assert not get_exercise(name).graded and not get_exercise(name).cues


def test_everyday_movements_are_capped_where_they_can_be():
    for name in ("pick_up", "crib_lower"):
        e = get_exercise(name)
        assert e.everyday
        assert "soft_knees" not in e.cues and "depth_short" not in e.cues, "knees and depth are free (domain.md 9)"
        assert all(limit.cap == "mild" for limits in e.cues.values() for limit in limits.values())


def test_bridges_have_no_back_knee_or_weight_cue():
    for name in ("glute_bridge", "glute_bridge_single_leg"):
        assert set(get_exercise(name).cues) == {"stand_tall", "bridge_arch", "set_drift"}


def test_the_limits_of_the_contract_for_the_back():
    for e in all_exercises().values():
        for reading, limit in e.cues.get("flat_back", {}).items():
            if reading.startswith("lumbar_convex"):
                assert (limit.mild, limit.marked) == (0, 8)
            elif reading.startswith("own_range"):
                assert (limit.mild, limit.marked) == (70, 85)
            else:
                assert limit.cap == "mild"
        for limit in e.cues.get("neutral_spine", {}).values():
            assert limit.cap == "mild"


def test_only_lifts_that_start_at_the_top_are_timed():
    for e in all_exercises().values():
        if "tempo_drop" in e.cues:
            assert e.starts == "top" and not e.ballistic


def test_typing_errors_are_refused():
    good = {"id": "x", "title": "X", "family": "other"}
    Exercise.model_validate(good)
    for bad in ({"fam1ly": "other"}, {"cues": {"flat_back": {"lumbar_convex": {"mild": 1, "marked": 1}}}}):
        with pytest.raises(ValidationError):
            Exercise.model_validate({**good, **bad})
    same = {"mild": 1, "marked": 1, "source": "x", "grade": "E"}
    with pytest.raises(ValidationError, match="differ"):
        Exercise.model_validate({**good, "cues": {"flat_back": {"lumbar_convex": same}}})


def test_a_name_that_does_not_exist_gets_a_hint():
    with pytest.raises(UnknownNameError, match="romanian_deadlift"):
        get_exercise("romanian_deadlifts")


@pytest.mark.parametrize("name", EVERY)
def test_the_files_are_plain_toml(name):
    text = (files("hingecoach.exercises") / f"{name}.toml").read_text("utf-8")
    assert tomllib.loads(text)["title"]
    assert text.endswith("\n") and "\t" not in text
