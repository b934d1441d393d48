"""Each cue reads what it says, from the phase that it says, and says what it cannot see."""

import re
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.cues import all_cues, get_cue
from hingecoach.cues.measure import (
    crossing,
    gap,
    half_way_up,
    lift_off,
    mostly,
    neutral,
    point,
    steady,
    timed,
    typical,
    way_down,
)
from hingecoach.cues.sight import beyond, require_view
from hingecoach.errors import NotSeenError, UnknownNameError
from hingecoach.exercises import all_exercises, get_exercise
from hingecoach.judge import rep_findings, verdict_of
from hingecoach.keypoints import P, Sides
from hingecoach.observe import observe
from hingecoach.synthetic import Form, figure
from hingecoach.types import Rep, View
from scenes import between
from strategies import motion_of, moving, without

FIVE = ["flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close"]
FAULTS = ["hips_first", "locked_knees", "depth_short", "depth_excess", "early_arms"]
FAULTS += ["arm_lift", "swing_low", "bridge_arch", "tempo_drop", "set_drift"]
FAULTS += ["hip_shift", "pelvis_drop", "knees_in"]
PLAN = ["What it reads", "Why it matters", "What it cannot see", "Limits and their source"]


def readings(cue, motion, rep, name):
    found = get_cue(cue).read(motion, rep, get_exercise(name))
    return {r.name: r for r in found.seen}, found.missing


def test_the_register_holds_the_contract_in_order():
    assert list(all_cues()) == FIVE + FAULTS
    assert [c.kind for c in all_cues().values()] == ["cue"] * 5 + ["fault"] * 13
    with pytest.raises(UnknownNameError, match="flat_back"):
        get_cue("flat_bac")


@pytest.mark.parametrize("name", FIVE + FAULTS)
def test_each_module_explains_itself_by_the_same_plan(name):
    doc = import_module(f"hingecoach.cues.{name}").__doc__
    first, *rest = doc.splitlines()
    assert first.endswith(".")
    assert [line for line in rest if line and not line.startswith(" ")] == PLAN
    for heading in PLAN:
        body = doc.split(f"\n{heading}\n")[1].split("\n\n")[0]
        assert len(body.split()) >= 8, heading


@pytest.mark.parametrize("name", FIVE + FAULTS)
def test_each_reading_has_words_limits_and_a_place_in_the_explanation(name):
    cue = get_cue(name)
    takes = {**cue.measures, **cue.set_measures}
    assert set(cue.lines) == set(takes)
    assert cue.optional <= set(takes)
    used = {r for e in all_exercises().values() for r in e.cues.get(name, {})}
    assert used == set(takes)
    for line in cue.lines.values():
        assert line.say.endswith(".") and line.focus.endswith(".") and line.drill.endswith(".")
    doc = import_module(f"hingecoach.cues.{name}").__doc__
    for reading in takes:
        stem = re.sub(r"(convex|gap|range)_(deepest|down)$", r"\1", reading)
        assert f"``{stem}``" in doc, reading


def test_spoken_lines_are_short_enough_to_remember():
    for cue in all_cues().values():
        for line in cue.lines.values():
            assert len(line.focus.split()) <= 20, line.focus


def test_flat_back_reads_the_deepest_point_and_the_first_half_of_the_way_up():
    motion, made = moving(reps=1)
    rep = made.reps[0]

    def with_hump(at):
        hump = 40 * np.exp(-(((motion.time - at) / 0.25) ** 2))
        plain, learned = motion.angles.turn + hump, motion.angles.lumbar_convex + hump
        return replace(motion, angles=replace(motion.angles, turn=plain, lumbar_convex=learned))

    def verdict(m):
        return rep_findings(m, rep, get_exercise("romanian_deadlift"))[0].verdict

    assert verdict(motion) == "good"
    assert verdict(with_hump(rep.bottom + 0.2)) == "marked"
    assert verdict(with_hump(half_way_up(motion, rep) - 0.2)) == "marked"
    assert verdict(with_hump(rep.top)) == "good"
    assert verdict(with_hump(rep.start)) == "good"


@pytest.mark.parametrize(
    ("plain", "learned", "verdict"),
    [(4.0, 28.0, "marked"), (1.0, 9.0, "mild"), (-2.0, -9.0, "good"), (-5.0, 9.0, "unsure"), (-9.0, np.nan, "good")],
)
def test_the_plain_bend_counts_twice_and_the_learned_once(plain, learned, verdict):
    motion, made = moving(reps=1)
    every = np.ones(motion.time.size)
    bent = replace(motion, angles=replace(motion.angles, turn=plain * every, lumbar_convex=learned * every))
    assert rep_findings(bent, made.reps[0], get_exercise("romanian_deadlift"))[0].verdict == verdict


def test_one_bad_frame_makes_no_round_back():
    motion, made = moving()
    spike = motion.angles.turn.copy()
    spike[np.argmin(np.abs(motion.time - made.reps[0].bottom))] = 60
    seen, _ = readings(
        "flat_back",
        replace(motion, angles=replace(motion.angles, turn=spike)),
        made.reps[0],
        "romanian_deadlift",
    )
    assert seen["lumbar_convex"].measured.value < 0


def test_the_upper_back_alone_is_at_most_mild():
    motion, made = moving()
    hump = 40.0 * (motion.time > 1.5)
    round_up = replace(motion, angles=replace(motion.angles, upper_bow=hump))
    finding = rep_findings(round_up, made.reps[0], get_exercise("romanian_deadlift"))[0]
    assert (finding.cue, finding.verdict, finding.reading) == ("flat_back", "mild", "upper_back")


def test_eyes_on_the_horizon_are_a_style_in_a_deadlift_and_not_in_a_hinge():
    verdicts = {}
    for kind, name in (("deadlift", "deadlift"), ("swing", "kettlebell_swing"), ("hinge", "romanian_deadlift")):
        motion, made = moving(kind, Form(neck=36))
        found = rep_findings(motion, made.reps[0], get_exercise(name))
        verdicts[name] = next(f.verdict for f in found if f.cue == "neutral_spine")
    assert verdicts["deadlift"] != "mild" and verdicts["kettlebell_swing"] != "mild"
    assert verdicts["romanian_deadlift"] == "mild"


def test_the_neck_reads_the_lower_half_only():
    motion, made = moving()
    rep = made.reps[0]
    above = motion.angles.hip < 40
    up_there = replace(motion, angles=replace(motion.angles, neck=np.where(above, 80.0, 0.0)))
    seen, _ = readings("neutral_spine", up_there, rep, "romanian_deadlift")
    assert seen["chin_up"].measured.value == 0.0


@pytest.mark.parametrize(("knee", "verdict"), [(25, "good"), (47, "mild"), (70, "marked")])
def test_soft_knees_by_the_bend(knee, verdict):
    motion, made = moving("hinge", Form(knee=knee, shank=5))
    found = rep_findings(motion, made.reps[0], get_exercise("standing_hinge"))
    assert next(f.verdict for f in found if f.cue == "soft_knees") == verdict


def test_a_squat_with_a_kettlebell_is_told_from_a_deadlift():
    for kind, bad in (("squat", True), ("deadlift", False)):
        motion, made = moving(kind)
        found = rep_findings(motion, made.reps[0], get_exercise("kettlebell_deadlift"))
        knees = next(f for f in found if f.cue == "soft_knees")
        assert (knees.verdict in ("mild", "marked")) == bad
        if bad:
            assert "squat" in knees.say


def test_locked_knees_need_the_own_standing():
    made = figure("hinge", Form(knee=1))
    exercise = get_exercise("standing_hinge")

    def of(motion):
        return next(f for f in rep_findings(motion, made.reps[0], exercise) if f.cue == "locked_knees")

    assert of(motion_of(made)).verdict == "mild"
    assert of(motion_of(made, stood=False)).verdict == "not_seen"


def test_the_knee_is_read_with_the_planted_ankle_where_a_plate_hides_it():
    motion, made = moving("deadlift")
    rep = made.reps[0]
    low = motion.angles.hip > 60
    xy = motion.track.xy.copy()
    xy[low, 27:29] = np.nan
    knee = np.where(low, np.nan, motion.angles.knee)
    hidden = replace(motion, track=replace(motion.track, xy=xy), angles=replace(motion.angles, knee=knee))
    seen, missing = readings("soft_knees", hidden, rep, "deadlift")
    assert missing is None
    assert seen["knee_bent"].measured.value == pytest.approx(62, abs=1)
    plain, _ = readings("soft_knees", motion, rep, "deadlift")
    assert seen["knee_bent"].measured.error > plain["knee_bent"].measured.error


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        (Form(short=25), "short_lockout"),
        (Form(lean_back=20, arch=15), "arching"),
        (Form(lean_back=20), "lean_back"),
        (Form(arch=20), "hollow"),
    ],
)
def test_stand_tall_names_what_decided(form, reading):
    motion, made = moving("deadlift", form)
    found = rep_findings(motion, made.reps[0], get_exercise("deadlift"))
    tall = next(f for f in found if f.cue == "stand_tall")
    assert (tall.verdict, tall.reading) == ("marked", reading)
    assert tall.at_s == pytest.approx(made.reps[0].top, abs=0.2)
    assert ("hollow" in tall.say) == (reading in ("arching", "hollow"))


def test_a_lean_without_a_second_sign_is_not_called_an_arch():
    motion, made = moving("deadlift", Form(lean_back=20))
    seen, _ = readings("stand_tall", motion, made.reps[0], "deadlift")
    assert "arching" not in seen and "lean_back" in seen


def test_a_way_up_that_leaves_the_picture_is_no_short_lockout():
    motion, made = moving("deadlift", reps=1)
    rep = made.reps[0]
    gone = motion.time > half_way_up(motion, rep)
    hip = np.where(gone, np.nan, motion.angles.hip)
    cut = replace(motion, angles=replace(motion.angles, hip=hip))
    last = float(motion.time[~gone][-1])
    seen, missing = readings("stand_tall", cut, replace(rep, top=last), "deadlift")
    assert "short_lockout" not in seen
    assert missing == "the end of the way up was not seen"


@pytest.mark.parametrize(("left", "seen"), [(0.2, False), (0.5, True)])
def test_a_clip_that_ends_on_the_way_up_shows_no_short_lockout(left, seen):
    made = figure("deadlift", Form(short=30), reps=1, stand=0)
    rep = made.reps[0]
    track = between(made.track, 0.0, half_way_up(motion_of(made), rep) + left)
    top = replace(rep, top=float(track.time[-1]) - left)
    found, missing = readings("stand_tall", observe(track), top, "deadlift")
    assert ("short_lockout" in found) == seen
    assert seen or missing == "the end of the way up was not seen"


def test_what_was_seen_names_the_stance_that_was_compared_with():
    motion, made = moving("hinge", Form(short=30))
    for known, says in ((motion, "your tall stance"), (replace(motion, standing=None), "short of upright")):
        tall = readings("stand_tall", known, made.reps[0], "romanian_deadlift")[0]["short_lockout"]
        assert tall.say.endswith(f"{says}.") and "little" not in tall.say


def test_legs_that_never_look_straight_say_nothing_about_the_top():
    made = figure("deadlift", Form(knees_short=40, short=20), stand=0)
    motion = motion_of(made, stood=False)
    for lean, told in ((20.0, True), (0.0, False)):
        leaning = replace(motion, angles=replace(motion.angles, trunk=np.full(motion.time.size, lean)))
        seen, missing = readings("stand_tall", leaning, made.reps[0], "deadlift")
        assert ("short_lockout" in seen) == told
        assert told or "whole clip" in missing


@pytest.mark.parametrize(
    ("short", "verdict", "reading"),
    [(0, "good", "bridge_over"), (30, "marked", "bridge_short"), (-22, "marked", "bridge_over")],
)
def test_bridges_are_judged_at_the_top(short, verdict, reading):
    motion, made = moving("bridge")
    line = motion.angles.hip + short
    motion = replace(motion, angles=replace(motion.angles, hip=line))
    found = rep_findings(motion, made.reps[0], get_exercise("glute_bridge"))
    tall = next(f for f in found if f.cue == "stand_tall")
    assert (tall.verdict, tall.reading) == (verdict, reading)
    assert {f.verdict for f in found if f.cue in ("flat_back", "soft_knees", "weight_close")} == {"not_applicable"}


def test_the_hollow_of_a_bridge_keeps_its_full_error():
    motion, made = moving("bridge")
    rep = made.reps[0]
    top = np.abs(motion.time - rep.top) < 0.3
    hollow = replace(motion, angles=replace(motion.angles, turn=np.where(top, -30.0, -10.0)))
    read = readings("bridge_arch", hollow, rep, "glute_bridge")[0]["hollow"].measured
    assert (read.value, read.error) == (20.0, motion.value("turn", rep.top).error)


@pytest.mark.parametrize("past", [-12, -20, -24])
def test_on_one_leg_nobody_says_that_the_hips_go_past_the_line(past):
    motion, made = moving("bridge")
    xy = motion.track.xy.copy()
    xy[:, P.L_ANKLE, 1] -= 0.4 * motion.leg
    line = replace(motion.angles, hip=motion.angles.hip + past)
    lifted = replace(motion, angles=line, track=replace(motion.track, xy=xy))
    for cue in ("stand_tall", "bridge_arch"):
        for seen, told in ((motion, True), (lifted, False)):
            found, missing = readings(cue, replace(seen, angles=line), made.reps[0], "glute_bridge_single_leg")
            assert bool({"bridge_over", "past_line"} & set(found)) == told
            assert told or "cannot tell" in missing


@given(st.floats(-5, 30))
def test_the_gap_is_measured_to_the_planted_foot(ahead):
    motion, made = moving("deadlift", Form(gap=ahead), reps=1, fps=15)
    rep = made.reps[0]
    xy = motion.track.xy.copy()
    low = motion.angles.hip > 60
    xy[low, 29:33] = np.nan  # a plate hides heels and toes at the bottom
    read = gap(replace(motion, track=replace(motion.track, xy=xy)), rep, rep.bottom, half_way_up(motion, rep))
    assert read.value == pytest.approx(ahead, abs=3)


def test_weight_close_needs_a_square_camera():
    motion, made = moving("deadlift")
    for azimuth, seen in ((0, True), (5, True), (12, False), (-12, False)):
        turned = replace(motion, view=View("side", "right", azimuth, 3.0))
        found, missing = readings("weight_close", turned, made.reps[0], "deadlift")
        assert bool(found) == seen
        assert seen or "Film square from the side" in missing


def test_hips_first_counts_only_while_the_knees_straighten():
    motion, made = moving("deadlift", Form(knee=95, shank=18, trunk=72))
    rep = made.reps[0]
    lifts = lift_off(motion, rep)
    tip = 70 * np.sin(np.pi * np.clip((motion.time - lifts) / (rep.top - lifts), 0, 1))
    tipping = replace(motion, angles=replace(motion.angles, trunk=motion.angles.trunk + tip))
    found, _ = readings("hips_first", tipping, rep, "deadlift")
    still, _ = readings("hips_first", motion, rep, "deadlift")
    stiff = replace(tipping, angles=replace(tipping.angles, knee=np.full(motion.time.size, 20.0)))
    held, _ = readings("hips_first", stiff, rep, "deadlift")
    assert found["trunk_tips"].measured.value > 5
    assert still["trunk_tips"].measured.value < 1
    assert held["trunk_tips"].measured.value <= 0


def test_depth_and_tempo():
    shallow, made = moving("hinge", Form(trunk=25, knee=12))
    found = {f.cue: f for f in rep_findings(shallow, made.reps[0], get_exercise("romanian_deadlift"))}
    assert found["depth_short"].verdict in ("mild", "marked")
    quick, fast = moving("hinge", pace=4.0)
    found = {f.cue: f for f in rep_findings(quick, fast.reps[0], get_exercise("romanian_deadlift"))}
    assert found["tempo_drop"].verdict in ("mild", "marked")
    assert found["tempo_drop"].measured.unit == "s"


def test_the_descent_is_timed_whatever_the_camera_angle():
    motion, made = moving()
    front = replace(motion, view=View("front", None, 85.0, 5.0))
    found = {f.cue: f for f in rep_findings(front, made.reps[0], get_exercise("romanian_deadlift"))}
    assert found["tempo_drop"].verdict == "good"


def test_a_back_that_gives_at_the_end_is_named():
    motion, made = moving()
    rep = made.reps[0]
    late = np.clip((motion.angles.hip - 80) / 12, 0, 1)
    giving = replace(motion, angles=replace(motion.angles, turn=-25 + 30 * late))
    found, _ = readings("depth_excess", giving, rep, "romanian_deadlift")
    assert found["back_gives"].measured.value > 12


def test_bent_elbows_are_measured_from_the_own_straightest():
    motion, made = moving("deadlift")
    rep = made.reps[0]
    reads_bent = replace(motion, angles=replace(motion.angles, elbow=np.full(motion.time.size, 14.0)))
    still, _ = readings("early_arms", reads_bent, rep, "deadlift")
    assert still["elbow"].measured.value == pytest.approx(0, abs=0.1)
    for elbow, seen in ((70.0, 60.0), (130.0, None)):
        bending = np.where(motion.angles.hip > 30, elbow, 10.0)
        pulled = replace(motion, angles=replace(motion.angles, elbow=bending))
        found, missing = readings("early_arms", pulled, rep, "deadlift")
        assert missing if seen is None else found["elbow"].measured.value == pytest.approx(seen, abs=1)


def test_elbows_that_a_half_hidden_forearm_bends_are_not_seen():
    motion, made = moving("deadlift")
    rep = made.reps[0]
    bending = np.where(motion.angles.hip > 30, 70.0, 10.0)
    elbow, wrist = motion.sides.point("ELBOW"), motion.sides.point("WRIST")
    xy = motion.track.xy.copy()
    bent = motion.angles.hip > 30
    xy[bent, wrist] = xy[bent, elbow] + 0.6 * (xy[bent, wrist] - xy[bent, elbow])
    angles = replace(motion.angles, elbow=bending)
    found, missing = readings(
        "early_arms", replace(motion, angles=angles, track=replace(motion.track, xy=xy)), rep, "deadlift"
    )
    assert not found and "forearms" in missing


def test_swings_tell_low_bells_and_lifted_arms():
    motion, made = moving("swing", fps=60)
    rep = made.reps[0]
    good = {f.cue: f.verdict for f in rep_findings(motion, rep, get_exercise("kettlebell_swing"))}
    assert good["swing_low"] == good["arm_lift"] == "good"
    lifted = replace(motion, angles=replace(motion.angles, arm=motion.angles.arm + 60))
    found = {f.cue: f.verdict for f in rep_findings(lifted, rep, get_exercise("kettlebell_swing"))}
    assert found["arm_lift"] in ("mild", "marked")
    xy = motion.track.xy.copy()
    xy[:, 15:17, 1] += 200
    low = replace(motion, track=replace(motion.track, xy=xy))
    found = {f.cue: f.verdict for f in rep_findings(low, rep, get_exercise("kettlebell_swing"))}
    assert found["swing_low"] == "mild"


@pytest.mark.parametrize(
    ("azimuth", "error", "refused"),
    [(0, 5, False), (19, 3, False), (21, 3, True), (-29, 3, False), (-31, 3, True), (19, 30, False), (50, 30, True)],
)
def test_degrees_are_refused_when_the_camera_is_more_probably_too_far_round(azimuth, error, refused):
    view = View("diagonal", "right", azimuth, error)
    if refused:
        with pytest.raises(NotSeenError, match="degrees"):
            require_view(view, (20, 30))
    else:
        require_view(view, (20, 30))


@given(st.floats(-80, 80), st.floats(0.1, 40))
def test_further_round_is_never_better(azimuth, error):
    view = View("diagonal", "right", azimuth, error)
    further = replace(view, azimuth=azimuth + (5 if azimuth >= 0 else -5))
    assert 0 <= beyond(view, 20, 20) <= beyond(further, 20, 20) + 1e-9 <= 1 + 1e-6


def test_what_bears_little_turn_must_know_the_angle():
    unknown = View("unknown", "right", float("nan"), float("nan"))
    require_view(unknown, (20, 30))
    with pytest.raises(NotSeenError):
        require_view(unknown, (7, 7))


def test_phases_of_both_kinds_of_repetition():
    motion, made = moving(reps=1)
    rep = made.reps[0]
    assert way_down(rep) == (rep.start, rep.bottom)
    lift = Rep(1, 1.0, 1.0, 2.0, 3.5, complete=True, starts="bottom", movement="hinge")
    assert way_down(lift) == (2.0, 3.5)
    assert rep.bottom < crossing(motion, rep, 0.9) < half_way_up(motion, rep) < rep.top


def test_reading_helpers_refuse_what_was_hardly_seen():
    motion, made = moving(reps=1)
    rep = made.reps[0]
    hip = motion.angles.hip.copy()
    frames = np.flatnonzero((motion.time > rep.start) & (motion.time < rep.end))
    hip[frames[::4]] = np.nan
    sparse = replace(motion, angles=replace(motion.angles, hip=hip))
    for read in (steady, mostly):
        assert read(sparse, "hip", rep.start, rep.end).value > 50
        with pytest.raises(NotSeenError):
            read(without(motion, "hip"), "hip", rep.start, rep.end)
    with pytest.raises(NotSeenError):
        typical(without(motion, "hip"), "hip", frames)
    with pytest.raises(NotSeenError):
        half_way_up(without(motion, "hip"), rep)


def test_a_standing_that_is_none_is_not_taken_for_one():
    motion, _ = moving()
    crouched = replace(motion.standing, angles={**motion.standing.angles, "hip": 60.0})
    assert neutral(motion, "hip") == (motion.standing.angles["hip"], 0.0)
    own, doubt = neutral(replace(motion, standing=crouched), "hip")
    assert own < 10 and doubt > 0


def test_numbers_that_are_none_are_not_seen():
    motion, made = moving()
    broken = replace(motion, error_of=lambda *_: float("nan"))
    found, missing = readings("flat_back", broken, made.reps[0], "romanian_deadlift")
    assert not found and missing


@given(st.sampled_from(["romanian_deadlift", "deadlift", "kettlebell_swing", "kneeling_hinge"]), st.floats(0.5, 2))
def test_readings_do_not_depend_on_tempo(name, pace):
    kind = {"deadlift": "deadlift", "kettlebell_swing": "swing", "kneeling_hinge": "kneeling"}.get(name, "hinge")
    motion, made = moving(kind, reps=1, pace=pace, fps=60)
    for cue in FIVE:
        found, _ = readings(cue, motion, made.reps[0], name)
        for r in found.values():
            assert verdict_of(r.measured.value, r.measured.error, r.limits) in ("good", "unsure"), r


def test_the_top_is_judged_where_the_clip_shows_it():
    motion, made = moving(reps=2)
    cut_at_start = replace(made.reps[0], complete=False)
    cut_at_end = replace(cut_at_start, topped=False)
    exercise = get_exercise("romanian_deadlift")
    assert all_cues()["stand_tall"].read(motion, cut_at_start, exercise).seen
    assert "top of this repetition was not seen" in all_cues()["stand_tall"].read(motion, cut_at_end, exercise).missing


def test_on_one_leg_the_leg_that_stands_is_read():
    motion, _ = moving(reps=1)
    other = "right" if motion.near == "left" else "left"
    on_far = replace(motion, sides=Sides(motion.sides.body, other))
    for name, is_leg in (("TOE", True), ("KNEE", True), ("WRIST", False)):
        far, near = (motion.track.xy[:, P[f"{s[0].upper()}_{name}"]] for s in (other, motion.near))
        assert np.array_equal(point(on_far, name), far if is_leg else near, equal_nan=True)


@pytest.mark.parametrize(
    ("azimuth", "error", "say"),
    [
        (
            -8.8,
            14.8,
            r"not sure enough that .* within 9 degrees of the side view \(read 9 ± 15 degrees behind the side view\)",
        ),
        (9.4, 3.0, "stood a little more than 9 degrees in front of"),
        (49.0, 6.0, "stood about 49 degrees in front of"),
    ],
)
def test_a_view_that_is_refused_says_what_was_read_and_how_surely(azimuth, error, say):
    with pytest.raises(NotSeenError, match=say):
        require_view(View("side", "left", azimuth, error), (9, 9))


def test_a_way_that_the_film_cuts_is_not_timed():
    motion, made = moving("hinge")
    rep = made.reps[0]
    assert timed(motion, rep.start, rep.bottom).value > 0
    middle = int(np.searchsorted(motion.time, (rep.start + rep.bottom) / 2))
    with pytest.raises(NotSeenError, match="cut"):
        timed(replace(motion, cuts=(middle,)), rep.start, rep.bottom)


def test_words_that_say_what_the_number_is():
    """The hands are read and no weight, two to three seconds down read as less, and chalk goes on the legs."""
    assert "Only they are read, not the weight" in all_cues()["weight_close"].good
    assert "two to three seconds reads as about 1 to 1.9 s" in all_cues()["tempo_drop"].good
    for reading in ("gap", "gap_down"):
        assert "chalk on your shins and thighs" in all_cues()["weight_close"].lines[reading].drill
