"""Put an analysis into a person's history, and open it again."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from ..analyze import Analysis
from ..assessment import Assessment
from ..cues import all_cues
from ..errors import UnknownNameError
from ..files import whole_folder
from ..pose.save import save_track
from ..report import results, write_all
from ..report.data import as_json
from .agreement import program_says
from .history import AssessmentRecord, Correction, Day, History, Judgement, KeptVideo, Person, Practice
from .noted import history_now, noted
from .store.clips import copied, in_place
from .store.rows import Files, put, swap
from .store.store import Store

__all__ = ["TRACK", "beside", "correct", "keep", "kept_day", "kept_practice", "write_record"]

TRACK, REPORT = "track.npz", "report.html"
_OPENED = (
    '<!doctype html><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
)
"""Put before a report that is opened again: it may come from somebody else's zip, and nothing in it shall run."""


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
    before stays; :func:`~hingecoach.coach.noted.amend` changes it.

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
        if keep_video and not _has_video(store, _twin(history_now(store, person.id), analysis.assessment)):
            clip = stack.enter_context(analysis.path.open("rb"))
            copies.append(stack.enter_context(copied(clip, analysis.path.name, store.folder)))
        with store.writing() as db:  # from here on nobody else writes: what is read is what is written back
            history = history_now(store, person.id)
            twin = _twin(history, analysis.assessment)
            if _has_video(store, twin):
                copies = []
            record = _record(analysis, practice.day, copies[0][0] if copies else None, twin)
            (swap if twin else put)(db, person.id, [record], {record.id: files})
            for entry, known in noted(history, record, practice, tell, day_told=day_told):
                (swap if known else put)(db, person.id, [entry], {})
            in_place(copies, store.folder)
    return record


def _has_video(store: Store, twin: AssessmentRecord | None) -> bool:
    return twin is not None and store.video(twin) is not None


def kept_day(store: Store, person: str, answer: Assessment) -> Day | None:
    """Give the day on which the practice of a clip was noted; None where the clip is not kept."""
    history = store.history(person)
    twin = _twin(history, answer)
    days = [p.day for p in history.practice if twin and p.assessment == twin.id]
    return days[0] if days else twin.day if twin else None


def kept_practice(store: Store, person: str, answer: Assessment) -> Practice | None:
    """Give what was told about the practice of a clip; None where the clip is not kept."""
    history = store.history(person)
    twin = _twin(history, answer)
    return next((p for p in history.practice if twin and p.assessment == twin.id), None)


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
    return beside(twin, judged).model_copy(update={"video": video or twin.video})


def beside(record: AssessmentRecord, judged: Judgement) -> AssessmentRecord:
    """Put a new answer beside the earlier ones."""
    return record.model_copy(update={"judgements": (*record.judgements, judged)})


def _files(store: Store, analysis: Analysis) -> Files:
    with store.work() as folder:
        write_all(analysis, folder / "report", formats=["html"])
        save_track(analysis.track, folder / TRACK)
        return {REPORT: (folder / "report" / REPORT).read_bytes(), TRACK: (folder / TRACK).read_bytes()}
