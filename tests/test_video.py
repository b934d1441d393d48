"""Reading any phone clip: upright, at its own times, and no more of it than is needed."""

import math
from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.errors import InputError
from hingecoach.video import encode, probe, read_frames
from hingecoach.video.read import kept, thinning
from hingecoach.video.upright import WORKING_SIDE
from moviemaker import TICKS, corners, movie, sound_only

UP = ("red", "blue", "grey", "grey")
KINDS = {
    "h264.mp4": {},
    "h264.mov": {"sound": True},
    "h264.ts": {},
    "h264_444.mp4": {"pix_fmt": "yuv444p", "size": (271, 481)},
    "hevc.mp4": {"codec": "libx265"},
    "hevc_10bit.mov": {"codec": "libx265", "pix_fmt": "yuv420p10le"},
    "vp9.webm": {"codec": "libvpx-vp9"},
    "vp9_alpha.webm": {"codec": "libvpx-vp9", "pix_fmt": "yuva420p"},
    "av1.mkv": {"codec": "libsvtav1"},
    "mjpeg.avi": {"codec": "mjpeg"},
    "mpeg4.mp4": {"codec": "mpeg4"},
    "animated.gif": {"codec": "gif"},
    "png_alpha.mov": {"codec": "png", "pix_fmt": "rgba"},
    "flash.flv": {},
    "windows.wmv": {"codec": "wmv2"},
}


def frames_of(path, **how):
    return list(read_frames(path, **how))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_is_read(tmp_path, name, capfd):
    how = KINDS[name]
    if how.get("codec", "libx264") not in av.codecs_available:
        pytest.skip("this build of FFmpeg has no such encoder")
    path = movie(tmp_path / name, fps=25, **how)
    capfd.readouterr()
    clip = probe(path)
    frames = frames_of(path)
    width, height = how.get("size", (96, 64))
    assert clip.upright.full == (width, height)
    assert clip.frames == len(frames) == 20
    assert clip.duration == pytest.approx(0.8, abs=0.002)
    assert clip.fps == pytest.approx(25, rel=0.01)
    assert [f.index for f in frames] == list(range(20))
    np.testing.assert_allclose([f.time for f in frames], np.arange(20) / 25, atol=0.0011)  # Matroska ticks milliseconds
    assert all(f.rgb.shape == (height, width, 3) and f.rgb.dtype == np.uint8 for f in frames)
    assert corners(frames[0].rgb) == UP
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", [n for n in KINDS if not n.startswith(("av1", "vp9_", "hevc_", "h264_"))])
def test_a_part_of_every_kind_of_file(tmp_path, name):
    path = movie(tmp_path / name, **{"frames": 60, "fps": 25, "options": {"g": "12"}, **KINDS[name]})
    whole = frames_of(path)
    for start in (0.02, 0.9, 1.5, 2.2):
        part = frames_of(path, start=start)
        expected = [f for f in whole if f.time >= start - 1e-4]
        assert [(f.index, f.time) for f in part] == [(f.index, f.time) for f in expected]
        assert (part[-1].rgb == expected[-1].rgb).all()


def test_grey_pictures_become_rgb(tmp_path):
    frame = frames_of(movie(tmp_path / "grey.mkv", codec="ffv1", pix_fmt="gray"))[3]
    assert frame.rgb.shape == (64, 96, 3)
    assert np.ptp(frame.rgb.astype(int), axis=2).max() <= 1


# The display matrix of QuickTime (a b u c d v x y w): what a phone writes when it is held upright, upside down, ...
TURNS = {
    "as it is": ((65536, 0, 0, 65536), UP),
    "portrait": ((0, 65536, -65536, 0), ("grey", "red", "grey", "blue")),
    "upside down": ((-65536, 0, 0, -65536), ("grey", "grey", "blue", "red")),
    "other portrait": ((0, -65536, 65536, 0), ("blue", "grey", "red", "grey")),
    "mirrored": ((-65536, 0, 0, 65536), ("blue", "red", "grey", "grey")),
    "mirrored portrait": ((0, 65536, 65536, 0), ("red", "grey", "blue", "grey")),
}


@pytest.mark.parametrize("held", TURNS)
def test_pictures_are_turned_upright(tmp_path, held):
    (a, b, c, d), expected = TURNS[held]
    path = movie(tmp_path / "turned.mp4", matrix=(a, b, 0, c, d, 0, 0, 0, 1 << 30))
    first = frames_of(path)[0]
    upright = (96, 64) if a else (64, 96)
    assert corners(first.rgb) == expected
    assert probe(path).upright.full == upright == first.rgb.shape[1::-1]
    assert probe(path).notes == ()


def test_a_turn_that_is_no_quarter_is_told(tmp_path):
    clip = probe(movie(tmp_path / "askew.mp4", turn=30))
    assert len(clip.notes) == 1 and "quarter turn" in clip.notes[0]
    assert clip.upright.full == (96, 64)


def test_wide_pixels_are_made_square(tmp_path):
    clip = probe(movie(tmp_path / "anamorphic.mp4", ratio=Fraction(4, 3)))
    assert clip.upright.full == (128, 64)
    assert next(read_frames(clip)).rgb.shape == (64, 128, 3)


@pytest.mark.parametrize("ratio", [Fraction(2159, 2160), Fraction(100), Fraction(1, 100)])
def test_a_pixel_shape_that_makes_no_sense_is_passed_over(tmp_path, ratio):
    assert probe(movie(tmp_path / "odd.mp4", ratio=ratio)).upright.full == (96, 64)


def test_interlaced_pictures_show_one_instant(tmp_path):
    path = movie(tmp_path / "interlaced.mp4", size=(96, 96), options={"x264-params": "interlaced=1:tff=1"})
    first = frames_of(path)[0]
    assert first.rgb.shape == (96, 96, 3)
    assert corners(first.rgb) == UP


def test_large_pictures_are_scaled_down(tmp_path):
    clip = probe(movie(tmp_path / "large.mp4", size=(1600, 2400), frames=2))
    assert clip.upright.full == (1600, 2400)
    assert next(read_frames(clip)).rgb.shape == (WORKING_SIDE, round(1600 * WORKING_SIDE / 2400), 3)


@pytest.mark.parametrize("name", ["vfr.mp4", "vfr.mkv"])
@pytest.mark.parametrize("begin", [0.0, 5.0])
def test_times_are_those_of_the_file(tmp_path, name, begin):
    times = [0, 0.033, 0.066, 0.2, 0.21, 0.25, 0.9, 1.0, 1.033, 1.066, 1.1, 1.9]
    path = movie(tmp_path / name, frames=12, times=[begin + t for t in times])
    np.testing.assert_allclose([f.time for f in frames_of(path)], times, atol=0.0011)
    clip = probe(path)
    assert clip.times == pytest.approx(times, abs=0.0011)
    assert clip.notes == ()


def test_reordered_pictures_come_in_order_of_time(tmp_path):
    path = movie(tmp_path / "b.mp4", frames=40, options={"bf": "3", "preset": "fast", "g": "20"})
    np.testing.assert_allclose([f.time for f in frames_of(path)], np.arange(40) / 30, atol=1e-6)


@pytest.mark.parametrize(
    ("fps", "every"), [(24, 1), (29.97, 1), (30, 1), (31.25, 1), (50, 2), (59.94, 2), (60, 2), (120, 4), (240, 8)]
)
def test_fast_clips_are_thinned_evenly(fps, every):
    assert thinning(fps) == every
    times = np.arange(int(4 * fps)) / fps
    assert list(np.flatnonzero(kept(times))) == list(range(0, times.size, every))


def test_slow_motion_is_thinned_in_the_file_too(tmp_path):
    path = movie(tmp_path / "240.mp4", frames=120, fps=240)
    frames = frames_of(path)
    assert [f.index for f in frames] == list(range(0, 120, 8))
    np.testing.assert_allclose([f.time for f in frames], np.arange(15) / 30, atol=1e-4)
    assert len(frames_of(path, most_fps=1000)) == 120


@given(st.sampled_from([24.0, 30.0, 60.0, 120.0]), st.integers(0, 2**32 - 1), st.floats(0, 0.15))
def test_thinning_survives_a_wavering_pace(fps, seed, waver):
    rng = np.random.default_rng(seed)
    times = (np.arange(300) + rng.uniform(-waver, waver, 300)) / fps
    steps = np.diff(np.flatnonzero(kept(times - times[0])))
    assert set(steps) == {thinning(fps)}


def test_thinning_goes_by_time_where_the_pace_changes():
    """A phone that falls from 60 to 30 pictures a second in bad light: all of the slow part is used."""
    times = np.concatenate([np.arange(240) / 60, 4 + np.arange(60) / 30])
    used = kept(times)
    assert used[240:].all()
    assert used[:240].sum() == 120


def test_a_part_of_the_clip(tmp_path):
    path = movie(tmp_path / "long.mp4", frames=300, options={"g": "50"})
    whole = frames_of(path)
    part = frames_of(path, start=4.01, end=6)
    assert [f.time for f in part] == [f.time for f in whole if 4.01 <= f.time <= 6.00001]
    assert [f.index for f in part] == list(range(121, 181))
    assert (part[0].rgb == whole[121].rgb).all()


def test_a_part_of_a_fast_clip_has_the_same_pictures_as_the_whole(tmp_path):
    path = movie(tmp_path / "fast.mp4", frames=120, fps=60, options={"g": "10"})
    whole = {f.index for f in frames_of(path)}
    assert {f.index for f in frames_of(path, start=0.517, end=1.4)} <= whole


def test_a_clip_that_was_probed_is_read_without_probing_again(tmp_path):
    clip = probe(movie(tmp_path / "a.mp4", frames=30), start=0.5, end=0.8)
    assert [f.index for f in read_frames(clip)] == list(range(15, 25))


def test_the_start_must_lie_in_the_clip(tmp_path):
    path = movie(tmp_path / "short.mp4")
    with pytest.raises(InputError, match=r"only 0\.7 s long; --start lies after its end"):
        probe(path, start=3)


@pytest.mark.parametrize("part", [(3, 2), (2, 2), (None, 0)])
def test_the_start_must_come_before_the_end(tmp_path, part):
    with pytest.raises(InputError, match="start must come before end"):
        probe(movie(tmp_path / "short.mp4", frames=120), *part)


def test_reading_can_stop_early_and_leaves_no_file_open(tmp_path, recwarn):
    frames = read_frames(movie(tmp_path / "a.mp4", frames=60))
    assert next(frames).index == 0
    frames.close()
    assert next(frames, None) is None
    assert not recwarn.list


def test_more_than_ten_minutes_are_refused_but_a_part_is_taken(tmp_path):
    path = movie(tmp_path / "long.mp4", frames=12, times=[i * 60 for i in range(12)])
    with pytest.raises(InputError, match=r"12 min 0 s long; at most 10 minutes .*--start and --end"):
        probe(path)
    with pytest.raises(InputError, match="at most 10 minutes"):
        probe(path, start=10)
    clip = probe(path, start=100, end=200)
    assert clip.duration == pytest.approx(720)
    assert [f.time for f in read_frames(clip)] == pytest.approx([120, 180])


def test_what_the_assessment_says_about_the_clip(tmp_path):
    path = movie(tmp_path / "clip with a space.mp4", frames=30)
    video = probe(path, end=0.5).video()
    assert video.name == "clip with a space.mp4"
    assert (video.width, video.height, video.frames) == (96, 64, 30)
    assert (video.duration_s, video.fps, video.start_s, video.end_s) == (1.0, 30.0, 0.0, 0.5)
    assert len(video.sha256) == 64 and int(video.sha256, 16)


CUT = {
    "quick.mp4": {"container": {"movflags": "+faststart"}},
    "pieces.mp4": {"container": {"movflags": "frag_keyframe+empty_moov"}, "options": {"g": "10"}},
    "a.mkv": {},
    "a.webm": {"codec": "libvpx-vp9"},
    "a.avi": {"codec": "mjpeg"},
    "a.gif": {"codec": "gif", "fps": 25},
    "a.ts": {},
}


@pytest.mark.parametrize("name", CUT)
def test_a_cut_off_file_is_read_as_far_as_it_goes_and_says_so(tmp_path, name):
    path = movie(tmp_path / name, frames=60, size=(160, 120), **CUT[name])
    whole = probe(path)
    assert whole.notes == ()
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.7) | 1])
    clip = probe(path)
    assert len(clip.notes) == 1 and "cut off" in clip.notes[0]
    frames = frames_of(path)
    assert 10 < len(frames) < 55
    assert clip.duration < whole.duration * 0.9
    assert f"{math.floor(clip.times[-1] * 10) / 10:.1f}" in clip.notes[0] or f"{clip.times[-1]:.1f}" in clip.notes[0]


def test_damaged_places_are_passed_over_and_counted(tmp_path):
    path = movie(tmp_path / "scratched.mp4", frames=60, size=(160, 120))
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 200] = bytes(b ^ 0x5A for b in data[third : third + 200])
    path.write_bytes(data)
    frames = read_frames(path)
    times = [f.time for f in frames]
    assert 30 < len(times) < 60
    assert frames.damaged > 0
    assert (np.diff(times) > 0).all()


def test_the_picture_counts_and_not_the_cover_of_the_music(tmp_path):
    with pytest.raises(InputError, match="sound only"):
        probe(sound_only(tmp_path / "song.m4a"))


# --- writing


def test_what_is_written_can_be_read(tmp_path):
    times = [0.5, 0.53, 0.6, 0.9, 1.0]
    path = tmp_path / "out.mp4"
    with encode(path, (96, 64)) as add:
        for i, time in enumerate(times):
            rgb = np.full((64, 96, 3), 40 * i, np.uint8)
            add(rgb, time)
    frames = frames_of(path)
    np.testing.assert_allclose([f.time for f in frames], np.array(times) - 0.5, atol=1 / TICKS)
    assert [round(f.rgb.mean() / 40) for f in frames] == [0, 1, 2, 3, 4]
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert not container.streams.audio


def test_odd_sizes_can_be_written(tmp_path):
    with encode(tmp_path / "odd.mp4", (271, 481)) as add:
        for i in range(3):
            add(np.zeros((481, 271, 3), np.uint8), i / 30)
    assert probe(tmp_path / "odd.mp4").upright.full == (272, 482)


def test_the_index_comes_first_so_that_a_browser_can_start_at_once(tmp_path):
    with encode(tmp_path / "a.mp4", (96, 64)) as add:
        for i in range(3):
            add(np.zeros((64, 96, 3), np.uint8), i / 30)
    data = (tmp_path / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
