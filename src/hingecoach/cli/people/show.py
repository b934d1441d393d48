"""How the histories look on a terminal."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ...coach.agreement import CueAgreement, agreement
from ...coach.history import AssessmentRecord, History, Person, Practice
from ...coach.rejudge import Rejudged
from ...cues import all_cues
from ...report.words import VERDICT, title
from ...types import Verdict
from ..lines import plain, say, table_of
from .door import SHORT, kind_of

_DASH = "-"
_NARROW = frozenset({"Entry", "Clip", "Day", "Load", "Sets", "Effort", "Pain", "Sure", "Reps"})
_AGES = {"under_18": "under 18", "18_to_39": "18 to 39", "40_to_59": "40 to 59", "60_and_over": "60 or over"}
_EXPERIENCE = {"new": "new to exercise", "some": "has trained before", "regular": "trains regularly"}


def overview(rows: Sequence[tuple[Person, Mapping[str, int]]], folder: Path, console: Console) -> None:
    """Print everybody with how much is kept about them."""
    table = _table("Name", "Practice", "Clips", "Corrections", "Training log")
    for person, n in rows:
        counts = (n.get(kind, 0) for kind in ("practice", "assessments", "corrections", "log"))
        table.add_row(plain(person.name), *map(str, counts))
    if rows:
        console.print(table)
    else:
        say(console, "Nobody yet. Add somebody with: hingecoach people add NAME")
    say(console, f"Kept in {folder}", "dim")


def show_history(history: History, console: Console) -> None:
    """Print a person's history, the newest last."""
    _person(history.person, console)
    if history.practice:
        table = _table("Entry", "Day", "Exercise", "Load", "Sets", "Effort", "Pain", "Sure", "Note")
        for entry in history.practice:
            table.add_row(*map(plain, _practice(entry)))
        _titled(
            console, "Practice (effort 0-10; pain 0-10 before / after / next day; how sure of the load, 0-10)", table
        )
    if history.assessments:
        table = _table("Clip", "Day", "File", "Exercise", "Reps", "To work on")
        for record in history.assessments:
            table.add_row(*map(plain, _clip(record)))
        _titled(console, "Clips", table)
    if history.corrections:
        _corrections(history, console)
        agreements(agreement([history]), console)
    _beside(history, console)


def _beside(history: History, console: Console) -> None:
    """Print what the ladder keeps, and how long the training log is."""
    others = sorted((*history.stop_answers, *history.confidence, *history.overrides), key=lambda e: e.kept_at)
    if others:
        table = _table("Entry", "Day", "What")
        for one in others:
            table.add_row(plain(one.id[:SHORT]), plain(str(one.day)), plain(kind_of(one).removeprefix("the ")))
        _titled(console, "Ladder", table)
    if n := len(history.log):
        say(console, f"Training log: {n} {'line' if n == 1 else 'lines'} (--json lists them)")


def agreements(cues: Sequence[CueAgreement], console: Console) -> None:
    """Print the agreement of coach and program for each cue, with its counts."""
    if not cues:
        say(console, "No coach has said anything about a verdict yet. Do so with: hingecoach people correct")
        return
    table = _table("Cue", "Same", "95 %", "Kappa", "Program silent")
    for c in cues:
        kappa = _DASH if c.kappa is None else f"{c.kappa:.2f} (n = {c.n})"
        share = f"{100 * c.low:.0f}-{100 * c.high:.0f} %" if c.n else _DASH
        table.add_row(_title(c.cue), f"{c.same} of {c.n}", share, kappa, str(c.unjudged))
    _titled(console, "Coach and program", table)


def rejudged(found: Sequence[tuple[Person, Rejudged]], console: Console) -> None:
    """Print which verdicts are others now."""
    if not found:
        say(console, "Today's program says the same about every kept clip.")
    for person, clip in found:
        say(console, f"{person.name}, clip {clip.record[:SHORT]} of {clip.day}", "bold")
        was = {f.cue: f.verdict for f in clip.before.findings}
        changed = [f for f in clip.after.findings if f.verdict != was.get(f.cue)]
        for f in changed:
            say(console, f"  {_title(f.cue)}: {verdict_word(was.get(f.cue))} then, {verdict_word(f.verdict)} now")
        if not changed:
            say(console, "  single repetitions or the one thing to work on are others now")


def _person(p: Person, console: Console) -> None:
    facts = (
        (f"{p.height_cm:g} cm" if p.height_cm else ""),
        (f"born {p.birth_year}" if p.birth_year else _AGES.get(p.age_band or "", "")),
        _EXPERIENCE.get(p.experience or "", ""),
        ("own calibration" if p.calibration else ""),
    )
    say(console, p.name, "bold")
    for line in (", ".join(filter(None, facts)), *(f"Goal: {g}" for g in p.goals), *p.notes.splitlines()):
        if line:
            say(console, line)


def _practice(e: Practice) -> tuple[str, ...]:
    sets = f"{_number(e.sets)} x {_number(e.reps)}" if e.sets or e.reps else _DASH
    load = _DASH if e.load_kg is None else f"{e.load_kg:g} kg"
    pain = " / ".join(_number(v) for v in (e.pain_before, e.pain_after, e.pain_next_day))
    felt = (_number(e.effort), pain, _number(e.confidence))
    return e.id[:SHORT], str(e.day), e.exercise.replace("_", " "), load, sets, *felt, e.note


def _clip(record: AssessmentRecord) -> tuple[str, ...]:
    answer = record.assessment
    focus = title(answer.focus.cue, answer) if answer.focus else _DASH
    name = answer.video.name if answer.video else _DASH
    return (
        record.id[:SHORT],
        str(record.day),
        name,
        (record.exercise or _DASH).replace("_", " "),
        str(len(answer.reps)),
        focus,
    )


def _corrections(history: History, console: Console) -> None:
    table = _table("Entry", "Clip", "Cue", "Rep", "Coach", "Program then", "By", "Reason")
    for c in history.corrections:
        rep = str(c.rep) if c.rep else "set"
        verdicts = verdict_word(c.verdict), verdict_word(c.program, _DASH)
        row = (c.id[:SHORT], c.assessment[:SHORT], _title(c.cue), rep, *verdicts, c.by, c.reason)
        table.add_row(*map(plain, row))
    _titled(console, "What coaches said", table)


def verdict_word(verdict: Verdict | None, none: str = "nothing") -> str:
    """Give a verdict in a sentence: ``"can't see"``; ``none`` where there is none."""
    return VERDICT[verdict].lower() if verdict else none


def _title(cue: str) -> str:
    known = all_cues()
    return known[cue].title if cue in known else cue


def _number(value: float | None) -> str:
    return _DASH if value is None else f"{value:g}"


def _table(*names: str) -> Table:
    return table_of(*names, narrow=_NARROW)


def _titled(console: Console, title: str, table: Table) -> None:
    say(console, f"\n{title}", "bold")
    console.print(table)
