"""Where the limits of a finding lie, and how often they were passed, in words."""

import re

from ..assessment import Assessment, Finding, RepFinding
from ..exercises import Limit, all_exercises
from .numbers import MINUS, number, rounded, with_error
from .readings import named
from .words import MEANING, count

MOST_MORE = 3
"""``assessment.json`` has no more decimals than these."""


def told(assessment: Assessment, f: Finding) -> str:
    """Write what was measured with its error; empty where nothing was."""
    return with_error(f.measured, decimals(assessment, f)) if f.measured else ""


def called(assessment: Assessment, f: Finding) -> str:
    """Give the name of its number; who was not seen standing is compared with upright."""
    return named(f.reading, f.cue, upright=any(n.code == "no_standing" for n in assessment.notes))


def decimals(assessment: Assessment, f: Finding | RepFinding) -> int:
    """Say how many more decimals its number needs, so that it stands on the side of its limits on which it is.

    7.9 with marked from 8 is mild; written as 8 it would contradict its verdict. What is unsure stands on no side.
    """
    m, limits = f.measured, limits_of(assessment, f)
    edges = [limits.mild, limits.marked] if limits else [f.limit] if f.limit is not None else []
    if m is None or f.verdict == "unsure":
        return 0
    less = limits is not None and limits.marked < limits.mild

    def past(value: float) -> list[bool]:
        return [value <= edge if less else value >= edge for edge in edges]

    exact = past(m.value)
    return next((n for n in range(MOST_MORE) if past(rounded(m.value, m.unit, n)) == exact), MOST_MORE)


def limits_of(assessment: Assessment, f: Finding | RepFinding) -> Limit | None:
    """Give both limits of the reading, where the finding was held against the exercise's own."""
    e = assessment.exercise
    exercise = all_exercises().get(e.declared or e.recognised or "")
    limits = exercise.cues.get(f.cue, {}).get(f.reading or "") if exercise else None
    return limits if limits and f.limit in (limits.mild, limits.marked) else None


def limit_words(assessment: Assessment, f: Finding) -> str:
    """Say where the limits lie: ``"mild from 0°, marked from 8°"``; empty where there is none."""
    if f.measured is None or f.limit is None:
        return ""
    unit, limits = f.measured.unit, limits_of(assessment, f)
    if limits is None:
        return f"limit {edge(f.limit, unit)}"
    hard = f"marked from {edge(limits.marked, unit)}" if limits.cap == "marked" else "never marked"
    return f"mild from {edge(limits.mild, unit)}, {hard}"


def meaning(assessment: Assessment, f: Finding) -> str:
    """Say what the verdict means; a mild one that is far past its limit is so because it is never marked."""
    limits = limits_of(assessment, f)
    if f.verdict != "mild" or f.measured is None or limits is None or limits.cap == "marked":
        return MEANING[f.verdict]
    far = (f.measured.value - limits.marked) * (limits.marked - limits.mild) > 0
    return "past the limit; in this exercise it is never more than mild" if far else MEANING["mild"]


def marked_in(assessment: Assessment, f: Finding) -> int:
    """Count the complete repetitions that were marked in a set that was not."""
    if f.verdict == "marked":
        return 0
    found = (x for r in assessment.reps if r.complete for x in r.findings if x.cue == f.cue)
    return sum(x.verdict == "marked" for x in found)


def counted(assessment: Assessment, f: Finding, thing: str = "") -> str:
    """Say in how many repetitions a limit was passed: ``"3 of 4, 1 of them marked"``; empty where that says nothing.

    Parameters
    ----------
    thing
        What is counted, to be named; empty to leave it out.
    """
    if not f.reps_judged or f.verdict in ("unsure", "not_seen"):
        return ""
    hard = marked_in(assessment, f)
    of = count(f.reps_judged, thing) if thing else f.reps_judged
    return f"{f.reps_flagged} of {of}" + (f", {hard} of them marked" if hard else "")


def edge(limit: float, unit: str) -> str:
    """Write a limit with the decimals that it has: ``"8.5°"``."""
    sign = MINUS if limit < 0 else ""
    return sign + re.sub(r"[\d.]+", f"{abs(limit):g}", number(abs(limit), unit), count=1)
