"""``hingecoach people practice|correct|forget``: what goes into a history by hand."""

# ruff: noqa: PLC0415  (--help must be quick)

from typing import TYPE_CHECKING

import typer

from ..options import AsJson, Debug, Exercise
from .door import check_next_day, kind_of, made, opened, pick, practice_told, tell
from .options import (
    Amended,
    By,
    Clip,
    Confident,
    CueHere,
    Data,
    Effort,
    EntryHere,
    LastReps,
    Load,
    NoteText,
    OnDay,
    PainAfter,
    PainBefore,
    PainNextDay,
    PersonName,
    Reason,
    Rep,
    Reps,
    Sets,
    Side,
    Supervised,
    VerdictHere,
)
from .options import day as read

if TYPE_CHECKING:
    from ...coach.history import Practice
    from ...coach.store import Store


NOBODY = "0" * 32
"""An id that no entry has: which clip is meant is known only once the store is open."""


def practice(
    person: PersonName,
    *,
    exercise: Exercise = None,
    day: OnDay = None,
    load: Load = None,
    sets: Sets = None,
    reps: Reps = None,
    last_reps: LastReps = None,
    side: Side = None,
    supervised: Supervised = None,
    effort: Effort = None,
    pain_before: PainBefore = None,
    pain_after: PainAfter = None,
    pain_next_day: PainNextDay = None,
    confidence: Confident = None,
    note: NoteText = None,
    entry: Amended = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Note a practice without a clip, or change an entry: what was not known then, such as the next day's pain."""
    pain = {"pain_before": pain_before, "pain_after": pain_after, "pain_next_day": pain_next_day}
    felt = {"effort": effort, "confidence": confidence, "note": note, **pain}
    done = {"load_kg": load, "sets": sets, "reps": reps, "last_set_reps": last_reps, "side": side}
    if exercise is None and entry is None:
        raise typer.BadParameter("Name the exercise with --exercise, or an entry to add to with --entry.")
    told = practice_told(day, exercise=exercise, supervised=supervised, **done, **felt)
    with opened(data, debug=debug) as store:
        kept, changed = _noted(store, person, told, entry, moved=day is not None)
        what = f"{kept.exercise} on {kept.day}"
        text = f"Changed: {what}: {'; '.join(changed) or 'nothing'}." if entry else f"Noted: {what}."
        tell(kept.model_dump(mode="json"), as_json=as_json, text=text)


def correct(
    person: PersonName,
    cue: CueHere,
    verdict: VerdictHere,
    *,
    by: By,
    clip: Clip = "last",
    rep: Rep = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Put a coach's verdict on a cue beside the program's. The same verdict says that the coach agrees."""
    from ...coach.history import Correction

    words = {"cue": cue, "rep": rep, "verdict": verdict, "reason": reason, "by": by}
    said = made(Correction, day=read("today"), assessment=NOBODY, **words)
    with opened(data, debug=debug) as store:
        from ...coach.keep import correct as put_beside
        from ...report.words import title

        who = store.find(person)
        record = pick(store.history(who.id).assessments, clip, "clip")
        kept = put_beside(store, who.id, record, said)
        from .show import verdict_word

        said_then = f"{kept.by} says {verdict_word(kept.verdict)}, the program {verdict_word(kept.program)}"
        text = f"{title(kept.cue)}: {said_then}."
        tell(kept.model_dump(mode="json"), as_json=as_json, text=text)


def forget(
    person: PersonName, entry: EntryHere, *, data: Data = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Delete one entry for good; with a clip its pictures, its copy and its corrections go too."""
    with opened(data, debug=debug) as store:
        from ...coach.store.purge import forget as take_out

        who = store.find(person)
        history = store.history(who.id)
        every = tuple(history.entries())
        listed = (*history.practice, *history.assessments, *history.corrections)
        gone = pick(sorted(listed, key=lambda e: e.kept_at) if entry == "last" else every, entry, "entry")
        wiped = take_out(store, who.id, gone.id)
        text = f"Forgotten: {kind_of(gone)} of {gone.day}."
        tell({"forgotten": gone.id, "wiped": wiped}, as_json=as_json, text=text)


def _noted(
    store: "Store", person: str, told: "Practice", entry: str | None, *, moved: bool
) -> tuple["Practice", list[str]]:
    """Keep a new practice entry, or an old one with what is told now, its day too if ``moved``; and what changed."""
    from ...coach.noted import amend, amended, changes
    from ...exercises import get_exercise

    get_exercise(told.exercise)
    who = store.find(person)
    if entry is None:
        check_next_day(told)
        store.add(who.id, told)
        return told, []
    old = pick(store.history(who.id).practice, entry, "entry")
    if moved or told.pain_next_day is not None:
        check_next_day(amended(old, told).model_copy(update={"day": told.day if moved else old.day}))
    old, new = amend(store, who.id, old.id, told, moved=moved)
    return new, changes(old, new)
