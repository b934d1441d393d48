"""Histories for the ladder, made by hand: clips with the verdicts that a test wants, sessions, answers."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from hingecoach.assessment import (
    Assessment,
    ExerciseReport,
    Finding,
    Focus,
    MadeWith,
    Measure,
    Pose,
    RepFinding,
    RepReport,
    ViewReport,
)
from hingecoach.coach.entries import (
    AssessmentRecord,
    Confidence,
    Correction,
    Judgement,
    LogEntry,
    LogName,
    Override,
    Person,
    Practice,
    StopAnswers,
)
from hingecoach.coach.history import History
from hingecoach.coach.ladder.rungs import ladder
from hingecoach.coach.ladder.stops import stop_list
from hingecoach.exercises import get_exercise

START = date(2026, 9, 7)
AT = datetime(2026, 9, 7, 18, tzinfo=UTC)
WAY = tuple(r.exercise for r in ladder().way)
QUESTIONS = tuple(q.id for q in stop_list().question)
CALM = {"effort": 5, "pain_before": 1, "pain_after": 1, "pain_next_day": 1}
HAPPY = {**CALM, "load_kg": 16, "side": "both", "reps": 8}
"""A session after which no gate of any rung has a reason to stay closed."""


def day(n):
    return START + timedelta(days=n)


def answers(n=0, **said):
    """Give answers to the whole stop list, no unless said."""
    return StopAnswers(day=day(n), kept_at=AT, answers={q: said.get(q, "no") for q in QUESTIONS})


def session(exercise, n, **told):
    return Practice(day=day(n), kept_at=AT, exercise=exercise, **told)


def logged(name, n, *, kind="hinge", **told):
    return LogEntry(day=day(n), kept_at=AT, key=f"{name} {n} {told}", source="test", name=name, kind=kind, **told)


def assessment(exercise, reps=8, *, movement="hinge", hip=80.0, **verdicts):
    """Give an answer about a clip: every cue good but those that are named, with one verdict or one a repetition."""
    cues = dict.fromkeys(get_exercise(exercise).cues, "good") | verdicts
    each = {cue: [said] * reps if isinstance(said, str) else list(said) for cue, said in cues.items()}
    found = [_rep(i, movement, hip, {cue: said[i] for cue, said in each.items()}) for i in range(reps)]
    whole = tuple(_set(cue, said) for cue, said in each.items())
    worst = next((f.cue for f in whole if f.verdict in ("mild", "marked")), None)
    return Assessment(
        made_with=MadeWith(hingecoach="1", pose=Pose(backend="drawn", weights_sha256="0")),
        view=ViewReport(label="side", faces="left", azimuth_deg=None),
        exercise=ExerciseReport(declared=exercise, recognised=exercise, confidence=1.0),
        movement=movement,
        summary=f"{reps} repetitions.",
        reps=tuple(found),
        findings=whole,
        focus=Focus(cue=worst, say=f"Practise {worst}.", drill="A stick.") if worst else None,
        next_step=None,
    )


def _rep(i, movement, hip, verdicts):
    findings = tuple(
        RepFinding(cue=cue, verdict=said, why_not="too dark" if said == "not_seen" else None)
        for cue, said in verdicts.items()
    )
    measures = {} if hip is None else {"hip_bottom": Measure(value=hip, error=5.0, unit="deg")}
    at = {"start_s": 3.0 * i, "bottom_s": 3.0 * i + 1, "top_s": 3.0 * i + 2, "end_s": 3.0 * i + 2}
    return RepReport(index=i + 1, **at, complete=True, movement=movement, measures=measures, findings=findings)


def _set(cue, said):
    faults = [v for v in said if v in ("mild", "marked")]
    judged = [v for v in said if v in ("good", "mild", "marked", "unsure")]
    verdict = Counter(said).most_common(1)[0][0] if said else "not_seen"
    return Finding(cue=cue, verdict=verdict, reps_flagged=len(faults), reps_judged=len(judged))


def clip(exercise, n, reps=8, **how):
    return AssessmentRecord(
        day=day(n), kept_at=AT, judgements=(Judgement(judged_at=AT, assessment=assessment(exercise, reps, **how)),)
    )


def override(gate, to, n=0, *, opens=True, reason="she has lifted for years", by="Dr. Lee"):
    return Override(day=day(n), kept_at=AT, gate=gate, exercise=to, opens=opens, reason=reason, by=by)


def shown(exercise, n, **told):
    """Give what opens every gate after a rung: a good clip and two good sessions."""
    told = {**HAPPY, **told}
    return [clip(exercise, n), session(exercise, n, **told), session(exercise, n + 2, **told)]


LISTS = {
    Practice: "practice",
    AssessmentRecord: "assessments",
    StopAnswers: "stop_answers",
    Override: "overrides",
    Confidence: "confidence",
    Correction: "corrections",
    LogEntry: "log",
    LogName: "log_names",
}


def _flat(entries):
    for one in entries:
        yield from _flat(one) if isinstance(one, list | tuple) else [one]


def history(*entries, stop=True, **person):
    """Put entries, or lists of them, into the history of a person who has answered the stop list."""
    lists = {}
    flat = list(_flat(entries))
    for entry in [answers()] * stop + flat:
        lists.setdefault(LISTS[type(entry)], []).append(entry)
    who = {"name": "Ann", "birth_year": 1990, "experience": "some", **person}
    return History(person=Person(added_at=AT, **who), **lists)


# --- any history

scores = st.none() | st.sampled_from([0, 1, 2, 3, 3.5, 4, 5, 5.5, 6, 8, 10])
verdicts = st.sampled_from(["good", "mild", "marked", "unsure", "not_seen"])
exercises = st.sampled_from([*(r.exercise for r in ladder().rung), "block_pull", "squat", "other"])
said = st.sampled_from(["yes", "no", "unsure", "cleared"])
rungs = st.sampled_from([r.exercise for r in ladder().rung])
days = st.integers(0, 60)


@st.composite
def sessions(draw, exercise=exercises):
    pains = {name: draw(scores) for name in ("pain_before", "pain_after", "pain_next_day")}
    told = {
        "effort": draw(scores),
        "load_kg": draw(st.none() | st.sampled_from([0, 8, 12, 16, 20, 40])),
        "reps": draw(st.none() | st.sampled_from([0, 6, 8, 10, 12, 14])),
        "sets": draw(st.none() | st.sampled_from([2, 3])),
        "side": draw(st.sampled_from([None, "left", "right", "both"])),
        "supervised": draw(st.sampled_from([None, True, False])),
    }
    return session(draw(exercise), draw(days), **pains, **told)


@st.composite
def clips(draw, exercise=rungs):
    name = draw(exercise)
    reps = draw(st.sampled_from([0, 1, 4, 5, 8]))
    cues = draw(st.lists(st.sampled_from(sorted(get_exercise(name).cues)), max_size=3, unique=True))
    how = {}
    for cue in cues if reps else ():
        first, rest, turn = draw(verdicts), draw(verdicts), draw(st.integers(0, reps))
        how[cue] = [first] * turn + [rest] * (reps - turn)
    movement = draw(st.sampled_from(["hinge", "hinge", "hinge", "squat", "mixed", "other"]))
    return clip(name, draw(days), reps, movement=movement, hip=draw(st.sampled_from([80.0, 48.0, 30.0, None])), **how)


@st.composite
def good_spells(draw):
    """Give what opens a rung, so that histories reach the upper ones too."""
    return shown(draw(st.sampled_from(WAY)), draw(days), load_kg=draw(st.sampled_from([8, 12, 16, 20])))


@st.composite
def histories(draw):
    entries = draw(st.lists(good_spells(), max_size=4))
    entries += draw(st.lists(sessions(), max_size=5))
    entries += draw(st.lists(clips(), max_size=4))
    entries += draw(st.lists(st.builds(_override, days, rungs, st.booleans()), max_size=2))
    stop = [answers(0)] if draw(st.booleans()) else []
    stop += [
        StopAnswers(day=day(n), kept_at=AT, answers=given)
        for n, given in draw(st.lists(st.tuples(days, st.dictionaries(st.sampled_from(QUESTIONS), said)), max_size=2))
    ]
    person = {
        "birth_year": draw(st.sampled_from([None, 1950, 1990])),
        "experience": draw(st.sampled_from([None, "new", "some"])),
    }
    return history(*entries, *stop, stop=False, **person)


def _override(n, to, opens):
    return override("all", to, n, opens=opens)
