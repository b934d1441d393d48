"""Families and exercises: by where the hands are, by tempo, posture and legs."""

from dataclasses import fields, replace

import numpy as np
import pytest

from hingecoach.assess import assess
from hingecoach.depth import depth
from hingecoach.exercises import all_exercises
from hingecoach.load.types import KINDS as LOADS
from hingecoach.load.types import Load
from hingecoach.movement import Shape
from hingecoach.observe import observe
from hingecoach.recognise import family_of, is_from_floor, places, recognise, recognise_features
from hingecoach.recognise.describe import hands_of
from hingecoach.recognise.evidence import LOADS as WITH_LOAD
from hingecoach.recognise.evidence import of_load
from hingecoach.recognise.features import NAMES, features_of
from hingecoach.recognise.model import Model, Net, shipped
from hingecoach.recognise.places import places_of
from hingecoach.recognise.say import say
from hingecoach.reps import find_strokes
from hingecoach.synthetic import figure
from scenes import lunge, pike

KINDS = {
    "hinge": ("top_hinge", "romanian_deadlift"),
    "deadlift": ("floor_pull", "deadlift"),
    "swing": ("swing", "kettlebell_swing"),
    "squat": ("squat", "squat"),
    "kneeling": ("kneeling", "kneeling_hinge"),
    "bridge": ("bridge", "glute_bridge"),
}
TOP = replace(
    Shape(**{f.name: 0.0 for f in fields(Shape)}),
    hip=90,
    knee=25,
    trunk=70,
    arm=70,
    ratio=0.3,
    hand_over_ankle=45,
    hand_over_knee=3,
    arm_top=5,
    up=1.2,
    hip_drop=10,
    shoulder_drop=60,
    bent=90,
)
FLOOR = replace(TOP, hand_over_knee=-25, hand_over_ankle=15, knee=60, ratio=0.7, bent=110)
MOTION = observe(figure("hinge", reps=1).track)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("azimuth", [0, 20])
def test_the_figures_are_known(kind, facing, azimuth):
    answer = assess(figure(kind, facing=facing, azimuth=azimuth).track).exercise
    assert (answer.family, answer.recognised) == KINDS[kind]
    assert answer.confidence + sum(a.confidence for a in answer.alternatives) <= 1 + 1e-9


@pytest.mark.parametrize("scene", [lunge, pike])
def test_other_movements_are_other(scene):
    assert assess(scene()).exercise.recognised == "other"


@pytest.mark.parametrize(
    ("change", "family"),
    [
        ({}, "top_hinge"),
        ({"up": 0.3, "arm_top": 60}, "swing"),
        ({"up": 0.3, "arm_top": 10}, "top_hinge"),  # quick, but the arms hang
        ({"up": 1.2, "arm_top": 60}, "top_hinge"),  # slow
        ({"ratio": 0.9, "trunk": 35}, "squat"),
        ({"ratio": np.nan, "hip_drop": 40, "trunk": 35}, "squat"),
        ({"apart": 0.6}, "other"),
        ({"hand_over_ankle": 5, "hand_reach": 90, "hip_drop": 50}, "other"),
    ],
)
def test_one_stroke_and_its_family(change, family):
    assert family_of(MOTION, [replace(TOP, **change)]) == family


def test_most_strokes_decide():
    squat = replace(TOP, ratio=0.9, trunk=35)
    assert family_of(MOTION, [TOP, squat, TOP]) == "top_hinge"
    assert family_of(MOTION, [squat, squat, TOP]) == "squat"


def test_a_squat_with_which_the_film_begins_is_none_of_a_lift_where_others_are_seen_whole():
    squat = replace(FLOOR, ratio=0.9, trunk=35)
    first = replace(squat, begins=True)
    assert family_of(MOTION, [first]) == "floor_pull"
    assert family_of(MOTION, [first, squat]) == family_of(MOTION, [squat, first]) == "squat"
    assert family_of(MOTION, [first, TOP]) == "floor_pull"


@pytest.mark.parametrize(
    ("change", "from_floor"),
    [
        ({}, True),
        ({"hand_over_knee": 5}, False),
        ({"hand_over_knee": np.nan}, True),
        ({"hand_over_knee": np.nan, "hand_over_ankle": 50}, False),
        ({"hand_over_knee": np.nan, "hand_over_ankle": np.nan, "bent": 120, "trunk": 60}, True),
        ({"hand_over_knee": np.nan, "hand_over_ankle": np.nan, "bent": 100}, False),
        ({"bent": 50}, False),
        ({"ratio": 0.9, "trunk": 30}, False),  # an upright squat with hands between the feet
        ({"ratio": 0.9, "trunk": 30, "begins": True}, True),  # but a squat does not begin at its bottom
        ({"arm": 160}, False),  # overhead
    ],
)
def test_hands_at_the_shins_are_hands_at_the_floor(change, from_floor):
    assert is_from_floor(replace(FLOOR, **change)) is from_floor


@pytest.mark.parametrize(
    ("posture", "looks", "family"),
    [("lying", "up", "bridge"), ("lying", "down", "other"), ("kneeling", None, "kneeling")],
)
def test_posture_decides_first(posture, looks, family):
    assert family_of(replace(MOTION, posture=posture, looks=looks), [TOP]) == family


def test_nothing_is_known_of_nothing():
    found = recognise(MOTION, (), ())
    assert found.best is None and found.family is None


def test_every_name_exists():
    assert set(shipped().exercises) == set(WITH_LOAD) <= set(all_exercises())
    assert shipped().features == NAMES


def test_chances_are_chances():
    model = shipped()
    chances = recognise_features(model, {}, "top_hinge", "standing", Load())
    assert sum(c for _, c in chances) == pytest.approx(1)
    assert np.sum(list(model.families.values()), axis=0) == pytest.approx(1, abs=0.001)


def test_what_was_not_seen_says_nothing():
    assert not shipped().of_features(dict.fromkeys(NAMES, np.nan)).any()
    usual = dict(zip(NAMES, shipped().centre, strict=True))
    assert shipped().of_features(usual | {"knee": np.nan}) == pytest.approx(shipped().of_features(usual))


def test_a_network_gives_chances_and_what_is_far_out_is_no_more_than_far_out():
    net = Net(np.array([[1.0]]), np.zeros(1), np.array([[2.0, 0.0]]), np.zeros(2))
    assert np.exp(net.log_chances(np.array([0.5]))) == pytest.approx([np.e / (1 + np.e), 1 / (1 + np.e)])
    model = Model(("squat", "other"), ("knee",), np.array([100.0]), np.array([10.0]), (net,), {}, 1.0)
    assert model.of_features({"knee": 1e6}) == pytest.approx(model.of_features({"knee": 140.0}))
    assert model.of_features({"knee": 120.0})[0] > model.of_features({"knee": 90.0})[0]


def test_a_model_is_read_back_as_written():
    model = shipped()
    again = Model.from_json(model.to_json())
    assert again.exercises == model.exercises and again.temperature == model.temperature
    seen = dict.fromkeys(NAMES, 1.0)
    assert again.of_features(seen) == pytest.approx(model.of_features(seen))
    assert again.to_json() == model.to_json()


def _load(kind, sure=0.94):
    return Load(kind, sure, {k: sure if k == kind else (1 - sure) / (len(LOADS) - 1) for k in LOADS})


@pytest.mark.parametrize(
    ("kind", "more", "less"),
    [
        ("dumbbells", "dumbbell_romanian_deadlift", "romanian_deadlift"),
        ("barbell", "romanian_deadlift", "standing_hinge"),
        ("cable", "pull_through", "romanian_deadlift"),
        ("kettlebell", "kettlebell_deadlift", "deadlift"),
        ("box", "pick_up", "deadlift"),
    ],
)
def test_the_load_speaks_for_its_exercises(kind, more, less):
    gain = dict(zip(shipped().exercises, of_load(_load(kind), shipped().exercises), strict=True))
    assert gain[more] > gain[less] + 1


def test_an_unknown_load_changes_nothing():
    assert not of_load(Load(), shipped().exercises).any()


@pytest.mark.parametrize("posture", ["standing", "kneeling", "lying"])
def test_an_exercise_of_another_posture_is_ruled_out(posture):
    chances = dict(recognise_features(shipped(), {}, "top_hinge", posture, Load()))
    assert all(chances[e] == 0 for e, x in all_exercises().items() if x.posture != posture and e != "other")


@pytest.mark.parametrize(
    ("change", "hands"),
    [
        ({}, "front_of_thighs"),
        ({"hand_behind_knee": 8.0}, "between_legs"),
        ({"elbow": 100.0}, "chest"),
        ({"elbow": 140.0, "arm": 85.0, "hands_apart": 90.0}, "shoulders"),  # a stick across them, diagonally
        ({"elbow": 100.0, "arm": 10.0}, "hips"),
        ({"arm": 150.0, "elbow_top": 120.0}, "shoulders"),
        ({"arm": 170.0, "hand_high_top": 90.0, "elbow_top": 5.0}, "overhead"),
        ({"arm": np.nan}, None),
    ],
)
def test_where_the_hands_are(change, hands):
    seen = {"arm": 60.0, "elbow": 10.0, "elbow_top": 8.0, "hand_behind_knee": -5.0, "hand_high_top": 0.0}
    seen["hands_apart"] = 30.0
    assert hands_of(seen | change) == hands


def test_a_doubtful_name_asks_to_declare_and_a_clear_one_does_not():
    assert say((("deadlift", 0.8), ("block_pull", 0.1))) == ""
    both = say((("squat", 0.5), ("trap_bar_deadlift", 0.45)))
    assert (
        "Squat or Trap-bar deadlift" in both and both.endswith("Say which one it was.") and "bend the same way" in both
    )


def test_form_is_told_in_the_answer():
    told = assess(figure("bridge", reps=2).track).exercise
    assert (told.posture, told.legs, told.start, told.tempo, told.hands) == ("lying", 2, "bottom", "grind", None)
    assert assess(figure("swing", reps=3).track).exercise.tempo == "ballistic"


def test_features_of_a_clip_without_strokes_are_not_seen():
    found = features_of(MOTION, (), ())
    assert set(found) == set(NAMES) and np.isnan(found["knee"]) and np.isfinite(found["speed"])


def test_places_of_a_figure_are_where_it_has_them():
    track = figure("deadlift", reps=2).track
    motion = observe(track)
    bent = depth(motion)
    seen = places_of(motion, find_strokes(motion, bent), bent)
    assert set(seen) == set(places.NAMES)
    assert abs(seen["begins_low"]) < 0.1 and seen["over_knee_low"] < 0 < seen["over_knee_high"]
    assert seen["knee_low"] == pytest.approx(62, abs=6) and abs(seen["arm_lean_high"]) < 15
    assert np.isnan(list(places_of(motion, (), bent).values())).all()


def test_a_name_that_is_not_clear_is_never_told_alone():
    told = say((("kettlebell_deadlift", 0.61), ("deadlift", 0.3), ("sumo_deadlift", 0.04)))
    assert "Kettlebell or dumbbell deadlift or Deadlift." in told and "Sumo" not in told
