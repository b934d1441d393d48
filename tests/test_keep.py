"""From a clip into a history and out again: everything is kept, the same clip once, and new answers beside the old."""

from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module

import pytest

from door import figure_clip
from fakepose import FakePose
from hingecoach.analyze import examine
from hingecoach.assess import assess
from hingecoach.coach.agreement import agreement, program_says
from hingecoach.coach.history import Correction, History, Person, Practice
from hingecoach.coach.keep import correct, keep, kept_day, write_record
from hingecoach.coach.noted import amend, amended
from hingecoach.coach.rejudge import rejudge
from hingecoach.coach.store import open_store
from hingecoach.coach.store.purge import delete_person, forget
from hingecoach.errors import InputError, OutputError, UnknownNameError
from hingecoach.pose.save import load_track
from histories import DAY, calibration, person, record, whole_history
from report_sample import analysis as sample


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "data") as store:
        store.add_person(Person(name="Ann"))
        yield store


@pytest.fixture
def ann(store):
    return store.find("Ann")


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose())
        return examine(figure_clip(tmp_path_factory.mktemp("clips") / "clips"))


def test_an_analysis_is_kept_whole(store, ann, analysis, tmp_path):
    told = Practice(day=DAY, load_kg=20, effort=6, pain_before=1)
    kept = keep(store, ann, analysis, told)
    history = store.history(ann.id)
    assert history.assessments == (kept,)
    assert kept.assessment == analysis.assessment
    (entry,) = history.practice
    assert (entry.assessment, entry.clip, entry.exercise) == (kept.id, "lift.mp4", kept.exercise)
    assert (entry.sets, entry.reps, entry.load_kg, entry.effort) == (1, 2, 20, 6)
    (tmp_path / "t.npz").write_bytes(store.file(kept.id, "track.npz"))
    track = load_track(tmp_path / "t.npz")
    assert (track.time == analysis.track.time).all()
    assert abs(track.xy - analysis.track.xy).max() < 0.001
    assert list((tmp_path / "data").glob(".work*")) == []


def test_without_the_video_it_still_opens_with_its_pictures(store, ann, analysis, tmp_path):
    kept = keep(store, ann, analysis, Practice(day=DAY))
    analysis.path.rename(hidden := analysis.path.with_name("hidden"))
    files = write_record(store, kept, tmp_path / "again")
    hidden.rename(analysis.path)
    assert [p.name for p in files] == ["assessment.json", "report.html", "track.npz"]
    page = (tmp_path / "again" / "report.html").read_text("utf-8")
    assert page.count("data:image/jpeg") > 0
    assert page.startswith('<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'')
    assert type(kept.assessment).model_validate_json(files[0].read_text("utf-8")) == analysis.assessment


def test_the_clip_is_copied_only_when_asked(store, ann, analysis, tmp_path):
    first = keep(store, ann, analysis, Practice(day=DAY))
    assert store.video(first) is None
    again = keep(store, ann, analysis, Practice(day=DAY), keep_video=True)
    assert store.video(again).read_bytes() == analysis.path.read_bytes()
    keep(store, ann, analysis, Practice(day=DAY), keep_video=True)
    assert store.videos()[0] == 1
    names = [p.name for p in write_record(store, again, tmp_path / "again")]
    assert "clip.mp4" in names


def test_the_same_clip_is_kept_once(store, ann, analysis):
    first = keep(store, ann, analysis, Practice(day=DAY, load_kg=20, note="first"))
    again = keep(store, ann, analysis, Practice(day=DAY, pain_next_day=2))
    history = store.history(ann.id)
    assert again.id == first.id
    assert len(history.assessments[0].judgements) == 2
    (entry,) = history.practice
    assert (entry.load_kg, entry.note, entry.pain_next_day) == (20, "first", 2)


def answering(analysis, *, declared=None, recognised="romanian_deadlift", reps=2):
    """Give an analysis that says something else about the exercise, and counts so many repetitions."""
    a = analysis.assessment
    exercise = a.exercise.model_copy(update={"declared": declared, "recognised": recognised, "confidence": 0.9})
    return replace(analysis, assessment=a.model_copy(update={"exercise": exercise, "reps": a.reps[:reps]}))


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ([{}, {"declared": "standing_hinge", "reps": 1}], ("standing_hinge", 1)),
        ([{"recognised": None}, {"declared": "standing_hinge"}], ("standing_hinge", 2)),
        ([{}, {"recognised": "good_morning"}], ("good_morning", 2)),
        ([{"declared": "standing_hinge"}, {}], ("standing_hinge", 2)),
        ([{"declared": "standing_hinge"}, {"declared": "good_morning"}], ("good_morning", 2)),
        ([{}, {"recognised": None}, {"declared": "good_morning"}], ("good_morning", 2)),
    ],
)
def test_what_was_only_taken_from_the_answer_is_renewed(store, ann, analysis, answers, kept):
    heard = []
    for answer in answers:
        keep(store, ann, answering(analysis, **answer), Practice(day=DAY, effort=5), tell=heard.append)
    history = store.history(ann.id)
    assert [(p.exercise, p.reps, p.effort) for p in history.practice] == [(*kept, 5)]
    assert heard == []


def test_what_was_told_is_not_renewed_but_wins_over_what_was_seen(store, ann, analysis):
    heard = []
    keep(store, ann, answering(analysis), Practice(day=DAY, exercise="good_morning"))
    keep(store, ann, answering(analysis), Practice(day=DAY, reps=5, sets=3), tell=heard.append)
    keep(store, ann, answering(analysis, declared="deadlift", reps=1), Practice(day=DAY), tell=heard.append)
    (entry,) = store.history(ann.id).practice
    assert (entry.exercise, entry.reps, entry.sets, heard) == ("good_morning", 5, 3, [])


@pytest.mark.parametrize(("told", "says"), [(True, True), (False, False)])
def test_another_day_of_a_kept_clip_is_told_and_stays_out(store, ann, analysis, told, says):
    heard = []
    keep(store, ann, analysis, Practice(day=DAY))
    other = DAY.replace(year=DAY.year - 1)
    keep(store, ann, analysis, Practice(day=other), day_told=told, tell=heard.append)
    (entry,) = store.history(ann.id).practice
    assert entry.day == DAY == kept_day(store, ann.id, analysis.assessment)
    line = (
        f"was noted on {DAY}, which stays. To change it: hingecoach people practice PERSON --entry {entry.id[:8]} --day"
    )
    assert [line in said for said in heard] == [True] * says


def test_the_kept_day_is_the_one_that_was_moved_to(store, ann, analysis):
    assert kept_day(store, ann.id, analysis.assessment) is None
    keep(store, ann, analysis, Practice(day=DAY))
    (entry,) = store.history(ann.id).practice
    store.replace(ann.id, entry.model_copy(update={"day": DAY.replace(day=1)}))
    assert kept_day(store, ann.id, analysis.assessment) == DAY.replace(day=1)


def test_somebody_elses_same_clip_is_theirs(store, ann, analysis):
    store.add_person(bob := Person(name="Bob"))
    keep(store, ann, analysis, Practice(day=DAY))
    keep(store, bob, analysis, Practice(day=DAY))
    assert len(store.history(ann.id).practice) == len(store.history(bob.id).practice) == 1


def test_a_clip_with_nobody_in_it_is_no_practice(store, ann, tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: FakePose(nobody=True))
    keep(store, ann, examine(figure_clip(tmp_path / "clips")), Practice(day=DAY))
    history = store.history(ann.id)
    assert len(history.assessments) == 1
    assert history.practice == ()


def test_what_was_told_wins_over_what_was_seen(store, ann, analysis):
    keep(store, ann, analysis, Practice(day=DAY, exercise="good_morning", reps=5, sets=3))
    (entry,) = store.history(ann.id).practice
    assert (entry.exercise, entry.reps, entry.sets) == ("good_morning", 5, 3)


def test_a_disk_that_is_full_keeps_nothing_half(store, ann, analysis, monkeypatch):
    def full(*_args, **_how):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=r"disk is full.*--data"):
        keep(store, ann, analysis, Practice(day=DAY), keep_video=True)
    assert list(store.history(ann.id).entries()) == []
    assert list((store.folder / "videos").iterdir()) == []


# --- two commands on one store


@pytest.fixture
def meanwhile(store, monkeypatch):
    """Do something else with the store, once, just when a function of a module is called."""

    def at(name, act, module="hingecoach.coach.keep"):
        real, done = getattr(import_module(module), name), []

        def first(*args, **how):
            if not done:
                done.append(name)
                with open_store(store.folder) as other:
                    act(other)
            return real(*args, **how)

        monkeypatch.setattr(f"{module}.{name}", first)

    return at


def test_a_clip_that_two_commands_keep_at_once_is_kept_once(store, ann, analysis, meanwhile):
    meanwhile("_files", lambda other: keep(other, ann, analysis, Practice(day=DAY, load_kg=20), keep_video=True))
    keep(store, ann, analysis, Practice(day=DAY, effort=5), keep_video=True)
    history = store.history(ann.id)
    assert [len(r.judgements) for r in history.assessments] == [2]
    assert [(p.load_kg, p.effort) for p in history.practice] == [(20, 5)]
    assert store.video(history.assessments[0]) and store.videos()[0] == 1
    assert [p.suffix for p in (store.folder / "videos").iterdir()] == [".mp4"]


def test_an_answer_and_an_entry_that_come_while_a_clip_is_kept_are_not_lost(store, ann, analysis, meanwhile):
    keep(store, ann, analysis, Practice(day=DAY))
    meanwhile("_files", lambda other: keep(other, ann, answering(analysis, reps=1), Practice(day=DAY, effort=5)))
    keep(store, ann, analysis, Practice(day=DAY, load_kg=20))
    (record,), (entry,) = store.history(ann.id).assessments, store.history(ann.id).practice
    assert [len(j.assessment.reps) for j in record.judgements] == [2, 1, 2]
    assert (entry.effort, entry.load_kg) == (5, 20)


def test_an_answer_that_comes_while_clips_are_judged_again_is_not_lost(store, ann, analysis, meanwhile):
    kept = keep(store, ann, answering(analysis, reps=1), Practice(day=DAY))
    declared = answering(analysis, declared="deadlift", reps=1)
    meanwhile("assess", lambda other: keep(other, ann, declared, Practice(day=DAY)), "hingecoach.coach.rejudge")
    rejudge(store, ann.id)
    (record,) = store.history(ann.id).assessments
    assert [j.assessment.exercise.declared for j in record.judgements] == [None, "deadlift", "deadlift"]
    assert record.judgements[0] == kept.judgements[0]


def test_a_clip_that_is_forgotten_while_it_is_judged_again_stays_away(store, ann, analysis, meanwhile):
    kept = keep(store, ann, answering(analysis, reps=1), Practice(day=DAY))
    meanwhile("assess", lambda other: forget(other, ann.id, kept.id), "hingecoach.coach.rejudge")
    assert rejudge(store, ann.id) == ()
    assert store.history(ann.id).assessments == ()


def test_somebody_who_is_deleted_meanwhile_is_told_in_one_line(store, ann, analysis, meanwhile):
    meanwhile("_files", lambda other: delete_person(other, ann.id))
    with pytest.raises(InputError, match="not in the store any more"):
        keep(store, ann, analysis, Practice(day=DAY))
    assert store.people() == ()


def test_what_is_told_while_a_clip_is_forgotten_is_not_lost(store, ann, analysis, monkeypatch):
    kept = keep(store, ann, analysis, Practice(day=DAY))
    (entry,) = store.history(ann.id).practice
    real = store.writing

    @contextmanager
    def late():
        monkeypatch.setattr(store, "writing", real)
        with open_store(store.folder) as other:
            amend(other, ann.id, entry.id, Practice(day=DAY, pain_next_day=2))
        with real() as db:
            yield db

    monkeypatch.setattr(store, "writing", late)
    forget(store, ann.id, kept.id)
    assert [(p.pain_next_day, p.assessment) for p in store.history(ann.id).practice] == [(2, None)]


def test_two_who_add_to_one_entry_lose_nothing(store, ann, analysis):
    keep(store, ann, analysis, Practice(day=DAY))
    (entry,) = store.history(ann.id).practice
    amend(store, ann.id, entry.id, Practice(day=DAY, effort=6))
    old, new = amend(store, ann.id, entry.id, Practice(day=DAY.replace(day=2), pain_next_day=1), moved=True)
    assert (old.effort, old.day, new.effort, new.pain_next_day, new.day) == (6, DAY, 6, 1, DAY.replace(day=2))
    with pytest.raises(InputError, match="not in the store"):
        amend(store, ann.id, "0" * 32, Practice(day=DAY))


def test_amending_changes_only_what_was_told():
    old = Practice(day=DAY, exercise="deadlift", effort=5, note="x")
    new = amended(old, Practice(day=DAY.replace(year=2020), pain_next_day=0))
    assert new == old.model_copy(update={"pain_next_day": 0})


# --- judged again


def test_nothing_new_is_said_about_what_was_just_judged(store, ann, analysis):
    keep(store, ann, analysis, Practice(day=DAY))
    before = store.history(ann.id)
    assert rejudge(store, ann.id) == ()
    assert store.history(ann.id) == before


def test_another_answer_stands_beside_the_first(store, ann, analysis):
    kept = keep(store, ann, analysis, Practice(day=DAY))
    (first,) = kept.judgements
    old = first.assessment.model_copy(
        update={
            "made_with": first.assessment.made_with.model_copy(update={"hingecoach": "0.0.1"}),
            "findings": tuple(f.model_copy(update={"verdict": "not_seen"}) for f in first.assessment.findings),
        }
    )
    was = kept.model_copy(update={"judgements": (first.model_copy(update={"assessment": old}),)})
    store.replace(ann.id, was)
    (changed,) = rejudge(store, ann.id)
    now = store.history(ann.id).assessments[0]
    assert now.judgements[0] == was.judgements[0]
    assert now.assessment == changed.after
    assert changed.before == old
    assert [f.verdict for f in now.assessment.findings] == [f.verdict for f in analysis.assessment.findings]
    assert now.assessment.video == analysis.assessment.video
    assert rejudge(store, ann.id) == ()


def test_a_new_version_that_says_the_same_is_stamped_and_no_news(store, ann, analysis):
    kept = keep(store, ann, analysis, Practice(day=DAY))
    (first,) = kept.judgements
    made = first.assessment.made_with.model_copy(update={"hingecoach": "0.0.1"})
    old = first.model_copy(update={"assessment": first.assessment.model_copy(update={"made_with": made})})
    store.replace(ann.id, kept.model_copy(update={"judgements": (old,)}))
    assert rejudge(store, ann.id) == ()
    judged = store.history(ann.id).assessments[0].judgements
    assert [j.assessment.made_with.hingecoach for j in judged] == ["0.0.1", first.assessment.made_with.hingecoach]


def test_what_has_no_track_is_left_alone(store, ann):
    store.add(ann.id, record(files=()))
    assert rejudge(store, ann.id) == ()


# --- coach and program


def said(cue, verdict, rep=None, by="Lee"):
    return Correction(day=DAY, assessment="0" * 32, cue=cue, rep=rep, verdict=verdict, by=by)


def test_a_correction_stands_beside(store, ann, tmp_path):
    kept = keep(store, ann, sample(tmp_path), Practice(day=DAY))
    program = program_says(kept, "flat_back", None)
    put = correct(store, ann.id, kept, said("flat_back", "good"))
    history = store.history(ann.id)
    assert history.corrections == (put,)
    assert (put.program, put.assessment) == (program, kept.id)
    assert history.assessments[0].assessment == kept.assessment
    assert correct(store, ann.id, kept, said("flat_back", "mild", rep=1)).program == program_says(kept, "flat_back", 1)


@pytest.mark.parametrize(
    ("what", "words"),
    [(said("flat_bakc", "good"), "Did you mean 'flat_back'"), (said("flat_back", "good", rep=99), "99")],
)
def test_a_correction_of_what_is_not_there(store, ann, tmp_path, what, words):
    kept = keep(store, ann, sample(tmp_path), Practice(day=DAY))
    with pytest.raises(UnknownNameError, match=words):
        correct(store, ann.id, kept, what)
    assert store.history(ann.id).corrections == ()


def history_with(*pairs):
    """Give a history in which coach and program said these verdicts on one cue, a clip each."""
    clips, corrections = [], []
    for coach, program in pairs:
        clip = whole_history().assessments[0]
        answer = clip.assessment
        findings = tuple(f.model_copy(update={"verdict": program}) for f in answer.findings)
        judged = clip.judgements[0].model_copy(update={"assessment": answer.model_copy(update={"findings": findings})})
        clips.append(clip.model_copy(update={"judgements": (judged,)}))
        corrections.append(said("flat_back", coach).model_copy(update={"assessment": clip.id}))
    return History(person=person(), assessments=clips, corrections=corrections)


def test_agreement_is_counted():
    pairs = [("good", "good")] * 6 + [("mild", "good")] + [("marked", "marked")] * 3 + [("good", "not_seen")] * 2
    (cue,) = agreement([history_with(*pairs)])
    assert (cue.cue, cue.n, cue.same, cue.unjudged) == ("flat_back", 10, 9, 2)
    assert cue.table == ((6, 0, 0), (1, 0, 0), (0, 0, 3))
    assert cue.low < 0.9 < cue.high
    # 1 - sum(w o) / sum(w e), quadratic weights: observed 1; by chance (6*3*4 + 1*7*1 + 1*3*1 + 3*7*4) / 10
    assert cue.kappa == pytest.approx(1 - 1 / 16.6)


def test_agreement_over_several_people_and_without_any():
    assert agreement([]) == ()
    assert agreement([whole_history().model_copy(update={"corrections": ()})]) == ()
    (cue,) = agreement([history_with(("good", "good")), history_with(("good", "mild"))])
    assert (cue.n, cue.same) == (2, 1)


def test_of_one_coach_the_newest_verdict_counts_and_another_coach_counts_too():
    history = history_with(("good", "mild"))
    (first,) = history.corrections
    later = said("flat_back", "mild").model_copy(update={"assessment": first.assessment})
    other = said("flat_back", "marked", by="Kim").model_copy(update={"assessment": first.assessment})
    (cue,) = agreement([history.model_copy(update={"corrections": (first, later, other)})])
    assert cue.table == ((0, 0, 0), (0, 1, 0), (0, 1, 0))


# --- the person's own calibration


def test_a_clip_is_judged_again_with_the_persons_own_calibration(store, ann, analysis):
    keep(store, ann, analysis, Practice(day=DAY))
    assert store.history(ann.id).assessments[0].assessment.calibration is None
    store.change_person(ann.model_copy(update={"calibration": calibration()}))
    rejudge(store, ann.id)
    record = store.history(ann.id).assessments[0]
    assert record.assessment.calibration.name == "toe_touch_of_zoe.mp4"
    assert [j.calibration for j in record.judgements] == [None, calibration()]


def test_the_calibration_of_the_last_time_is_used_where_the_person_has_none(store, ann, analysis):
    own = replace(analysis, assessment=assess(analysis.track, calibration=calibration()), calibration=calibration())
    kept = keep(store, ann, own, Practice(day=DAY))
    assert kept.judgements[0].calibration == calibration()
    assert rejudge(store, ann.id) == ()
    assert store.history(ann.id).assessments[0].assessment.calibration is not None
