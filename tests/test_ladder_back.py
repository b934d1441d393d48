"""The way back from a stop for pain, in the steps of ``hingecoach learn pain``."""

from datetime import date

import pytest
from rich.console import Console

from door import run
from hingecoach.cli.ladder.show import draw_plan
from hingecoach.coach.ladder import plan, survey
from hingecoach.coach.store import open_store
from hingecoach.places import VARIABLE
from ladders import clip, day, history, override, session, shown

SOON = day(12)
WELL = {"pain_before": 0, "pain_after": 0, "pain_next_day": 0}


def stopped(*more, exercise="deadlift", load_kg=60):
    """Give a history in which a lift was stopped for pain on its first day."""
    hurt = session(exercise, 0, load_kg=load_kg, sets=3, reps=5, pain_before=1, pain_after=7, pain_next_day=4)
    return history(hurt, *more)


def easy(n, exercise="standing_hinge", **told):
    return session(exercise, n, **{**WELL, **told})


def test_the_steps_are_those_of_learn_pain(root):
    days = [easy(n) for n in (2, 4, 6)]
    found = [plan(stopped(*days[:n]), SOON) for n in range(4)]
    assert [m.pain.level for m in found] == ["stop", "step_down", "reduce", "go_on"]
    assert found[0].dose is None and "one easy set without load" in found[0].why
    first, second = found[1], found[2]
    for made in (first, second):
        assert (made.rung.exercise, made.dose.load_kg) == ("standing_hinge", None)
        assert "without weight" in made.dose.say and made.pain.back_from_stop
    assert "now a shorter way without load" in first.why and "A shorter way" in first.dose.say
    assert "now the whole way without load" in second.why and "A shorter way" not in second.dose.say
    page = (root / "src/hingecoach/learn/topics/65_pain.md").read_text("utf-8")
    assert "a shorter way, then the whole way, both without load, then the load" in page


def test_the_lift_that_was_stopped_comes_back_lighter_after_three_good_sessions():
    made = plan(stopped(*[easy(n) for n in (2, 4, 6)]), SOON)
    (note,) = [n for n in made.notes if "take the place" in n]
    lead = (
        f"After the pain of {day(0)} the deadlift may take the place of the standing hinge from now on: a shorter way"
    )
    assert note.startswith(lead) and "with 47.5 kg or less" in note
    filmed = plan(stopped(shown("romanian_deadlift", -9), [easy(n) for n in (2, 4, 6)]), SOON)
    assert (filmed.rung.exercise, filmed.dose.load_kg) == ("deadlift", 47.5)


def test_its_load_is_a_fifth_less_than_at_the_stop_also_where_it_was_done_before_its_turn():
    anyway = easy(1, "deadlift", load_kg=60, sets=3, reps=5)
    made = plan(stopped(anyway, *[easy(n) for n in (2, 4, 6)]), SOON)
    (note,) = [n for n in made.notes if "take the place" in n]
    assert "with 47.5 kg or less" in note and made.rung.exercise == "standing_hinge"
    first = shown("romanian_deadlift", -9)
    filmed = plan(stopped(first, anyway, *[easy(n) for n in (2, 4, 6)]), SOON)
    assert (filmed.rung.exercise, filmed.dose.load_kg) == ("deadlift", 47.5)


@pytest.mark.parametrize(("loads", "dose"), [((60,), 47.5), ((47.5,), 47.5), ((47.5, 50), 50), ((60, 60), 60)])
def test_nor_is_a_leap_to_the_old_load_taken_on_at_once(loads, dose):
    after = [easy(7 + n, "deadlift", load_kg=load, effort=5) for n, load in enumerate(loads)]
    made = plan(stopped(*[easy(n) for n in (2, 4, 6)], after), SOON)
    assert (made.rung.exercise, made.dose.load_kg) == ("deadlift", dose)


@pytest.mark.parametrize("anyway", [("deadlift", 60), ("deadlift", None), ("deadlift", 0), ("standing_hinge", 8)])
def test_what_is_harder_than_the_step_takes_nothing_off_a_stop_and_is_said(anyway):
    exercise, load = anyway
    done = easy(2, exercise, load_kg=load, sets=3, reps=5)
    said = f"{exercise.replace('_', ' ')} was done on {day(2)}, before its turn: the steps stay the same."
    for others, level in (([], "stop"), ([easy(4)], "step_down"), ([easy(4), easy(6)], "reduce")):
        made = plan(stopped(done, *others), SOON)
        assert made.pain.level == level and said in made.why
    assert plan(stopped(easy(1), easy(2), easy(2, "pull_through"), easy(3), easy(4)), SOON).pain.level == "go_on"


def test_it_is_said_beside_the_stop_too():
    untold = session("deadlift", 2, load_kg=60)
    made = plan(stopped(untold), SOON)
    assert made.status == "stop" and f"was done on {day(2)}" in made.why
    assert "was done" in survey(stopped(untold), SOON).pain.say


def test_not_where_it_was_a_step_of_the_way_back():
    assert "was done" not in plan(stopped(easy(2)), SOON).why


def test_a_bridge_that_hurt_is_itself_the_way_back():
    hurt = session("glute_bridge", 0, pain_after=7)
    found = [plan(history(hurt, [easy(2 + i, "glute_bridge") for i in range(n)]), SOON) for n in (1, 2)]
    assert {m.rung.exercise for m in found} == {"glute_bridge"}
    assert [("A shorter way" in m.dose.say, "was done" in m.why) for m in found] == [(True, False), (False, False)]


def test_new_pain_on_the_way_back_stays_without_load():
    made = plan(stopped(clip("deadlift", -1), easy(2), easy(4, pain_next_day=2)), SOON)
    assert made.pain.back_from_stop and made.dose.load_kg is None and "A shorter way" in made.dose.say


def test_a_step_of_the_way_back_is_not_called_easier(capsys):
    for told in ([easy(2)], [easy(2), easy(4)]):
        draw_plan(plan(stopped(told), SOON), Console(width=300))
        printed = capsys.readouterr().out
        assert "rung 4 of 8: the next step of the way back." in printed and "easier than" not in printed


def test_what_is_not_told_of_an_easy_set_is_asked_for_beside_the_stop(capsys):
    made = plan(stopped(quiet := session("glute_bridge", 2, sets=1, pain_before=0, pain_after=0)), SOON)
    note = f"Tell the pain of {day(2)}: hingecoach people practice Ann --entry {quiet.id[:8]} --pain-next-day N"
    assert made.status == "stop" and made.notes == (f"It leads on once all is known. {note}",)
    draw_plan(made, Console(width=300))
    assert note.split(": ")[1] in capsys.readouterr().out
    assert plan(stopped(), SOON).notes == ()
    same_day = plan(stopped(quiet), day(2)).notes[0]
    assert f"Tell the pain of {day(2)}, that of the next day once it has come: hingecoach" in same_day


class TestTheNextDay:
    """A score of the next day is told when that day has come."""

    @pytest.fixture
    def cli(self, capfd, monkeypatch, tmp_path):
        monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
        monkeypatch.setenv("COLUMNS", "400")
        with open_store(tmp_path / "data") as store:
            store.add_person(history().person)
        return lambda *args: run(capfd, monkeypatch, "people", "practice", "Ann", *args)

    def test_not_for_a_practice_of_today(self, cli):
        done = cli("--exercise", "deadlift", "--pain-next-day", "0")
        assert done.status == 2 and f"The day after {date.today()} has not come yet" in done.err  # noqa: DTZ011
        assert cli("--exercise", "deadlift", "--day", "yesterday", "--pain-next-day", "0").status == 0

    def test_nor_added_to_one(self, cli):
        assert cli("--exercise", "deadlift").status == 0
        assert cli("--entry", "last", "--pain-next-day", "0").status == 2
        assert cli("--entry", "last", "--pain-after", "0").status == 0
        assert cli("--entry", "last", "--pain-next-day", "0", "--day", "yesterday").status == 0
        assert cli("--entry", "last", "--day", "today").status == 2

    def test_nor_with_a_clip(self, capfd, monkeypatch, tmp_path):
        told = ("--person", "Ann", "--data", tmp_path, "--pain-next-day", "0")
        done = run(capfd, monkeypatch, "analyze", tmp_path / "none.mp4", *told)
        assert done.status == 2 and "has not come yet" in done.err


class TestNothingNew:
    """After a stop no new rung and no swing until the lift is back at about its load, twice, and filmed again."""

    FIRST = (shown("kettlebell_deadlift", -20), shown("romanian_deadlift", -9, load_kg=30))
    BACK = tuple(easy(n) for n in (2, 4, 6))
    TWICE = tuple(easy(n, "romanian_deadlift", load_kg=30, effort=5) for n in (8, 10))

    def made(self, *more, on=SOON, exercise="romanian_deadlift", load_kg=30):
        first = [s for s in self.FIRST if not (exercise == "kettlebell_swing" and s is self.FIRST[1])]
        return plan(stopped(first, self.BACK, *more, exercise=exercise, load_kg=load_kg), on)

    def test_once_it_is_back_and_filmed_the_way_is_open(self):
        made = self.made(self.TWICE, clip("romanian_deadlift", 10))
        assert (made.rung.exercise, made.step, made.branches[0].state) == ("deadlift", "up", "open")

    @pytest.mark.parametrize(
        "more",
        [
            [TWICE[:1], clip("romanian_deadlift", 10)],
            [TWICE, clip("romanian_deadlift", 0), clip("romanian_deadlift", 5)],
            [[easy(n, "romanian_deadlift", load_kg=22, effort=5) for n in (8, 10)], clip("romanian_deadlift", 10)],
            [TWICE[:1], easy(10, "romanian_deadlift", load_kg=30, pain_after=4), clip("romanian_deadlift", 10)],
            [TWICE[:1], session("romanian_deadlift", 10, load_kg=30, effort=5), clip("romanian_deadlift", 10)],
            [[easy(n, "romanian_deadlift", load_kg=30, effort=5) for n in (3, 5)], clip("romanian_deadlift", 10)],
        ],
        ids=["once", "not filmed since", "lighter", "it hurt", "nothing told", "before its turn"],
    )
    def test_not_before(self, more):
        made = self.made(more)
        assert made.rung.exercise != "deadlift"
        assert all(b.state == "closed" for b in made.branches)

    def test_the_plan_says_so_and_nobody_passes_it_over(self):
        lighter = [easy(n, "romanian_deadlift", load_kg=22, reps=12, last_set_reps=12, effort=5) for n in (8, 10)]
        made = self.made(lighter, clip("romanian_deadlift", 10), override("all", "deadlift", 11),
                         override("all", "kettlebell_swing", 11))  # fmt: skip
        gate = next(g for g in made.gates if g.id == "pain")
        assert (gate.state, made.rung.exercise, made.dose.load_kg) == ("closed", "romanian_deadlift", 24)
        assert gate.say == f"Pain of 7 on {day(0)}; since then no session of the Romanian deadlift (RDL) counts."
        assert "Two sessions of the Romanian deadlift (RDL) with 24 kg or more (it hurt with 30 kg)" in gate.missing
        assert "not back yet after the pain, so nothing new begins" in made.why
        (branch,) = made.branches
        assert branch.state == "closed"
        assert branch.gates[0].say == f"First the Romanian deadlift (RDL) as before the pain of {day(0)}."

    def test_a_clip_from_before_is_told_as_such(self):
        made = self.made(self.TWICE)
        form = next(g for g in made.gates if g.id == "form")
        assert form.say == "No clip of the Romanian deadlift (RDL) yet from after the pain that stopped it."
        assert made.film.on == SOON and "film a set of it before anything new begins" in made.why

    def test_a_swing_that_was_stopped_waits_for_two_sessions_of_the_rung_before(self):
        assert self.made(exercise="kettlebell_swing").branches[0].state == "closed"
        again = [easy(n, "kettlebell_deadlift", load_kg=16, effort=5) for n in (8, 10)]
        assert self.made(again[:1], exercise="kettlebell_swing").branches[0].state == "closed"
        assert self.made(again, exercise="kettlebell_swing").branches[0].state == "closed", "and not filmed since"
        filmed = self.made(again, clip("kettlebell_deadlift", 10), exercise="kettlebell_swing")
        assert filmed.branches[0].state == "open"

    def test_the_load_that_the_plan_gives_is_enough(self):
        advised = self.made().dose.load_kg
        twice = [easy(n, "romanian_deadlift", load_kg=advised, effort=5) for n in (8, 10)]
        assert advised == 24 and self.made(twice, clip("romanian_deadlift", 10)).rung.exercise == "deadlift"

    @pytest.mark.parametrize("exercise", ["kettlebell_swing", "good_morning", "other"])
    def test_a_stop_of_what_is_no_rung_holds_the_one_that_was_practised_last(self, exercise):
        first = [*shown("kettlebell_deadlift", -20), *shown("romanian_deadlift", -9, load_kg=30)]
        held = plan(stopped(first, self.BACK, exercise=exercise, load_kg=16), SOON)
        assert (held.rung.exercise, held.dose.load_kg) == ("romanian_deadlift", 24)
        assert all(b.state == "closed" for b in held.branches)
        again = plan(stopped(first, self.BACK, self.TWICE, clip("romanian_deadlift", 10), exercise=exercise), SOON)
        assert again.rung.exercise == "deadlift"

    def test_a_stop_of_long_ago_is_answered_by_what_went_well_since(self):
        since = [easy(n, "romanian_deadlift", load_kg=30, effort=5) for n in range(30, 42, 2)]
        made = plan(
            stopped(self.FIRST, since, clip("romanian_deadlift", 40), exercise="romanian_deadlift", load_kg=30), day(44)
        )
        assert made.pain.level == "go_on" and made.rung.exercise == "deadlift"
