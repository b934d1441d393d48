"""The answer as a short note for a chart record: four to six lines of plain text, to be copied.

What was told about the practice takes a line more, an earlier result one for each cue. Only letters and signs of
Latin-1 are used (besides what a file name brings), because old record systems drop others.
"""

from collections.abc import Iterator
from datetime import date, datetime

from ..assessment import Assessment, Finding
from ..cues import all_cues
from ..phrases import in_sentence
from . import words
from .advice import everyday, focus, then_next
from .bends import NAME, bends
from .changes import Change, changes, lost, people, telling, untold
from .doubled import once
from .earlier import Earlier
from .limits import called, counted, told
from .numbers import MINUS
from .practised import Practised
from .unseen import blind
from .words import FAULTS, FIVE

_NO_LIMIT = ("nobody", "exercise_unclear", "stick_contacts", "declared_differs")
"""Notes that are told elsewhere in the note, or that are findings of their own."""
_ADVICE = ". Film"
"""Where a reason goes on to what to film: the report tells that."""
_HOW = (
    "± is how sure a verdict is, not how well the joint or the spine is known; the low back is its convexity, "
    "estimated from the outline. Read by a program from one camera."
)


def as_note(
    a: Assessment,
    made: datetime,
    earlier: Earlier | None = None,
    shows: date | None = None,
    practised: Practised | None = None,
) -> str:
    """Write the note, with a line break at its end.

    Parameters
    ----------
    made
        When the clip was analysed; its day is printed.
    earlier
        The result to compare with.
    shows
        The day that the clip shows, where it was told.
    practised
        Whose practice it was, and what was told about it.
    """
    some = changes(earlier, a)
    first = (_what(a, made, shows), practised.line() if practised else "", _past(a), _good(a))
    parts = (*first, _unknown(a), _then(earlier, some), _next(a, lost(some), planned=practised is not None), _HOW)
    text = "\n".join(part for part in parts if part)
    return text.replace(MINUS, "-").replace("\N{EN DASH}", "-") + "\n"


def _what(a: Assessment, made: datetime, shows: date | None) -> str:
    """Say what the clip shows, from where, and what told it."""
    said = words.recognised(a).replace("named by you", "as declared")
    moved = f"; movement: {words.MOVEMENT[a.movement]}" if a.movement != "hinge" else ""
    head = f"{words.heading(a)}{moved}{f'; {said}' if said else ''}." if a.reps else a.summary
    view = f"filmed {words.VIEW[a.view.label]}" if a.view.label != "unknown" else "view unclear"
    clip = f"Clip {one_line(a.video.name)}" if a.video else "One clip"
    day = f"{shows:%Y-%m-%d}. " if shows else ""
    return f"{day}{head} {clip}, {view}, analysed on {made:%Y-%m-%d} by hingecoach {a.made_with.hingecoach}."


def _past(a: Assessment) -> str:
    """Give what was past its limit or too near to it: ``"Long back mild: low back ... 7.9° ± 4°, in 2 of 3."``."""
    return " ".join(_sentence(a, f) for f in _told(a) if f.verdict != "good")


def _sentence(a: Assessment, f: Finding) -> str:
    many = f", in {counted(a, f)}" if f.verdict in FAULTS and counted(a, f) else ""
    number = f": {_number(a, f)}{many}" if f.measured else ""
    return f"{words.title(f.cue, a)} {words.VERDICT[f.verdict].lower()}{number}."


def _good(a: Assessment) -> str:
    good = [f for f in _told(a) if f.verdict == "good" and f.measured]
    each = (f"{words.title(f.cue, a).lower()}, {_number(a, f)}{_but(a, f)}" for f in good)
    return f"Good: {'; '.join(each)}." if good else ""


def _but(a: Assessment, f: Finding) -> str:
    return f" (past its limit in {counted(a, f)})" if f.reps_flagged else ""


def _number(a: Assessment, f: Finding) -> str:
    if bent := bends(a, f):
        return f"{in_sentence(NAME)}: {bent}"
    return f"{in_sentence(called(a, f))} {told(a, f)}"


def _told(a: Assessment) -> list[Finding]:
    """Give the findings that are told, the five cues first; of the others what was past its limit or a front shows."""
    seen = [f for f in once(a.findings) if f.verdict not in ("not_seen", "not_applicable")]
    others = [f for f in seen if f.cue not in FIVE and (f.verdict in FAULTS or _frontal(f))]
    return [*(f for f in seen if f.cue in FIVE), *others]


def _frontal(f: Finding) -> bool:
    return f.cue in all_cues() and all_cues()[f.cue].frontal


def _unknown(a: Assessment) -> str:
    """Say what was not judged and why, and what limits the rest: the file, the part, the picture."""
    groups = (
        f"{', '.join(name.lower() for _, name in b.what)} ({b.reason.partition(_ADVICE)[0]})"
        for b in (blind(a) if a.reps else ())
    )
    not_judged = "; ".join(groups)
    return " ".join([*([f"Not judged: {not_judged}."] if not_judged else []), *_limits(a)])


def _limits(a: Assessment) -> Iterator[str]:
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


def _then(earlier: Earlier | None, some: tuple[Change, ...]) -> str:
    """Say cue by cue what changed since an earlier result."""
    if earlier is None:
        return ""
    each = [f"  {c.title}: {_beside(c)} ({c.short})." for c in telling(some)]
    each += [f"  {untold(some)}"] if untold(some) else []
    return "\n".join((f"Compared with {one_line(earlier.name)}. {people(earlier)}".rstrip(), *each))


def _beside(c: Change) -> str:
    then, now = (
        f"{words.VERDICT[v].lower()} {n}".rstrip() for v, n in ((c.then, c.then_number), (c.now, c.now_number))
    )
    return f"{then} then, {now} now"


def _next(a: Assessment, gone: tuple[str, ...], *, planned: bool) -> str:
    lines = []
    if a.focus:
        said = (a.focus.say, a.focus.seen) if everyday(a) else (a.focus.seen, a.focus.say)
        lines.append(f"{'To try' if everyday(a) else 'To work on'}: {' '.join(filter(None, said))}")
        lines += [f"Practise: {a.focus.drill}"] if a.focus.drill else []
    elif a.reps:
        lines += focus(a, gone)
    if step := then_next(a, gone, planned=planned):
        lines.append(f"Next step: {step[0]}. {step[1]}")
    return " ".join(lines)


def one_line(text: str) -> str:
    """Make a file name harmless in plain text: no line break and no other control character."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
