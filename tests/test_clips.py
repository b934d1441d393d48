"""The real thing on the shared clips, held against what issue 2, section 9 asks for. Minutes: ``-m clips``.

The thresholds are the issue's, named here once. The clips are no part of the repository; where they are missing the
tests are skipped. Points that were found are kept where ``HINGECOACH_TRACKS`` says, so that judging anew takes seconds.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from hingecoach.evaluate import Case, Scores, gather, score
from hingecoach.evaluate.cues import view_group
from hingecoach.evaluate.scores import CueScore
from hingecoach.evaluate.table import show

pytestmark = pytest.mark.clips

CLIPS = Path(__file__).parents[1] / ".." / "shared" / "clips"

COUNT_EXACT = 0.90
OFF_BY_MORE_THAN_ONE = 1
COUNT_EXACT_OF_SETS = 0.85
BOTTOMS_WITHIN = 0.95
MOVEMENT_RIGHT = 0.95
FAULT_CALLED = 0.80
GOOD_CALLED_GOOD = 0.75
RENDERED_COUNT_EXACT = 0.95
BLIND_FROM_THE_FRONT = ("flat_back", "neutral_spine", "weight_close")
"""What a front or back view cannot show: everything that lies in the plane of the side view."""
SAYS_NOTHING = ("not_seen", "not_applicable")

RENDERED_EVERY = 3
"""Of the rendered clips every third one in the order of the names: most exercises and all view bands."""


def tracks(kind: str) -> Path | None:
    kept = os.environ.get("HINGECOACH_TRACKS")
    return Path(kept) / kind if kept else None


def run(kind: str, every: int = 1) -> list[Case]:
    folder = CLIPS / kind
    if not folder.is_dir():
        pytest.skip("the shared clips are not here")
    return list(gather(folder, tracks=tracks(kind), every=every))


def told(cases: list[Case], kind: str) -> Scores:
    scores = score(cases, folder=kind)
    show(scores, Console(width=180), worst=30)
    return scores


@pytest.fixture(scope="module")
def real() -> list[Case]:
    return run("real")


@pytest.fixture(scope="module")
def real_scores(real: list[Case]) -> Scores:
    return told(real, "real")


@pytest.fixture(scope="module")
def rendered() -> list[Case]:
    return run("rendered", RENDERED_EVERY)


@pytest.fixture(scope="module")
def rendered_side(rendered: list[Case]) -> Scores:
    told(rendered, "rendered")
    return told([c for c in rendered if view_group(c.truth) == "side"], "rendered, side view")


def count(scores: Scores, clips: str):
    return next(c for c in scores.counts if c.clips == clips)


def labelled(scores: Scores) -> Iterator[CueScore]:
    """Cues on sets in side view: the issue asks for the back there, and for the other cues likewise."""
    return (c for c in scores.cues if (c.on, c.view) == ("sets", "side"))


def test_no_clip_fails(real, rendered):
    assert [(c.path.name, c.error) for c in (*real, *rendered) if c.found is None] == []


def test_the_truth_is_consistent(rendered_side):
    assert rendered_side.doubts == ()


def test_real_counts(real_scores):
    every = count(real_scores, "all")
    assert every.exact.share >= COUNT_EXACT
    assert every.off_by_more.k <= OFF_BY_MORE_THAN_ONE


def test_real_counts_of_sets(real_scores):
    assert count(real_scores, "three_or_more").exact.share >= COUNT_EXACT_OF_SETS


@pytest.mark.xfail(
    strict=True, reason="87 of 93, 94 %, on 2026-11-23: bottoms held on the floor come out up to 0.5 s late"
)
def test_real_bottoms(real_scores):
    assert real_scores.timing[-1].bottoms_within.share >= BOTTOMS_WITHIN


def test_real_movement(real_scores):
    assert real_scores.movement.right.share >= MOVEMENT_RIGHT


def test_nothing_else_is_called_a_hinge(real_scores, rendered_side):
    assert real_scores.called_hinge == ()
    assert rendered_side.called_hinge == ()


SHORT_OF_IT = {
    "neutral_spine": "on 2026-11-23 faults 3 of 4, good as good 14 of 22: the head's angle is read to about 20 degrees",
    "stand_tall": "on 2026-11-23 faults 4 of 6, good as good 15 of 19",
}
"""What does not reach the thresholds yet: these tests turn red as soon as it does, so that the mark is taken off."""

CUES = [
    pytest.param(c, marks=[pytest.mark.xfail(strict=True, reason=SHORT_OF_IT[c])] if c in SHORT_OF_IT else [])
    for c in ("flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close")
]


@pytest.mark.parametrize("cue", CUES)
def test_real_cues(real_scores, cue):
    s = next(c for c in labelled(real_scores) if c.cue == cue)
    assert s.false_marked.k == 0
    assert s.good_good.share >= GOOD_CALLED_GOOD
    assert s.fault_called.share >= FAULT_CALLED


def test_front_and_back_views_say_what_they_cannot_see(real):
    for case in real:
        if view_group(case.truth) != "front" or case.found is None or case.truth.movement == "other":
            continue
        verdicts = {f.cue: f.verdict for f in case.found.assessment.findings}
        seen = {
            c: verdicts[c] for c in BLIND_FROM_THE_FRONT if verdicts.get(c) not in ("not_seen", "not_applicable", None)
        }
        assert not seen, f"{case.path.name}: {seen}"


def test_what_was_not_seen_has_a_reason(real):
    for case in real:
        for f in case.found.assessment.findings if case.found else ():
            assert f.verdict != "not_seen" or f.why_not, f"{case.path.name}: {f.cue}"


def test_rendered_side_counts(rendered_side):
    assert count(rendered_side, "all").exact.share >= RENDERED_COUNT_EXACT


def test_rendered_angles_are_stated(rendered_side):
    for angle in ("hip", "knee", "trunk"):
        for place in ("bottom", "top"):
            s = next(a for a in rendered_side.angles if (a.angle, a.place, a.band) == (angle, place, "all"))
            Console().print(f"{angle} at the {place}: mean error {s.mae:.1f}, bias {s.bias:+.1f}, {s.given.n} truths")
            assert s.given.share >= 0.8
