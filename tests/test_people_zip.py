"""A person as one zip: everything goes and comes back equal, and a zip that is made to do harm is refused whole."""

import csv
import io
import json
import os
import struct
import zipfile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import numpy as np
import pytest
from hypothesis import given, settings

from hingecoach.coach import unpack
from hingecoach.coach.archive import HISTORY, MANIFEST, Manifest, export_person
from hingecoach.coach.history import History, Person, new_id
from hingecoach.coach.store import open_store
from hingecoach.coach.store.purge import delete_person
from hingecoach.coach.unpack import import_person
from hingecoach.errors import InputError, OutputError
from histories import CLIP_BYTES, fill, histories, person, track_bytes, whole_history
from test_people_away import keep_all


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "lift.mp4"
    path.write_bytes(CLIP_BYTES)
    return path


@pytest.fixture
def out(tmp_path, clip):
    """Give the zip of a whole history, with the copy of a clip."""
    with open_store(tmp_path / "from") as store:
        history = keep_all(store, clip)
        return export_person(store, history.person.id, tmp_path / "person.zip")


@pytest.fixture
def into(tmp_path):
    with open_store(tmp_path / "into") as store:
        yield store


def history_of(path):
    with ZipFile(path) as archive:
        return History.model_validate_json(archive.read(HISTORY))


def test_everything_comes_back_equal(out, into):
    who = import_person(into, out)
    history = into.history(who.id)
    assert history == history_of(out)
    (record,) = history.assessments
    assert into.file(record.id, "track.npz") == track_bytes()
    assert into.video(record).read_bytes() == CLIP_BYTES
    again = export_person(into, who.id, out.with_name("again.zip"))
    with ZipFile(out) as one, ZipFile(again) as two:
        assert one.namelist() == two.namelist()
        assert all(one.read(name) == two.read(name) for name in one.namelist())


@settings(max_examples=15)
@given(history=histories())
def test_any_history_comes_back_equal(tmp_path_factory, history):
    folder = tmp_path_factory.mktemp("any")
    with open_store(folder / "one") as one, open_store(folder / "two") as two:
        fill(one, history, held={})
        import_person(two, export_person(one, history.person.id, folder / "x.zip"))
        assert two.history(history.person.id) == history


def test_it_is_in_open_formats(out):
    with ZipFile(out) as archive:
        names = archive.namelist()
        (track,) = [n for n in names if n.endswith("track.npz")]
        arrays = np.load(io.BytesIO(archive.read(track)), allow_pickle=False)
        rows = list(csv.DictReader(archive.read("tables/practice.csv").decode().splitlines()))
        answer = json.loads(archive.read(track.replace("track.npz", "assessment.json")))
        assert archive.read(track.replace("track.npz", "pictures/01.png")) == b"hello"
    assert arrays["xy"].shape[1:] == (33, 2)
    assert rows[0]["load_kg"] == "20.0"
    assert answer["schema_version"] == 1
    assert {"README.txt", "tables/verdicts.csv", "tables/log.csv"} <= set(names)


@pytest.mark.skipif(os.name != "posix", reason="modes of Unix")
def test_only_its_owner_can_read_it(out):
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_export_replaces_nothing_and_leaves_nothing_half_made(tmp_path, out, monkeypatch):
    with open_store(tmp_path / "from") as store:
        (who,) = store.people()
        before = out.read_bytes()
        with pytest.raises(OutputError, match="already"):
            export_person(store, who.id, out)
        with pytest.raises(OutputError, match="cannot be written"):
            export_person(store, who.id, tmp_path / "no such folder" / "x.zip")

        def full(*_args, **_how):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(ZipFile, "write", full)
        with pytest.raises(OutputError, match="the disk is full"):
            export_person(store, who.id, tmp_path / "other.zip")
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["from", "lift.mp4", "person.zip"]


def test_a_person_who_is_there_is_not_doubled(out, into):
    who = import_person(into, out)
    with pytest.raises(InputError, match="in the store already"):
        import_person(into, out)
    into.change_person(who.model_copy(update={"name": "renamed"}))
    with pytest.raises(InputError, match="in the store already"):
        import_person(into, out, name="other")
    assert len(into.people()) == 1


def test_a_name_that_is_taken_can_be_changed(out, into):
    into.add_person(Person(name=person().name.upper()))
    with pytest.raises(InputError, match="--name"):
        import_person(into, out)
    assert import_person(into, out, name="Zoë 2").name == "Zoë 2"


# --- harm


def changed(path, change, **members):
    """Write the zip anew: ``change`` maps a member's name and bytes to others, or to None; ``members`` are added."""
    target = path.with_name("changed.zip")
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = change(info.filename, old.read(info))
            if data is not None:
                new.writestr(info.filename, data, info.compress_type)
        for name, data in members.items():
            new.writestr(name, data)
    return target


def same(_name, data):
    return data


def only(part, data):
    return lambda name, old: data if part in name else old


def in_json(path, change):
    def edit(name, data):
        if name != HISTORY:
            return data
        value = json.loads(data)
        change(value)
        return json.dumps(value)

    return changed(path, edit)


def assert_refused(store, path, words):
    before = sorted(p for p in path.parent.rglob("*") if p.suffix != ".zip")
    with pytest.raises(InputError, match=words) as e:
        import_person(store, path)
    assert "\n" not in str(e.value)
    assert store.people() == ()
    after = sorted(p for p in path.parent.rglob("*") if p.suffix != ".zip")
    assert [p for p in after if p not in before and p.name != "videos"] == []


OUTSIDE = ["../evil", "a/../../evil", "/evil", "..\\evil", "C:\\evil", "videos/../../evil"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_names_that_lead_outside(out, into, name):
    assert_refused(into, changed(out, same, **{name: b"x"}), "outside")


@pytest.mark.parametrize("name", ["../../evil.npz", "/evil.npz", "a/b.npz", "x.exe", ".hidden.npz", "a\nb.npz"])
def test_names_of_files_in_the_history_that_lead_outside(out, into, name):
    assert_refused(into, in_json(out, lambda h: h["assessments"][0]["files"].append(name)), "does not write")


def test_a_name_of_a_video_that_leads_outside(out, into):
    def point_outside(history):
        history["assessments"][0]["video"]["file"] = "../hingecoach.sqlite3"

    assert_refused(into, in_json(out, point_outside), "video.file")


def test_a_bomb_is_refused_before_it_is_unpacked(out, into):
    assert_refused(into, changed(out, only("report.html", bytes(100_000_000))), "swell")


def test_a_bomb_in_the_track_is_refused_before_it_is_unpacked(out, into, monkeypatch):
    arrays = io.BytesIO()
    with ZipFile(arrays, "w", ZIP_DEFLATED) as bomb:
        bomb.writestr("xy.npy", bytes(300_000_000))
    monkeypatch.setattr(unpack, "load_track", lambda _file: pytest.fail("it was unpacked"))
    assert_refused(into, changed(out, only("track.npz", arrays.getvalue())), "no track")


def lying_array():
    """A header that speaks of eight terabytes."""
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }".ljust(117) + b"\n"
    arrays = io.BytesIO()
    with ZipFile(arrays, "w") as file:
        file.writestr("xy.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header)
    return arrays.getvalue()


def pickled():
    arrays = io.BytesIO()
    np.savez(arrays, xy=np.array([{"a": 1}], dtype=object))
    return arrays.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK", pickled(), lying_array()], ids=["empty", "cut", "pickle", "lie"])
def test_a_track_that_is_none(out, into, data):
    assert_refused(into, changed(out, only("track.npz", data)), "no track")


def test_members_that_share_their_bytes(out, into, monkeypatch):
    monkeypatch.setattr(unpack, "SWELLS", 1e9)
    with ZipFile(out) as archive:
        most = max(archive.infolist(), key=lambda m: m.compress_size)
    listing = zipfile.ZipFile.infolist
    monkeypatch.setattr(ZipFile, "infolist", lambda self: [*listing(self), *[_alias(most, i) for i in range(20)]])
    assert_refused(into, out, "swell")


def _alias(info, i):
    twin = zipfile.ZipInfo(f"alias{i}")
    twin.compress_size, twin.file_size, twin.compress_type = info.compress_size, info.compress_size, ZIP_STORED
    return twin


def test_limits_on_number_and_size(out, into, monkeypatch):
    monkeypatch.setattr(unpack, "MOST_MEMBERS", 5)
    assert_refused(into, out, "too many")
    monkeypatch.undo()
    monkeypatch.setitem(unpack.LARGEST, HISTORY, 100)
    assert_refused(into, out, "too large")
    monkeypatch.undo()
    monkeypatch.setattr(unpack, "LARGEST_IN_ALL", 100)
    assert_refused(into, out, "swell")


def test_two_of_one_name(out, into):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = changed(out, same, **{HISTORY: b"{}"})
    assert_refused(into, path, "one name")


def test_a_locked_member_and_an_unknown_packing(out, into):
    locked = out.with_name("locked.zip")
    data = bytearray(out.read_bytes())
    at = data.index(b"PK\x01\x02", data.rindex(CLIP_BYTES[:20]))
    data[at + 8] |= 1
    locked.write_bytes(data)
    assert_refused(into, locked, "password")
    with ZipFile(out.with_name("packed.zip"), "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(MANIFEST, b"{}")
    assert_refused(into, out.with_name("packed.zip"), "packed in a way")


@pytest.mark.parametrize("part", [HISTORY, MANIFEST, "track.npz", "report.html", "videos/"])
def test_what_is_missing(out, into, part):
    assert_refused(into, changed(out, only(part, None)), "not whole")


@pytest.mark.parametrize(
    ("part", "data", "words"),
    [
        (HISTORY, b"{}", "person"),
        (HISTORY, b"[" * 100_000, "not as hingecoach writes it"),
        (HISTORY, b"\xff\xfe", "not as hingecoach writes it"),
        (MANIFEST, b"{}", "outside|missing|person"),
        (MANIFEST, b"no json", "no zip from"),
        (MANIFEST, Manifest(format="other").model_dump_json(), "no zip from"),
        (MANIFEST, Manifest(version=2, made_with="9.0\n").model_dump_json(), "newer hingecoach"),
        ("videos/", b"another clip", "not the one"),
    ],
)
def test_what_is_not_as_it_was_written(out, into, part, data, words):
    if (part, data) == (MANIFEST, b"{}"):
        assert import_person(into, changed(out, only(part, data))).name == person().name  # all of it has a default
        return
    assert_refused(into, changed(out, only(part, data)), words)


def test_entries_that_are_somebody_elses(out, into):
    import_person(into, out)
    stolen = in_json(out, lambda h: h["person"].update(id=new_id(), name="thief"))
    before = into.counts()
    with pytest.raises(InputError, match=r"already|not as hingecoach"):
        import_person(into, stolen)
    assert into.counts() == before


@pytest.mark.parametrize("cut", [0, 1, 100, -100])
def test_a_file_that_is_no_zip_or_cut(tmp_path, out, into, cut):
    path = tmp_path / "cut.zip"
    path.write_bytes(out.read_bytes()[:cut])
    assert_refused(into, path, r"no zip, or it is broken|not whole")  # of a cut zip the track, a zip too, may be found


def test_random_damage_ends_in_a_person_or_in_words(out, into):
    good = out.read_bytes()
    rng = np.random.default_rng(3)
    path = out.with_name("damaged.zip")
    for _ in range(150):
        data = np.frombuffer(good, np.uint8).copy()
        start = len(good) - 3000 if rng.random() < 0.5 else 0
        data[rng.integers(start, len(good), size=rng.integers(1, 6))] = rng.integers(256)
        path.write_bytes(data.tobytes())
        if (who := taken(into, path)) is not None:  # what was damaged is not read: a table, a picture
            delete_person(into, who.id)


def taken(store, path):
    try:
        return import_person(store, path)
    except InputError:
        return None


def test_what_is_no_file(tmp_path, into):
    assert_refused(into, tmp_path / "missing.zip", "There is no file")
    (tmp_path / "folder.zip").mkdir()
    assert_refused(into, tmp_path / "folder.zip", "cannot be read")


def test_a_history_of_years_stays_below_the_limits(tmp_path):
    """The largest share by which a real member is packed is far from what is refused."""
    history = whole_history()
    (entry,) = history.log
    log = tuple(entry.model_copy(update={"id": f"{i:032x}", "key": f"strong:{i}"}) for i in range(5000))
    with open_store(tmp_path / "data") as store:
        fill(store, history.model_copy(update={"log": log}))
        path = export_person(store, history.person.id, tmp_path / "x.zip")
    with ZipFile(path) as archive:
        assert max(m.file_size / m.compress_size for m in archive.infolist()) < unpack.SWELLS / 2
