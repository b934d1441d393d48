"""The half width of an interval grows with all that makes a number less sure, and never shrinks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.types import View
from hingecoach.uncertainty import BASE, half_width

NAMES = sorted(BASE)
angle, leg = st.floats(-90, 90), st.floats(20, 1000)


def view(azimuth):
    return View("side", "right", azimuth, 5.0)


@given(st.sampled_from(NAMES), angle, angle, leg)
def test_further_off_the_side_is_never_surer(name, a, b, size):
    near, far = sorted((a, b), key=abs)
    assert half_width(name, view(near), size) <= half_width(name, view(far), size) + 1e-9


@given(st.sampled_from(NAMES), angle, leg, leg)
def test_a_smaller_person_is_never_surer(name, azimuth, a, b):
    small, large = sorted((a, b))
    assert half_width(name, view(azimuth), large) <= half_width(name, view(azimuth), small) + 1e-9


@given(st.sampled_from(NAMES), angle, leg)
def test_both_sides_of_the_camera_are_alike_and_the_base_is_the_least(name, azimuth, size):
    assert half_width(name, view(azimuth), size) == half_width(name, view(-azimuth), size)
    assert half_width(name, view(azimuth), size) >= min(BASE[name], half_width(name, view(0.0), 1000.0)) > 0


def test_without_an_own_neutral_the_neck_is_less_sure_and_the_knee_is_not():
    assert half_width("neck", view(0.0), 300.0, standing=False) > half_width("neck", view(0.0), 300.0)
    assert half_width("knee", view(0.0), 300.0, standing=False) == half_width("knee", view(0.0), 300.0)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_unknown_counts_as_far_off(name):
    assert half_width(name, view(math.nan), math.nan) > half_width(name, view(10.0), 300.0)
    assert math.isfinite(half_width(name, view(math.nan), math.nan))
