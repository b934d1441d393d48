"""What must not change the answer: scale, place, mirror, frame rate; what may only make it more cautious."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hingecoach.assess import assess
from hingecoach.assessment import Assessment
from hingecoach.synthetic import Form, figure
from scenes import mirrored, moved, unseen

KINDS = {
    "hinge": "romanian_deadlift",
    "deadlift": "deadlift",
    "swing": "kettlebell_swing",
    "kneeling": "kneeling_hinge",
    "bridge": "glute_bridge",
}
forms = st.builds(
    Form,
    convex=st.floats(-25, 40),
    neck=st.floats(-30, 40),
    short=st.floats(0, 30),
    gap=st.floats(-3, 30),
    elbow=st.floats(0, 30),
)
kinds = st.sampled_from(sorted(KINDS))
few = settings(max_examples=12)
DEGREES = 0.5


def judged(kind, track):
    return assess(track, KINDS[kind])


def verdicts(answer):
    return [(f.cue, f.verdict) for f in answer.findings]


def the_same(one, other, *, degrees=DEGREES):
    """Compare counts, movement, verdicts and the angles of every repetition."""
    assert [r.complete for r in one.reps] == [r.complete for r in other.reps]
    assert one.movement == other.movement
    assert one.exercise.recognised == other.exercise.recognised
    for a, b in zip(one.reps, other.reps, strict=True):
        for name in a.measures.keys() & b.measures.keys():
            if a.measures[name].unit == "deg":
                assert a.measures[name].value == pytest.approx(b.measures[name].value, abs=degrees), name


@few
@given(kinds, forms, st.floats(0.6, 2.0), st.tuples(st.floats(0, 300), st.floats(0, 300)))
def test_scale_and_shift_change_nothing(kind, form, times, by):
    made = figure(kind, form, reps=2, scale=300.0)
    here, there = judged(kind, made.track), judged(kind, moved(made.track, by, times))
    the_same(here, there)
    if times >= 1:  # a smaller person is less sure
        assert verdicts(here) == verdicts(there)


@few
@given(kinds, forms)
def test_a_mirror_changes_nothing_but_the_side(kind, form):
    made = figure(kind, form, reps=2)
    here, there = judged(kind, made.track), judged(kind, mirrored(made.track))
    the_same(here, there)
    assert verdicts(here) == verdicts(there)
    assert (here.view.faces, there.view.faces) == ("right", "left")


@few
@given(kinds, forms, st.sampled_from([24, 60]))
def test_the_frame_rate_changes_little(kind, form, fps):
    here, there = (judged(kind, figure(kind, form, reps=2, fps=f).track) for f in (30, fps))
    assert len(here.reps) == len(there.reps)
    for a, b in zip(here.reps, there.reps, strict=True):
        for name in ("hip_bottom", "knee_bottom", "trunk_bottom", "hip_top", "knee_top", "trunk_top"):
            assert a.measures[name].value == pytest.approx(b.measures[name].value, abs=1.5), name


POINTS = st.sampled_from(["HIP", "KNEE", "ANKLE", "WRIST", "SHOULDER", "EAR"])


@few
@given(st.sampled_from(["hinge", "deadlift"]), forms, POINTS)
def test_hiding_a_point_never_makes_anything_good(kind, form, point):
    made = figure(kind, form, reps=2)
    whole, less = judged(kind, made.track), judged(kind, unseen(made.track, (point,)))
    before = dict(verdicts(whole))
    for cue, verdict in verdicts(less):
        if verdict == "good":
            assert before[cue] in ("good", "unsure"), cue


@pytest.mark.parametrize(
    ("point", "cue"),
    [("WRIST", "weight_close"), ("KNEE", "soft_knees"), ("HIP", "stand_tall"), ("SHOULDER", "neutral_spine")],
)
def test_what_a_cue_needs_and_cannot_see_is_not_seen(point, cue):
    made = figure("deadlift", reps=2)
    found = dict(verdicts(judged("deadlift", unseen(made.track, (point,)))))
    assert found[cue] in ("not_seen", "not_applicable")


@few
@given(kinds, forms)
def test_the_answer_goes_through_json(kind, form):
    answer = judged(kind, figure(kind, form, reps=1).track)
    assert Assessment.model_validate_json(answer.model_dump_json()) == answer


ORDER = {"good": 0, "unsure": 1, "mild": 1, "marked": 2}


@pytest.mark.parametrize("kind", ["hinge", "deadlift"])
def test_more_rounding_never_improves_flat_back(kind):
    ranks = []
    for convex in np.arange(-25.0, 46.0, 10.0):
        found = dict(verdicts(judged(kind, figure(kind, Form(convex=convex), reps=2).track)))
        ranks.append(ORDER[found["flat_back"]])
    assert ranks == sorted(ranks)
    assert ranks[0] == 0 and ranks[-1] == 2
