"""Histories for tests: one that has everything, and Hypothesis strategies for any."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from hingecoach.calibration import Calibration, Moment, Seen
from hingecoach.coach.history import (
    AssessmentRecord,
    Confidence,
    Correction,
    History,
    Judgement,
    KeptVideo,
    LogEntry,
    LogName,
    Override,
    Person,
    Practice,
    StopAnswers,
)
from hingecoach.pose.save import save_track
from report_sample import assessment, track

DAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
WHO = "Zoë Quixote"
NOTES = "A long story that nobody else shall read: \"§4\" 'x'\n" * 3
CLIP_BYTES = b"the clip of Zo\xc3\xab, byte for byte" * 1000


@cache
def track_bytes():
    with TemporaryDirectory() as folder:
        save_track(track(), Path(folder) / "track.npz")
        return (Path(folder) / "track.npz").read_bytes()


def files():
    page = "<!doctype html><p>Zoë</p><img src='data:image/png;base64,aGVsbG8='>"
    return {"report.html": page.encode(), "track.npz": track_bytes()}


def calibration():
    """Give a calibration as a clip of the person would make it."""
    return Calibration(
        made_with=assessment().made_with,
        name="toe_touch_of_zoe.mp4",
        seen=Seen(faces="right", azimuth_deg=None),
        build=None,
        standing={"hip": 4.0},
        toe_touch=Moment(at_s=5.0, angles={"lumbar_convex": 41.5}),
        flat_hinge=None,
        range_error_deg=6.0,
    )


def person(**changes):
    whole = Person(
        name=WHO,
        added_at=AT,
        height_cm=168,
        birth_year=1961,
        experience="new",
        goals=("lift my daughter out of the crib",),
        notes=NOTES,
        calibration=calibration(),
    )
    return whole.model_copy(update=changes)


def record(**changes):
    judged = Judgement(judged_at=AT, assessment=assessment())
    return AssessmentRecord(day=DAY, kept_at=AT, judgements=(judged,), files=tuple(files())).model_copy(update=changes)


def whole_history(who=None, **changes):
    """Give a history with one entry of every kind, all of them naming the person."""
    clip = record(**changes)
    kept = {"day": DAY, "kept_at": AT}
    return History(
        person=who or person(),
        practice=(Practice(**kept, exercise="deadlift", assessment=clip.id, load_kg=20, pain_after=2, note=NOTES),),
        assessments=(clip,),
        corrections=(Correction(**kept, assessment=clip.id, cue="flat_back", verdict="good", by=WHO, reason=NOTES),),
        stop_answers=(StopAnswers(**kept, answers={"fever": "no", "fall": "unsure"}),),
        confidence=(Confidence(**kept, task="the crib", score=3, note=NOTES),),
        overrides=(Override(**kept, gate="effort", exercise="deadlift", reason=NOTES, by=WHO),),
        log=(LogEntry(**kept, key="strong:1", source="strong", name="Deadlift (Barbell)", sets=3, reps=5, load_kg=60),),
        log_names=(LogName(**kept, name="Deadlift (Barbell)", kind="hinge"),),
    )


def fill(store, history, held=None):
    """Put a whole history into a store."""
    store.add_person(history.person)
    held = {r.id: files() for r in history.assessments} if held is None else held
    store.add(history.person.id, *history.entries(), files=held)


# --- any history

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
scores = st.none() | st.floats(0, 10)
counts = st.none() | st.integers(0, 50)
ids = st.uuids(version=4).map(lambda u: u.hex)
letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
lines = st.text(letters, min_size=1, max_size=30).map(str.strip).filter(bool)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
verdicts = st.sampled_from(["good", "mild", "marked", "unsure", "not_seen", "not_applicable"])
stamp = {"id": ids, "day": days, "kept_at": instants}

people = st.builds(
    Person,
    id=ids,
    added_at=instants,
    name=lines,
    height_cm=st.none() | st.floats(50, 260),
    birth_year=st.none() | st.integers(1900, 2100),
    experience=st.sampled_from([None, "new", "some", "regular"]),
    goals=st.lists(lines, max_size=2).map(tuple),
    notes=texts,
)
records = st.builds(
    AssessmentRecord,
    **stamp,
    judgements=st.lists(
        st.builds(Judgement, judged_at=instants, assessment=st.just(assessment())), min_size=1, max_size=2
    ),
    files=st.just(()),
)


@st.composite
def histories(draw):
    clips = draw(st.lists(records, max_size=2))
    named = st.sampled_from([c.id for c in clips]) if clips else st.nothing()
    practice = st.builds(
        Practice,
        **stamp,
        exercise=lines,
        load_kg=st.none() | st.floats(0, 1000),
        sets=counts,
        reps=counts,
        effort=scores,
        pain_before=scores,
        pain_next_day=scores,
        note=texts,
        assessment=st.none() | named,
    )
    said = st.builds(Correction, **stamp, assessment=named, cue=lines, verdict=verdicts, by=lines, reason=texts)
    answers = st.dictionaries(lines, st.sampled_from(["yes", "no", "unsure", "cleared"]), max_size=3)
    return History(
        person=draw(people),
        practice=draw(st.lists(practice, max_size=4)),
        assessments=clips,
        corrections=draw(st.lists(said, max_size=2)),
        stop_answers=draw(st.lists(st.builds(StopAnswers, **stamp, answers=answers), max_size=2)),
        confidence=draw(st.lists(st.builds(Confidence, **stamp, task=lines, score=st.floats(0, 10)), max_size=2)),
        log=draw(
            st.lists(
                st.builds(
                    LogEntry, **stamp, key=lines, source=lines, name=lines, load_kg=st.none() | st.floats(0, 1000)
                ),
                max_size=4,
                unique_by=lambda e: e.key,
            )
        ),
    )


def kept_video(data=CLIP_BYTES):
    from hashlib import sha256

    return KeptVideo(file="0" * 31 + "a.mp4", size=len(data), sha256=sha256(data).hexdigest())
