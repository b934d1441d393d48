"""The gate: what a network got wrong becomes unseen, short gaps are filled, a bottom keeps its depth."""

from dataclasses import replace

import numpy as np
import pytest

from hingecoach.clean import COVERED, HIDDEN, JUMPS, NOBODY, OUTSIDE, clean, cuts_of
from hingecoach.geometry import lean, wrap
from hingecoach.keypoints import LEFT, RIGHT, P
from hingecoach.synthetic import figure
from scenes import both, during, joined, moved, nobody, plate, stand, unseen

HIP = figure("hinge", reps=2).track


def hip_angle(xy):
    trunk = lean(xy[:, P.R_HIP], xy[:, P.R_SHOULDER], 1)
    return wrap(trunk - lean(xy[:, P.R_KNEE], xy[:, P.R_HIP], 1))


@pytest.mark.parametrize(("kind", "pace"), [("hinge", 1.0), ("swing", 1.0), ("swing", 1.3)])
@pytest.mark.parametrize("fps", [24, 30, 60])
def test_smoothing_keeps_the_depth_of_the_bottom(kind, pace, fps):
    made = figure(kind, reps=3, pace=pace, fps=fps)
    out = clean(made.track, side_on=True).track.xy
    assert np.nanmax(hip_angle(out)) == pytest.approx(made.angles["hip"].max(), abs=2.0)


def test_a_clean_track_passes_whole():
    out = clean(HIP, side_on=True)
    assert (out.hidden == 0).all() and cuts_of(HIP) == ()
    assert np.abs(out.track.xy - HIP.xy).max() < 2.5


@pytest.mark.parametrize(("frames", "filled"), [(3, True), (5, True), (9, False), (30, False)])
def test_short_gaps_are_filled_and_long_ones_are_not(frames, filled):
    track = unseen(HIP, ("HIP",), 1.0, 1.0 + (frames - 1) / 30)
    out = clean(track, side_on=True)
    gone = np.isnan(out.track.xy[during(track, 1.0, 1.0 + (frames - 1) / 30), P.R_HIP]).all(-1)
    assert gone.all() != filled and gone.any() != filled
    assert (out.hidden[:, P.R_HIP] == HIDDEN).any() != filled


def test_a_spike_of_one_frame_leaves_no_trace():
    xy = HIP.xy.copy()
    xy[60, P.R_KNEE] += 200
    out = clean(replace(HIP, xy=xy), side_on=True)
    assert np.abs(out.track.xy[60, P.R_KNEE] - HIP.xy[60, P.R_KNEE]).max() < 3.0


def test_points_that_jump_about_are_not_seen():
    xy = HIP.xy.copy()
    xy[60:90, P.R_WRIST] += np.random.default_rng(0).normal(0, 200, (30, 2))
    hidden = clean(replace(HIP, xy=xy), side_on=True).hidden[60:90, P.R_WRIST]
    assert (hidden == JUMPS).mean() > 0.5


def test_points_outside_the_picture_are_not_seen():
    low = moved(HIP, (0.0, 100.0))
    low = replace(low, size=HIP.size)
    hidden = clean(low, side_on=True).hidden
    assert (hidden[:, both(("ANKLE", "HEEL", "TOE"))] == OUTSIDE).all()
    assert (hidden[:, P.R_SHOULDER] == 0).all()


def test_a_limb_that_shrinks_is_covered_in_side_view_only():
    track = plate(HIP, 2.5, 3.5, by=90.0)
    middle = during(track, 2.7, 3.3)
    assert (clean(track, side_on=True).hidden[middle, P.R_HIP] == COVERED).all()
    xy = HIP.xy.copy()
    frames, legs = during(HIP, 2.5, 3.5), both(("KNEE", "ANKLE", "HEEL", "TOE"))
    rest = [p for p in P if p not in legs]
    xy[np.ix_(frames, rest)] += (
        0.45 * (xy[frames, P.R_KNEE] - xy[frames, P.R_HIP])[:, None]
    )  # thighs point at the camera
    assert (clean(replace(HIP, xy=xy), side_on=True).hidden[middle, P.R_HIP] == COVERED).all()
    assert not (clean(replace(HIP, xy=xy), side_on=False).hidden == COVERED).any()


def test_legs_that_were_crossed_for_a_few_frames_are_put_right():
    rest = figure("hinge", reps=1, azimuth=40).track
    xy = rest.xy.copy()
    legs = [p for p in LEFT if P(p).name[2:] in ("HIP", "KNEE", "ANKLE", "HEEL", "TOE")]
    other = [RIGHT[LEFT.index(p)] for p in legs]
    apart = xy.copy()
    apart[:, other] += (160, 0)
    wrong = apart.copy()
    wrong[30:33, legs], wrong[30:33, other] = apart[30:33, other], apart[30:33, legs]
    out = clean(replace(rest, xy=wrong), side_on=False)
    want = clean(replace(rest, xy=apart), side_on=False)
    np.testing.assert_allclose(out.track.xy[25:40, legs], want.track.xy[25:40, legs], atol=1.0)


def test_a_cut_in_the_film_is_found_and_a_movement_is_not():
    film = joined(stand(2.0), moved(stand(2.0), (150.0, -30.0)))
    assert cuts_of(film) == (60,)
    assert cuts_of(figure("swing", reps=4).track) == ()


def test_lost_spans_and_nobody_are_not_seen():
    lost = replace(HIP, lost=((1.0, 2.0),))
    out = clean(lost, side_on=True)
    assert (out.hidden[during(HIP, 1.1, 1.9)] == NOBODY).all()
    assert np.isnan(out.track.xy[during(HIP, 1.1, 1.9)]).all()
    empty = clean(nobody(), side_on=False)
    assert (empty.hidden == NOBODY).all()


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_clips_of_a_few_frames_do_not_fail(frames):
    out = clean(stand(frames / 30), side_on=True)
    assert out.track.xy.shape == (frames, 33, 2)


def test_shoulders_torn_apart_are_no_body():
    xy = HIP.xy.copy()
    torn, middle = during(HIP, 2.0, 3.0), during(HIP, 2.2, 2.8)
    xy[torn, P.L_SHOULDER, 1] += 120.0
    only = clean(replace(HIP, xy=xy), side_on=True).hidden[middle]
    assert (only[:, both(("HIP", "KNEE", "ANKLE", "WRIST", "TOE"))] == COVERED).all()
    assert (only[:, P.R_SHOULDER] == 0).all()  # a plate at the shoulders alone leaves their height
    xy[np.ix_(torn, both(("HIP",)))] += 90.0
    whole = clean(replace(HIP, xy=xy), side_on=True).hidden[middle]
    assert (whole[:, both(("SHOULDER",))] == COVERED).all()


def test_who_lies_or_is_not_seen_from_the_side_may_have_one_shoulder_higher():
    xy = HIP.xy.copy()
    xy[:, P.L_SHOULDER, 1] -= 120.0
    for how in ({"side_on": True, "lying": True}, {"side_on": False}):
        assert (clean(replace(HIP, xy=xy), **how).hidden[:, P.R_WRIST] == 0).all()
