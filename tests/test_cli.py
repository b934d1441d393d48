"""The command line: what it prints where, and with which exit status it ends."""

import csv
import json
import os
import subprocess
import sys
from importlib import import_module

import av
import numpy as np
import pytest

from door import figure_clip, run
from fakepose import FakePose
from hingecoach import __version__
from hingecoach.assessment import Assessment
from hingecoach.cli.options import seconds
from hingecoach.demo import EXERCISE, demo_clip
from hingecoach.errors import InputError
from hingecoach.exercises import all_exercises
from moviemaker import movie

FILES = {"assessment.json", "report.html", "annotated.mp4", "reps.csv", "angles.csv"}


@pytest.fixture
def cli(capfd, monkeypatch):
    return lambda *args, **how: run(capfd, monkeypatch, *args, **how)


def rows(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def python(*args):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.run([sys.executable, *args], env=env, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def clip(tmp_path):
    return figure_clip(tmp_path / "clips")


def test_one_clip_in_all_files_out(cli, clip):
    done = cli("analyze", clip)
    folder = clip.with_name("lift.mp4.hingecoach")
    assert done.status == 0
    assert done.err == ""
    assert {f.name for f in folder.iterdir()} == FILES
    said = "".join(done.out.split())  # long paths are broken
    assert all(str(folder / name) in said for name in FILES)
    answer = Assessment.model_validate_json((folder / "assessment.json").read_text("utf-8"))
    assert len(answer.reps) == 2
    assert len(rows(folder / "angles.csv")) == 280
    assert len(rows(folder / "reps.csv")) == 2


def test_json_and_nothing_else_on_standard_output(cli, clip, tmp_path):
    done = cli("analyze", clip, "--json", "--out", tmp_path / "out")
    assert (done.status, done.err) == (0, "")
    assert done.out == (tmp_path / "out" / "assessment.json").read_text("utf-8")
    assert json.loads(done.out)["schema_version"] == 1
    assert {f.name for f in (tmp_path / "out").iterdir()} == FILES
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]


def test_the_declared_exercise_wins(cli, clip):
    answer = json.loads(cli("analyze", clip, "--json", "--no-video", "--exercise", "good_morning").out)
    assert answer["exercise"]["declared"] == "good_morning"


def test_a_part_of_the_clip(cli, clip):
    answer = json.loads(cli("analyze", clip, "--json", "--no-video", "--start", "0:02.5", "--end", "7").out)
    assert (answer["video"]["start_s"], answer["video"]["end_s"]) == (2.5, 7.0)


@pytest.mark.parametrize(
    ("args", "files"),
    [
        (["--no-video"], FILES - {"annotated.mp4"}),
        (["--format", "html"], {"report.html"}),
        (["--format", "json", "--format", "csv"], {"assessment.json", "reps.csv", "angles.csv"}),
        (["--format", "video", "--format", "html", "--no-video"], {"report.html"}),
        (["--format", "text", "--format", "markdown"], {"note.txt", "report.md"}),
    ],
)
def test_only_the_wanted_files(cli, clip, args, files):
    assert cli("analyze", clip, "--quiet", *args).status == 0
    assert {f.name for f in clip.with_name("lift.mp4.hingecoach").iterdir()} == files


def test_pdf_without_its_program_is_refused_before_the_clip_is_looked_at(cli, clip, monkeypatch):
    def missing(_name):
        raise ModuleNotFoundError

    monkeypatch.setattr("hingecoach.report.paper.import_module", missing)
    fake = FakePose()
    done = cli("analyze", clip, "--format", "pdf", fake=fake)
    assert (done.status, done.out, fake.pictures) == (2, "", 0)
    assert done.err == "hingecoach: The PDF needs WeasyPrint. Install it with: pip install 'hingecoach[pdf]'\n"


@pytest.fixture
def earlier(cli, clip, tmp_path):
    """The result of the same clip, analysed before as a standing hinge."""
    out = tmp_path / "earlier"
    assert cli("analyze", clip, "-q", "--no-video", "--exercise", "standing_hinge", "--out", out).status == 0
    return out / "assessment.json"


def test_an_earlier_result_is_laid_beside_the_new_one(cli, clip, tmp_path, earlier):
    out = tmp_path / "now"
    args = ["--before", earlier, "--exercise", "standing_hinge", "--format", "html", "--format", "text", "--out", out]
    done = cli("analyze", clip, *args)
    assert done.status == 0
    said = " ".join(done.out.split())
    assert "Since lift.mp4 (analysed on" in said and "less than the camera can tell" in said
    assert "Compared with lift.mp4" in (out / "note.txt").read_text("utf-8")
    assert "Earlier clip. Frame" in (out / "report.html").read_text("utf-8")


def test_what_cannot_be_compared_is_refused_in_one_line_and_nothing_is_written(cli, clip, tmp_path, earlier):
    fake, out = FakePose(), tmp_path / "now"
    for args, says in (
        (["--before", tmp_path / "none.json"], "There is no file"),
        (["--before", clip], "is no result of hingecoach"),
        (["--before", earlier, "--exercise", "deadlift"], "another exercise"),
    ):
        done = cli("analyze", clip, "--out", out, *args, fake=fake)
        assert (done.status, done.out, done.err.count("\n"), fake.pictures) == (3, "", 1, 0)
        assert says in done.err
    answer = json.loads(earlier.read_text("utf-8"))
    answer["exercise"]["declared"] = "kettlebell_swing"
    earlier.write_text(json.dumps(answer))
    done = cli("analyze", clip, "--out", out, "--before", earlier)
    assert done.status == 3 and "say so with --exercise kettlebell_swing" in done.err
    assert not out.exists()


def test_the_wishes_for_the_video_reach_it(cli, clip, tmp_path):
    lengths, firsts = [], []
    for name, args in (("plain", []), ("slow", ["--slow"]), ("hidden", ["--blur-face"])):
        done = cli("analyze", clip, "-q", "--format", "video", "--out", tmp_path / name, *args)
        assert done.status == 0
        with av.open(str(tmp_path / name / "annotated.mp4")) as video:
            lengths.append(video.duration / av.time_base)
            firsts.append(next(video.decode(video=0)).to_ndarray(format="rgb24"))
    assert lengths[1] > lengths[0] + 1 and lengths[2] == lengths[0]
    assert np.abs(firsts[2].astype(int) - firsts[0]).max() > 10


def test_quiet_says_nothing(cli, clip):
    done = cli("analyze", clip, "-q", "--no-video")
    assert (done.status, done.out, done.err) == (0, "", "")


def test_nobody_in_the_clip_is_an_answer(cli, clip):
    done = cli("analyze", clip, "--json", fake=FakePose(nobody=True))
    assert done.status == 0
    assert json.loads(done.out)["movement"] == "none"
    assert {f.name for f in clip.with_name("lift.mp4.hingecoach").iterdir()} == FILES


def test_two_pictures_are_an_answer(cli, tmp_path):
    done = cli("analyze", movie(tmp_path / "blink.mp4", frames=2, size=(160, 160)))
    assert done.status == 0
    assert {f.name for f in (tmp_path / "blink.mp4.hingecoach").iterdir()} == FILES


@pytest.mark.parametrize(
    ("args", "word"),
    [
        ([], "CLIP"),
        (["lift.mp4", "--start", "soon"], "no time"),
        (["lift.mp4", "--start", "-3"], "no time"),
        (["lift.mp4", "--end", "9" * 400], "no time"),
        (["lift.mp4", "--start", "9", "--end", "3"], "before"),
        (["lift.mp4", "--end", "0"], "before"),
        (["lift.mp4", "--exercise", "deadlfit"], "Did you mean 'deadlift'?"),
        (["lift.mp4", "--exercise", ""], "Known"),
        (["lift.mp4", "--format", "docx"], "format"),
        (["lift.mp4", "--colour"], "--colour"),
        (["lift.mp4", "second.mp4"], "second.mp4"),
    ],
)
def test_wrong_usage(cli, clip, args, word):
    fake = FakePose()
    done = cli("analyze", *args, cwd=clip.parent, fake=fake)
    assert done.status == 2
    assert done.out == ""
    assert word in done.err
    assert fake.pictures == 0
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]


@pytest.mark.parametrize(
    "args",
    [
        ("analyze", "lift.mp4", "--out"),
        ("demo", "--out"),
        ("evaluate", ".", "--out"),
        ("evaluate", ".", "--tracks"),
        ("calibrate", "lift.mp4", "--out"),
        ("learn", "--html", "--out"),
        ("people", "open", "Ann", "--out"),
        ("log", "balance", "--svg"),
        ("ladder", "confidence", "Ann", "--svg"),
    ],
)
def test_an_empty_name_is_not_this_folder(cli, clip, args):
    done = cli(*args, "", cwd=clip.parent)
    assert (done.status, done.out) == (2, "")
    assert "The name is empty" in done.err
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]


def test_a_part_that_ends_before_it_begins_is_wrong_usage_of_calibrate_too(cli, clip):
    done = cli("calibrate", clip, "--start", "3", "--end", "2")
    assert done.status == 2 and "--start must come before --end" in done.err


def test_an_earlier_result_stays_where_nothing_is_left_to_write(cli, clip, tmp_path):
    out = tmp_path / "out"
    assert cli("analyze", clip, "-q", "--format", "html", "--out", out).status == 0
    done = cli("analyze", clip, "-q", "--format", "video", "--no-video", "--out", out)
    assert (done.status, "leave nothing to write" in done.err) == (2, True)
    assert [f.name for f in out.iterdir()] == ["report.html"]


def test_a_clip_is_never_replaced_not_even_through_a_link(cli, clip, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    kept = clip.read_bytes()
    clip.rename(mine / "annotated.mp4")
    link = tmp_path / "tuesday.mp4"
    link.symlink_to(mine / "annotated.mp4")
    done = cli("analyze", link, "-q", "--out", mine)
    assert done.status == 3 and "itself" in done.err
    assert (mine / "annotated.mp4").read_bytes() == kept
    (tmp_path / "report.html").symlink_to(link)
    assert cli("analyze", tmp_path / "report.html", "-q", "--out", tmp_path).status == 3
    assert (tmp_path / "report.html").is_symlink()


@pytest.mark.parametrize("name", [".", "/"])
def test_a_folder_is_no_clip(cli, name):
    done = cli("analyze", name)
    assert done.status == 3 and len(done.err.splitlines()) == 1


def test_an_unknown_backend(capfd, monkeypatch, clip):
    monkeypatch.setattr(sys, "argv", ["hingecoach", "analyze", str(clip), "--backend", "crystal_ball"])
    with pytest.raises(SystemExit) as end:
        import_module("hingecoach.cli").main()
    assert end.value.code == 2
    assert capfd.readouterr().err.startswith("hingecoach: There is no pose backend called 'crystal_ball'.")


def test_an_unknown_command(cli):
    assert cli("analyse", "lift.mp4").status == 2


class Faulty(FakePose):
    def look(self, *_args, **_how):
        raise ZeroDivisionError("a line\nand another")


def test_a_fault_of_ours_is_one_line_that_says_so(cli, clip):
    done = cli("analyze", clip, fake=Faulty())
    assert done.status == 1
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert "fault of hingecoach" in done.err and "ZeroDivisionError: a line and another" in done.err
    assert "--debug" in done.err and "report" in done.err
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]


def test_debug_shows_where_a_fault_happened(cli, clip):
    done = cli("analyze", clip, "--debug", fake=Faulty())
    assert done.status == 1
    assert "Traceback" in done.err and "fakepose" not in done.out
    assert done.err.splitlines()[-1].startswith("hingecoach: This is a fault of hingecoach")


class Hungry(FakePose):
    def look(self, *_args, **_how):
        raise MemoryError


def test_too_little_memory_is_told(cli, clip):
    done = cli("analyze", clip, fake=Hungry())
    assert done.status == 3
    assert "memory" in done.err and done.err.count("\n") == 1


def test_exercises_are_listed_with_their_names(cli):
    done = cli("exercises")
    assert done.status == 0
    lines = [line.split(maxsplit=1) for line in done.out.splitlines()]
    assert dict(lines) == {e.id: e.title for e in all_exercises().values()}
    assert lines[0][0] == "glute_bridge"


def test_the_version(cli):
    assert cli("--version").out == f"hingecoach {__version__}\n"


def test_help_names_every_command_and_needs_nothing_heavy(cli):
    done = cli("--help")
    assert done.status == 0
    assert all(f" {name} " in done.out for name in ("analyze", "demo", "evaluate", "exercises"))
    code = "import sys; import hingecoach.cli; print(*sorted(sys.modules))"
    loaded = python("-c", code).split()
    assert not {"av", "cv2", "numpy", "onnxruntime", "pydantic", "jinja2", "duckdb", "sqlalchemy", "alembic"} & set(
        loaded
    )


def test_python_m_is_the_command():
    assert python("-m", "hingecoach", "--version") == f"hingecoach {__version__}\n"


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("12.5", 12.5), ("1:30", 90), ("01:02:03.5", 3723.5), (" 7 ", 7), ("90:00", 5400)]
)
def test_times_are_read(text, value):
    assert seconds(text) == value


@pytest.mark.parametrize(
    "text",
    ["", ":", "1:", "-1", "1:99", "1:60", "1:60:00", "1.5:00", "1:2:3:4", "nan", "inf", "1e3", "1:30 am", "²", "1.2.3"],
)
def test_what_is_no_time(text):
    with pytest.raises(Exception, match="no time"):
        seconds(text)


# --- demo


def test_the_demo_says_where_the_report_lies(cli, tmp_path):
    done = cli("demo", cwd=tmp_path)
    assert done.status == 0
    assert done.out.splitlines()[-1].endswith(str(tmp_path / "hingecoach-demo" / "report.html"))
    assert {f.name for f in (tmp_path / "hingecoach-demo").iterdir()} == FILES


def test_the_demo_clip_is_a_video_of_a_known_exercise():
    from hingecoach.video import probe

    assert EXERCISE in all_exercises()
    with demo_clip() as path:
        assert probe(path).duration > 5
        assert path.stat().st_size < 500_000


# --- evaluate


def test_evaluate_scores_a_truth_folder(cli, clip, tmp_path, monkeypatch):
    truth = {
        "truth": 1,
        "clip": clip.name,
        "person": "figure",
        "source": "rendered",
        "exercise": "romanian_deadlift",
        "movement": "hinge",
        "view": {"label": "side", "azimuth_deg": 0, "faces": "right"},
        "reps": [],
        "n_reps": 2,
        "reps_known": True,
        "cues": {},
        "angles": None,
        "notes": "",
    }
    clip.with_suffix(".truth.json").write_text(json.dumps(truth))
    done = cli("evaluate", clip.parent, "--json", "--out", tmp_path / "page")
    assert done.status == 0, done.err
    scores = json.loads(done.out)
    assert scores["movement"]["right"]["k"] == 1
    assert list((tmp_path / "page").glob("*.html"))
    assert done.err.startswith("hingecoach: The page with the errors:")
    assert "Count" in cli("evaluate", clip.parent).out

    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setattr("hingecoach.evaluate.gather", lambda *_, **__: pytest.fail("clips were judged for nothing"))
    done = cli("evaluate", clip.parent, "--json", "--out", blocked)
    assert done.status == 3 and "is a file" in done.err and done.err.count("\n") == 1


def test_evaluate_needs_a_truth_folder(cli, tmp_path):
    for folder in (tmp_path, tmp_path / "no such folder"):
        done = cli("evaluate", folder)
        assert done.status == 3
        assert done.err.count("\n") == 1


def test_evaluate_needs_at_least_one_job(cli, tmp_path):
    assert cli("evaluate", tmp_path, "--jobs", "0").status == 2


# --- progress


class Screen:
    """A standard error that is a terminal."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_only(monkeypatch):
    terminal = import_module("hingecoach.terminal")
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.progress(quiet=True) as tell:
        assert tell is None
    with terminal.progress() as tell:
        tell("Looking at the clip", 0.0)
        tell("Looking at the clip", 0.5)
        tell("report.html", 0.1)
    assert "Looking at the clip" in screen.text and "50%" in screen.text and "report.html" in screen.text
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    with terminal.progress() as tell:
        assert tell is None or sys.__stderr__.isatty()


def test_errors_do_not_need_a_standard_error(monkeypatch):
    class Gone:
        def write(self, _text):
            raise OSError(5, "gone")

    terminal = import_module("hingecoach.terminal")
    monkeypatch.setattr(sys, "stderr", Gone())
    with pytest.raises(SystemExit) as end, terminal.plain_words():
        raise InputError("x")
    assert end.value.code == 3


def test_with_standard_error_closed_the_answer_is_still_given(tmp_path):
    code = "import os, sys; os.close(2); sys.stderr = None; from hingecoach.cli import main; main()"
    args = ["exercises"]
    done = subprocess.run([sys.executable, "-c", code, *args], stdout=subprocess.PIPE, check=False)
    assert done.returncode == 0 and b"deadlift" in done.stdout
    args = ["analyze", tmp_path / "nothing.mp4", "--json"]
    done = subprocess.run([sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, check=False)
    assert done.returncode == 3 and not done.stdout, "an error is never told as an answer"
