"""A number, its limits and its error make a verdict; repetitions make the verdict of a set."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.assessment import Finding, RepFinding
from hingecoach.cues import all_cues
from hingecoach.cues.base import Reading
from hingecoach.exercises import Exercise, Limit, get_exercise
from hingecoach.judge import chances, judge, rep_findings, set_findings, verdict_of
from hingecoach.motion import Angles
from hingecoach.synthetic import Form, figure
from hingecoach.types import Value, View
from strategies import errors, finite, limits, motion_of, moving, without

RANK = {"good": 0, "unsure": 1, "mild": 2, "marked": 3}


@pytest.mark.parametrize(
    ("value", "error", "verdict"),
    [
        (0.0, 3.0, "good"),
        (7.0, 3.0, "unsure"),
        (9.0, 3.0, "unsure"),
        (11.0, 3.0, "mild"),
        (15.1, 3.0, "marked"),
        (30.0, 3.0, "marked"),
    ],
)
def test_more_is_worse(value, error, verdict):
    assert verdict_of(value, error, (8.0, 15.0)) == verdict


@pytest.mark.parametrize(("value", "verdict"), [(70.0, "good"), (60.0, "unsure"), (50.0, "mild"), (30.0, "marked")])
def test_less_is_worse_when_the_limits_fall(value, verdict):
    assert verdict_of(value, 5.0, (60.0, 40.0)) == verdict


def test_unsure_exactly_between_a_quarter_and_three_quarters():
    sd = 1.0
    for z, verdict in ((-0.68, "good"), (-0.67, "unsure"), (0.67, "unsure"), (0.68, "mild")):
        assert verdict_of(z, 1.645 * sd, (0.0, 50.0)) == verdict


@given(finite, errors, limits)
def test_the_verdict_follows_the_contract(value, error, pair):
    mild, marked = chances(value, error, pair)
    classes = {"good": 1 - mild, "mild": mild - marked, "marked": marked}
    verdict = verdict_of(value, error, pair)
    if 0.25 < mild < 0.75:
        assert verdict == "unsure"
    else:
        assert classes[verdict] == pytest.approx(max(classes.values()), abs=1e-9)


@given(finite, finite, errors, limits)
def test_worse_numbers_never_give_better_verdicts(a, b, error, pair):
    worse, better = (max(a, b), min(a, b)) if pair[1] > pair[0] else (min(a, b), max(a, b))
    assert RANK[verdict_of(worse, error, pair)] >= RANK[verdict_of(better, error, pair)]


@given(finite, errors, limits)
def test_a_cap_holds_and_changes_nothing_below_it(value, error, pair):
    free, capped = verdict_of(value, error, pair), verdict_of(value, error, pair, "mild")
    assert capped == ("mild" if free == "marked" else free)


@given(finite, limits, errors, errors)
def test_a_fault_that_is_called_with_a_wide_error_is_called_with_a_narrow_one(value, pair, a, b):
    wide, narrow = max(a, b), min(a, b)
    if RANK[verdict_of(value, wide, pair)] >= 2:
        assert RANK[verdict_of(value, narrow, pair)] >= 2


def test_no_error_at_all_is_a_plain_comparison():
    assert verdict_of(8.0001, 0.0, (8.0, 15.0)) == "mild"
    assert verdict_of(7.9999, 0.0, (8.0, 15.0)) == "good"


def test_a_reading_with_a_cap_is_never_judged_harder():
    reading = Reading("x", Value(20.0, 2.0, "deg", 1.0), (8.0, 15.0), "say")
    assert judge(reading).verdict == "marked"
    assert judge(replace(reading, cap="mild")).verdict == "mild"


def test_a_good_figure_trips_nothing():
    for kind, name in (("hinge", "romanian_deadlift"), ("deadlift", "deadlift"), ("swing", "kettlebell_swing")):
        motion, made = moving(kind)
        found = {f.cue: f.verdict for rep in made.reps for f in rep_findings(motion, rep, get_exercise(name))}
        assert set(found.values()) == {"good"}, (name, found)


FAULTS = [
    ("hinge", "romanian_deadlift", Form(convex=15), "flat_back", "marked"),
    ("hinge", "romanian_deadlift", Form(convex=5), "flat_back", "mild"),
    ("deadlift", "deadlift", Form(convex=15), "flat_back", "marked"),
    ("hinge", "romanian_deadlift", Form(neck=45), "neutral_spine", "mild"),
    ("hinge", "romanian_deadlift", Form(neck=-45), "neutral_spine", "mild"),
    ("deadlift", "deadlift", Form(short=30), "stand_tall", "marked"),
    ("deadlift", "deadlift", Form(lean_back=14), "stand_tall", "mild"),
    ("deadlift", "deadlift", Form(knees_short=30), "stand_tall", "marked"),
    ("deadlift", "deadlift", Form(gap=25), "weight_close", "marked"),
    ("hinge", "romanian_deadlift", Form(gap=17), "weight_close", "mild"),
    ("hinge", "romanian_deadlift", Form(knee=75, shank=15), "soft_knees", "marked"),
]


@pytest.mark.parametrize(("kind", "name", "form", "cue", "verdict"), FAULTS)
def test_a_fault_trips_its_cue_and_no_other_of_the_five(kind, name, form, cue, verdict):
    motion, made = moving(kind, form)
    exercise = get_exercise(name)
    found = [rep_findings(motion, rep, exercise) for rep in made.reps]
    of_set = {f.cue: f for f in set_findings(motion, made.reps, found, exercise)}
    five = {c.id for c in all_cues().values() if c.kind == "cue"}
    assert of_set[cue].verdict == verdict
    assert {c for c in five if of_set[c].verdict in ("mild", "marked")} == {cue}
    assert of_set[cue].reps_flagged == of_set[cue].reps_judged == len(made.reps)
    assert of_set[cue].say and of_set[cue].measured and of_set[cue].rep


@given(st.floats(-30, 40), st.floats(-30, 40))
def test_more_rounding_never_improves_the_verdict(a, b):
    verdicts = []
    for convex in sorted((a, b)):
        motion, made = moving("hinge", Form(convex=convex), reps=1, fps=15)
        finding = rep_findings(motion, made.reps[0], get_exercise("romanian_deadlift"))[0]
        assert finding.cue == "flat_back"
        verdicts.append(RANK[finding.verdict])
    assert verdicts[0] <= verdicts[1]


NEEDS = [
    ("flat_back", "turn"),
    ("neutral_spine", "neck"),
    ("soft_knees", "knee"),
    ("stand_tall", "hip"),
    ("stand_tall", "trunk"),
    ("weight_close", "gap"),
    ("depth_short", "hip"),
    ("early_arms", "elbow"),
    ("hips_first", "trunk"),
]


@pytest.mark.parametrize(("cue", "angle"), NEEDS)
def test_what_is_missing_is_not_seen_and_never_good(cue, angle):
    for kind, name in (("hinge", "romanian_deadlift"), ("deadlift", "deadlift")):
        motion, made = moving(kind)
        for f in rep_findings(without(motion, angle), made.reps[0], get_exercise(name)):
            if f.cue == cue:
                assert f.verdict == "not_seen"
                assert f.why_not and f.measured is None


def test_a_fault_that_was_seen_counts_though_another_reading_is_missing():
    motion, made = moving("deadlift", Form(short=30))
    found = rep_findings(without(motion, "trunk"), made.reps[0], get_exercise("deadlift"))
    assert next(f for f in found if f.cue == "stand_tall").verdict == "marked"


def finding(verdict, value=0.0):
    seen = verdict not in ("not_seen", "not_applicable")
    measured = {"value": value, "error": 1.0, "unit": "deg"} if seen else None
    return RepFinding(
        cue="flat_back",
        verdict=verdict,
        measured=measured,
        limit=0.0 if seen else None,
        at_s=1.0 if seen else None,
        why_not=None if seen else "an arm is in front of it",
        reading="lumbar_convex" if seen else None,
    )


SETS = [
    (["good"] * 3, "good", 0, 3),
    (["good", "mild"], "mild", 1, 2),
    (["good", "good", "mild"], "good", 1, 3),
    (["marked", "mild", "good", "good"], "mild", 2, 4),
    (["marked", "marked", "good", "good"], "marked", 2, 4),
    (["mild", "not_seen", "not_seen"], "not_seen", 1, 1),
    (["mild", "not_seen"], "mild", 1, 1),
    (["good", "unsure"], "unsure", 0, 2),
    (["good", "unsure", "mild"], "unsure", 1, 3),
    (["good", "good", "unsure"], "good", 0, 3),
    (["not_seen"] * 2, "not_seen", 0, 0),
]


def test_what_changes_over_a_set_is_not_seen_where_the_view_or_a_part_of_it_is_missing():
    exercise = get_exercise("romanian_deadlift")
    motion, made = moving(reps=5, fps=10)

    def drift(motion, reps):
        found = set_findings(motion, reps, [rep_findings(motion, r, exercise) for r in reps], exercise)
        return [(f.verdict, f.why_not) for f in found if f.cue == "set_drift"]

    assert [v for v, _ in drift(motion, made.reps)] == ["good"]
    assert drift(motion, made.reps[:3]) == []
    away = replace(motion, view=View("front", "right", 85.0, 5.0))
    assert [v for v, _ in drift(away, made.reps)] == ["not_seen"]
    assert [v for v, _ in drift(without(motion, "knee"), made.reps)] == ["not_seen"]


@pytest.mark.parametrize(("verdicts", "of_set", "flagged", "judged"), SETS)
def test_the_rule_of_the_set(verdicts, of_set, flagged, judged):
    motion, made = moving(reps=len(verdicts), fps=10)
    found = [(finding(v),) for v in verdicts]
    first = set_findings(motion, made.reps, found, get_exercise("romanian_deadlift"))[0]
    assert (first.cue, first.verdict, first.reps_flagged, first.reps_judged) == ("flat_back", of_set, flagged, judged)
    assert (first.why_not is not None) == (of_set == "not_seen") or of_set == "unsure"


@pytest.mark.parametrize(
    ("verdicts", "says"),
    [
        (["not_seen"] * 3, "an arm is in front of it"),
        (["marked", "not_seen", "not_seen"], "an arm is in front of it; 1 of 3 repetitions could be judged: 1 marked"),
        (
            ["good", "mild", *["not_seen"] * 3],
            "an arm is in front of it; 2 of 5 repetitions could be judged: 1 mild, 1 good",
        ),
    ],
)
def test_a_set_that_is_not_seen_tells_what_single_repetitions_showed(verdicts, says):
    motion, made = moving(reps=len(verdicts), fps=10)
    found = [(finding(v),) for v in verdicts]
    assert set_findings(motion, made.reps, found, get_exercise("romanian_deadlift"))[0].why_not == says


def test_a_set_without_a_complete_repetition_tells_what_the_others_showed():
    motion, made = moving(reps=3, fps=10)
    reps = [replace(rep, complete=False) for rep in made.reps]
    found = [(finding(v),) for v in ("mild", "not_seen", "unsure")]
    of_set = set_findings(motion, reps, found, get_exercise("romanian_deadlift"), unjudged="no complete one was seen")
    assert (of_set[0].verdict, of_set[0].reps_judged) == ("not_seen", 0)
    assert of_set[0].why_not == "no complete one was seen; of those that the clip cuts off: 1 mild, 1 unsure"
    assert of_set[1].why_not == "no complete one was seen"
    one = [made.reps[0], *reps[1:]]
    assert set_findings(motion, one, found, get_exercise("romanian_deadlift"))[0].verdict == "mild"


@given(st.lists(st.sampled_from(["good", "unsure", "mild", "marked", "not_seen"]), min_size=1, max_size=9))
def test_the_set_is_what_at_least_half_reach(verdicts):
    motion, made = moving(reps=len(verdicts), fps=5)
    found = [(finding(v),) for v in verdicts]
    of_set = set_findings(motion, made.reps, found, get_exercise("romanian_deadlift"))[0].verdict
    judged = [RANK[v] for v in verdicts if v != "not_seen"]
    if 2 * len(judged) < len(verdicts) or not judged:
        assert of_set == "not_seen"
        return
    reached = [r for r in RANK.values() if sum(j >= r for j in judged) * 2 >= len(judged)]
    assert RANK[of_set] == max(reached)


def test_the_set_shows_the_worst_repetition():
    motion, made = moving(reps=3, fps=10)
    found = [(finding("mild", 3.0),), (finding("mild", 5.0),), (finding("good", -9.0),)]
    first = set_findings(motion, made.reps, found, get_exercise("romanian_deadlift"))[0]
    assert (first.rep, first.measured.value) == (2, 5.0)


def test_an_unsure_set_tells_one_repetition_the_one_nearest_to_a_fault():
    motion, made = moving(reps=2, fps=10)
    exercise = get_exercise("romanian_deadlift")
    name, limit = next(iter(exercise.cues["flat_back"].items()))
    found = [
        (finding("unsure", limit.mild + off).model_copy(update={"reading": name, "why_not": f"{off}"}),)
        for off in (-1.0, 0.2)
    ]
    first = set_findings(motion, made.reps, found, exercise)[0]
    assert (first.rep, first.measured.value, first.why_not) == (2, limit.mild + 0.2, "0.2")


def test_the_set_says_how_many_repetitions_it_was():
    motion, made = moving(reps=4, fps=10)
    bad = finding("mild", 5.0).model_copy(update={"say": "Your low back curved."})

    def say(*verdicts):
        found = [(bad if v == "mild" else finding(v, -9.0),) for v in verdicts]
        return set_findings(motion, made.reps, found, get_exercise("romanian_deadlift"))[0].say

    assert say("good", "good", "good", "good") == "Your back stayed long."
    assert say("mild", "good", "good", "good") == (
        "Your back stayed long. In 1 of 4 repetitions: your low back curved."
    )
    assert say("mild", "unsure", "unsure", "good") == "In 1 of 4 repetitions: your low back curved."
    assert say("mild", "mild", "unsure", "good") == "Your low back curved."
    assert say("unsure", "unsure", "unsure", "good") is None


def test_repetitions_that_are_cut_off_do_not_count():
    motion, made = moving(reps=2, fps=10)
    reps = (made.reps[0], replace(made.reps[1], complete=False))
    found = [(finding("good", -3.0),), (finding("marked", 30.0),)]
    first = set_findings(motion, reps, found, get_exercise("romanian_deadlift"))[0]
    assert (first.verdict, first.reps_judged) == ("good", 1)


def test_a_top_that_is_cut_off_is_not_judged():
    motion, made = moving()
    cut = replace(made.reps[0], complete=False, topped=False)
    found = rep_findings(motion, cut, get_exercise("romanian_deadlift"))
    assert {f.cue: f.verdict for f in found}["stand_tall"] == "not_seen"
    assert {f.cue: f.verdict for f in found}["flat_back"] == "good"


def test_squats_and_sport_starts_are_never_graded():
    motion, made = moving("squat")
    for name in ("squat", "acceleration", "other"):
        found = rep_findings(motion, made.reps[0], get_exercise(name))
        assert [f.cue for f in found] == [c.id for c in all_cues().values() if c.kind == "cue"]
        assert {f.verdict for f in found} == {"not_applicable"}
        of_set = set_findings(motion, made.reps, [found] * len(made.reps), get_exercise(name))
        assert {f.verdict for f in of_set} == {"not_applicable"}
        assert all(f.why_not for f in of_set)


def test_everyday_movements_are_never_marked_and_get_two_observations():
    form = Form(convex=30, neck=60, short=40, gap=90)
    motion, made = moving("hinge", form)
    exercise = get_exercise("pick_up")
    found = [rep_findings(motion, rep, exercise) for rep in made.reps]
    of_set = set_findings(motion, made.reps, found, exercise)
    assert {f.verdict for fs in found for f in fs} <= {"mild", "good", "unsure", "not_applicable"}
    flagged = [f for f in of_set if f.verdict == "mild"]
    assert len(flagged) >= 3
    assert sum(f.say is not None for f in flagged) == 2


def test_from_the_front_nothing_in_degrees_is_judged():
    motion, made = moving()
    front = replace(motion, view=View("front", None, 88.0, 5.0))
    for f in rep_findings(front, made.reps[0], get_exercise("romanian_deadlift")):
        if f.cue != "tempo_drop" and not all_cues()[f.cue].frontal:
            assert f.verdict == "not_seen"
            assert "side" in f.why_not


@given(st.sampled_from(["hinge", "deadlift"]), st.floats(-20, 30), st.floats(-60, 60), st.floats(0, 40))
def test_findings_survive_json(kind, convex, neck, short):
    motion, made = moving(kind, Form(convex=convex, neck=neck, short=short), reps=1, fps=10)
    exercise = get_exercise("deadlift" if kind == "deadlift" else "standing_hinge")
    found = rep_findings(motion, made.reps[0], exercise)
    for f in found:
        assert RepFinding.model_validate_json(f.model_dump_json()) == f
        assert (f.verdict in RANK) == (f.measured is not None)
    for of_set in set_findings(motion, made.reps, [found], exercise):
        assert Finding.model_validate_json(of_set.model_dump_json()) == of_set


KINDS = [("hinge", "romanian_deadlift"), ("deadlift", "deadlift"), ("swing", "kettlebell_swing")]
KINDS += [("bridge", "glute_bridge"), ("hinge", "pull_through"), ("hinge", "pick_up"), ("kneeling", "kneeling_hinge")]


@given(st.sampled_from(KINDS), st.integers(0, 2**32 - 1), st.floats(0, 1), st.booleans(), st.booleans())
def test_holes_anywhere_never_stop_the_judge_nor_make_a_verdict_without_a_number(kinds, seed, share, stood, whole):
    kind, name = kinds
    made = figure(kind, reps=4, fps=12)
    motion = motion_of(made, stood=stood)
    rng = np.random.default_rng(seed)

    def holes(values):
        """Lose single frames, and for some angles the whole clip."""
        lost = rng.random(values.shape[0]) < (1.0 if whole and rng.random() < 0.5 else share)
        return np.where(lost.reshape(-1, *[1] * (values.ndim - 1)), np.nan, values)

    xy = np.stack([holes(motion.track.xy[:, p]) for p in range(33)], axis=1)
    angles = Angles(**{f.name: holes(getattr(motion.angles, f.name)) for f in fields(Angles)})
    motion = replace(motion, angles=angles, track=replace(motion.track, xy=xy))
    exercise = get_exercise(name)
    found = [rep_findings(motion, rep, exercise) for rep in made.reps]
    for f in [*(f for fs in found for f in fs), *set_findings(motion, made.reps, found, exercise)]:
        assert (f.verdict in RANK) == (f.measured is not None)
        assert f.verdict in ("good", "mild", "marked") or f.why_not
        assert f.measured is None or (f.at_s is not None and f.limit is not None and f.reading)


def test_drift_compares_the_ends_of_long_sets_only():
    short_motion, short = moving(reps=3)
    exercise = get_exercise("romanian_deadlift")
    empty = [()] * 3
    assert not [f for f in set_findings(short_motion, short.reps, empty, exercise) if f.cue == "set_drift"]
    motion, made = moving(reps=5)
    late = motion.time > made.reps[2].top
    bent = motion.angles.turn + 12.0 * late
    drifting = replace(motion, angles=replace(motion.angles, turn=bent))
    drift = {f.cue: f for f in set_findings(drifting, made.reps, [()] * 5, exercise)}["set_drift"]
    assert (drift.verdict, drift.reading) == ("marked", "back")
    assert drift.measured.value == pytest.approx(12.0, abs=0.5)
    still = {f.cue: f for f in set_findings(motion, made.reps, [()] * 5, exercise)}["set_drift"]
    assert still.verdict == "good"


def test_an_exercise_may_name_its_own_limits():
    motion, made = moving("hinge", Form(convex=5))
    strict = get_exercise("romanian_deadlift")
    easy = Limit(mild=10, marked=20, source="test", grade="E")
    loose = Exercise.model_validate({**strict.model_dump(), "cues": {"flat_back": {"lumbar_convex": easy}}})
    assert rep_findings(motion, made.reps[0], strict)[0].verdict == "mild"
    assert rep_findings(motion, made.reps[0], loose)[0].verdict == "good"


def test_without_standing_the_errors_widen():
    made = moving("deadlift", Form(short=8))[1]
    known, unknown = motion_of(made), motion_of(made, stood=False)
    exercise = get_exercise("deadlift")
    a, b = (next(f for f in rep_findings(m, made.reps[0], exercise) if f.cue == "stand_tall") for m in (known, unknown))
    assert b.measured.error > a.measured.error
    assert b.verdict == "unsure"


def test_a_finding_lies_inside_its_repetition():
    motion, made = moving("deadlift")
    rep = made.reps[0]
    cut = replace(rep, start=rep.bottom + 0.02, end=rep.bottom + 0.05)
    times = [f.at_s for f in rep_findings(motion, cut, get_exercise("deadlift")) if f.at_s is not None]
    assert len(times) > 2
    assert all(round(cut.start, 3) <= at <= round(cut.end, 3) for at in times)
