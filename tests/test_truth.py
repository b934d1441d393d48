"""The tool that renders clips with exact truth: kinematics need no screen, drawing does."""

import json

import numpy as np
import pytest

from back.views import load as load_views
from hingecoach.evaluate.truth import read_angles, read_truths
from hingecoach.pose.registry import load_backend
from hingecoach.recognise.model import shipped
from truth.company import sample_company
from truth.drills import EXERCISES, movement
from truth.form import sample_form
from truth.measure import frame_angles, rep_truth, set_cues
from truth.mirror import CHANCE, make_mirror
from truth.motion import make_motion
from truth.people import make_person
from truth.postures import sample_postures
from truth.shapes import load
from truth.steps import sample_path

FPS = 5


@pytest.fixture(scope="module")
def person():
    return make_person("train", 3)


def made(person, exercise, fault="good", seed=1):
    motion = make_motion(np.random.default_rng(seed), person, exercise, 1, FPS, fault)
    angles = frame_angles(motion, "L")
    return motion, angles, [rep_truth(motion, angles, r, FPS) for r in motion.reps]


def in_place(motion):
    return [s for s, there in zip(motion.skeletons, motion.in_place, strict=True) if there]


def test_every_exercise_that_is_recognised_can_be_made():
    assert set(EXERCISES) >= set(shipped().exercises)


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e not in ("acceleration", "other")])
def test_planted_feet_stay_where_they_are(person, exercise):
    motion, _, _ = made(person, exercise)
    for side in [motion.planted] if motion.planted else ["L", "R"]:
        ankle = np.array([s.joints[f"ankle.{side}"] for s in in_place(motion)])
        assert np.ptp(ankle, axis=0).max() < 0.01


@pytest.mark.parametrize("exercise", EXERCISES)
def test_bones_keep_their_lengths_and_nothing_sinks_into_the_floor(person, exercise):
    motion, _, _ = made(person, exercise)
    for s in motion.skeletons:
        thigh = np.linalg.norm(s.joints["knee.L"] - s.joints["hip.L"])
        assert thigh == pytest.approx(person.rig.thigh, abs=1e-6)
        assert min(p[2] for p in s.joints.values()) > 0


def test_the_truth_is_the_angle_between_the_bones(person):
    motion, angles, _ = made(person, "romanian_deadlift")
    k = int(angles["hip"].argmax())
    j = motion.skeletons[k].joints
    thigh, shank = j["hip.L"] - j["knee.L"], j["knee.L"] - j["ankle.L"]
    cos = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
    assert angles["knee"][k] == pytest.approx(np.degrees(np.arccos(cos)))
    assert angles["hip"][k] > 60


def test_people_stand_hollow_and_upright(person):
    _, angles, _ = made(person, "romanian_deadlift")
    assert -50 < angles["lumbar_convex"][0] < -10
    assert abs(angles["trunk"][0]) < 8


@pytest.mark.parametrize(
    ("fault", "cue"),
    [("round", "flat_back"), ("chin_up", "neutral_spine"), ("knees_bent", "soft_knees"), ("short", "stand_tall")],
)
def test_a_fault_trips_its_cue_and_good_form_does_not(person, fault, cue):
    seeds = range(4)
    good = [made(person, "romanian_deadlift", "good", s)[2][0]["cues"][cue] for s in seeds]
    bad = [made(person, "romanian_deadlift", fault, s)[2][0]["cues"][cue] for s in seeds]
    assert good.count("good") >= 3
    assert bad.count("good") <= 2


def test_the_same_seed_moves_alike_and_another_one_does_not(person):
    a, b, c = (made(person, "deadlift", "any", s)[1]["hip"] for s in (5, 5, 6))
    assert np.array_equal(a, b)
    assert a.shape != c.shape or not np.allclose(a, c)


def test_no_body_belongs_to_both_splits():
    bodies = load()
    assert not set(bodies.of("train")) & set(bodies.of("test"))
    assert len(bodies.of("train")) + len(bodies.of("test")) == len(bodies.vertices)


def test_a_person_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="has persons 0 to"):
        make_person("test", 100_000)


def test_good_form_stays_this_side_of_straight(person):
    rng = np.random.default_rng(0)
    assert all(sample_form(rng, person, "good").convex < 0 for _ in range(50))
    assert all(sample_form(rng, person, "round").convex > 0 for _ in range(50))


def test_movement_follows_the_knee_to_hip_ratio():
    assert movement("romanian_deadlift", [0.3, 0.4]) == "hinge"
    assert movement("squat", [0.9]) == "squat"
    assert movement("squat", [0.7]) is None
    assert movement("deadlift", [0.7]) == "hinge"


def test_the_set_is_what_half_of_the_repetitions_reach():
    reps = [{"cues": {"flat_back": c}} for c in ("good", "mild", "marked")]
    assert set_cues(reps) == {"flat_back": "mild"}


WITH_ACTS = (
    "standing_hinge",
    "kettlebell_swing",
    "romanian_deadlift",
    "deadlift",
    "dumbbell_romanian_deadlift",
    "squat",
)


@pytest.fixture
def busy(monkeypatch, person):
    """Let something happen before, between and after the repetitions of every set that allows it."""
    for name in ("CHANCE", "BEFORE", "BETWEEN", "AFTER"):
        monkeypatch.setattr(f"truth.between.{name}", 1.0)

    def make(exercise, reps, fps):
        tried = (make_motion(np.random.default_rng(s), person, exercise, reps, fps, "good") for s in range(2, 12))
        return next(m for m in tried if m.acts)

    return make


@pytest.mark.parametrize("exercise", WITH_ACTS)
def test_what_happens_around_repetitions_is_none(exercise, busy):
    motion = busy(exercise, 2, FPS)
    assert len(motion.reps) == 2
    for _, start, end in motion.acts:
        assert all(end <= r.start + 1 / FPS or start >= r.end - 1 / FPS for r in motion.reps)
    hip = frame_angles(motion, "L")["hip"]
    for rep in motion.reps:
        assert hip[round(rep.bottom[0] * FPS)] > hip[round(rep.top[0] * FPS)] + 25


@pytest.mark.parametrize("exercise", WITH_ACTS[1:4])
def test_nobody_jumps_from_one_thing_to_the_next(exercise, busy):
    motion = busy(exercise, 2, 20)
    at = np.array([[s.joints[j] for j in ("head", "pelvis", "wrist.L", "ankle.R")] for s in motion.skeletons])
    assert np.linalg.norm(np.diff(at, axis=0), axis=-1).max() < 0.35


def test_a_load_that_was_set_down_stays_there(busy):
    motion = busy("romanian_deadlift", 1, FPS)
    start = next(s for what, s, _ in motion.acts if what == "sets down")
    lies = motion.load_at[round(start * FPS) :][-1]
    assert lies < len(motion.skeletons) - 1
    assert motion.skeletons[lies].mid("grip")[2] == pytest.approx(0.225, abs=0.05)


@pytest.mark.parametrize("start", [2.0, -1.5])
def test_a_walk_ends_in_the_stance(start):
    path = sample_path(np.random.default_rng(0), start, 20)
    assert path.body[0] == pytest.approx(start, abs=0.02)
    assert path.body[-1] == pytest.approx(0.0, abs=0.02)
    for along, near in path.feet.values():
        assert along[-1] == pytest.approx([0.0, 0.0], abs=0.02)
        assert near[-1] == pytest.approx(1.0)


def test_a_mirror_shows_what_is_as_far_behind_it_as_things_are_before_it():
    mirror = make_mirror(np.random.default_rng(0), wall=2.0, towards=0.0)
    assert mirror.reflect @ [0.5, 1.0, 1.5, 1.0] == pytest.approx([-4.5, 1.0, 1.5, 1.0])
    assert mirror.reflect @ mirror.reflect == pytest.approx(np.eye(4))


def test_a_second_person_shares_no_body_with_the_other_split(monkeypatch):
    monkeypatch.setattr("truth.company.CHANCE", 1.0)
    eye = np.array([3.0, 0.0, 1.0])
    for seed in range(8):
        rng = np.random.default_rng(seed)
        company = sample_company(rng, "test", 10, FPS, np.zeros(3), eye, 2.0)
        assert company is not None
        assert len(company.skeletons) == 10
        place, normal = company.pose(9)
        assert place.shape == normal.shape
        assert place[:, 2].min() > -0.1


@pytest.mark.parametrize("seed", range(4))
def test_single_postures_stand_first_and_bend_then(person, seed):
    motion = sample_postures(np.random.default_rng(seed), person, 3)
    angles = frame_angles(motion, "L")
    assert len(motion.skeletons) == 4
    assert abs(angles["hip"][0]) < 12 and abs(angles["lumbar"][0]) < 10
    assert np.ptp(angles["lumbar_convex"]) > 5


@pytest.fixture(scope="module")
def raster():
    pytest.importorskip("moderngl", reason="moderngl is not installed: pip install --group truth")
    from truth.raster import Raster

    try:
        return Raster(240, 180)
    except RuntimeError as e:
        pytest.skip(str(e))


@pytest.mark.clips
def test_a_clip_is_drawn_alike_twice_and_evaluate_reads_it(tmp_path, raster, monkeypatch):
    from truth.clip import Order, render_clip

    monkeypatch.setattr("truth.between.CHANCE", 0.0)
    monkeypatch.setattr("truth.company.CHANCE", 1.0)
    monkeypatch.setattr("truth.mirror.CHANCE", dict.fromkeys(CHANCE, 1.0))
    order = Order("kettlebell_deadlift", reps=(1, 1), fps=5)
    first, second = (render_clip(raster, np.random.default_rng(4), order, tmp_path, name) for name in ("a", "b"))
    assert all(np.array_equal(x, y) for x, y in zip(first, second, strict=True))
    assert (tmp_path / "a.angles.parquet").read_bytes() == (tmp_path / "b.angles.parquet").read_bytes()
    truth = read_truths(tmp_path)[tmp_path / "a.mp4"]
    angles = read_angles(tmp_path / "a.angles.parquet")
    assert truth.timed and truth.exercise == "kettlebell_deadlift"
    assert angles["time_s"].size == angles["hip"].size > 5
    scene = json.loads((tmp_path / "a.truth.json").read_text())["scene"]
    assert scene["load"] == "kettlebell" and scene["mirror"] and scene["company"]


@pytest.mark.clips
def test_what_the_network_sees_of_single_postures_can_be_learned_from(tmp_path, raster, person):
    from truth import poses

    found = []
    for g in range(2):
        group = poses.draw_group(raster, np.random.default_rng(g), person, 1)
        found += [{**r, "body": 3, "group": g} for r in poses.rows(group, load_backend())]
    np.savez(tmp_path / "poses.npz", **{n: np.array([r[n] for r in found]) for n in found[0]})
    views = load_views(tmp_path / "poses.npz")
    assert len(views.truth) == len(found) >= 3
    assert np.isfinite(views.truth).any()
