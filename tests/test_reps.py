"""Repetitions: every kind, side, number and frame rate; what is cut off, covered, or no repetition at all."""

from dataclasses import replace

import numpy as np
import pytest

from hingecoach.assess import assess
from hingecoach.depth import contradicted, depth, shoulder_drop
from hingecoach.keypoints import P
from hingecoach.observe import observe
from hingecoach.reps import (
    LEAST_BEND,
    LEAST_LYING,
    Stroke,
    find_strokes,
    is_whole,
)
from hingecoach.sets import from_last_rest
from hingecoach.synthetic import Form, figure
from scenes import between, during, joined, lunge, moved, nobody, plate, stand, uneven, unseen, walk

KINDS = ["hinge", "deadlift", "swing", "squat", "kneeling", "bridge"]
TOP_START = ["hinge", "swing", "squat", "kneeling"]


def strokes(track):
    motion = observe(track)
    return find_strokes(motion, depth(motion))


def complete(track, exercise=None):
    return [r for r in assess(track, exercise).reps if r.complete]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("reps", [1, 12])
def test_every_kind_is_counted(kind, facing, reps):
    made = figure(kind, reps=reps, facing=facing, fps=24)
    found = complete(made.track)
    assert len(found) == reps
    for seen, true in zip(found, made.reps, strict=True):
        assert seen.bottom_s == pytest.approx(true.bottom, abs=0.4)  # the middle of a held bottom, not its end
        assert seen.top_s >= true.top - 0.1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fps", [24, 30, 60])
def test_the_frame_rate_changes_no_count(kind, fps):
    assert len(complete(figure(kind, reps=3, fps=fps).track)) == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [0, 1])
def test_uneven_time_stamps_change_no_count(kind, seed):
    made = figure(kind, reps=3)
    found = complete(uneven(made.track, seed))
    assert len(found) == 3
    assert found[1].bottom_s == pytest.approx(made.reps[1].bottom, abs=0.4)


@pytest.mark.parametrize("kind", KINDS)
def test_noise_changes_no_count(kind):
    assert len(complete(figure(kind, reps=3, noise=3.0).track)) == 3


@pytest.mark.parametrize("kind", ["hinge", "deadlift"])
@pytest.mark.parametrize("pace", [0.3, 2.5])
def test_grinds_and_quick_ones_are_counted(kind, pace):
    assert len(complete(figure(kind, reps=2, pace=pace).track)) == 2


@pytest.mark.parametrize("kind", ["hinge", "deadlift", "swing"])
@pytest.mark.parametrize("where", ["bottom", "top"])
def test_a_long_hold_is_one_repetition(kind, where):
    made = figure(kind, reps=3)
    at = getattr(made.reps[1], where)
    i = int(np.argmin(np.abs(made.track.time - at)))
    track = joined(between(made.track, 0, at), _still(made.track, i, 5.0), between(made.track, at, 99))
    assert len(complete(track)) == 3


def _still(track, frame, seconds):
    frames = np.full(round(seconds * 30), frame)
    part = {n: getattr(track, n)[frames] for n in ("xy", "depth", "world", "score", "person", "outline")}
    return type(track)(time=np.arange(frames.size) / 30, size=track.size, source=track.source, **part)


@pytest.mark.parametrize("kind", TOP_START)
def test_a_repetition_that_the_clip_cuts_off_is_listed_as_incomplete(kind):
    made = figure(kind, reps=3)
    started = assess(between(made.track, made.reps[0].bottom + 0.05, 99)).reps
    assert [r.complete for r in started] == [False, True, True]
    ended = assess(between(made.track, 0, made.reps[2].bottom + 0.05)).reps
    assert [r.complete for r in ended] == [True, True, False]


@pytest.mark.parametrize("kind", ["deadlift", "bridge"])
def test_from_the_bottom_every_ascent_counts(kind):
    made = figure(kind, reps=3)
    started = assess(between(made.track, made.reps[0].bottom - 0.1, 99)).reps
    assert [r.complete for r in started] == [True] * 3
    ended = assess(between(made.track, 0, made.reps[2].top + 0.1)).reps
    assert [r.complete for r in ended] == [True] * 3
    assert len(assess(between(made.track, 0, made.reps[2].bottom)).reps) == 2  # never lifted: no repetition


def test_the_way_up_alone_is_no_stroke_once_the_bottom_is_gone():
    made = figure("deadlift", reps=3)
    late = assess(between(made.track, made.reps[0].bottom + 0.9, 99)).reps
    assert len(late) == 2


@pytest.mark.parametrize("left", [60.0, 40.0])
def test_a_lift_that_the_film_ends_on_the_way_up_is_none(left):
    made = figure("deadlift", reps=1)
    up = made.angles["hip"] < left
    first = made.track.time[np.flatnonzero(up & (made.track.time > made.reps[0].bottom))[0]]
    assert len(assess(between(made.track, 0, first)).reps) == 0
    assert len(assess(between(made.track, 0, made.reps[0].top)).reps) == 1


def test_a_lockout_that_is_short_and_held_at_the_end_of_the_film_is_a_lift():
    made = figure("deadlift", Form(short=35.0), reps=1)
    assert len(assess(between(made.track, 0, made.reps[0].top + 0.3)).reps) == 1


def test_an_instant_between_two_gaps_makes_no_bend():
    made = figure("hinge", reps=2)
    gap = (made.reps[0].end - 0.2, made.reps[1].start + 0.5)
    xy = unseen(made.track, tuple({p.name[2:] for p in P} | {"NOSE"}), *gap).xy
    instant = during(made.track, (gap[0] + gap[1]) / 2, (gap[0] + gap[1]) / 2 + 0.04)
    xy[instant] = made.track.xy[np.searchsorted(made.track.time, made.reps[0].bottom)]
    motion = observe(replace(made.track, xy=xy))
    inside = (motion.time > gap[0] + 0.1) & (motion.time < gap[1] - 0.1)
    assert depth(motion)[inside].max() < depth(observe(made.track))[inside].max() + 10.0


@pytest.mark.parametrize("kind", ["hinge", "deadlift", "swing"])
def test_a_cut_in_the_film_loses_nothing_and_adds_nothing(kind):
    made = figure(kind, reps=3)
    film = joined(made.track, moved(made.track, (150.0, -30.0)))
    found = assess(film).reps
    assert [r.complete for r in found] == [True] * 6


def test_a_cut_on_the_way_up_makes_no_whole_repetition():
    made = figure("hinge", reps=2)
    half = made.reps[0].bottom + 0.6
    film = joined(
        between(made.track, 0, half), moved(between(made.track, made.reps[1].start - 0.2, 99), (250.0, -60.0))
    )
    found = strokes(film)
    assert not any(s.before is not None and s.after is not None and film.time[s.bottom] < half for s in found)


def test_walking_in_and_standing_are_no_repetitions():
    assert assess(walk()).reps == ()
    assert assess(stand(4.0)).reps == ()
    assert len(complete(joined(walk(), figure("hinge", reps=3).track))) == 3


def test_small_moves_beside_the_repetitions_do_not_count():
    made = figure("hinge", reps=3)
    breathing = figure("hinge", reps=2, form=_small()).track
    assert len(complete(joined(made.track, breathing))) == 3


def _small():
    return Form(trunk=24.0, knee=12.0)


@pytest.mark.parametrize("length", [0.15, 1.0])
@pytest.mark.parametrize("kind", ["hinge", "deadlift", "swing"])
def test_hips_unseen_for_a_while_change_no_count(kind, length):
    made = figure(kind, reps=4)
    assert len(complete(unseen(made.track, ("HIP",), 3.0, 3.0 + length))) == 4


@pytest.mark.parametrize("kind", ["deadlift", "bridge"])
def test_a_plate_over_the_hips_on_the_way_changes_no_count(kind):
    made = figure(kind, reps=4)
    track = plate(made.track, made.reps[1].top - 0.3, made.reps[1].top + 0.4)
    assert len(complete(track)) == 4


def test_hips_that_the_shoulders_give_the_lie_to_are_taken_out():
    made = figure("hinge", reps=4)
    wrong = plate(made.track, made.reps[1].bottom - 0.5, made.reps[1].bottom + 0.5, ("HIP", "KNEE"), -120.0)
    motion = observe(wrong)
    middle = np.abs(wrong.time - made.reps[1].bottom) < 0.3
    seen = motion.angles.hip[middle]
    assert (np.isnan(seen) | (np.abs(seen - made.angles["hip"][middle]) < 40)).all()
    assert not contradicted(observe(made.track)).any()


def test_shoulders_sink_by_what_the_figure_says():
    made = figure("hinge", reps=2)
    drop = shoulder_drop(observe(made.track))
    y = made.track.xy[:, [11, 12], 1].mean(axis=1)
    want = 100 * (y - y.min()) / (0.84 * 300)
    np.testing.assert_allclose(drop, want, atol=3.0)


def test_depth_has_no_holes():
    made = figure("hinge", reps=3)
    bent = depth(observe(unseen(made.track, ("HIP", "KNEE"), 4.0, 7.0)))
    assert np.isfinite(bent).all()
    lying = depth(observe(unseen(figure("bridge").track, ("HIP",))))
    assert (lying == 0).all()


def test_nobody_and_one_frame_have_no_strokes():
    assert strokes(nobody()) == ()
    assert strokes(stand(1 / 30)) == ()


def test_what_is_whole_depends_on_where_it_starts():
    made = figure("hinge", reps=2)
    cut = strokes(between(made.track, made.reps[0].bottom + 0.05, 99))[0]
    assert cut.before is None
    assert is_whole(cut, "bottom") and not is_whole(cut, "top")


def test_strokes_are_in_order():
    found = strokes(figure("swing", reps=5).track)
    assert len(found) == 5
    for s in found:
        assert s.before <= s.leave <= s.settle <= s.bottom <= s.lift <= s.arrive
        assert s.arrive <= s.after


def test_lunges_are_strokes_too():
    assert len(strokes(lunge(3))) == 3


def test_feet_misread_at_the_bottom_lose_no_repetition():
    made = figure("hinge", reps=3)
    motion = observe(made.track)
    deepest = made.reps[1].bottom
    track = plate(motion.track, deepest - 0.4, deepest + 0.4, ("ANKLE",), motion.leg)
    assert len(find_strokes(replace(motion, track=track), depth(motion))) == 3


def test_feet_that_end_elsewhere_make_no_repetition():
    made = figure("hinge", reps=1)
    motion = observe(made.track)
    track = plate(motion.track, made.reps[0].bottom, np.inf, ("ANKLE",), motion.leg)
    assert find_strokes(replace(motion, track=track), depth(motion)) == ()


@pytest.mark.parametrize(("kind", "count", "cut_at"), [("deadlift", 5, 14.5), ("hinge", 4, 7.3), ("swing", 5, 6.2)])
@pytest.mark.parametrize("down", [70.0, 110.0, 150.0])
def test_a_cut_to_a_picture_without_feet_counts_as_one_with_them(kind, count, cut_at, down):
    track = figure(kind, reps=6 if kind == "swing" else 5).track
    after = track.time >= cut_at
    xy, outline = track.xy.copy(), track.outline.copy()
    xy[after] += [0.0, down]
    outline[after] += [0.0, down]
    assert len(complete(replace(track, xy=xy, outline=outline))) == count


@pytest.mark.parametrize(("pace", "count"), [(1.0, 1), (1.5, 1), (4.0, 0)])
def test_points_that_jump_down_and_up_make_no_repetition(pace, count):
    assert len(complete(figure("swing", reps=1, pace=pace, fps=120).track)) == count


def test_a_bend_that_was_not_seen_makes_no_later_one_too_small():
    motion = observe(figure("hinge", reps=2).track)
    bent, middle = depth(motion), motion.time.size // 2
    motion.track.xy[:middle, [P.L_SHOULDER, P.R_SHOULDER]] = np.nan
    bent[:middle] *= 2.5
    found = find_strokes(motion, bent)
    assert len(found) == 1
    assert found[0].bottom > middle


def test_a_short_bridge_counts_though_nobody_standing_would_for_so_little():
    motion = observe(figure("bridge", reps=3).track)
    hip = 0.45 * motion.angles.hip
    short = replace(motion, angles=replace(motion.angles, hip=hip))
    assert LEAST_LYING < np.ptp(hip) < LEAST_BEND
    assert len(find_strokes(short, depth(short))) == len(find_strokes(motion, depth(motion))) >= 3
    assert not find_strokes(replace(short, posture="kneeling"), depth(short))


def test_a_lift_begins_after_the_last_re_grip():
    bent = np.concatenate([np.full(20, 100.0), [90, 70, 60, 75, 95], np.full(10, 100.0), np.linspace(100, 5, 20)])
    stroke = Stroke(before=None, leave=0, settle=0, bottom=10, lift=20, arrive=54, after=54)
    moved = from_last_rest(bent, stroke)
    assert 24 <= moved.settle <= 25 and moved.settle < moved.bottom < moved.lift and 34 <= moved.lift <= 38
    assert (moved.leave, moved.arrive, moved.after) == (stroke.leave, stroke.arrive, stroke.after)
    shallow = np.where(bent[:25] < 90, 90.0, bent[:25])
    assert from_last_rest(np.concatenate([shallow, bent[25:]]), stroke) == stroke
    halfway = np.where((np.arange(bent.size) >= 24) & (bent > 70), 70.0, bent)
    assert from_last_rest(halfway, stroke) == stroke, "who does not go down again is on the way up"
