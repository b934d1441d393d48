"""The runner's own arithmetic, the networks where they are built, backends by name, and saved tracks."""

import math
import os
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from fakes import Actor, FakeBackend, Stage, reps
from hingecoach.errors import InputError, OutputError, UnknownNameError
from hingecoach.pose import blazepose, registry
from hingecoach.pose.blazepose import BlazePose
from hingecoach.pose.follow import find_pose
from hingecoach.pose.save import load_track, save_track
from hingecoach.types import PoseTrack

BUILT = all((Path(blazepose.__file__).parent / "models" / f"{n}.onnx").is_file() for n in ("detector", "full"))
needs_networks = pytest.mark.skipif(not BUILT, reason="the networks are made when the package is built")


@pytest.fixture(scope="module")
def track() -> PoseTrack:
    stage = Stage([Actor(bend=reps(), there=lambda t: not 1.0 <= t < 1.6)], seconds=3.0)
    return find_pose(stage.frames(), FakeBackend(stage))


# the detector's output


def test_anchors_cover_the_picture_evenly():
    anchors = blazepose._anchors()
    assert anchors.shape == (2254, 2)
    assert anchors.mean(axis=0) == pytest.approx([0.5, 0.5], abs=1e-6)
    assert anchors[0] == pytest.approx([0.5 / 28, 0.5 / 28]) and anchors[2] == pytest.approx([1.5 / 28, 0.5 / 28])


def boxes(*people: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Raw outputs that say: at these places (of 224 pixels) is a person, this sure; the rest says nobody."""
    anchors = blazepose._anchors()
    raw, scores = np.zeros((2254, 12), np.float32), np.zeros(2254, np.float32)
    for row, (x, y, score) in enumerate(people):
        at = np.array([x, y]) / 224 - anchors[row]
        raw[row, :2], raw[row, 2:4] = at * 224, 45
        raw[row, 4:] = np.tile(at * 224, 4)
        scores[row] = score
    return raw, scores


def test_boxes_that_overlap_are_one_person_between_them_by_score():
    found = blazepose._people(*boxes((100, 100, 0.9), (110, 100, 0.6)), blazepose._anchors(), 6)
    assert len(found) == 1
    assert found[0][0] * 224 == pytest.approx([104, 100], abs=1e-3)


def test_boxes_apart_are_people_surest_first_and_no_more_than_asked():
    raw = boxes((60, 100, 0.7), (160, 100, 0.9), (100, 200, 0.4))
    found = blazepose._people(*raw, blazepose._anchors(), 6)
    assert [round(float(p[0, 0]) * 224) for p in found] == [160, 60], "0.4 is below the limit of 0.5"
    assert len(blazepose._people(*raw, blazepose._anchors(), 1)) == 1


def test_nobody_detected_is_an_empty_list():
    assert blazepose._people(*boxes(), blazepose._anchors(), 6) == []


# regions and crops


@pytest.mark.parametrize(
    ("top", "turn"), [((100, 50), 0.0), ((150, 100), math.pi / 2), ((50, 100), -math.pi / 2), ((100, 150), math.pi)]
)
def test_region_turns_the_body_upright(top, turn):
    region = blazepose._region(np.array([100.0, 100.0]), np.array(top, float))
    assert region[:3] == pytest.approx((100, 100, 125))
    assert math.cos(region[3] - turn) == pytest.approx(1)


@pytest.mark.parametrize("turn", [0.0, 0.4, -1.5, 3.1])
def test_crop_maps_its_middle_and_its_upright_to_the_region(turn):
    to_image = blazepose._crop_to_image((300.0, 200.0, 512.0, turn))
    assert to_image @ [128, 128, 1] == pytest.approx([300, 200])
    up = to_image @ [128, 0, 1] - to_image @ [128, 128, 1]
    assert up == pytest.approx([256 * math.sin(turn), -256 * math.cos(turn)])


# the heat map


def slowly(points: np.ndarray, heat: np.ndarray) -> np.ndarray:
    """Refine point by point, as the rule is written in words."""
    out = points.copy()
    share = 1 / (1 + np.exp(-heat.astype(float)))
    for i, (x, y) in enumerate(points / 4):
        col, row = int(x), int(y)
        if not (0 <= col < 64 and 0 <= row < 64):
            continue
        rows, cols = range(max(0, row - 3), min(64, row + 4)), range(max(0, col - 3), min(64, col + 4))
        window = share[np.ix_(rows, cols, [i])][:, :, 0]
        if window.max() >= 0.5:
            out[i] = 4 * np.array([(window * np.array(cols)).sum(), (window.T * np.array(rows)).sum()]) / window.sum()
    return out


def test_heat_map_refines_as_the_rule_says():
    rng = np.random.default_rng(3)
    points, heat = rng.uniform(-20, 276, (39, 2)), rng.normal(-3, 2, (64, 64, 39)).astype(np.float32)
    refined = blazepose._refined(points, heat)
    assert refined == pytest.approx(slowly(points, heat), abs=1e-3)
    assert (refined != points).any() and (refined == points).any()


def test_a_flat_heat_map_changes_nothing():
    points = np.full((39, 2), 100.0)
    assert (blazepose._refined(points, np.full((64, 64, 39), -5, np.float32)) == points).all()


# the networks


@needs_networks
def test_grey_pictures_hold_nobody():
    backend = BlazePose()
    grey = np.full((240, 320, 3), 128, np.uint8)
    assert backend.detect(grey) == []
    assert backend.look(grey, (160.0, 120.0, 200.0, 0.0)) is None


@needs_networks
def test_source_names_the_weights_and_telemetry_is_off():
    backend = BlazePose()
    backend.detect(np.zeros((64, 64, 3), np.uint8))
    assert backend.source.backend == "blazepose" and len(backend.source.weights_sha256) == 64
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1" and "onnxruntime" in sys.modules


@needs_networks
def test_networks_of_a_folder_have_their_own_source():
    folder = Path(blazepose.__file__).parent / "models"
    assert BlazePose(folder).source == BlazePose(folder).source
    assert len(BlazePose(folder).source.weights_sha256) == 64


# backends by name


def test_the_built_in_backend_needs_no_installed_metadata(monkeypatch):
    monkeypatch.setattr(registry, "entry_points", lambda **_: [])
    assert isinstance(registry.load_backend("blazepose"), BlazePose)
    with pytest.raises(UnknownNameError, match=r"Known: blazepose, heavy\."):
        registry.load_backend("x")


def test_other_packages_backends_are_found(monkeypatch):
    monkeypatch.setattr(
        registry, "entry_points", lambda group: [EntryPoint("scripted", "fakes:Stage.__mro__.__class__", group)]
    )
    assert registry.load_backend("scripted") == ()
    with pytest.raises(UnknownNameError, match=r"Known: blazepose, heavy, scripted\."):
        registry.load_backend("x")


def test_a_wrong_name_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="blazepose"):
        registry.load_backend("openpose")


# saved tracks


def test_a_saved_track_comes_back(track, tmp_path):
    file = tmp_path / "clip.npz"
    save_track(track, file)
    back = load_track(file)
    assert (back.time == track.time).all() and back.size == track.size and back.source == track.source
    assert back.lost == track.lost and len(back.lost) == 1 and back.others == track.others
    for name, far in {"xy": 2e-4, "depth": 2e-4, "world": 1e-6, "outline": 2e-4, "score": 5e-4, "person": 5e-4}.items():
        assert getattr(back, name) == pytest.approx(getattr(track, name), abs=far, nan_ok=True), name
    assert [f.name for f in tmp_path.iterdir()] == ["clip.npz"]


def test_an_empty_track_can_be_saved(tmp_path):
    empty = find_pose([], FakeBackend(Stage([])))
    save_track(empty, tmp_path / "empty.npz")
    assert load_track(tmp_path / "empty.npz").time.size == 0


def test_a_saved_track_is_small(track, tmp_path):
    save_track(replace(track, outline=track.outline[:, :1]), tmp_path / "t.npz")
    assert (tmp_path / "t.npz").stat().st_size < 1000 * track.time.size


def test_saving_replaces_whole_or_not_at_all(track, tmp_path, monkeypatch):
    file = tmp_path / "clip.npz"
    save_track(track, file)
    before = file.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OutputError, match="No space left"):
        save_track(track, file)
    assert file.read_bytes() == before and len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_not_there_is_told(track, tmp_path):
    with pytest.raises(OutputError, match="No such file"):
        save_track(track, tmp_path / "no" / "clip.npz")


@pytest.mark.parametrize("content", [b"", b"not a track", b"PK\x03\x04 half a zip"])
def test_what_is_no_track_is_refused(content, tmp_path):
    file = tmp_path / "x.npz"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.npz"):
        load_track(file)


def test_a_track_of_another_format_is_refused(track, tmp_path):
    file = tmp_path / "x.npz"
    save_track(track, file)
    with np.load(file) as old:
        np.savez(file, **{**dict(old), "format": 99})
    with pytest.raises(InputError, match="is not a track"):
        load_track(file)


@pytest.mark.parametrize(
    "wrong", [{"format": [1, 1]}, {"size": 5}, {"size": [np.inf, 5]}, {"others": [1, 2]}, {"source": np.array([])}]
)
def test_a_track_whose_fields_are_of_another_form_is_refused(track, tmp_path, wrong):
    file = tmp_path / "x.npz"
    save_track(track, file)
    with np.load(file) as old:
        np.savez(file, **{**dict(old), **wrong})
    with pytest.raises(InputError, match="is not a track"):
        load_track(file)


def test_other_things_that_numpy_and_zip_hold_are_no_track(track, tmp_path):
    np.save(tmp_path / "x.npy", np.zeros(3))
    save_track(track, tmp_path / "x.npz")
    head = (tmp_path / "x.npz").read_bytes()
    locked, packed = (bytearray(head) for _ in range(2))
    at = head.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    packed[at + 10] = 99
    for data in ((tmp_path / "x.npy").read_bytes(), locked, packed):
        with pytest.raises(InputError, match="is not a track"):
            load_track(BytesIO(data))


def test_a_missing_track_is_told(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        load_track(tmp_path / "none.npz")
