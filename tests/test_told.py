"""The angles and errors that are told: bias taken back, intervals calibrated, judgements left alone."""

from dataclasses import replace

import numpy as np
import pytest

from errors.data import Rows
from errors.fit import by_band, fit
from errors.neck import Reading, by_turns
from hingecoach.assess import assess
from hingecoach.cues.soft_knees import knee_bent
from hingecoach.nets import Net
from hingecoach.observe import observe
from hingecoach.synthetic import figure
from hingecoach.told import as_told
from hingecoach.told.bias import corrected_hip, corrected_trunk
from hingecoach.told.limbs import COUNT, LIMBS, MOST, in_picture, looks, trained
from hingecoach.told.neck import share
from hingecoach.told.stated import SIGNS, Spread, in_clips, signs, spreads
from hingecoach.uncertainty import BANDS


@pytest.fixture(scope="module")
def motion():
    return observe(figure("hinge", reps=2).track)


def blank(motion):
    """Give the motion with nothing of its outlines seen."""
    return replace(motion, track=replace(motion.track, outline=np.full_like(motion.track.outline, np.nan)))


def test_without_an_outline_what_is_wrong_on_everybody_is_taken_back_and_the_rest_is_left(motion):
    told, a = as_told(blank(motion)).angles, motion.angles
    assert np.array_equal(told.hip, corrected_hip(a.hip), equal_nan=True)
    assert np.array_equal(told.trunk, corrected_trunk(a.trunk), equal_nan=True)
    assert 2.4 <= np.nanmin(told.hip - a.hip) <= np.nanmax(told.hip - a.hip) <= 5.31
    for name in ("knee", "shank", "lumbar_convex"):
        assert np.array_equal(getattr(told, name), motion.series(name), equal_nan=True)


def test_hip_knee_and_trunk_are_read_from_the_outline_where_it_was_learned(motion):
    told, flat = as_told(motion), in_picture(motion)
    for name in LIMBS:
        added = told.series(name) - flat[name]
        assert 0.1 < np.nanmax(np.abs(added)) <= MOST
    lies, turned = replace(motion, posture="lying"), replace(motion, view=replace(motion.view, azimuth=50.0))
    for one in (lies, turned, replace(motion, view=replace(motion.view, azimuth=np.nan))):
        for name in (*LIMBS, "neck"):
            assert np.array_equal(as_told(one).series(name), as_told(blank(one)).series(name), equal_nan=True)


def test_an_angle_that_was_not_seen_is_not_read_from_the_outline(motion):
    early = motion.time < 1.0
    hidden = replace(motion, angles=replace(motion.angles, knee=np.where(early, np.nan, motion.angles.knee)))
    assert np.isnan(as_told(hidden).angles.knee[early]).all()


def test_other_networks_can_be_asked(motion):
    first = trained()
    nothing = Net(first.mean, first.scale, 0 * first.w1, 0 * first.b1, 0 * first.w2, 0 * first.b2, first.error)
    told, flat = as_told(motion, net=nothing), in_picture(motion)
    for name in LIMBS:
        seen = np.isfinite(told.series(name))
        assert told.series(name)[seen] == pytest.approx(flat[name][seen])


def test_what_the_networks_look_at_has_no_side(motion):
    """Mirrored, a picture gives the same numbers."""
    track, width = motion.track, motion.track.size[0]
    xy, outline = track.xy.copy(), track.outline[:, :, ::-1].copy()
    xy[..., 0], outline[..., 0] = width - xy[..., 0], width - outline[..., 0]
    turned = "left" if motion.view.faces == "right" else "right"
    mirrored = replace(motion, track=replace(track, xy=xy, outline=outline), view=replace(motion.view, faces=turned))
    here, there = looks(motion), looks(mirrored)
    assert here.shape == (motion.time.size, COUNT)
    assert there[:, : COUNT - 5] == pytest.approx(here[:, : COUNT - 5], abs=1e-6, nan_ok=True)


def test_the_neck_is_corrected_as_far_as_the_hip_is_bent(motion):
    added = as_told(motion).angles.neck - motion.angles.neck
    assert np.nanmax(np.abs(added)) > 0.1
    bends, leans = np.array([-5.0, 0.0, 30.0, 90.0, np.nan]), np.full(5, 45.0)
    assert share(bends, leans).tolist() == [0.0, 0.0, 0.5, 1.0, 0.75]


def test_a_refinement_that_is_there_is_learned_again():
    rng = np.random.default_rng(3)
    signs = rng.normal(size=(300, 4))
    wrong = 3.0 * signs[:, 1] - 1.0 + rng.normal(0, 1, 300)
    known = [
        Reading(f"p{i // 5}", "bottom", 5.0, 0.0, w, s, 1.0) for i, (w, s) in enumerate(zip(wrong, signs, strict=True))
    ]
    left = wrong - by_turns(known)
    assert np.abs(left).mean() < 0.5 * np.abs(wrong).mean()


def test_the_gap_is_told_only_where_it_means_something(motion):
    assert np.isfinite(as_told(motion).angles.gap).any()
    turned = replace(motion, view=replace(motion.view, azimuth=-12.0))
    kneels = replace(motion, posture="kneeling")
    hidden = replace(motion, track=replace(motion.track, score=np.full_like(motion.track.score, 0.6)))
    for one in (turned, kneels, hidden):
        assert np.isnan(as_told(one).angles.gap).all()


def test_a_hand_that_the_thigh_hides_has_no_gap(motion):
    forward = -1 if motion.view.faces == "left" else 1
    xy, sides = motion.track.xy.copy(), motion.sides
    beside = xy[:, sides.point("KNEE")] - [0.2 * forward * motion.leg, 0.2 * motion.leg]
    for name in ("WRIST", "INDEX"):
        xy[:, sides.point(name)] = beside
    assert np.isnan(as_told(replace(motion, track=replace(motion.track, xy=xy))).angles.gap).all()


def test_measures_are_told_and_verdicts_keep_their_own_error(motion):
    rep = assess(figure("hinge", reps=2).track).reps[0]
    told = as_told(motion)
    at = int(np.argmin(np.abs(motion.time - rep.bottom_s)))
    assert rep.measures["hip_bottom"].value == pytest.approx(told.angles.hip[at], abs=1.0)
    assert rep.measures["trunk_bottom"].error == pytest.approx(told.error_of("trunk", at), abs=0.01)
    knees = knee_bent(motion, figure("hinge", reps=2).reps[0])
    assert knees.error == pytest.approx(motion.error_of("knee", at), abs=0.01)


def test_an_angle_without_a_spread_keeps_its_error(motion):
    assert as_told(motion).error_of("elbow", 3) == motion.error_of("elbow", 3)
    assert as_told(motion).error_of("bow", 3) == motion.error_of("bow", 3)


def test_the_back_is_less_sure_in_a_clip_than_in_a_picture_by_the_factor_of_its_view(motion):
    at = int(np.flatnonzero(np.isfinite(motion.angles.lumbar_convex))[0])
    for name, factors in in_clips().items():
        assert len(factors) == len(BANDS) + 1 and min(factors) >= 1.0
        for band, azimuth in enumerate((3.0, -13.0, 23.0)):
            turned = replace(motion, view=replace(motion.view, azimuth=azimuth))
            assert as_told(turned).error_of(name, at) == pytest.approx(factors[band] * turned.error_of(name, at))


def test_a_factor_covers_nine_people_of_ten():
    people = tuple(f"p{k}" for k in range(100))
    ratio = np.linspace(0.02, 2.0, 100)
    rows = Rows(people, np.full(100, 5.0), np.zeros((100, 0)), ratio)
    assert by_band(rows, ratio)[0] == pytest.approx(1.8, abs=0.05)


def test_unsteady_points_are_less_sure(motion):
    shaky = replace(motion, unsteady=np.full_like(motion.track.score, 6.0))
    for name in ("hip", "knee", "trunk"):
        assert as_told(shaky).error_of(name, 10) > as_told(motion).error_of(name, 10)
    unknown = replace(motion, unsteady=None)
    assert signs(unknown, "hip")[:, SIGNS.index("unsteady")].max() == 0


def test_a_small_person_and_points_hardly_seen_are_less_sure(motion):
    dim = replace(motion, track=replace(motion.track, score=np.full_like(motion.track.score, 0.2)))
    tiny = replace(motion, leg=motion.leg / 4)
    for other in (dim, tiny):
        assert as_told(other).error_of("knee", 10) > as_told(motion).error_of("knee", 10)
    unknown = replace(motion, leg=float("nan"))
    assert signs(unknown, "hip")[:, SIGNS.index("small")].max() == 0


def test_what_no_body_can_do_is_not_told(motion):
    def told(posture="standing", **wrong):
        spoilt = {n: np.full(motion.time.shape, degrees) for n, degrees in wrong.items()}
        return as_told(replace(motion, posture=posture, angles=replace(motion.angles, **spoilt))).angles

    assert np.isnan(told(hip=193.0).hip).all() and np.isnan(told(knee=212.0).knee).all()
    assert np.isnan(told(shank=99.0).shank).all() and np.isnan(told(shank=99.0).knee).all()
    assert np.isfinite(told("kneeling", shank=92.0).shank).all() and np.isfinite(told(hip=140.0).hip).all()


def test_a_doubt_of_the_neutral_widens_the_neck(motion):
    doubted = replace(motion, standing=replace(motion.standing, doubt={"neck": 30.0}))
    assert as_told(doubted).error_of("neck", 10) > max(30.0, as_told(motion).error_of("neck", 10))


def test_the_file_holds_what_the_code_reads():
    assert {"hip", "knee", "trunk", "shank", "neck", "gap"} == set(spreads())
    for spread in spreads().values():
        assert len(spread.weights) == len(SIGNS) and len(spread.factors) == 4
        wide = spread.half_width(np.zeros((4, len(SIGNS))), np.array([0.0, 10.0, 29.9, 60.0]))
        assert (wide > 1).all() and (wide < 60).all()


def test_the_calibration_covers_nine_of_ten_of_other_people():
    rng = np.random.default_rng(5)

    def rows(n):
        x = np.zeros((4 * n, len(SIGNS)))
        x[:, SIGNS.index("unsteady")] = rng.uniform(0, 2, 4 * n)
        error = np.abs(rng.normal(0, 1, 4 * n)) * np.exp(1 + 0.5 * x[:, SIGNS.index("unsteady")])
        return Rows(tuple(f"p{i // 4}" for i in range(4 * n)), rng.uniform(0, 40, 4 * n), x, error)

    spread, others = fit(rows(120)), rows(300)
    inside = others.error <= spread.half_width(others.signs, others.off)
    assert 0.84 < inside.mean() < 0.96
    assert spread.weights[SIGNS.index("unsteady")] > 0.1


def test_a_band_without_people_has_the_factor_of_all():
    n = 40
    off = np.where(np.arange(n) < n // 2, 5.0, 15.0)
    rows = Rows(tuple(map(str, range(n))), off, np.zeros((n, len(SIGNS))), np.ones(n))
    near, next_, *empty = by_band(rows, np.linspace(1, 4, n))
    assert len(empty) == 2 and empty[0] == empty[1] == pytest.approx(3.7, abs=0.1)
    assert near < next_ and empty[0] not in (near, next_)


def test_each_band_has_its_own_factor():
    one = Spread(0.0, (0.0,) * len(SIGNS), (1.0, 2.0, 3.0, 4.0))
    assert one.half_width(np.zeros((2, len(SIGNS))), np.array([9.9, 10.0])).tolist() == [1.0, 2.0]
