"""From the front and from behind: left against right is read with its sign, and what cannot be seen is told."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from hingecoach import assess, observe
from hingecoach.cues import all_cues
from hingecoach.exercises import all_exercises
from hingecoach.frontal import ERROR, UNIT, measure
from hingecoach.keypoints import P
from hingecoach.report.cards import cards
from hingecoach.report.front import front
from hingecoach.report.markdown import as_markdown
from hingecoach.report.text import render
from hingecoach.skeleton import LEG
from hingecoach.synthetic import figure
from scenes import joined, unseen

SCALE = 300.0
LEFT_RIGHT = {"hip_shift", "shoulder_tilt", "pelvis_tilt", "stance_width", "knee_width"}
FRONTAL = {name for name, cue in all_cues().items() if cue.frontal}
FIVE = ["flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close"]
FEET = [p for p in P if p.name[2:] in ("ANKLE", "HEEL", "TOE")]
ABOVE = [p for p in P if p not in FEET]


def seen(azimuth=90.0, *, right=0.0, always=0.0, shoulders=0.0, hips=0.0, knees=1.0, roll=0.0, reps=3, kind="hinge"):
    """See a figure from the front (90) or behind (-90), uneven as told at its deepest point.

    ``right``: % of leg length that hips and all above them move to the person's right; ``shoulders``, ``hips``: degrees
    by which the right side sinks; ``knees``: factor on their distance; ``roll``: degrees that the camera is tilted.
    """
    made = figure(kind, reps=reps, azimuth=azimuth)
    deep = np.clip((made.angles["trunk"] - 2) / 66, 0, 1)
    xy = made.track.xy.copy()
    to_right = -1.0 if azimuth > 0 else 1.0
    xy[:, ABOVE, 0] += to_right * (always + right * deep[:, None]) / 100 * LEG * SCALE
    for pair, degrees in (("SHOULDER", shoulders), ("HIP", hips)):
        left, other = P[f"L_{pair}"], P[f"R_{pair}"]
        half = np.abs(xy[:, left, 0] - xy[:, other, 0]) / 2 * np.tan(np.radians(degrees * deep))
        xy[:, other, 1] += half
        xy[:, left, 1] -= half
    both = xy[:, [P.L_KNEE, P.R_KNEE], 0]
    middle = both.mean(axis=1, keepdims=True)
    xy[:, [P.L_KNEE, P.R_KNEE], 0] = middle + (both - middle) * (1 + (knees - 1) * deep[:, None])
    a = np.radians(roll)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    xy = (xy - [640, 360]) @ turn.T + [640, 360]
    return replace(made.track, xy=xy)


def first(track, exercise="romanian_deadlift"):
    answer = assess(track, exercise)
    return answer, answer.reps[0]


def verdicts(answer):
    return {f.cue: f.verdict for f in answer.findings}


class TestCounting:
    @pytest.mark.parametrize("azimuth", [90.0, -90.0, 80.0, -80.0])
    @pytest.mark.parametrize("kind", ["hinge", "deadlift", "squat"])
    def test_repetitions_are_counted_and_timed(self, azimuth, kind):
        made = figure(kind, reps=4, azimuth=azimuth)
        answer = assess(made.track)
        assert len(answer.reps) == 4
        assert answer.view.label == ("front" if azimuth > 0 else "back")
        for rep, true in zip(answer.reps, made.reps, strict=True):
            assert abs(rep.bottom_s - true.bottom) <= 0.4
            assert {"down_time", "up_time"} & set(rep.measures)

    def test_tempo_follows_the_pace(self):
        slow, quick = (first(figure(azimuth=90.0, pace=p).track)[1].measures for p in (0.7, 1.4))
        for name in ("rep_time", "down_time", "up_time"):
            assert slow[name].value == pytest.approx(2 * quick[name].value, rel=0.15)
            assert slow[name].unit == "s"


class TestMeasures:
    @pytest.mark.parametrize("azimuth", [90.0, -90.0])
    @pytest.mark.parametrize("shift", [-9.0, -3.0, 0.0, 6.0])
    def test_hips_to_the_persons_right_are_positive_from_both_sides(self, azimuth, shift):
        _, rep = first(seen(azimuth, right=shift))
        assert rep.measures["hip_shift"].value == pytest.approx(shift, abs=0.7)
        assert rep.measures["hip_shift"].unit == "% leg"

    @pytest.mark.parametrize("degrees", [-12.0, 0.0, 7.0])
    def test_a_right_side_that_sinks_is_positive_from_the_front(self, degrees):
        _, rep = first(seen(shoulders=degrees, hips=-degrees))
        assert rep.measures["shoulder_tilt"].value == pytest.approx(degrees, abs=0.7)
        assert rep.measures["pelvis_tilt"].value == pytest.approx(-degrees, abs=0.7)

    def test_lines_are_not_read_from_behind(self):
        _, rep = first(seen(-90.0, shoulders=12.0, hips=12.0))
        assert LEFT_RIGHT & set(rep.measures) == {"hip_shift", "stance_width", "knee_width"}

    def test_widths_are_those_of_the_figure(self):
        _, rep = first(seen(knees=0.6))
        assert rep.measures["stance_width"].value == pytest.approx(100 * 0.18 / LEG, abs=1)
        assert rep.measures["knee_width"].value == pytest.approx(0.6, abs=0.03)

    @pytest.mark.parametrize(("roll", "always"), [(3.0, 0.0), (-4.0, 0.0), (0.0, 5.0)])
    def test_what_is_there_all_the_time_cancels(self, roll, always):
        """A tilted camera and a person who always stands to one side look alike: neither is called a shift."""
        answer, rep = first(seen(roll=roll, always=always))
        assert rep.measures["hip_shift"].value == pytest.approx(0, abs=1.5)
        assert verdicts(answer)["hip_shift"] in ("good", "unsure")

    def test_a_step_between_top_and_bottom_is_not_taken_for_a_shift(self):
        made = figure(azimuth=90.0, reps=3)
        xy = made.track.xy + np.where(made.track.time >= made.reps[0].bottom + 0.5, 25.0, 0.0)[:, None, None] * [1, 0]
        _, rep = first(replace(made.track, xy=xy))
        assert "hip_shift" not in rep.measures and "stance_width" in rep.measures

    def test_feet_that_seem_to_wander_are_not_read(self):
        track = seen()
        xy = track.xy.copy()
        bent = (track.time > 2.5) & (track.time < 4.0)
        xy[np.ix_(bent, FEET, [0])] = 640.0
        _, rep = first(replace(track, xy=xy))
        assert "hip_shift" not in rep.measures and "knee_width" not in rep.measures

    def test_nothing_of_it_is_measured_from_the_side(self):
        answer = assess(figure().track)
        assert observe(figure().track).frontal is None
        assert all(not LEFT_RIGHT & set(rep.measures) for rep in answer.reps)
        assert {"rep_time", "down_time", "up_time"} <= set(answer.reps[0].measures)

    @given(st.floats(20, 2000))
    def test_errors_grow_when_the_person_is_small(self, leg):
        motion = observe(seen(reps=1))
        big, this = (measure(motion.track, motion.view, size) for size in (1000.0, leg))
        for name in UNIT:
            assert this.error(name) >= big.error(name) == ERROR[name]

    def test_only_part_of_a_repetition_is_not_timed_as_a_whole(self):
        rep = assess(figure("deadlift", reps=1, azimuth=0.0, stand=0).track, "deadlift").reps[0]
        assert ("rep_time" in rep.measures) is (rep.end_s > rep.top_s)


class TestFindings:
    @pytest.mark.parametrize(
        ("how", "cue", "verdict", "reading"),
        [
            ({"right": 1.0}, "hip_shift", "good", None),
            ({"right": 6.5}, "hip_shift", "mild", "shift"),
            ({"right": -11.0}, "hip_shift", "marked", "shift"),
            ({"shoulders": 20.0}, "hip_shift", "marked", "shoulders"),
            ({"hips": -20.0}, "hip_shift", "marked", "pelvis"),
            ({"knees": 0.55}, "knees_in", "mild", "knee_width"),
            ({"knees": 1.1}, "knees_in", "good", "knee_width"),
        ],
    )
    def test_uneven_sides_are_found(self, how, cue, verdict, reading):
        answer, _ = first(seen(**how))
        finding = next(f for f in answer.findings if f.cue == cue)
        assert finding.verdict == verdict
        assert reading is None or finding.reading == reading
        assert finding.measured.value >= 0

    def test_hips_on_one_leg(self):
        answer, _ = first(seen(hips=14.0), "single_leg_romanian_deadlift")
        assert verdicts(answer)["pelvis_drop"] == "marked"
        assert "hip_shift" not in verdicts(answer)

    def test_a_marked_shift_is_what_to_work_on(self):
        answer, _ = first(seen(right=12.0))
        assert answer.focus.cue == "hip_shift"
        assert "even on both feet" in answer.summary

    def test_what_is_good_from_the_front_says_nothing_of_the_five(self):
        answer, _ = first(seen())
        assert "Looked good: even on both feet" in answer.summary and "None of the five cues" in answer.summary
        assert "Keep it" not in answer.summary

    @pytest.mark.parametrize(("azimuth", "where"), [(90.0, "from the front"), (-90.0, "from behind")])
    def test_the_five_cues_are_not_seen_and_the_reason_names_the_view(self, azimuth, where):
        answer, _ = first(seen(azimuth))
        for finding in answer.findings[:5]:
            assert finding.cue in FIVE and finding.verdict == "not_seen"
            assert finding.why_not.startswith(f"filmed {where}")

    @pytest.mark.parametrize("azimuth", [64.0, -64.0])
    def test_too_far_off_the_front_nothing_is_claimed(self, azimuth):
        answer, rep = first(seen(azimuth, right=12.0))
        assert answer.view.label in ("front", "back")
        assert not LEFT_RIGHT & set(rep.measures)
        finding = next(f for f in answer.findings if f.cue == "hip_shift")
        assert finding.verdict == "not_seen" and "off the true" in finding.why_not

    @pytest.mark.parametrize("azimuth", [0.0, 30.0, -45.0])
    def test_from_elsewhere_they_are_no_news(self, azimuth):
        assert not FRONTAL & set(verdicts(assess(figure(azimuth=azimuth).track, "romanian_deadlift")))

    def test_hidden_knees_are_told(self):
        answer, rep = first(unseen(seen(), ("KNEE",)))
        assert "knee_width" not in rep.measures
        assert verdicts(answer)["knees_in"] == "not_seen"

    def test_a_squat_has_the_measures_and_no_verdict(self):
        answer = assess(figure("squat", azimuth=90.0).track)
        assert answer.movement == "squat"
        assert "hip_shift" in answer.reps[0].measures
        assert not FRONTAL & set(verdicts(answer))

    def test_a_quick_way_down_needs_a_surer_number_from_the_front(self):
        side, front = (
            next(
                f
                for f in assess(figure(azimuth=a, pace=1.5).track, "romanian_deadlift").findings
                if f.cue == "tempo_drop"
            )
            for a in (0.0, 90.0)
        )
        assert front.measured.error > side.measured.error

    def test_limits_are_those_of_the_domain_reference(self):
        for e in all_exercises().values():
            for name, limits in {c: e.cues[c] for c in FRONTAL & set(e.cues)}.items():
                for reading, limit in limits.items():
                    want = {"shift": (4, 8), "shoulders": (8, 15), "knee_width": (0.8, 0.6)}.get(reading)
                    want = want or ((5, 10) if name == "pelvis_drop" else (8, 15))
                    assert (limit.mild, limit.marked, limit.grade) == (*want, "E")
        assert "knees_in" not in get("sumo_deadlift").cues


def get(name):
    return all_exercises()[name]


def test_a_person_who_turns_away_is_read_in_the_longer_view():
    answer = assess(joined(figure(reps=1).track, seen(reps=4)), "romanian_deadlift")
    assert answer.view.label == "front"


class TestTold:
    """Where none of the five cues shows, what does show has their place."""

    def test_the_terminal_table_has_what_was_seen(self):
        for azimuth, told, other in ((90.0, "Even on both feet", "Long back"), (0.0, "Long back", "Even on both feet")):
            out = io.StringIO()
            render(assess(figure(azimuth=azimuth).track, "romanian_deadlift"), Console(file=out, width=120))
            table = out.getvalue().split("Rep")[1].split("Set")[0]
            assert told in table and other not in table

    @pytest.mark.parametrize(("azimuth", "shown"), [(90.0, True), (0.0, False)])
    def test_the_first_page_names_what_was_good_besides(self, azimuth, shown):
        answer = assess(figure(azimuth=azimuth).track, "romanian_deadlift")
        five, others = cards(answer, {})
        page = front(answer, five, others, {})
        assert ("hip_shift" in [card.id for card in page.glance]) is shown
        cues = page.unseen if shown else page.glance[:5]
        assert [card.id for card in cues] == FIVE

    def test_a_shift_is_named_in_words_with_its_unit(self):
        answer, _ = first(seen(right=-11.0))
        text = as_markdown(answer, datetime(2026, 1, 1, tzinfo=UTC))
        assert "Shift of the hips" in text and "% of leg length" in text
