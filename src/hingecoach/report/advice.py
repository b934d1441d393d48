"""What the person is told to do: the one thing to work on, or, where there is none, what that means."""

from collections.abc import Sequence

from ..assessment import Assessment, Finding
from ..exercises import all_exercises, get_exercise
from ..phrases import in_a_row
from .doubled import once
from .words import FAULTS, FIVE, MOVEMENT, count, exercise_title, full_stop, title

ONCE_MORE = "Film it once more."
TO_BE_SURE = "Film it once more, to be sure."
HINGE = "In a hinge the hips go back and the knees stay where they are."


def focus_title(a: Assessment) -> str:
    """Give the heading over :func:`focus`; it promises a thing to work on only where there is one."""
    if a.focus:
        return "One thing to try" if everyday(a) else "One thing to work on"
    nothing_to_do = _no_coaching(a) or (not _judged(a) and _too_near(a))
    return "What was seen" if nothing_to_do else "What to do next"


def everyday(a: Assessment) -> bool:
    """Say whether things are picked up or set down, as people do in many fine ways (domain.md 9)."""
    known = all_exercises().get(a.exercise.declared or a.exercise.recognised or "")
    return known is not None and known.everyday


def why(a: Assessment) -> str:
    """Give why the thing to work on matters, as far as :func:`focus` has not said it; not where many ways are fine."""
    return a.focus.why if a.focus and a.focus.seen and not everyday(a) else ""


def focus(a: Assessment, lost: Sequence[str] = ()) -> tuple[str, str]:
    """Give what was seen of the one thing to work on, and what to try; where there is none, what that means.

    Parameters
    ----------
    lost
        Names of cues that were past their limit in an earlier result and cannot be told in this one.
    """
    if a.focus and a.focus.seen and everyday(a):
        return a.focus.say, f"What was seen: {a.focus.seen[:1].lower()}{a.focus.seen[1:]}"
    if a.focus:
        return a.focus.seen or a.focus.say, a.focus.say if a.focus.seen else a.focus.why
    if instead := _no_coaching(a):
        return instead
    if not _judged(a):
        return _too_near(a) or (ONCE_MORE, "Too little could be judged to choose one thing.")
    return _nothing_to_work_on(a, lost)


def _judged(a: Assessment) -> bool:
    return any(f.verdict in ("good", *FAULTS) for f in a.findings if f.cue in FIVE)


def _no_coaching(a: Assessment) -> tuple[str, str] | None:
    """Say what was seen where nothing in it is coached; None where something is."""
    judged = _judged(a)
    return _nothing_to_coach(a) or _other_posture(a, judged=judged) or _no_hinge(a, judged=judged)


def then_next(a: Assessment, lost: Sequence[str] = (), *, planned: bool = False) -> tuple[str, str] | None:
    """Give the name of the next rung and why; None where there is none, or where it is not for this page to say.

    Parameters
    ----------
    lost
        As in :func:`focus`. Who is to film the clip once more stays where they are.
    planned
        Whether the clip is in somebody's history: then their plan names the next rung, from more than one clip.
    """
    if a.next_step is None or planned or focus(a, lost)[0] in (ONCE_MORE, TO_BE_SURE):
        return None
    return exercise_title(a.next_step.exercise) or "", a.next_step.reason


def _too_near(a: Assessment) -> tuple[str, str] | None:
    """Say how often each cue was good and how often too near its limit: filming such a set again tells no more."""
    near = [_spread(a, f) for f in a.findings if f.cue in FIVE and f.verdict == "unsure"]
    return ("Too near the limit to tell.", " ".join([*near, _not_judged(a)]).strip()) if near else None


def _spread(a: Assessment, f: Finding) -> str:
    """Count the verdicts of a cue: ``"Hips in line: good in 4 of 8 repetitions, too near the limit in 4."``."""
    whole = [x.verdict for r in a.reps if r.complete for x in r.findings if x.cue == f.cue]
    many = {
        "good": whole.count("good"),
        "past the limit": sum(v in FAULTS for v in whole),
        "too near the limit": whole.count("unsure"),
    }
    told = [f"{what} in {n}" for what, n in many.items() if n]
    told[:1] = [f"{one} of {count(len(whole), 'repetition')}" for one in told[:1]]
    return f"{title(f.cue, a)}: {', '.join(told)}." if told else ""


def _nothing_to_coach(a: Assessment) -> tuple[str, str] | None:
    """Say so where a hinge was seen and the exercise has none of the five cues."""
    five = [f for f in a.findings if f.cue in FIVE]
    if a.movement not in ("hinge", "mixed") or not five or any(f.verdict != "not_applicable" for f in five):
        return None
    return "Nothing to coach in this clip.", full_stop(five[0].why_not or "")


def _other_posture(a: Assessment, *, judged: bool) -> tuple[str, str] | None:
    """Say so where the declared exercise is done in another posture than the one that was seen."""
    e = a.exercise
    if judged or not e.declared or not e.posture or get_exercise(e.declared).posture == e.posture:
        return None
    return "Nothing was judged in this clip.", "Name the exercise that it shows, or let the program find out."


def _no_hinge(a: Assessment, *, judged: bool) -> tuple[str, str] | None:
    """Say what was seen instead of a hinge. A squat is called one, with what a hinge is."""
    fine_too = judged and everyday(a)  # things are picked up in many ways
    if a.movement in ("hinge", "mixed") or fine_too:
        return None
    if a.movement == "squat" and not any(rep.tells_movement for rep in a.reps):
        return None  # nothing told says so
    if a.movement != "squat":
        return "No hinge to coach in this clip.", f"What was seen: {MOVEMENT[a.movement]}."
    meant = "" if a.exercise.declared else " If a hinge was meant, say which exercise it was, and it is coached."
    fine = "A squat is a fine exercise, and the cues of the hinge do not apply to it."
    return "This was a squat: hips and knees bent together.", f"{fine}{meant} {HINGE}"


def _nothing_to_work_on(a: Assessment, lost: Sequence[str]) -> tuple[str, str]:
    """Say that all may stay as it is, unless a repetition or an earlier clip was past a limit or a cue not judged."""
    past = [f for f in once(a.findings) if f.reps_flagged]
    single = [f"{title(f.cue, a).lower()}, in {f.reps_flagged} of {f.reps_judged}" for f in past]
    more = " ".join(filter(None, (_near(a), _not_judged(a))))
    if not single and not lost:
        said = f"Of what the camera could judge, nothing was past its limit. {more}".strip()
        return "What could be seen was good." if more else "Keep it as it is.", said
    told = "Past its limit in single repetitions: " + "; ".join(single) + "." if single else ""
    gone = f"Past its limit last time, and not told now: {in_a_row([name.lower() for name in lost])}." if lost else ""
    return TO_BE_SURE, " ".join(filter(None, (told, gone, more)))


def _near(a: Assessment) -> str:
    """Name those of the five cues that were too near their limit to tell, and past it in no repetition."""
    near = (f for f in a.findings if f.cue in FIVE and f.verdict == "unsure" and not f.reps_flagged)
    names = [title(f.cue, a).lower() for f in near]
    return f"Too near the limit to tell: {in_a_row(names)}." if names else ""


def _not_judged(a: Assessment) -> str:
    """Name those of the five cues that could not be seen, and ask for another clip; empty where all could."""
    names = [title(f.cue, a).lower() for f in a.findings if f.cue in FIVE and f.verdict == "not_seen"]
    return (
        f"Not judged: {in_a_row(names)}; film it once more for {'that' if len(names) == 1 else 'these'}."
        if names
        else ""
    )
