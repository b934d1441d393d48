"""The scorer, against known values and against answers made from the truth itself."""

import json
import multiprocessing
import re
import signal
import threading
import time
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.console import Console

from door import figure_clip
from fakepose import FakePose
from hingecoach.assessment import (
    Assessment,
    ExerciseReport,
    Finding,
    MadeWith,
    Measure,
    Pose,
    RepFinding,
    RepReport,
    ViewReport,
)
from hingecoach.errors import InputError, OutputError
from hingecoach.evaluate import AssessedClip, Case, Scores, evaluate, gather, score
from hingecoach.evaluate.clip import doubts
from hingecoach.evaluate.match import match
from hingecoach.evaluate.page import shots, write_page
from hingecoach.evaluate.runners import Runner, with_angles
from hingecoach.evaluate.scores import Share
from hingecoach.evaluate.stats import f1, weighted_kappa, wilson
from hingecoach.evaluate.table import show
from hingecoach.evaluate.truth import TrueRep, Truth, read_angles, read_truths
from hingecoach.observe import observe
from hingecoach.pose.save import load_track, save_track
from hingecoach.synthetic import figure
from hingecoach.types import PoseSource
from moviemaker import movie

DEMO = Path(str(files("hingecoach") / "data" / "demo.mp4"))

# --- statistics against known values ---


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    # Newcombe 1998, Stat. Med. 17:857, table I, method 3 (Wilson's score interval without continuity correction)
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_published_intervals(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=1e-4)


def test_wilson_of_nothing_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)


@given(n=st.integers(1, 500), data=st.data())
def test_wilson_holds_the_share_and_mirrors(n, data):
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low))


def test_kappa_of_a_two_by_two_table_is_cohens():
    # 45 agree on yes, 15 and 25 disagree, 15 agree on no: po .60, pe .54, kappa .1304 (the textbook example)
    assert weighted_kappa([[45, 15], [25, 15]], 1) == pytest.approx(0.1304, abs=1e-4)


def test_weighted_kappa_worked_by_hand():
    table = [[4, 1, 0], [1, 2, 1], [0, 0, 1]]
    # rows 5 4 1, columns 5 3 2, n 10; quadratic: seen 3, chance (5*3+4*5+4*2+1*3)/10 + 4*(5*2+1*5)/10 = 10.6
    assert weighted_kappa(table, 2) == pytest.approx(1 - 3 / 10.6)
    # linear: the same, with the corners counted twice instead of four times
    assert weighted_kappa(table, 1) == pytest.approx(1 - 3 / 7.6)


def test_kappa_knows_when_it_says_nothing():
    assert weighted_kappa([[0, 0], [0, 0]]) is None
    assert weighted_kappa([[7, 0], [0, 0]]) is None
    assert weighted_kappa([[0, 1], [0, 0]]) is None
    assert weighted_kappa([[0, 2], [0, 0]]) == 0
    assert weighted_kappa([[0, 3], [3, 0]]) == pytest.approx(-1)


def test_f1():
    assert f1(3, 1, 2) == pytest.approx(2 * 3 / (2 * 3 + 1 + 2))
    assert f1(0, 0, 0) is None
    assert f1(0, 1, 0) == 0


# --- matching ---


def test_match_takes_the_most_pairs_before_the_nearest():
    assert match([1.0, 1.5], [1.4, 1.8], 0.45) == ((0, 0), (1, 1))


def test_match_takes_the_nearest_of_several():
    assert match([5.0], [4.7, 4.95, 5.2], 0.4) == ((0, 1),)


@given(
    st.lists(st.integers(0, 300), unique=True).map(sorted),
    st.lists(st.integers(0, 300), unique=True).map(sorted),
)
def test_match_is_one_to_one_within_reach_and_in_order(a, b):
    pairs = match(a, b, 4)
    assert all(abs(a[i] - b[j]) <= 4 for i, j in pairs)
    assert list(pairs) == sorted(pairs) and len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(match(b, a, 4)) == len(pairs)


# --- answers made from truth ---


def truth(**changes) -> Truth:
    base = {
        "truth": 1,
        "clip": "a.mp4",
        "person": "p",
        "source": "rendered",
        "exercise": "romanian_deadlift",
        "movement": "hinge",
        "view": {"label": "side", "azimuth_deg": 5.0, "faces": "left"},
        "reps": [
            {
                "bottom_s": b,
                "start_s": b - 1,
                "end_s": b + 1,
                "cues": {"flat_back": v},
                "measures": {"hip_bottom": 90.0, "hip_top": 5.0},
            }
            for b, v in ((2.0, "good"), (5.0, "good"), (8.0, "mild"), (11.0, "marked"))
        ],
        "n_reps": 4,
        "reps_known": True,
        "cues": {"flat_back": "mild"},
        "angles": None,
        "notes": "",
    }
    return Truth.model_validate(base | changes)


def rep_like(i: int, t: TrueRep, off: float = 0.0, wide: float = 3.0) -> RepReport:
    return RepReport(
        index=i,
        start_s=t.bottom_s - 1,
        bottom_s=t.bottom_s,
        top_s=t.bottom_s + 1,
        end_s=t.bottom_s + 1,
        complete=True,
        movement="hinge",
        measures={k: Measure(value=v + off, error=wide, unit="deg") for k, v in t.measures.items()},
        findings=tuple(RepFinding(cue=c, verdict=v) for c, v in t.cues.items()),
    )


def answer_like(t: Truth, *, off: float = 0.0) -> Assessment:
    return Assessment(
        made_with=MadeWith(hingecoach="0", pose=Pose(backend="oracle", weights_sha256="")),
        view=ViewReport(label="side", faces="left", azimuth_deg=None),
        exercise=ExerciseReport(declared=None, recognised=t.exercise, confidence=1),
        movement=t.movement or "none",
        summary="",
        reps=tuple(rep_like(i, r, off) for i, r in enumerate(t.reps, 1)),
        findings=tuple(Finding(cue=c, verdict=v, reps_flagged=0, reps_judged=4) for c, v in t.cues.items()),
        focus=None,
        next_step=None,
    )


def case(t: Truth | None = None, answer: Assessment | None = None, **changes) -> Case:
    t = t or truth()
    found = AssessedClip(answer or answer_like(t), np.zeros(0), {})
    return replace(Case(path=Path(t.clip), truth=t, found=found), **changes)


def with_reps(a: Assessment, *reps: RepReport) -> Assessment:
    return a.model_copy(update={"reps": reps})


def count_of(s: Scores, group: str):
    return next(c for c in s.counts if c.clips == group)


def cue_of(s: Scores, cue: str, on: str, view: str = "all"):
    return next(c for c in s.cues if (c.cue, c.on, c.view) == (cue, on, view))


def angle_of(s: Scores, angle: str, place: str, band: str = "all"):
    return next(a for a in s.angles if (a.angle, a.place, a.band) == (angle, place, band))


def test_the_truth_itself_scores_full_marks():
    s = score([case()])
    assert count_of(s, "several").exact.share == count_of(s, "three_or_more").exact.share == 1
    assert count_of(s, "one").exact.share is None
    timing = s.timing[-1]
    assert timing.f1 == timing.recall.share == timing.precision.share == 1
    assert timing.bottom_error_s == 0 and timing.bottoms_within.k == 4
    assert s.view.right.share == 1 and s.view.count("side", "side") == 1
    assert s.movement.right.share == s.exercise.right.share == s.family.right.share == 1
    on_reps = cue_of(s, "flat_back", "reps")
    assert on_reps.fault_f1 == on_reps.kappa_quadratic == on_reps.judged.share == 1
    assert angle_of(s, "hip", "bottom").mae == 0 and angle_of(s, "hip", "bottom").inside.share == 1
    assert s.clips[0].misses == () and s.clips[0].weight == 0


def test_counts_only_complete_reps_and_tells_missed_from_extra():
    t = truth()
    a = answer_like(t)
    cut = a.reps[3].model_copy(update={"complete": False})
    late = a.reps[1].model_copy(update={"bottom_s": 5.35, "index": 2})
    phantom = a.reps[2].model_copy(update={"bottom_s": 9.5})
    s = score([case(t, with_reps(a, a.reps[0], late, a.reps[2], phantom, cut))])
    assert count_of(s, "all").exact.share == 1, "four complete ones, although one of them is not real"
    timing = s.timing[-1]
    assert (timing.precision.k, timing.precision.n, timing.recall.k, timing.recall.n) == (3, 4, 3, 4)
    assert timing.bottoms_within.k == 2, "the late one is matched within 0.4 s but not within 0.3 s"
    assert timing.bottom_bias_s == pytest.approx(0.35 / 3)
    assert {m.kind for m in s.clips[0].misses} >= {"missed_rep", "extra_rep", "late"}


def test_off_by_one_and_by_more_are_apart():
    t = truth()
    a = answer_like(t)
    cases = [case(t, with_reps(a, *a.reps[:n])) for n in (4, 3, 1)]
    c = count_of(score(cases), "all")
    assert (c.exact.k, c.off_by_one.k, c.off_by_more.k, c.exact.n) == (1, 1, 1, 3)
    assert c.mean_error == pytest.approx(4 / 3)


def test_unknown_counts_movements_and_labels_are_not_scored():
    t = truth(reps_known=False, movement=None, exercise=None, cues={})
    a = answer_like(t)
    s = score([case(t, with_reps(a))])
    assert count_of(s, "all").exact.n == s.timing[-1].recall.n == s.movement.right.n == s.exercise.right.n == 0
    assert not [c for c in s.cues if c.on == "sets"]
    assert not s.called_hinge


def test_a_count_without_times_scores_the_count_alone():
    t = truth(reps=[], n_reps=2)
    a = with_reps(answer_like(t), *answer_like(truth()).reps[:2])
    s = score([case(t, a)])
    assert count_of(s, "all").exact.share == 1
    assert s.timing[-1].recall.n == s.timing[-1].precision.n == 0
    assert s.clips[0].misses == ()


def test_a_clip_with_no_repetition_scores_phantoms():
    t = truth(reps=[], n_reps=0, cues={})
    s = score([case(t, with_reps(answer_like(t), answer_like(truth()).reps[0]))])
    assert count_of(s, "none").off_by_one.share == 1
    assert s.timing[-1].precision.share == 0 and s.timing[-1].recall.n == 0


@pytest.mark.parametrize(
    ("true", "answer", "right", "hinge"),
    [
        ("other", "none", 1, 0),
        ("other", "hinge", 0, 1),
        ("squat", "hinge", 0, 1),
        ("hinge", "mixed", 0, 0),
        ("squat", "other", 0, 0),
    ],
)
def test_movement(true, answer, right, hinge):
    t = truth(movement=true)
    s = score([case(t, answer_like(t).model_copy(update={"movement": answer}))])
    assert (s.movement.right.k, len(s.called_hinge)) == (right, hinge)
    assert s.movement.count(true, answer) == 1


def test_the_family_can_be_right_where_the_exercise_is_not():
    t = truth(exercise="romanian_deadlift")
    other = ExerciseReport(declared=None, recognised=None, confidence=0)
    s = score([case(t, answer_like(t).model_copy(update={"exercise": other}))])
    assert s.exercise.count("romanian_deadlift", "none") == 1 and s.exercise.right.k == 0


def verdicts(a: Assessment, *given: str) -> Assessment:
    reps = (
        r.model_copy(update={"findings": (RepFinding(cue="flat_back", verdict=v, why_not="x"),)})
        for r, v in zip(a.reps, given, strict=False)
    )
    return with_reps(a, *reps)


def test_cue_scores_worked_by_hand():
    # truth of the repetitions: good good mild marked
    s = cue_of(
        score([case(answer=verdicts(answer_like(truth()), "marked", "good", "good", "mild"))]), "flat_back", "reps"
    )
    assert (s.good_good.k, s.good_good.n, s.false_marked.k) == (1, 2, 1)
    assert (s.fault_called.k, s.fault_called.n) == (1, 2)
    unseen = verdicts(answer_like(truth()), "marked", "not_seen", "good", "mild")
    assert cue_of(score([case(answer=unseen)]), "flat_back", "reps").false_marked == Share.of(1, 1), "of the judged"
    assert s.fault_f1 == pytest.approx(2 / (2 + 1 + 1))
    table = [[1, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert s.kappa_quadratic == pytest.approx(weighted_kappa(table, 2))
    assert s.kappa_linear == pytest.approx(weighted_kappa(table, 1))
    assert s.confusion.right == Share.of(1, 4)


def test_what_was_not_judged_lowers_coverage_and_the_share_of_all():
    a = verdicts(answer_like(truth()), "good", "not_seen", "unsure")  # and the fourth repetition was not found
    s = cue_of(score([case(answer=a)]), "flat_back", "reps")
    assert (s.judged.k, s.judged.n) == (1, 4)
    assert s.good_good.share == 0.5 and s.good_good_judged.share == 1
    assert s.fault_called.share == 0 and s.fault_called_judged.share is None
    assert s.confusion.count("marked", "missing") == 1 and s.confusion.count("mild", "unsure") == 1


def test_sets_are_scored_by_view():
    side, front = truth(), truth(view={"label": "back", "azimuth_deg": None})
    s = score([case(side), case(front)])
    assert cue_of(s, "flat_back", "sets").judged.n == 2
    assert cue_of(s, "flat_back", "sets", "side").judged.n == cue_of(s, "flat_back", "sets", "front").judged.n == 1


def test_measures_error_bias_interval_and_coverage():
    t = truth()
    a = answer_like(t, off=4.0)
    narrow = rep_like(2, t.reps[1], -4.0, wide=5.0)
    none = a.reps[2].model_copy(update={"measures": {}})
    s = score([case(t, with_reps(a, a.reps[0], narrow, none))])
    hip = angle_of(s, "hip", "bottom", "0-10")
    assert (hip.mae, hip.bias) == (4.0, 0.0)
    assert (hip.inside.k, hip.inside.n) == (1, 2), "4 off with 3 stated is outside, with 5 stated inside"
    assert (hip.given.k, hip.given.n) == (2, 4), "one left out, one repetition not found"
    assert hip.half_width == 4.0
    assert not [x for x in s.angles if x.band == "10-20"]


def test_frames_are_compared_at_the_same_instant():
    time = np.arange(0, 4, 0.1)
    exact = {"time_s": time, "hip": 10 * time, "back": time}
    ours = time[3:30:2] + 0.004
    hip = 10 * ours + 2
    hip[0] = np.nan
    found = AssessedClip(answer_like(truth()), ours, {"hip": hip}, {"hip": np.full(ours.shape, 3.0)})
    s = score([case(exact=exact, found=found)])
    frames = angle_of(s, "hip", "all")
    assert frames.mae == pytest.approx(2.04) and frames.bias == pytest.approx(2.04)
    assert (frames.given.k, frames.given.n) == (ours.size - 1, ours.size)
    assert frames.inside.share == 1
    assert frames.inside.low == Share.of(1, 1).low, "frames of one clip are not independent"
    assert angle_of(s, "back", "all").given.share == 0


def test_a_clip_that_fails_is_scored_and_named_first():
    s = score([case(), case(truth(clip="z.mp4"), found=None, error="no picture", path=Path("z.mp4"))])
    assert s.clips[0].clip == "z" and "no picture" in s.clips[0].misses[0].say
    assert count_of(s, "all").exact.k == 1
    assert s.movement.count("hinge", "failed") == 1


def test_a_clip_that_fails_is_right_in_nothing():
    nothing = truth(clip="z.mp4", reps=(), n_reps=0, movement="other", exercise="other", cues={})
    s = score([case(nothing, found=None, error="no picture", path=Path("z.mp4"))])
    assert count_of(s, "all").exact.k == s.movement.right.k == s.exercise.right.k == s.family.right.k == 0


def test_a_truth_without_any_hip_angle_in_a_repetition_is_a_doubt_and_no_fault():
    time = np.arange(0.0, 20.0, 0.1)
    assert "no exact angles" in doubts(case(exact={"time_s": time, "hip": np.full(time.shape, np.nan)}))[0]


@pytest.mark.parametrize("name", ["", "../a.mp4", "/etc/passwd", "sub/a.mp4"])
def test_a_truth_is_about_a_clip_beside_it(name):
    with pytest.raises(ValidationError, match="plain file name"):
        truth(clip=name)


def test_doubts_name_a_bottom_that_is_not_the_deepest():
    time = np.arange(0, 13, 0.05)
    hip = 45 - 45 * np.cos(2 * np.pi * (time - 0.5) / 3)  # deepest at 2.0, 5.0, ...
    exact = {"time_s": time, "hip": hip}
    assert doubts(case(exact=exact)) == []
    upside_down = doubts(case(exact={"time_s": time, "hip": -hip}))
    assert len(upside_down) == 4 and "rep 1" in upside_down[0]
    assert score([case(exact={"time_s": time, "hip": -hip})]).doubts == tuple(upside_down)


def test_a_held_bottom_is_not_doubted():
    time = np.arange(0, 13, 0.05)
    flat = np.where(np.abs((time - 2) % 3) < 1.2, 90.0, 88.0)
    assert doubts(case(exact={"time_s": time, "hip": flat})) == []


# --- folders ---


def write(folder: Path, t: Truth, **changes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / t.clip).write_bytes(b"clip")
    file = folder / t.clip.replace(".mp4", ".truth.json")
    file.write_text(json.dumps(t.model_dump() | changes))
    return file


FIVE_ROWS = "select i / 10.0 as time_s, case when i = 2 then null else i * 2.0 end as hip from range(5) t(i)"


def parquet(file: Path, select: str = FIVE_ROWS) -> None:
    import duckdb

    with duckdb.connect() as base:
        base.sql(select).write_parquet(str(file))


def test_reads_a_folder_in_the_order_of_its_names(tmp_path):
    for name in ("b.mp4", "a.mp4"):
        write(tmp_path, truth(clip=name), new_field_of_tomorrow=1)
    assert [p.name for p in read_truths(tmp_path)] == ["a.mp4", "b.mp4"]


def test_a_folder_that_is_called_like_a_truth_is_none(tmp_path):
    (tmp_path / "x.truth.json").mkdir()
    with pytest.raises(InputError, match="No truth files"):
        read_truths(tmp_path)
    write(tmp_path, truth())
    assert len(read_truths(tmp_path)) == 1


def slow(_path):
    time.sleep(60)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no such signals here")
def test_stopping_does_not_wait_for_the_clips_at_hand(tmp_path):
    for name in ("a.mp4", "b.mp4", "c.mp4"):
        write(tmp_path, truth(clip=name))
    waiting = gather(tmp_path, jobs=2, assess_one=slow)
    threading.Timer(3.0, signal.pthread_kill, (threading.get_ident(), signal.SIGINT)).start()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs as a job ignores it
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            next(waiting)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 30 and not multiprocessing.active_children()


def test_a_truth_may_begin_with_a_byte_order_mark(tmp_path):
    file = write(tmp_path, truth())
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(read_truths(tmp_path)) == 1


def test_the_sign_of_a_cameras_angle_is_dropped(tmp_path):
    write(tmp_path, truth(), view={"label": "diagonal", "azimuth_deg": -20.0})
    assert [t.view.azimuth_deg for t in read_truths(tmp_path).values()] == [20.0]


def test_reads_sparse_truth(tmp_path):
    rep = {"bottom_s": 1.0, "cues": None, "measures": {"hip_bottom": None, "knee_bottom": 3}}
    write(tmp_path, truth(), reps=[rep], n_reps=1, view={"label": "front", "azimuth_deg": None}, notes=None)
    write(tmp_path, truth(clip="b.mp4"), reps=[], n_reps=None, view=None, cues=None)
    read, other = read_truths(tmp_path).values()
    assert read.reps[0].top_s is None and read.reps[0].cues == {} and read.timed
    assert read.reps[0].measures == {"knee_bottom": 3}
    assert other.view.label == "unknown" and other.count is None and other.cues == {}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"truth": 2}, "truth"),
        ({"movement": "jump"}, "movement"),
        ({"clip": "gone.mp4"}, "gone.mp4"),
        ({"n_reps": -1}, "n_reps"),
        ({"reps": [{"bottom_s": -2.0}]}, r"reps\.0\.bottom_s"),
        ({"reps": [{"bottom_s": 1.0, "top_s": float("nan")}]}, r"reps\.0\.top_s"),
        ({"reps": [{"bottom_s": 1.0, "measures": {"hip_top": float("inf")}}]}, "hip_top"),
        ({"view": {"label": "side", "azimuth_deg": -200.0}}, "azimuth_deg"),
    ],
)
def test_says_in_one_line_what_is_wrong_with_a_truth(tmp_path, change, says):
    file = write(tmp_path, truth(), **change)
    with pytest.raises(InputError, match=says) as e:
        read_truths(tmp_path)
    assert file.name in str(e.value) and "\n" not in str(e.value)


def test_every_field_that_is_missing_is_named_at_once(tmp_path):
    (tmp_path / "a.truth.json").write_text("{}")
    with pytest.raises(InputError, match=r"truth: Field required; clip: Field required\.$"):
        read_truths(tmp_path)


def test_names_that_we_do_not_have_are_left_out_and_told(tmp_path):
    rep = {"bottom_s": 1.0, "cues": {"soft_knee": "good", "stand_tall": "mild"}}
    write(tmp_path, truth(), exercise="deadlfit", cues={"flatback": "good", "flat_back": "mild"}, reps=[rep])
    (read,) = read_truths(tmp_path).values()
    assert (read.exercise, read.cues, read.reps[0].cues) == (None, {"flat_back": "mild"}, {"stand_tall": "mild"})
    meant = sorted(said.split("Did you mean ")[1] for said in read.unknown)
    assert meant == ["'deadlift'?", "'flat_back'?", "'soft_knees'?"]


def test_two_truths_about_one_clip_are_refused_by_their_names(tmp_path):
    file = write(tmp_path, truth())
    file.with_name("b.truth.json").write_bytes(file.read_bytes())
    with pytest.raises(InputError, match=r"^a\.truth\.json and b\.truth\.json are both about a\.mp4; [^\n]*$"):
        read_truths(tmp_path)


def test_true_repetitions_may_stand_in_any_order(tmp_path):
    write(tmp_path, truth(), reps=[{"bottom_s": s} for s in (5.0, 1.0, 3.0)], n_reps=3)
    (read,) = read_truths(tmp_path).values()
    assert [r.bottom_s for r in read.reps] == [1.0, 3.0, 5.0]
    turned = truth(reps=[r.model_dump() for r in reversed(truth().reps)])
    assert score([case(turned, answer_like(truth()))]).timing[-1].recall.share == 1


@pytest.mark.parametrize(("late", "fine"), [(3.2, True), (4.0, False)])
def test_a_time_after_the_end_of_the_clip_is_refused(tmp_path, late, fine):
    write(tmp_path, truth(), reps=[{"bottom_s": 1.0, "end_s": late}], n_reps=1)
    movie(tmp_path / "a.mp4", frames=30, fps=10.0)
    if fine:
        assert len(read_truths(tmp_path)) == 1
        return
    with pytest.raises(InputError, match=r"a\.truth\.json has a time of 4 s, but a\.mp4 ends at 3\.0 s"):
        read_truths(tmp_path)


def test_broken_json_and_empty_folders_are_input_errors(tmp_path):
    with pytest.raises(InputError, match=r"truth\.json"):
        read_truths(tmp_path)
    with pytest.raises(InputError):
        read_truths(tmp_path / "missing")
    (tmp_path / "a.truth.json").write_bytes(b"\xff{")
    with pytest.raises(InputError, match=r"a\.truth\.json"):
        read_truths(tmp_path)


def test_reads_parquet_with_gaps_as_not_seen(tmp_path):
    parquet(tmp_path / "it's.parquet")
    table = read_angles(tmp_path / "it's.parquet")
    assert table["time_s"].tolist() == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])
    assert np.isnan(table["hip"][2]) and table["hip"][4] == 8


def test_parquet_that_is_none_is_an_input_error(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"no")
    for name in ("x.parquet", "gone.parquet"):
        with pytest.raises(InputError, match=name):
            read_angles(tmp_path / name)


def test_angles_are_put_in_order_and_what_is_no_number_is_left_out(tmp_path):
    rows = "select (4 - i) / 10.0 as time_s, i as hip, 'x' as camera, i > 2 as lit from range(5) t(i)"
    parquet(tmp_path / "x.parquet", f"{rows} union all select null, 9, 'y', true")
    table = read_angles(tmp_path / "x.parquet")
    assert {k: v.tolist() for k, v in table.items()} == {
        "time_s": [0.0, 0.1, 0.2, 0.3, 0.4],
        "hip": [4.0, 3.0, 2.0, 1.0, 0.0],
    }


@pytest.mark.parametrize(
    ("select", "says"),
    [
        ("select 1.0 as time_s, 2.0 as hip where false", "no row with a time"),
        ("select null::double as time_s, 2.0 as hip", "no row with a time"),
        ("select 'now' as time_s, 2.0 as hip", "no column time_s"),
    ],
)
def test_angles_that_say_nothing_are_told_before_a_clip_is_looked_at(tmp_path, select, says):
    def never(_path):
        raise AssertionError

    parquet(tmp_path / "a.parquet", select)
    write(tmp_path, truth(), angles="a.parquet")
    with pytest.raises(InputError, match=rf"^a\.parquet has {says}[^\n]*$"):
        list(gather(tmp_path, assess_one=never))


def oracle(path: Path) -> AssessedClip:
    """Answer with the truth beside the clip; at module level, so that another process can have it."""
    t = Truth.model_validate_json(path.with_suffix(".truth.json").read_bytes())
    if t.person == "nobody":
        raise InputError("it is empty")
    if t.person == "a stone":
        raise ZeroDivisionError("no luck")
    return AssessedClip(answer_like(t), np.zeros(0), {})


def test_evaluate_runs_a_folder_and_says_how_far_it_is(tmp_path):
    parquet(tmp_path / "a.parquet")
    write(tmp_path, truth(), angles="a.parquet")
    write(tmp_path, truth(clip="b.mp4", person="nobody"))
    write(tmp_path, truth(clip="c.mp4", person="a stone"))
    heard: list[tuple[int, int, str]] = []
    s = evaluate(tmp_path, assess_one=oracle, progress=lambda *x: heard.append(x))
    assert heard == [(1, 3, "a.mp4"), (2, 3, "b.mp4"), (3, 3, "c.mp4")]
    assert s.clips[0].clip == "b" and "it is empty" in s.clips[0].misses[0].say
    assert s.clips[1].clip == "c" and "a fault of ours: ZeroDivisionError: no luck" in s.clips[1].misses[0].say
    assert count_of(s, "all").exact.k == 1
    assert Scores.model_validate_json(s.model_dump_json()) == s


def test_what_is_missing_is_told_before_a_clip_is_looked_at(tmp_path):
    def never(_path):
        raise AssertionError

    write(tmp_path / "good", truth())
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        evaluate(tmp_path / "good", assess_one=never, tracks=tmp_path / "file")
    write(tmp_path / "bad", truth(), angles="gone.parquet")
    with pytest.raises(InputError, match=r"gone\.parquet, which is not there"):
        evaluate(tmp_path / "bad", assess_one=never)


def test_the_table_names_the_worst_clip_first():
    t = truth()
    bad = case(truth(clip="bad.mp4"), with_reps(answer_like(t)), path=Path("bad.mp4"))
    console = Console(width=250, record=True, file=StringIO())
    show(score([case(path=Path("fine.mp4")), bad]), console)
    text = console.export_text()
    assert "0 repetitions instead of 4" in text and "fine" not in text.split("Count")[0]
    for word in ("Count", "Movement", "Cues", "Angles", "flat_back", "0-10"):
        assert word in text


def printed(scores, width):
    console = Console(width=width, record=True, file=StringIO())
    show(scores, console)
    return console.export_text()


def test_a_narrow_terminal_gets_every_number_that_a_wide_one_gets():
    t = truth()
    scores = score(
        [case(path=Path("fine.mp4")), case(truth(clip="bad.mp4"), with_reps(answer_like(t)), path=Path("b.mp4"))]
    )
    wide, narrow = printed(scores, 400), printed(scores, 80)
    assert max(map(len, narrow.splitlines())) <= 80 and "…" not in narrow

    def cells(text):
        return {c.strip() for line in text.splitlines() for c in re.split("[│┃]", line)[1:-1]}

    prose = {c for c in cells(wide) if len(c) > 40}
    assert cells(wide) - prose <= cells(narrow) and "false marked" in cells(narrow)
    assert all(set(c.split()) <= set(narrow.split()) for c in prose)


def test_a_table_without_a_row_is_left_out():
    none = printed(score([case(truth(reps=[], cues={}, angles=None))]), 80)
    assert "Worst clips first" in none and "Angles" not in none and "Cues" not in none


def test_the_title_of_the_worst_clips_counts_what_is_left_out():
    bad = [case(truth(clip=f"{i}.mp4"), with_reps(answer_like(truth())), path=Path(f"{i}.mp4")) for i in range(3)]
    console = Console(width=80, record=True, file=StringIO())
    show(score([*bad, case(path=Path("fine.mp4"))]), console, worst=2)
    assert "Worst clips first: the first 2 of 3 with an error, of 4 clips" in console.export_text()
    assert "Worst clips first: 3 with an error, of 4 clips" in printed(score([*bad, case(path=Path("fine.mp4"))]), 80)


# --- points that were kept ---


def test_the_runner_judges_kept_points_without_looking_at_the_clip(tmp_path):
    save_track(figure("hinge", reps=3).track, tmp_path / "clip.npz")
    found = Runner(tracks=tmp_path, exercise="standing_hinge")(Path("clip.mp4"))
    assert len(found.assessment.reps) == 3 and found.assessment.exercise.declared == "standing_hinge"
    assert np.isfinite(found.angles["hip"]).any()


@pytest.fixture
def kept_by(tmp_path, monkeypatch):
    """Keep the points of a clip as a fake backend found them; give its runner, and what is looked at from now on."""
    clip, looked = figure_clip(tmp_path / "clips"), []
    analyze = import_module("hingecoach.analyze")

    def backend(name):
        fake = FakePose("squat" if looked else "hinge")
        fake.source = PoseSource(name, "0" * 64)
        return fake

    def hear(*args, **how):
        looked.append(args[0])
        return analyze.examine(*args, **how)

    monkeypatch.setattr(analyze, "load_backend", backend)
    Runner(tracks=tmp_path / "tracks")(clip)
    monkeypatch.setattr("hingecoach.evaluate.runners.examine", hear)
    return clip, tmp_path / "tracks", looked


def test_kept_points_of_the_same_clip_and_network_are_taken(kept_by):
    clip, tracks, looked = kept_by
    Runner(tracks=tracks)(clip)
    assert looked == []


def test_kept_points_of_a_clip_that_was_made_anew_are_found_anew_once(kept_by):
    clip, tracks, looked = kept_by
    clip.write_bytes(clip.read_bytes() + b" ")
    Runner(tracks=tracks)(clip)
    Runner(tracks=tracks)(clip)
    assert looked == [clip]


def test_kept_points_of_another_backend_are_found_anew_once(kept_by):
    clip, tracks, looked = kept_by
    Runner(tracks=tracks, backend="heavy")(clip)
    Runner(tracks=tracks, backend="heavy")(clip)
    assert looked == [clip]
    assert load_track(tracks / f"{clip.stem}.npz").source.backend == "heavy"


def test_kept_points_of_other_weights_are_found_anew(kept_by):
    clip, tracks, looked = kept_by
    (tracks / f"{clip.stem}.npz").unlink()
    old = replace(figure("hinge", reps=1).track, source=PoseSource("blazepose", "1" * 64))
    save_track(old, tracks / f"{clip.stem}.npz", clip=sha256(clip.read_bytes()).hexdigest())
    Runner(tracks=tracks)(clip)
    assert looked == [clip]


def test_kept_points_that_do_not_tell_their_clip_are_taken_by_its_name(kept_by):
    clip, tracks, looked = kept_by
    save_track(figure("hinge", reps=3).track, tracks / f"{clip.stem}.npz")
    assert len(Runner(tracks=tracks)(clip).assessment.reps) == 3 and looked == []
    Runner(tracks=tracks, backend="heavy")(clip)
    assert looked == [clip], "they are known to be another backend's"


def test_kept_points_are_compared_by_the_backends_name_where_it_is_not_installed(kept_by, monkeypatch):
    clip, tracks, looked = kept_by

    def gone(_name):
        raise InputError("The pose network full.onnx is missing")

    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", gone)
    Runner(tracks=tracks)(clip)
    assert looked == []
    with pytest.raises(InputError, match="missing"):
        Runner(tracks=tracks, backend="heavy")(clip)


def test_the_runner_can_be_sent_to_another_process(tmp_path):
    save_track(figure("hinge", reps=1).track, tmp_path / "a.npz")
    write(tmp_path, truth())
    (made,) = gather(tmp_path, jobs=2, tracks=tmp_path)
    assert made.found is not None and made.found.motion is not None


# --- the page ---


@pytest.fixture(scope="module")
def moved() -> AssessedClip:
    motion = observe(figure("hinge", reps=2).track)
    return with_angles(answer_like(truth()), motion)


def test_the_page_shows_the_frames_of_the_errors(tmp_path, moved):
    wrong = [
        case(truth(clip="demo.mp4", movement="squat"), found=moved, path=DEMO),
        case(truth(clip="gone.mp4", n_reps=3), found=moved, path=tmp_path / "gone<b>.mp4"),
        case(truth(clip="fine.mp4"), path=Path("fine.mp4")),
    ]
    scores = score(wrong, folder="a & b")
    page = write_page(scores, wrong, tmp_path / "new" / "folder").read_text("utf-8")
    assert page.count("data:image/jpeg") == 1, "the one frame of the one clip that is there"
    assert "called hinge instead of squat" in page and "a &amp; b" in page
    assert "gone&lt;b&gt;" in page and "There is no file" in page
    assert "fine" not in page
    assert "http" not in page.replace("http-equiv", ""), "the page must not need a network"
    assert 'class="truth"' in page and 'class="ours"' in page
    assert [f.name for f in (tmp_path / "new" / "folder").iterdir()] == ["scores.html"]


def test_a_page_that_cannot_be_written_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_page(score([case()]), [case()], tmp_path / "file" / "folder")


def test_errors_of_one_instant_share_a_frame(moved):
    t = truth(clip="demo.mp4", movement="squat", exercise="squat", cues={})
    c = case(t, found=moved, path=DEMO)
    clip = score([c]).clips[0]
    assert {m.kind for m in clip.misses} == {"movement", "exercise"}
    (shot,) = shots(clip, c)
    assert len(shot.says) == 2 and abs(shot.picture.at - c.reps[0].bottom_s) < 0.05


def test_angles_of_every_frame_come_with_their_errors(moved):
    seen = np.isfinite(moved.angles["hip"])
    assert seen.any() and np.isfinite(moved.errors["hip"][seen]).all()
    assert np.isnan(moved.errors["hip"][~seen]).all()
    assert moved.time.shape == moved.angles["hip"].shape
