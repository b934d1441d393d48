"""A few pictures out of a clip: the nearest ones, decoded once, nothing where there is nothing."""

import numpy as np
import pytest

from hingecoach.types import Frame
from hingecoach.video import probe, stills
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
