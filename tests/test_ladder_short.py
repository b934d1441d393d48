"""Clips of few repetitions: what they show is told and makes it easier, and they lead nobody on."""

import pytest

from hingecoach.assessment import Angle, Video
from hingecoach.coach.ladder import plan, survey
from hingecoach.coach.ladder.rungs import ladder
from ladders import CALM, WAY, clip, day, history, session, shown

SOON = day(10)
TWO_OUT = {"flat_back": "marked", "stand_tall": "marked"}


def lifter(*more, exercise="deadlift", n=8, **told):
    told = {"load_kg": 60, "sets": 3, "reps": 5, **told}
    return history(session(exercise, n, **told), *more)


def gate(made, name):
    return next(g for g in made.gates if g.id == name)


def test_a_clip_that_is_there_is_not_denied():
    made = plan(lifter(clip("deadlift", 8, 1)), SOON)
    assert "not filmed" not in made.why
    assert f"Filmed on {day(8)}, 1 repetition: too few to move up (3 needed)." in made.why
    assert gate(made, "form").state == "missing" and gate(made, "form").say.startswith(f"Filmed on {day(8)}")
    assert gate(made, "form").evidence and made.film.on == SOON


@pytest.mark.parametrize(("reps", "why"), [(4, "no cue could be judged"), (0, "no whole repetition was seen")])
def test_one_that_shows_nothing_is_not_denied_either(reps, why):
    hidden = dict.fromkeys(ladder().way[-1].form, "not_seen")
    made = plan(lifter(clip("deadlift", 8, reps, hip=None, **hidden)), SOON)
    assert f"Filmed on {day(8)}, but {why}. Film a set of it" in made.why


@pytest.mark.parametrize(("angle", "how"), [(None, ""), (Angle(value=-46.2, error=5), " but 46° away from it")])
def test_a_clip_that_is_not_from_the_side_is_named_with_that(angle, how):
    hidden = dict.fromkeys(ladder().way[-1].form, "not_seen")
    record = clip("deadlift", 8, 5, hip=None, **hidden)
    seen = record.assessment
    video = {
        "name": "yard.mp4",
        "sha256": "0" * 64,
        "width": 1,
        "height": 1,
        "fps": 30.0,
        "frames": 9,
        "duration_s": 1.0,
    }
    turned = seen.model_copy(
        update={
            "view": seen.view.model_copy(update={"label": "diagonal", "azimuth_deg": angle}),
            "video": Video.model_construct(**video),
        }
    )
    judged = record.judgements[0].model_copy(update={"assessment": turned})
    made = plan(lifter(record.model_copy(update={"judgements": (judged,)})), SOON)
    say = f"Filmed on {day(8)} (yard.mp4), but no cue could be judged: it was not filmed from the side{how}."
    assert gate(made, "form").say == say and say in made.why


def test_what_is_marked_in_it_shortens_then_lightens_then_leads_back():
    clips = [clip("deadlift", n, 1, **TWO_OUT) for n in (3, 5, 7)]
    found = [plan(lifter(*clips[: n + 1]), SOON) for n in range(3)]
    assert [m.step for m in found] == ["shorter", "lighter", "previous_rung"]
    assert all("A shorter way: start from blocks" in m.dose.say for m in found[:2])
    assert "to practise first" in found[0].why and "clip before, too, so now lighter" in found[1].why
    assert [m.dose.load_kg for m in found[:2]] == [47.5, 47.5] and "take less of it" in found[0].cue.drill
    assert found[2].rung.exercise == "romanian_deadlift"
    assert "Long back marked in 1 of 1 repetition." in gate(found[0], "form").say


def test_it_is_judged_as_a_hinge_without_opening_that_gate():
    made = plan(lifter(clip("romanian_deadlift", 8, 3), exercise="romanian_deadlift"), SOON)
    hinge = gate(made, "hinge")
    assert hinge.state == "missing" and "3 of 3 repetitions were hinges" in hinge.say
    assert hinge.say.startswith(f"Filmed on {day(8)}, 3 repetitions: too few to move up (5 needed)")
    assert hinge.evidence[0].reps == (1, 2, 3)


@pytest.mark.parametrize("at", range(7))
def test_it_opens_no_gate(at):
    made = plan(history(clip(WAY[at], 0, 2), shown(WAY[at], 0)[1:]), SOON)
    assert made.rung.exercise == WAY[at]


def test_it_takes_nothing_back_that_longer_ones_ask_for():
    longer = [clip("romanian_deadlift", n, flat_back="marked", weight_close="marked") for n in (1, 3, 5)]
    made = plan(lifter(*longer, clip("romanian_deadlift", 7, 2), exercise="romanian_deadlift"), SOON)
    assert (made.rung.exercise, made.step) == ("kettlebell_deadlift", "previous_rung")


def test_a_swing_of_few_repetitions_may_close_its_branch_and_not_open_it():
    def branch(*clips):
        return plan(history(shown("kettlebell_deadlift", 0), *clips), SOON).branches[0]

    assert branch(clip("kettlebell_swing", 4, 2, arm_lift="marked", flat_back="marked")).state == "closed"
    assert "form" not in {g.id for g in branch(clip("kettlebell_swing", 4, 2)).gates}


def test_the_survey_tells_it_too():
    now = next(r for r in survey(lifter(clip("deadlift", 8, 1)), SOON).rungs if r.state == "now")
    assert "1 repetition: too few" in now.gates[0].say


@pytest.mark.parametrize(("effort", "load"), [(None, 60), (6, 60), (8, 47.5)])
def test_an_effort_above_the_limit_takes_off_load(effort, load):
    made = plan(lifter(effort=effort), SOON)
    assert made.dose.load_kg == load
    why = ", less than the 60 kg of last time, as its effort was 8. Effort up to 6" in made.dose.say
    assert why == (effort == 8)


def test_with_a_lighter_load_it_was_easier_and_stays():
    made = plan(lifter(session("deadlift", 9, **{**CALM, "load_kg": 47.5}), effort=8), SOON)
    assert made.dose.load_kg == 47.5 and "as last time" in made.dose.say
