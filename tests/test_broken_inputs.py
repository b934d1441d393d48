"""Broken inputs and outputs: the right exit status, one clear line, and nothing half-written."""

import errno
import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from door import figure_clip, run, started
from fakepose import FakePose
from hingecoach.errors import InputError
from hingecoach.files import check_beside
from hingecoach.video import probe, read_frames
from moviemaker import movie, picture, sound_only

LINUX = os.name == "posix" and Path("/proc/self").exists()


def whole(folder):
    return movie(folder / "whole.mp4", frames=30, size=(160, 120)).read_bytes()


def image(suffix):
    return cv2.imencode(suffix, picture(96, 64))[1].tobytes()


def boxed(kind, body):
    return struct.pack(">I", len(body) + 8) + kind + body


def wave(folder):
    with av.open(str(folder / "x.wav"), "w") as out:
        track = out.add_stream("pcm_s16le", rate=8000)
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.int16), format="s16", layout="mono")
        sound.sample_rate = 8000
        out.mux(track.encode(sound))
        out.mux(track.encode(None))
    return (folder / "x.wav").read_bytes()


def gif_that_claims(folder, width, height):
    """A few hundred bytes whose header speaks of a huge picture."""
    data = bytearray(movie(folder / "x.gif", codec="gif", frames=5).read_bytes())
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def renamed_codec(folder, name):
    return whole(folder).replace(b"avc1", name)


def garbage_for_pictures(folder):
    data = bytearray(movie(folder / "x.mp4", frames=30, container={"movflags": "+faststart"}).read_bytes())
    start = data.index(b"mdat") + 4
    data[start:] = bytes((i * 37 + 11) % 256 for i in range(len(data) - start))
    return bytes(data)


def cut(folder, share, **how):
    data = movie(folder / "x.mp4", frames=30, size=(160, 120), **how).read_bytes()
    return data[: int(share * len(data))]


FASTSTART = {"container": {"movflags": "+faststart"}}

# name of the file: what is in it, and a word that its one line must hold
BROKEN = {
    "empty.mp4": (lambda _: b"", "empty"),
    "one_byte.mp4": (lambda _: b"\x00", "not a video that can be read"),
    "zeros.mp4": (lambda _: bytes(100_000), "not a video that can be read"),
    "noise.mp4": (lambda _: np.random.default_rng(1).bytes(100_000), "not a video that can be read"),
    "text.mp4": (lambda _: b"this is no video\n" * 50, "a text file"),
    "bom.mp4": (lambda _: "\ufeffgrüße".encode(), "a text file"),
    "cut_letter.mp4": (lambda _: ("ä" * 3000).encode()[:4097], "a text file"),
    "page.html": (lambda _: b"<!doctype html><title>x</title>", "a text file"),
    "playlist.m3u8": (lambda _: b"#EXTM3U\n#EXTINF:9,\nhttp://host.invalid/a.ts\n#EXT-X-ENDLIST\n", "a text file"),
    "concat.txt": (lambda _: b"ffconcat version 1.0\nfile whole.mp4\n", "a text file"),
    "subtitles.srt": (lambda _: b"1\n00:00:00,000 --> 00:00:01,000\nhi\n", "a text file"),
    "drawing.svg": (lambda _: b"<svg xmlns='x'/>", "a drawing"),
    "paper.pdf": (lambda _: b"%PDF-1.7\n\xff", "a PDF"),
    "clips.zip": (lambda _: b"PK\x03\x04" + bytes(100), "ZIP"),
    "program": (lambda _: b"\x7fELF" + bytes(100), "a program"),
    "photo.jpg": (lambda _: image(".jpg"), "a photo"),
    "png_as.mp4": (lambda _: image(".png"), "a picture"),
    "picture.webp": (lambda _: image(".webp"), "a picture"),
    "picture.bmp": (lambda _: image(".bmp"), "a picture"),
    "picture.tif": (lambda _: image(".tif"), "a picture"),
    "photo.heic": (lambda _: boxed(b"ftyp", b"heic\x00\x00\x00\x00mif1heic") + bytes(64), "a photo"),
    "one_picture.mp4": (lambda d: movie(d / "x.mp4", frames=1).read_bytes(), "a single picture"),
    "one_picture.gif": (lambda d: movie(d / "x.gif", codec="gif", frames=1).read_bytes(), "a single picture"),
    "sound.m4a": (lambda d: sound_only(d / "x.m4a").read_bytes(), "sound only"),
    "sound.mp4": (lambda d: sound_only(d / "x.mp4").read_bytes(), "sound only"),
    "sound.wav": (wave, "sound only"),
    "tiny.gif": (lambda d: movie(d / "x.gif", codec="gif", size=(1, 1)).read_bytes(), "1x1 pixels, too small"),
    "small.mkv": (lambda d: movie(d / "x.mkv", codec="ffv1", size=(30, 400)).read_bytes(), "too small"),
    "bomb.gif": (lambda d: gif_that_claims(d, 8192, 8192), "8192x8192 pixels; at most 4096"),
    "wide.mp4": (lambda d: movie(d / "x.mp4", frames=2, size=(4112, 32)).read_bytes(), "at most 4096"),
    "cut_1.mp4": (lambda d: cut(d, 0.01), "incomplete"),
    "cut_10.mp4": (lambda d: cut(d, 0.1), "incomplete"),
    "cut_50.mp4": (lambda d: cut(d, 0.5), "incomplete"),
    "cut_85.mp4": (lambda d: cut(d, 0.85), "incomplete"),
    "cut_in_index.mp4": (lambda d: cut(d, 0.02, **FASTSTART), "incomplete"),
    "cut_after_index.mp4": (lambda d: cut(d, 0.3, **FASTSTART), "incomplete"),
    "no_index.mp4": (lambda d: whole(d).replace(b"moov", b"xxxx"), "incomplete"),
    "two_copies_lost.mkv": (lambda d: movie(d / "x.mkv").read_bytes()[:600], "incomplete"),
    "unknown_codec.mp4": (lambda d: renamed_codec(d, b"zzzz"), "not known here"),
    "garbage.mp4": (garbage_for_pictures, "cannot be decoded"),
}


def one_line(done):
    assert done.out == ""
    assert done.err.endswith("\n") and done.err.count("\n") == 1, done.err
    assert done.err.startswith("hingecoach: ")
    assert "Traceback" not in done.err
    return done.err


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_in_one_line(tmp_path, capfd, monkeypatch, name):
    make, expected = BROKEN[name]
    (tmp_path / "made").mkdir()
    place = tmp_path / "clips"
    place.mkdir()
    (place / name).write_bytes(make(tmp_path / "made"))
    done = run(capfd, monkeypatch, "analyze", place / name)
    line = one_line(done)
    assert done.status == 3
    assert expected in line and name in line
    assert [f.name for f in place.iterdir()] == [name]


DAMAGED = {
    "a.mp4": FASTSTART,
    "pieces.mp4": {"container": {"movflags": "frag_keyframe+empty_moov"}, "options": {"g": "10"}},
    "a.mkv": {},
    "a.ts": {},
    "a.avi": {"codec": "mjpeg"},
    "a.gif": {"codec": "gif"},
}


@pytest.mark.parametrize("name", DAMAGED)
def test_random_damage_ends_in_pictures_or_in_words(tmp_path, name):
    """Bytes changed at random, most of them in the header: no other error, no picture out of size or time."""
    good = movie(tmp_path / name, frames=20, **DAMAGED[name]).read_bytes()
    rng = np.random.default_rng(2)
    for _ in range(60):
        data = np.frombuffer(good, np.uint8).copy()
        where = rng.integers(len(good) if rng.random() < 0.5 else 1000, size=rng.integers(1, 30))
        data[where] = rng.integers(256, size=where.size)
        (tmp_path / name).write_bytes(data[: rng.integers(len(data)) if rng.random() < 0.3 else None].tobytes())
        try:
            clip = probe(tmp_path / name)
        except InputError:
            continue
        frames = list(read_frames(clip))
        assert all(f.rgb.shape[1::-1] == clip.upright.size for f in frames)
        assert (np.diff([f.time for f in frames]) > 0).all()


def test_a_real_bomb_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    """8192 x 8192 pixels in 200 kB: no decoder is even opened."""
    path = tmp_path / "bomb.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 8192, 8192, "yuv420p"
        frame = av.VideoFrame(8192, 8192, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert path.stat().st_size < 250_000
    monkeypatch.setattr(import_module("hingecoach.video.probe"), "_first", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(InputError, match="8192x8192"):
        probe(path)


def test_what_is_no_ordinary_file(tmp_path, capfd, monkeypatch):
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "nowhere.mp4").symlink_to(tmp_path / "gone.mp4")
    (tmp_path / "loop.mp4").symlink_to(tmp_path / "loop.mp4")
    expected = {
        "folder.mp4": "is a folder",
        "nowhere.mp4": "leads nowhere",
        "loop.mp4": "leads nowhere",
        "missing.mp4": "There is no file",
        "no/such/folder.mp4": "There is no file",
        "nowhere.mp4/x.mp4": "There is no file",
        "x" * 300: "cannot be opened",
    }
    before = sorted(tmp_path.rglob("*"))
    for name, words in expected.items():
        done = run(capfd, monkeypatch, "analyze", tmp_path / name)
        assert done.status == 3
        assert words in one_line(done)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_no_folder(tmp_path, capfd, monkeypatch, name):
    done = run(capfd, monkeypatch, "analyze", name, cwd=tmp_path)
    assert done.status == 2 and "The name is empty. Name a video file." in " ".join(done.err.split())
    with pytest.raises(InputError, match="The name of the clip is empty"):
        probe(name)


@pytest.mark.skipif(not LINUX, reason="needs a Unix")
def test_nothing_is_written_beside_standard_input(tmp_path):
    clip = figure_clip(tmp_path)
    for command in (["analyze", "/dev/stdin"], ["calibrate", "/dev/stdin"], ["analyze", "/proc/self/fd/0"]):
        with clip.open("rb") as file:
            done = subprocess.run(
                [sys.executable, "-m", "hingecoach", *command], stdin=file, capture_output=True, text=True, check=False
            )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
        assert "is no place to write results beside. Choose one with --out." in done.stderr
    assert not list(Path("/dev").glob("stdin.*"))
    check_beside(Path("/dev/shm/lift.mp4"))  # noqa: S108


def test_an_address_is_called_one_and_keeps_its_strokes(tmp_path, capfd, monkeypatch):
    for address in ("https://example.com/a.mp4", "RTSP://camera/1"):
        done = run(capfd, monkeypatch, "analyze", address, cwd=tmp_path)
        assert done.status == 3 and f"'{address}' is an address. Save the video" in one_line(done)


@pytest.mark.skipif(not LINUX, reason="needs a Unix")
def test_pipes_devices_and_sockets_are_not_waited_for(tmp_path, capfd, monkeypatch):
    os.mkfifo(tmp_path / "pipe.mp4")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.mp4")
        for path in (tmp_path / "pipe.mp4", tmp_path / "socket.mp4", "/dev/zero", "/dev/null"):
            done = run(capfd, monkeypatch, "analyze", path)
            assert done.status == 3
            assert "not an ordinary file" in one_line(done)


def test_a_file_that_may_not_be_read(tmp_path, capfd, monkeypatch):
    path = movie(tmp_path / "private.mp4")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything
        monkeypatch.setattr(type(path), "open", _refused)
    done = run(capfd, monkeypatch, "analyze", path)
    assert done.status == 3
    assert "may not be read" in one_line(done)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def _refused(self, *_args, **_how):
    raise PermissionError(errno.EACCES, "Permission denied", str(self))


@pytest.mark.parametrize("name", ["a\nb.mp4", "tab\t.mp4", "\x1b[31mred.mp4", "[bold]x.mp4", "{0}%s.mp4"])
def test_strange_names_stay_in_one_line(tmp_path, capfd, monkeypatch, name):
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    (tmp_path / name).write_text("no video")
    line = one_line(run(capfd, monkeypatch, "analyze", tmp_path / name))
    assert "\x1b" not in line
    assert "a text file" in line


@pytest.mark.skipif(not LINUX, reason="names in bytes")
def test_a_name_that_is_no_text(tmp_path, capfd, monkeypatch):
    path = tmp_path / os.fsdecode(b"\xff\xfe.mp4")
    figure_clip(tmp_path / "made").rename(path)
    done = run(capfd, monkeypatch, "analyze", path, "--quiet", "--no-video")
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    "name", ["my clip.mp4", "läuft 🏋.mp4", "a:b.mp4", "clip%03d.mp4", "-x.mp4", "no_suffix", "x.txt"]
)
def test_strange_names_of_good_clips_are_read(tmp_path, capfd, monkeypatch, name):
    if os.name == "nt" and ":" in name:
        pytest.skip("Windows has no such names")
    made = figure_clip(tmp_path / "made")
    made.rename(tmp_path / name)
    done = run(capfd, monkeypatch, "analyze", "--quiet", "--no-video", "--", name, cwd=tmp_path)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (tmp_path / f"{name}.hingecoach" / "report.html").is_file()


# --- where the results go


def test_the_place_for_the_results_is_a_file(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    for out in (clip, clip / "in it"):
        done = run(capfd, monkeypatch, "analyze", clip, "--out", out)
        assert done.status == 3
        assert "--out" in one_line(done)
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]


def test_the_results_do_not_replace_the_clip(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path / "clips", "annotated.mp4")
    before = clip.read_bytes()
    done = run(capfd, monkeypatch, "analyze", "annotated.mp4", "--out", ".", cwd=clip.parent)
    assert done.status == 3
    assert "would replace 'annotated.mp4' itself" in one_line(done)
    assert clip.read_bytes() == before


def test_the_results_may_lie_beside_the_clip(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    assert run(capfd, monkeypatch, "analyze", clip, "--out", clip.parent, "--quiet", "--format", "html").status == 0
    assert sorted(f.name for f in clip.parent.iterdir()) == ["lift.mp4", "report.html"]


def test_results_of_another_clip_are_not_replaced_in_silence(tmp_path, capfd, monkeypatch):
    first, second = figure_clip(tmp_path / "clips"), figure_clip(tmp_path / "clips", "other.mp4")
    second.write_bytes(second.read_bytes() + bytes(8))  # an empty box: the same film, another file
    out = ("--out", tmp_path / "out", "--quiet", "--format")
    assert run(capfd, monkeypatch, "analyze", first, *out, "json", "--format", "text").err == ""
    assert run(capfd, monkeypatch, "analyze", first, *out, "json").err == ""
    done = run(capfd, monkeypatch, "analyze", second, *out, "json")
    assert done.status == 0
    assert "held the results of 'lift.mp4', another clip; they were replaced." in one_line(done)
    assert "Gone with them: note.txt." in done.err
    run(capfd, monkeypatch, "analyze", second, *out, "text")
    changed = run(capfd, monkeypatch, "analyze", second, "--exercise", "squat", *out, "json")
    assert "does not belong to this answer and is gone: note.txt." in one_line(changed)


def no_folder(errno_):
    def mkdtemp(*_args, dir, **_how):  # noqa: A002  (the name that tempfile gives it)
        raise OSError(errno_, os.strerror(errno_), str(dir))

    return mkdtemp


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "permission denied"), (errno.EROFS, "read-only"), (errno.ENOSPC, "disk is full")],
)
def test_a_place_that_takes_no_files_is_found_out_before_the_work(tmp_path, capfd, monkeypatch, number, words):
    clip = figure_clip(tmp_path / "clips")
    monkeypatch.setattr("tempfile.mkdtemp", no_folder(number))
    fake = FakePose()
    done = run(capfd, monkeypatch, "analyze", clip, fake=fake)
    assert done.status == 3
    assert words in one_line(done) and "--out" in done.err
    assert fake.pictures == 0


def test_json_is_still_given_where_no_files_can_be_written(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path / "clips")
    monkeypatch.setattr("tempfile.mkdtemp", no_folder(errno.EACCES))
    done = run(capfd, monkeypatch, "analyze", clip, "--json")
    assert done.status == 0
    assert done.out.startswith("{")
    assert "permission denied" in done.err and done.err.count("\n") == 1


def full_after(writes):
    """Let so many files be written, then say that the disk is full."""
    left = [writes]

    def write_text(path, text, *_args, **_how):
        left[0] -= 1
        if left[0] < 0:
            path.write_bytes(text.encode()[:10])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        path.write_bytes(text.encode())

    return write_text


@pytest.mark.parametrize("writes", range(4))
def test_a_disk_that_fills_up_leaves_the_earlier_result(tmp_path, capfd, monkeypatch, writes):
    clip = figure_clip(tmp_path / "clips")
    run(capfd, monkeypatch, "analyze", clip, "--no-video", "--quiet")
    folder = clip.with_name("lift.mp4.hingecoach")
    before = {f.name: f.read_bytes() for f in folder.iterdir()}
    monkeypatch.setattr("pathlib.Path.write_text", full_after(writes))
    done = run(capfd, monkeypatch, "analyze", clip, "--no-video")
    assert done.status == 3
    assert "the disk is full" in one_line(done)
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == before
    assert sorted(f.name for f in clip.parent.iterdir()) == ["lift.mp4", "lift.mp4.hingecoach"]


@pytest.mark.skipif(not LINUX or os.geteuid() != 0, reason="only root can make a small disk")
def test_a_disk_that_is_really_full(tmp_path, capfd, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=64k tmpfs {disk} 2>/dev/null"):  # noqa: S605
        pytest.skip("no disk can be made here")
    try:
        done = run(capfd, monkeypatch, "analyze", figure_clip(tmp_path / "clips"), "--out", disk / "out")
        assert done.status == 3
        assert "the disk is full" in one_line(done)
        assert not list(disk.iterdir())
    finally:
        os.system(f"umount {disk}")  # noqa: S605


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["analyze", "--version"])
def test_a_standard_output_that_is_full(tmp_path, command):
    clip = figure_clip(tmp_path / "clips")
    args = ["analyze", clip, "--json", "--no-video"] if command == "analyze" else [command]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process, _ = started(tmp_path, *args, stdout=full)
        err = process.communicate()[1]
    assert process.returncode == 3
    assert err == "hingecoach: The answer cannot be written: No space left on device.\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    clip = figure_clip(tmp_path / "clips")
    process, _ = started(tmp_path, "analyze", clip, "--json", "--no-video")
    process.stdout.close()
    process.stdout = None
    assert process.communicate()[1] == ""
    assert process.returncode == 0


# --- stopped halfway


@pytest.mark.parametrize("at", ["typer", "hingecoach.cli"])
def test_stopped_while_it_is_loaded(at):
    stop = f"""
import builtins, runpy, sys
load = builtins.__import__
def stopped(name, *args, **how):
    if name == {at!r} or {at!r}.endswith("." + name):
        raise KeyboardInterrupt
    return load(name, *args, **how)
builtins.__import__ = stopped
sys.path[:0] = {[p for p in sys.path if p]}
sys.argv[1:] = ["analyze", "x.mp4"]
runpy.run_module("hingecoach", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", stop], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "hingecoach: Stopped.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
@pytest.mark.parametrize("when", ["looking", "drawing"])
def test_stopped_halfway_nothing_stays_behind(tmp_path, sent, status, when):
    clip = figure_clip(tmp_path / "clips")
    pace = {"slow": 0.05} if when == "looking" else {"drawing": 0.05}
    process, began = started(tmp_path, "analyze", clip, **pace)
    for _ in range(600):
        if began.exists() or process.poll() is not None:
            break
        time.sleep(0.05)
    process.send_signal(sent)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (status, "")
    assert err == "hingecoach: Stopped.\n"
    assert [f.name for f in clip.parent.iterdir()] == [clip.name]
