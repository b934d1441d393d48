"""What was told about a practice: at first, together with a clip, and later."""

from collections.abc import Callable

from ..assessment import Assessment
from ..errors import InputError
from .history import AssessmentRecord, History, Practice
from .store.rows import swap
from .store.store import Store

__all__ = ["amend", "amended", "changes", "history_now", "noted"]


def history_now(store: Store, person: str) -> History:
    """Give the history of somebody who may be deleted meanwhile.

    Raises
    ------
    InputError
        The person is not there any more.
    """
    try:
        return store.history(person)
    except KeyError as e:
        raise InputError("The person is not in the store any more. Look with: hingecoach people list") from e


def amend(store: Store, person: str, entry: str, told: Practice, *, moved: bool = False) -> tuple[Practice, Practice]:
    """Keep what was told later about a practice entry, by id; give it as it was and as it is now.

    Parameters
    ----------
    store, person
        Where, and whose (by id).
    entry, told
        Which entry, and what is told; what is not told stays as it is then, whoever wrote it.
    moved
        Whether the day was told, too.

    Raises
    ------
    InputError
        The entry is not there (any more).
    """
    with store.writing() as db:
        there = [p for p in history_now(store, person).practice if p.id == entry]
        old = there[0] if there else told.model_copy(update={"id": entry})  # which swap refuses
        new = amended(old, told).model_copy(update={"day": told.day} if moved else {})
        swap(db, person, [new], {})
    return old, new


def amended(practice: Practice, told: Practice) -> Practice:
    """Give a practice entry with what was told later; what was not told stays as it is."""
    fields = told.model_fields_set - {"id", "kept_at", "day"}
    return practice.model_copy(update={name: getattr(told, name) for name in fields})


def changes(old: Practice, new: Practice) -> list[str]:
    """Say what is different in an entry now: ``["pain after 7, now 0"]``."""
    names = [n for n in Practice.model_fields if n not in ("id", "kept_at") and getattr(old, n) != getattr(new, n)]
    return [f"{name.replace('_', ' ')} {_word(getattr(old, name))}, now {_word(getattr(new, name))}" for name in names]


def _word(value: object) -> str:
    if value is None or value == "":
        return "not told"
    return f"{value:g}" if isinstance(value, float) else str(value)


def noted(
    history: History, record: AssessmentRecord, practice: Practice, tell: Callable[[str], None], *, day_told: bool
) -> list[tuple[Practice, bool]]:
    """Give the practice entry of a clip, if it makes one, and whether it is in the history already.

    Parameters
    ----------
    history, record
        As they are now; the record with its newest answer.
    practice
        What the person told.
    tell
        Hears a line where something else was told than what is kept, which stays.
    day_told
        Whether the person told the day; False where it is only today.
    """
    for known in history.practice:
        if known.assessment == record.id:
            return [(_filled(known, practice, record, tell, day_told=day_told), True)]
    if record.assessment.movement == "none":
        return []
    fill = {k: v for k, v in _seen(record.assessment).items() if k not in practice.model_fields_set}
    return [(practice.model_copy(update={**fill, "assessment": record.id}), False)]


def _seen(answer: Assessment) -> dict[str, object]:
    """Give what an answer says about the practice."""
    seen = {
        "exercise": answer.exercise.named,
        "clip": answer.video.name if answer.video else None,
        "sets": 1,
        "reps": sum(rep.complete for rep in answer.reps),
    }
    return {name: value for name, value in seen.items() if value is not None}


def _filled(
    known: Practice, told: Practice, record: AssessmentRecord, tell: Callable[[str], None], *, day_told: bool
) -> Practice:
    """Give a practice entry with what was not known of it; where something else was told, what is kept stays."""
    named = told.model_fields_set - {"id", "kept_at"}
    open_ = {n for n in Practice.model_fields if getattr(known, n) in (None, "")} | _guessed(known, record)
    seen = {n: v for n, v in _seen(record.assessment).items() if n in open_}
    fresh = seen | {n: getattr(told, n) for n in named & open_}
    stays = [n for n in named - {"day"} - fresh.keys() if getattr(known, n) != getattr(told, n)]
    other_day = day_told and known.day != told.day
    if stays or other_day:
        kept = ", ".join(f"{n.replace('_', ' ')} {_word(getattr(known, n))}" for n in sorted(stays))
        tell(
            f"The practice of this clip was noted on {known.day}{' with ' if kept else ''}{kept}, which stays. "
            f"To change it: hingecoach people practice PERSON --entry {known.id[:8]}{' --day DAY' if other_day else ''}"
        )
    return known.model_copy(update=fresh)


def _guessed(known: Practice, record: AssessmentRecord) -> set[str]:
    """Name what an entry has from an earlier answer about its clip; an exercise that was declared was told."""
    *earlier, newest = (judged.assessment for judged in record.judgements)
    found: set[str] = set()
    for answer in earlier:
        same = {n for n, v in ({"exercise": "other"} | _seen(answer)).items() if getattr(known, n) == v}
        declared = answer.exercise.declared and not newest.exercise.declared
        found |= same - {"exercise"} if declared else same
    return found
