"""What belongs to a set: picking up and setting down do not, a hiked swing does; times and votes."""

from dataclasses import fields, replace

import numpy as np
import pytest

from hingecoach.assess import assess
from hingecoach.depth import depth
from hingecoach.exercises import get_exercise
from hingecoach.keypoints import P
from hingecoach.load.types import Load
from hingecoach.movement import Shape, shape_of
from hingecoach.observe import observe
from hingecoach.reps import find_strokes
from hingecoach.sets import in_set, set_movement, to_reps
from hingecoach.synthetic import figure
from hingecoach.types import Rep
from scenes import between, joined, unseen

SWING = get_exercise("kettlebell_swing")
USUAL = Shape(**{f.name: 0.0 for f in fields(Shape)})
USUAL = replace(USUAL, hip=95, knee=30, trunk=65, hip_drop=12, hand_over_ankle=50, up=0.4, arm_top=70, hand_over_knee=5)
LOW = replace(USUAL, hip=120, knee=70, trunk=50, hip_drop=35, hand_over_ankle=15, up=1.2, arm_top=5, hand_over_knee=-30)


def of(kind, reps=3, **how):
    motion = observe(figure(kind, reps=reps, **how).track)
    bent = depth(motion)
    strokes = find_strokes(motion, bent)
    return motion, strokes, [shape_of(motion, bent, s) for s in strokes]


@pytest.mark.parametrize(
    ("change", "movement"),
    [
        ({}, "hinge"),  # hands at the shins, the trunk over them
        ({"trunk": 60, "hand_over_knee": 5}, "hinge"),  # hands hidden or higher: the trunk says enough
        ({"trunk": np.nan}, "hinge"),  # nothing speaks against what its name says
        ({"trunk": 40}, "squat"),
        ({"trunk": 54, "hand_over_knee": np.nan, "hand_over_ankle": np.nan, "bent": 100}, "squat"),
    ],
)
def test_a_lift_from_the_floor_is_a_hinge_unless_the_trunk_stays_upright(change, movement):
    motion, strokes, _ = of("deadlift", reps=1)
    shape = replace(LOW, ratio=0.9, shoulder_drop=60, **{"trunk": 50, "bent": 120, **change})
    reps = to_reps(motion, strokes[:1], [shape], get_exercise("deadlift"))
    assert [r.movement for r in reps] == [movement]


@pytest.mark.parametrize("usual", [5, 10])
def test_picking_up_and_setting_down_do_not_count(usual):
    shapes = [LOW, *[USUAL] * usual, LOW]
    assert in_set([None] * len(shapes), shapes, get_exercise("romanian_deadlift")) == list(range(1, usual + 1))


def test_a_swing_hiked_from_the_floor_counts_and_its_setting_down_does_not():
    hike = replace(LOW, arm_top=68)
    shapes = [hike, *[USUAL] * 5, LOW]
    assert in_set([None] * 7, shapes, SWING) == list(range(6))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_strokes_show_no_usual(count):
    shapes = [LOW, *[USUAL] * (count - 1)]
    assert in_set([None] * count, shapes, get_exercise("romanian_deadlift")) == list(range(count))


def test_few_swings_show_their_float():
    assert in_set([None] * 3, [LOW, USUAL, LOW], SWING) == [1]
    assert in_set([None] * 4, [LOW, LOW, USUAL, USUAL], SWING) == [2, 3]
    assert in_set([None] * 2, [replace(LOW, arm_top=68), USUAL], SWING) == [0, 1]  # hiked
    assert in_set([None] * 2, [replace(LOW, hand_over_ankle=48), USUAL], SWING) == [0, 1]  # a weak first swing
    assert in_set([None] * 1, [LOW], SWING) == [0]
    assert in_set([None] * 2, [replace(LOW, arm_top=np.nan), replace(LOW, arm_top=np.nan)], SWING) == [0, 1]


def test_a_first_swing_that_does_not_float_is_not_hiked():
    pick_up = replace(LOW, hand_over_ankle=40)  # onto a box: the hands are not much lower, all else is odd
    assert in_set([None] * 6, [pick_up, *[USUAL] * 5], SWING) == list(range(1, 6))


def test_one_odd_number_is_a_habit_and_not_another_movement():
    shapes = [replace(USUAL, knee=60), *[USUAL] * 5, replace(USUAL, trunk=45)]
    assert in_set([None] * 7, shapes, SWING) == list(range(7))


def test_numbers_that_were_not_seen_are_not_odd():
    blind = replace(USUAL, **dict.fromkeys(("hip", "knee", "trunk", "hip_drop", "hand_over_ankle", "up"), np.nan))
    assert in_set([None] * 7, [blind, *[USUAL] * 5, blind], SWING) == list(range(7))


def test_a_set_of_swings_with_pick_up_and_set_down():
    deep = figure("deadlift", reps=1).track
    swings = figure("swing", reps=6, stand=0.3).track
    lift = between(deep, 0.0, 5.0)
    answer = assess(joined(lift, swings, between(deep, 0.0, 5.0)), "kettlebell_swing")
    assert sum(r.complete for r in answer.reps) == 6


def hands_up(motion, spans):
    """Give the motion with the wrists half a leg above the hips in some spans of frames."""
    xy = motion.track.xy.copy()
    for a, b in spans:
        xy[a:b, [P.L_WRIST, P.R_WRIST], 1] = xy[a:b, [P.L_HIP, P.R_HIP], 1] - 0.5 * motion.leg
    return replace(motion, track=replace(motion.track, xy=xy))


def test_standing_up_without_the_load_is_no_lift():
    motion, strokes, shapes = of("deadlift")
    strokes, shapes, deadlift = strokes[:3], shapes[:3], get_exercise("deadlift")  # the fourth only sets the load down
    tops = [(s.arrive, s.arrive + 10) for s in strokes]
    count = len(to_reps(motion, strokes, shapes, deadlift))
    assert count == len(strokes) == 3
    assert len(to_reps(hands_up(motion, tops[-1:]), strokes, shapes, deadlift)) == count - 1
    assert len(to_reps(hands_up(motion, tops[:1]), strokes, shapes, deadlift)) == count
    assert len(to_reps(hands_up(motion, tops), strokes, shapes, deadlift)) == count  # a high pull
    assert len(to_reps(hands_up(motion, [(tops[-1][0], tops[-1][0] + 3)]), strokes, shapes, deadlift)) == count
    assert len(to_reps(hands_up(motion, tops[-1:]), strokes[-1:], shapes[-1:], deadlift)) == 1
    assert to_reps(motion, [], [], deadlift) == ()
    swings = get_exercise("kettlebell_swing")
    plain = len(to_reps(motion, strokes, shapes, swings))
    assert len(to_reps(hands_up(motion, tops[-1:]), strokes, shapes, swings)) == plain


def plates(motion, seen):
    """Let the looks, five a second, see a plate at the hands or not: ``seen`` tells for a time."""
    time = np.arange(0.0, motion.time[-1], 0.2)
    return replace(motion, load=Load(time=time, plate=np.array([seen(t) for t in time])))


def test_a_rise_without_the_plate_that_others_bring_up_is_no_lift():
    motion, strokes, shapes = of("deadlift")
    strokes, shapes, deadlift = strokes[:3], shapes[:3], get_exercise("deadlift")
    first, last = (motion.time[strokes[k].bottom] for k in (1, 2))

    def count(seen, exercise=deadlift):
        return len(to_reps(plates(motion, seen), strokes, shapes, exercise))

    assert count(lambda _: True) == count(lambda _: False) == 3
    assert count(lambda t: t < last) == count(lambda t: t > first) == 2
    assert count(lambda t: t < first or t > last) == 3, "in the middle of a set the plate was overlooked"
    assert count(lambda t: t < last and round(5 * t) % 2) == 3, "seen now and then only"
    assert count(lambda t: t < last, get_exercise("romanian_deadlift")) == count(
        lambda _: True, get_exercise("romanian_deadlift")
    )


def steps(motion, spans, apart=0.4):
    """Let the whole person stand elsewhere between frames, one foot ahead."""
    xy = motion.track.xy.copy()
    for first, last in spans:
        xy[first + 2 : last + 1, :, 0] += 0.8 * motion.leg
        xy[first + 2 : last + 1, P.L_ANKLE, 0] += apart * motion.leg
    return replace(motion, track=replace(motion.track, xy=xy))


def test_walking_off_after_the_last_rise_is_no_lift():
    motion, strokes, shapes = of("deadlift")
    strokes, shapes, deadlift = strokes[:3], shapes[:3], get_exercise("deadlift")
    tops = [(s.arrive, s.arrive + 10) for s in strokes]
    assert len(to_reps(steps(motion, tops[-1:]), strokes, shapes, deadlift)) == 2
    assert len(to_reps(steps(motion, tops[:1]), strokes, shapes, deadlift)) == 3
    assert len(to_reps(steps(motion, tops), strokes, shapes, deadlift)) == 3  # with the load, every time
    assert len(to_reps(steps(motion, tops[-1:], apart=0.0), strokes, shapes, deadlift)) == 3  # the camera moves
    assert len(to_reps(steps(motion, [(tops[-1][0], tops[-1][0] + 3)]), strokes, shapes, deadlift)) == 3


@pytest.mark.parametrize("kind", ["hinge", "swing", "squat", "kneeling"])
def test_from_the_top_a_repetition_goes_down_and_up(kind):
    motion, strokes, shapes = of(kind)
    reps = to_reps(motion, strokes, shapes, get_exercise("romanian_deadlift"))
    assert [r.index for r in reps] == [1, 2, 3]
    for r, after in zip(reps, [*reps[1:], None], strict=True):
        assert r.start < r.bottom < r.end and r.bottom < r.top and r.complete and r.starts == "top"
        assert after is None or r.end <= after.start


@pytest.mark.parametrize(("kind", "name"), [("deadlift", "deadlift"), ("bridge", "glute_bridge")])
def test_from_the_bottom_a_repetition_goes_up_and_down(kind, name):
    motion, strokes, shapes = of(kind)
    reps = to_reps(motion, strokes, shapes, get_exercise(name))
    assert [r.index for r in reps] == [1, 2, 3]
    for r, after in zip(reps, [*reps[1:], None], strict=True):
        assert r.bottom <= r.start < r.top <= r.end and r.complete and r.starts == "bottom"
        assert after is None or r.end <= after.bottom


@pytest.mark.parametrize("pace", [0.25, 0.5, 1.0])
def test_a_bridge_starts_at_the_end_of_the_rest_on_the_floor(pace):
    motion, strokes, shapes = of("bridge", reps=1, pace=pace)
    first = to_reps(motion, strokes, shapes, get_exercise("glute_bridge"))[0]
    rises = motion.time[strokes[0].lift]
    assert first.start == first.bottom
    assert rises - first.bottom < 0.65, "not in the middle of a long rest"


def test_what_is_declared_decides_what_counts():
    made = figure("hinge", reps=3)
    cut = between(made.track, made.reps[0].bottom - 0.1, 99)
    assert [r.complete for r in assess(cut, "romanian_deadlift").reps] == [False, True, True]
    assert [r.complete for r in assess(cut, "deadlift").reps] == [True] * 3


def rep(movement, *, complete=True):
    return Rep(1, 0.0, 1.0, 2.0, 3.0, complete=complete, starts="top", movement=movement)


@pytest.mark.parametrize(
    ("movements", "whole"),
    [
        (["hinge"], "hinge"),
        (["hinge", "hinge", "squat"], "hinge"),
        (["hinge", "squat"], "squat"),
        (["hinge", "mixed"], "mixed"),
        (["other", "squat"], "other"),
        ([], "other"),
    ],
)
def test_the_sets_movement_is_that_of_most_and_the_more_cautious_one_of_two(movements, whole):
    assert set_movement([rep(m) for m in movements], seen=True) == whole


def test_repetitions_that_were_cut_off_vote_only_when_alone():
    assert (
        set_movement([rep("squat", complete=False), rep("squat", complete=False), rep("hinge")], seen=True) == "hinge"
    )
    assert set_movement([rep("squat", complete=False)], seen=True) == "squat"
    assert set_movement([], seen=False) == "none"


def test_a_top_out_of_sight_has_no_numbers_and_no_times():
    made = figure("deadlift", reps=2)
    seen = assess(made.track, "deadlift").reps[0]
    out = (made.reps[0].top - 0.9, made.reps[0].top + 1.3)
    hidden = assess(unseen(made.track, tuple({p.name[2:] for p in P} | {"NOSE"}), *out), "deadlift").reps[0]
    told = {"hip_top", "knee_top", "trunk_top", "up_time", "down_time"}
    assert told <= set(seen.measures) and not told & set(hidden.measures)
    assert hidden.complete
    tall = next(f for f in hidden.findings if f.cue == "stand_tall")
    assert (tall.verdict, tall.why_not) == ("not_seen", "the top of this repetition was not seen")
