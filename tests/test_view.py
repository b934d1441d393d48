"""The camera's angle, the facing side, the posture, the tilt and the advice, on stick figures with known truth."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hingecoach.keypoints import LEFT, RIGHT, P
from hingecoach.synthetic import figure
from hingecoach.types import POINTS, PoseSource, PoseTrack
from hingecoach.view import (
    ERROR_BASE,
    FACING_CLEAR,
    FRONT_FROM,
    ONE_VIEW,
    SIDE_UP_TO,
    azimuth_over_time,
    look_at,
    lying_face,
    main_view,
    near_side,
)
from hingecoach.view.advice import SQUARE, advise, cut_parts
from hingecoach.view.angle import CUES, body_length, combine, cues
from hingecoach.view.angle import joined as together
from hingecoach.view.facing import calm, facing_score, pooled
from hingecoach.view.learned import describe, learned
from hingecoach.view.posture import LYING_BELOW, ROLL_CLEAR, camera_roll, posture_of
from scenes import turned

SIDES = ("left", "right")


def joined(first: PoseTrack, second: PoseTrack) -> PoseTrack:
    both = {
        name: np.concatenate((getattr(first, name), getattr(second, name)))
        for name in ("xy", "depth", "world", "score", "person", "outline")
    }
    return replace(first, time=np.concatenate((first.time, first.time[-1] + 0.04 + second.time)), **both)


def nobody(frames: int) -> PoseTrack:
    return PoseTrack(
        time=np.arange(frames) / 30,
        xy=np.full((frames, POINTS, 2), np.nan),
        depth=np.full((frames, POINTS), np.nan),
        world=np.full((frames, POINTS, 3), np.nan),
        score=np.zeros((frames, POINTS)),
        person=np.zeros(frames),
        outline=np.full((frames, 1, 2, 2), np.nan),
        size=(640, 480),
        source=PoseSource("none", "0" * 64),
    )


class TestAzimuth:
    @pytest.mark.parametrize("facing", SIDES)
    @pytest.mark.parametrize("kind", ["hinge", "deadlift", "swing", "squat"])
    def test_a_side_view_is_called_side_and_zero_lies_in_its_interval(self, kind, facing):
        view = look_at(figure(kind, facing=facing).track)
        assert view.label == "side"
        assert view.faces == facing
        assert abs(view.azimuth) <= view.azimuth_error

    @pytest.mark.parametrize("facing", SIDES)
    @pytest.mark.parametrize(("azimuth", "label"), [(40, "diagonal"), (-40, "diagonal"), (85, "front"), (-85, "back")])
    def test_label_and_sign_follow_the_camera_round(self, azimuth, label, facing):
        view = look_at(figure(azimuth=azimuth, facing=facing).track)
        assert view.label == label
        assert np.sign(view.azimuth) == np.sign(azimuth)
        assert abs(view.azimuth - azimuth) <= view.azimuth_error

    def test_front_and_back_do_not_claim_a_facing_side(self):
        assert look_at(figure(azimuth=88).track).faces is None
        assert look_at(figure(azimuth=-88).track).faces is None

    def test_it_grows_with_the_true_angle(self):
        read = [look_at(figure(azimuth=a).track).azimuth for a in range(-80, 81, 10)]
        assert all(np.diff(read) > 0)

    @settings(max_examples=15, deadline=None)
    @given(
        azimuth=st.floats(-50, 50), scale=st.floats(150, 400), facing=st.sampled_from(SIDES), shift=st.floats(-200, 200)
    )
    def test_size_and_place_in_the_picture_do_not_matter(self, azimuth, scale, facing, shift):
        track = figure(azimuth=azimuth, facing=facing, reps=1).track
        other = figure(azimuth=azimuth, facing=facing, reps=1, scale=scale).track
        other = replace(other, xy=other.xy + np.array([shift, 0.0]))
        assert look_at(other).azimuth == pytest.approx(look_at(track).azimuth, abs=0.5)

    @settings(max_examples=15, deadline=None)
    @given(azimuth=st.floats(-45, 45))
    def test_the_mirror_image_turns_only_the_facing_side(self, azimuth):
        track = figure(azimuth=azimuth, reps=1).track
        swap = np.arange(POINTS)
        swap[list(LEFT)], swap[list(RIGHT)] = RIGHT, LEFT
        xy, world = track.xy[:, swap] * [-1, 1] + [track.size[0], 0], track.world[:, swap] * [-1, 1, 1]
        mirror = replace(track, xy=xy, world=world, score=track.score[:, swap])
        here, there = look_at(track), look_at(mirror)
        assert there.azimuth == pytest.approx(here.azimuth, abs=0.5)
        assert {here.faces, there.faces} == {"left", "right"}

    def test_noise_and_a_wide_step_widen_the_interval(self):
        track = figure().track
        xy = track.xy.copy()
        xy[:, P.L_SHOULDER, 0] += 60
        assert look_at(replace(track, xy=xy)).azimuth_error > look_at(track).azimuth_error + 1

    def test_staggered_feet_are_left_out(self):
        track = figure().track
        xy, world = track.xy.copy(), track.world.copy()
        xy[:, P.L_ANKLE, 0] += 0.3 * body_length(track)
        world[:, P.L_ANKLE, 0] += 0.4
        step = replace(track, xy=xy, world=world)
        assert np.isnan(cues(step)[:, [2, 4]]).all()
        assert look_at(step).azimuth == pytest.approx(look_at(track).azimuth, abs=3)

    @pytest.mark.parametrize("name", ["KNEE", "ANKLE"])
    def test_a_body_of_which_a_point_was_never_seen_has_no_length(self, name):
        xy = figure().track.xy.copy()
        xy[:, P[f"L_{name}"]] = np.nan
        assert np.isfinite(body_length(replace(figure().track, xy=xy)))
        xy[:, P[f"R_{name}"]] = np.nan
        assert np.isnan(body_length(replace(figure().track, xy=xy)))  # and nothing warns

    def test_one_misled_sign_does_not_decide(self):
        row = np.zeros((1, len(CUES)))
        off = row.copy()
        off[0, 3] = 60.0
        assert abs(combine(off)[0][0] - combine(row)[0][0]) < 4
        assert combine(off)[1][0] > combine(row)[1][0]

    @pytest.mark.parametrize(
        ("plain", "network", "told"), [(4.0, -3.0, -3.0), (4.0, 60.0, 16.0), (25.0, 21.0, 23.0), (40.0, 0.0, 40.0)]
    )
    def test_the_network_counts_near_the_side_and_is_held(self, plain, network, told):
        assert together(plain, network) == pytest.approx(told)

    @pytest.mark.parametrize("azimuth", [-20, -8, 0, 8, 20])
    def test_the_network_reads_figures_that_it_was_not_taught_on(self, azimuth):
        track = figure(azimuth=azimuth).track
        assert learned(track, main_view(track)) == pytest.approx(azimuth, abs=10)

    def test_a_sign_that_was_never_seen_counts_as_usual(self):
        track = figure(azimuth=8).track
        xy, world = track.xy.copy(), track.world.copy()
        xy[:, [P.L_EAR, P.R_EAR]], world[:, [P.L_EAR, P.R_EAR]] = np.nan, np.nan
        blind = replace(track, xy=xy, world=world)
        assert np.isnan(describe(blind, main_view(blind))).any()
        assert look_at(blind).azimuth == pytest.approx(look_at(track).azimuth, abs=8)

    def test_combine_gives_nan_without_a_trunk(self):
        assert np.isnan(combine(np.full((2, 5), np.nan))).all()


class TestOverTime:
    def test_a_turn_is_followed_and_the_longer_view_counts(self):
        before, after = figure(reps=4).track, figure(reps=2, azimuth=80).track
        track = joined(before, after)
        over = azimuth_over_time(track)
        assert over.shape == track.time.shape
        assert abs(over[: before.time.size - 60]).max() < 15
        assert over[before.time.size + 60 :].min() > 60
        assert look_at(track).label == "side"
        assert look_at(joined(after, figure(reps=1).track)).label == "front"

    def test_a_short_glitch_is_not_a_turn(self):
        track = figure(reps=3).track
        xy, world = track.xy.copy(), track.world.copy()
        xy[60:80, :, 0] = xy[60:80, ::-1, 0]
        world[60:80] = world[60:80, :, ::-1]
        over = azimuth_over_time(replace(track, xy=xy, world=world))
        assert np.abs(over).max() < 20

    def test_pooling_and_calming(self):
        time = np.arange(40) / 10
        values = np.where(time < 0.5, 100.0, 1.0)
        values[20:25] = np.nan
        at, medians = pooled(time, values)
        assert medians.tolist() == [100.0, 1, 1, 1, 1, 1, 1]
        assert np.all(np.diff(at) > 0)
        assert calm(time, values, 2).max() == 1.0
        assert np.isnan(calm(time, np.full(40, np.nan))).all()


class TestFacing:
    @pytest.mark.parametrize("facing", SIDES)
    @pytest.mark.parametrize("kind", ["hinge", "kneeling", "bridge"])
    def test_also_kneeling_and_lying_where_toes_mislead(self, kind, facing):
        track = figure(kind, facing=facing).track
        view = look_at(track)
        assert view.faces == facing
        assert near_side(track, view) == facing

    def test_it_survives_wrong_toes(self):
        track = figure().track
        xy = track.xy.copy()
        for toe, heel in ((P.L_TOE, P.L_HEEL), (P.R_TOE, P.R_HEEL)):
            xy[:, [toe, heel]] = xy[:, [heel, toe]]
        assert look_at(replace(track, xy=xy)).faces == "right"

    def test_from_the_front_the_nearer_side_is_still_named(self):
        for facing in SIDES:
            track = figure(azimuth=80, facing=facing).track
            assert near_side(track, look_at(track)) == facing

    def test_nobody_has_no_score(self):
        assert np.isnan(facing_score(nobody(5))).all()


class TestPosture:
    @pytest.mark.parametrize(
        ("kind", "wanted"),
        [("hinge", "standing"), ("deadlift", "standing"), ("squat", "standing"), ("kneeling", "kneeling")],
    )
    def test_upright_ones(self, kind, wanted):
        track = figure(kind).track
        assert posture_of(track) == wanted
        assert lying_face(track) is None

    @pytest.mark.parametrize("facing", SIDES)
    def test_a_bridge_lies_face_up(self, facing):
        track = figure("bridge", facing=facing).track
        assert posture_of(track) == "lying"
        assert lying_face(track) == "up"

    @pytest.mark.parametrize("facing", SIDES)
    def test_the_same_body_face_down_is_no_bridge(self, facing):
        upright = figure(facing=facing, reps=1, stand=4.0).track
        still = {n: getattr(upright, n)[:90] for n in ("time", "xy", "depth", "world", "score", "person", "outline")}
        forward = replace(upright, **still)
        prone = turned(forward, -90 if facing == "right" else 90)
        assert posture_of(prone) == "lying"
        assert lying_face(prone) == "down"
        supine = turned(forward, 90 if facing == "right" else -90)
        assert lying_face(supine) == "up"


class TestRoll:
    @pytest.mark.parametrize("facing", SIDES)
    @pytest.mark.parametrize("kind", ["hinge", "deadlift", "swing", "squat", "kneeling", "bridge"])
    def test_a_level_camera_gets_none(self, kind, facing):
        assert camera_roll(figure(kind, facing=facing, noise=2).track) == 0.0

    @pytest.mark.parametrize("roll", [-20, -12, 12, 20])
    def test_a_clear_tilt_is_measured_with_its_sign(self, roll):
        assert camera_roll(turned(figure(stand=3).track, roll)) == pytest.approx(roll, abs=5)

    @pytest.mark.parametrize("roll", [-4, 4])
    def test_a_small_tilt_is_left_alone(self, roll):
        assert abs(camera_roll(turned(figure().track, roll))) <= 7

    def test_a_person_who_leans_back_is_not_a_tilt(self):
        track = figure().track
        xy = track.xy.copy()
        hip = xy[:, [P.L_HIP]]
        trunk = [p for p in P if p < P.L_HIP]
        height = hip[..., 1] - xy[:, trunk, 1]
        xy[:, trunk, 0] -= np.where(height > 0, height * np.tan(np.radians(14)), 0)
        assert camera_roll(replace(track, xy=xy)) == 0.0

    def test_the_turn_of_the_phone_is_named(self):
        says = " ".join(look_at(turned(figure(stand=3).track, 15)).advice)
        assert "anticlockwise" in says
        says = " ".join(look_at(turned(figure(stand=3).track, -15)).advice)
        assert " clockwise" in says


class TestAdvice:
    def test_a_good_view_needs_none(self):
        assert look_at(figure().track).advice == ()

    @pytest.mark.parametrize("facing", SIDES)
    @pytest.mark.parametrize("azimuth", [-45, -25, 25, 45])
    def test_walking_as_told_brings_the_camera_to_the_side(self, azimuth, facing):
        says = look_at(figure(azimuth=azimuth, facing=facing).track).advice[0]
        # Plan view: the person at the origin looks along +x; the camera's side view is at -y (facing right) or +y.
        side = -1.0 if facing == "right" else 1.0
        bearing = np.array([np.sin(np.radians(azimuth)), side * np.cos(np.radians(azimuth))])
        left_hand = np.array([-(-bearing)[1], (-bearing)[0]])  # the operator looks along -bearing
        step = left_hand if "to the left" in says else -left_hand
        moved = bearing + 0.1 * step
        assert abs(np.arctan2(moved[0], abs(moved[1]))) < abs(np.radians(azimuth))
        assert ("away from" in says) == (azimuth > 0)

    @pytest.mark.parametrize(("error", "says"), [(8.0, "walk about 20°"), (28.0, SQUARE), (np.nan, SQUARE)])
    def test_an_angle_inside_its_own_error_is_not_walked_round(self, error, says):
        told = advise(figure().track, "diagonal", "right", (-22.0, error), 0.0)
        assert says in told[0]

    @pytest.mark.parametrize(("azimuth", "where"), [(88, "in front"), (-88, "behind")])
    def test_front_and_back_are_sent_to_the_side(self, azimuth, where):
        assert where in look_at(figure(azimuth=azimuth).track).advice[0]

    @pytest.mark.parametrize(("part", "shift"), [("feet", 120.0), ("head", -120.0)])
    def test_cut_off_parts_are_named(self, part, shift):
        track = figure().track
        low, high = np.nanmin(track.xy[..., 1]), np.nanmax(track.xy[..., 1])
        start = track.size[1] - high if part == "feet" else -low
        view = look_at(replace(track, xy=track.xy + np.array([0.0, start + shift / 4])))
        assert view.cut_off == (part,)
        assert any("Step back" in text and part in text for text in view.advice)
        assert cut_parts(track) == ()

    def test_a_short_exit_is_not_reported(self):
        track = figure().track
        xy = track.xy.copy()
        xy[:5, P.L_TOE] = -10
        assert cut_parts(replace(track, xy=xy)) == ()

    def test_a_tiny_person_is_told_to_come_closer(self):
        assert any("Come closer" in text for text in look_at(figure(scale=70).track).advice)


class TestNotSeen:
    @pytest.mark.parametrize("frames", [0, 1, 40])
    def test_nobody_is_unknown(self, frames):
        track = nobody(frames)
        view = look_at(track)
        assert view.label == "unknown"
        assert view.faces is None
        assert np.isnan([view.azimuth, view.azimuth_error]).all()
        assert view.roll == 0.0
        assert view.cut_off == ()
        assert posture_of(track) == "standing"
        assert near_side(track, view) in SIDES
        assert azimuth_over_time(track).shape == (frames,)

    def test_gaps_and_missing_limbs_do_no_harm(self):
        track = figure().track
        xy, person = track.xy.copy(), track.person.copy()
        xy[:, [P.L_ANKLE, P.R_TOE, P.NOSE]] = np.nan
        xy[50:70], person[50:70] = np.nan, 0.0
        view = look_at(replace(track, xy=xy, person=person))
        assert (view.label, view.faces) == ("side", "right")

    def test_frames_after_the_tracker_left_do_not_count(self):
        side, front = figure(reps=1).track, figure(reps=4, azimuth=85).track
        track = joined(side, front)
        assert look_at(track).label == "front"
        assert look_at(replace(track, lost=((side.time[-1] + 0.02, track.time[-1]),))).label == "side"


DATA = Path(__file__).parent / "data" / "view_tracks.npz"
"""Points that the networks found in nine clips of our own renderer, four frames a second, with the camera's truth."""


def rendered(name: str) -> tuple[PoseTrack, float, str | None]:
    with np.load(DATA) as file:
        time, xy, world, score, (azimuth, faces) = (
            np.asarray(file[f"{name}.{key}"], float) for key in ("time", "xy", "world", "score", "truth")
        )
    empty = nobody(time.size)
    track = replace(empty, time=time, xy=xy, world=world, score=score / 255, person=np.ones(time.size), size=(480, 640))
    return track, float(azimuth), {1.0: "right", -1.0: "left"}.get(float(faces))


def rendered_names() -> list[str]:
    with np.load(DATA) as file:
        return sorted({key.partition(".")[0] for key in file})


class TestRendered:
    @pytest.mark.parametrize("name", rendered_names())
    def test_angle_and_facing_side_of_what_the_networks_really_give(self, name):
        track, azimuth, faces = rendered(name)
        view = look_at(track)
        if faces:
            assert view.faces == faces
            assert abs(view.azimuth - azimuth) <= view.azimuth_error
        else:
            assert abs(abs(view.azimuth) - azimuth) <= view.azimuth_error
        assert view.roll == 0.0
        assert view.cut_off == ()

    def test_mean_error_stays_small(self):
        errors = [
            abs(look_at(track).azimuth - azimuth) for track, azimuth, faces in map(rendered, rendered_names()) if faces
        ]
        assert np.mean(errors) < 6.5

    @pytest.mark.parametrize(
        ("name", "wanted"), [("eside_006", "kneeling"), ("dside_008", "lying"), ("efar_005", "standing")]
    )
    def test_posture(self, name, wanted):
        track = rendered(name)[0]
        assert posture_of(track) == wanted
        assert lying_face(track) == ("up" if wanted == "lying" else None)

    @pytest.mark.parametrize("roll", [-15, 15])
    def test_tilting_them_is_noticed_or_left_alone_but_never_made_worse(self, roll):
        given = np.array([camera_roll(turned(rendered(name)[0], roll)) for name in rendered_names()])
        assert np.abs(roll - given).max() <= abs(roll)
        assert (np.abs(roll - given) < 7).sum() >= 3


def test_every_limit_is_explained_in_the_docs():
    page = (Path(__file__).parents[1] / "docs" / "view.md").read_text(encoding="utf-8")
    for sign in CUES:
        assert sign in page
    text = " ".join(page.split())
    for says in (
        f"**side** up to {SIDE_UP_TO:g}\N{DEGREE SIGN} and",
        f"**back** from {FRONT_FROM:g}\N{DEGREE SIGN} on",
        f"most frames share within {ONE_VIEW:g}\N{DEGREE SIGN}.",
        f"90 % interval is {ERROR_BASE:g}\N{DEGREE SIGN} plus",
        f"of their leans must exceed {ROLL_CLEAR:g}\N{DEGREE SIGN};",
        f"A mean score under {FACING_CLEAR:g} (",
        f"shoulders are less than {LYING_BELOW:g} of trunk",
    ):
        assert says in text
