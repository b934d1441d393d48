"""The learned measure of the back: its features, its networks, its stated errors."""

from pathlib import Path

import numpy as np
import pytest

from back.train import PLANS, conformal, predict, train
from back.views import load
from hingecoach.back.dorsal import axis_of
from hingecoach.back.features import COUNT, STATIONS, features
from hingecoach.keypoints import Sides
from hingecoach.nets import Net, scaled
from hingecoach.synthetic import Form, figure

DATA = Path(__file__).parents[1] / "tools/back/data"


@pytest.fixture(scope="module")
def check():
    return load(DATA / "check.npz")


def described(facing, convex=-12.0, size=1.0):
    track = figure("hinge", Form(convex=convex), reps=1, fps=10, facing=facing, scale=300.0 * size).track
    side = 0 if facing == "right" else 1
    return features(track, axis_of(track, side), side, Sides(facing, facing))


def test_mirror_and_size_change_nothing():
    right = described("right")
    assert right.shape[1] == COUNT and np.isfinite(right).any()
    assert np.allclose(right, described("left"), atol=0.1, equal_nan=True)
    assert np.allclose(right, described("right", size=1.6), atol=0.1, equal_nan=True)


def test_a_rounder_low_back_turns_the_slopes_of_its_ends_apart():
    flat, round_ = (np.nanmean(described("right", c), axis=0) for c in (-20.0, 20.0))
    low, high = ((a <= STATIONS) & (b >= STATIONS) for a, b in ((0.1, 0.25), (0.45, 0.8)))
    n = STATIONS.size
    turned = [float(np.nanmean(f[:n][low]) - np.nanmean(f[:n][high])) for f in (flat, round_)]
    assert turned[1] > turned[0] + 5


def test_what_was_not_seen_counts_as_usual():
    x = np.array([[np.nan, 3.0], [1e6, 1.0]])
    assert scaled(x, np.array([5.0, 1.0]), np.array([1.0, 2.0])).tolist() == [[0.0, 1.0], [4.0, 0.0]]


def test_a_row_without_an_outline_gives_nothing():
    zero = np.zeros((1, 1))
    one = Net(np.zeros(2), np.ones(2), np.ones((1, 2, 1)), zero, np.ones((1, 1, 1)), zero, np.zeros((4, 3)))
    out = one(np.array([[np.nan, np.nan], [1.0, 1.0]]))
    assert np.isnan(out[0, 0]) and out[1, 0] == pytest.approx(np.tanh(2.0))


def test_nine_of_ten_new_ones_lie_within_the_conformal_width():
    rng = np.random.default_rng(1)
    held = [np.mean(np.abs(rng.normal(size=500)) <= conformal(np.abs(rng.normal(size=200)))) for _ in range(50)]
    assert 0.88 < float(np.mean(held)) < 0.93
    assert np.isnan(conformal(np.array([])))


def test_the_two_files_share_no_body(check):
    assert not set(load(DATA / "learn.npz").body) & set(check.body)


def test_it_learns_more_than_the_mean_and_states_an_error_that_holds(check):
    hold = np.isin(check.body, np.unique(check.body)[::4])
    learn, rows = check.only(~hold & (np.abs(check.azimuth) < 30)), check.only(hold & (np.abs(check.azimuth) < 10))
    net, truth = train(check, learn)["alone"], check.truth[:, 0]
    off = np.abs(predict(net, PLANS[0], check, rows)[:, 0] - truth[rows])
    assert off.mean() < 0.75 * np.abs(truth[rows] - truth[learn].mean()).mean()
    assert 0.75 < np.mean(off <= net.error[0, 0]) <= 1.0
