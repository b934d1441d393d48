"""The answer as a short note for a chart record: plain text, to be copied.

Only letters and signs of Latin-1 are used (besides what a file name brings), because old record systems drop others.
"""

from collections.abc import Iterator
from datetime import datetime

from ..assessment import Assessment, Finding
from ..cues import all_cues
from . import words
from .changes import Change, changes
from .earlier import Earlier
from .front import AGAIN, film
from .limits import counted, limit_words
from .readings import shown
from .unseen import blind
from .words import FAULTS, FIVE

_CLINICAL = {"rounding": "low-back convexity, estimated from the outline"}
"""What a clinician calls a thing, where the words for people are not theirs (domain.md 11)."""


def as_note(a: Assessment, made: datetime, earlier: Earlier | None = None) -> str:
    """Write the note, with a line break at its end.

    Parameters
    ----------
    made
        When the clip was analysed; its day is printed.
    earlier
        The result to compare with.
    """
    parts = (_what(a, made), _found(a), _blind(a), _then(earlier, changes(earlier, a)), _next(a), _how(a))
    text = "\n".join(line for part in parts for line in part)
    return text.replace(words.MINUS, "-").replace("\N{EN DASH}", "-") + "\n"


def _what(a: Assessment, made: datetime) -> Iterator[str]:
    name = f", clip {one_line(a.video.name)}" if a.video else ""
    yield f"{made:%Y-%m-%d}: movement seen on one video{name}"
    said = words.recognised(a).replace("named by you", "as declared")
    if a.reps:
        yield words.full_stop(words.heading(a) + (f" ({said})" if said else ""))
        kind = f"Movement: {words.MOVEMENT[a.movement]}. "
    else:
        yield a.summary
        kind = ""
    turn = a.view.azimuth_deg
    off = f", {words.number(turn.value, 'deg')} ± {words.number(turn.error, 'deg')} off the true side" if turn else ""
    yield f"{kind}Filmed {words.VIEW[a.view.label]}{off}." if a.view.label != "unknown" else f"{kind}View unclear."


def _found(a: Assessment) -> Iterator[str]:
    told = [f for f in a.findings if f.cue in FIVE and f.verdict not in ("not_seen", "not_applicable")]
    for f in told:
        yield _line(a, f)
    for f in a.findings:
        seen = f.cue in all_cues() and all_cues()[f.cue].frontal and f.verdict not in ("not_seen", "not_applicable")
        if f.cue not in FIVE and (seen or f.verdict in FAULTS):
            yield f"Also: {_line(a, f)}"


def _line(a: Assessment, f: Finding) -> str:
    """Write one finding: ``"Long back: mild. Low back 7° ± 4°, mild from 0°, marked from 8°; past it in 2 of 3."``."""
    head = f"{words.title(f.cue)}: {words.VERDICT[f.verdict].lower()}"
    if f.measured is None:
        return f"{head}."
    reading = shown(f.reading, f.cue)
    clinical = _CLINICAL.get(reading.thing)
    name = f"{reading.name} ({clinical})" if clinical else reading.name
    limits, many = limit_words(a, f), counted(a, f)
    past = f"; past it in {many}" if limits and many else ""
    return f"{head}. {name} {words.with_error(f.measured)}{f', {limits}' if limits else ''}{past}."


def _blind(a: Assessment) -> Iterator[str]:
    for b in blind(a):
        yield f"Not seen: {', '.join(name.lower() for _, name in b.what)} ({b.reason})."


def _then(earlier: Earlier | None, some: tuple[Change, ...]) -> Iterator[str]:
    if earlier is None:
        return
    yield f"Compared with {one_line(earlier.name)}:"
    for c in some:
        numbers = f"{c.then_number} then, {c.now_number} now. " if c.then_number and c.now_number else ""
        yield f"  {c.title}: {words.VERDICT[c.then].lower()} then, {words.VERDICT[c.now].lower()} now. {numbers}{c.say}"


def _next(a: Assessment) -> Iterator[str]:
    if a.focus:
        yield f"To work on: {a.focus.say}" + (f" Practise: {a.focus.drill}" if a.focus.drill else "")
    elif a.reps:
        yield " ".join(words.focus(a))
    if a.next_step:
        yield f"Next step: {words.exercise_title(a.next_step.exercise)}. {a.next_step.reason}"
    lines = film(a)
    if lines != (AGAIN,):
        yield f"Next clip: {' '.join(lines)}"


def _how(a: Assessment) -> Iterator[str]:
    made = f"Read by a program (hingecoach {a.made_with.hingecoach}) from one camera."
    yield f"{made} ± is half of the range that holds the true value 9 times out of 10."


def one_line(text: str) -> str:
    """Make a file name harmless in plain text: no line break and no other control character."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
