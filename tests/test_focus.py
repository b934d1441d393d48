"""One thing to work on, one sentence on top, and a next step only where it is earned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.assessment import Finding, Measure, RepFinding
from hingecoach.cues import all_cues
from hingecoach.exercises import all_exercises, get_exercise
from hingecoach.focus import choose, next_step, summary
from hingecoach.words import find_avoided

RDL = get_exercise("romanian_deadlift")
FIVE = ["flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close"]
READING = {
    "flat_back": "lumbar_convex",
    "neutral_spine": "chin_up",
    "soft_knees": "knee_bent",
    "stand_tall": "short_lockout",
    "weight_close": "gap_down",
    "depth_short": "hip",
    "set_drift": "back",
}


def finding(cue, verdict="good", value=20.0, limit=8.0, error=5.0, flagged=4, judged=4):
    if verdict in ("not_seen", "not_applicable"):
        return Finding(cue=cue, verdict=verdict, reps_flagged=0, reps_judged=0, why_not="an arm is in front of it")
    return Finding(
        cue=cue,
        verdict=verdict,
        reps_flagged=flagged if verdict in ("mild", "marked") else 0,
        reps_judged=judged,
        measured=Measure(value=value, error=error, unit="deg"),
        limit=limit,
        at_s=1.0,
        say=all_cues()[cue].lines[READING[cue]].say,
        rep=1,
        reading=READING[cue],
    )


def test_nothing_to_work_on_where_all_that_was_seen_is_good():
    assert choose([finding(c) for c in FIVE], RDL) is None
    assert choose([finding("flat_back", "not_seen"), finding("soft_knees", "unsure")], RDL) is None
    assert choose([], RDL) is None


def test_the_back_goes_before_the_neck():
    focus = choose([finding("neutral_spine", "mild"), finding("flat_back", "mild")], RDL)
    assert focus.cue == "flat_back"


def test_severity_counts():
    focus = choose([finding("neutral_spine", "mild"), finding("stand_tall", "marked"), finding("flat_back")], RDL)
    assert focus.cue == "stand_tall"


def test_confidence_counts():
    sure = finding("stand_tall", "mild", value=14, error=2)
    doubtful = finding("flat_back", "mild", value=9, error=20, flagged=2)
    assert choose([sure, doubtful], RDL).cue == "stand_tall"


def test_a_value_short_of_the_limit_is_less_than_even_beyond_it():
    short = finding("stand_tall", "marked", value=13, limit=15, error=12)  # beyond 15 by 39 %
    sure = finding("soft_knees", "mild", value=50, limit=40, error=12.8)  # beyond 40 by 90 %
    assert choose([short, sure], RDL).cue == "soft_knees"


def test_how_many_repetitions_were_flagged_counts():
    every = finding("stand_tall", "mild", flagged=8, judged=8)
    few = finding("flat_back", "mild", flagged=4, judged=8)
    assert choose([every, few], RDL).cue == "stand_tall"


def test_a_finding_about_the_whole_set_can_be_chosen():
    focus = choose([finding("set_drift", "marked", flagged=0)], RDL)
    assert focus.cue == "set_drift"
    assert " 0 of " not in focus.seen


def test_the_words_say_what_to_do_first_and_then_why():
    focus = choose([finding("soft_knees", "marked", flagged=3)], RDL)
    assert focus.say == "Push your hips back to the wall behind you."
    assert focus.seen.startswith("Your knees travelled forward") and focus.seen.endswith(", in 3 of 4 repetitions.")
    assert "tap it" in focus.drill


def test_what_was_seen_is_told_as_the_finding_tells_it():
    short = finding("stand_tall", "marked", flagged=1, judged=1).model_copy(
        update={"say": "You stopped short of upright."}
    )
    assert choose([short], RDL).seen == "You stopped short of upright."


def test_a_reading_may_have_a_reason_of_its_own():
    over = finding("stand_tall", "mild").model_copy(update={"reading": "bridge_over"})
    bridge = get_exercise("glute_bridge")
    assert "past it the low back may be arching" in choose([over], bridge).why
    assert "finish their work" in choose([over.model_copy(update={"reading": "bridge_short"})], bridge).why


@pytest.mark.parametrize("reading", ["lumbar_convex", "own_range"])
def test_lifts_from_the_floor_are_not_told_to_stop_higher(reading):
    """The height of the load is fixed: it is raised until the low back stays long."""
    round_back = finding("flat_back", "marked").model_copy(update={"reading": reading})
    for exercise in (e for e in all_exercises().values() if e.family == "floor_pull"):
        focus = choose([round_back], exercise)
        assert "low back long" in focus.say and "load higher" in focus.say and "blocks or plates" in focus.drill
        assert "stop where" not in focus.say and "stick" not in focus.drill
    assert "shirt logo" in choose([round_back], RDL).say


def test_a_hinge_that_was_squatted_is_coached_whatever_else_was_seen():
    findings = [finding("flat_back", "marked"), finding("soft_knees", "not_seen")]
    focus = choose(findings, RDL, (2, 3))
    assert focus.cue == "soft_knees"
    assert focus.seen == "The knees did the work: this looked like a squat, in 2 of 3 repetitions."
    assert "Push your hips back" in focus.say and "tap it" in focus.drill
    text = summary(findings, focus, RDL, "squat", 3, 2)
    assert (
        "a squat rather than a hinge. To work on: hips back; also past the limit: long back; not graded: soft" in text
    )
    graded = [finding("flat_back", "marked"), finding("soft_knees", "marked")]
    assert "To work on: soft knees; also" in summary(graded, choose(graded, RDL, (2, 3)), RDL, "squat", 3, 2)
    assert "squat-style swing." in choose(findings, get_exercise("kettlebell_swing"), (1, 1)).seen


@pytest.mark.parametrize(
    ("exercise", "verdict", "squats"),
    [
        ("romanian_deadlift", "good", (2, 3)),
        ("romanian_deadlift", "not_seen", (0, 0)),
        ("squat", "not_applicable", (3, 3)),
        ("pick_up", "not_applicable", (3, 3)),
        ("glute_bridge", "not_applicable", (3, 3)),
    ],
)
def test_a_squat_is_coached_only_where_a_hinge_was_asked_for_and_not_seen(exercise, verdict, squats):
    assert choose([finding("soft_knees", verdict)], get_exercise(exercise), squats) is None


VERDICTS = ["good", "mild", "marked", "unsure", "not_seen", "not_applicable"]


@given(st.lists(st.sampled_from(VERDICTS), min_size=5, max_size=5))
def test_never_from_a_cue_that_was_not_flagged(verdicts):
    findings = [finding(c, v) for c, v in zip(FIVE, verdicts, strict=True)]
    focus = choose(findings, RDL)
    flagged = {f.cue for f in findings if f.verdict in ("mild", "marked")}
    assert (focus is None) == (not flagged)
    if focus:
        assert focus.cue in flagged
        assert not find_avoided(f"{focus.say} {focus.seen} {focus.why} {focus.drill}")


@given(st.lists(st.sampled_from(VERDICTS), min_size=5, max_size=5), st.integers(0, 30))
def test_the_summary_is_plain(verdicts, reps):
    findings = [finding(c, v) for c, v in zip(FIVE, verdicts, strict=True)]
    text = summary(findings, choose(findings, RDL), RDL, "hinge", reps)
    assert text.endswith(".")
    assert "  " not in text and " ." not in text and "None" not in text
    assert not find_avoided(text)
    good = [all_cues()[f.cue].title.lower() for f in findings if f.verdict == "good"]
    if reps:
        assert all(title in text.lower() for title in good)


def test_a_squat_is_said_only_of_repetitions_that_told_it():
    found = [finding(c, "not_applicable") for c in FIVE]
    squat = get_exercise("squat")
    assert "in 1 of which hips and knees bent together" in summary(found, None, squat, "squat", 3, 1)
    assert "no number that tells" in summary(found, None, squat, "squat", 3, 0)


def test_nobody_stands_tall_who_lies():
    bridge = get_exercise("glute_bridge")
    over = finding("stand_tall", "mild").model_copy(update={"reading": "bridge_over"})
    assert "To work on: hips in line." in summary([over], choose([over], bridge), bridge, "hinge", 4)
    assert "Looked good: hips in line." in summary([finding("stand_tall")], None, bridge, "hinge", 4)
    assert all_cues()["stand_tall"].praise(bridge) == "Your hips came up to the line from shoulders to knees."
    assert all_cues()["stand_tall"].praise(RDL) == "You finished tall."


def test_the_summary_of_a_good_set():
    text = summary([finding(c) for c in FIVE], None, RDL, "hinge", 8)
    assert text == (
        "8 repetitions of the Romanian deadlift (RDL). Looked good: long back, easy neck, soft knees, stand tall and "
        "weight close. Keep it like this."
    )


def test_a_set_with_a_repetition_past_a_limit_is_not_kept_like_this():
    some = finding("stand_tall").model_copy(update={"reps_flagged": 1})
    assert "Keep it" not in summary([finding("flat_back"), some], None, RDL, "hinge", 8)


@pytest.mark.parametrize(("movement", "says"), [("hinge", "8 repetitions of a hinge."), ("mixed", "of this movement.")])
def test_the_summary_of_an_exercise_that_is_not_clear(movement, says):
    assert says in summary([finding(c) for c in FIVE], None, RDL, movement, 8, named=False)


def test_the_summary_names_what_could_not_be_told():
    findings = [finding("flat_back", "not_seen"), finding("soft_knees"), finding("stand_tall", "mild")]
    text = summary(findings, choose(findings, RDL), RDL, "hinge", 1)
    assert text == (
        "One repetition of the Romanian deadlift (RDL). Looked good: soft knees; to work on: stand tall; can't tell: "
        "long back."
    )


@pytest.mark.parametrize(
    ("name", "named", "bottoms", "says"),
    [
        ("kettlebell_swing", True, [1.0, 2.5, 4.1, 5.6], "4 swings, about 1.5 s apart, at an even tempo. No cue could"),
        ("deadlift", True, [1.0, 5.5, 11.0, 15.0], "4 repetitions of the deadlift, 4.0 to 5.5 s apart. No cue could"),
        (
            "kettlebell_swing",
            False,
            [1.0],
            "One repetition of a hinge. No cue could be judged: an arm is in front of it.",
        ),
    ],
)
def test_where_no_cue_could_be_judged_the_summary_says_what_was_seen_and_why(name, named, bottoms, says):
    exercise, found = get_exercise(name), [finding(c, "not_seen") for c in FIVE]
    text = summary(found, None, exercise, "hinge", len(bottoms), named=named, bottoms=bottoms)
    assert text.startswith(says) and "can't tell" not in text
    some = [*found[1:], finding("flat_back", "unsure")]
    assert "can't tell" in summary(some, None, exercise, "hinge", len(bottoms), bottoms=bottoms).lower()


@pytest.mark.parametrize(
    ("name", "movement", "reps", "says"),
    [
        ("deadlift", "squat", 5, "squat rather than a hinge"),
        ("squat", "squat", 5, "squat rather than a hinge"),
        ("squat", "hinge", 2, "2 repetitions, declared as a squat. It looked like a hinge; nothing was judged."),
        ("squat", "mixed", 2, "something between hinge and squat; nothing"),
        ("acceleration", "other", 2, "never graded"),
        ("other", "other", 3, "neither hinge nor squat"),
        ("deadlift", "hinge", 0, "No complete repetition"),
        ("deadlift", "none", 0, "Nobody was seen"),
    ],
)
def test_the_summary_of_what_is_no_hinge(name, movement, reps, says):
    exercise = get_exercise(name)
    findings = [finding(c, "not_applicable") for c in FIVE]
    assert says in summary(findings, None, exercise, movement, reps)


def rep(**verdicts):
    return tuple(RepFinding(cue=c, verdict=v) for c, v in verdicts.items())


GOOD = [rep(flat_back="good", soft_knees="good", stand_tall="good")] * 8
NEEDED = [finding("flat_back"), finding("soft_knees"), finding("stand_tall")]


def test_the_next_step_is_the_next_rung():
    step = next_step(NEEDED, GOOD, RDL)
    assert step.exercise == "deadlift"
    assert "8 of 8" in step.reason
    assert next_step(NEEDED, GOOD, get_exercise("deadlift")) is None


def test_four_fifths_must_be_free_of_marked():
    marked = rep(flat_back="marked", soft_knees="good", stand_tall="good")
    assert next_step(NEEDED, [*GOOD, marked, marked], RDL)
    assert next_step(NEEDED, [*GOOD[:7], marked, marked, marked], RDL) is None


@pytest.mark.parametrize("verdict", ["not_seen", "unsure", "marked"])
@pytest.mark.parametrize("cue", ["flat_back", "soft_knees", "stand_tall"])
def test_no_step_where_one_of_the_three_was_not_judged(cue, verdict):
    findings = [finding(cue, verdict) if f.cue == cue else f for f in NEEDED]
    assert next_step(findings, GOOD, RDL) is None


def test_no_step_after_a_few_repetitions_or_for_what_has_no_next():
    assert next_step(NEEDED, GOOD[:4], RDL) is None
    assert next_step([], GOOD, RDL) is None
    assert next_step(NEEDED, GOOD, get_exercise("pick_up")) is None
