"""``hingecoach log``: what each command answers, and what it refuses."""

import json
import shutil
from importlib import import_module

import pytest

from door import run
from hingecoach.places import VARIABLE


class Terminal:
    def isatty(self):
        return True


HEAD = "date,exercise,sets\n"


@pytest.fixture
def cli(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *args, **how: run(capfd, monkeypatch, *args, **how)


@pytest.fixture
def log(cli):
    def command(*args, status=0):
        done = cli("log", *args)
        assert done.status == status, done.err
        return done.out if status == 0 else done.err

    return command


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "log.csv"
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return write


SQUATS = [
    f"2026-05-{day:02},{name},{n}" for day in (5, 12, 19, 26) for name, n in (("Squat", 8), ("RDL", 2), ("Zumba", 3))
]


class TestImport:
    def test_says_what_it_did_and_adds_nothing_twice(self, log, file):
        path = file(*SQUATS)
        first = log("import", path)
        assert "12 lines read for me (0 warm-ups), 12 new." in first
        assert "Zumba (12)" in first and "hingecoach log map NAME CLASS" in first
        assert "0 new." in log("import", path)
        assert json.loads(log("balance", "--json"))["squat_sets"] == 32

    def test_as_json(self, log, file):
        value = json.loads(log("import", file(*SQUATS, "2026-05-27,Squat,x"), "--json"))
        assert value["new"] == 12 and value["unknown"] == {"Zumba": 12} and value["format"] == "plain"
        assert value["broken"] == [{"line": 14, "why": "sets is 'x', which is no number"}]

    def test_a_broken_line_is_told_with_its_number(self, log, file):
        assert "Line 2 was left out: sets is 'x', which is no number." in log(
            "import", file("2026-05-27,Squat,x", *SQUATS)
        )

    def test_a_load_is_added_when_its_unit_is_told_later(self, log, cli, root):
        path = root / "tests/data/logs/strong_ios.csv"
        assert "5 loads left out" in log("import", path)
        assert "Load known now: 6 earlier sets." in log("import", path, "--unit", "kg")
        kept = json.loads(cli("people", "show", "me", "--json").out)["log"]
        assert len(kept) == 6
        assert sorted(e["load_kg"] for e in kept) == [0, 40, 62.5, 62.5, 80, 80]

    def test_the_only_person_is_meant_and_of_several_one_must_be_named(self, log, cli, file):
        cli("people", "add", "Ann")
        assert "read for Ann" in log("import", file(*SQUATS))
        cli("people", "add", "Bob")
        assert "Whose log is it? Name the person with --person (Ann, Bob)." in log("balance", status=3)
        assert "read for Bob" in log("import", file(*SQUATS), "--person", "bob")
        assert "no person called 'Eve'" in log("balance", "--person", "Eve", status=2)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("a,b\n1,2\n", "no training log"),
            ("", "is empty"),
            ("date,exercise,reps\n03/04/2026,Squat,5\n", "--dates day"),
        ],
    )
    def test_a_wrong_file_is_one_line_and_status_3(self, log, tmp_path, text, why):
        path = tmp_path / "x.csv"
        path.write_text(text, "utf-8")
        said = log("import", path, status=3)
        assert why in said and len(said.strip().splitlines()) == 1
        assert "No log is in the store yet" in log("balance", status=3)  # and nobody was made

    @pytest.mark.parametrize("options", [("--dates", "year"), ("--unit", "stone")])
    def test_wrong_usage_is_status_2(self, log, file, options):
        assert options[1] in log("import", file(*SQUATS), *options, status=2)


class TestBalance:
    def test_a_squat_heavy_log_says_so(self, log, file):
        log("import", file(*SQUATS))
        said = log("balance")
        assert said.startswith("Mostly squats\n2026-04-29 to 2026-05-26, hard sets: 8 hinge, 32 knee ")
        assert "0.25 hinge sets for each knee set" in said and "hips" in said
        assert "Try two more sets a week of the Romanian deadlift (RDL) in place of 'Squat'." in said
        assert "hint at variety" in said

    def test_as_json_holds_the_names_of_the_contract(self, log, file):
        log("import", file(*SQUATS))
        value = json.loads(log("balance", "--json"))
        assert (value["hinge_sets"], value["squat_sets"], value["ratio"]) == (8, 32, 0.25)
        assert value["label"] == "mostly_squats"
        assert [w["squat_sets"] for w in value["weeks"]] == [8, 8, 8, 8]

    def test_with_too_little_to_say_it_prints_no_ratio(self, log, file):
        log("import", file(*SQUATS))
        said = log("balance", "--until", "2026-05-05")
        assert said.startswith("Too little to say") and "for each knee set" not in said and "hips" not in said

    def test_another_last_day(self, log, file):
        log("import", file(*SQUATS))
        assert json.loads(log("balance", "--until", "2026-05-05", "--json"))["label"] == "too_little"

    def test_a_day_in_the_future_is_no_newest_day(self, log, file):
        log("import", file(*SQUATS, "2999-01-01,Squat,5"))
        assert json.loads(log("balance", "--json"))["end"] == "2026-05-26"

    def test_writes_the_picture(self, log, file, tmp_path):
        log("import", file(*SQUATS))
        log("balance", "--svg", tmp_path / "new" / "trend.svg")
        assert "mostly squats" in (tmp_path / "new" / "trend.svg").read_text("utf-8")

    def test_makes_no_store_where_there_is_none(self, log, tmp_path):
        assert "No log is in the store yet" in log("balance", "--data", tmp_path / "nothere", status=3)
        assert "No log is in the store yet" in log("map", "x", "hinge", status=3)
        assert not list(tmp_path.iterdir())


class TestForget:
    def test_takes_back_the_last_import_alone(self, log, file):
        log("import", file(*SQUATS))
        log("import", file("2026-05-27,Squat,50", "2026-05-27,RDL,50"))
        assert "Forgotten: 2 lines of me's training log." in log("forget", "--last", "--yes")
        assert json.loads(log("balance", "--json"))["squat_sets"] == 32
        assert json.loads(log("forget", "--yes", "--json"))["forgotten"] == 12
        assert "0 lines" in log("forget", "--yes")

    def test_of_a_time_or_a_program(self, log, file):
        log("import", file(*SQUATS))
        days = ["--from", "2026-05-12", "--to", "2026-05-19"]
        assert json.loads(log("forget", "--yes", "--json", "--source", "strong", *days))["forgotten"] == 0
        assert json.loads(log("forget", "--yes", "--json", "--source", "plain", *days))["forgotten"] == 6
        assert "Did you mean 'strong'?" in log("forget", "--yes", "--source", "strongs", status=2)
        assert "6 new." in log("import", file(*SQUATS))

    def test_asks_first(self, log, file, monkeypatch):
        log("import", file(*SQUATS))
        assert "Say so with --yes" in log("forget", status=2)
        monkeypatch.setattr(import_module("hingecoach.cli.people.door").sys, "stdin", Terminal())
        asked = []
        for said, gone in (("n", False), ("y", True)):
            monkeypatch.setattr("builtins.input", lambda question, said=said: asked.append(question) or said)
            assert ("Forgotten" in log("forget")) == gone
        assert asked == ["Delete 12 lines of me's training log, for good? [y/N] "] * 2

    def test_other_things_stay(self, log, file):
        log("import", file(*SQUATS))
        log("map", "Zumba", "neither")
        log("forget", "--yes")
        assert "Zumba" not in log("import", file(*SQUATS))


class TestMap:
    def test_counts_for_what_is_there_and_for_what_comes(self, log, file):
        log("import", file(*SQUATS))
        assert log("map", "zumba", "hip hinge").strip() == "'zumba' counts as hip hinge."
        value = json.loads(log("balance", "--json"))
        assert (value["hinge_sets"], value["unknown"]) == (20, {})
        assert json.loads(log("import", file(*SQUATS, "2026-05-26,Zumba,1"), "--json"))["unknown"] == {}

    def test_refuses_what_is_no_class(self, log, file):
        log("import", file(*SQUATS))
        assert "no class called 'legs'" in log("map", "Zumba", "legs", status=2)


@pytest.mark.parametrize("command", ["import", "balance", "forget", "map"])
def test_help_has_an_example(log, command):
    assert f"Example: hingecoach log {command}" in log(command, "--help")


def test_it_is_gone_with_the_person(log, cli, file, tmp_path):
    log("import", file(*SQUATS))
    cli("people", "delete", "me", "--yes")
    (tmp_path / "log.csv").unlink()
    assert b"Zumba" not in b"".join(p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file())
    shutil.rmtree(tmp_path / "data")


def test_a_line_that_differs_from_what_is_kept_is_told(log, tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("date,exercise,sets,reps,weight\n2026-05-05,Deadlift,3,5,100\n")
    assert "1 line read for me (0 warm-ups)" in log("import", file, "--unit", "lb")
    again = log("import", file, "--unit", "kg")
    assert "Not as kept: 1 line. What is kept stays" in again
    assert "Not as kept" not in log("import", file, "--unit", "lb")


def test_a_file_whose_first_line_no_table_has_is_refused(cli, tmp_path):
    file = tmp_path / "page.json"
    file.write_text("x" * 140_000)
    done = cli("log", "import", file)
    assert done.status == 3 and "is no table" in done.err


def test_the_log_that_was_read_is_not_drawn_over(log, cli, file):
    path = file(*SQUATS)
    log("import", path)
    before = path.read_bytes()
    assert cli("log", "balance", "--svg", path).status == 3
    assert path.read_bytes() == before
