"""annotated.mp4: plays in browsers, keeps the clip's own times, copies nothing else."""

import base64
import re
from dataclasses import replace

import av
import numpy as np
import pytest

import report_sample as sample
from hingecoach.analyze import Analysis
from hingecoach.faces import Faces
from hingecoach.report import write_all
from hingecoach.report.board import TOP_LEFT, free_corner, letter_size, lines
from hingecoach.report.movie import LARGEST_SIDE, annotate, write_movie
from hingecoach.report.pace import SLOWER, Pace
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
    assert np.abs(drawn[1.5][240:, 180:].astype(int) - plain[240:, 180:]).mean() < 6
    assert np.abs(drawn[6.8].astype(int) - sample.frame(6.8).rgb)[:220].mean() < 6  # nobody was seen then


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


TAGS = {
    "title": "SECRET-TITLE",
    "comment": "SECRET-COMMENT",
    "location": "+48.1372+011.5755/",
    "com.apple.quicktime.location.ISO6709": "+48.1372+011.5755+519.000/",
    "com.apple.quicktime.make": "SECRETMAKER",
    "com.apple.quicktime.model": "SECRETPHONE 15",
    "com.apple.quicktime.creationdate": "2019-07-04T05:06:07+0200",
    "creation_time": "2019-07-04T03:06:07.000000Z",
}
TELLTALE = (b"SECRET", b"48.1372", b"011.5755", b"2019-07-04", b"quicktime.", b"Exif", b"tEXt")


@pytest.fixture
def secret(analysis, tmp_path):
    """Give a clip that says where, when and with which phone it was filmed."""
    path = tmp_path / "secret.mov"
    with (
        av.open(str(analysis.path)) as source,
        av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as out,
    ):
        out.metadata.update(TAGS)
        stream = out.add_stream_from_template(source.streams.video[0])
        stream.metadata["handler_name"] = "SECRET-HANDLER"
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    data = path.read_bytes()
    assert all(word in data for word in TELLTALE[:5] if word != b"2019-07-04") and b"2019" in data
    return path


@pytest.mark.parametrize("blur", [False, True])
def test_nothing_of_the_sources_metadata_is_in_any_output(analysis, secret, tmp_path, blur):
    faces = Faces(secret, analysis.track, Nobody) if blur else None
    files = write_all(replace(analysis, path=secret, faces=faces), tmp_path / "out")
    assert len(files) >= 5
    for file in files:
        data = file.read_bytes()
        inside = [base64.b64decode(b) for b in re.findall(rb"base64,([A-Za-z0-9+/=]+)", data)]
        assert not [(file.name, word) for word in TELLTALE for part in (data, *inside) if word in part]
    with av.open(str(tmp_path / "out" / "annotated.mp4")) as container:
        assert set(container.metadata) <= {"major_brand", "minor_version", "compatible_brands", "encoder"}
        assert container.streams.video[0].metadata.get("handler_name") == "VideoHandler"


class Nobody:
    """A backend that finds nobody else."""

    def detect(self, _rgb, _most=6):
        return []


def test_slow_motion_shows_the_same_pictures_for_longer(analysis, tmp_path):
    write_movie(analysis, tmp_path / "slow.mp4", slow=True)
    times = np.array([t for t, _ in pictures(tmp_path / "slow.mp4")])
    steps = np.diff(times) * sample.FPS
    assert times.size == sample.track().time.size
    assert set(steps.round(1)) == {1.0, SLOWER} or set(steps.round()) <= {1.0, 2.0, SLOWER}
    # each of three repetitions is slow from 0.3 s before its deepest point to 0.3 s after it
    assert times[-1] == pytest.approx(sample.SECONDS - 1 / sample.FPS + 3 * 0.6 * (SLOWER - 1), abs=0.02)


def test_a_fast_camera_gives_slow_motion_more_pictures_but_no_more_a_second(tmp_path):
    path = tmp_path / "fast.mp4"
    with encode(path, sample.SIZE, 60.0) as add:
        for i in range(240):
            add(sample.frame(i / 60).rgb, i / 60)
    video = sample.assessment().video.model_copy(update={"fps": 60.0, "duration_s": 4.0})
    fast = Analysis(sample.assessment(), sample.motion(), sample.track(), video, path)
    counts = []
    for slow in (False, True):
        write_movie(fast, tmp_path / "out.mp4", slow=slow)
        times = np.array([t for t, _ in pictures(tmp_path / "out.mp4")])
        assert np.diff(times).min() > 0.8 / 31
        counts.append(times.size)
    assert counts[0] == 120 and counts[1] > 150


def test_the_words_say_the_clips_own_time_and_the_pace():
    assert next(text for text, _ in lines(sample.assessment(), 1.5, 3.0)) == "Rep 1 of 3  ·  1.5 s  ·  1/3 speed"
    assert not list(lines(sample.assessment(), 0.5))


def test_pace_is_continuous_and_without_repetitions_the_clips_own():
    pace = Pace(sample.assessment().reps)
    shown = [pace.at(t) for t in np.linspace(0, 7, 701)]
    assert (np.diff(shown) > 0.0099).all() and np.diff(shown).max() < 0.0301
    assert pace.slow(1.5) and not pace.slow(2.5)
    assert [Pace().at(t) for t in (0.0, 1.5, 9.0)] == [0.0, 1.5, 9.0]


def test_the_board_stands_where_the_person_is_not():
    motion = sample.motion()
    for move, right in ((-60, True), (90, False)):
        moved = replace(motion, track=replace(motion.track, xy=motion.track.xy + np.array([move, 0])))
        assert free_corner(moved, sample.assessment()).right == right
    nobody = replace(motion, track=replace(motion.track, xy=np.full_like(motion.track.xy, np.nan)))
    assert free_corner(nobody, sample.assessment()) == TOP_LEFT


def test_the_board_hides_feet_before_it_hides_a_head():
    """Who fills a narrow picture stands in every corner; the whole clip has one place for the words."""
    motion = sample.motion()
    assert free_corner(motion, sample.assessment()).low
    small = replace(motion, track=replace(motion.track, xy=motion.track.xy * 0.5 + np.array([60, 150])))
    assert not free_corner(small, sample.assessment()).low
    assert free_corner(motion, sample.assessment(reps=())) == TOP_LEFT  # no words


@pytest.mark.parametrize(("size", "least"), [((540, 960), 16), ((960, 540), 11)])
def test_on_a_phone_the_letters_can_be_read(size, least):
    rgb = np.zeros((size[1], size[0], 3), np.uint8)
    assert letter_size(rgb) * 390 / size[0] >= least  # points on a phone held upright, 390 wide


@pytest.mark.parametrize("size", [(1, 1), (16, 9), (64, 500), (2000, 40)])
def test_words_fit_or_are_left_out_whatever_the_size(size):
    rgb = np.zeros((size[1], size[0], 3), np.uint8)
    annotate(rgb, sample.assessment(), None, 1.6)
    assert rgb.shape == (size[1], size[0], 3)
