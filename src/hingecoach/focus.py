"""The words on top: one thing to work on, one sentence about the clip, and perhaps the next rung."""

from collections import Counter
from collections.abc import Sequence

from .assessment import Finding, Focus, NextStep, RepFinding
from .cues import all_cues
from .exercises import Exercise, get_exercise
from .judge import chances
from .phrases import in_a_row, in_sentence
from .tempo import rhythm
from .types import Movement, Verdict

_SEVERITY = {"mild": 0.5, "marked": 1.0}
_READY = 0.8
"""Share of the judged repetitions that must be free of marked before a next step is named (domain.md 7.2)."""
_NEEDED = ("flat_back", "soft_knees", "stand_tall")
"""What must have been judged for a next step, as far as the exercise has it."""
_LOOKED = {"hinge": "a hinge", "mixed": "something between hinge and squat", "other": "another movement"}
"""What was declared as a squat and is none."""
_SQUATTED = {
    "swing": "The knees did the work: this looked like a squat-style swing",
}
"""A taught style of the swing (domain.md 2.3); every other hinge that the knees did is called a squat."""
HIPS_BACK = "hips back"
"""What to work on where a hinge was squatted and the knees themselves could not be graded (domain.md 11)."""
_FEWEST = 5
"""Fewer repetitions than this are no reason to move on: the smallest set that the ladder asks for (domain.md 7.2)."""


def choose(findings: Sequence[Finding], exercise: Exercise, squats: tuple[int, int] = (0, 0)) -> Focus | None:
    """Choose the one thing to work on: severity times confidence times the cue's weight (domain.md 4).

    A hinge that was squatted has one thing to work on whatever else was seen: the hips.

    Parameters
    ----------
    squats
        Where the set was a squat: how many of how many complete repetitions were seen to be one.

    Returns
    -------
    Focus or None
        None where nothing that was seen was out of its band. What was not seen is never chosen.
    """
    if squatted := _squatted(findings, exercise, squats):
        return squatted
    found = [f for f in findings if f.verdict in _SEVERITY and f.reading and f.cue in exercise.cues]
    if not found:
        return None
    first = max(found, key=lambda f: _rank(f, exercise))
    cue = all_cues()[first.cue]
    line = cue.line_for(first.reading or "", exercise)
    seen = _seen(first, first.say or line.say)
    return Focus(cue=first.cue, say=line.focus, seen=seen, why=line.why or cue.why, drill=line.drill)


def _squatted(findings: Sequence[Finding], exercise: Exercise, squats: tuple[int, int]) -> Focus | None:
    """Coach a hinge that was done as a squat, also where the knees were seen in too few repetitions for a verdict."""
    seen, of = squats
    soft = next((f for f in findings if f.cue == "soft_knees"), None)
    hinge = exercise.graded and not exercise.everyday and "soft_knees" in exercise.cues
    if not seen or not hinge or soft is None or soft.verdict in ("good", "not_applicable"):
        return None
    cue = all_cues()[soft.cue]
    line = cue.lines["hip_per_knee"]
    said = _SQUATTED.get(exercise.family, "The knees did the work: this looked like a squat")
    said += f", in {seen} of {of} repetitions." if of > 1 else "."
    return Focus(cue=cue.id, say=line.focus, seen=said, why=line.why or cue.why, drill=line.drill)


def summary(
    findings: Sequence[Finding],
    focus: Focus | None,
    exercise: Exercise,
    movement: Movement,
    n_reps: int,
    of_that: int | None = None,
    *,
    named: bool = True,
    bottoms: Sequence[float] = (),
) -> str:
    """Say in a sentence or two what the clip shows.

    Parameters
    ----------
    movement
        What the repetitions were, as a set.
    n_reps
        Complete repetitions.
    of_that
        How many of them were seen to be the movement of the set; None for all.
    named
        Whether it is clear enough which exercise it was.
    bottoms
        The deepest instants of the complete repetitions, seconds; told where nothing else is.
    """
    if not n_reps:
        return (
            "No complete repetition was seen in this clip." if movement != "none" else "Nobody was seen in this clip."
        )
    count = "One repetition" if n_reps == 1 else f"{n_reps} repetitions"
    said = told(findings, focus, lying=exercise.posture == "lying")
    if instead := _not_graded(exercise, movement, n_reps, of_that):
        return f"{count}{instead} {said}".strip()
    article = "" if exercise.family == "everyday" else "the "  # "of picking something up"
    title = f"{article}{in_sentence(exercise.title)}"
    what = title if named else {"hinge": "a hinge"}.get(movement, "this movement")
    if why := _all_unseen(findings):
        swings = named and exercise.family == "swing" and n_reps > 1
        seen = f"{n_reps} swings" if swings else f"{count} of {what}"
        besides = [f for f in findings if f.verdict != "not_seen"]  # what a front view shows
        said = told(besides, focus, lying=exercise.posture == "lying").removesuffix(_KEEP)
        none = f"{'None of the five cues' if said else 'No cue'} could be judged: {why.removesuffix('.')}."
        return " ".join(part for part in (f"{seen}{rhythm(bottoms)}.", said, none) if part)
    return f"{count} of {what}. {said}" if said else f"{count}."


def _not_graded(exercise: Exercise, movement: Movement, n_reps: int, of_that: int | None) -> str:
    """Go on after the count where no hinge was graded; empty where one was."""
    if movement == "squat" and of_that == 0:
        return ", of which no number that tells a hinge from a squat was seen."
    if movement == "squat" and exercise.family != "everyday":
        if of_that is not None and of_that < n_reps:
            return f", in {of_that} of which hips and knees bent together: a squat rather than a hinge."
        return ": hips and knees bent together, so this was a squat rather than a hinge."
    if movement == "other" and exercise.family == "other":
        return " of a movement that is neither hinge nor squat; nothing to judge."
    return "" if exercise.graded else _ungraded(exercise, movement)


def _all_unseen(findings: Sequence[Finding]) -> str:
    """Give the commonest reason why no cue could be judged; empty where one could, or was seen and is unsure."""
    cues = [f for f in findings if all_cues()[f.cue].kind == "cue" and f.verdict != "not_applicable"]
    if not cues or any(f.verdict != "not_seen" for f in cues):
        return ""
    return Counter(f.why_not for f in cues if f.why_not).most_common(1)[0][0] or ""


_KEEP = " Keep it like this."
CANT_TELL = "can't tell"


def told(findings: Sequence[Finding], focus: Focus | None, *, lying: bool, single: bool = False) -> str:
    """Say what looked good, what did not and what could not be told; empty where there is nothing of these.

    Parameters
    ----------
    single
        Whether a cue that was past its limit in single repetitions is named so, and neither good nor not told; the
        ``summary`` of the answer goes by the verdicts of the set alone.
    """
    cues = {f.cue: all_cues()[f.cue] for f in findings}
    titles = {name: cue.called(lying=lying).lower() for name, cue in cues.items() if cue.kind == "cue" or cue.frontal}
    graded = focus is not None and any(f.cue == focus.cue and f.verdict in _SEVERITY for f in findings)
    first = "" if focus is None else all_cues()[focus.cue].called(lying=lying).lower() if graded else HIPS_BACK

    some = [f for f in findings if single and f.verdict in ("good", "unsure") and f.reps_flagged and f.cue in titles]

    def of(*verdicts: Verdict) -> list[str]:
        return [titles[f.cue] for f in findings if f.verdict in verdicts and f.cue in titles and f not in some]

    good, unseen = of("good"), of("not_seen", "unsure")
    more = [title for title in of("mild", "marked") if title != first]
    parts = (
        f"looked good: {in_a_row(good)}" if good else "",
        f"to work on: {first}" if first else "",
        f"also past the limit: {in_a_row(more)}" if more else "",
        f"past the limit in single repetitions: {in_a_row([titles[f.cue] for f in some])}" if some else "",
        f"{'not graded' if first == HIPS_BACK else CANT_TELL}: {in_a_row(unseen)}" if unseen else "",
    )
    told = "; ".join(part for part in parts if part)
    past = any(f.reps_flagged for f in findings)
    end = _KEEP if good and not focus and not unseen and not past else ""
    return f"{told[:1].upper()}{told[1:]}.{end}" if told else ""


def _ungraded(exercise: Exercise, movement: Movement) -> str:
    """Tell of an exercise that is shown and not graded; where another movement was seen, not what it should be."""
    if exercise.family == "squat":  # declared: what looks like one is told above
        return f", declared as a squat. It looked like {_LOOKED.get(movement, _LOOKED['other'])}; nothing was judged."
    return f": {exercise.title}. {exercise.note}"


def next_step(
    findings: Sequence[Finding], found: Sequence[Sequence[RepFinding]], exercise: Exercise
) -> NextStep | None:
    """Name the next rung where the clip alone supports it.

    Parameters
    ----------
    findings
        The set's.
    found
        Those of each complete repetition.
    """
    needed = [f for f in findings if f.cue in _NEEDED and f.verdict != "not_applicable"]
    judged = [rep for rep in found if any(f.verdict in ("good", "mild", "marked") for f in rep)]
    if exercise.next is None or not needed or len(judged) < _FEWEST:
        return None
    if any(f.verdict in ("not_seen", "unsure", "marked") for f in needed):
        return None
    free = sum(all(f.verdict != "marked" for f in rep) for rep in judged)
    if free < _READY * len(judged):
        return None
    title = in_sentence(get_exercise(exercise.next).title)
    reason = f"{free} of {len(judged)} repetitions had nothing marked. If it feels easy twice, try the {title}."
    return NextStep(exercise=exercise.next, reason=reason)


def _rank(finding: Finding, exercise: Exercise) -> float:
    confidence = _beyond(finding, exercise)
    if finding.reps_flagged:  # a finding about the set as a whole has no flagged repetitions
        confidence *= finding.reps_flagged / max(1, finding.reps_judged)
    return _SEVERITY[finding.verdict] * confidence * all_cues()[finding.cue].weight


def _beyond(finding: Finding, exercise: Exercise) -> float:
    """Give the probability that what was measured is beyond the limit of its verdict.

    It can be less than a half: marked is given where it is likelier than mild, not only beyond its limit.
    """
    limit = exercise.cues[finding.cue].get(finding.reading or "")
    if finding.measured is None or limit is None:
        return 0.5
    mild, marked = chances(finding.measured.value, finding.measured.error, (limit.mild, limit.marked))
    return marked if finding.verdict == "marked" else mild


def _seen(finding: Finding, seen: str) -> str:
    if finding.reps_judged > 1 and finding.reps_flagged:
        return f"{seen.removesuffix('.')}, in {finding.reps_flagged} of {finding.reps_judged} repetitions."
    return seen
