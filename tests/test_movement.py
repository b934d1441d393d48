"""Hinge, squat or neither: the rule's borders, and what is carried by the hands or stands on one leg."""

from dataclasses import fields, replace

import numpy as np
import pytest

from hingecoach.assess import assess
from hingecoach.depth import depth
from hingecoach.movement import HINGE_UP_TO, SQUAT_FROM, Shape, is_on_hands, is_other, movement_of, shape_of
from hingecoach.observe import observe
from hingecoach.reps import find_strokes
from hingecoach.synthetic import Form, figure
from hingecoach.types import View
from scenes import between, lunge, nobody, pike, stand, walk

PLAIN = Shape(**{f.name: 0.0 for f in fields(Shape)})
HINGE = replace(PLAIN, hip=90, knee=25, trunk=70, ratio=0.3, hand_over_ankle=40, hip_drop=10, shoulder_drop=60, bent=90)
MOTION = observe(figure("hinge", reps=1).track)


def first_shape(made):
    motion = observe(made.track)
    bent = depth(motion)
    return shape_of(motion, bent, find_strokes(motion, bent)[0])


@pytest.mark.parametrize(
    ("ratio", "movement"),
    [(0.1, "hinge"), (0.65, "hinge"), (0.651, "mixed"), (0.779, "mixed"), (0.78, "squat"), (1.2, "squat")],
)
def test_the_border_between_hinge_and_squat(ratio, movement):
    assert (HINGE_UP_TO, SQUAT_FROM) == (0.65, 0.78)  # the contract's
    assert movement_of(MOTION, replace(HINGE, ratio=ratio), from_floor=False) == movement


def test_a_stroke_without_a_way_down_begins_with_the_film():
    made = figure("deadlift", reps=1)
    whole = observe(made.track)
    low = float(whole.time[int(np.nanargmax(depth(whole)))])
    rest = observe(between(made.track, low, 60.0))
    assert not first_shape(made).begins
    assert shape_of(rest, depth(rest), find_strokes(rest, depth(rest))[0]).begins
    late = observe(between(made.track, low - 0.9, 60.0))  # the film begins half-way down: that much was seen
    assert not shape_of(late, depth(late), find_strokes(late, depth(late))[0]).begins


def test_a_deadlift_from_the_floor_is_a_hinge_however_far_the_knees_bend():
    assert movement_of(MOTION, replace(HINGE, ratio=0.9), from_floor=True) == "hinge"


@pytest.mark.parametrize(
    ("knee", "trunk", "movement"), [(22, 42, "hinge"), (45, 42, "hinge"), (78, 42, "mixed"), (105, 38, "squat")]
)
def test_knees_that_bend_more_make_it_a_squat(knee, trunk, movement):
    made = figure("hinge", Form(knee=knee, trunk=trunk, shank=knee / 4))
    excursion = knee - 6, np.ptp(made.angles["hip"])
    ratio = excursion[0] / excursion[1]
    want = "hinge" if ratio <= 0.65 else "squat" if ratio >= 0.78 else "mixed"
    assert want == movement
    assert assess(made.track).movement == movement


def test_the_shape_is_the_figures():
    made = figure("hinge", reps=2)
    shape = first_shape(made)
    assert shape.hip == pytest.approx(92, abs=3)
    assert shape.knee == pytest.approx(22, abs=2)
    assert shape.trunk == pytest.approx(70, abs=2)
    assert shape.ratio == pytest.approx(16 / 87, abs=0.03)
    assert shape.apart == pytest.approx(0, abs=0.02) and shape.raised == pytest.approx(0, abs=0.02)
    assert shape.up == pytest.approx(0.8 * 1.2, abs=0.3)


@pytest.mark.parametrize(
    ("track", "movement"), [(lunge, "other"), (pike, "other"), (walk, "other"), (lambda: stand(4.0), "other")]
)
def test_what_is_neither_is_other(track, movement):
    answer = assess(track())
    assert answer.movement == movement
    assert not [f for f in answer.findings if f.verdict in ("mild", "marked", "good")]


def test_nobody_is_none():
    answer = assess(nobody())
    assert answer.movement == "none" and answer.reps == () and answer.exercise.recognised is None


@pytest.mark.parametrize(
    ("change", "other"),
    [
        ({}, False),
        ({"apart": 0.41}, False),
        ({"apart": 0.5}, True),
        ({"raised": 0.3, "trunk": 20.0}, True),
        ({"raised": 0.3, "trunk": 70.0}, False),  # a hinge on one leg
        ({"hip_drop": -30.0}, True),
        ({"apart": np.nan, "raised": np.nan}, False),
    ],
)
def test_steps_and_jumps_are_other(change, other):
    assert is_other(replace(HINGE, **change)) is other


@pytest.mark.parametrize(
    ("change", "on_hands"),
    [
        ({"hand_over_ankle": 5.0, "hand_reach": 90.0}, True),
        ({"hand_over_ankle": 5.0, "hand_reach": 20.0}, False),  # hands at a load on the floor
        ({"hand_over_ankle": 40.0, "hand_reach": 90.0}, False),
        ({"hand_over_ankle": 5.0, "shank": 75.0, "knee": 10.0}, True),
        ({"hand_over_ankle": 5.0, "shank": 75.0, "knee": 110.0}, False),  # kneeling
        ({"hand_over_ankle": np.nan, "hand_reach": 90.0}, False),
    ],
)
def test_who_is_carried_by_the_hands(change, on_hands):
    assert is_on_hands(replace(HINGE, **{"hip_drop": 50.0, **change})) is on_hands


def test_knees_that_were_not_seen_leave_the_hips_to_say():
    unknown = replace(HINGE, ratio=np.nan)
    assert movement_of(MOTION, unknown, from_floor=False) == "hinge"
    assert movement_of(MOTION, replace(unknown, hip_drop=40.0, trunk=30.0), from_floor=False) == "squat"


def test_far_off_the_side_hips_that_sink_with_the_shoulders_are_a_squat():
    oblique = replace(MOTION, view=View("diagonal", "right", 45.0, 10.0))
    shape = replace(HINGE, ratio=0.62, hip_drop=45.0, shoulder_drop=60.0, trunk=35.0)
    assert movement_of(oblique, shape, from_floor=False) == "squat"
    assert movement_of(MOTION, shape, from_floor=False) == "hinge"


@pytest.mark.parametrize(
    ("posture", "looks", "movement"),
    [("lying", "up", "hinge"), ("lying", "down", "other"), ("kneeling", None, "hinge")],
)
def test_lying_and_kneeling(posture, looks, movement):
    motion = replace(MOTION, posture=posture, looks=looks)
    assert movement_of(motion, replace(HINGE, ratio=1.5), from_floor=False) == movement


def test_a_stroke_of_which_nothing_was_seen_is_not_called_a_hinge():
    motion = observe(figure("hinge", reps=1).track)
    unseen = Shape(**dict.fromkeys(Shape.__slots__, float("nan")))
    assert movement_of(motion, unseen, from_floor=False) == "mixed"
