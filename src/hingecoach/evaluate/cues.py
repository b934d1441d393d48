"""Scores the verdicts: each cue, on repetitions and on sets, by view."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np

from hingecoach.assessment import Finding, RepFinding

from .clip import Case
from .count import pairs
from .names import confusion
from .scores import Confusion, CueScore, Share
from .stats import f1, weighted_kappa
from .truth import Label, Truth

LABELS = get_args(Label)
VERDICTS = (*LABELS, "unsure", "not_seen", "not_applicable", "missing")
CUES = ("flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close")

ViewGroup = Literal["all", "side", "diagonal", "front"]
On = Literal["reps", "sets"]


class Judged(NamedTuple):
    """One labelled repetition or set with our verdict."""

    cue: str
    on: On
    view: str
    truth: str
    verdict: str
    at: float | None
    number: str


def view_group(truth: Truth) -> ViewGroup:
    """Give the group of a truth's view: front and back together, unknown as diagonal."""
    label = truth.view.label
    if label in ("front", "back"):
        return "front"
    return "side" if label == "side" else "diagonal"


def judgements(case: Case) -> Iterator[Judged]:
    """Give every labelled cue of a clip with our verdict: of its sets, then of its repetitions."""
    view = view_group(case.truth)
    ours = {f.cue: f for f in case.found.assessment.findings} if case.found else {}
    for cue, label in case.truth.cues.items():
        yield _judged(cue, "sets", view, label, ours.get(cue), None)
    paired = dict(pairs(case))
    for i, rep in enumerate(case.truth.reps):
        mine = {f.cue: f for f in case.reps[paired[i]].findings} if i in paired else {}
        for cue, label in rep.cues.items():
            yield _judged(cue, "reps", view, label, mine.get(cue), rep.bottom_s)


def _judged(
    cue: str, on: On, view: ViewGroup, label: str, ours: Finding | RepFinding | None, at: float | None
) -> Judged:
    if ours is None:
        return Judged(cue, on, view, label, "missing", at, "")
    m = ours.measured
    number = f"{ours.reading or 'measured'} {m.value:.1f} ± {m.error:.1f} {m.unit}" if m else ours.why_not or ""
    return Judged(cue, on, view, label, ours.verdict, at if ours.at_s is None else ours.at_s, number)


def score_cues(cases: Sequence[Case]) -> tuple[CueScore, ...]:
    """Score every cue that any truth labels, on repetitions and on sets, over all views and by view."""
    every = [j for c in cases for j in judgements(c)]
    names = [*CUES, *sorted({j.cue for j in every} - set(CUES))]
    scores = []
    for cue in names:
        for on in get_args(On):
            for view in get_args(ViewGroup):
                chosen = [(j.truth, j.verdict) for j in every if (j.cue, j.on) == (cue, on) and view in ("all", j.view)]
                if chosen:
                    scores.append(_cue(cue, on, view, chosen))
    return tuple(scores)


def _cue(cue: str, on: On, view: ViewGroup, chosen: list[tuple[str, str]]) -> CueScore:
    table = confusion(chosen, LABELS, VERDICTS)
    square = np.array([row[: len(LABELS)] for row in table.counts], float)
    judged = int(square.sum())
    good, faults = sum(table.counts[0]), int(sum(map(sum, table.counts[1:])))
    called = int(square[1:, 1:].sum())
    return CueScore(
        cue=cue,
        on=on,
        view=view,
        confusion=_right_of_judged(table, judged),
        judged=Share.of(judged, len(chosen)),
        fault_f1=f1(called, int(square[0, 1:].sum()), int(square[1:, 0].sum())),
        fault_called=Share.of(called, faults),
        fault_called_judged=Share.of(called, int(square[1:].sum())),
        good_good=Share.of(int(square[0, 0]), good),
        good_good_judged=Share.of(int(square[0, 0]), int(square[0].sum())),
        false_marked=Share.of(int(square[0, 2]), int(square[0].sum())),
        kappa_quadratic=weighted_kappa(square, 2),
        kappa_linear=weighted_kappa(square, 1),
    )


def _right_of_judged(table: Confusion, judged: int) -> Confusion:
    """Count the same class among the judged ones only, not among all labelled ones."""
    return table.model_copy(update={"right": Share.of(table.right.k, judged)})
