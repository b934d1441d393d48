"""The cue of a plan, and the gate of pain: they fit the day that the plan is for."""

import pytest
from rich.console import Console

from hingecoach.cli.ladder.show import draw_plan
from hingecoach.coach.ladder import plan, survey
from hingecoach.coach.ladder.rungs import ladder
from hingecoach.cues import all_cues
from ladders import CALM, clip, day, history, session, shown

SOON = day(10)
RISE = {"effort": 3, "pain_before": 2, "pain_after": 3, "pain_next_day": 3}
WELL = {"pain_before": 0, "pain_after": 0, "pain_next_day": 0}


def printed(made, capsys):
    draw_plan(made, Console(width=200))
    return capsys.readouterr().out


def gate(made, name):
    return next(g for g in made.gates if g.id == name)


def test_open_gates_beside_a_step_back_are_one_line(capsys):
    rise = {"pain_before": 1, "pain_after": 2, "pain_next_day": 3}
    made = plan(history(shown("glute_bridge", 0), session("glute_bridge_single_leg", 5, **rise)), SOON)
    assert (made.step, {g.state for g in made.gates}) == ("previous_rung", {"open"})
    onward = printed(made, capsys).split("To the single-leg glute bridge")[1]
    assert onward.split("Confidence")[0].strip() == f"Its gates are open; it waits for the pain of {day(5)}."


class TestPainClosesItsGate:
    """A gate does not say that there is no pain while the plan eases off for it."""

    def bridges(self, *more):
        good = [session("glute_bridge", n, **CALM) for n in (0, 3)]
        return history(clip("glute_bridge", 3, stand_tall="mild"), good, session("glute_bridge", 6, **RISE), *more)

    def test_closed_while_the_pain_counts_and_open_again_after(self):
        rise = plan(self.bridges(), SOON)
        assert rise.pain.level == "step_down" and gate(rise, "pain").state == "closed"
        assert gate(rise, "pain").say == f"On {day(6)}: pain 2 before, 3 after, 3 the next day."
        assert gate(rise, "pain").missing.startswith("2 sessions with pain told")
        once = plan(self.bridges(session("glute_bridge", 7, **WELL)), SOON)
        assert gate(once, "pain").missing.startswith("One session with")
        twice = plan(self.bridges(*[session("glute_bridge", n, **WELL) for n in (7, 8)]), SOON)
        assert twice.pain.level == "go_on" and gate(twice, "pain").state == "open"

    def test_pain_of_another_exercise_leaves_it(self):
        found = survey(history(shown("glute_bridge", 0), session("deadlift", 6, **RISE)), SOON)
        assert {g.id: g.state for g in found.rungs[0].gates}["pain"] == "open"
        assert found.pain.level == "step_down"

    def test_it_takes_away_no_place(self):
        entries = [shown("kettlebell_deadlift", 0), session("romanian_deadlift", 5, load_kg=12)]
        hurt = session("kettlebell_deadlift", 4, **{**RISE, "load_kg": 16})
        made = plan(history(entries, hurt), SOON)
        assert (made.rung.exercise, made.step) == ("kettlebell_deadlift", "previous_rung")

    @pytest.mark.parametrize("pains", [RISE, {"pain_after": 4}])
    def test_without_weight_there_is_nothing_to_make_lighter(self, pains, capsys):
        made = plan(history(session("glute_bridge", 6, **pains)), SOON)
        text = printed(made, capsys)
        assert "a shorter way" in made.why and "without weight" in made.dose.say
        assert "lighter" not in text.replace("or lighter", "")
        loaded = plan(history(session("deadlift", 6, load_kg=60, pain_after=4)), SOON)
        assert "a shorter way and a lighter load" in loaded.why


class TestWhileTheWayIsShorter:
    def test_no_cue_asks_for_all_of_it(self, capsys):
        made = plan(history(session("glute_bridge", 6, pain_after=4)), SOON)
        assert "stop half-way" in made.dose.say and made.cue is None
        assert "one line" not in printed(made, capsys)
        assert plan(history(session("glute_bridge", 6, pain_after=3)), SOON).cue.cue == "stand_tall"

    def test_another_finding_takes_its_place(self):
        record = clip("glute_bridge", 5, stand_tall="marked", bridge_arch="marked")
        made = plan(history(record, session("glute_bridge", 6, pain_after=4)), SOON)
        assert made.cue.cue == "bridge_arch"

    def test_a_cue_that_goes_with_it_stays(self):
        made = plan(history(session("romanian_deadlift", 6, load_kg=20, pain_after=4)), SOON)
        assert made.cue.cue == "weight_close"

    def test_what_needs_the_whole_way_is_known_to_the_exercise(self):
        for rung in ladder().rung:
            assert set(rung.whole) <= set(rung.about.cues) & set(all_cues())


class TestTheCue:
    def test_a_good_clip_has_nothing_to_correct(self, capsys):
        made = plan(history(clip("deadlift", 5, 3), session("deadlift", 5, load_kg=20)), SOON)
        assert made.cue.seen is None and made.cue.fine.day == day(5)
        text = printed(made, capsys)
        assert f"Nothing past its limit was seen in the clip of {day(5)}. To keep in mind, if you like: long" in text
        assert "Drill" not in text

    @pytest.mark.parametrize("verdict", ["not_seen", "unsure"])
    def test_what_no_one_could_judge_is_not_called_fine(self, verdict):
        hidden = dict.fromkeys(ladder().way[-1].form, verdict)
        made = plan(history(clip("deadlift", 5, 3, **hidden), session("deadlift", 5, load_kg=20)), SOON)
        assert made.cue.fine is None

    def test_without_a_clip_it_is_what_the_rung_begins_with(self, capsys):
        made = plan(history(session("deadlift", 5, load_kg=20)), SOON)
        assert (made.cue.seen, made.cue.fine) == (None, None)
        text = printed(made, capsys)
        assert "Long back, to begin with: " in text and "Drill" in text

    @pytest.mark.parametrize("hurt", [{"pain_before": 0, "pain_next_day": 2}, {"pain_before": 0, "pain_after": 7}])
    def test_the_last_finding_is_kept_on_a_step_back(self, hurt):
        record = clip("deadlift", 4, 3, flat_back="marked")
        way_back = [session("standing_hinge", 6, **WELL)] if "pain_after" in hurt else []
        lift = session("deadlift", 5, load_kg=60, **hurt)
        made = plan(history(shown("romanian_deadlift", -9), record, lift, *way_back), SOON)
        assert made.step == "previous_rung" and made.rung.exercise != "deadlift"
        assert (made.cue.cue, made.cue.seen.entry) == ("flat_back", record.id)

    def test_not_where_the_rung_does_not_have_it(self):
        record = clip("deadlift", 4, 3, hips_first="marked")
        lift = session("deadlift", 5, load_kg=60, pain_before=0, pain_next_day=2)
        made = plan(history(record, lift), SOON)
        assert made.rung.exercise == "romanian_deadlift" and made.cue.cue == "weight_close"

    def test_what_a_longer_clip_asks_for_comes_before_a_short_good_one(self):
        clips = [clip("romanian_deadlift", 3, flat_back="marked"), clip("romanian_deadlift", 5, 2)]
        made = plan(history(clips, session("romanian_deadlift", 5, load_kg=20)), SOON)
        assert (made.step, made.cue.cue) == ("shorter", "flat_back")
