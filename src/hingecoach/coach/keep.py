"""Put an analysis into a person's history, open it again, judge it again."""

from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from ..analyze import Analysis
from ..assess import assess
from ..assessment import Assessment, Model
from ..calibration import Calibration
from ..cues import all_cues
from ..errors import InputError, UnknownNameError
from ..files import whole_folder
from ..pose.save import load_track, save_track
from ..report import results, write_all
from ..report.data import as_json
from .agreement import program_says
from .history import AssessmentRecord, Correction, Day, History, Judgement, KeptVideo, Person, Practice
from .store.clips import copied, in_place
from .store.rows import Files, put, swap
from .store.store import Store

__all__ = ["Rejudged", "amend", "amended", "changes", "correct", "keep", "kept_day", "rejudge", "write_record"]

TRACK, REPORT = "track.npz", "report.html"
_OPENED = (
    '<!doctype html><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
)
"""Put before a report that is opened again: it may come from somebody else's zip, and nothing in it shall run."""


class Rejudged(Model):
    """A clip about which today's program says something else: its record's id, and both answers."""

    record: str
    day: Day
    before: Assessment
    after: Assessment


def keep(
    store: Store,
    person: Person,
    analysis: Analysis,
    practice: Practice,
    *,
    keep_video: bool = False,
    day_told: bool = True,
    tell: Callable[[str], None] = lambda _line: None,
) -> AssessmentRecord:
    """Keep an analysis: the whole answer, the pose track, the report with its pictures, and a practice entry.

    The same part of the same clip is kept once: looked at again, the new answer stands beside the earlier ones, and
    what was not known about the practice, or only taken from an earlier answer, is renewed in its entry. What was told
    before stays; :func:`amended` changes it.

    Parameters
    ----------
    store, person
        Where to, and whose.
    analysis
        What :func:`hingecoach.examine` gave.
    practice
        What the person told: day, load, effort, pain. Exercise, clip, sets and repetitions are taken from the answer
        where they were not told. A clip with nobody in it makes no practice entry.
    keep_video
        Whether the clip is copied into the data folder.
    day_told
        Whether the person told the day; False where it is only today.
    tell
        Hears a line where something else was told about the practice than what is kept.

    Raises
    ------
    OutputError
        The disk is full, or the store cannot be written.
    InputError
        The person was deleted meanwhile.
    """
    files = _files(store, analysis)
    with ExitStack() as stack:
        copies = []
        if keep_video and not _has_video(store, _twin(_history(store, person.id), analysis.assessment)):
            clip = stack.enter_context(analysis.path.open("rb"))
            copies.append(stack.enter_context(copied(clip, analysis.path.name, store.folder)))
        with store.writing() as db:  # from here on nobody else writes: what is read is what is written back
            history = _history(store, person.id)
            twin = _twin(history, analysis.assessment)
            if _has_video(store, twin):
                copies = []
            record = _record(analysis, practice.day, copies[0][0] if copies else None, twin)
            (swap if twin else put)(db, person.id, [record], {record.id: files})
            for entry, known in _told(history, record, practice, tell, day_told=day_told):
                (swap if known else put)(db, person.id, [entry], {})
            in_place(copies, store.folder)
    return record


def _history(store: Store, person: str) -> History:
    """Give the history of somebody who may be deleted meanwhile."""
    try:
        return store.history(person)
    except KeyError as e:
        raise InputError("The person is not in the store any more. Look with: hingecoach people list") from e


def _has_video(store: Store, twin: AssessmentRecord | None) -> bool:
    return twin is not None and store.video(twin) is not None


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
        there = [p for p in _history(store, person).practice if p.id == entry]
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


def kept_day(store: Store, person: str, answer: Assessment) -> Day | None:
    """Give the day on which the practice of a clip was noted; None where the clip is not kept."""
    history = store.history(person)
    twin = _twin(history, answer)
    days = [p.day for p in history.practice if twin and p.assessment == twin.id]
    return days[0] if days else twin.day if twin else None


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


def write_record(store: Store, record: AssessmentRecord, folder: Path) -> list[Path]:
    """Write a kept assessment as files: the newest answer, the report, the track, and the clip where it was kept.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    clip = store.video(record) if record.video else None
    ours = {*results(), *record.files, *([f"clip{clip.suffix}"] if clip else [])}
    with whole_folder(folder, ours) as fresh:
        (fresh / "assessment.json").write_text(as_json(record.assessment), "utf-8", newline="")
        for name in record.files:
            lead = _OPENED.encode() if name.endswith(".html") else b""
            (fresh / name).write_bytes(lead + store.file(record.id, name))
        if clip:
            with (fresh / f"clip{clip.suffix}").open("wb") as target, clip.open("rb") as source:
                target.writelines(source)
        names = sorted(p.name for p in fresh.iterdir())
    return [folder / name for name in names]


def correct(store: Store, person: str, record: AssessmentRecord, said: Correction) -> Correction:
    """Keep what a coach says about a clip, with the program's verdict of that moment beside it.

    Parameters
    ----------
    store, person, record
        Where to, whose (by id), and about which clip.
    said
        Cue, repetition, verdict, reason and who; the rest is filled in here.

    Raises
    ------
    UnknownNameError
        There is no such cue, or the clip has no such repetition.
    """
    if said.cue not in all_cues():
        raise UnknownNameError("cue", said.cue, all_cues())
    reps = [str(rep.index) for rep in record.assessment.reps]
    if said.rep is not None and str(said.rep) not in reps:
        raise UnknownNameError("repetition in this clip", str(said.rep), reps or ["none"])
    program = program_says(record, said.cue, said.rep)
    kept = said.model_copy(update={"assessment": record.id, "program": program})
    store.add(person, kept)
    return kept


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
        now = next((r for r in _history(store, person.id).assessments if r.id == record.id), None)
        if now and now.judgements == record.judgements:
            swap(db, person.id, [_beside(now, Judgement(assessment=answer, calibration=own))], {})
    if now and now.judgements != record.judgements:
        return _renewed(store, person, now)
    differs = now and _said(answer) != _said(last.assessment)
    return Rejudged(record=record.id, day=record.day, before=last.assessment, after=answer) if differs else None


def _twin(history: History, answer: Assessment) -> AssessmentRecord | None:
    """Give the record of the same part of the same clip."""
    for record in history.assessments:
        video = record.assessment.video
        if video and answer.video and _part(video) == _part(answer.video):
            return record
    return None


def _part(video: object) -> tuple[object, ...]:
    return tuple(getattr(video, name) for name in ("sha256", "start_s", "end_s"))


def _record(analysis: Analysis, day: Day, video: KeptVideo | None, twin: AssessmentRecord | None) -> AssessmentRecord:
    judged = Judgement(assessment=analysis.assessment, calibration=analysis.calibration)
    if twin is None:
        return AssessmentRecord(day=day, judgements=(judged,), files=(REPORT, TRACK), video=video)
    return _beside(twin, judged).model_copy(update={"video": video or twin.video})


def _beside(record: AssessmentRecord, judged: Judgement) -> AssessmentRecord:
    return record.model_copy(update={"judgements": (*record.judgements, judged)})


def _told(
    history: History, record: AssessmentRecord, practice: Practice, tell: Callable[[str], None], *, day_told: bool
) -> list[tuple[Practice, bool]]:
    """Give the practice entry of a clip, and whether it is in the history already."""
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


def _files(store: Store, analysis: Analysis) -> Files:
    with store.work() as folder:
        write_all(analysis, folder / "report", formats=["html"])
        save_track(analysis.track, folder / TRACK)
        return {REPORT: (folder / "report" / REPORT).read_bytes(), TRACK: (folder / TRACK).read_bytes()}


def _known(answer: Assessment, own: Calibration | None) -> tuple[object, ...]:
    """Give what makes an answer worth keeping beside another: what it says, and what it was made with."""
    return _said(answer), answer.made_with, own


def _said(answer: Assessment) -> tuple[object, ...]:
    """Give what a reader is told: the verdicts, not the last digit of a number (a kept track is rounded)."""
    reps = tuple((rep.complete, *((f.cue, f.verdict) for f in rep.findings)) for rep in answer.reps)
    whole = tuple((f.cue, f.verdict) for f in answer.findings)
    return answer.movement, answer.focus and answer.focus.cue, whole, reps
