"""The store: nothing finished is lost, two can write, a newer form is refused, and errors are one clear line."""

import os
import shutil
import sqlite3
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

import kills
from hingecoach.coach.history import Confidence, Person, Practice
from hingecoach.coach.store import engine as engine_module
from hingecoach.coach.store import open_store
from hingecoach.coach.store.engine import connect
from hingecoach.coach.store.place import STORE
from hingecoach.coach.store.tables import metadata
from hingecoach.coach.store.upgrade import STEPS, to_todays_form
from hingecoach.errors import InputError, OutputError, UnknownNameError
from hingecoach.places import VARIABLE, data_folder
from histories import DAY, fill, histories, person, record, track_bytes, whole_history

POSIX = os.name == "posix"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def store(folder):
    with open_store(folder) as store:
        yield store


def test_what_is_put_in_comes_out(store):
    history = whole_history()
    fill(store, history)
    assert store.history(history.person.id) == history
    assert store.file(history.assessments[0].id, "track.npz") == track_bytes()
    assert store.counts()[history.person.id]["log"] == 1


@settings(max_examples=20)
@given(history=histories())
def test_any_history_comes_out_as_it_was(tmp_path_factory, history):
    with open_store(tmp_path_factory.mktemp("any")) as store:
        fill(store, history, held={})
        assert store.history(history.person.id) == history


def test_it_is_there_again_after_closing(folder):
    history = whole_history()
    with open_store(folder) as store:
        fill(store, history)
    assert [p.name for p in folder.iterdir()] == [STORE]
    with open_store(folder) as store:
        assert store.people() == (history.person,)
        assert store.history(history.person.id) == history


def test_where_it_lies(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    assert data_folder() == tmp_path / "named"
    assert data_folder(tmp_path / "given") == tmp_path / "given"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    if sys.platform == "linux":
        assert data_folder() == tmp_path / "xdg" / "hingecoach"


@pytest.mark.skipif(not POSIX, reason="modes of Unix")
def test_nobody_else_can_read_it(folder):
    before = os.umask(0)
    try:
        with open_store(folder) as store:
            store.add_person(person())
            modes = {p.name: p.stat().st_mode & 0o777 for p in folder.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) > {STORE}  # the write-ahead log is there while it is open
    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / STORE).chmod(0o644)
    with open_store(folder):
        assert (folder / STORE).stat().st_mode & 0o777 == 0o600


def test_people_are_found_by_name_or_id(store):
    ann = Person(name="Ann  B")
    with pytest.raises(InputError, match="people add"):
        store.find("Ann")
    store.add_person(ann)
    assert store.find("ann b") == store.find(ann.id) == ann
    with pytest.raises(UnknownNameError, match="Did you mean 'Ann  B'"):
        store.find("Anne B")


def test_of_two_who_change_a_person_each_changes_only_what_they_say(store):
    store.add_person(ann := Person(name="Ann"))
    store.change_person(ann.model_copy(update={"height_cm": 170}), ["height_cm"])
    store.change_person(ann.model_copy(update={"notes": "x"}), ["notes"])
    now = store.find("Ann")
    assert (now.height_cm, now.notes) == (170, "x")


def test_two_people_have_two_names(store):
    store.add_person(Person(name="J. S."))
    store.add_person(other := Person(name="J. T."))
    for attempt in (store.add_person, store.change_person):
        with pytest.raises(InputError, match="already"):
            attempt(other.model_copy(update={"name": "j. s."}))
    store.change_person(other.model_copy(update={"goals": ("walk",)}))
    assert store.find("J. T.").goals == ("walk",)


def test_entries_of_nobody_and_about_nothing_are_refused_whole(store):
    who = person()
    store.add_person(who)
    lonely = whole_history().corrections[0]
    with pytest.raises(InputError, match="not in the store"):
        store.add("0" * 32, Practice(day=DAY))
    with pytest.raises(InputError, match="not in the store"):
        store.add(who.id, Practice(day=DAY), lonely)
    with pytest.raises(InputError, match="not in the store"):
        store.replace(who.id, Practice(day=DAY))
    with pytest.raises(KeyError):
        store.history("0" * 32)
    with pytest.raises(KeyError):
        store.file("0" * 32, "track.npz")
    assert list(store.history(who.id).entries()) == []


def test_an_entry_of_somebody_else_is_not_replaced(store):
    one, two = Person(name="one"), Person(name="two")
    entry = Practice(day=DAY, effort=3)
    store.add_person(one)
    store.add_person(two)
    store.add(one.id, entry)
    with pytest.raises(InputError):
        store.replace(two.id, entry.model_copy(update={"effort": 9}))
    store.replace(one.id, changed := entry.model_copy(update={"pain_next_day": 2}))
    assert store.history(one.id).practice == (changed,)


def test_a_log_that_is_imported_twice_adds_nothing(store):
    who = person()
    store.add_person(who)
    (entry,) = whole_history().log
    more = [entry.model_copy(update={"id": f"{i:032x}", "key": f"strong:{i}"}) for i in range(3)]
    assert store.add_log(who.id, more) == 3
    assert store.add_log(who.id, [e.model_copy(update={"id": f"{i:032x}"}) for i, e in enumerate(more, 9)]) == 0
    assert len(store.history(who.id).log) == 3


# --- other forms


def next_form(tmp_path):
    """Give steps that are one further than today's."""
    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps)
    (steps / "versions" / "v9999_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision = '9999'\ndown_revision = '0001'\n"
        "def upgrade():\n    op.add_column('people', sa.Column('colour', sa.String(10)))\n"
    )
    return steps


def test_the_steps_make_the_tables_of_the_code(store):
    made = inspect(store.engine)
    for table in metadata.sorted_tables:
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in made.get_columns(table.name)}
        assert columns == {c.name: (str(c.type), c.nullable) for c in table.columns}
        assert {i["name"] for i in made.get_indexes(table.name)} >= {i.name for i in table.indexes}
        keys = {(k["constrained_columns"][0], k["referred_table"]) for k in made.get_foreign_keys(table.name)}
        assert keys == {(k.parent.name, k.column.table.name) for k in table.foreign_keys}
    assert {c["name"] for c in made.get_unique_constraints("entries")} == {"entries_person_key"}


def test_a_newer_store_is_refused_in_one_line_and_left_alone(tmp_path, folder):
    with open_store(folder) as store:
        store.add_person(person())
        to_todays_form(store.engine, folder / STORE, steps=next_form(tmp_path))
    before = (folder / STORE).read_bytes()
    with pytest.raises(InputError, match=r"newer hingecoach \(form 9999.*Update hingecoach") as e:
        open_store(folder)
    assert "\n" not in str(e.value)
    assert (folder / STORE).read_bytes() == before


def test_an_older_store_is_upgraded_after_a_backup(tmp_path, folder):
    history = whole_history()
    told = []
    with open_store(folder) as store:
        fill(store, history)
        to_todays_form(store.engine, folder / STORE, told.append, next_form(tmp_path))
        assert "colour" in {c["name"] for c in inspect(store.engine).get_columns("people")}
        assert store.history(history.person.id) == history
    (backup,) = (folder / "backups").iterdir()
    assert str(backup) in told[0]
    assert backup.stat().st_mode & 0o777 == 0o600 or not POSIX
    (tmp_path / "again").mkdir()
    shutil.copy(backup, tmp_path / "again" / STORE)
    with open_store(tmp_path / "again") as store:
        assert store.history(history.person.id) == history


def test_an_upgrade_that_fails_changes_nothing(tmp_path, folder):
    steps = next_form(tmp_path)
    with (steps / "versions" / "v9999_more.py").open("a") as file:
        file.write("    raise ZeroDivisionError\n")
    with open_store(folder) as store:
        store.add_person(person())
        with pytest.raises(ZeroDivisionError):
            to_todays_form(store.engine, folder / STORE, steps=steps)
    with open_store(folder) as store:
        assert len(store.people()) == 1
        assert "colour" not in {c["name"] for c in inspect(store.engine).get_columns("people")}


def test_only_a_few_backups_are_kept(tmp_path, folder):
    (folder / "backups").mkdir(parents=True)
    for i in range(5):
        (folder / "backups" / f"2020010{i}T000000-form-0000.sqlite3").touch()
    with open_store(folder) as store:
        to_todays_form(store.engine, folder / STORE, steps=next_form(tmp_path))
    kept = sorted(p.name[:8] for p in (folder / "backups").iterdir())
    assert len(kept) == 3 and kept[:2] == ["20200103", "20200104"]


def test_the_tables_are_no_matter_of_sqlite():
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


# --- two at once


def _write(folder, name, n):
    with open_store(folder) as store:
        who = store.find(name)
        for i in range(n):
            store.add(who.id, Confidence(day=DAY, task=f"{os.getpid()} {i}", score=i % 10))


def test_processes_write_at_once(folder):
    with open_store(folder) as store:
        store.add_person(who := person())
    processes = [get_context("spawn").Process(target=_write, args=(folder, who.id, 40)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [p.exitcode for p in processes] == [0, 0, 0]
    with open_store(folder) as store:
        tasks = [c.task for c in store.history(who.id).confidence]
    assert len(tasks) == len(set(tasks)) == 120


def _open(folder, start):
    start.wait(60)
    with open_store(folder) as store:
        store.add_person(Person(name=f"P{os.getpid()}"))


def test_processes_make_it_at_once(folder):
    context = get_context("spawn")
    start = context.Barrier(3)
    processes = [context.Process(target=_open, args=(folder, start)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [p.exitcode for p in processes] == [0, 0, 0]
    with open_store(folder) as store:
        assert len(store.people()) == 3


def test_one_who_writes_for_too_long_is_named(store, monkeypatch):
    monkeypatch.setattr(engine_module, "BUSY_S", 0.1)
    with open_store(store.folder) as second, store.writing(), pytest.raises(OutputError, match="Try again"):
        second.add_person(person())
    store.add_person(person())


def test_reading_waits_for_nobody(store):
    store.add_person(person())
    with store.writing():
        assert len(store.people()) == 1


# --- killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a Unix")
def test_kill_9_loses_nothing_that_was_finished(tmp_path, root):
    done = subprocess.run(
        [sys.executable, root / "tests" / "kills.py", "12"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'entries': 0" not in done.stdout


@pytest.mark.clips
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a Unix")
def test_kill_9_two_hundred_times(tmp_path):
    wrong, counts = kills.kill(200, tmp_path)
    assert wrong == []
    assert counts["entries"] > 200


def test_a_loss_would_be_noticed(tmp_path):
    told = kills.Told(entries={"0" * 32: 1.0}, marks={"mark1"}, deleted={"mark2"})
    with open_store(tmp_path / "data") as store:
        store.add_person(Person(name="Kim", notes="mark2 and mark1"))
    wrong = kills.look(tmp_path / "data", told)
    assert sorted(wrong) == [f"lost entry {'0' * 32}", "mark1 is still to be found", "mark2 is still to be found"]


# --- what can stand in the way


@pytest.mark.skipif(not POSIX or os.geteuid() != 0, reason="only root can make a small disk")
@pytest.mark.parametrize("size", ["16k", "400k"])
def test_a_disk_that_is_really_full(tmp_path, size):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size={size} tmpfs {disk} 2>/dev/null"):  # noqa: S605
        pytest.skip("no disk can be made here")
    finished = []
    try:
        with pytest.raises(OutputError, match="the disk is full") as e:
            _fill_up(disk / "data", finished)
        assert "\n" not in str(e.value)
        if finished:
            with open_store(disk / "data") as store:
                (who,) = store.people()
                assert {p.id for p in store.history(who.id).practice} >= set(finished)
    finally:
        os.system(f"umount {disk}")  # noqa: S605
    assert bool(finished) == (size == "400k")


def _fill_up(folder, finished):
    with open_store(folder) as store:
        who = person()
        store.add_person(who)
        for i in range(1000):
            entry = Practice(day=DAY, note=f"{i} " * 2000)
            store.add(who.id, entry)
            finished.append(entry.id)


def damaged(folder, how):
    with open_store(folder) as store:
        fill(store, whole_history())
    path = folder / STORE
    match how:
        case "text":
            path.write_text("no store, " * 2000)
        case "other":
            path.unlink()
            with sqlite3.connect(path) as db:
                db.execute("CREATE TABLE songs (name TEXT)")
            db.close()
        case "cut":
            path.write_bytes(path.read_bytes()[:9000])
        case _:
            data = bytearray(path.read_bytes())
            data[4096:40000] = b"\xff" * (40000 - 4096)
            path.write_bytes(data)


def read_all(folder):
    with open_store(folder) as store:
        return [store.history(who.id) for who in store.people()]


@pytest.mark.parametrize("how", ["text", "other", "cut", "overwritten"])
def test_a_file_that_is_no_store_or_damaged(folder, how):
    damaged(folder, how)
    before = (folder / STORE).read_bytes()
    with pytest.raises(InputError, match=r"no hingecoach store|broken") as e:
        read_all(folder)
    assert "\n" not in str(e.value)
    assert (folder / STORE).read_bytes()[100:] == before[100:]  # SQLite's header may say how it was opened


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "in it"):
        with pytest.raises(OutputError, match="--data"):
            open_store(folder)


def test_a_store_that_is_a_folder(folder):
    (folder / STORE).mkdir(parents=True)
    with pytest.raises(OutputError, match="--data"):
        open_store(folder)


def test_a_store_that_may_not_be_written(folder, monkeypatch):
    with open_store(folder) as store:
        store.add_person(person())
    with connect(folder / STORE).connect() as db:  # root may write everything, so SQLite itself is told not to
        db.exec_driver_sql("PRAGMA query_only = ON")
        db.rollback()
    monkeypatch.setattr(engine_module, "PRAGMAS", (*engine_module.PRAGMAS, "query_only = ON"))
    with open_store(folder) as store:
        assert len(store.people()) == 1
        with pytest.raises(OutputError, match="write-protected"):
            store.add_person(Person(name="B"))


def test_files_of_an_entry_are_replaced_with_it(store):
    who, clip = person(), record()
    store.add_person(who)
    store.add(who.id, clip, files={clip.id: {"report.html": b"old", "track.npz": b"points"}})
    store.replace(who.id, clip, files={clip.id: {"report.html": b"new"}})
    assert store.file(clip.id, "report.html") == b"new"
    assert store.file(clip.id, "track.npz") == b"points"


def test_nothing_of_a_server_is_loaded_before_it_is_asked_for():
    code = "import sys, hingecoach.coach.history, hingecoach.cli; print({'sqlalchemy', 'alembic'} & set(sys.modules))"
    path = os.pathsep.join(p for p in sys.path if p)
    env = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_data_folder_is_a_plain_path(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder("~/mine") == tmp_path / "mine"
    assert data_folder("relative") == Path.cwd() / "relative"
