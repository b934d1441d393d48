"""The clip in the package through the real networks, against its exact truth."""

from importlib.resources import files
from pathlib import Path

import pytest

from hingecoach.evaluate import Case, Scores, score
from hingecoach.evaluate.runners import Runner
from hingecoach.evaluate.truth import Truth

CLIP = Path(str(files("hingecoach") / "data" / "demo.mp4"))
TRUTH = Path(__file__).parent / "data" / "demo.truth.json"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(path=CLIP, truth=Truth.model_validate_json(TRUTH.read_bytes()), found=Runner()(CLIP))


@pytest.fixture(scope="module")
def scores(case) -> Scores:
    return score([case])


def test_the_repetitions_are_found_when_they_are(scores):
    assert scores.counts[-1].exact.k == 1
    timing = scores.timing[-1]
    assert timing.bottoms_within.k == 3
    assert timing.top_error_s < 0.6


def test_it_is_a_hinge_of_the_right_family(scores):
    assert scores.movement.right.k == 1
    assert scores.family.right.k == 1


def test_the_view_is_the_side(case):
    view = case.found.assessment.view
    assert (view.label, view.faces) == ("side", "right")
    assert abs(view.azimuth_deg.value) <= view.azimuth_deg.error


@pytest.mark.parametrize(("angle", "most"), [("hip", 10), ("knee", 8), ("trunk", 8), ("shank", 6)])
def test_angles_are_near_the_truth(scores, angle, most):
    for place in ("bottom", "top"):
        for s in scores.angles:
            if (s.angle, s.place, s.band) == (angle, place, "all"):
                assert s.given.share == 1 and s.mae < most


def test_the_back_is_seen_to_round(case):
    first, *others = (next(f for f in r.findings if f.cue == "flat_back") for r in case.reps)
    assert first.verdict == "good"
    assert all(f.verdict in ("mild", "marked") for f in others)
    convex = [r.measures["lumbar_convex_bottom"].value for r in case.reps]
    assert convex == sorted(convex), "it rounds more from one repetition to the next"


def test_what_was_good_is_not_called_a_fault(case):
    verdicts = {f.cue: f.verdict for f in case.found.assessment.findings}
    good = [c for c, v in case.truth.cues.items() if v == "good"]
    assert good and not [c for c in good if verdicts[c] in ("mild", "marked")]
    assert case.found.assessment.focus.cue == "flat_back"
