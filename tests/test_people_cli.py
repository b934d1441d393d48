"""``hingecoach people`` and ``analyze --person``: what each command answers, and what it refuses."""

import json
import os
import re
import shutil
from datetime import date, timedelta
from importlib import import_module

import pytest
import typer

from door import figure_clip, run
from fakepose import FakePose
from hingecoach.analyze import examine
from hingecoach.calibration.file import write_calibration
from hingecoach.cli.people import COMMANDS
from hingecoach.cli.people.options import day
from hingecoach.coach.history import History, Person, Practice
from hingecoach.coach.keep import keep
from hingecoach.coach.store import open_store
from hingecoach.cues import all_cues
from hingecoach.places import VARIABLE
from hingecoach.report.changes import PEOPLE
from histories import NOTES, calibration, fill, person, whole_history


@pytest.fixture
def cli(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *args, **how: run(capfd, monkeypatch, *args, **how)


@pytest.fixture
def people(cli):
    def command(*args, **how):
        done = cli("people", *args, **how)
        assert done.status == 0, done.err
        return done.out

    return command


@pytest.fixture
def ann(people):
    return people("add", "Ann", "--height", "168", "--born", "1961", "--experience", "new", "--goal", "the crib")


def history(people):
    return History.model_validate_json(people("show", "Ann", "--json"))


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """Keep one clip in Ann's history, once for all tests; give the folder with the store and the clip."""
    folder = tmp_path_factory.mktemp("ready")
    with pytest.MonkeyPatch.context() as patch, open_store(folder / "data") as store:
        patch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose())
        store.add_person(Person(name="Ann", goals=("the crib",)))
        analysis = examine(figure_clip(folder / "clips"))
        keep(store, store.find("Ann"), analysis, Practice(day=day("today"), load_kg=20, effort=6, pain_before=1))
    return folder


@pytest.fixture
def kept(ready, tmp_path):
    """Give every test a copy of its own."""
    shutil.copytree(ready, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def kept_by_command(cli, ann, tmp_path):
    """Keep one clip in Ann's history."""
    assert "Ann" in ann
    clip = figure_clip(tmp_path / "clips")
    done = cli("analyze", clip, "--no-video", "--person", "ann", "--load", "20", "--effort", "6", "--pain-before", "1")
    assert done.status == 0, done.err
    return done.out


def test_the_way_from_an_empty_store(people):
    assert "Nobody yet" in people("list")
    assert json.loads(people("list", "--json")) == []
    assert people("add", "Ann").startswith("Added Ann")
    assert "Ann" in people("list")
    (row,) = json.loads(people("list", "--json"))
    assert (row["name"], row["entries"]) == ("Ann", {})


@pytest.mark.usefixtures("ann")
def test_a_person_is_added_shown_and_changed(people):
    shown = people("show", "Ann")
    assert "168 cm, born 1961, new to exercise" in shown and "Goal: the crib" in shown
    people("edit", "Ann", "--notes", "left-handed", "--rename", "Ann B.")
    who = json.loads(people("edit", "ann b.", "--experience", "some", "--json"))
    assert (who["name"], who["notes"], who["experience"], who["height_cm"]) == ("Ann B.", "left-handed", "some", 168)
    assert "has trained before" in people("show", "Ann B.")


@pytest.mark.usefixtures("ann")
def test_practice_is_noted_and_added_to(people):
    args = ["--exercise", "deadlift", "--load", "40", "--sets", "3", "--reps", "5", "--last-reps", "7", "--alone"]
    people("practice", "Ann", *args, "--day", "2026-11-20", "--confidence", "4")
    people("practice", "Ann", "--entry", "last", "--pain-next-day", "2", "--note", "slept well")
    (entry,) = history(people).practice
    assert (entry.exercise, entry.load_kg, entry.last_set_reps, entry.supervised) == ("deadlift", 40, 7, False)
    assert (entry.day, entry.pain_next_day, entry.pain_after, entry.note) == (date(2026, 11, 20), 2, None, "slept well")
    shown = people("show", "Ann")
    assert "40 kg" in shown and "3 x 5" in shown and "- / - / 2" in shown
    again = json.loads(people("practice", "Ann", "--entry", entry.id[:8], "--effort", "7", "--json"))
    assert (again["effort"], again["note"]) == (7, "slept well")


def test_a_clip_goes_into_the_history(people, kept_by_command):
    assert "Kept in the history of Ann as clip" in kept_by_command
    whole = history(people)
    (entry,), (record,) = whole.practice, whole.assessments
    assert (entry.assessment, entry.load_kg, entry.reps, entry.day) == (record.id, 20, 2, day("today"))
    assert record.id[:8] in people("show", "Ann")


@pytest.mark.usefixtures("ann")
def test_json_of_an_analysis_is_the_assessment_alone(cli, people, tmp_path):
    done = cli("analyze", figure_clip(tmp_path / "clips"), "--json", "--person", "Ann", "--keep-video")
    assert json.loads(done.out)["schema_version"] == 1
    assert (done.status, done.err) == (0, "")
    assert json.loads(people("videos", "--json"))["videos"] == 1


@pytest.mark.usefixtures("ann")
def test_the_report_of_a_kept_clip_shows_the_day_of_the_history(cli, people, tmp_path):
    clip, out = figure_clip(tmp_path / "clips"), tmp_path / "out"
    told = ("analyze", clip, "--person", "Ann", "--format", "text", "--out", out, "--day")
    cli(*told, "2026-11-01")
    done = cli(*told, "2026-11-20")
    assert "was noted on 2026-11-01, which stays" in done.err
    note = next(out.glob("*.txt")).read_text("utf-8")
    assert note.startswith("2026-11-01. ") and "2026-11-20" not in note
    (entry,) = history(people).practice
    assert str(entry.day) == "2026-11-01"


@pytest.mark.usefixtures("ann")
def test_an_earlier_clip_of_the_same_history_has_its_day_and_needs_no_caution(cli, tmp_path):
    clip, first, out = figure_clip(tmp_path / "clips"), tmp_path / "first", tmp_path / "out"
    told = ("analyze", clip, "--exercise", "standing_hinge", "--format")
    cli(*told, "json", "--person", "Ann", "--day", "2026-11-01", "--out", first)
    for more, known in (((), False), (("--person", "Ann"), True)):
        assert cli(*told, "text", "--before", first, "--out", out, *more).status == 0
        note = (out / "note.txt").read_text("utf-8")
        assert ("of 1 Nov 2026, analysed on" in note, PEOPLE in note) == (known, not known)


@pytest.mark.usefixtures("ann")
def test_a_wrong_person_is_told_before_the_work(cli, tmp_path):
    clip, fake = figure_clip(tmp_path / "clips"), FakePose()
    done = cli("analyze", clip, "--person", "Anm", fake=fake)
    assert (done.status, fake.pictures) == (2, 0)
    assert "Did you mean 'Ann'?" in done.err
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]


@pytest.mark.parametrize("args", [["--load", "20"], ["--keep-video"], ["--note", "x"], ["--pain-before", "0"]])
def test_practice_of_nobody(cli, tmp_path, args):
    done = cli("analyze", figure_clip(tmp_path / "clips"), *args)
    assert done.status == 2
    assert "--person" in done.err
    assert not (tmp_path / "data").exists()


def test_without_a_person_no_store_is_made(cli, tmp_path):
    assert cli("analyze", figure_clip(tmp_path / "clips"), "-q", "--no-video").status == 0
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("ann")
def test_the_persons_calibration_is_used_unless_another_is_given(cli, people, tmp_path):
    write_calibration(calibration(), tmp_path / "own.json")
    write_calibration(calibration().model_copy(update={"name": "other.mp4"}), tmp_path / "other.json")
    people("edit", "Ann", "--calibration", tmp_path / "own.json")
    assert "own calibration" in people("show", "Ann")
    clip = figure_clip(tmp_path / "clips")
    for args, name in (([], "toe_touch_of_zoe.mp4"), (["--calibration", tmp_path / "other.json"], "other.mp4")):
        done = cli("analyze", clip, "--json", "--person", "Ann", *args)
        assert json.loads(done.out)["calibration"]["name"] == name
    assert json.loads(cli("analyze", clip, "--json").out)["calibration"] is None


def test_data_wins_over_the_variable(people, tmp_path):
    people("add", "Bob", "--data", tmp_path / "other")
    assert json.loads(people("list", "--json")) == []
    assert "Bob" in people("list", "--data", tmp_path / "other")


@pytest.mark.usefixtures("kept")
def test_a_kept_clip_is_opened_again(people, tmp_path):
    out = people("open", "Ann", "--out", tmp_path / "again").splitlines()
    assert [os.path.basename(p) for p in out] == ["assessment.json", "report.html", "track.npz"]  # noqa: PTH119
    (record,) = history(people).assessments
    files = json.loads(people("open", "Ann", record.id[:8], "--json", cwd=tmp_path))["files"]
    assert all(os.path.isfile(f) for f in files)  # noqa: PTH113
    assert str(record.day) in files[0]


@pytest.mark.usefixtures("kept")
def test_corrections_and_agreement(people):
    assert "No coach has said anything" in people("agreement")
    (record,) = history(people).assessments
    finding = next(f for f in record.assessment.findings if f.verdict in {"good", "mild", "marked"})
    other = "marked" if finding.verdict == "good" else "good"
    said = people("correct", "Ann", finding.cue, other, "--by", "Lee", "--reason", "the shirt")
    title = all_cues()[finding.cue].title
    assert said == f"{title}: Lee says {other}, the program {finding.verdict}.\n"
    assert "Lee says can't see" in people("correct", "Ann", finding.cue, "not_seen", "--by", "Lee", "--rep", "1")
    assert "not_seen" not in people("show", "Ann") and "can't see" in people("show", "Ann")
    people("forget", "Ann", "last")
    people("correct", "Ann", finding.cue, finding.verdict, "--by", "Kim", "--clip", str(record.day))
    (cue,) = json.loads(people("agreement", "Ann", "--json"))
    assert (cue["n"], cue["same"]) == (2, 1)
    assert "1 of 2" in people("agreement")
    shown = people("show", "Ann")
    assert "Lee" in shown and "the shirt" in shown and "(n = 2)" in shown
    assert history(people).assessments[0].assessment == record.assessment


@pytest.mark.usefixtures("kept")
def test_rejudging(people, tmp_path):
    assert "says the same about every kept clip" in people("rejudge")
    assert json.loads(people("rejudge", "Ann", "--json")) == []
    (record,) = history(people).assessments
    answer = record.assessment.model_copy(
        update={"findings": tuple(f.model_copy(update={"verdict": "marked"}) for f in record.assessment.findings)}
    )
    with open_store(tmp_path / "data") as store:
        judged = record.judgements[0].model_copy(update={"assessment": answer})
        store.replace(store.find("Ann").id, record.model_copy(update={"judgements": (judged,)}))
    assert "marked then," in people("rejudge", "Ann")
    assert len(history(people).assessments[0].judgements) == 2


def test_videos_have_their_days(people, cli):
    assert "without a limit. There are 0 (0 MB)" in people("videos")
    assert "for 30 days" in people("videos", "--keep-days", "30")
    assert json.loads(people("videos", "--json"))["keep_days"] == 30
    assert "without a limit" in people("videos", "--keep-all")
    assert cli("people", "videos", "--keep-all", "--keep-days", "3").status == 2


@pytest.mark.usefixtures("kept")
def test_there_and_back(people, tmp_path):
    before = history(people)
    said = people("export", "Ann", tmp_path / "ann.zip")
    assert "ann.zip" in said
    assert json.loads(people("export", "Ann", tmp_path / "2.zip", "--json"))["file"] == str(tmp_path / "2.zip")
    people("delete", "Ann", "--yes")
    assert people("import", tmp_path / "ann.zip") == "Imported Ann\n"
    assert history(people) == before
    other = json.loads(people("import", tmp_path / "ann.zip", "--name", "B", "--data", tmp_path / "new", "--json"))
    assert other["name"] == "B"


@pytest.mark.usefixtures("kept")
def test_an_entry_is_forgotten(people):
    (record,) = history(people).assessments
    answer = json.loads(people("forget", "Ann", record.id[:8], "--json"))
    assert answer == {"forgotten": record.id, "wiped": True}
    assert history(people).assessments == ()


@pytest.mark.usefixtures("kept")
def test_after_delete_no_byte_of_the_person_is_left(people, cli, tmp_path):
    people("edit", "Ann", "--notes", "Only Ann knows this", "--rename", "Annabella")
    cli("analyze", tmp_path / "clips" / "lift.mp4", "--person", "Annabella", "--keep-video", "-q", "--no-video")
    data = tmp_path / "data"

    def everything():
        return b"".join(p.read_bytes() for p in data.rglob("*") if p.is_file())

    assert b"Annabella" in everything() and b"Only Ann knows" in everything() and list((data / "videos").iterdir())
    assert json.loads(people("delete", "Annabella", "--yes", "--json")) == {"deleted": "Annabella", "wiped": True}
    for trace in (b"Annabella", b"Only Ann knows", b"the crib", b"lift.mp4", b"<html", b"JFIF", b"ftyp"):
        assert trace not in everything()


@pytest.mark.usefixtures("ann")
def test_delete_asks(cli, people, monkeypatch):
    done = cli("people", "delete", "Ann")
    assert done.status == 2
    assert "--yes" in done.err
    module = import_module("hingecoach.cli.people.door")
    monkeypatch.setattr(module.sys, "stdin", type("Terminal", (), {"isatty": lambda _self: True})())
    for typed, left in (("", 1), ("n", 1), ("y", 0)):
        monkeypatch.setattr("builtins.input", lambda _question, typed=typed: typed)
        people("delete", "Ann")
        assert len(json.loads(people("list", "--json"))) == left


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["show", "Bob"], 2, "There is no person called 'Bob'. Known: Ann."),
        (["add", "ann"], 3, "already"),
        (["add", "two\nlines"], 2, "name"),
        (["add", "X", "--age", "old"], 2, "age band"),
        (["add", "X", "--height", "3"], 2, "--height"),
        (["add", "X", "--calibration", "nowhere.json"], 3, "calibration"),
        (["edit", "Ann", "--experience", "expert"], 2, "experience"),
        (["practice", "Ann"], 2, "--exercise"),
        (["practice", "Ann", "--exercise", "deadlfit"], 2, "Did you mean 'deadlift'?"),
        (["practice", "Ann", "--exercise", "deadlift", "--effort", "11"], 2, "--effort"),
        (["practice", "Ann", "--exercise", "deadlift", "--side", "front"], 2, "side"),
        (["practice", "Ann", "--exercise", "deadlift", "--day", "soon"], 2, "no day"),
        (["practice", "Ann", "--exercise", "deadlift", "--day", "2206-11-25"], 2, "too far from today"),
        (["practice", "Ann", "--exercise", "deadlift", "--day", "0026-11-25"], 2, "too far from today"),
        (["practice", "Ann", "--entry", "last", "--effort", "3"], 2, "entry"),
        (["correct", "Ann", "flat_back", "good", "--by", "Lee"], 2, "clip"),
        (["correct", "Ann", "flat_back", "fine", "--by", "Lee"], 2, "verdict"),
        (["correct", "Ann", "flat_back", "good"], 2, "--by"),
        (["open", "Ann"], 2, "none yet"),
        (["forget", "Ann", "abc"], 2, "entry"),
        (["import", "nowhere.zip"], 3, "There is no file"),
        (["export", "Ann", "no/such/folder/x.zip"], 3, "cannot be written"),
        (["videos", "--keep-days", "-1"], 2, "--keep-days"),
        (["dance"], 2, "dance"),
    ],
)
@pytest.mark.usefixtures("ann")
def test_wrong_usage_is_told_and_changes_nothing(cli, people, tmp_path, args, status, words):
    before = history(people)
    done = cli("people", *args, cwd=tmp_path)
    assert (done.status, done.out) == (status, "")
    assert words in re.sub(r"[\s│]+", " ", done.err)
    assert "Traceback" not in done.err and "fault" not in done.err
    if status == 3:
        assert done.err.count("\n") == 1
    assert history(people) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_json(cli, name):
    done = cli("people", name, "--help")
    assert done.status == 0
    said = " ".join(done.out.split())
    assert f"Example: hingecoach people {name}" in said
    assert "--json" in said and "--data" in said


@pytest.mark.usefixtures("kept")
def test_examples_of_the_help_run(people, tmp_path, monkeypatch):
    import shlex

    monkeypatch.chdir(tmp_path)
    ids = history(people).assessments[0].id[:8]
    for name, (_, example) in COMMANDS.items():
        args = [ids if a == "3f2a90c1" else a for a in shlex.split(example)]
        if name == "add":
            args[0] = "Bea"
        elif name == "delete":
            args.append("--yes")
        elif name == "import":
            args += ["--name", "Cleo", "--data", str(tmp_path / "new")]
        people(name, *args)


def test_every_command_is_on_its_page(root):
    page = (root / "docs/people.md").read_text("utf-8")
    assert set(re.findall(r"^\| `people (\w+)", page, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("secret", ["[bold]x[/]", "\x9b31mred", "a\x1b[2Jb"])
def test_texts_are_printed_as_they_are(people, tmp_path, secret):
    with open_store(tmp_path / "data") as store:
        base = whole_history(person(notes=secret))
        fill(store, base.model_copy(update={"practice": (base.practice[0].model_copy(update={"note": secret}),)}))
    shown = people("show", base.person.name)
    assert "\x1b[2J" not in shown and "\x9b" not in shown
    if secret.startswith("["):
        assert shown.count(secret) == 2
    assert NOTES.splitlines()[0] not in shown.split("Practice")[0]


def test_days_are_read():
    assert day(" Today ") - day("yesterday") == timedelta(days=1)
    for wrong in ("", "soon", "25.11.2026", "2026-13-01"):
        with pytest.raises(typer.BadParameter, match="no day"):
            day(wrong)


@pytest.mark.usefixtures("kept")
def test_what_was_told_about_a_clip_stays_when_it_is_looked_at_again(people, cli, tmp_path):
    clip = tmp_path / "clips" / "lift.mp4"
    told = ("--load", "40", "--pain-before", "0", "--pain-after", "2")
    done = cli("analyze", clip, "--person", "Ann", *told, "-q", "--no-video", "--out", tmp_path / "out")
    assert done.status == 0
    (entry,) = history(people).practice
    assert (entry.load_kg, entry.pain_before, entry.pain_after, entry.effort) == (20, 1, 2, 6)
    assert "load kg 20, pain before 1, which stays" in done.err and f"--entry {entry.id[:8]}" in done.err


@pytest.mark.usefixtures("ann")
def test_the_report_names_the_day_that_was_told(cli, tmp_path):
    clip, told = figure_clip(tmp_path / "clips"), ("--day", "2026-11-01", "--format", "html", "--format", "text")
    assert cli("analyze", clip, "--person", "Ann", *told, "-q", "--out", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "note.txt").read_text("utf-8").startswith("2026-11-01. ")
    assert "of 1 Nov 2026, analysed on " in (tmp_path / "out" / "report.html").read_text("utf-8")


@pytest.mark.usefixtures("ann")
def test_the_note_has_whose_practice_it_was_and_what_was_told(cli, tmp_path):
    """Looked at again it has what the history has, and of what that has not, what was told now."""
    clip, out = figure_clip(tmp_path / "clips"), tmp_path / "out"
    first = ("--load", "40", "--effort", "6", "--pain-before", "1")
    for told, line in (
        (first, "Ann: 40 kg, 1 set, effort 6 of 10, pain (0 to 10) 1 before."),
        (("--load", "50", "--pain-after", "2"), "Ann: 40 kg, 1 set, effort 6 of 10, pain (0 to 10) 1 before, 2 after."),
    ):
        args = ("analyze", clip, "--person", "Ann", "--sets", "1", *told, "--format", "text", "--format", "html")
        assert cli(*args, "-q", "--out", out).status == 0
        assert (out / "note.txt").read_text("utf-8").splitlines()[1] == line
        assert line in (out / "report.html").read_text("utf-8")
    assert cli("analyze", clip, "--format", "text", "-q", "--out", out).status == 0
    assert "Ann" not in (out / "note.txt").read_text("utf-8")


@pytest.mark.usefixtures("ann")
def test_a_change_of_an_entry_says_what_was_there(people):
    people("practice", "Ann", "--exercise", "deadlift", "--day", "2026-11-20", "--note", "first", "--pain-after", "7")
    said = people("practice", "Ann", "--entry", "last", "--note", "second", "--pain-after", "0", "--day", "2026-11-21")
    assert said.startswith("Changed: deadlift on 2026-11-21: day 2026-11-20, now 2026-11-21; ")
    assert "pain after 7, now 0" in said and "note first, now second" in said
    assert history(people).practice[0].day == date(2026, 11, 21)


@pytest.mark.usefixtures("ann")
def test_forget_says_what_it_took_out_and_takes_the_last_that_is_shown(people, cli):
    people("practice", "Ann", "--exercise", "deadlift", "--day", "2026-11-20")
    cli("ladder", "override", "Ann", "all", "--exercise", "deadlift", "--hold", "--reason", "rest", "--by", "Lee")
    assert people("forget", "Ann", "last") == "Forgotten: the practice (deadlift) of 2026-11-20.\n"
    (hold,) = history(people).overrides
    shown = people("show", "Ann")
    assert hold.id[:8] in shown and "decision about a gate (deadlift)" in shown
    assert people("forget", "Ann", hold.id[:8]).startswith("Forgotten: the decision about a gate (deadlift) of ")


@pytest.mark.usefixtures("ann")
def test_two_entries_of_a_day_are_told_apart_by_their_ids(people, cli):
    for name in ("deadlift", "glute_bridge"):
        people("practice", "Ann", "--exercise", name, "--day", "2026-11-20")
    done = cli("people", "forget", "Ann", "2026-11-20")
    assert done.status == 2 and "2 entries are meant" in done.err
    assert all(e.id[:8] in done.err for e in history(people).practice)


@pytest.mark.usefixtures("ann")
def test_what_was_done_was_not_done_in_the_future(cli):
    done = cli("people", "practice", "Ann", "--exercise", "deadlift", "--day", str(date.today() + timedelta(days=9)))  # noqa: DTZ011
    assert done.status == 2 and "has not come yet" in done.err
