"""Scores what was recognised: movement, exercise, family of exercises."""

from collections.abc import Callable, Iterable, Sequence

from hingecoach.exercises import all_exercises

from .clip import Case
from .scores import Confusion, Share

MOVEMENTS = ("hinge", "squat", "mixed", "other", "none")
VIEWS = ("side", "diagonal", "front", "back")
NOTHING = "none"
"""What an exercise that was not recognised is called in the tables."""

NEITHER = frozenset({"other", "none"})
"""Not a hinge and not a squat. A walk without repetitions may be called either, so the two count as the same."""


def same(truth: str, answer: str) -> bool:
    """Say whether an answer is right: the same name, or both of them neither a hinge nor a squat.

    Examples
    --------
    >>> same("other", "none"), same("hinge", "mixed")
    (True, False)
    """
    return truth == answer or {truth, answer} <= NEITHER


def confusion(pairs: Sequence[tuple[str, str]], truths: Iterable[str] = (), answers: Iterable[str] = ()) -> Confusion:
    """Make a confusion table of (truth, answer) pairs; the names given come first, others follow as they occur."""
    rows = tuple(dict.fromkeys([*truths, *sorted(t for t, _ in pairs)]))
    columns = tuple(dict.fromkeys([*answers, *sorted(a for _, a in pairs)]))
    return Confusion(
        truths=rows,
        answers=columns,
        counts=tuple(tuple(pairs.count((t, a)) for a in columns) for t in rows),
        right=Share.of(sum(same(t, a) for t, a in pairs), len(pairs)),
    )


def score_movement(cases: Sequence[Case]) -> tuple[Confusion, tuple[str, ...]]:
    """Score the movement; also names the clips of a squat or of something else that were called a hinge."""
    clear = [(c.truth.movement, c.movement, c.path.stem) for c in cases if c.truth.movement]
    wrong = tuple(name for truth, answer, name in clear if answer == "hinge" != truth)
    return confusion([(t, a) for t, a, _ in clear], ("hinge", "squat", "other"), MOVEMENTS), wrong


def score_exercise(cases: Sequence[Case], of: Callable[[str], str] | None = None) -> Confusion:
    """Score the exercise that was recognised, or what ``of`` makes of its id (its family)."""
    of = of or str
    known = [(c.truth.exercise, c.exercise or NOTHING) for c in cases if c.truth.exercise]
    return confusion([(of(t), of(a)) for t, a in known])


def score_view(cases: Sequence[Case]) -> Confusion:
    """Score the label of the view; the angle behind it is scored in no contract, but decides what can be seen."""
    known = [(c.truth.view.label, c.found.assessment.view.label if c.found else NOTHING) for c in cases]
    return confusion([(t, a) for t, a in known if t != "unknown"], VIEWS, VIEWS)


def family(exercise: str) -> str:
    """Give the family of an exercise, or its own id where we do not have it."""
    known = all_exercises().get(exercise)
    return known.family if known else exercise
