"""Families and exercises: by where the hands are, by tempo, posture and legs."""

from dataclasses import fields, replace

import numpy as np
import pytest

from hingecoach.assess import assess
from hingecoach.exercises import all_exercises
from hingecoach.movement import Shape
from hingecoach.observe import observe
from hingecoach.recognise import WITHIN, family_of, is_from_floor, recognise
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


def test_hands_behind_the_neck_are_no_romanian_deadlift():
    found = recognise(MOTION, [None], [replace(TOP, arm=150)])
    assert found.best in ("standing_hinge", "good_morning")


def test_nothing_is_known_of_nothing():
    found = recognise(MOTION, (), ())
    assert found.best is None and found.family is None


def test_every_name_exists_and_chances_are_chances():
    for chances in WITHIN.values():
        assert {name for name, _ in chances} <= set(all_exercises())
        assert sum(c for _, c in chances) <= 1
