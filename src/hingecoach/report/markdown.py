"""The answer as Markdown, for a wiki, an issue or a notebook; words and numbers, no pictures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from ..assessment import Assessment
from ..cues import all_cues
from . import words
from .advice import focus, focus_title, then_next
from .cards import Card, cards
from .changes import ERRORS, cameras, changes, in_short, lost, people, telling, untold
from .columns import columns
from .earlier import Earlier
from .front import front
from .numbers import with_error
from .unseen import blind
from .words import FAULTS

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(
    a: Assessment,
    made: datetime,
    earlier: Earlier | None = None,
    shows: date | None = None,
    *,
    planned: bool = False,
) -> str:
    """Write the answer as Markdown, with a line break at its end.

    Parameters
    ----------
    planned
        Whether the clip is in somebody's history, whose plan names the next rung.
    """
    five, others = cards(a, {})
    first = front(a, five, others, {})
    parts = (
        _top(a, words.analysed(made, shows), first.lead),
        _work(a, lost(changes(earlier, a)), planned=planned),
        _cues((*five, *(c for c in others if c.verdict in FAULTS or all_cues()[c.id].frontal))),
        _then(earlier, a),
        _blind(a),
        _bullets("What to film next time", first.film),
        _reps(a),
        _bullets("About the picture", [*(words.note(n) for n in a.notes), *(a.video.notes if a.video else ())]),
        _foot(a),
    )
    return "\n\n".join(block for part in parts for block in part) + "\n"


def plain(text: str) -> str:
    r"""Take from a text what Markdown would read as a mark or a new line.

    >>> plain("a_b|c <i>")
    'a\\_b\\|c \\<i\\>'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _top(a: Assessment, when: str, lead: str) -> Iterator[str]:
    yield f"# {plain(words.heading(a))}"
    yield f"**{plain(lead)}**"
    view = [f"filmed {words.VIEW[a.view.label]}"] if a.view.label != "unknown" else []
    name = [plain(a.video.name), words.clock(a.video.duration_s)] if a.video else []
    yield " · ".join([*name, *view, when])


def _work(a: Assessment, gone: tuple[str, ...], *, planned: bool) -> Iterator[str]:
    if not a.reps:
        return
    say, why = focus(a, gone)
    yield f"## {focus_title(a)}"
    yield f"**{plain(say)}** {plain(why)}".rstrip()
    if a.focus and a.focus.drill:
        yield f"To practise: {plain(a.focus.drill)}"
    if step := then_next(a, gone, planned=planned):
        yield f"Next: {plain(step[0])}. {plain(step[1])}"


def _cues(some: Sequence[Card]) -> Iterator[str]:
    if all(c.verdict == "not_seen" for c in some):
        return  # what could not be seen stands below, with its reason
    yield "## Cue by cue"
    rows = [
        (
            c.title,
            f"{words.SYMBOL[c.verdict]} {words.VERDICT[c.verdict]}",
            ". ".join(filter(None, (c.bends.capitalize(), f"{c.name}: {c.number}" if c.number else ""))),
            c.limit,
            c.counted,
            c.where if c.number else "",
        )
        for c in some
    ]
    yield _table(("Cue", "Verdict", "Number", "Limit", "Past it", "Where"), rows)


def _then(earlier: Earlier | None, a: Assessment) -> Iterator[str]:
    if earlier is None:
        return
    some = changes(earlier, a)
    yield "## Then and now"
    yield plain(f"{in_short(earlier, some)} {ERRORS} {people(earlier)}")
    if rows := telling(some):
        cells = [
            (c.title, *(f"{words.VERDICT[v]} {n}" for v, n in ((c.then, c.then_number), (c.now, c.now_number))), c.say)
            for c in rows
        ]
        yield _table(("Cue", "Then", "Now", "What can be said"), cells)
    if untold(some):
        yield plain(untold(some))
    if cameras(earlier, a):
        yield plain(cameras(earlier, a))


def _blind(a: Assessment) -> Iterator[str]:
    return _bullets(
        "What could not be seen",
        [f"{', '.join(name for _, name in b.what)}: {words.full_stop(b.reason)}" for b in blind(a)],
    )


def _reps(a: Assessment) -> Iterator[str]:
    if not a.reps:
        return
    measures, one = columns(a), words.one_movement(a)
    yield f"## Repetition by repetition: {words.ESTIMATES.lower()}"
    if measures:
        yield words.TWO_NUMBERS
    rows = [
        (
            f"{r.index}{'' if r.complete else ' (cut off)'}",
            words.at(a, r),
            *(() if one else (words.movement(r),)),
            *(with_error(r.measures[m]) if m in r.measures else "not seen" for m in measures),
        )
        for r in a.reps
    ]
    yield _table(("Rep", words.instant(a), *(() if one else ("Movement",)), *map(words.measure_title, measures)), rows)


def _foot(a: Assessment) -> Iterator[str]:
    yield (
        "One camera, read by a program: feedback on technique for practice, not medical advice. "
        f"{words.ERROR} {words.ERROR_OF_VERDICT} "
        f"hingecoach {plain(a.made_with.hingecoach)}"
    )


def _bullets(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield "\n".join(f"- {plain(line)}" for line in lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
