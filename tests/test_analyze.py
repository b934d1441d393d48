"""One clip in, one answer out."""

import math
from dataclasses import FrozenInstanceError
from importlib import import_module

import numpy as np
import pytest

import hingecoach
from door import figure_clip
from fakepose import FakePose
from hingecoach.analyze import Analysis, analyze, examine
from hingecoach.errors import InputError, UnknownNameError
from hingecoach.exercises import get_exercise
from hingecoach.synthetic import figure
from hingecoach.video import read_frames
from moviemaker import film, movie


@pytest.fixture
def fake(monkeypatch):
    backend = FakePose()
    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: backend)
    return backend


def test_the_answer_and_what_it_was_read_from(tmp_path, fake):
    clip = figure_clip(tmp_path)
    analysis = examine(clip, "romanian_deadlift")
    assert isinstance(analysis, Analysis)
    assert len(analysis.assessment.reps) == 2
    assert analysis.assessment.exercise.declared == "romanian_deadlift"
    assert analysis.assessment.video == analysis.video
    assert (analysis.video.name, analysis.video.frames) == ("lift.mp4", 280)
    assert analysis.path == clip
    assert analysis.track.time.size == analysis.motion.time.size == 280
    assert fake.pictures == 280
    with pytest.raises(FrozenInstanceError):
        analysis.path = None


def test_the_short_way_gives_the_same_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose())
    clip = figure_clip(tmp_path)
    assert analyze(str(clip)) == hingecoach.analyze(clip) == examine(clip).assessment


def test_a_part_keeps_the_clock_of_the_clip(tmp_path, fake):
    analysis = examine(figure_clip(tmp_path), start=2.0, end=6.0)
    assert analysis.track.time[0] == pytest.approx(2.0, abs=0.02)
    assert analysis.track.time[-1] == pytest.approx(6.0, abs=0.02)
    assert (analysis.video.start_s, analysis.video.end_s) == (2.0, 6.0)
    assert fake.pictures == 121


def test_an_unknown_name_is_told_before_anything_is_read(tmp_path, fake):
    with pytest.raises(UnknownNameError, match="deadlift"):
        examine(tmp_path / "no such clip.mp4", "deadlfit")
    assert fake.pictures == 0


def test_an_unknown_backend_is_told_before_anything_is_decoded(tmp_path):
    with pytest.raises(UnknownNameError, match="no pose backend called 'crystal_ball'"):
        examine(movie(tmp_path / "a.mp4"), backend="crystal_ball")


@pytest.mark.usefixtures("fake")
def test_progress_runs_from_nothing_to_all(tmp_path):
    shares = []
    examine(figure_clip(tmp_path), start=1.0, end=4.0, progress=shares.append)
    assert shares[0] == pytest.approx(0, abs=0.01)
    assert shares[-1] == pytest.approx(1, abs=0.02)
    assert (np.diff(shares) > 0).all()


@pytest.mark.usefixtures("fake")
def test_the_second_network_is_asked_where_it_is_wanted_and_by_our_own_backends_alone(tmp_path, monkeypatch):
    clip, module, asked = figure_clip(tmp_path), import_module("hingecoach.analyze"), []

    class Second:
        def look(self, _rgb, square):
            asked.append(square)
            return np.full((33, 2), np.nan), np.zeros(33)

    monkeypatch.setattr(module, "MoveNet", Second)
    assert not examine(clip).track.second.frame.size  # nothing hides the figure
    monkeypatch.setattr(module, "wanted", lambda _track: True)
    shares = []
    looks = examine(clip, start=1.0, end=4.0, progress=shares.append).track.second
    assert looks.frame.size == len(asked) > 20
    assert shares[-1] == 1 and (np.diff(shares) >= 0).all()
    monkeypatch.setattr(module, "OURS", {})
    assert not examine(clip).track.second.frame.size


def test_nobody_in_the_clip_is_an_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose(nobody=True))
    answer = analyze(movie(tmp_path / "empty room.mp4", frames=30))
    assert (answer.movement, answer.reps) == ("none", ())


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("frames", [2, 3, 5])
def test_a_clip_of_a_blink_is_an_answer(tmp_path, frames):
    assert analyze(movie(tmp_path / "blink.mp4", frames=frames, size=(160, 160))).reps == ()


@pytest.mark.usefixtures("fake")
def test_a_part_without_a_picture_is_refused(tmp_path):
    with pytest.raises(InputError, match="no picture that can be decoded there"):
        examine(movie(tmp_path / "a.mp4", frames=10), start=0.31)


@pytest.mark.usefixtures("fake")
def test_damage_is_told_in_the_answer(tmp_path):
    path = movie(tmp_path / "scratched.mp4", frames=60, size=(160, 120))
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 200] = bytes(b ^ 0x5A for b in data[third : third + 200])
    path.write_bytes(data)
    notes = examine(path).video.notes
    assert len(notes) == 1 and "damaged places" in notes[0]


@pytest.mark.clips
def test_a_real_clip(clips):
    answer = analyze(clips / "real" / "bich_good008.mp4")
    assert answer.movement == "hinge"
    assert answer.video.frames == 327


@pytest.mark.clips
@pytest.mark.parametrize("kind", ["portrait HEVC in 10 bit", "VP9 at 60 a second", "slow motion at 240 a second"])
def test_the_same_movement_gives_the_same_answer_in_every_kind_of_file(tmp_path, demo_clip, kind):
    """The real networks on the project's own clip, written anew as phones write it."""
    frames = [f.rgb for f in read_frames(demo_clip)]
    before = analyze(demo_clip)
    path = copied(tmp_path, frames, before.video.fps, kind)
    after = analyze(path)
    assert (after.video.width, after.video.height) == (before.video.width, before.video.height)
    assert len(after.reps) == len(before.reps) == 3
    for a, b in zip(after.reps, before.reps, strict=True):
        assert a.bottom_s == pytest.approx(b.bottom_s, abs=0.15)
        for name in ("hip_bottom", "knee_bottom", "trunk_bottom"):
            assert a.measures[name].value == pytest.approx(b.measures[name].value, abs=5)


def copied(folder, frames, fps, kind):
    if "HEVC" in kind:
        turned = [np.rot90(rgb) for rgb in frames]
        return film(folder / "a.mov", turned, fps, codec="libx265", pix_fmt="yuv420p10le", turn=-90)
    if "VP9" in kind:
        return film(folder / "a.webm", [rgb for rgb in frames for _ in range(2)], 2 * fps, codec="libvpx-vp9")
    return film(folder / "a.mp4", [rgb for rgb in frames for _ in range(8)], 8 * fps)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("rdl", "'romanian_deadlift'"),
        ("RDL", "'romanian_deadlift'"),
        ("Romanian deadlift", "'romanian_deadlift'"),
        ("swing", "'kettlebell_swing'"),
        ("swings", "'kettlebell_swing'"),
        ("bridge", "'glute_bridge' or 'glute_bridge_single_leg'"),
        ("romanian", "'romanian_deadlift', 'dumbbell_romanian_deadlift' or 'single_leg_romanian_deadlift'"),
        ("deadlfit", "'deadlift'"),
    ],
)
def test_a_common_name_of_an_exercise_is_answered_with_its_id(name, meant):
    with pytest.raises(UnknownNameError) as e:
        get_exercise(name)
    assert str(e.value) == f"There is no exercise called {name!r}. Did you mean {meant}?"


def test_an_argument_of_another_kind_is_one_line():
    track = figure("hinge", reps=1).track
    motion = hingecoach.observe(track)
    with pytest.raises(TypeError, match=r"^track must be a PoseTrack, as find_pose gives one, not Motion\.$"):
        hingecoach.assess(motion)
    with pytest.raises(TypeError, match=r"^track must be a PoseTrack, .*, not str\.$"):
        hingecoach.observe("lift.mp4")
    with pytest.raises(TypeError, match=r"^calibration must be a Calibration or None, not str\.$"):
        hingecoach.assess(track, calibration="own.json")
    for wrong in (None, 5, ["deadlift"]):
        with pytest.raises(TypeError, match=r"^exercise must be the id of an exercise, such as 'deadlift', not \w+\.$"):
            get_exercise(wrong)


def test_a_name_like_no_other_is_answered_with_the_list():
    with pytest.raises(
        UnknownNameError, match=r"called 'clean'\. Known: acceleration, block_pull, .*, trap_bar_deadlift\.$"
    ):
        get_exercise("clean")


def test_a_name_that_ends_with_a_stop_gets_no_second_one():
    assert str(UnknownNameError("person", "Bob", ["Anna K."])).endswith("Known: Anna K.")


@pytest.mark.parametrize(
    ("how", "error", "why"),
    [
        ({"start": math.nan}, InputError, "start is nan"),
        ({"start": -5}, InputError, "start is -5"),
        ({"end": math.inf}, InputError, "end is inf"),
        ({"start": "1"}, TypeError, "start must be seconds or None, not str"),
        ({"calibration": {}}, TypeError, "calibration must be a Calibration, the file of one, or None, not dict"),
        ({"calibration": "a\0b"}, InputError, "no name of a file"),
        ({"exercise": 5}, TypeError, "exercise must be the id .* not int"),
        ({"path": "a\0b.mp4"}, InputError, "no name of a file"),
        ({"path": b"a.mp4"}, TypeError, "path must be the name of a file, not bytes"),
        ({"path": None}, TypeError, "path must be the name of a file, not NoneType"),
    ],
)
def test_a_wrong_argument_is_one_clear_line(tmp_path, how, error, why):
    arguments = {"path": movie(tmp_path / "a.mp4", frames=10)} | how
    with pytest.raises(error, match=why) as caught:
        examine(**arguments)
    assert "\n" not in str(caught.value) and "\0" not in str(caught.value)
