"""The outline: read between the pixels, from the inside out, and left empty where there is no edge."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hingecoach.keypoints import P
from hingecoach.outline import STATIONS, trace
from hingecoach.types import Bytes, Floats

SIDE = 256
PLAIN = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
HIP, SHOULDER = np.array([120.0, 170.0]), np.array([120.0, 90.0])
ACROSS = np.array([[0.7, 1.5], [-0.7, -1.5]])
UP_TO = (STATIONS > 0.0) & (STATIONS < 1.0)


def points(hip: Floats = HIP, shoulder: Floats = SHOULDER) -> Floats:
    xy = np.full((33, 2), np.nan)
    xy[[P.L_HIP, P.R_HIP]] = hip + ACROSS
    xy[[P.L_SHOULDER, P.R_SHOULDER]] = shoulder + ACROSS
    return xy


def slab(left: float, right: float, edge: float = 1.0, top: float = -1e3, bottom: float = 1e3) -> Bytes:
    """Draw an upright slab; opacity falls from 1 to 0 within ``edge`` pixels of the mask."""
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    inside = np.minimum(np.minimum(x - left, right - x), np.minimum(y - top, bottom - y))
    return np.asarray(np.clip(np.round(255 * (inside / edge + 0.5)), 0, 255).astype(np.uint8))


def test_stations_reach_below_the_hip_and_above_the_shoulder() -> None:
    assert STATIONS[0] <= -0.35 and STATIONS[-1] >= 1.35 and (np.diff(STATIONS) > 0).all()


@given(st.floats(85, 115), st.floats(125, 160), st.floats(1, 6))
def test_finds_both_edges_between_the_pixels(left: float, right: float, edge: float) -> None:
    outline = trace(slab(left, right, edge), PLAIN, points())
    assert outline.shape == (STATIONS.size, 2, 2)
    assert np.allclose(outline[:, 0, 0], left, atol=0.15)
    assert np.allclose(outline[:, 1, 0], right, atol=0.15)
    assert np.allclose(outline[:, 0, 1], 170 - 80 * STATIONS, atol=1e-6)


def test_side_0_is_left_of_the_way_from_hip_to_shoulder() -> None:
    down = trace(slab(100, 150), PLAIN, points(SHOULDER, HIP))
    assert np.allclose(down[:, 0, 0], 150, atol=0.15) and np.allclose(down[:, 1, 0], 100, atol=0.15)


@settings(max_examples=30)
@given(st.floats(-3.1, 3.1), st.floats(0.5, 6), st.floats(-500, 500))
def test_the_crop_may_lie_anyhow_in_the_picture(turn: float, scale: float, shift: float) -> None:
    c, s = scale * np.cos(turn), scale * np.sin(turn)
    to_image = np.array([[c, -s, shift], [s, c, -shift]])
    xy = points() @ to_image[:, :2].T + to_image[:, 2]
    plain = trace(slab(100, 150), PLAIN, points())
    assert np.allclose(trace(slab(100, 150), to_image, xy), plain @ to_image[:, :2].T + to_image[:, 2], atol=1e-3)


def test_stops_at_the_first_crossing_so_that_a_hanging_arm_is_not_the_body() -> None:
    arm = np.maximum(slab(90, 150), slab(160, 175))
    assert np.allclose(trace(arm, PLAIN, points())[:, 1, 0], 150, atol=0.15)


@pytest.mark.parametrize(("left", "right"), [(128, 170), (70, 112)])
def test_starts_inside_the_body_where_the_axis_lies_beside_it(left: float, right: float) -> None:
    outline = trace(slab(left, right), PLAIN, points())
    assert np.allclose(outline[:, 0, 0], left, atol=0.15) and np.allclose(outline[:, 1, 0], right, atol=0.15)


def test_a_body_far_from_the_axis_is_not_this_person() -> None:
    assert np.isnan(trace(slab(170, 200), PLAIN, points())).all()


def test_a_soft_edge_is_no_edge() -> None:
    outline = trace(slab(95, 150, edge=60), PLAIN, points())
    assert np.isnan(outline).all()


def test_stations_beyond_the_body_are_empty() -> None:
    outline = trace(slab(100, 150, top=100, bottom=150), PLAIN, points())
    seen = np.isfinite(outline).all(axis=(1, 2))
    inside = (170 - 80 * STATIONS > 101) & (170 - 80 * STATIONS < 149)
    assert seen[inside].all() and not seen[(STATIONS < 0.2) | (STATIONS > 0.9)].any()


def test_beyond_the_crop_nothing_is_known() -> None:
    outline = trace(slab(-50, 150), PLAIN, points())
    assert np.isnan(outline[:, 0]).all() and np.isfinite(outline[UP_TO, 1]).all()


@pytest.mark.parametrize("hip", [np.array([np.nan, 1.0]), np.array([120.0, 93.0])])
def test_no_trunk_no_outline(hip: Floats) -> None:
    assert np.isnan(trace(slab(100, 150), PLAIN, points(hip=hip))).all()


def test_an_empty_mask_has_no_outline() -> None:
    assert np.isnan(trace(np.zeros((SIDE, SIDE), np.uint8), PLAIN, points())).all()


def test_takes_a_few_milliseconds_at_most() -> None:
    mask, xy = slab(100, 150), points()
    took = []
    for _ in range(20):
        start = time.perf_counter()
        trace(mask, PLAIN, xy)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.003
