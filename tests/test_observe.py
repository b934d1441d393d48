"""From raw points to a Motion: own standing, near side, errors, reasons."""

from dataclasses import replace

import numpy as np
import pytest

from hingecoach.cues import get_cue
from hingecoach.errors import NotSeenError
from hingecoach.keypoints import P
from hingecoach.observe import find_standing, observe, standing_leg
from hingecoach.synthetic import Form, figure
from hingecoach.told import as_told
from scenes import nobody, stand, turned, unseen

T = np.arange(180) / 30


def joints(hip):
    trunk = hip * 0.8
    return {"hip": hip, "trunk": trunk, "knee": np.zeros(hip.size), "neck": np.full(hip.size, -12.0)}


def bend(start, end, depth=80.0):
    return np.where((start <= T) & (end >= T), depth * np.sin(np.pi * (T - start) / (end - start)), 5.0)


def test_standing_before_the_first_bend_is_the_neutral():
    found = find_standing(T, joints(bend(2.0, 4.0)))
    assert found.start == 0.0 and 1.0 < found.end < 2.2
    assert found.angles["hip"] == pytest.approx(5.0, abs=1.0) and found.angles["neck"] == -12.0


def test_standing_after_the_last_bend_is_the_next_best():
    found = find_standing(T, joints(bend(-1.0, 3.0)))
    assert found.start > 2.8


def test_standing_between_repetitions_is_no_neutral():
    twice = np.maximum(bend(-1.0, 1.5), bend(4.5, 7.0))
    assert find_standing(T, joints(twice)) is None


@pytest.mark.parametrize("hip", [np.full(180, 40.0), 10 + 11 * np.sin(8 * T), np.full(180, np.nan)])
def test_who_is_bent_moves_or_is_not_seen_does_not_stand(hip):
    assert find_standing(T, joints(hip)) is None


def test_the_figures_standing_is_found_and_the_lean_at_its_tops_is_not():
    motion = observe(figure("hinge", Form(lean_back=15)).track)
    assert motion.standing.end < 1.7
    assert motion.own("trunk") == pytest.approx(2, abs=1)
    assert observe(figure("bridge").track).standing is None


@pytest.mark.parametrize("facing", ["left", "right"])
def test_the_near_side_is_read(facing):
    motion = observe(figure("hinge", facing=facing).track)
    assert (motion.near, motion.view.faces, motion.view.label) == (facing, facing, "side")
    assert motion.posture == "standing"


def test_the_leg_has_the_figures_length():
    assert observe(figure("hinge", scale=200.0).track).leg == pytest.approx(0.84 * 200, rel=0.03)


def lifted(track, frames, up=150.0, back=120.0):
    """Lift the right foot backwards in some frames."""
    xy = track.xy.copy()
    xy[np.ix_(frames, [P.R_ANKLE, P.R_HEEL, P.R_TOE])] -= [back, up]
    return replace(track, xy=xy)


def test_the_standing_leg_is_the_lower_one():
    track = figure("hinge", facing="right").track
    bent = np.flatnonzero(observe(track).angles.trunk > 40)
    upright = np.flatnonzero(observe(track).angles.trunk < 10)
    assert standing_leg(track, "right") == "right"
    assert standing_leg(lifted(track, bent), "right") == "left"
    assert standing_leg(lifted(track, bent), "left") == "left"
    assert observe(lifted(track, bent)).sides.leg == "left", "also where the gate takes the leg in the air out"
    assert standing_leg(lifted(track, bent, back=0.0, up=80.0), "right") == "right", "a foot torn up by a plate"
    assert standing_leg(lifted(track, upright), "right") == "right", "the same at lockout"
    assert standing_leg(lifted(track, bent[:5]), "right") == "right", "an instant"


@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_tilted_camera_reads_the_same_angles(facing):
    made = figure("hinge", reps=2, stand=3.0, facing=facing)
    tilted = turned(made.track, 10.0 if facing == "left" else -10.0)  # forward: nobody leans back by so much
    level, told = observe(made.track), observe(tilted)
    assert abs(told.view.roll) == pytest.approx(10.0, abs=1.0) and level.view.roll == 0
    for name in ("hip", "trunk", "shank", "gap"):
        np.testing.assert_allclose(told.series(name), level.series(name), atol=2.5, err_msg=name)
    for name in ("hip", "trunk"):
        np.testing.assert_allclose(as_told(told).series(name), as_told(level).series(name), atol=5.0, err_msg=name)
    reads = get_cue("weight_close").measures["gap_down"]
    assert reads(told, made.reps[0]).value == pytest.approx(reads(level, made.reps[0]).value, abs=2.0)


@pytest.mark.parametrize("name", ["hip", "knee", "trunk", "shank", "neck", "gap", "lumbar_convex"])
def test_every_angle_has_an_error(name):
    motion = observe(figure("hinge").track)
    assert 0 < motion.error_of(name, 100) < 60


def test_the_back_is_measured_with_its_sign():
    flat, round_ = (observe(figure("hinge", Form(convex=c)).track) for c in (-12.0, 40.0))
    at = int(np.argmax(figure("hinge").angles["hip"]))
    assert np.nanmedian(round_.angles.lumbar_convex[at - 5 : at + 5]) > 8  # marked
    assert np.nanmedian(flat.angles.lumbar_convex[at - 5 : at + 5]) < 5


def test_nobody_is_observed_without_a_word():
    motion = observe(nobody())
    assert motion.standing is None and not np.isfinite(motion.leg)
    assert all(np.isnan(motion.series(n)).all() for n in ("hip", "knee", "trunk", "lumbar_convex"))
    with pytest.raises(NotSeenError, match="nobody"):
        motion.value("hip", 1.0)


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_clips_of_a_few_frames_are_observed(frames):
    assert observe(stand(frames / 30)).time.size == frames


def test_hips_that_are_never_seen_are_no_error():
    motion = observe(unseen(figure("hinge").track, ("HIP",)))
    assert np.isnan(motion.angles.hip).all()


def test_who_would_fall_is_not_read():
    made = figure("hinge", reps=1).track
    xy, top = made.xy.copy(), slice(-12, None)
    for side in "LR":
        hip, knee = P[f"{side}_HIP"], P[f"{side}_KNEE"]
        thigh = np.linalg.norm(xy[top, hip] - xy[top, knee], axis=-1)
        ahead = np.stack([np.sin(np.radians(80)) * thigh, np.cos(np.radians(80)) * thigh], -1)
        faces = np.sign(xy[top, P[f"{side}_TOE"], 0] - xy[top, P[f"{side}_HEEL"], 0]).mean()
        xy[top, knee] = xy[top, hip] + ahead * (faces, 1.0)
        xy[top, P[f"{side}_SHOULDER"]] -= (faces * 100.0, 0.0)
    motion = observe(replace(made, xy=xy))
    assert np.isnan(motion.angles.hip[-8:]).all()
    assert np.isfinite(observe(made).angles.hip[-8:]).all()
