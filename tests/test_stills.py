"""A few pictures out of a clip: the nearest ones, decoded once, nothing where there is nothing."""

from fractions import Fraction

import av
import numpy as np
import pytest

from hingecoach.types import Frame
from hingecoach.video import probe, read, stills
from hingecoach.video.stills import take_stills
from hingecoach.video.write import encode

TIMES = [0.0, 0.04, 0.08, 0.2, 0.24, 0.4, 1.0, 1.04, 1.08]


def shade(i):
    return 20 + 25 * i


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """A clip whose pictures differ in brightness, at uneven times."""
    path = tmp_path_factory.mktemp("stills") / "uneven.mp4"
    with encode(path, (64, 48), 25) as add:
        for i, t in enumerate(TIMES):
            add(np.full((48, 64, 3), shade(i), np.uint8), t)
    return probe(path)


@pytest.mark.parametrize("i", range(len(TIMES)))
def test_the_very_picture_of_an_instant_is_given(clip, i):
    frame = take_stills(clip, [TIMES[i]])[TIMES[i]]
    assert isinstance(frame, Frame)
    assert frame.time == pytest.approx(TIMES[i], abs=1e-3)
    assert frame.rgb.mean() == pytest.approx(shade(i), abs=4)


@pytest.mark.parametrize("skip", [0.1, 100.0])
def test_many_at_once_are_the_same_as_one_by_one(clip, skip, monkeypatch):
    monkeypatch.setattr(stills, "SKIP", skip)
    wanted = [1.05, 0.0, 0.23, 0.41, 0.23]
    found = take_stills(clip, wanted)
    assert set(found) == set(wanted)
    for at in wanted:
        alone = take_stills(clip, [at])[at]
        assert found[at].time == alone.time
        assert np.array_equal(found[at].rgb, alone.rgb)
        assert abs(found[at].time - at) <= 0.021


def test_an_instant_without_a_picture_is_left_out(clip):
    assert set(take_stills(clip, [0.7, 0.2, 50.0])) == {0.2}
    assert take_stills(clip, []) == {}


def test_only_what_is_wanted_is_converted(clip, monkeypatch):
    converted = []
    rgb = type(clip.upright).rgb
    monkeypatch.setattr(type(clip.upright), "rgb", lambda self, frame: converted.append(frame) or rgb(self, frame))
    take_stills(clip, [0.04, 1.04])
    assert len(converted) == 2


LONG, PACE, APART = 120, 20, 40
"""Pictures, pictures a second, and pictures from key frame to key frame."""


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory):
    """Six seconds that change from picture to picture, a key frame every two, with pictures that none is made from."""
    path = tmp_path_factory.mktemp("long") / "long.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            "libx264", rate=PACE, options={"x264-params": f"keyint={APART}:min-keyint={APART}:bframes=3"}
        )
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for i in range(LONG):
            picture = np.full((48, 64, 3), 40, np.uint8)
            picture[:, i % 60 : i % 60 + 4] = 220
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = i, Fraction(1, PACE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return probe(path)


def counted(monkeypatch):
    """Count the pictures that are decoded."""
    seen = []
    real = read.decoded

    def decoded(packet):
        pictures = real(packet)
        seen.extend(pictures or ())
        return pictures

    monkeypatch.setattr(read, "decoded", decoded)
    return seen


def test_each_instant_is_reached_from_the_nearest_key_frame_and_past_what_is_not_needed(long_clip, monkeypatch):
    seen = counted(monkeypatch)
    found = take_stills(long_clip, [0.3, 4.4])
    few = len(seen)
    assert [round(found[t].rgb[0].argmax() / 3) for t in (0.3, 4.4)] == [6, 88 % 60]
    seen.clear()
    monkeypatch.setattr(stills, "WORTH", 100.0)
    monkeypatch.setattr(stills._Stills, "_far", lambda _self, _time: False)
    again = take_stills(long_clip, [0.3, 4.4])
    assert few < 30 and len(seen) >= 90
    assert all(np.array_equal(found[t].rgb, again[t].rgb) for t in found)


@pytest.mark.parametrize("at", np.arange(0, 6, 0.35).round(2).tolist())
def test_whatever_is_passed_over_the_picture_is_the_same(long_clip, at):
    i = round(at * PACE)
    frame = take_stills(long_clip, [at])[at]
    assert abs(frame.time - i / PACE) < 0.03
    assert abs(frame.rgb[0].mean(axis=1).argmax() - (round(frame.time * PACE) % 60)) <= 4
