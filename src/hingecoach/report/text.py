"""The summary on the terminal: a table of repetitions and cues, the one thing to work on, where the files are."""

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..assessment import Assessment, Finding, RepFinding
from ..cues import all_cues
from ..types import Verdict
from . import words
from .advice import focus, focus_title, then_next
from .bends import NAME, bends
from .changes import changes, in_short, lost, people, telling, untold, verdicts
from .doubled import once
from .earlier import Earlier
from .limits import called, counted, limit_words, told
from .unseen import blind, never_seen, nothing_to_film
from .words import FAULTS, FIVE

STYLE: dict[Verdict, str] = {
    "good": "green",
    "mild": "yellow",
    "marked": "bold red",
    "unsure": "magenta",
    "not_seen": "dim",
    "not_applicable": "dim",
}
COMMANDS = "'--exercise ID' says which exercise it was; 'hingecoach learn hinge' shows the hinge."
"""What the terminal tells besides, where somebody squatted or the exercise is not clear: reports are handed on, and
those who get them have no command line."""
LONG = 20
"""Repetitions up to which a table is printed though it has no verdict: a screen holds them (E)."""
WIDE = 80
"""Columns from which on the table has words beside the signs."""


def render(
    assessment: Assessment,
    console: Console,
    files: Sequence[Path] = (),
    earlier: Earlier | None = None,
    *,
    planned: bool = False,
) -> None:
    """Print the summary. Colours come only where the console has them, and never carry a meaning alone.

    Parameters
    ----------
    files
        What was written, to be named at the end.
    earlier
        A result to compare with.
    planned
        Whether the clip is in somebody's history, whose plan names the next rung.
    """
    a = assessment
    console.print()
    _say(console, words.heading(a), "bold")
    _say(console, words.summary(a))
    if a.reps:
        _repetitions(a, console)
        _numbers(a, console)
    gone = lost(changes(earlier, a))
    _focus(a, console, gone)
    if step := then_next(a, gone, planned=planned):
        _say(console, f"Next: {step[0]}. {step[1]}", indent=2)
    _then(a, earlier, console)
    _notes(a, console)
    _files(files, console)


def _repetitions(a: Assessment, console: Console) -> None:
    """Print the table of the repetitions; of a long set that shows nothing but times, a line."""
    if len(a.reps) > LONG and not _judged(a):
        first, last = (words.clock(a.reps[i].bottom_s) for i in (0, -1))
        _say(console, f"The first is deepest at {first}, the last at {last}; reps.csv and --json have them all.")
        return
    wide = console.width >= WIDE
    console.print(_table(a, wide=wide, plain=_plain(console)))
    if not wide:
        _key(a, console)


def _plain(console: Console) -> bool:
    return console.options.ascii_only


def _say(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """Print a text that may hold anything, such as a file name, as it is: no mark-up and no control characters."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    console.print(Padding(Text(clean, style), (0, 0, 0, indent)))


def _columns(a: Assessment) -> list[str]:
    """Choose the cues of the table: the five, or from the front, where none of them shows, what does show there."""
    five = [f for c in FIVE for f in a.findings if f.cue == c and f.verdict != "not_applicable"]
    if any(f.verdict != "not_seen" for f in five):
        return [f.cue for f in five]
    known = all_cues()
    return [f.cue for f in a.findings if f.cue in known and known[f.cue].frontal] or [f.cue for f in five]


def _judged(a: Assessment) -> list[str]:
    """Choose the cues of the table that were seen at all; the others are told below, with the reason."""
    unseen = never_seen(a)
    return [cue for cue in _columns(a) if cue not in unseen]


def _table(a: Assessment, *, wide: bool, plain: bool) -> Table:
    """Lay out repetitions by cues, the verdict of the set in the last row."""
    cues = _judged(a)
    table = Table(box=box.ASCII if plain else box.SIMPLE_HEAD, pad_edge=False, show_footer=False)
    table.add_column("Rep", justify="right")
    table.add_column(words.instant(a), justify="right", no_wrap=True)
    for cue in cues:
        table.add_column(words.title(cue, a).replace(" ", "\n" if not wide else " "))
    for rep in a.reps:
        found = {f.cue: f for f in rep.findings}
        cells = (_cell(found.get(c), wide=wide, plain=plain, counts=rep.complete) for c in cues)
        table.add_row(f"{rep.index}{'' if rep.complete else '*'}", words.at(a, rep), *cells)
    if len(a.reps) > 1 and cues:
        of_set = {f.cue: f for f in a.findings}
        table.add_section()
        table.add_row("Set", "", *(_cell(of_set.get(c), wide=wide, plain=plain) for c in cues))
    if any(not r.complete for r in a.reps):
        table.caption = f"* {words.CUT_OFF}"
        table.caption_justify = "left"
    return table


def _cell(found: RepFinding | Finding | None, *, wide: bool, plain: bool, counts: bool = True) -> Text:
    """Write a verdict; one that does not count has the star of its repetition, and no colour."""
    if found is None:
        return Text("")
    sign = words.verdict_symbol(found.verdict, ascii_only=plain)
    said = f"{sign} {words.VERDICT[found.verdict].lower()}" if wide else sign
    return Text(said, STYLE[found.verdict]) if counts else Text(f"{said}*", "dim")


def _key(a: Assessment, console: Console) -> None:
    """Say what the signs mean, where they stand alone."""
    used = {f.verdict for rep in a.reps for f in rep.findings if f.cue in FIVE} | {f.verdict for f in a.findings}
    plain = _plain(console)
    words_of = (f"{words.verdict_symbol(v, ascii_only=plain)} {words.VERDICT[v].lower()}" for v in STYLE if v in used)
    _say(console, "  ".join(words_of), "dim")


def _numbers(a: Assessment, console: Console) -> None:
    """Print the number behind every fault, with its error and its limit."""
    said: set[str] = set()
    for f in once(a.findings):
        if f.verdict not in FAULTS or f.measured is None:
            continue
        limits = limit_words(a, f)
        sign = words.verdict_symbol(f.verdict, ascii_only=_plain(console))
        flagged = f"; past it in {counted(a, f, 'repetition')}" if f.reps_flagged else ""
        number = f"{called(a, f).lower()} {told(a, f)}"
        if bent := bends(a, f):
            number, limits = f"{NAME.lower()}: {bent}", ""
        _say(console, f"{sign} {words.title(f.cue, a)}: {', '.join(filter(None, (number, limits)))}{flagged}")
        if f.say and f.say not in said:
            _say(console, f.say, indent=2)
            said.add(f.say)


def _focus(a: Assessment, console: Console, gone: Sequence[str]) -> None:
    """Print the one thing to work on; where there is none, what that means."""
    if a.reps:
        console.print()
        _say(console, focus_title(a), "bold")
        _say(console, a.focus.say if a.focus else " ".join(focus(a, gone)), indent=2)
        if a.focus and a.focus.drill:
            _say(console, f"To practise: {a.focus.drill}", indent=2)
        unclear = any(n.code == "exercise_unclear" for n in a.notes)
        if not a.focus and (a.movement == "squat" or unclear):
            _say(console, COMMANDS, "dim", indent=2)


def _then(a: Assessment, earlier: Earlier | None, console: Console) -> None:
    """Print what changed since an earlier result."""
    if earlier is None:
        return
    console.print()
    some = changes(earlier, a)
    _say(console, in_short(earlier, some), "bold")
    if people(earlier):
        _say(console, people(earlier), indent=2)
    for c in telling(some):
        _say(console, f"{c.title}: {verdicts(c).lower()}. {c.say}", indent=2)
    if untold(some):
        _say(console, untold(some), indent=2)


def _notes(a: Assessment, console: Console) -> None:
    """Print what the camera could not see and how to film it."""
    unseen = blind(a) if a.reps else ()
    said = [words.note(n) for n in a.notes] + list(a.video.notes if a.video else ())
    advice = () if nothing_to_film(a) else a.view.advice
    if unseen or said or advice:
        console.print()
        _say(console, "About the picture", "bold")
    for b in unseen:
        _say(
            console, words.full_stop(f"Can't see {', '.join(name for _, name in b.what).lower()}: {b.reason}"), indent=2
        )
    for line in (*said, *advice):
        _say(console, line, indent=2)


def _files(files: Sequence[Path], console: Console) -> None:
    if files:
        console.print()
        _say(console, "Written", "bold")
        for path in files:
            _say(console, str(path), indent=2)
