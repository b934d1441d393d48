"""Hidden faces: every picture that leaves the program is without them, and nothing of them can be got back."""

import base64
import re
from dataclasses import replace

import av
import cv2
import numpy as np
import pytest

import report_sample as sample
from fakes import Actor, FakeBackend, Stage
from hingecoach.analyze import examine
from hingecoach.faces import Faces
from hingecoach.keypoints import P
from hingecoach.pose.heads import BRIDGE, HOLD, MOST_GROWN, Trace, head, others, own
from hingecoach.report import Wishes, write_all
from hingecoach.report.earlier import Earlier, Shot
from hingecoach.report.page import as_html
from hingecoach.video.cover import cover, cover_all
from hingecoach.video.write import encode

LAST = 130
"""The last picture in which the figure is seen; nine more follow."""
NOISE = np.random.default_rng(1)


def unlike(hidden, plain):
    """Correlate two pictures once their slow changes of colour are taken off: 1 the same, 0 nothing in common."""
    fine = [p.astype(float).mean(axis=2) - cv2.blur(p.astype(float).mean(axis=2), (9, 9)) for p in (hidden, plain)]
    return abs(np.corrcoef(fine[0].ravel(), fine[1].ravel())[0, 1])


def face(side=64):
    """Draw a face that anybody would know again."""
    rgb = np.full((side, side, 3), (224, 180, 150), np.uint8)
    for x in (side // 3, 2 * side // 3):
        cv2.circle(rgb, (x, side * 2 // 5), side // 9, (250, 250, 250), -1)
        cv2.circle(rgb, (x, side * 2 // 5), side // 18, (20, 40, 90), -1)
    cv2.ellipse(rgb, (side // 2, side * 7 // 10), (side // 5, side // 10), 0, 0, 180, (150, 30, 40), 3)
    cv2.rectangle(rgb, (0, 0), (side, side // 5), (60, 40, 20), -1)
    return rgb


def badge(side=32):
    """Give a pattern that nothing else looks like: worn as a head, it can be looked for in any picture."""
    cells = np.random.default_rng(7).integers(0, 2, (8, 8), dtype=np.uint8) * 200 + 30
    return np.repeat(cv2.resize(cells, (side, side), interpolation=cv2.INTER_NEAREST)[..., None], 3, axis=2)


# Covering


def test_what_is_covered_is_gone_and_the_rest_untouched():
    plain = NOISE.integers(0, 256, (120, 160, 3), dtype=np.uint8)
    plain[30:94, 50:114] = face()
    rgb = plain.copy()
    cover(rgb, np.array([[82.0, 62.0, 40.0]]))
    y, x = np.mgrid[:120, :160]
    away = np.hypot(x - 82, y - 62)
    assert (rgb[away > 42] == plain[away > 42]).all()
    assert unlike(rgb[35:90, 55:110], plain[35:90, 55:110]) < 0.1
    edges = np.abs(np.diff(rgb[35:90, 55:110].astype(int), axis=1)).max()
    assert edges < 16  # no line of the face is left, only colours that run into each other


def test_two_faces_look_the_same_once_they_are_covered():
    one, other = face(), np.ascontiguousarray(face()[:, ::-1])
    one[30:40, 20:30] = (20, 160, 40)  # a mark on one cheek
    other[30:40, 40:50] = (20, 160, 40)  # and on the other one
    before = np.abs(one.astype(int) - other).max()
    for rgb in (one, other):
        cover(rgb, np.array([[32.0, 32.0, 48.0]]))
    assert before > 150 and np.abs(one.astype(int) - other).max() <= 48


@pytest.mark.parametrize("circle", [(-50, -50, 20), (500, 10, 30), (10, 10, 1e5), (3, 3, 0.2), (79, 59, 30)])
@pytest.mark.parametrize("size", [(60, 80), (1, 1), (3, 200)])
def test_circles_may_lie_anywhere(circle, size):
    rgb = np.full((*size, 3), 90, np.uint8)
    cover(rgb, np.array([circle], float))
    cover_all(rgb)
    assert rgb.shape == (*size, 3)


def test_a_whole_picture_is_covered_whole():
    rgb = np.tile(face(), (4, 6, 1))
    plain = rgb.copy()
    cover_all(rgb)
    assert unlike(rgb, plain) < 0.05


# Where heads are


def test_the_circle_holds_the_head_with_room_and_follows_its_size():
    xy = Actor().points(0.5)
    small = head(xy, np.zeros((33, 3)))
    large = head(2 * xy, np.zeros((33, 3)))
    far = np.hypot(*(xy[: P.L_SHOULDER] - small[:2]).T)
    assert far.max() < 0.8 * small[2] < 60
    assert large == pytest.approx(2 * small)


def test_points_that_a_backend_lacks_do_no_harm():
    xy, world = Actor().points(0.0), np.full((33, 3), np.nan)
    whole = head(xy, world)
    xy[[P.L_MOUTH, P.R_MOUTH, P.L_EYE, P.R_EYE, P.R_EAR]] = np.nan
    assert np.hypot(*(head(xy, world) - whole)[:2]) < whole[2] / 3
    xy[: P.L_SHOULDER] = np.nan
    assert np.isnan(head(xy, world)).all()


def test_between_two_sightings_the_circle_moves_and_grows_and_then_gives_up():
    trace = Trace([1.0, 1.4], [np.array([10.0, 20.0, 5.0]), np.array([50.0, 20.0, 6.0])])
    x, y, radius = trace.at(1.2)
    assert (x, y) == (30.0, 20.0) and 6.0 < radius <= 6.0 * MOST_GROWN
    assert trace.at(0.9)[0] == 10.0 and trace.at(1.4 + BRIDGE - 0.01) is not None
    assert trace.at(1.4 + BRIDGE + 0.01) is None and Trace().at(0.0) is None


def test_one_wrong_picture_uncovers_nothing():
    track = seen_track()
    wrong = track.xy.copy()
    wrong[30, : P.L_SHOULDER] += 120
    right = own(track)[0].circle[30]
    both = [trace.circle[30] for trace in own(replace(track, xy=wrong))]
    assert min(np.hypot(*(c - right)[:2]) for c in both) < 0.2 * right[2]


def test_everybody_else_is_found_and_the_person_is_not_taken_for_another():
    walker = Actor(x=lambda t: 100 + 40 * t, height=300)
    lifter = Actor(x=lambda _: 430.0)
    stage = Stage([lifter, walker], seconds=3.0, rate=8.0)
    times = np.arange(0, 3, 0.125)
    track = replace(
        sample.track(),
        time=times,
        size=stage.size,
        **{n: np.stack([getattr(sample.track(), n)[0]] * times.size) for n in ("depth", "world", "score", "outline")},
        person=np.ones(times.size),
        xy=np.stack([lifter.points(t) for t in times]),
    )
    found = others(stage.frames(), FakeBackend(stage), track)
    assert len(found) == 1 and found[0].hold == HOLD
    middle = found[0].at(1.5)
    assert np.hypot(*(middle - head(walker.points(1.5), np.zeros((33, 3))))[:2]) < middle[2] / 3


# What leaves the program


class Nobody:
    """A backend that finds nobody else."""

    def detect(self, _rgb, _most=6):
        return []


def seen_track():
    """Give the figure's points with a whole head; nothing is seen from 6.5 s on."""
    track = sample.track()
    xy = track.xy.copy()
    ear, nose = xy[:, P.R_EAR], xy[:, P.NOSE]
    up = (nose - ear)[:, ::-1] * (1, -1) * 0.4
    for p in range(P.L_EYE_IN, P.L_EAR):
        xy[:, p] = nose + up
    for p in (P.L_MOUTH, P.R_MOUTH):
        xy[:, p] = nose - up
    return replace(track, xy=xy)


@pytest.fixture(scope="module")
def figure(tmp_path_factory):
    """Film the figure with a badge for its head."""
    folder = tmp_path_factory.mktemp("faces")
    track, path = seen_track(), folder / "figure.mp4"
    with encode(path, sample.SIZE, sample.FPS) as add:
        for i, t in enumerate(track.time):
            rgb = sample.frame(float(t)).rgb
            put_badge(rgb, track.xy[min(i, LAST)] + min(6, max(0, i - LAST)))  # unseen, it still moves a little
            add(rgb, float(t))
    answer = sample.assessment()
    analysis = replace(sample.analysis(folder, "other.mp4", answer), path=path, track=track)
    return replace(analysis, faces=Faces(path, track, Nobody))


def put_badge(rgb, xy):
    x, y = (int(v) - 16 for v in head(xy, np.zeros((33, 3)))[:2])
    part = rgb[max(0, y) : y + 32, max(0, x) : x + 32]
    part[:] = badge()[: part.shape[0], : part.shape[1]]


def test_no_picture_of_the_video_shows_a_face(figure, tmp_path):
    plain_words = replace(figure, assessment=sample.nothing(1))  # no board with words, which could cover a face too
    for name, analysis in (("hidden", plain_words), ("shown", replace(plain_words, faces=None))):
        write_all(analysis, tmp_path / name, formats=["video"])
    hidden, shown = (frames(tmp_path / name / "annotated.mp4") for name in ("hidden", "shown"))
    assert len(hidden) == len(shown) == sample.track().time.size
    assert max(likeness(rgb) for rgb in hidden) < 0.45
    assert min(likeness(rgb) for rgb in shown) > 0.7


def test_no_picture_of_the_report_shows_a_face(figure, tmp_path):
    for name, analysis in (("hidden", figure), ("shown", replace(figure, faces=None))):
        write_all(analysis, tmp_path / name, formats=["html"])
    hidden, shown = (pictures(tmp_path / name / "report.html") for name in ("hidden", "shown"))
    assert len(hidden) == len(shown) >= 4
    likely = [(likeness(h, zoom=True), likeness(s, zoom=True)) for h, s in zip(hidden, shown, strict=True)]
    assert max(h for h, _ in likely) < 0.5 < min(s for _, s in likely)


def likeness(rgb, *, zoom=False):
    """Tell how much the likest place of a picture looks like the badge, at the sizes that it can have.

    Even places say nothing: there a correlation is one of rounding errors.
    """
    best = 0.0
    for side in range(32, 110, 6) if zoom else (32,):
        likes = cv2.matchTemplate(rgb, badge(side), 5)
        grey = rgb.astype(np.float32).mean(axis=2)
        spread = cv2.blur(grey**2, (side, side)) - cv2.blur(grey, (side, side)) ** 2
        half = side // 2
        uneven = spread[half : half + likes.shape[0], half : half + likes.shape[1]] > 12**2
        best = max(best, float(likes[uneven].max(initial=0.0)))
    return best


def frames(path):
    with av.open(str(path)) as container:
        return [f.to_ndarray(format="rgb24") for f in container.decode(video=0)]


def pictures(page):
    data = re.findall(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", page.read_text("utf-8"))
    return [
        cv2.imdecode(np.frombuffer(base64.b64decode(d), np.uint8), cv2.IMREAD_COLOR)[..., ::-1].copy() for d in data
    ]


def test_where_nobody_was_found_the_whole_picture_is_hidden(figure):
    plain = NOISE.integers(0, 256, (320, 240, 3), dtype=np.uint8)
    for time, whole in ((1.0, False), (6.5 + BRIDGE + 0.1, True)):
        rgb = plain.copy()
        figure.faces.hide(rgb, time)
        assert (figure.faces.at(time) is None) == whole
        assert (unlike(rgb, plain) < 0.1) == whole


def test_where_a_baby_may_be_the_hands_and_the_place_it_lay_are_hidden(figure):
    faces = Faces(figure.path, seen_track(), Nobody, laid=[1.5])
    hands = seen_track().xy[:, P.R_WRIST]
    for i, time in ((30, 1.5), (50, 2.5)):
        inside = [np.hypot(*(c[:2] - hands[k])) < c[2] for c in faces.at(time) for k in (i, 30)]
        assert sum(inside) >= 2
    assert len(faces.at(1.5)) > len(figure.faces.at(1.5))


@pytest.mark.parametrize(
    ("exercise", "wish", "hidden"),
    [("crib_lower", None, True), ("crib_lower", False, False), ("deadlift", None, False), ("deadlift", True, True)],
)
def test_faces_are_hidden_where_asked_and_in_the_crib(figure, monkeypatch, exercise, wish, hidden):
    from importlib import import_module

    from fakepose import FakePose

    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose(reps=1))
    analysis = examine(figure.path, exercise, blur_face=wish)
    assert (analysis.faces is not None) == hidden


def test_pictures_of_an_earlier_result_are_left_out_where_faces_are_hidden(figure):
    shot = Shot("data:image/jpeg;base64,QUJD", 10, 10, "then")
    earlier = Earlier(sample.assessment(), {f.cue: shot for f in sample.assessment().findings})
    assert "QUJD" in as_html(replace(figure, faces=None), wishes=Wishes(before=earlier))
    assert "QUJD" not in as_html(figure, wishes=Wishes(before=earlier))
