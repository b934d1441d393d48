"""A person's own measures: found in a clip or in front of a set, kept in a file, used, and refused where unfit."""

import csv
import io
import json
import math
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from door import figure_clip, run
from fakepose import FakePose
from hingecoach import assess, observe
from hingecoach.analyze import examine
from hingecoach.assessment import Pose
from hingecoach.calibration import Calibration
from hingecoach.calibration.file import read_calibration, write_calibration
from hingecoach.calibration.own import BACK_ERROR, _build, find_moves, keep, own_range
from hingecoach.calibration.use import prepare
from hingecoach.cues.measure import near_neutral
from hingecoach.depth import depth
from hingecoach.errors import InputError, NotSeenError, OutputError
from hingecoach.keypoints import P
from hingecoach.motion import OwnRange
from hingecoach.movement import shape_of
from hingecoach.report.table import angles_csv
from hingecoach.reps import find_strokes
from hingecoach.synthetic import Form, figure
from moviemaker import movie
from scenes import at_frames, between, joined, mirrored, nobody, stand

what_is_kept = import_module("hingecoach.cli.calibrate").what_is_kept
TOUCH = Form(trunk=100, knee=14, shank=0, convex=28)
FLAT = Form(trunk=62, knee=18, convex=-14)
HALF = Form(convex=-10)


def opening(*forms, pause=2.0, **how):
    """Stand, do each form once, with a pause before each."""
    return joined(*(figure("hinge", form, reps=1, stand=pause, pace=0.8, **how).track for form in forms))


def a_set(form=HALF, reps=3, stand=2.0, **how):
    return figure("hinge", form, reps=reps, stand=stand, **how).track


def found(track):
    motion = observe(track)
    bent = depth(motion)
    strokes = find_strokes(motion, bent)
    return motion, strokes, [shape_of(motion, bent, s) for s in strokes]


def kept(track):
    motion, strokes, shapes = found(track)
    return keep(motion, strokes, find_moves(motion, strokes, shapes), name="own.mp4", sha256="0" * 64)


@pytest.fixture(scope="module")
def own():
    return kept(opening(TOUCH, FLAT))


class TestFound:
    def test_standing_toe_touch_and_flat_hinge_are_kept_in_either_order(self, own):
        other = kept(opening(FLAT, TOUCH))
        for one in (own, other):
            assert one.standing["lumbar_convex"] < one.flat_hinge.back < one.toe_touch.back
            assert one.standing["hip"] == pytest.approx(5, abs=3)
            assert one.toe_touch.angles["trunk"] == pytest.approx(100, abs=3)
            assert one.notes == ()
        assert own.toe_touch.at_s < own.flat_hinge.at_s
        assert other.flat_hinge.at_s < other.toe_touch.at_s

    @pytest.mark.parametrize(
        ("form", "why"),
        [
            (replace(TOUCH, knee=75, shank=20), "knees bent"),
            (replace(TOUCH, trunk=50), "trunk leaned"),
            (None, "reach slowly"),
        ],
    )
    def test_what_is_no_toe_touch_is_told_and_claims_nothing(self, form, why):
        one = kept(opening(form) if form else stand(4.0))
        assert one.toe_touch is None
        assert own_range(one) is None
        assert why in one.notes[0].say

    def test_a_swing_like_bend_is_too_quick_for_a_toe_touch(self):
        one = kept(figure("hinge", TOUCH, reps=1, stand=2.0, pace=2.5).track)
        assert one.toe_touch is None and "too quick" in one.notes[0].say

    def test_a_back_that_hardly_bends_gives_no_range_and_says_so(self):
        one = kept(opening(replace(TOUCH, convex=-14), replace(FLAT, convex=-25)))
        assert one.toe_touch is not None and own_range(one) is None
        assert "too little" in one.notes[-1].say

    def test_without_standing_there_is_nothing_to_keep(self):
        motion, strokes, shapes = found(figure("hinge", TOUCH, reps=1, stand=0).track)
        motion = replace(motion, standing=None)
        with pytest.raises(NotSeenError, match="standing tall"):
            keep(motion, strokes, find_moves(motion, strokes, shapes))


class TestShare:
    def test_the_ends_are_0_and_100_percent(self):
        own = OwnRange(-20.0, 0.0, 2.0)
        assert [own.share(bend, 2.0)[0] for bend in (-20.0, -10.0, 0.0, 4.0)] == [0.0, 50.0, 100.0, 120.0]

    @given(st.floats(-30, 30), st.floats(10, 40), st.floats(-0.2, 1.3), st.floats(0.2, 2.0))
    def test_the_error_is_that_of_a_ratio_of_measured_bends(self, low, size, share, sd):
        """Drawn again and again with errors at all three bends, the share spreads as stated."""
        rng = np.random.default_rng(0)
        bend = low + share * size
        x, a, b = (at + sd * rng.normal(size=4000) for at in (bend, low, low + size))
        drawn = 100 * (x - a) / (b - a)
        middle, error = OwnRange(low, low + size, 1.645 * sd).share(bend, 1.645 * sd)
        assert middle == pytest.approx(100 * share, abs=1e-6)
        if sd < size / 12:  # to the first order, as long as the range is well known
            inside = np.mean(np.abs(drawn - middle) <= error)
            assert inside == pytest.approx(0.9, abs=0.025)

    def test_a_range_must_be_three_times_its_error(self, own):
        least = 3 * math.sqrt(2) * BACK_ERROR
        at = own.standing["lumbar_convex"]
        for size, known in ((least + 0.1, True), (least - 0.1, False)):
            touch = own.toe_touch.model_copy(update={"angles": {"lumbar_convex": at + size}})
            assert (own_range(own.model_copy(update={"toe_touch": touch})) is not None) is known


class TestInFrontOfASet:
    def test_toe_touch_and_flat_hinge_are_not_counted_and_a_note_says_so(self):
        answer = assess(joined(opening(TOUCH, FLAT), a_set(reps=4)), "romanian_deadlift")
        assert len(answer.reps) == 4
        assert answer.calibration.source == "clip" and answer.calibration.used == ("own_range",)
        note = next(n for n in answer.notes if n.code == "calibration")
        assert "not counted" in note.say and note.end_s < answer.reps[0].start_s
        assert all("own_range_bottom" in r.measures for r in answer.reps)

    @pytest.mark.parametrize(
        "forms", [(TOUCH, TOUCH), (HALF, HALF), (FLAT, FLAT), (TOUCH,), (FLAT, TOUCH)], ids=lambda f: str(len(f))
    )
    def test_other_beginnings_are_counted(self, forms):
        answer = assess(joined(opening(*forms), a_set()), "romanian_deadlift")
        assert len(answer.reps) == len(forms) + 3
        assert answer.calibration is None

    def test_a_set_whose_repetitions_all_pause_as_long_loses_none(self):
        answer = assess(opening(TOUCH, FLAT, HALF, HALF, HALF), "romanian_deadlift")
        assert len(answer.reps) == 5

    def test_without_a_pause_they_are_repetitions(self):
        answer = assess(joined(opening(TOUCH, FLAT, pause=0.3), a_set(stand=0.3)), "romanian_deadlift")
        assert len(answer.reps) == 5

    def test_they_are_told_also_where_the_file_is_used_because_they_show_no_range(self, own):
        before = opening(replace(TOUCH, convex=-14), replace(FLAT, convex=-25))
        alone, given_ = (assess(joined(before, a_set()), "romanian_deadlift", calibration=c) for c in (None, own))
        assert (alone.calibration.source, given_.calibration.source) == ("clip", "file")
        assert len(given_.reps) == len(alone.reps) == 3
        assert given_.notes[0] == alone.notes[0] and "not counted" in alone.notes[0].say
        assert any("Taken from your calibration" in n.say for n in given_.notes)
        spans = {(a.calibration.start_s, a.calibration.end_s) for a in (alone, given_)}
        assert spans == {(alone.notes[0].start_s, alone.notes[0].end_s)}

    def test_the_clips_own_is_used_before_the_file(self, own):
        answer = assess(joined(opening(TOUCH, FLAT), a_set()), calibration=own)
        assert answer.calibration.source == "clip"


class TestUsed:
    @pytest.mark.parametrize(("convex", "verdict"), [(-20, "good"), (27, "marked")])
    def test_flat_back_is_also_judged_on_the_own_range(self, own, convex, verdict):
        answer = assess(a_set(Form(convex=convex)), "romanian_deadlift", calibration=own)
        assert answer.calibration.source == "file"
        assert answer.calibration.name == "own.mp4"
        rep = answer.reps[0]
        share = rep.measures["own_range_bottom"]
        truth = 100 * (convex + 25) / (TOUCH.convex + 25)
        assert share.unit == "% range" and abs(share.value - truth) <= share.error
        assert answer.findings[0].verdict == verdict

    def test_a_back_near_its_end_is_flagged_though_it_is_not_past_straight(self):
        """Somebody stiff: their toe touch is hardly past straight, so a straight back is all they have."""
        stiff = kept(opening(replace(TOUCH, convex=-3), replace(FLAT, convex=-24), noise=0.0))
        stiff = stiff.model_copy(update={"standing": stiff.standing | {"lumbar_convex": stiff.toe_touch.back - 16}})
        track = a_set(Form(convex=-4))
        plain, own = (assess(track, "romanian_deadlift", calibration=c).findings[0] for c in (None, stiff))
        assert plain.verdict == "good"
        assert own.verdict in ("mild", "marked") and own.reading == "own_range"
        assert own.limit in (70, 85)

    def test_without_a_calibration_nothing_is_said_of_the_own_range(self):
        answer = assess(a_set(), "romanian_deadlift")
        assert answer.calibration is None
        assert all("own_range_bottom" not in r.measures for r in answer.reps)

    def test_the_own_standing_stands_in_where_the_clip_has_none_or_little(self, own):
        short = between(a_set(Form(short=20), stand=0.35), 0.0, 20.0)
        answer = assess(short, "romanian_deadlift", calibration=own)
        assert "standing" in answer.calibration.used
        assert "no_standing" not in {n.code for n in answer.notes}
        long = assess(a_set(), "romanian_deadlift", calibration=own)
        assert "standing" not in long.calibration.used

    def test_the_neck_is_compared_with_the_calibrations(self, own):
        """The same head, but the calibration was made with the chin 15 degrees lower."""
        track = a_set(stand=0)
        low = own.model_copy(update={"standing": own.standing | {"neck": own.standing["neck"] - 15}})
        plain, lower = (prepare(*found(track), c).motion.angles.neck for c in (own, low))
        assert np.nanmax(np.abs(lower - plain - 15)) < 0.1
        here, there = (assess(track, "romanian_deadlift", calibration=c) for c in (own, low))
        a, b = (x.reps[0].measures["neck_bottom"] for x in (here, there))
        assert 3 < b.value - a.value < 15  # a reading is told for as much as it is worth
        assert a.error >= assess(a_set(), "romanian_deadlift").reps[0].measures["neck_bottom"].error

    def test_both_tables_tell_the_same_neck(self, own, tmp_path, monkeypatch):
        pose = FakePose(stand=0)
        monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: pose)
        clip = movie(tmp_path / "lift.mp4", size=(160, 160), frames=pose.frames)
        source = own.made_with.model_copy(update={"pose": Pose(**asdict(pose.source))})
        mine = own.model_copy(
            update={"standing": own.standing | {"neck": own.standing["neck"] - 20}, "made_with": source}
        )
        analysis = examine(clip, "romanian_deadlift", calibration=mine)
        assert "standing" in analysis.assessment.calibration.used
        table = list(csv.DictReader(io.StringIO(angles_csv(analysis.motion))))
        for rep in analysis.assessment.reps:
            row = min(table, key=lambda r: abs(float(r["time_s"]) - rep.bottom_s))
            assert float(row["neck"]) == pytest.approx(rep.measures["neck_bottom"].value, abs=3)

    @pytest.mark.parametrize("name", ["hip", "knee", "trunk"])
    def test_another_clips_standing_makes_a_comparison_less_sure(self, own, name):
        motion = found(a_set())[0]
        other = prepare(*found(a_set(stand=0)), own).motion
        here, there = (near_neutral(m, name, figure("hinge").reps[1].top) for m in (motion, other))
        assert there.error > here.error
        assert there.value == pytest.approx(here.value, abs=15)


class TestUnfit:
    def test_another_camera_angle(self, own):
        answer = assess(a_set(azimuth=45), calibration=own)
        assert answer.calibration.used == () and "filmed from" in answer.calibration.why_not
        assert any(n.code == "calibration_not_used" for n in answer.notes)
        assert all("own_range_bottom" not in r.measures for r in answer.reps)

    def test_the_other_side_is_used_and_told(self, own):
        answer = assess(mirrored(a_set()), calibration=own)
        assert "own_range" in answer.calibration.used
        assert any(n.code == "calibration_other_side" for n in answer.notes)

    def test_other_proportions_are_told(self, own):
        longer = own.model_copy(update={"build": own.build.model_copy(update={"thigh": own.build.thigh * 1.4})})
        codes = {n.code for n in assess(a_set(), calibration=longer).notes}
        assert "calibration_other_build" in codes
        assert "calibration_other_build" not in {n.code for n in assess(a_set(), calibration=own).notes}

    def test_other_networks(self, own):
        pose = own.made_with.pose.model_copy(update={"weights_sha256": "1" * 64})
        other = own.model_copy(update={"made_with": own.made_with.model_copy(update={"pose": pose})})
        answer = assess(a_set(), calibration=other)
        assert answer.calibration.used == () and "networks" in answer.calibration.why_not

    @pytest.mark.parametrize("track", [nobody, lambda: stand(3.0), lambda: figure("bridge").track])
    def test_any_clip_takes_a_calibration(self, own, track):
        assert assess(track(), calibration=own).calibration.source == "file"

    def test_a_calibration_without_a_toe_touch_still_gives_its_standing(self, own):
        part = own.model_copy(update={"toe_touch": None, "notes": kept(stand(3.0)).notes})
        answer = assess(a_set(stand=0), calibration=part)
        assert answer.calibration.used == ("standing",)
        note = next(n for n in answer.notes if n.code == "calibration")
        assert note.say.startswith("Taken from your calibration own.mp4: your standing. No toe touch")
        assert "toe touch" in answer.calibration.why_not

    def test_where_nothing_is_taken_it_says_why(self, own):
        part = own.model_copy(update={"toe_touch": None, "notes": kept(stand(3.0)).notes})
        answer = assess(a_set(), calibration=part)
        assert answer.calibration.used == ()
        note = next(n for n in answer.notes if n.code == "calibration")
        assert "nothing. Your standing is taken from this clip itself. No toe touch" in note.say

    def test_a_track_is_not_changed(self, own):
        motion, strokes, shapes = found(a_set(stand=0))
        before = motion.angles.neck.copy()
        prepare(motion, strokes, shapes, own)
        np.testing.assert_array_equal(motion.angles.neck, before)


class TestFile:
    def test_it_goes_round_and_is_private(self, own, tmp_path):
        path = tmp_path / "deep" / "own.json"
        write_calibration(own, path)
        assert read_calibration(path) == own
        assert path.stat().st_mode & 0o077 == 0
        assert [p.name for p in path.parent.iterdir()] == ["own.json"]
        assert json.loads(path.read_text("utf-8"))["calibration_version"] == 1

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "no calibration"),
            ("not json", "no calibration"),
            ("{}", "made_with"),
            ('{"calibration_version": 2}', "calibration_version"),
            ("\x00\x01", "no calibration"),
            ("9" * 1_000_001, "too large"),
        ],
    )
    def test_what_is_no_calibration_is_refused_in_one_line(self, tmp_path, text, why):
        path = tmp_path / "own.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=why) as caught:
            read_calibration(path)
        assert "\n" not in str(caught.value) and "hingecoach calibrate" in str(caught.value)

    def test_numbers_that_are_none_are_refused(self, own, tmp_path):
        text = own.model_dump_json().replace(str(own.standing["hip"]), "NaN", 1)
        path = tmp_path / "own.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError):
            read_calibration(path)

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ({"standing": {"neck": 1e300}}, "standing.neck"),
            ({"toe_touch": {"at_s": 3.0, "angles": {"hip": -181.0}}}, "toe_touch.angles.hip"),
            ({"build": {"thigh": 0.1, "shin": 0.8}}, "build.thigh"),
            ({"build": {"thigh": 0.8, "shin": 4.0}}, "build.shin"),
            ({"seen": {"faces": "left", "azimuth_deg": {"value": 91.0, "error": 5.0}}}, "seen.azimuth_deg"),
            ({"range_error_deg": 1e9}, "range_error_deg"),
        ],
    )
    def test_numbers_that_no_body_has_are_refused(self, own, tmp_path, change, where):
        path = tmp_path / "own.json"
        path.write_text(json.dumps(own.model_dump(mode="json") | change), encoding="utf-8")
        with pytest.raises(InputError, match=where) as caught:
            read_calibration(path)
        assert "\n" not in str(caught.value)

    def test_fields_of_a_later_program_are_passed_over(self, own, tmp_path):
        later = own.model_dump(mode="json") | {"shoe": "flat"}
        later["made_with"]["pose"]["license"] = {"name": "x"}
        later["toe_touch"]["speed"] = [1, 2]
        path = tmp_path / "own.json"
        path.write_text(json.dumps(later), encoding="utf-8")
        assert read_calibration(path) == own
        path.write_text(json.dumps(later | {"standing": {"hip": 500.0}}), encoding="utf-8")
        with pytest.raises(InputError, match=r"standing\.hip"):
            read_calibration(path)

    def test_proportions_that_no_body_has_are_not_kept(self):
        assert _build(0.8, 0.9).thigh == 0.8
        assert _build(0.1, 0.9) is None and _build(0.8, float("nan")) is None

    def test_a_file_that_is_not_there_or_cannot_be_written(self, own, tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_calibration(tmp_path / "none.json")
        with pytest.raises(OutputError):
            write_calibration(own, tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_the_model_says_what_a_file_may_hold(self):
        assert {"standing", "toe_touch", "flat_hinge", "build", "seen"} <= set(Calibration.model_fields)


def test_uneven_frames_find_the_same_moves():
    track = opening(TOUCH, FLAT)
    keep_ = np.random.default_rng(1).random(track.time.size) > 0.2
    one = kept(at_frames(track, np.flatnonzero(keep_ | (np.arange(track.time.size) == 0))))
    assert one.toe_touch is not None and one.flat_hinge is not None


def test_the_nearer_points_are_those_the_build_is_read_from(own):
    xy = figure("hinge").track.xy[0]
    trunk = np.linalg.norm(xy[P.R_HIP] - xy[P.R_SHOULDER])
    thigh = np.linalg.norm(xy[P.R_HIP] - xy[P.R_KNEE])
    assert own.build.thigh == pytest.approx(thigh / trunk, abs=0.05)


class TestDoors:
    """The command line and the library, on a clip in which a fake finds the figure."""

    @pytest.fixture
    def clip(self, tmp_path):
        return movie(tmp_path / "own.mp4", size=(160, 160), frames=opening(TOUCH, FLAT).time.size)

    @pytest.fixture
    def fake(self):
        pose = FakePose()
        pose.track = opening(TOUCH, FLAT)
        pose.frames = pose.track.time.size
        return pose

    def test_calibrate_writes_a_file_that_analyze_takes(self, clip, fake, tmp_path, capfd, monkeypatch):
        done = run(capfd, monkeypatch, "calibrate", clip, fake=fake)
        assert done.status == 0, done.err
        file = tmp_path / "own.mp4.calibration.json"
        assert "Standing tall: kept." in done.out and str(file) in done.out
        assert "It is taken where a clip shows less than a second of standing." in done.out
        assert read_calibration(file).name == "own.mp4"
        lift = figure_clip(tmp_path / "lifts")
        shown = run(capfd, monkeypatch, "analyze", lift, "--calibration", file, "--json", "--out", tmp_path / "o")
        assert shown.status == 0, shown.err
        assert json.loads(shown.out)["calibration"]["source"] == "file"

    def test_it_says_at_once_what_a_later_analysis_can_take(self, own):
        text = what_is_kept(own, Path("own.json"))
        assert "of the back's outline. Long back is judged on it too." in text and "% of that range" in text

    @pytest.mark.parametrize(
        ("forms", "said"),
        [
            ((FLAT,), "Flat hinge: not kept. It is told by being flatter than the toe touch."),
            ((replace(TOUCH, convex=-14), replace(FLAT, convex=-25)), "Flat hinge: kept, but told of only with an own"),
        ],
    )
    def test_and_what_it_cannot(self, forms, said):
        text = what_is_kept(kept(opening(*forms)), Path("own.json"))
        assert "Own range, standing to toe touch: not known. Nothing is compared with it." in text
        assert said in text

    def test_json_goes_to_standard_output_alone(self, clip, fake, capfd, monkeypatch):
        done = run(capfd, monkeypatch, "calibrate", clip, "--json", fake=fake)
        assert Calibration.model_validate_json(done.out).standing
        assert not list(clip.parent.glob("*.json"))

    @pytest.mark.parametrize(
        ("how", "why"),
        [({"nobody": True}, "nobody"), ({"azimuth": 80.0}, "not filmed from the side"), ({"kind": "bridge"}, "lying")],
    )
    def test_a_clip_that_cannot_be_used_is_refused_with_what_to_do(self, tmp_path, capfd, monkeypatch, how, why):
        done = run(capfd, monkeypatch, "calibrate", figure_clip(tmp_path), fake=FakePose(**how))
        assert done.status == 3 and why in done.err and "Film 20 seconds" in done.err
        assert not list(tmp_path.glob("*.json"))

    def test_a_file_that_is_no_calibration_is_refused_before_the_clip_is_looked_at(self, tmp_path, capfd, monkeypatch):
        bad = tmp_path / "bad.json"
        bad.write_text("{}", "utf-8")
        pose = FakePose()
        done = run(capfd, monkeypatch, "analyze", figure_clip(tmp_path / "c"), "--calibration", bad, fake=pose)
        assert done.status == 3 and "no calibration" in done.err
        assert pose.pictures == 0


def with_back_hidden(track, which=0):
    """Take the outline away around the deepest point of a stroke, as an arm in front of it does."""
    motion, strokes, _ = found(track)
    outline = track.outline.copy()
    outline[np.abs(track.time - motion.time[strokes[which].bottom]) < 0.8] = np.nan
    return replace(track, outline=outline)


def test_a_toe_touch_whose_back_was_hidden_gives_no_range_and_says_so():
    """Not because of the flat hinge beside it, which does not lean as far as a toe touch."""
    one = kept(with_back_hidden(opening(TOUCH, FLAT)))
    assert one.toe_touch is None and own_range(one) is None
    assert [n.say for n in one.notes] == ["No toe touch was seen: the back was not seen clearly."]


def test_a_toe_touch_with_a_hidden_back_in_front_of_a_set_gives_no_range_and_says_so():
    answer = assess(with_back_hidden(joined(opening(TOUCH, FLAT), a_set())), "romanian_deadlift")
    assert len(answer.reps) == 3 and answer.calibration.used == ()
    assert answer.calibration.why_not == "The back was not seen in the toe touch, so the own range is not known."


def test_a_neck_that_was_not_seen_standing_is_not_kept_as_ones_own():
    track = figure("hinge", reps=3).track
    xy = track.xy.copy()
    head = list(range(P.R_MOUTH + 1))
    upright = observe(track).angles.trunk < 25
    xy[np.ix_(upright, head)] = np.nan
    seen, unseen = observe(track), observe(replace(track, xy=xy))
    assert seen.neck_known and not unseen.neck_known
    frame = int(np.nanargmax(seen.angles.hip))
    assert unseen.error_of("neck", frame) > seen.error_of("neck", frame)


def test_what_a_calibration_does_not_have_makes_no_error_wider():
    one = kept(opening(TOUCH, FLAT))
    neckless = one.model_copy(update={"standing": {n: v for n, v in one.standing.items() if n != "neck"}})
    short = figure("hinge", reps=1, stand=0.5).track  # so short that the calibration's standing is taken
    answers = [assess(short, "romanian_deadlift", calibration=c) for c in (None, neckless, one)]
    alone, without, with_neck = (a.reps[0].measures["neck_bottom"].error for a in answers)
    assert "standing" in answers[1].calibration.used
    assert without == alone < with_neck


def test_a_calibration_does_not_replace_the_clip(tmp_path, capfd, monkeypatch):
    clip = figure_clip(tmp_path)
    before = clip.read_bytes()
    done = run(capfd, monkeypatch, "calibrate", clip, "--out", clip)
    assert done.status == 3 and clip.read_bytes() == before
