"""Results are written whole or not at all."""

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from hingecoach.errors import OutputError
from hingecoach.files import check_writable, shown, whole_folder, write_whole

RESULTS = ("assessment.json", "report.html", "annotated.mp4", "reps.csv", "angles.csv")
ANSWER = '{"made_with": {"hingecoach": "0.1.0"}}'

unix = pytest.mark.skipif(os.name != "posix", reason="modes of Unix")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def write(folder, **files):
    with whole_folder(folder, RESULTS) as fresh:
        for name, text in files.items():
            (fresh / name.replace("_", ".")).write_text(text)


def break_off(folder, ends):
    with whole_folder(folder, RESULTS) as fresh:
        (fresh / "report.html").write_text("half")
        raise ends


def held(folder):
    return {f.name: f.read_text() for f in folder.iterdir()}


def test_the_folder_appears_at_the_end_only(tmp_path):
    out = tmp_path / "out"
    with whole_folder(out, RESULTS) as fresh:
        (fresh / "report.html").write_text("new")
        assert not out.exists()
        assert fresh.parent.parent == tmp_path
        if os.name == "posix":
            assert stat.S_IMODE(fresh.parent.stat().st_mode) == 0o700
    assert held(out) == {"report.html": "new"}
    assert [f.name for f in tmp_path.iterdir()] == ["out"]


@unix
def test_nobody_else_may_read_the_results_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        write(tmp_path / "out", report_html="", reps_csv="")
    finally:
        os.umask(before)
    assert mode(tmp_path / "out") == 0o700
    assert {mode(f) for f in (tmp_path / "out").iterdir()} == {0o600}


@unix
@pytest.mark.parametrize(("old", "new"), [(0o755, 0o700), (0o777, 0o700), (0o700, 0o700), (0o500, 0o500)])
def test_a_folder_of_ours_is_closed_and_a_stricter_one_stays_strict(tmp_path, old, new):
    write(tmp_path / "out.hingecoach", report_html="")
    (tmp_path / "out.hingecoach").chmod(old)
    write(tmp_path / "out.hingecoach", report_html="")
    assert mode(tmp_path / "out.hingecoach") == new


@unix
@pytest.mark.parametrize("theirs", [0o755, 0o750, 0o700])
def test_the_users_own_folder_keeps_its_mode_and_only_our_files_are_closed(tmp_path, theirs):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "notes.txt").chmod(0o644)
    tmp_path.chmod(theirs)
    write(tmp_path, report_html="new")
    assert (mode(tmp_path), mode(tmp_path / "notes.txt")) == (theirs, 0o644)
    assert mode(tmp_path / "report.html") == 0o600


@unix
def test_a_disk_without_modes_is_no_fault(tmp_path, monkeypatch):
    def refuse(path, _mode):
        raise PermissionError(errno.EPERM, "Operation not permitted", str(path))

    monkeypatch.setattr(type(tmp_path), "chmod", refuse)
    write(tmp_path / "out", report_html="new")
    assert held(tmp_path / "out") == {"report.html": "new"}


def test_folders_above_are_made(tmp_path):
    write(tmp_path / "a" / "b" / "out", report_html="new")
    assert held(tmp_path / "a" / "b" / "out") == {"report.html": "new"}


@pytest.mark.parametrize("ends", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_stays_when_it_ends_early(tmp_path, ends):
    with pytest.raises(ends):
        break_off(tmp_path / "a" / "b" / "out", ends)
    assert not list(tmp_path.iterdir())


def test_an_earlier_result_is_replaced_as_a_whole(tmp_path):
    write(tmp_path / "out.hingecoach", report_html="old", annotated_mp4="old")
    write(tmp_path / "out.hingecoach", report_html="new")
    assert held(tmp_path / "out.hingecoach") == {"report.html": "new"}
    assert [f.name for f in tmp_path.iterdir()] == ["out.hingecoach"]


def test_a_folder_with_an_answer_of_ours_is_replaced_as_a_whole(tmp_path):
    write(tmp_path / "out", assessment_json='{"made_with": {"hingecoach": "0.1.0"}}', annotated_mp4="old")
    write(tmp_path / "out", report_html="new")
    assert held(tmp_path / "out") == {"report.html": "new"}


def test_an_earlier_result_stays_when_it_ends_early(tmp_path):
    write(tmp_path / "out", report_html="old")
    with pytest.raises(RuntimeError):
        break_off(tmp_path / "out", RuntimeError)
    assert held(tmp_path / "out") == {"report.html": "old"}


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "reps.csv").write_text("mine")
    theirs = {"notes.txt": "mine", "reps.csv": "mine"}
    write(tmp_path, report_html="hingecoach 1")
    assert held(tmp_path) == {**theirs, "report.html": "hingecoach 1"}
    write(tmp_path, report_html="hingecoach 2", assessment_json=ANSWER)
    assert held(tmp_path) == {**theirs, "report.html": "hingecoach 2", "assessment.json": ANSWER}
    write(tmp_path, report_html="hingecoach 3")
    assert held(tmp_path) == {**theirs, "report.html": "hingecoach 3"}


def test_a_file_of_the_users_beside_our_answer_stays(tmp_path):
    write(tmp_path / "out", assessment_json=ANSWER)
    (tmp_path / "out" / "reps.csv").write_text("day,squats\n")
    write(tmp_path / "out", assessment_json=ANSWER)
    assert held(tmp_path / "out") == {"assessment.json": ANSWER, "reps.csv": "day,squats\n"}


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("assessment.json", '{"pupil": "Ann"}'),
        ("assessment.json", "[" * 100_000),
        ("assessment.json", '{"made_with": {"word": 1}}'),
        ("reps.csv", "day,squats\n"),
        ("angles.csv", "time,knee\n"),
        ("report.html", "<h1>School</h1>"),
    ],
)
def test_a_file_that_we_did_not_write_is_not_replaced(tmp_path, name, theirs):
    (tmp_path / name).write_text(theirs)
    ours = {name.replace(".", "_"): "new"}
    with pytest.raises(OutputError, match="was not written by hingecoach and would be lost") as caught:
        write(tmp_path, annotated_mp4="new", **ours)
    assert "\n" not in str(caught.value)
    with pytest.raises(OutputError, match="would be lost"):
        check_writable(tmp_path, RESULTS, [name])
    assert held(tmp_path) == {name: theirs}
    check_writable(tmp_path, RESULTS, ["annotated.mp4"])


def test_a_single_file_of_ours_or_an_empty_one_is_replaced(tmp_path):
    for old in ("index,start_s,bottom_s,top_s\n", ""):
        (tmp_path / "reps.csv").write_text(old)
        write(tmp_path, reps_csv="new")
        assert held(tmp_path) == {"reps.csv": "new"}


def test_a_folder_of_the_users_with_a_results_name_is_left_alone(tmp_path):
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    (tmp_path / "out" / "report.html" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="is a folder"):
        write(tmp_path / "out", report_html="new")
    assert (tmp_path / "out" / "report.html" / "mine.txt").read_text() == "mine"


@unix
def test_one_file_is_closed_to_others(tmp_path):
    write_whole(tmp_path / "trend.svg", "<svg/>")
    assert mode(tmp_path / "trend.svg") == 0o600


def test_a_name_that_is_too_long_is_told_in_words(tmp_path):
    for try_it in (
        lambda p: check_writable(p, RESULTS),
        lambda p: write(p, report_html="x"),
        lambda p: write_whole(p, "x"),
    ):
        with pytest.raises(OutputError, match="too long"):
            try_it(tmp_path / ("x" * 300))


def test_the_folder_one_stands_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(type(tmp_path)(), report_html="new")
    assert held(tmp_path) == {"report.html": "new"}


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", report_html="new")
    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "real") == {"report.html": "new"}


@pytest.mark.parametrize("others", [{}, {"notes.txt": "mine"}])
def test_a_rename_that_fails_is_undone(tmp_path, monkeypatch, others):
    out = tmp_path / "out"
    write(out, report_html="hingecoach", reps_csv="index,start_s,bottom_s,")
    for name, text in others.items():
        (out / name).write_text(text)
    before, rename = held(out), type(out).rename

    def stuck(self, target):
        last_step = self.name == "new" or (self.parent.name == "new" and self.name == "report.html")
        if last_step:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return rename(self, target)

    monkeypatch.setattr("pathlib.Path.rename", stuck)
    with pytest.raises(OutputError, match="the disk reports a fault"):
        write(out, assessment_json="new", report_html="new")
    assert held(out) == before
    assert [f.name for f in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_in_words(tmp_path, number):
    with (
        pytest.raises(OutputError, match=r"cannot be written to '.*out'.*--out"),
        whole_folder(tmp_path / "out", RESULTS),
    ):
        raise OSError(number, "")  # as an encoder says it, without a name
    assert not list(tmp_path.iterdir())


def test_a_fault_elsewhere_is_not_taken_for_one_of_the_output(tmp_path):
    with pytest.raises(FileNotFoundError), whole_folder(tmp_path / "out", RESULTS):
        (tmp_path / "no such clip").read_bytes()


def test_a_file_in_the_way(tmp_path):
    (tmp_path / "out").write_text("mine")
    for path in (tmp_path / "out", tmp_path / "out" / "in it"):
        with pytest.raises(OutputError, match="--out"):
            check_writable(path, RESULTS)
        with pytest.raises(OutputError, match="--out"):
            write(path, report_html="new")
    assert held(tmp_path) == {"out": "mine"}


def test_trying_a_place_leaves_nothing_behind(tmp_path):
    write(tmp_path / "old", report_html="old")
    for path in (tmp_path / "a" / "b", tmp_path / "old", tmp_path):
        check_writable(path, RESULTS)
    assert held(tmp_path / "old") == {"report.html": "old"}
    assert [f.name for f in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("where", ["pathlib.Path.mkdir", "shutil.rmtree"])
def test_ctrl_c_while_a_place_is_tried_leaves_nothing_behind(tmp_path, monkeypatch, where):
    module, name = where.rsplit(".", 1)
    owner = {"pathlib.Path": Path, "shutil": shutil}[module]
    real, calls = getattr(owner, name), []

    def stopped(path, *args, **how):
        if str(path).endswith("new") or (name == "rmtree" and not calls):
            calls.append(path)
            raise KeyboardInterrupt
        return real(path, *args, **how)

    monkeypatch.setattr(where, stopped)
    with pytest.raises(KeyboardInterrupt):
        check_writable(tmp_path / "out", RESULTS)
    assert calls and not list(tmp_path.iterdir())


def test_names_are_shown_in_one_printable_line():
    assert shown("a\nb\x1b[0m\udcff.mp4") == "'a\\nb\\x1b[0m�.mp4'"
    assert shown("läuft 🏋.mp4") == "'läuft 🏋.mp4'"


@pytest.mark.parametrize("held", [b"\x00\x00\x00\x18ftypmp42", b"date,exercise,sets\n"])
def test_one_file_replaces_an_earlier_one_of_its_kind_and_no_other(tmp_path, held):
    file, link = tmp_path / "mine", tmp_path / "link"
    write_whole(file, '{"a": 1}')
    write_whole(file, '{"a": 2}')
    assert file.read_text() == '{"a": 2}'
    file.write_bytes(held)
    link.symlink_to(file)
    for path in (file, link):
        with pytest.raises(OutputError, match="holds something else"):
            write_whole(path, '{"a": 3}')
    assert file.read_bytes() == held
    file.write_bytes(b"")
    write_whole(file, "<svg/>")
    assert file.read_text() == "<svg/>"
