"""annotated.mp4: plays in browsers, keeps the clip's own times, copies nothing else."""

from dataclasses import replace

import av
import numpy as np
import pytest

import report_sample as sample
from hingecoach.analyze import Analysis
from hingecoach.report.movie import LARGEST_SIDE, annotate, write_movie
from hingecoach.video.write import encode


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    return sample.analysis(tmp_path_factory.mktemp("clip"))


def pictures(path):
    with av.open(str(path)) as container:
        return [(f.time, f.to_ndarray(format="rgb24")) for f in container.decode(video=0)]


@pytest.fixture(scope="module")
def written(analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "annotated.mp4"
    shares = []
    write_movie(analysis, path, shares.append)
    assert shares == sorted(shares) and shares[-1] > 0.95
    return path


def test_browsers_can_play_it(written):
    with av.open(str(written)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert stream.width % 2 == 0 and stream.height % 2 == 0
        assert len(container.streams) == 1
    data = written.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # the index first: it starts before it is loaded


def test_every_picture_keeps_its_time(written):
    times = [t for t, _ in pictures(written)]
    assert times == pytest.approx(sample.track().time.tolist(), abs=1e-3)


def test_the_person_is_drawn_on_and_the_rest_left_alone(written):
    drawn = {round(t, 2): rgb for t, rgb in pictures(written)}
    plain = sample.frame(1.5).rgb
    assert (np.abs(drawn[1.5].astype(int) - plain).sum(axis=2) > 200).sum() > 200
    assert np.abs(drawn[1.5][300:, 150:].astype(int) - plain[300:, 150:]).mean() < 6
    assert np.abs(drawn[6.8].astype(int) - sample.frame(6.8).rgb)[100:].mean() < 6  # nobody was seen then


def test_uneven_times_stay_uneven_and_a_part_starts_at_zero(tmp_path):
    times = np.array([0, 0.05, 0.1, 0.2, 0.25, 0.4, 0.45, 0.5, 0.6, 0.65, 0.7, 0.8])
    path = tmp_path / "uneven.mp4"
    with encode(path, sample.SIZE, sample.FPS) as add:
        for t in times:
            add(sample.frame(float(t)).rgb, float(t))
    video = sample.assessment().video.model_copy(update={"start_s": 0.2, "end_s": 0.7, "duration_s": 0.8})
    write_movie(Analysis(sample.assessment(), sample.motion(), sample.track(), video, path), tmp_path / "out.mp4")
    found = np.array([t for t, _ in pictures(tmp_path / "out.mp4")])
    assert found == pytest.approx(times[3:11] - 0.2, abs=1e-3)


def test_large_and_odd_pictures_are_made_smaller_and_even(tmp_path):
    path = tmp_path / "large.mp4"
    with encode(path, (1220, 722)) as add:
        for t in (0.0, 0.05, 0.1):
            add(np.full((722, 1220, 3), 100, np.uint8), t)
    write_movie(
        Analysis(sample.assessment(), sample.motion(), sample.track(), sample.assessment().video, path),
        path.with_name("out.mp4"),
    )
    shape = pictures(path.with_name("out.mp4"))[0][1].shape
    assert max(shape) == LARGEST_SIDE and all(side % 2 == 0 for side in shape[:2])
    assert shape[1] / shape[0] == pytest.approx(1220 / 722, abs=0.01)


def test_nothing_of_the_sources_metadata_is_copied(analysis, tmp_path):
    secret = tmp_path / "secret.mp4"
    with av.open(str(analysis.path)) as source, av.open(str(secret), "w") as out:
        out.metadata.update({"title": "SECRET-TITLE", "location": "+48.1+011.5/", "comment": "SECRET"})
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    assert b"SECRET-TITLE" in secret.read_bytes()
    write_movie(replace(analysis, path=secret), tmp_path / "out.mp4")
    data = (tmp_path / "out.mp4").read_bytes()
    assert b"SECRET" not in data and b"+48.1" not in data and b"figure" not in data


@pytest.mark.parametrize("size", [(1, 1), (16, 9), (64, 500), (2000, 40)])
def test_words_fit_or_are_left_out_whatever_the_size(size):
    rgb = np.zeros((size[1], size[0], 3), np.uint8)
    annotate(rgb, sample.assessment(), None, 1.6)
    assert rgb.shape == (size[1], size[0], 3)
