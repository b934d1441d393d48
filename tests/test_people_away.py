"""Away for good: after a deletion no byte of a person is left; copies of clips have their time."""

import os
import sqlite3
from datetime import timedelta

import pytest

from hingecoach.coach import history as nouns
from hingecoach.coach.history import Person, Practice
from hingecoach.coach.store import open_store, purge
from hingecoach.coach.store.clips import copied, in_place
from hingecoach.coach.store.place import STORE, make_private
from hingecoach.coach.store.rows import put, swap
from hingecoach.coach.store.upgrade import _back_up
from hingecoach.errors import InputError
from histories import CLIP_BYTES, DAY, NOTES, WHO, files, person, record, whole_history

TRACES = (WHO, "Zo\\u00eb", "long story", "shall read", "toe_touch_of_zoe", "lift my daughter", "byte for byte")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "lift.MP4"
    path.write_bytes(CLIP_BYTES)
    return path


def keep_all(store, clip, who=None, at=None):
    """Keep a whole history with files and the copy of a clip."""
    with clip.open("rb") as source, copied(source, clip.name, store.folder) as (video, part):
        old = {"kept_at": at, "video": video.model_copy(update={"kept_at": None})} if at else {}  # copies told no time
        changes = {"video": video} | old
        history = whole_history(who, **changes)
        store.add_person(history.person)
        with store.writing() as db:
            put(db, history.person.id, history.entries(), {r.id: files() for r in history.assessments})
            in_place([(video, part)], store.folder)
    return history


def found(folder):
    """Give which traces are to be found in any file, in UTF-8 or UTF-16."""
    data = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    return [t for t in TRACES if t.encode() in data or t.encode("utf-16-le") in data]


def test_a_person_who_is_deleted_leaves_no_byte(folder, clip):
    with open_store(folder) as store:
        other = Person(name="Bob", notes="stays")
        store.add_person(other)
        history = keep_all(store, clip)
        _back_up(folder / STORE, "0000")
        (folder / "videos" / ".part-x").write_bytes(CLIP_BYTES)
        os.utime(folder / "videos" / ".part-x", (0, 0))
    assert set(found(folder)) == {*TRACES} - {"Zo\\u00eb"}
    with open_store(folder) as store:
        assert purge.delete_person(store, history.person.id)
        assert found(folder) == []  # also while it is open
        assert store.people() == (other,)
    assert found(folder) == []
    assert sorted(p.name for p in folder.rglob("*") if p.is_file()) == [STORE]


def test_a_change_leaves_nothing_after_a_deletion(folder):
    with open_store(folder) as store:
        store.add_person(who := person(notes=""))
        for i in range(60):
            store.change_person(who.model_copy(update={"notes": NOTES * (i % 7)}))
            entry = Practice(day=DAY, note=NOTES)
            store.add(who.id, entry)
            store.replace(who.id, entry.model_copy(update={"note": "x" * 5000}))
        assert purge.delete_person(store, who.id)
    assert found(folder) == []


def test_an_entry_that_is_forgotten_leaves_no_byte_and_no_loose_ends(folder, clip):
    with open_store(folder) as store:
        history = keep_all(store, clip, Person(name="Al"))
        purge.forget(store, history.person.id, history.assessments[0].id)
        left = store.history(history.person.id)
        assert (left.assessments, left.corrections) == ((), ())
        assert left.practice[0].assessment is None
        assert left.practice[0].note == NOTES
        for entry in (*left.practice, *left.confidence, *left.overrides):
            purge.forget(store, history.person.id, entry.id)
        with pytest.raises(InputError, match="no such entry"):
            purge.forget(store, history.person.id, history.assessments[0].id)
    assert found(folder) == []


def test_a_deletion_that_was_cut_short_is_finished_by_the_next_start(folder, clip, monkeypatch):
    with open_store(folder) as store:
        history = keep_all(store, clip)
        monkeypatch.setattr(purge, "_finish", lambda _store: False)
        assert not purge.delete_person(store, history.person.id)
        assert store.people() == ()
        assert "byte for byte" in found(folder)
    monkeypatch.undo()
    with open_store(folder):
        assert found(folder) == []


def test_a_reader_in_the_way_is_told_and_the_rest_follows(folder, clip):
    with open_store(folder) as store:
        history = keep_all(store, clip)
        reader = sqlite3.connect(folder / STORE, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        raw = store.engine.raw_connection()
        raw.cursor().execute("PRAGMA busy_timeout = 100")
        raw.close()
        assert not purge.delete_person(store, history.person.id)
        reader.close()
    with open_store(folder):
        assert found(folder) == []


def test_what_killed_processes_left_goes_once_it_is_old(folder):
    with open_store(folder):
        pass
    make_private(folder / "videos")
    for name in (".work-old", ".work-new"):
        (folder / name).mkdir()
        (folder / name / "report.html").write_text(WHO)
    for path in (folder / ".work-old" / "report.html", folder / ".work-old"):
        os.utime(path, (0, 0))
    with open_store(folder):
        assert [p.name for p in folder.glob(".work-*")] == [".work-new"]


# --- copies of clips


def test_copies_go_when_their_time_is_over_and_their_assessments_stay(folder, clip):
    told = []
    with open_store(folder) as store:
        old = keep_all(store, clip, at=nouns.now() - timedelta(days=31))
        new = keep_all(store, clip, Person(name="new"), at=nouns.now() - timedelta(days=29))
        assert purge.video_days(store) is None
        purge.keep_videos_for(store, 30)
        assert purge.video_days(store) == 30
        assert store.history(old.person.id).assessments[0].video is None
        assert store.history(old.person.id).assessments[0].assessment == old.assessments[0].assessment
        assert store.history(new.person.id) == new
        assert store.videos() == (1, len(CLIP_BYTES))
        store.set("video_days", "28")
    with open_store(folder, tell=told.append) as store:
        assert store.videos() == (0, 0)
        purge.keep_videos_for(store, None)
        assert purge.video_days(store) is None
    assert told == ["1 kept video went away: the time set for videos is over."]
    assert list((folder / "videos").iterdir()) == []


def test_a_copy_of_today_stays_although_its_assessment_is_old(folder, clip):
    long_ago = nouns.now() - timedelta(days=60)
    with open_store(folder) as store:
        store.add_person(who := Person(name="Al"))
        store.add(who.id, old := record(kept_at=long_ago))
        purge.keep_videos_for(store, 30)
        with clip.open("rb") as source, copied(source, clip.name, folder) as (video, part), store.writing() as db:
            swap(db, who.id, [old.model_copy(update={"video": video})], {})
            in_place([(video, part)], folder)
    with open_store(folder) as store:
        assert store.videos() == (1, len(CLIP_BYTES))
        (kept,) = store.history(who.id).assessments
        aged = video.model_copy(update={"kept_at": long_ago})
        store.replace(who.id, kept.model_copy(update={"video": aged}))
    with open_store(folder) as store:
        assert store.videos() == (0, 0)


def test_a_copy_is_in_place_only_with_its_entry(folder, clip):
    with open_store(folder) as store:
        with clip.open("rb") as source, copied(source, clip.name, folder) as (video, _):
            assert (video.size, video.file[-4:]) == (len(CLIP_BYTES), ".mp4")
        assert list((folder / "videos").iterdir()) == []
        history = keep_all(store, clip)
        (kept,) = history.assessments
        assert store.video(kept).read_bytes() == CLIP_BYTES
        assert store.video(record()) is None
        store.video(kept).unlink()
        assert store.video(kept) is None


@pytest.mark.parametrize(
    ("name", "ending"), [("a.mov", ".mov"), ("a", ".bin"), ("a.mp4\n", ".bin"), ("a.../b", ".bin")]
)
def test_a_copy_has_a_name_of_its_own(folder, clip, name, ending):
    folder.mkdir()
    with clip.open("rb") as source, copied(source, name, folder) as (video, part):
        assert video.file[32:] == ending
        assert part.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
