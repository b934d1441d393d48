"""Classes of exercises, and the balance that is made of them."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hingecoach.assess import assess
from hingecoach.coach.entries import Judgement
from hingecoach.coach.history import AssessmentRecord, History, LogEntry, LogName, Person, Practice, StopAnswers
from hingecoach.coach.ladder.stops import stop_list
from hingecoach.coach.log.balance import WORDS, Balance, Week, balance
from hingecoach.coach.log.classify import classify, words
from hingecoach.coach.log.kinds import KINDS, get_kind
from hingecoach.coach.log.picture import trend_svg
from hingecoach.coach.log.practice import hard_sets, unknown_names
from hingecoach.errors import UnknownNameError
from hingecoach.synthetic import figure

TODAY = date(2026, 5, 31)


def logged(name, sets, back=0, *, warm_up=False):
    key = f"{name}-{back}-{sets}-{warm_up}"
    day = TODAY - timedelta(days=back)
    return LogEntry(day=day, key=key, source="test", name=name, kind=classify(name), sets=sets, warm_up=warm_up)


def history(*entries, **lists):
    return History(person=Person(name="Ann"), log=entries, **lists)


def of(hinge, squat):
    return balance(history(logged("RDL", hinge), logged("Squat", squat)), TODAY)


@pytest.fixture(scope="module")
def judged():
    """Judged answers of a deadlift and a squat."""
    return {name: assess(figure("deadlift", reps=2).track, name) for name in ("deadlift", "squat", "pick_up")}


def clip(judged, exercise, back=0):
    return AssessmentRecord(day=TODAY - timedelta(days=back), judgements=(Judgement(assessment=judged[exercise]),))


class TestClasses:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Hurdle Hops", "neither"),
            ("Dead Hang", "neither"),
            ("Side Bridge", "neither"),
            ("London Bridges", "neither"),
            ("Tricep Dumbbell Kickback", "neither"),
            ("Sledgehammer Swings", "neither"),
            ("Lunge Pass Through", "knee_dominant"),
            ("Calf Press On The Leg Press Machine", "neither"),
            ("Front Squat (Clean Grip)", "knee_dominant"),
            ("Squat Jerk", "neither"),
            ("Hip Abductor (Machine)", "neither"),
            ("Russian Twist", "neither"),
            ("Leg Raise", "neither"),
            ("Box Jump", "neither"),
            ("Overhead Triceps Extension", "neither"),
        ],
    )
    def test_the_name_traps(self, name, kind):
        assert classify(name) == kind

    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            (
                "hinge",
                "RDL; RDLs; DB RDL; SLDL; single leg rdl; Dead lift; Deadlifts - Sumo; Romanian Deadlift (Barbell)",
            ),
            (
                "hinge",
                "KB swings; Kettle Bell Swing; One-Arm Kettlebell Swings; Swings; Pull-Through; Cable pullthrough",
            ),
            (
                "hinge",
                "Good Mornings; Good-mornings; GM; 45° Back Extension; Rack Pull; Hyperextensions; Straight-Leg DL",
            ),
            (
                "bridge",
                "Glute bridges; Hip Thrust (Barbell); BB Hip Thrusts; Frog Pumps; Cable Kickback; Glute Kickback",
            ),
            (
                "knee_dominant",
                "BB Squat; Bulgarians; Bulgarian split squats (DB); BSS; Goblet Squat; Leg Press 45°; Step-ups",
            ),
            (
                "knee_dominant",
                "Walking Lunges; Hack Squat; Wall sit; Pistols; Sled Hack Squat; Smith Machine Squat; Step Up",
            ),
            ("knee_isolation", "Leg Extension (Machine); Sissy Squat; Spanish squats"),
            (
                "hamstring_curl",
                "Nordics; Nordic Curl; Seated Leg Curl (Machine); Slider hamstring curls; GHR; Ham curl",
            ),
            ("mixed", "Trap Bar Deadlift; Hex-Bar Deadlift; Deadlift (Trap Bar); Power Clean; Side lunges; Sled Push"),
            (
                "neither",
                "Bench Press (Barbell); Lat Pulldown (Cable); Biceps Curl; Pull Ups; Seated Row; Sit-Ups; Plank",
            ),
        ],
    )
    def test_gym_slang(self, kind, names):
        assert {name: classify(name) for name in names.split("; ")} == dict.fromkeys(names.split("; "), kind)

    @pytest.mark.parametrize(
        "name", ["Romainian Deadlift", "deadlfit", "Sqaut", "Dumbell Sqat", "Hip Thrsut", "Kettelbell Swing"]
    )
    def test_slips_of_the_pen(self, name):
        assert classify(name) not in {None, "neither"}

    @pytest.mark.parametrize("name", ["Zumba", "Exercise 7", "", "!!!", "Flossing"])
    def test_what_nobody_knows_is_not_guessed(self, name):
        assert classify(name) is None

    def test_the_vocabulary_keeps_its_classes_and_all_are_known(self):
        text = (files("hingecoach.coach.log") / "exercises.csv").read_text("utf-8")
        rows = list(csv.DictReader(text.splitlines()))
        assert len(rows) == 873
        assert {r["class"] for r in rows} == set(KINDS)
        assert [(r["name"], c) for r in rows if (c := classify(r["name"])) != r["class"]] == []
        counts = Counter(r["class"] for r in rows)
        assert counts["neither"] > 600 and counts["hinge"] > 30 and counts["knee_dominant"] > 60

    @given(st.text(max_size=60))
    def test_any_text_has_an_answer(self, name):
        assert classify(name) in {None, *KINDS}

    @given(st.permutations(["romanian", "deadlift", "barbell", "deficit"]))
    def test_the_order_of_words_does_not_matter(self, parts):
        assert classify(" ".join(parts)) == "hinge"

    def test_words(self):
        assert words("Ålandic SQUATS (DB)") == ("alandic", "squat", "dumbbell")

    def test_classes_by_id_and_title(self):
        assert get_kind("Knee-Dominant").id == get_kind("knee_dominant").id == "knee_dominant"
        assert get_kind("hip hinge").id == "hinge"
        with pytest.raises(UnknownNameError, match=r"no class called 'hinges'\. Did you mean 'hinge'"):
            get_kind("hinges")


class TestLabels:
    @pytest.mark.parametrize(
        ("hinge", "squat", "label"),
        [
            (20, 20, "balanced"),
            (67, 100, "balanced"),
            (66, 100, "squat_leaning"),
            (20, 30, "balanced"),
            (100, 300, "squat_leaning"),
            (99, 300, "mostly_squats"),
            (0, 40, "mostly_squats"),
            (150, 100, "balanced"),
            (151, 100, "hinge_leaning"),
            (300, 100, "hinge_leaning"),
            (301, 100, "mostly_hinges"),
            (40, 0, "mostly_hinges"),
            (16, 15, "too_little"),
            (16, 16, "balanced"),
            (0, 0, "too_little"),
        ],
    )
    def test_limits(self, hinge, squat, label):
        answer = of(hinge, squat)
        assert answer.label == label
        assert (answer.hinge_sets, answer.squat_sets) == (hinge, squat)
        assert answer.ratio == (pytest.approx(hinge / squat, abs=1e-3) if squat else None)

    @given(st.integers(0, 200), st.integers(0, 200))
    def test_more_hinges_never_make_it_more_of_a_squat(self, hinge, squat):
        order = ("mostly_squats", "squat_leaning", "balanced", "hinge_leaning", "mostly_hinges")
        pair = [of(hinge + more, squat).label for more in (0, 5)]
        if "too_little" not in pair:
            assert order.index(pair[0]) <= order.index(pair[1])

    @given(st.integers(0, 200), st.integers(0, 200))
    @example(20, 30)
    @example(10, 30)
    def test_a_mirrored_log_gets_the_mirrored_label(self, hinge, squat):
        mirror = {
            "squat_leaning": "hinge_leaning",
            "mostly_squats": "mostly_hinges",
            "balanced": "balanced",
            "too_little": "too_little",
        }
        mirror |= {v: k for k, v in mirror.items()}
        assert of(hinge, squat).label == mirror[of(squat, hinge).label]

    def test_a_squat_heavy_log_says_so_and_suggests_one_swap(self):
        answer = balance(history(logged("Leg Press", 30), logged("Squat", 10), logged("RDL", 4)), TODAY)
        assert answer.label == "mostly_squats"
        more = "Try two more sets a week of the Romanian deadlift (RDL)"
        assert answer.suggestion == f"{more} in place of 'Leg Press'."

    def test_a_leaning_one_suggests_two_sets(self):
        assert of(10, 25).suggestion == "Try two more sets a week of the Romanian deadlift (RDL)."
        assert of(50, 25).suggestion == "Try two more sets a week of goblet squats."


class TestTheHintAndTheLadder:
    def hint(self, *entries, back=0, **lists):
        return balance(history(logged("Squat", 40, back), *entries, **lists), TODAY).suggestion

    def said(self, back=0, **answers):
        answers = {q.id: "no" for q in stop_list().question} | answers
        return (StopAnswers(day=TODAY - timedelta(days=back), answers=answers),)

    def test_it_names_a_hinge_that_the_ladder_allows(self):
        assert "of the glute bridge in place of 'Squat'" in self.hint(stop_answers=self.said())
        held = Practice(day=TODAY, exercise="kneeling_hinge", effort=5)
        assert "of the kneeling hinge in place" in self.hint(stop_answers=self.said(), practice=(held,))

    def test_it_is_silent_about_new_lifts_while_the_stop_list_or_pain_holds(self):
        assert self.hint().endswith(": hingecoach ladder stop Ann")
        assert "stop list comes first" in self.hint(stop_answers=self.said(fever="yes"))
        sore = Practice(day=TODAY, exercise="squat", pain_after=4)
        assert "pain comes first" in self.hint(stop_answers=self.said(), practice=(sore,))

    def test_what_was_told_after_the_window_counts(self):
        assert "of the glute bridge" in self.hint(stop_answers=self.said(back=-5))
        assert "stop list comes first" in self.hint(stop_answers=self.said(back=-5, fever="yes"))


class TestWhatCounts:
    def test_warm_ups_and_what_lies_outside_the_four_weeks_do_not(self):
        days = history(
            logged("Squat", 9, warm_up=True), logged("Squat", 1, 27), logged("Squat", 5, 28), logged("RDL", 2, -1)
        )
        answer = balance(days, TODAY)
        assert (answer.squat_sets, answer.hinge_sets) == (1, 0)
        assert (answer.start, answer.end) == (TODAY - timedelta(days=27), TODAY)

    def test_mixed_counts_half_for_each_and_curls_for_themselves(self):
        answer = balance(history(logged("Trap Bar Deadlift", 5), logged("Leg Curl", 30)), TODAY)
        assert (answer.hinge_sets, answer.squat_sets, answer.hamstring_curl_sets) == (2.5, 2.5, 30)
        assert answer.label == "balanced"

    def test_the_weighted_share(self):
        assert of(10, 0).hip_share == 0.9
        assert of(0, 10).hip_share == 0.5
        assert of(0, 0).hip_share is None

    def test_what_the_person_said_about_a_name_counts_and_the_newest(self):
        names = [LogName(day=TODAY, name="zumba", kind=k) for k in ("neither", "hinge")]
        assert unknown_names(history(logged("Zumba", 3))) == {"Zumba": 3}
        assert balance(history(logged("Zumba", 3), logged("Bokwa", 1, back=-1)), TODAY).unknown == {"Zumba": 3}
        told = history(logged("Zumba", 3), log_names=names)
        assert (balance(told, TODAY).hinge_sets, unknown_names(told)) == (3, {})

    def test_a_judged_clip_is_practice(self, judged):
        kept = clip(judged, "deadlift")
        answer = balance(history(assessments=(kept, clip(judged, "squat", 1), clip(judged, "pick_up", 2))), TODAY)
        assert (answer.hinge_sets, answer.squat_sets, answer.filmed_sets) == (1, 1, 2)
        told = Practice(day=TODAY, assessment=kept.id, sets=3)
        assert balance(history(assessments=(kept,), practice=(told,)), TODAY).hinge_sets == 3

    @pytest.mark.parametrize(("exercise", "called"), [("kettlebell_swing", "Kettlebell swing"), (None, "hip hinge")])
    def test_what_was_filmed_is_called_by_its_name_for_people(self, judged, exercise, called):
        a = judged["deadlift"]
        named = a.exercise.model_copy(update={"declared": exercise, "confidence": 0.0})
        filmed = clip({exercise: a.model_copy(update={"exercise": named})}, exercise)
        told = Practice(day=TODAY, assessment=filmed.id, sets=40)
        answered = StopAnswers(day=TODAY, answers={q.id: "no" for q in stop_list().question})
        answer = balance(history(assessments=(filmed,), practice=(told,), stop_answers=(answered,)), TODAY)
        assert answer.suggestion == f"Try two more sets a week of goblet squats in place of {called!r}."

    def test_a_filmed_set_that_the_log_has_too_is_counted_once(self, judged):
        both = history(logged("Deadlift", 3), assessments=(clip(judged, "deadlift"), clip(judged, "deadlift", 1)))
        assert [(s.sets, s.filmed) for s in hard_sets(both)] == [(1, True), (3, False)]

    def test_practice_that_was_noted_without_a_clip_counts_too(self):
        noted = [
            Practice(day=TODAY, exercise=e, sets=n) for e, n in (("deadlift", 6), ("squat", 2), ("glute_bridge", 3))
        ]
        noted += [Practice(day=TODAY, exercise="deadlift"), Practice(day=TODAY, exercise="deadlift", sets=4, reps=0)]
        noted += [Practice(day=TODAY, exercise=e, sets=9) for e in ("other", "pick_up")]
        answer = balance(history(practice=noted), TODAY)
        assert (answer.hinge_sets, answer.squat_sets, answer.noted_sets, answer.filmed_sets) == (10, 2, 12, 0)

    @pytest.mark.parametrize(("told", "noted", "counted"), [(1, 3, 3), (3, 2, 3), (2, 2, 2)])
    def test_of_a_day_and_exercise_that_were_filmed_and_noted_the_greater_counts(self, judged, told, noted, counted):
        filmed = clip(judged, "deadlift")
        practice = (
            Practice(day=TODAY, exercise="deadlift", assessment=filmed.id, sets=told),
            Practice(day=TODAY, exercise="deadlift", sets=noted),
            Practice(day=TODAY - timedelta(days=1), exercise="deadlift", sets=5),
        )
        past = history(assessments=(filmed,), practice=practice)
        assert balance(past, TODAY).hinge_sets == counted + 5

    def test_what_the_log_has_too_is_not_counted_again(self):
        past = history(logged("Deadlift", 3), practice=(Practice(day=TODAY, exercise="deadlift", sets=3),))
        assert balance(past, TODAY).hinge_sets == 3


def test_the_page_tells_every_class_label_and_field(root):
    told = set(re.findall(r"`(\w+)`", (root / "docs/log.md").read_text("utf-8")))
    assert {*KINDS, *WORDS, *Balance.model_fields, *Week.model_fields} - told == set()


class TestTrend:
    def test_weeks_add_up_to_the_window(self):
        answer = balance(history(*[logged("RDL", 2 + back % 3, back) for back in range(0, 100, 3)]), TODAY)
        assert len(answer.weeks) == 12
        assert sum(w.hinge_sets for w in answer.weeks[-4:]) == answer.hinge_sets
        assert (answer.weeks[-1].label, answer.weeks[-1].ratio) == (answer.label, answer.ratio)
        assert all(b.start - a.end == timedelta(days=1) for a, b in zip(answer.weeks, answer.weeks[1:], strict=False))

    def test_a_short_log_has_the_weeks_of_the_window(self):
        assert len(of(1, 1).weeks) == len(balance(history(), TODAY).weeks) == 4

    def test_the_same_history_gives_the_same_answer(self):
        assert of(10, 12) == of(10, 12)
        assert json.loads(of(10, 12).model_dump_json())["label"] == "too_little"

    def test_the_picture_is_whole_and_says_every_number(self):
        answer = of(13, 37)
        svg = ET.fromstring(trend_svg(answer))  # noqa: S314  our own text
        said = [e.text for e in svg.iter() if e.text]
        assert {"13", "37", f"{TODAY:%m-%d}"} <= set(said)
        assert any("13 hinge, 37 knee" in text for text in said)
        bars = [e for e in svg.iter() if e.tag.endswith("rect") and e.get("class") == "squat"]
        assert len(bars) == 5  # four weeks and the key
        assert all(float(b.get("height")) >= 0 and float(b.get("y")) >= 0 for b in bars)

    def test_an_empty_history_has_a_picture_too(self):
        svg = ET.fromstring(trend_svg(balance(history(), TODAY)))  # noqa: S314  our own text
        key, *bars = [float(e.get("height")) for e in svg.iter() if e.get("class") == "squat"]
        assert key > 0 and bars == [0.0] * 4
