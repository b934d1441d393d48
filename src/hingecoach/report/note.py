"""The answer as a short note for a chart record: plain text, to be copied.

Only letters and signs of Latin-1 are used (besides what a file name brings), because old record systems drop others.
"""

from collections.abc import Iterator
from datetime import date, datetime

from ..assessment import Assessment, Finding
from ..cues import all_cues
from . import words
from .advice import focus
from .bends import NAME, bends
from .changes import ERRORS, Change, changes, lost, people
from .doubled import once
from .earlier import Earlier
from .front import AGAIN, film
from .limits import called, counted, limit_words, told
from .readings import shown
from .unseen import blind
from .words import FAULTS, FIVE

_CLINICAL = {"rounding": "low-back convexity, estimated from the outline"}
"""What a clinician calls a thing, where the words for people are not theirs (domain.md 11)."""
_NO_LIMIT = ("nobody", "exercise_unclear", "stick_contacts")
"""Notes that are told elsewhere in the note, or that are findings of their own."""


def as_note(a: Assessment, made: datetime, earlier: Earlier | None = None, shows: date | None = None) -> str:
    """Write the note, with a line break at its end.

    Parameters
    ----------
    made
        When the clip was analysed; its day is printed.
    earlier
        The result to compare with.
    shows
        The day that the clip shows, where it was told.
    """
    some = changes(earlier, a)
    first = (_what(a, made, shows), _limits(a), _found(a), _blind(a))
    parts = (*first, _then(earlier, some), _next(a, lost(some)), _how())
    text = "\n".join(line for part in parts for line in part)
    return text.replace(words.MINUS, "-").replace("\N{EN DASH}", "-") + "\n"


def _what(a: Assessment, made: datetime, shows: date | None) -> Iterator[str]:
    name = f", clip {one_line(a.video.name)}" if a.video else ""
    head = f"{shows:%Y-%m-%d}: movement" if shows else "Movement"
    yield f"{head} seen on one video{name}, analysed on {made:%Y-%m-%d} by hingecoach {a.made_with.hingecoach}"
    said = words.recognised(a).replace("named by you", "as declared")
    if a.reps:
        yield words.full_stop(words.heading(a) + (f" ({said})" if said else ""))
        kind = f"Movement: {words.MOVEMENT[a.movement]}. "
    else:
        yield a.summary
        kind = ""
    off = f", {words.turned(a.view)}" if words.turned(a.view) else ""
    yield f"{kind}Filmed {words.VIEW[a.view.label]}{off}." if a.view.label != "unknown" else f"{kind}View unclear."


def _limits(a: Assessment) -> Iterator[str]:
    """Say what limits the answer: the file, the part that was looked at, the picture."""
    v = a.video
    if v and (v.start_s or v.end_s is not None):
        end = v.start_s + v.duration_s if v.end_s is None else v.end_s
        yield f"Only the part from {words.clock(v.start_s)} to {words.clock(end)} was looked at."
    yield from v.notes if v else ()
    spans: dict[str, list[str]] = {}
    for n in (n for n in a.notes if n.code not in _NO_LIMIT):
        at = [f"{words.clock(n.start_s)} to {words.clock(n.end_s)}"] if n.start_s is not None and n.end_s else []
        spans.setdefault(n.say, []).extend(at)
    yield from (f"{say} ({', '.join(at)})" if at else say for say, at in spans.items())


def _found(a: Assessment) -> Iterator[str]:
    told = [f for f in a.findings if f.cue in FIVE and f.verdict not in ("not_seen", "not_applicable")]
    for f in told:
        yield _line(a, f)
    for f in once(a.findings):
        seen = f.cue in all_cues() and all_cues()[f.cue].frontal and f.verdict not in ("not_seen", "not_applicable")
        if f.cue not in FIVE and (seen or f.verdict in FAULTS):
            yield f"Also: {_line(a, f)}"


def _line(a: Assessment, f: Finding) -> str:
    """Write one finding: ``"Long back: mild. Low back 7° ± 4°, mild from 0°, marked from 8°; past it in 2 of 3."``."""
    head = f"{words.title(f.cue, a)}: {words.VERDICT[f.verdict].lower()}"
    if f.measured is None:
        return f"{head}."
    reading = shown(f.reading, f.cue)
    clinical = _CLINICAL.get(reading.thing)
    name = called(a, f)
    name = f"{name.removesuffix(')')}; {clinical})" if clinical else name
    limits, many = limit_words(a, f), counted(a, f)
    if bent := bends(a, f):
        return f"{head}. {NAME}: {bent}{f'; past the limit in {many}' if many else ''}."
    past = f"; past it in {many}" if limits and many else ""
    return f"{head}. {name} {told(a, f)}{f', {limits}' if limits else ''}{past}."


def _blind(a: Assessment) -> Iterator[str]:
    for b in blind(a) if a.reps else ():
        yield f"Not seen: {', '.join(name.lower() for _, name in b.what)} ({b.reason})."


def _then(earlier: Earlier | None, some: tuple[Change, ...]) -> Iterator[str]:
    if earlier is None:
        return
    yield f"Compared with {one_line(earlier.name)}. {ERRORS} {people(earlier)}".rstrip()
    for c in some:
        numbers = f"{c.then_number} then, {c.now_number} now. " if c.then_number and c.now_number else ""
        yield f"  {c.title}: {words.VERDICT[c.then].lower()} then, {words.VERDICT[c.now].lower()} now. {numbers}{c.say}"


def _next(a: Assessment, gone: tuple[str, ...]) -> Iterator[str]:
    if a.focus:
        yield f"To work on: {a.focus.say}" + (f" Practise: {a.focus.drill}" if a.focus.drill else "")
    elif a.reps:
        yield " ".join(focus(a, gone))
    if a.next_step:
        yield f"Next step: {words.exercise_title(a.next_step.exercise)}. {a.next_step.reason}"
    lines = film(a)
    if lines and lines != (AGAIN,):
        yield f"Next clip: {' '.join(lines)}"


def _how() -> Iterator[str]:
    yield (
        "Read by a program from one camera. ± of the camera is half of the range that holds the true value 9 times "
        f"out of 10. {words.ERROR_OF_VERDICT}"
    )


def one_line(text: str) -> str:
    """Make a file name harmless in plain text: no line break and no other control character."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
