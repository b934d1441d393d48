"""From numbers to verdicts: a value, its limits and its error make a verdict; repetitions make the verdict of a set.

One reading
    The true value lies around the measured one as a normal distribution whose 90 % interval is the stated error. That
    gives the probability that it lies beyond the limit of mild, and beyond that of marked. Between 0.25 and 0.75 for
    mild the verdict is ``unsure``; else it is the likeliest of good, mild and marked.
One cue
    Of several readings the worst verdict leads (marked, mild, unsure, good; ties by probability), and it is the one
    that is reported. Where a reading that the cue needs is missing, a fault that was seen still counts; anything less
    is ``not_seen``, because half a look is no "good".
    A supporting reading, without which the cue can be judged, counts where it shows a fault, not where it is unsure.
One set
    The class that at least half of the judged complete repetitions reach or exceed. A repetition that was seen but is
    ``unsure`` counts as judged and stands between good and mild: leaving it out would let two clear repetitions of ten
    speak for the rest. Where fewer than half of the complete repetitions could be judged the set is ``not_seen``.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .assessment import Finding, Measure, RepFinding
from .cues import all_cues
from .cues.base import Cue, Limits, Reading, Readings
from .exercises import Exercise
from .motion import Motion
from .types import Rep, Value, Verdict
from .uncertainty import TO_SD

_SURE = 0.75
"""From this probability on, and below one minus it, a verdict is given (contract)."""
_RANK: dict[Verdict, int] = {"good": 0, "unsure": 1, "mild": 2, "marked": 3}
_FAULTS: tuple[Verdict, ...] = ("mild", "marked")
NO_REPETITION = "no complete repetition was seen"
"""Why a set cannot be judged that has no repetition to judge."""
_DIGITS = 3
_WHOLE = 2.0
"""Errors from here on are told without decimals."""
_OBSERVATIONS = 2
"""Everyday movements get at most this many observations (domain.md 9)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with its verdict and the probability that it is a fault at all."""

    reading: Reading
    verdict: Verdict
    fault: float


def chances(value: float, error: float, limits: Limits) -> tuple[float, float]:
    """Give the probabilities that the true value is beyond the limit of mild, and beyond that of marked.

    >>> [round(p, 2) for p in chances(8.0, 1.645, (8.0, 10.0))]
    [0.5, 0.02]
    """
    worse = 1.0 if limits[1] > limits[0] else -1.0
    sd = max(error, 1e-9) / TO_SD
    mild, marked = (0.5 * math.erfc(worse * (limit - value) / sd / math.sqrt(2)) for limit in limits)
    return mild, marked


def verdict_of(value: float, error: float, limits: Limits, cap: str = "marked") -> Verdict:
    """Give the verdict on one value.

    Parameters
    ----------
    value, error
        What was measured and the half width of its 90 % interval, in the unit of the limits.
    limits
        Where mild and where marked begin; less is worse if the first is larger.
    cap
        The hardest verdict to give, ``"mild"`` or ``"marked"``.

    >>> verdict_of(20.0, 2.0, (8.0, 15.0)), verdict_of(8.0, 2.0, (8.0, 15.0)), verdict_of(0.0, 2.0, (8.0, 15.0))
    ('marked', 'unsure', 'good')
    """
    mild, marked = chances(value, error, limits)
    if mild <= 1 - _SURE:
        return "good"
    if mild < _SURE:
        return "unsure"
    return "marked" if marked > mild - marked and cap == "marked" else "mild"


def judge(reading: Reading) -> Judged:
    """Judge one reading."""
    at = reading.measured
    fault = chances(at.value, at.error, reading.limits)[0]
    return Judged(reading, verdict_of(at.value, at.error, reading.limits, reading.cap), fault)


def rep_findings(motion: Motion, rep: Rep, exercise: Exercise, *, unjudged: str = "") -> tuple[RepFinding, ...]:
    """Judge one repetition: the five cues always, the other faults where the exercise has them.

    Parameters
    ----------
    unjudged
        Why nothing can be judged although there is a repetition; empty where it can.
    """
    return tuple(
        _unread(cue, exercise, unjudged) or _inside(rep, _finding(cue, cue.read(motion, rep, exercise), exercise))
        for cue in all_cues().values()
        if _wanted(cue, exercise) and cue.shows(motion.view)
    )


def set_findings(
    motion: Motion,
    reps: Sequence[Rep],
    found: Sequence[Sequence[RepFinding]],
    exercise: Exercise,
    *,
    unjudged: str = "",
) -> tuple[Finding, ...]:
    """Judge the set: one finding per cue.

    Parameters
    ----------
    reps
        All repetitions; only complete ones count.
    found
        What :func:`rep_findings` gave for each of them, in the same order.
    unjudged
        Why no repetition can be judged; empty where one can. The cues that the exercise has are then ``not_seen``, and
        all of them where nobody knows the exercise: that it has none was not seen either.
    """
    complete = [(rep, findings) for rep, findings in zip(reps, found, strict=True) if rep.complete]
    cut = [(rep, f) for rep, findings in zip(reps, found, strict=True) for f in findings if not rep.complete]
    out: list[Finding] = []
    for cue in (c for c in all_cues().values() if c.shows(motion.view)):
        if _wanted(cue, exercise):
            of_cue = [(r, f) for r, fs in complete for f in fs if f.cue == cue.id]
            why = unjudged + _cut_off(cue, cut) if unjudged and not complete else unjudged
            out.append(_over_set(cue, of_cue, exercise, why))
        elif cue.set_measures and cue.id in exercise.cues and exercise.graded and not unjudged:
            out += _drift(cue, motion, tuple(rep for rep, _ in complete), exercise)
    return _few(tuple(out)) if exercise.everyday else tuple(out)


def _wanted(cue: Cue, exercise: Exercise) -> bool:
    return bool(cue.measures) and (cue.kind == "cue" or (exercise.graded and cue.id in exercise.cues))


def _unread(cue: Cue, exercise: Exercise, unjudged: str) -> RepFinding | None:
    """Give the finding of a cue that is not looked at: the exercise does not have it, or nothing can be judged."""
    has = exercise.graded and exercise.cues.get(cue.id)
    if unjudged and (has or exercise.family == "other"):
        return RepFinding(cue=cue.id, verdict="not_seen", why_not=unjudged)
    return None if has else RepFinding(cue=cue.id, verdict="not_applicable", why_not=_not_applicable(cue, exercise))


def _finding(cue: Cue, readings: Readings, exercise: Exercise) -> RepFinding:
    """Make the finding of one repetition out of all that a cue could read."""
    judged = [judge(reading) for reading in readings.seen]
    judged = [j for j in judged if j.verdict != "unsure" or not j.reading.supporting] or judged
    worst = max(judged, key=lambda j: (_RANK[j.verdict], j.fault), default=None)
    if worst is None or (readings.missing and worst.verdict not in _FAULTS):
        return RepFinding(cue=cue.id, verdict="not_seen", why_not=readings.missing)
    verdict: Verdict = "mild" if exercise.everyday and worst.verdict == "marked" else worst.verdict
    return RepFinding(
        cue=cue.id,
        verdict=verdict,
        measured=_measure(worst.reading.measured),
        limit=worst.reading.limits[verdict == "marked"],
        at_s=round(worst.reading.measured.at, _DIGITS),
        why_not=_unsure(worst) if verdict == "unsure" else None,
        reading=worst.reading.name,
        say=cue.praise(exercise) if verdict == "good" else worst.reading.say if verdict in _FAULTS else None,
    )


def _inside(rep: Rep, finding: RepFinding) -> RepFinding:
    """Put a finding's instant into its repetition: a reading looks at frames around it, too."""
    if finding.at_s is None:
        return finding
    at = min(max(finding.at_s, round(rep.start, _DIGITS)), round(rep.end, _DIGITS))
    return finding.model_copy(update={"at_s": at})


def _not_applicable(cue: Cue, exercise: Exercise) -> str:
    if exercise.family == "squat":
        return "the hinge cues do not apply to a squat"
    if not exercise.graded:
        return f"{exercise.title}: shown, not graded"
    return f"{exercise.title} does not have the cue “{cue.title}”"


def _unsure(judged: Judged) -> str:
    at = judged.reading.measured
    error = f"{at.error:.0f}" if at.error >= _WHOLE else f"{at.error:.1f}"
    unit = {"deg": " degrees", "ratio": ""}.get(at.unit, f" {at.unit}")
    return f"seen, but too near the limit to tell: the number is known to ±{error}{unit}"


def _measure(value: Value) -> Measure:
    return Measure(value=round(value.value, _DIGITS), error=round(value.error, _DIGITS), unit=value.unit)


def _over_set(cue: Cue, found: list[tuple[Rep, RepFinding]], exercise: Exercise, unjudged: str) -> Finding:
    """Make the finding of the set out of one finding per complete repetition."""
    if unread := _unread(cue, exercise, unjudged):
        why = unread.why_not
        return Finding(cue=cue.id, verdict=unread.verdict, reps_flagged=0, reps_judged=0, why_not=why)
    judged = [(rep, f) for rep, f in found if f.verdict in _RANK]
    judged.sort(key=lambda pair: _severity(pair[1], exercise), reverse=True)
    flagged = sum(f.verdict in _FAULTS for _, f in judged)
    if not judged or 2 * len(judged) < len(found):
        why = _most_common(found)
        if judged and cue.kind == "cue":
            why += f"; {len(judged)} of {len(found)} repetitions could be judged: {_in_numbers(judged)}"
        return Finding(cue=cue.id, verdict="not_seen", reps_flagged=flagged, reps_judged=len(judged), why_not=why)
    decides = judged[(len(judged) + 1) // 2 - 1][1]
    rep, shown = next(pair for pair in judged if pair[1].verdict == decides.verdict)  # the worst of the set's verdict
    said = shown if decides.verdict in _FAULTS else judged[0][1]
    return Finding(
        cue=cue.id,
        verdict=decides.verdict,
        reps_flagged=flagged,
        reps_judged=len(judged),
        measured=shown.measured,
        limit=shown.limit,
        at_s=shown.at_s,
        say=_say(cue.praise(exercise), decides.verdict, said, flagged, len(judged)),
        why_not=shown.why_not,
        rep=rep.index,
        reading=shown.reading,
    )


def _say(praise: str, verdict: Verdict, worst: RepFinding, flagged: int, judged: int) -> str | None:
    """Say what the set showed; where only some repetitions were out of the band, say how many."""
    if verdict in _FAULTS:
        return worst.say
    good = praise if verdict == "good" else ""
    some = (
        f"In {flagged} of {judged} repetitions: {worst.say[:1].lower()}{worst.say[1:]}" if flagged and worst.say else ""
    )
    return " ".join(filter(None, (good, some))) or None


def _severity(finding: RepFinding, exercise: Exercise) -> tuple[int, float]:
    """Rank findings of one cue: by verdict, then by how far beyond the limit of mild, in errors; negative before it."""
    if finding.measured is None or finding.reading is None:
        return _RANK[finding.verdict], 0.0
    limit = exercise.cues[finding.cue][finding.reading]
    beyond = (finding.measured.value - limit.mild) * (1.0 if limit.marked > limit.mild else -1.0)
    return _RANK[finding.verdict], beyond / max(finding.measured.error, 1e-9)


def _most_common(found: list[tuple[Rep, RepFinding]]) -> str:
    reasons = Counter(f.why_not for _, f in found if f.verdict == "not_seen" and f.why_not)
    return reasons.most_common(1)[0][0] if reasons else NO_REPETITION


def _cut_off(cue: Cue, cut: Sequence[tuple[Rep, RepFinding]]) -> str:
    """Say what repetitions that the clip cuts off showed of a cue, where there is no other; empty where nothing."""
    judged = [(rep, f) for rep, f in cut if f.cue == cue.id and f.verdict in _RANK]
    return f"; of those that the clip cuts off: {_in_numbers(judged)}" if judged and cue.kind == "cue" else ""


def _in_numbers(judged: Sequence[tuple[Rep, RepFinding]]) -> str:
    """Say how many repetitions had which verdict, the gravest first: ``"2 mild, 1 good"``."""
    many = Counter(f.verdict for _, f in judged)
    return ", ".join(f"{many[v]} {v}" for v in sorted(many, key=lambda v: -_RANK[v]))


def _drift(cue: Cue, motion: Motion, reps: tuple[Rep, ...], exercise: Exercise) -> list[Finding]:
    """Judge the set as a whole; nothing is said about sets that are too short to compare ends."""
    if len(reps) < cue.set_least:
        return []
    one = _finding(cue, cue.read_set(motion, reps, exercise), exercise)
    return [
        Finding(
            cue=cue.id,
            verdict=one.verdict,
            reps_flagged=0,
            reps_judged=len(reps) if one.verdict in _RANK else 0,
            **one.model_dump(include={"measured", "limit", "at_s", "say", "why_not", "reading"}),
        )
    ]


def _few(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Keep what is said about an everyday movement to the two weightiest observations; the verdicts stay."""
    cues = all_cues()
    flagged = sorted((f for f in findings if f.verdict in _FAULTS), key=lambda f: -cues[f.cue].weight)
    quiet = {f.cue for f in flagged[_OBSERVATIONS:]}
    return tuple(f.model_copy(update={"say": None}) if f.cue in quiet else f for f in findings)
