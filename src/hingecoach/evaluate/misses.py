"""Puts the errors of one clip into words and weighs them, so that the worst clips come first."""

from collections.abc import Iterator

from .clip import Case
from .count import WITHIN_BOTTOM_S, pairs
from .cues import LABELS, Judged, judgements
from .names import NOTHING, family, same
from .scores import ClipScore, Miss

WEIGHT = {"failed": 10.0, "count": 3.0, "hinge": 4.0, "movement": 3.0, "cue": 2.0, "rep": 1.0, "small": 0.5}
"""How bad an error is: our own order of what would mislead a person most. It sorts the list and scores nothing."""


def score_clip(case: Case) -> ClipScore:
    """Hold one clip against its truth."""
    misses = tuple(sorted(_all(case), key=lambda m: -m.weight))
    t = case.truth
    return ClipScore(
        clip=case.path.stem,
        person=t.person,
        source=t.source,
        view=t.view.label,
        n_true=t.count,
        n_found=len(case.reps),
        movement_true=t.movement,
        movement_found=case.movement,
        exercise_true=t.exercise,
        exercise_found=case.exercise,
        weight=sum(m.weight for m in misses),
        misses=misses,
    )


def _all(case: Case) -> Iterator[Miss]:
    if case.found is None:
        yield Miss(kind="failed", say=f"could not be assessed: {case.error}", weight=WEIGHT["failed"])
    yield from _count(case)
    yield from _times(case)
    yield from _names(case)
    yield from _verdicts(case)


def _count(case: Case) -> Iterator[Miss]:
    n, m = case.truth.count, len(case.reps)
    if n is not None and n != m:
        yield Miss(kind="count", say=f"{m} repetitions instead of {n}", weight=WEIGHT["count"] * abs(n - m) ** 0.5)


def _times(case: Case) -> Iterator[Miss]:
    if not case.truth.timed:
        return
    paired = pairs(case)
    for i, rep in enumerate(case.truth.reps):
        if i not in dict(paired):
            yield _at("missed_rep", f"repetition {i + 1} was not found", rep.bottom_s, WEIGHT["rep"])
    for j, ours in enumerate(case.reps):
        if j not in {b for _, b in paired}:
            say = f"a repetition that is not there (our number {ours.index})"
            yield _at("extra_rep", say, ours.bottom_s, WEIGHT["rep"])
    for i, j in paired:
        late = case.reps[j].bottom_s - case.truth.reps[i].bottom_s
        if abs(late) > WITHIN_BOTTOM_S:
            yield _at("late", f"bottom of repetition {i + 1} off by {late:+.2f} s", case.reps[j].bottom_s, 0.5)


def _at(kind: str, say: str, at: float, weight: float) -> Miss:
    return Miss.model_validate({"kind": kind, "say": say, "at_s": at, "weight": weight})


def _names(case: Case) -> Iterator[Miss]:
    t = case.truth
    if t.movement and not same(t.movement, case.movement):
        weight = WEIGHT["hinge" if case.movement == "hinge" else "movement"]
        yield Miss(kind="movement", say=f"called {case.movement} instead of {t.movement}", weight=weight)
    ours = case.exercise or NOTHING
    if t.exercise and not same(t.exercise, ours):
        weight = WEIGHT["small"] * (1 if family(t.exercise) == family(ours) else 2)
        yield Miss(kind="exercise", say=f"recognised {ours} instead of {t.exercise}", weight=weight)


def _verdicts(case: Case) -> Iterator[Miss]:
    for j in judgements(case):
        if j.verdict == j.truth:
            continue
        judged = j.verdict in LABELS
        on = "" if j.on == "sets" else f" (repetition at {j.at:.1f} s)"
        number = f" ({j.number})" if j.number else ""
        yield Miss(
            kind="cue" if judged else "unjudged",
            say=f"{j.cue}{on}: {j.verdict.replace('_', ' ')} instead of {j.truth}{number}",
            at_s=j.at,
            weight=(_wrong(j) if judged else WEIGHT["small"]) * (1.0 if j.on == "sets" else 0.5),
        )


def _wrong(j: Judged) -> float:
    """Weigh a wrong verdict: a fault that is none, or the other way round, is worse than mild for marked."""
    apart = abs(LABELS.index(j.verdict) - LABELS.index(j.truth))
    return WEIGHT["cue"] * apart if "good" in (j.verdict, j.truth) else WEIGHT["small"]
