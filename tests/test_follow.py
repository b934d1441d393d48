"""Following the right person, on scripted scenes without networks."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from fakes import Actor, FakeBackend, Stage, always, reps
from hingecoach.keypoints import P
from hingecoach.pose import choose
from hingecoach.pose.follow import find_pose
from hingecoach.types import Frame, PoseTrack


def follow(stage: Stage, **options) -> tuple[PoseTrack, FakeBackend]:
    backend = FakeBackend(stage)
    return find_pose(stage.frames(), backend, **options), backend


def found(track: PoseTrack) -> np.ndarray:
    return np.isfinite(track.xy[:, P.NOSE, 0])


def off(track: PoseTrack, actor: Actor) -> np.ndarray:
    """Distance in pixels between the track and an actor, for the pictures in which somebody was found."""
    return np.array(
        [
            np.linalg.norm(xy - actor.points(t), axis=1).mean()
            for t, xy, ok in zip(track.time, track.xy, found(track), strict=True)
            if ok
        ]
    )


def test_one_person_is_found_in_every_picture_with_an_outline_in_every_second():
    lifter = Actor(bend=reps())
    track, backend = follow(Stage([lifter]))
    assert found(track).all() and track.time.size == 120 and track.size == (640, 480)
    assert off(track, lifter).max() < 0.1
    traced = np.isfinite(track.outline).any(axis=(1, 2, 3))
    assert traced[::2].all() and not traced[1::2].any()
    assert track.others == 0 and track.lost == () and track.source.backend == "fake"
    assert backend.looks == pytest.approx(120, abs=20), "one look a picture"
    assert backend.detections < 40, "the detector works now and then only"


def test_outline_lies_on_both_sides_of_the_trunk():
    track, _ = follow(Stage([Actor()], seconds=0.2))
    middle = track.outline[0, track.outline.shape[1] // 2]
    assert abs(middle[0, 0] - middle[1, 0]) == pytest.approx(2 * 0.06 * 340, abs=2)


def test_mask_rate_is_the_callers():
    track, _ = follow(Stage([Actor()], seconds=1.0), mask_every=5)
    assert np.isfinite(track.outline).any(axis=(1, 2, 3)).sum() == 4


def test_nobody_and_nothing_are_answers():
    empty, _ = follow(Stage([], seconds=1.0))
    assert empty.time.size == 20 and not found(empty).any() and (empty.person == 0).all()
    nothing = find_pose([], FakeBackend(Stage([])))
    assert nothing.time.size == 0 and nothing.xy.shape == (0, 33, 2)


def test_progress_tells_the_time_of_each_picture_and_pictures_that_go_back_are_left_out():
    stage = Stage([Actor()], seconds=0.5)
    told: list[float] = []

    def stutter():
        for frame in stage.frames():
            yield frame
            yield Frame(frame.index, frame.time, frame.rgb)

    track = find_pose(stutter(), FakeBackend(stage), progress=told.append)
    assert told == track.time.tolist() and len(told) == 10


def test_somebody_whom_the_detector_overlooks_at_first_is_followed_back_from_where_it_does_not():
    stage = Stage([Actor(bend=reps(), noticed=lambda t: t >= 3.0)], seconds=6.0)
    plain, _ = follow(stage)
    assert found(plain)[64:].all() and not found(plain)[:60].any()
    track, backend = follow(stage, again=stage.again)
    assert found(track).all() and off(track, stage.actors[0]).max() < 0.1 and track.lost == ()
    assert np.isfinite(track.outline).any(axis=(1, 2, 3))[:60].mean() > 0.4
    assert backend.looks < 250, "each picture of the gap is looked at once more, and no other"


def test_the_way_back_goes_through_gaps_and_ends_where_nobody_was():
    lifter = Actor(
        bend=reps(),
        there=lambda t: t >= 1.0,
        seen=lambda t: not 2.5 < t < 3.7,
        noticed=lambda t: t < 2.4 or t > 4.5,
    )
    stage = Stage([lifter], seconds=6.0)
    plain, track = follow(stage)[0], follow(stage, again=stage.again)[0]
    assert not found(plain)[stage_frames(2.6, 4.4)].any() and plain.lost
    assert found(track)[stage_frames(3.8, 4.4)].all() and not found(track)[stage_frames(2.6, 3.6)].any()
    assert not found(track)[stage_frames(0.0, 0.9)].any()


def stage_frames(start: float, end: float) -> slice:
    return slice(round(20 * start), round(20 * end))


def test_without_a_gap_nothing_is_read_again():
    stage = Stage([Actor(bend=reps())])

    def again(start: float, end: float):
        raise AssertionError(f"{start} to {end} was asked for")

    assert found(follow(stage, again=again)[0]).all()


def test_a_larger_thing_of_which_little_is_seen_is_not_the_person():
    tree = Actor(x=always(470), height=420, bend=reps(), shirt=200, clear=0.6)
    lifter = Actor(x=always(160), height=300, bend=reps())
    track, _ = follow(Stage([tree, lifter]))
    assert off(track, lifter).max() < 1.0
    track, _ = follow(Stage([replace(tree, clear=0.9), lifter]))
    assert off(track, tree).max() < 1.0, "of two who are seen alike the larger one was filmed"


def test_somebody_who_comes_late_is_found_soon():
    lifter = Actor(bend=reps(start=3.0), there=lambda t: t >= 3.0)
    track, _ = follow(Stage([lifter]))
    first = track.time[found(track)][0]
    assert 3.0 <= first <= 3.2 and track.lost == ()


def test_somebody_who_leaves_and_comes_back_is_one_person_and_the_gap_is_told():
    lifter = Actor(bend=reps(), there=lambda t: not 2.0 <= t < 4.0, x=lambda t: 200.0 if t < 2 else 430.0)
    track, _ = follow(Stage([lifter]))
    absent = (track.time >= 2.0) & (track.time < 4.0)
    assert not found(track)[absent].any()
    assert found(track)[track.time < 2.0].all() and found(track)[track.time > 4.2].all()
    ((start, end),) = track.lost
    assert start == pytest.approx(2.0, abs=0.1) and end == pytest.approx(4.0, abs=0.2)


def test_somebody_else_who_comes_after_is_not_mixed_in():
    lifter = Actor(bend=reps(), there=lambda t: t < 4.0, shirt=40)
    stranger = Actor(there=lambda t: t >= 7.5, shirt=240, x=always(330.0))
    track, _ = follow(Stage([lifter, stranger], seconds=11.0))
    assert not found(track)[track.time >= 4.0].any()


def test_a_short_drop_out_costs_only_its_own_pictures():
    lifter = Actor(bend=reps(), seen=lambda t: not 2.0 <= t < 2.1)
    track, _ = follow(Stage([lifter]))
    assert (~found(track)).sum() <= 6 and off(track, lifter).max() < 0.1


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_of_two_alike_the_one_who_moves_is_kept(order):
    lifter, waiting = Actor(x=always(180.0), bend=reps(start=2.0)), Actor(x=always(460.0), shirt=200)
    track, _ = follow(Stage([(lifter, waiting)[i] for i in order]))
    assert off(track, lifter).max() < 0.1 and found(track).mean() > 0.95
    assert track.others == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_people_who_cross_are_not_mixed(order):
    lifter = Actor(x=always(320.0), bend=reps(), shirt=40)
    passing = Actor(x=lambda t: 40 + 110 * t, shirt=220, height=330.0)
    track, _ = follow(Stage([(lifter, passing)[i] for i in order]))
    assert (off(track, lifter) < 1).all()
    assert found(track).mean() > 0.75


def test_a_large_passer_by_does_not_take_the_lifters_place():
    lifter = Actor(bend=reps(), height=200.0, feet=380.0)
    passing = Actor(x=lambda t: -800 + 350 * t, height=420.0, feet=470.0, shirt=220)
    track, _ = follow(Stage([lifter, passing], seconds=8.0))
    assert (off(track, lifter) < 1).all() and found(track).mean() > 0.7


def test_a_small_bystander_costs_no_time():
    lifter = Actor(bend=reps())
    far = Actor(x=always(560.0), feet=250.0, height=110.0, shirt=220)
    alone, both = follow(Stage([lifter]))[1].looks, follow(Stage([lifter, far]))[1].looks
    assert both < 1.3 * alone


def test_somebody_who_waits_is_looked_at_less_often():
    lifter, waiting = Actor(x=always(180.0), bend=reps()), Actor(x=always(460.0), shirt=200)
    _, backend = follow(Stage([lifter, waiting], seconds=10.0))
    assert backend.looks < 1.7 * 200


def test_the_tracker_comes_back_from_a_poster():
    """The network takes a picture on the wall for the person who stood before it; no detector sees anybody there."""
    lifter = Actor(bend=reps(), shirt=60, there=lambda t: not 3.0 <= t < 5.0, x=lambda t: 200.0 if t < 3 else 420.0)
    poster = Actor(x=always(205.0), shirt=250, detected=False)
    track, _ = follow(Stage([poster, lifter], seconds=9.0))
    away = (track.time >= 3.0) & (track.time < 5.0)
    assert not found(track)[away].any(), "nothing of the poster may be left"
    assert found(track)[track.time >= 5.5].all() and off(track, lifter).max() < 1
    assert any(start <= 3.1 and end >= 4.9 for start, end in track.lost)


def test_points_that_collapse_are_not_taken(monkeypatch):
    lifter = Actor(bend=reps())
    stage = Stage([lifter])
    backend = FakeBackend(stage)
    look = FakeBackend.look

    def collapsing(self, rgb, region, *, mask=False):
        person = look(self, rgb, region, mask=mask)
        if person is not None and 2.0 <= stage.now < 2.5:
            centre = np.array(person.region[:2])
            person = replace(person, xy=centre + 0.2 * (person.xy - centre))
        return person

    monkeypatch.setattr(FakeBackend, "look", collapsing)
    track = find_pose(stage.frames(), backend)
    bad = (track.time >= 2.0) & (track.time < 2.5)
    assert not found(track)[bad].any() and found(track)[track.time > 2.7].all()


def test_of_two_who_train_the_larger_one_was_filmed():
    """A bridge or a good morning moves less than a squat in the background."""
    small = Actor(x=always(520.0), bend=reps(), height=170.0, feet=300.0, shirt=220)
    large = Actor(x=always(200.0), bend=lambda t: 0.6 * reps()(t))
    for actors in ([small, large], [large, small]):
        track, _ = follow(Stage(actors, seconds=9.0))
        assert off(track, large).max() < 1


def test_somebody_small_behind_the_lifter_is_not_taken_for_the_lifter():
    """Both stand in one place of the picture, so that one detection could pass for the other."""
    small = Actor(x=always(290.0), height=190.0, feet=400.0, shirt=220)
    large = Actor(x=always(330.0), bend=reps(), height=360.0)
    for actors in ([small, large], [large, small]):
        track, _ = follow(Stage(actors, seconds=6.0))
        assert off(track, large).max() < 1 and found(track).mean() > 0.9


def test_lying_people_whom_the_detector_overlooks_are_kept():
    """The detector loses the person, the points go on in the same clothes: that alone is no reason to doubt."""
    unseen = {"detected": False}
    lifter = Actor(bend=reps())
    stage = Stage([lifter], seconds=4.0)
    backend = FakeBackend(stage)

    def frames():
        for frame in stage.frames():
            if frame.time > 1.0:
                stage.actors[0] = replace(lifter, **unseen)
            yield frame

    track = find_pose(frames(), backend)
    assert found(track).all()


@pytest.mark.parametrize(
    ("values", "travel"),
    [
        ([1.0] * 50, 0.0),
        (1 + 0.03 * np.sin(np.arange(200)), 0.0),  # sway
        (np.linspace(0.5, 1.04, 50), 0.25),  # somebody who comes nearer
        (1 - np.abs(np.tile(np.linspace(-0.54, 0.54, 51), 3)), 6 * 0.46),  # three repetitions
    ],
)
def test_only_ways_up_and_back_count_in_full(values, travel):
    assert choose._travel(np.asarray(values, float)) == pytest.approx(travel, abs=0.05)
