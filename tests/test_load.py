"""The load near the hands: seekers on painted pictures, the judgement from looks, the stick along the back."""

import tracemalloc
from dataclasses import replace

import cv2
import numpy as np
import pytest

from hingecoach.assess import assess
from hingecoach.keypoints import P
from hingecoach.load.contact import contact_words, contacts
from hingecoach.load.cover import behind_plate
from hingecoach.load.evidence import MIDDLES, gather
from hingecoach.load.judge import SURE, chances, judge
from hingecoach.load.seek import SEEK, look
from hingecoach.load.types import KINDS
from hingecoach.load.weights import NUMBERS, WEIGHTS
from hingecoach.observe import observe
from hingecoach.outline import STATIONS
from hingecoach.pose.save import load_track, save_track
from hingecoach.synthetic import figure
from hingecoach.types import MARKS, SEEKERS, LoadLooks
from scenes import joined, looks

LENGTH = 260.0


def person(hand=(300.0, 300.0)) -> np.ndarray:
    """Points of a person standing side on, the arms straight down to the hands."""
    xy = np.full((33, 2), 300.0)
    x, y = hand
    for side in ("L", "R"):
        for name, dx, dy in (
            ("SHOULDER", 0, -110), ("ELBOW", 0, -55), ("WRIST", 0, -5), ("INDEX", 0, 4), ("HIP", -5, -15),
            ("KNEE", 0, 65), ("ANKLE", 0, 145), ("HEEL", -10, 150), ("TOE", 30, 150), ("EAR", 0, -140),
        ):  # fmt: skip
            xy[P[f"{side}_{name}"]] = x + dx, y + dy
    return xy


def wall(seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(128, 3, (600, 600, 3))
    return noise.clip(0, 255).astype(np.uint8)


def found(rgb, xy=None, before=None):
    result = look(rgb, person() if xy is None else xy, LENGTH, before)
    return {name: result.marks[i] for i, name in enumerate(SEEKERS)}, result.scene


def test_every_seeker_is_listed_once():
    assert tuple(SEEK) == SEEKERS
    assert len(set(NUMBERS)) == len(NUMBERS)
    assert set(WEIGHTS) == set(KINDS) and {len(w) for w in WEIGHTS.values()} == {len(NUMBERS) + 1}


@pytest.mark.parametrize("radius", [28, 45, 60])
def test_a_plate_is_found_with_its_centre_and_size(radius):
    rgb = wall()
    cv2.circle(rgb, (310, 305), radius, (20, 20, 20), -1, cv2.LINE_AA)
    marks, _ = found(rgb)
    score, x, y, size, _ = marks["plate"][0]
    assert score > 0.9 and (x, y) == pytest.approx((310, 305), abs=4)
    assert size * LENGTH == pytest.approx(radius, rel=0.1)


def test_an_empty_wall_shows_nothing():
    marks, _ = found(wall())
    assert not (np.nan_to_num(marks["plate"][:, 0]) > 0.6).any()
    assert np.isnan(marks["bar"]).all() and np.isnan(marks["box"]).all() and np.isnan(marks["spine"]).all()


def test_a_bell_hangs_below_the_hands():
    rgb = wall()
    cv2.circle(rgb, (300, 332), 18, (30, 30, 30), -1, cv2.LINE_AA)
    marks, _ = found(rgb)
    score, x, y, *_ = marks["bell"][0]
    assert score > 0.8 and (x, y) == pytest.approx((300, 332), abs=6)


def test_a_bar_goes_through_the_hands_and_a_cable_ends_there():
    bar, cable = wall(), wall()
    cv2.line(bar, (170, 290), (430, 310), (30, 30, 30), 6, cv2.LINE_AA)
    cv2.line(cable, (160, 350), (300, 300), (30, 30, 30), 3, cv2.LINE_AA)
    with_bar, with_cable = found(bar)[0], found(cable)[0]
    assert with_bar["bar"][0, 0] > 0.8
    assert np.degrees(with_bar["bar"][0, 4]) == pytest.approx(4.4, abs=2)
    assert with_cable["cable"][0, 0] > 0.7 and not np.nan_to_num(with_cable["bar"][:, 0]).max() > 0.5
    assert np.nan_to_num(with_bar["cable"][:, 0]).max() < 0.5


def test_a_box_is_four_edges():
    rgb = wall()
    cv2.rectangle(rgb, (265, 280), (340, 345), (70, 100, 140), -1)
    score, x, y, *_ = found(rgb)[0]["box"][0]
    assert score > 0.7 and (x, y) == pytest.approx((302, 312), abs=8)


def test_what_moves_with_the_hands_is_carried_and_what_stands_is_not():
    def scene(dy, held):
        rgb = wall()
        cv2.circle(rgb, (300, 340 + (dy if held else 0)), 30, (10, 10, 10), -1)
        return rgb, person((300.0, 300.0 + dy))

    scores = {}
    for held in (True, False):
        _, before = found(*scene(0, held))
        marks, _ = found(*scene(40, held), before)
        scores[held] = np.nan_to_num(marks["carried"][0, 0])
    assert scores[True] > 0.4 and scores[True] > scores[False] + 0.2


def test_hands_outside_the_picture_and_small_people_are_not_looked_at():
    assert look(wall(), person((900.0, 300.0)), LENGTH) is None
    assert look(wall(), person(), 40.0) is None


@pytest.fixture(scope="module")
def hinge():
    return figure("hinge", reps=2).track


def test_without_looks_nothing_is_known(hinge):
    load = judge(hinge)
    assert load.kind is None and load.confidence == 0 and load.time.size == 0
    assert set(load.chances.values()) == {1 / len(KINDS)}
    assert assess(hinge).load is None


def test_a_plate_that_goes_with_the_hands_is_a_barbell(hinge):
    track = looks(hinge, "plate")
    load = judge(track)
    assert load.kind == "barbell" and load.confidence >= SURE
    assert load.confidence == load.chances["barbell"] and sum(load.chances.values()) == pytest.approx(1)
    assert np.isfinite(load.centre).all() and load.centre.shape == (load.time.size, 2)
    report = assess(track).load
    assert report is not None and report.kind == "barbell" and report.place == "hands"


def test_a_plate_that_stands_in_the_background_counts_little(hinge):
    xy = hinge.xy.copy()
    hands = [P.L_WRIST, P.R_WRIST, P.L_INDEX, P.R_INDEX]
    xy[:, hands] += 2 * (xy[:, hands] - xy[:1, hands])  # a long way: from the floor to the hips
    pull = replace(hinge, xy=xy)
    held, stands = (gather(looks(pull, "plate", still=s)).numbers["plate"] for s in (False, True))
    assert held > 0.8 and stands < 0.6 * held


def test_a_long_film_is_judged_alike_and_its_memory_does_not_grow_with_the_square():
    made = figure("deadlift", reps=5).track
    once, often = looks(made, "plate"), looks(joined(*[made] * 20), "plate")
    tracemalloc.start()
    peaks = []
    for track in (once, often):
        tracemalloc.reset_peak()
        assert gather(track).numbers["plate"] == pytest.approx(gather(once).numbers["plate"], abs=0.02)
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    assert often.loads.frame.size > 2 * MIDDLES and peaks[1] < 250 * peaks[0]


def test_a_poor_look_is_not_named(hinge):
    assert judge(looks(hinge, "plate", score=0.55)).kind is None


def test_a_load_on_the_floor_reaches_the_feet(hinge):
    feet = np.nanmedian(hinge.xy[:, [P.L_TOE, P.R_TOE], 1])
    lowest = hinge.xy[:, [P.L_WRIST, P.R_WRIST], 1].mean(axis=1).max()
    length = gather(looks(hinge, "plate")).length
    radius = 0.15
    down = feet - lowest - radius * length
    assert judge(looks(hinge, "plate", size=radius, offset=(0.0, down))).on_floor is True
    assert judge(looks(hinge, "plate", size=radius, offset=(0.0, down - 0.2 * length))).on_floor is False


def test_chances_follow_the_numbers():
    empty = dict.fromkeys(NUMBERS, 0.0)
    plates = chances({**empty, "plate": 0.9, "plate_mean": 0.9, "carried_area": 0.7})
    bells = chances({**empty, "bell": 0.6, "bell_mean": 0.85})
    assert max(plates, key=plates.get) == "barbell" and max(bells, key=bells.get) == "kettlebell"


def test_looks_are_kept_with_the_track_and_old_files_have_none(hinge, tmp_path):
    track = looks(hinge, "bell")
    save_track(track, tmp_path / "new.npz")
    again = load_track(tmp_path / "new.npz").loads
    assert (again.frame == track.loads.frame).all()
    assert np.allclose(again.marks, track.loads.marks, equal_nan=True, atol=1e-3)
    with np.load(tmp_path / "new.npz") as file:
        np.savez(tmp_path / "old.npz", **{k: file[k] for k in file.files if not k.startswith("load_")})
    assert load_track(tmp_path / "old.npz").loads.frame.size == 0


def test_looks_must_fit_the_track(hinge):
    with pytest.raises(ValueError, match="marks"):
        LoadLooks(np.arange(2), np.zeros((1, len(SEEKERS), MARKS, 5)))
    with pytest.raises(ValueError, match="within the track"):
        replace(hinge, loads=LoadLooks(np.array([10_000]), np.zeros((1, len(SEEKERS), MARKS, 5))))


def test_motion_carries_the_load(hinge):
    assert observe(looks(hinge, "plate")).load.kind == "barbell"


def with_stick(track, *, away=0.0, score=1.0):
    """Lay a stick along the back's outline, ``away`` pixels off it."""
    hip = track.xy[:, [P.L_HIP, P.R_HIP]].mean(axis=1)
    shoulder = track.xy[:, [P.L_SHOULDER, P.R_SHOULDER]].mean(axis=1)
    along = (shoulder - hip) / np.linalg.norm(shoulder - hip, axis=1, keepdims=True)
    side = np.column_stack([along[:, 1], -along[:, 0]])
    axis = hip[:, None] + STATIONS[:, None] * (shoulder - hip)[:, None]
    outline = np.stack([axis + 30 * side[:, None], axis - 30 * side[:, None]], axis=2)
    track = looks(replace(track, outline=outline), "spine", score=score)
    row = track.loads.marks[:, SEEKERS.index("spine"), 0]
    at = track.loads.frame
    row[:, 1:3] = hip[at] + (30 + away) * side[at]
    turn = np.arctan2(along[at, 1], along[at, 0])
    row[:, 4] = (turn + np.pi / 2) % np.pi - np.pi / 2
    return track


def test_contacts_of_a_stick(hinge):
    touching = contacts(with_stick(hinge), 1.0)
    assert touching["shoulder blades"] and touching["sacrum"]
    off = contacts(with_stick(hinge, away=60.0), 1.0)
    assert off["shoulder blades"] is False and off["sacrum"] is False
    assert set(contacts(with_stick(hinge, score=0.2), 1.0).values()) == {None}


def test_a_head_that_is_not_seen_touches_nothing(hinge):
    track, ears = with_stick(hinge, away=200.0), [P.L_EAR, P.R_EAR]
    for gone, says in (([P.L_EAR], False), ([P.R_EAR], False), (ears, None)):
        xy = track.xy.copy()
        xy[:, gone] = np.nan
        assert contacts(replace(track, xy=xy), 1.0)["head"] is says


def test_contacts_in_words():
    assert contact_words({"head": True, "sacrum": False, "shoulder blades": None}) == (
        "The stick touches the head; the stick is away from the sacrum; contact cannot be seen at the shoulder blades."
    )


def test_a_plate_hides_what_lies_behind_it_at_its_place_between_the_looks(hinge):
    track = looks(hinge, "plate", size=0.2)
    hand = track.xy[:, [P.L_WRIST, P.R_WRIST]].mean(axis=1)
    inside, outside = hand + np.array([20.0, 0.0]), hand + np.array([0.0, 120.0])
    behind = behind_plate(track, np.stack([inside, outside], axis=1))
    assert behind[:, 0].all() and not behind[:, 1].any()
    bell = looks(hinge, "bell", offset=(0.0, 20.0), size=0.05)
    assert not behind_plate(bell, inside[:, None]).any()
    assert not behind_plate(hinge, inside[:, None]).any()  # nobody looked for a load


def test_somebody_upright_who_looks_folded_behind_a_plate_is_not_read_there():
    squat = figure("squat", reps=2).track
    bare, covered = (observe(t).angles for t in (squat, looks(squat, "plate", size=0.3)))
    folded = (bare.knee > 30) & (bare.trunk < 15)
    straight = (bare.knee < 15) & (bare.hip < 15)
    assert folded.sum() > 5 and straight.sum() > 5
    for name in ("hip", "knee", "shank"):
        assert np.isnan(getattr(covered, name)[folded]).all()
        assert np.isfinite(getattr(covered, name)[straight]).all()  # what looks straight is believed
