"""Judge kept clips again with today's program."""

from io import BytesIO

from ..assess import assess
from ..assessment import Assessment, Model
from ..calibration import Calibration
from ..pose.save import load_track
from .history import AssessmentRecord, Day, Judgement, Person
from .keep import TRACK, beside
from .noted import history_now
from .store.rows import swap
from .store.store import Store

__all__ = ["Rejudged", "rejudge"]


class Rejudged(Model):
    """A clip about which today's program says something else: its record's id, and both answers."""

    record: str
    day: Day
    before: Assessment
    after: Assessment


def rejudge(store: Store, person: str) -> tuple[Rejudged, ...]:
    """Judge every kept track with today's program; where the answer differs, it is kept beside the earlier ones.

    The person's own calibration is used as it is today; without one, that with which the clip was judged last.
    Pictures stay those of the first time: without the clip none can be drawn.

    Returns
    -------
    tuple
        The clips about which something else is said now, oldest first.
    """
    changed = []
    history = store.history(person)
    for record in history.assessments:
        told = _renewed(store, history.person, record) if TRACK in record.files else None
        if told:
            changed.append(told)
    return tuple(changed)


def _renewed(store: Store, person: Person, record: AssessmentRecord) -> Rejudged | None:
    """Judge one clip again, and once more where another answer came meanwhile; None where nothing else is said."""
    last = record.judgements[-1]
    own = person.calibration or last.calibration
    try:
        track = load_track(BytesIO(store.file(record.id, TRACK)))
    except KeyError:
        return None  # forgotten meanwhile
    answer = assess(track, last.assessment.exercise.declared, calibration=own, video=last.assessment.video)
    if _known(answer, own) == _known(last.assessment, last.calibration):
        return None
    with store.writing() as db:
        now = next((r for r in history_now(store, person.id).assessments if r.id == record.id), None)
        if now and now.judgements == record.judgements:
            swap(db, person.id, [beside(now, Judgement(assessment=answer, calibration=own))], {})
    if now and now.judgements != record.judgements:
        return _renewed(store, person, now)
    differs = now and _said(answer) != _said(last.assessment)
    return Rejudged(record=record.id, day=record.day, before=last.assessment, after=answer) if differs else None


def _known(answer: Assessment, own: Calibration | None) -> tuple[object, ...]:
    """Give what makes an answer worth keeping beside another: what it says, and what it was made with."""
    return _said(answer), answer.made_with, own


def _said(answer: Assessment) -> tuple[object, ...]:
    """Give what a reader is told: the verdicts, not the last digit of a number (a kept track is rounded)."""
    reps = tuple((rep.complete, *((f.cue, f.verdict) for f in rep.findings)) for rep in answer.reps)
    whole = tuple((f.cue, f.verdict) for f in answer.findings)
    return answer.movement, answer.focus and answer.focus.cue, whole, reps
