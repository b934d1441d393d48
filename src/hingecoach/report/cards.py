"""What the page says about each cue, ready to be set: the numbers as text, places on a gauge, the frame to show."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from ..assessment import Assessment, Finding, Measure, RepFinding, RepReport
from ..cues import Cue, all_cues
from ..exercises import all_exercises
from ..types import Verdict
from .bends import bends, knee
from .changes import Change
from .doubled import once
from .limits import called, counted, decimals, edge, limit_words, limits_of, marked_in, meaning, told
from .numbers import number
from .pictures import Picture, Wanted
from .readings import DECIDES, shown
from .words import FAULTS, FIVE, clock, full_stop, title

MOST_PICTURES = 9
DEEPEST = "deepest"
"""Key of the picture that stands on the first page where no finding has one."""
FAR = 2.5
"""A scale reaches this many times the distance of its limits beyond them."""
_GRAVEST: tuple[Verdict, ...] = ("marked", "mild", "unsure", "good", "not_seen", "not_applicable")
_LEADS: tuple[Verdict, ...] = ("marked", "mild", "good", "unsure")
"""Whose picture stands on the first page: what was judged goes before what was not."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number on its scale; every place is in percent from the left.

    ``mild`` and ``marked`` are where these begin, ``marked`` None where only one limit is known; ``low`` and ``high``
    are the number less and plus its error.
    """

    value: float
    low: float
    high: float
    mild: float
    marked: float | None
    less_is_worse: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One cue or other finding, in words.

    Attributes
    ----------
    id, title, verdict
        Which, its name for people, and the set's verdict.
    say
        What the person hears about it.
    name, number, limit, where, counted
        What was measured, with its error; where the limits lie; which repetition and when; how many were flagged.
        Empty where there is no such thing.
    gauge
        The number on its scale.
    reps
        Number and verdict of each repetition.
    drill
        How to practise it; only for what was found.
    picture, alt
        The frame that shows it, and the same in words.
    change
        What it is against an earlier result; None where there is none to compare with.
    meaning
        What the verdict means.
    marked
        How many repetitions were marked, where the set is not.
    decides
        Why the picture is of its frame; empty where that is plain.
    bends
        How far knees and hips bent, where the number is a ratio of the two; empty elsewhere.
    hint
        What the first page says under its name: what the person hears, or why there is no verdict.
    """

    id: str
    title: str
    verdict: Verdict
    say: str
    name: str
    number: str
    limit: str
    where: str
    counted: str
    gauge: Gauge | None
    reps: tuple[tuple[int, Verdict], ...]
    drill: str
    picture: Picture | None
    alt: str
    change: Change | None = None
    meaning: str = ""
    marked: int = 0
    decides: str = ""
    bends: str = ""
    hint: str = ""


def cards(
    assessment: Assessment, pictures: dict[str, Picture], changed: Iterable[Change] = ()
) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Give the cards of the five cues, in their order, and those of the other findings, the gravest first."""
    found = {f.cue: f for f in assessment.findings}
    since = {c.cue: c for c in changed}
    five = [_card(assessment, found[c], pictures, since) for c in FIVE if c in found]
    others = [_card(assessment, f, pictures, since) for f in once(assessment.findings) if f.cue not in FIVE]
    return tuple(five), gravest_first(others)


def gravest_first(some: Iterable[Card]) -> tuple[Card, ...]:
    """Put what needs a look first; cards of the same verdict keep their order."""
    return tuple(sorted(some, key=lambda c: _GRAVEST.index(c.verdict)))


def wanted(assessment: Assessment) -> dict[str, Wanted]:
    """Tell which frames the page should show: one for each cue that was seen, and for each other fault found."""
    found: dict[str, Wanted] = {}
    for f in sorted(once(assessment.findings), key=lambda f: (f.cue not in FIVE, f.verdict not in FAULTS)):
        seen = f.verdict in ("good", "unsure", *FAULTS) and (f.cue in FIVE or f.verdict in FAULTS)
        at = _when(assessment, f)
        if seen and at is not None and len(found) < MOST_PICTURES:
            found[f.cue] = _picture(assessment, f, at)
    return _with_large(assessment, found)


def chosen(assessment: Assessment, some: Container[str]) -> str | None:
    """Give the cue whose picture says most: that of the thing to work on, else the gravest fault, else what was good.

    Of the cues that were good the weightiest leads (domain.md 4) whose number is further from its limit than its error.
    One that is unsure leads only where nothing was judged; None where none has a picture, or the thing to work on none.
    """
    if assessment.focus:
        return assessment.focus.cue if assessment.focus.cue in some else None  # a hinge that was squatted
    found = [f for f in assessment.findings if f.cue in some]
    return min(found, key=_says_less).cue if found else None


def _says_less(f: Finding) -> tuple[int, bool, bool, float]:
    """Rank findings by how much their picture says: the smallest says most."""
    cue, m = all_cues().get(f.cue), f.measured
    vague = m is not None and f.limit is not None and abs(m.value - f.limit) <= m.error
    return _LEADS.index(f.verdict), f.cue not in FIVE, vague, -cue.weight if cue else 0.0


def deepest(assessment: Assessment) -> RepReport | None:
    """Give the repetition whose deepest point stands for all: the first complete one, else the first."""
    return next((r for r in assessment.reps if r.complete), next(iter(assessment.reps), None))


def _with_large(assessment: Assessment, found: dict[str, Wanted]) -> dict[str, Wanted]:
    """Make the picture for the first page a large one; where no finding has one, ask for a deepest point."""
    best, rep = chosen(assessment, found), deepest(assessment)
    if best is not None:
        return found | {best: replace(found[best], small=False)}
    return found | {DEEPEST: Wanted(rep.bottom_s, None, "")} if rep else found


def _picture(assessment: Assessment, f: Finding, at: float) -> Wanted:
    small = f.verdict not in FAULTS
    if f.measured is None:
        return Wanted(at, None, "", small)
    rep = next((r for r in assessment.reps if r.index == f.rep), None)
    reading, words = shown(f.reading, f.cue), number(f.measured.value, f.measured.unit, decimals(assessment, f))
    words = knee(rep, f) or words
    plus = "+" if reading.change and f.measured.value > 0 else ""
    return Wanted(at, reading.draw, plus + words, small)


def _card(assessment: Assessment, f: Finding, pictures: dict[str, Picture], since: dict[str, Change]) -> Card:
    cue = all_cues().get(f.cue)
    rep = _shown(assessment, f)
    at = _when(assessment, f)
    say = f.say or (cue.good if cue and f.verdict == "good" else "")
    return Card(
        id=f.cue,
        title=title(f.cue, assessment),
        verdict=f.verdict,
        say=say,
        name=called(assessment, f),
        number=told(assessment, f),
        limit=limit_words(assessment, f),
        where=_where(rep[0] if rep else f.rep, at),
        counted=counted(assessment, f),
        gauge=_gauge(assessment, f),
        reps=tuple((r.index, x.verdict) for r in assessment.reps for x in r.findings if x.cue == f.cue),
        drill=_drill(assessment, cue, f),
        picture=pictures.get(f.cue),
        alt=_alt(assessment, f, at),
        change=since.get(f.cue),
        meaning=meaning(assessment, f),
        marked=marked_in(assessment, f),
        decides=DECIDES.get(f.reading or "", "") if at is not None else "",
        bends=bends(assessment, f),
        hint=_no_verdict(assessment, f) or say,
    )


def _no_verdict(assessment: Assessment, f: Finding) -> str:
    """Say why there is no verdict: too near the limit, or in too few repetitions; empty where there is one."""
    past = f" Past it in {f.reps_flagged} of {f.reps_judged}." if f.reps_flagged > marked_in(assessment, f) else ""
    if f.verdict == "unsure" and bends(assessment, f):
        return f"{bends(assessment, f).capitalize()}: too near the limit to tell.{past}"
    if f.verdict == "unsure" and f.measured and f.limit is not None:
        return f"{told(assessment, f)} is too near the limit of {edge(f.limit, f.measured.unit)} to tell.{past}"
    some = any(x.cue == f.cue and x.measured for r in assessment.reps for x in r.findings)
    return full_stop(f.why_not or "") if f.verdict == "not_seen" and some else ""


def _drill(assessment: Assessment, cue: Cue | None, f: Finding) -> str:
    """Say how to practise what was found, in the words that the thing to work on has, too."""
    line = cue.lines.get(f.reading or "") if cue and f.verdict in FAULTS else None
    if cue is None or line is None:
        return ""
    e = assessment.exercise
    exercise = all_exercises().get(e.declared or e.recognised or "")
    return (cue.line_for(f.reading or "", exercise) if exercise else line).drill


def _shown(assessment: Assessment, f: Finding) -> tuple[int, RepFinding] | None:
    """Give the repetition that stands for the set: the named one, else the first with the set's verdict."""
    all_of = [(r.index, x) for r in assessment.reps for x in r.findings if x.cue == f.cue]
    named = [p for p in all_of if p[0] == f.rep]
    same = [p for p in all_of if p[1].verdict == f.verdict]
    return next(iter(named or same), None)


def _when(assessment: Assessment, f: Finding) -> float | None:
    if f.at_s is not None:
        return f.at_s
    rep = _shown(assessment, f)
    return rep[1].at_s if rep else None


def _where(rep: int | None, at: float | None) -> str:
    words = [f"repetition {rep}"] if rep else []
    return ", ".join([*words, f"at {clock(at)}"] if at is not None else words).capitalize()


def _alt(assessment: Assessment, f: Finding, at: float | None) -> str:
    number = bends(assessment, f) or f"{shown(f.reading, f.cue).name.lower()} {told(assessment, f)}"
    what = f"; {number}" if f.measured else ""
    moment = f" at {clock(at)}" if at is not None else ""
    return f"Frame of the clip{moment} with the skeleton and the line of the back drawn on it{what}."


def _gauge(assessment: Assessment, f: Finding) -> Gauge | None:
    m, limits = f.measured, limits_of(assessment, f)
    mild, marked = (limits.mild, limits.marked if limits.cap == "marked" else None) if limits else (f.limit, None)
    if m is None or mild is None:
        return None
    return gauge(m, mild, marked)


def gauge(m: Measure, mild: float, marked: float | None) -> Gauge:
    """Place a number, its error and its limits on a scale; what lies far off stands at the scale's end."""
    step = abs(marked - mild) if marked is not None else max(m.error, abs(m.value - mild) / 2, 0.01)
    less = marked is not None and marked < mild
    limits = [mild, mild if marked is None else marked]
    far = FAR * step
    ends = [m.value - m.error, m.value + m.error]
    low = max(min(min(ends) - 0.2 * step, min(limits) - 0.9 * step), min(limits) - far)
    high = min(max(max(ends) + 0.2 * step, max(limits) + 0.9 * step), max(limits) + far)

    def place(value: float) -> float:
        return round(100 * (min(max(value, low), high) - low) / (high - low), 1)

    return Gauge(
        place(m.value),
        place(m.value - m.error),
        place(m.value + m.error),
        place(mild),
        None if marked is None else place(marked),
        less,
    )
