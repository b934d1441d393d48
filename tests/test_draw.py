"""Drawing on pictures: in place, only what was seen, and never a crash, wherever the points lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.keypoints import P
from hingecoach.video import draw
from hingecoach.video.draw import BACK, MEASURED, PAPER, Marks
from hingecoach.video.draw_angle import measured

SIDE = {
    P.R_EAR: (130.0, 30.0),
    P.R_SHOULDER: (120.0, 60.0),
    P.R_ELBOW: (125.0, 90.0),
    P.R_WRIST: (128.0, 120.0),
    P.R_HIP: (60.0, 100.0),
    P.R_KNEE: (75.0, 150.0),
    P.R_ANKLE: (60.0, 190.0),
    P.R_HEEL: (50.0, 195.0),
    P.R_TOE: (85.0, 196.0),
    P.NOSE: (145.0, 36.0),
}
NO_BACK = np.zeros((0, 2))
BACK_LINE = np.stack([np.linspace(50, 110, 9), 90 - 30 * np.sin(np.linspace(0, np.pi, 9))], axis=1)


def marks(points=SIDE, faint=(), sides=("R",), back=NO_BACK):
    return Marks(dict(points), frozenset(faint), sides, back)


def blank(height=220, width=180):
    return np.full((height, width, 3), 90, np.uint8)


def changed(picture):
    return np.abs(picture.astype(int) - 90).sum(axis=2) > 0


def has(picture, colour, at, reach=3):
    """Say whether a colour lies within a few pixels of a place."""
    x, y = (round(v) for v in at)
    part = picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].astype(int)
    return bool((np.abs(part - np.array(colour)).sum(axis=2) < 40).any())


def middle(a, b):
    return (SIDE[a][0] + SIDE[b][0]) / 2, (SIDE[a][1] + SIDE[b][1]) / 2


def test_the_skeleton_lies_on_the_bones_and_nowhere_else():
    picture = blank()
    draw.skeleton(picture, marks())
    assert has(picture, PAPER, middle(P.R_HIP, P.R_KNEE))
    assert has(picture, PAPER, middle(P.R_SHOULDER, P.R_HIP))
    assert not changed(picture)[:20].any() and not changed(picture)[:, :30].any()


def test_light_lines_have_a_dark_rim_so_that_they_show_on_white():
    picture = np.full((220, 180, 3), 255, np.uint8)
    draw.skeleton(picture, marks())
    x, y = (int(v) for v in middle(P.R_HIP, P.R_KNEE))
    assert picture[y, x - 6 : x + 7].max(axis=1).min() < 110


def test_a_point_that_was_not_seen_takes_its_bones_with_it():
    picture = blank()
    draw.skeleton(picture, marks({p: xy for p, xy in SIDE.items() if p is not P.R_KNEE}))
    assert not changed(picture)[140:160, 65:85].any()
    assert has(picture, PAPER, middle(P.R_SHOULDER, P.R_HIP))


def test_what_hangs_on_an_unseen_joint_is_not_drawn():
    picture = blank()
    draw.skeleton(picture, marks({p: xy for p, xy in SIDE.items() if p is not P.R_KNEE}))
    assert not changed(picture)[145:].any()  # shin and foot would hang in the air
    picture = blank()
    draw.skeleton(picture, marks({p: xy for p, xy in SIDE.items() if p is not P.R_SHOULDER}))
    assert not changed(picture).any()


def test_on_one_leg_the_standing_leg_is_drawn():
    other = {P[p.name.replace("R_", "L_")]: (x + 40, y) for p, (x, y) in SIDE.items() if p is not P.NOSE}
    both = marks(SIDE | other)
    standing = Marks(both.points, both.faint, both.sides, both.back, leg="L")
    assert standing.at("KNEE") == pytest.approx((115, 150)) and standing.at("HIP") == pytest.approx(SIDE[P.R_HIP])
    picture = blank()
    draw.skeleton(picture, standing)
    assert has(picture, PAPER, (107, 170)) and not has(picture, PAPER, middle(P.R_KNEE, P.R_ANKLE))


def test_a_badly_seen_point_is_dashed_and_has_no_disc():
    whole, dashed = blank(), blank()
    draw.skeleton(whole, marks())
    draw.skeleton(dashed, marks(faint=[P.R_KNEE]))
    thigh = np.linspace(SIDE[P.R_HIP], SIDE[P.R_KNEE], 40)[8:-8].round().astype(int)
    light = [sum(picture[y, x].min() > 150 for x, y in thigh) for picture in (whole, dashed)]
    assert light[1] < 0.7 * light[0]
    assert changed(dashed).sum() < changed(whole).sum()


def test_both_sides_are_drawn_where_asked_with_shoulders_and_hips_joined():
    left = {P[p.name.replace("R_", "L_")]: (x + 30, y) for p, (x, y) in SIDE.items() if p is not P.NOSE}
    picture = blank()
    draw.skeleton(picture, marks(SIDE | left, sides=("R", "L")))
    assert has(picture, PAPER, (75, 100), reach=2)  # between the hips
    assert has(picture, PAPER, (150, 60), reach=2)  # the left shoulder


def test_the_back_line_is_drawn_only_where_it_was_seen():
    picture = blank()
    draw.back_line(picture, marks())
    assert not changed(picture).any()
    draw.back_line(picture, marks(back=BACK_LINE))
    assert has(picture, BACK, BACK_LINE[4])


@pytest.mark.parametrize(
    ("what", "needs"),
    [
        ("hip", P.R_KNEE),
        ("knee", P.R_ANKLE),
        ("trunk", P.R_SHOULDER),
        ("shank", P.R_ANKLE),
        ("neck", P.R_EAR),
        ("elbow", P.R_WRIST),
        ("arm", P.R_ELBOW),
        ("gap", P.R_TOE),
        ("back", None),
    ],
)
def test_an_angle_is_drawn_where_its_points_were_seen_and_left_out_where_not(what, needs):
    picture = blank()
    assert measured(picture, marks(back=BACK_LINE), what, "12°")
    assert (np.abs(picture.astype(int) - np.array(MEASURED)).sum(axis=2) < 30).any()
    if what == "arm":
        needs = P.R_WRIST
    hidden = marks({p: xy for p, xy in SIDE.items() if p is not needs}, back=NO_BACK)
    picture = blank()
    assert not measured(picture, hidden, what, "12°")
    assert not changed(picture).any()


def test_the_arc_of_the_knee_lies_between_the_thigh_prolonged_and_the_shin():
    picture = blank()
    measured(picture, marks(), "knee", "")
    knee, hip, ankle = (np.array(SIDE[p]) for p in (P.R_KNEE, P.R_HIP, P.R_ANKLE))
    between = knee + 0.25 * ((knee - hip) * np.hypot(*(ankle - knee)) / np.hypot(*(knee - hip)) + ankle - knee)
    other = knee - 0.25 * (ankle - knee) - [12, 0]
    assert changed(picture)[tuple(between.astype(int)[::-1])]
    assert not changed(picture)[tuple(other.astype(int)[::-1])]


def test_marks_move_with_a_crop():
    moved = marks(back=BACK_LINE).moved(2.0, 50, 20)
    assert moved.at("HIP") == pytest.approx([20, 160])
    assert moved.back[0] == pytest.approx([(50 - 50) * 2, (90 - 20) * 2])


@pytest.mark.parametrize("near", [(-50, -50), (500, 500), (90, 100)])
def test_a_plate_stays_inside_the_picture(near):
    picture = blank()
    draw.plate(picture, "12° ± 3°", near)
    assert changed(picture).any()
    assert not changed(picture)[[0, -1]].any() or near == (90, 100)


def test_words_are_longer_where_letters_are_larger():
    assert draw.words_width("Repetition 2", 30) > draw.words_width("Repetition 2", 15) > 20
    assert draw.words_width("Repetition 2 of 10", 15) > draw.words_width("Repetition 2", 15)


def test_without_opencv_5_the_letters_are_plain_ascii(monkeypatch):
    monkeypatch.setattr(draw, "_face", lambda: None)
    picture = blank()
    draw.plate(picture, "12° ± 3°", (10, 50))
    assert changed(picture).any()
    assert draw.words_width("12°", 20) == draw.words_width("12 deg", 20)


def test_darkening_nothing_changes_nothing():
    picture = blank()
    draw.darken(picture, 500, 500, 20, 20, 0.8)
    assert not changed(picture).any()


where = st.floats(-1e7, 1e7) | st.floats(-300, 300)


@given(st.lists(st.tuples(where, where), min_size=10, max_size=10), st.integers(1, 60), st.integers(1, 60))
def test_wherever_the_points_lie_drawing_never_fails(places, height, width):
    picture = blank(height, width)
    here = marks(dict(zip(SIDE, places, strict=True)), back=np.array(places))
    draw.skeleton(picture, here)
    draw.back_line(picture, here)
    for what in ("hip", "knee", "trunk", "shank", "neck", "elbow", "arm", "gap", "back"):
        measured(picture, here, what, "12°")
    assert picture.shape == (height, width, 3) and picture.dtype == np.uint8
