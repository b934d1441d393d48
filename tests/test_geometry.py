"""Angles in the plane: signs, folds and what is not seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.geometry import bend, lean, length, wrap

ORIGIN = np.zeros(2)


@pytest.mark.parametrize(("point", "right"), [((0, -1), 0), ((1, 0), 90), ((-1, 0), -90), ((1, -1), 45), ((1, 1), 135)])
def test_a_line_leans_towards_where_the_person_faces(point, right):
    high = np.array(point, float)
    assert lean(ORIGIN, high, 1) == pytest.approx(right)
    assert lean(ORIGIN, high * [-1, 1], -1) == pytest.approx(right)


@given(st.floats(-1000, 1000), st.sampled_from([-180.0, -90.0, 0.0]))
def test_wrapping_keeps_the_direction(degrees, low):
    wrapped = float(wrap(np.array(degrees), low))
    assert low <= wrapped < low + 360 or wrapped == pytest.approx(low + 360)
    assert (wrapped - degrees) % 360 == pytest.approx(0, abs=1e-6) or (wrapped - degrees) % 360 == pytest.approx(360)


@given(st.floats(0, 179), st.floats(0, 360), st.floats(0.1, 50))
def test_a_joint_bends_the_same_however_it_is_turned(angle, turn, size):
    a, t = np.radians(angle), np.radians(turn)
    low = ORIGIN - size * np.array([np.cos(t), np.sin(t)])
    high = ORIGIN + 3.0 * np.array([np.cos(t + a), np.sin(t + a)])
    assert bend(low, ORIGIN, high) == pytest.approx(angle, abs=1e-4)


def test_what_is_not_seen_stays_unseen_and_warns_nobody():
    gone = np.array([np.nan, np.nan])
    assert np.isnan(bend(gone, ORIGIN, np.ones(2)))
    assert np.isnan(bend(ORIGIN, ORIGIN, np.ones(2)))
    assert np.isnan(lean(gone, ORIGIN, 1))
    assert np.isnan(length(gone, ORIGIN))


def test_length_works_along_the_last_axis():
    assert length(np.zeros((4, 2)), np.tile([3.0, 4.0], (4, 1))).tolist() == [5.0] * 4
