"""Signals over true time: uneven steps, gaps and spikes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.signal import fill, rolling_median, runs, smooth, turning_points

T = np.arange(90) / 30


def uneven(seed=0, size=120):
    return np.cumsum(np.random.default_rng(seed).uniform(0.015, 0.06, size))


@pytest.mark.parametrize("time", [T, uneven(), T * 0.5])
def test_a_parabola_passes_through_smoothing(time):
    y = 3 + 20 * time - 8 * time**2
    np.testing.assert_allclose(smooth(time, y, 0.12), y, atol=0.05)


def test_smoothing_takes_out_noise_and_keeps_holes():
    noise = np.random.default_rng(1).normal(0, 1, T.size)
    y = 50 * np.sin(T) + noise
    y[40:45] = np.nan
    out = smooth(T, y, 0.12)
    assert np.isnan(out[40:45]).all() and np.isfinite(np.delete(out, range(40, 45))).all()
    assert np.nanstd(out - 50 * np.sin(T)) < 0.8


def test_smoothing_works_on_many_columns_as_on_one():
    y = np.random.default_rng(2).normal(size=(T.size, 3, 2))
    out = smooth(T, y, 0.1)
    np.testing.assert_allclose(out[:, 1, 0], smooth(T, y[:, 1, 0], 0.1))


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_too_few_frames_are_left_alone(frames):
    y = np.arange(frames, dtype=float)
    np.testing.assert_array_equal(smooth(T[:frames], y, 0.1), y)


@given(st.integers(0, 1000), st.floats(0.05, 0.5))
def test_the_rolling_median_is_the_median_of_what_was_seen(seed, half):
    rng = np.random.default_rng(seed)
    time, y = uneven(seed, 40), rng.normal(size=(40, 2))
    y[rng.random(y.shape) < 0.4] = np.nan
    out = rolling_median(time, y, half)
    for i in range(40):
        window = y[np.abs(time - time[i]) <= half + 1e-9]
        for k in range(2):
            seen = window[np.isfinite(window[:, k]), k]
            middle = np.median(seen) if len(seen) else np.nan
            assert out[i, k] == pytest.approx(middle, nan_ok=True)


def test_a_spike_does_not_move_the_median():
    y = np.zeros(T.size)
    y[30] = 1000
    assert rolling_median(T, y, 0.1)[30] == 0


def test_only_short_gaps_are_filled_and_never_the_ends():
    y = T * 10
    y[[0, -1]] = np.nan
    y[20:24] = np.nan  # 5 steps of 1/30 s from frame to frame
    y[50:60] = np.nan
    out = fill(T, y, 0.2)
    np.testing.assert_allclose(out[20:24], T[20:24] * 10)
    assert np.isnan(out[50:60]).all() and np.isnan(out[[0, -1]]).all()
    assert np.isfinite(fill(T, y, np.inf)[50:60]).all()


@given(st.lists(st.booleans(), max_size=40))
def test_runs_cover_exactly_where_the_mask_holds(mask):
    mask = np.array(mask, bool)
    covered = np.zeros(mask.size, bool)
    for a, b in runs(mask):
        assert mask[a : b + 1].all()
        covered[a : b + 1] = True
    np.testing.assert_array_equal(covered, mask)


@given(st.lists(st.floats(-100, 100), max_size=60), st.floats(1, 50))
def test_turning_points_alternate_and_differ_enough(values, least):
    y = np.array(values)
    points = turning_points(y, least)
    assert [i for i, _ in points] == sorted({i for i, _ in points})
    for (a, up_a), (b, up_b) in pairwise(points):
        assert up_a != up_b
        assert abs(y[a] - y[b]) >= least - 1e-9


def test_small_waves_are_no_turning_points():
    assert turning_points(5 * np.sin(T * 9), 22.0) == []
    assert [up for _, up in turning_points(20 * np.sin(2 * np.pi * T), 22.0)] == [True, False] * 3
