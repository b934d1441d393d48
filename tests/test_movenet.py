"""MoveNet: the shipped file against the original, and its points on a rendered person."""

import os

import cv2
import numpy as np
import pytest

from hingecoach.errors import InputError
from hingecoach.keypoints import P
from hingecoach.pose import models
from hingecoach.pose.blazepose import BlazePose
from hingecoach.pose.movenet import SEEN, MoveNet
from hingecoach.pose.runtime import load
from hingecoach.types import POINTS
from hingecoach.video import read_frames
from networks.reference import picture

# What TensorFlow.js 4.22 (@tensorflow/tfjs-core, -converter, -backend-cpu) gives for the original files and the picture
# of `networks.reference`, as whole numbers 0 to 255: down, right, score.
ORIGINAL = (
    (0.13757, 0.63887, 0.06972),
    (0.15091, 0.51662, 0.13008),
    (0.13786, 0.63423, 0.07516),
    (0.15462, 0.60739, 0.01295),
    (0.15054, 0.60256, 0.06937),
    (0.97622, 0.14064, 0.09198),
    (0.18885, 0.59003, 0.06124),
    (0.47904, 0.72776, 0.02119),
    (0.52197, 0.53304, 0.01692),
    (0.56053, 0.77353, 0.00774),
    (0.54948, 0.52320, 0.00449),
    (0.65910, 0.52753, 0.01074),
    (0.66635, 0.42345, 0.01624),
    (0.74447, 0.51219, 0.00857),
    (0.83453, 0.44140, 0.00706),
    (0.84695, 0.63278, 0.00567),
    (0.89846, 0.50032, 0.00719),
)
ABSENT = [p for p in P if p not in SEEN]


@pytest.fixture(scope="module")
def network():
    return MoveNet()


@pytest.fixture(scope="module")
def person(demo_clip):
    """A picture of the demo clip, the person's points in it by BlazePose, and the square around them."""
    rgb = next(f.rgb for i, f in enumerate(read_frames(demo_clip)) if i == 40)
    blazepose = BlazePose()
    xy = blazepose.look(rgb, blazepose.detect(rgb)[0]).xy
    low, high = xy.min(axis=0), xy.max(axis=0)
    return rgb, xy, (*((low + high) / 2), 1.25 * (high - low).max())


def test_it_gives_what_the_original_gives(network):
    whole = np.round(picture(256, 0.0)[0] * 255).astype(np.uint8)
    xy, score = network.look(whole, (128.0, 128.0, 256.0))
    got = np.column_stack([xy[SEEN, 1] / 256, xy[SEEN, 0] / 256, score[SEEN,]])
    assert got == pytest.approx(np.array(ORIGINAL), abs=1e-4)


def test_points_lie_on_the_person_each_at_its_name(network, person):
    rgb, wanted, square = person
    xy, score = network.look(rgb, square)
    assert np.linalg.norm(xy - wanted, axis=1)[SEEN,].max() < 0.05 * square[2]
    assert (score[SEEN,] > 0.3).all() and (score <= 1).all()


def test_points_that_it_has_not_are_nan_with_no_score(network, person):
    rgb, _, square = person
    xy, score = network.look(rgb, square)
    assert xy.shape == (POINTS, 2) and score.shape == (POINTS,)
    assert len(ABSENT) == 16 and np.isnan(xy[ABSENT]).all() and (score[ABSENT] == 0).all()
    assert np.isfinite(xy[SEEN,]).all()


def test_points_move_with_the_picture(network, person):
    rgb, _, (x, y, side) = person
    moved = cv2.copyMakeBorder(rgb, 70, 30, 50, 20, cv2.BORDER_CONSTANT)
    xy, _ = network.look(moved, (x + 50, y + 70, side))
    assert xy[SEEN,] == pytest.approx(network.look(rgb, (x, y, side))[0][SEEN,] + [50, 70], abs=0.1)


@pytest.mark.parametrize(("shift", "scale"), [((12, -8), 1.0), ((0, 0), 1.1), ((0, 0), 0.95)])
def test_points_stay_where_the_square_is_another(network, person, shift, scale):
    rgb, _, (x, y, side) = person
    xy, _ = network.look(rgb, (x + shift[0], y + shift[1], side * scale))
    apart = np.linalg.norm(xy - network.look(rgb, (x, y, side))[0], axis=1)[SEEN,]
    assert apart.max() < 0.025 * side


def test_answers_do_not_share_memory(network, person):
    rgb, _, square = person
    first = network.look(rgb, square)
    kept = [values.copy() for values in first]
    network.look(rgb[:, ::-1], square)
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(first, kept, strict=True))


def test_it_is_loaded_when_it_is_first_used_with_usage_reports_off(network, person, monkeypatch, tmp_path):
    network.look(person[0], person[2])
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
    monkeypatch.setattr(models, "__file__", str(tmp_path / "__init__.py"))
    fresh = MoveNet()
    with pytest.raises(InputError, match=r"movenet\.onnx is missing"):
        fresh.look(person[0], person[2])


def test_a_broken_network_is_told_in_one_line(tmp_path):
    file = tmp_path / "movenet.onnx"
    file.write_bytes(models.path("movenet").read_bytes()[:5000])
    with pytest.raises(InputError, match=r"movenet.onnx'? cannot be read; install hingecoach again") as told:
        load(file, 1)
    assert "\n" not in str(told.value)
