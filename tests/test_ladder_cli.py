"""``hingecoach ladder``: what each command answers, what it refuses, and how it looks."""

import json
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
import typer

from door import run
from hingecoach.cli.ladder import COMMANDS
from hingecoach.coach.ladder import Plan, Survey, plan
from hingecoach.coach.ladder.stops import stop_list
from hingecoach.coach.store import open_store
from hingecoach.places import VARIABLE
from ladders import QUESTIONS, answers, clip, day, history, override, session, shown


@pytest.fixture
def cli(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "400")
    return lambda *args, **how: run(capfd, monkeypatch, *args, **how)


@pytest.fixture
def ladder(cli):
    def command(*args, **how):
        done = cli("ladder", *args, **how)
        assert done.status == 0, done.err
        return done.out

    return command


@pytest.fixture
def keep(tmp_path):
    """Put a history into the store that the commands read."""

    def into(past):
        with open_store(tmp_path / "data") as store:
            store.add_person(past.person)
            store.add(past.person.id, *past.entries(), files={r.id: {} for r in past.assessments})

    return into


SOON = ("--day", str(day(10)))


def test_next_prints_the_plan(ladder, keep):
    keep(history(shown("kettlebell_deadlift", 0, load_kg=16)))
    text = ladder("next", "ann", *SOON)
    for part in ("Romanian deadlift (RDL), rung 7 of 8: a step up", "with 16 kg or less to begin with", "Drill"):
        assert part in text
    for part in (
        "Film a set of the Romanian deadlift (RDL)",
        "To the deadlift",
        "Beside it: kettlebell swing",
        "5 sets of 5-10, 1-2 days a week, with 8 kg or less to begin with",
        "Step back",
    ):
        assert part in text


def test_what_was_never_filmed_is_not_sent_down(ladder, keep):
    keep(history(session("deadlift", 0)))  # somebody begins with the last rung, and its gates are not open
    text = ladder("next", "ann", *SOON)
    assert "Deadlift, rung 8 of 8. " in text and "as before" not in text and "not filmed yet" in text
    assert "a later rung is practised" in ladder("show", "ann", *SOON)


def test_next_as_json_is_the_plan_and_nothing_else(ladder, keep):
    past = history(shown("glute_bridge", 0))
    keep(past)
    made = Plan.model_validate_json(ladder("next", "Ann", *SOON, "--json"))
    assert made == plan(past, day(10))
    assert (made.rung.exercise, made.status, made.person) == ("glute_bridge_single_leg", "train", "Ann")
    assert json.loads(ladder("next", "Ann", *SOON, "--json"))["schema_version"] == 1


def test_next_asks_the_stop_list(ladder, keep):
    keep(history(stop=False))
    text = ladder("next", "Ann", *SOON)
    assert "12 questions of the stop list" in text and "fever   Have you a fever" in text and "Glute bridge" in text


def test_next_gives_no_dose_where_a_professional_should_look(ladder, keep):
    keep(history(answers(1, leg="yes")))
    text = ladder("next", "Ann", *SOON)
    assert "See a professional now" in text and "Is a leg growing weak" in text
    assert "Dose" not in text and "sets" not in text


def test_next_stops_above_five(ladder, keep):
    keep(history(shown("glute_bridge", 0), session("kneeling_hinge", 4, pain_after=7)))
    text = ladder("next", "Ann", *SOON)
    assert (
        "Pain above 5: stop the kneeling hinge for now" in text
        and f"{day(4)}: Kneeling hinge, pain 7 after" in text
        and "Dose" not in text
    )


def test_the_name_in_a_command_to_copy_is_quoted(ladder, keep):
    untold = session("glute_bridge", 0, effort=4)
    keep(history(untold, clip("glute_bridge", 0), name="Ann B."))
    assert f"hingecoach people practice 'Ann B.' --entry {untold.id[:8]}" in ladder("next", "Ann B.", *SOON)


def test_a_command_to_copy_works_on_a_day_with_two_exercises(ladder, keep, cli):
    calm = {"pain_before": 0, "pain_after": 0}
    keep(history([session(name, 0, **calm) for name in ("glute_bridge", "standing_hinge")]))
    shown = json.loads(ladder("show", "Ann", *SOON, "--json"))
    asked = [g["missing"] for r in shown["rungs"] for g in r["gates"] if "practice Ann --entry" in (g["missing"] or "")]
    assert len(asked) == 4  # effort and pain of each
    for line in asked:
        done = cli(*line.split("hingecoach ")[1].removesuffix(" N").split(), "0")
        assert done.status == 0, done.err
    assert "--entry" not in ladder("show", "Ann", *SOON, "--json")


def test_show_prints_the_ladder_with_its_evidence(ladder, keep):
    record = clip("glute_bridge_single_leg", 3)
    keep(history(shown("glute_bridge", 0), record, override("sides", "kneeling_hinge", 4)))
    text = ladder("show", "Ann", *SOON)
    assert "Single-leg glute bridge" in text and "branch" in text and "By hand" in text
    assert f"clip {record.id[:8]} of {day(3)}: Hips in line: 8 of 8 fine, repetitions 1, 2, 3" in text
    found = Survey.model_validate_json(ladder("show", "Ann", *SOON, "--json"))
    assert [r.state for r in found.rungs].count("now") == 1


def test_stop_lists_keeps_and_answers(ladder, keep):
    keep(history(stop=False))
    assert "12 questions" in ladder("stop", "Ann")
    some = ladder("stop", "Ann", *(part for q in QUESTIONS[:11] for part in ("--answer", f"{q}=no")))
    assert "One question of the stop list" in some and f"{QUESTIONS[11]}:" in some
    state = json.loads(ladder("stop", "Ann", "--answer", f"{QUESTIONS[11]}=n", "--json"))
    assert (state["state"], state["ask"]) == ("clear", [])
    assert "Is a leg growing weak" in ladder("stop", "Ann", "--answer", "leg=yes")


def test_stop_asks_on_a_terminal(ladder, keep, monkeypatch):
    keep(history(stop=False))
    words = iter(["maybe", *["n"] * 10, "u", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_how: next(words))
    text = ladder("stop", "Ann")
    assert "A yes here means: see a professional first" in text
    assert "2 questions of the stop list without an answer" in text
    assert next(words, "all asked") == "all asked"


def test_stop_takes_cleared_and_who_told_it(ladder, keep):
    keep(history(answers(0, weeks="yes"), stop=False))
    assert "answer 'cleared'" in ladder("stop", "Ann")
    text = ladder("stop", "Ann", "--answer", "weeks=cleared", "--by", "Dr. Lee", "--day", str(day(2)))
    assert "Nothing else on the stop list" in text and f"(cleared, told by Dr. Lee on {day(2)})" in text
    assert f"Note   Told by Dr. Lee on {day(2)}: a professional" in ladder("next", "Ann", *SOON)


def test_stop_asks_for_cleared_on_a_terminal(ladder, keep, monkeypatch):
    keep(history(answers(0, weeks="yes"), stop=False))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_how: "c")
    assert "Nothing else on the stop list" in ladder("stop", "Ann")


def test_confidence_is_noted_shown_and_drawn(ladder, keep, tmp_path):
    keep(history(session("deadlift", 0, confidence=6, load_kg=20)))
    ladder("confidence", "Ann", "lift <the> crib", "3", "--day", str(day(1)))
    ladder("confidence", "Ann", "Lift  <the> crib", "6", "--day", str(day(8)))
    text = ladder("confidence", "Ann", "carry boxes", "8", "--day", str(day(8)), "--svg", tmp_path / "c.svg")
    assert "Now: carry boxes, at 8 of 10" in text and "the load of the deadlift" in text and "▃▅" in text
    picture = ET.fromstring((tmp_path / "c.svg").read_text("utf-8"))  # noqa: S314  our own
    texts = [t.text for t in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "Lift  <the> crib" in texts and {"3", "6", "8"} <= set(texts)
    found = json.loads(ladder("confidence", "Ann", "--day", str(day(8)), "--json"))
    assert [t["task"] for t in found["plan"]["tasks"]] == ["carry boxes", "Lift  <the> crib"]


def test_two_answers_of_one_day_are_one_and_a_picture_that_fails_keeps_none(ladder, keep, cli):
    keep(history())
    for _ in range(2):
        assert "twice running" not in ladder("confidence", "Ann", "lift the cat", "8", "--day", str(day(1)))
    done = cli("ladder", "confidence", "Ann", "lift the cat", "9", "--day", str(day(3)), "--svg", "/proc/none/c.svg")
    assert done.status == 3
    found = json.loads(ladder("confidence", "Ann", "--day", str(day(8)), "--json"))
    assert len(found["plan"]["tasks"][0]["scores"]) == 2 and not found["plan"]["tasks"][0]["done"]
    assert "twice running" in ladder("confidence", "Ann", "lift the cat", "8", "--day", str(day(8)))


def test_confidence_without_an_answer_invites_one(ladder, keep, tmp_path):
    keep(history())
    assert "Name a task of your day" in ladder("confidence", "Ann", "--svg", tmp_path / "c.svg")
    assert "No answers yet." in (tmp_path / "c.svg").read_text("utf-8")


def test_override_opens_and_holds(ladder, keep):
    keep(history())
    way = ("--exercise", "glute_bridge_single_leg", "--day", str(day(1)))
    text = ladder("override", "Ann", "all", *way, "--reason", "years of training", "--by", "Dr. Lee")
    assert "Passed over: all on the way to glute_bridge_single_leg, by Dr. Lee: years of training" in text
    assert "Single-leg glute bridge, rung 2" in ladder("next", "Ann", *SOON)
    said = json.loads(ladder("override", "Ann", "all", *way, "--reason", "not yet", "--hold", "--json"))
    assert (said["opens"], said["by"]) == (False, "Ann")
    assert "Glute bridge, rung 1" in ladder("next", "Ann", *SOON)


REFUSED = [
    (("next", "Bob"), 2, "Bob"),
    (("stop", "Ann", "--answer", "fever"), 2, "ID=yes"),
    (("stop", "Ann", "--answer", "fevr=no"), 2, "fevr"),
    (("stop", "Ann", "--answer", "fever=yes", "--answer", "fever=no"), 2, "answered twice"),
    (("confidence", "Ann", "the crib"), 2, "how confident"),
    (("confidence", "Ann", "the crib", "11"), 2, "10"),
    (("confidence", "Ann", "", "5"), 2, "task"),
    (("override", "Ann", "form", "--exercise", "squat", "--reason", "x"), 2, "squat"),
    (("override", "Ann", "form", "--exercise", "glute_bridge", "--reason", "x"), 2, "glute_bridge"),
    (("override", "Ann", "sides", "--exercise", "deadlift", "--reason", "x"), 2, "sides"),
    (("override", "Ann", "form", "--exercise", "deadlift", "--reason", " "), 2, "reason"),
    (("override", "Ann", "form", "--exercise", "deadlift"), 2, "--reason"),
    (("next", "Ann", "--day", "soon"), 2, "soon"),
    (("next", "Ann", "--data", ""), 2, "name is empty"),
]


@pytest.mark.parametrize(
    ("args", "status", "said"), REFUSED, ids=lambda v: "-".join(v[:4]) if isinstance(v, tuple) else None
)
def test_what_it_refuses(cli, keep, args, status, said):
    keep(history())
    done = cli("ladder", *args)
    assert (done.status, done.out) == (status, "")
    assert said in done.err and "Traceback" not in done.err


def test_a_store_that_is_none_is_told_in_a_line(cli, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hingecoach.sqlite3").write_bytes(b"no database" * 100)
    done = cli("ladder", "next", "Ann")
    assert done.status == 3 and len(done.err.splitlines()) == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(cli, name):
    done = cli("ladder", name, "--help")
    assert done.status == 0
    assert f"hingecoach ladder {name} Ann" in " ".join(done.out.split())
    assert "--json" in done.out and "--data" in done.out


def test_the_help_loads_nothing_heavy(cli, monkeypatch):
    import sys

    loaded = [m for m in sys.modules if m.startswith("hingecoach.coach.ladder")]
    for name in loaded:
        monkeypatch.delitem(sys.modules, name)
    import_module("hingecoach.cli.ladder")
    assert cli("ladder", "--help").status == 0
    assert not [m for m in sys.modules if m.startswith("hingecoach.coach.ladder")]


def test_an_open_stop_list_comes_before_a_plan_that_holds_only_without_a_yes(ladder, keep):
    keep(history(stop=False))
    text = ladder("next", "Ann", *SOON)
    places = [text.index(f"  {q.id} ") for q in stop_list().question]
    urgent = [at for at, q in zip(places, stop_list().question, strict=True) if q.urgent]
    first, then = text.index("First these. With a yes, or unsure: see a professional now"), text.index("Then these.")
    assert first < min(urgent) and max(urgent) < then < min(set(places) - set(urgent)) and len(urgent) == 4
    assert max(places) < text.index("Do     If every answer is no: Glute bridge, rung 1 of 8")


def test_with_the_urgent_ones_answered_the_rest_needs_no_heading(ladder, keep):
    said = answers(1).model_copy(update={"answers": {q.id: "no" for q in stop_list().question if q.urgent}})
    keep(history(said, stop=False))
    text = ladder("next", "Ann", *SOON)
    assert "Then these" not in text and "  fall " in text and "If every answer is no" in text


def test_an_answered_list_holds_nothing_back(ladder, keep):
    keep(history())
    assert "every answer" not in ladder("next", "Ann", *SOON)
