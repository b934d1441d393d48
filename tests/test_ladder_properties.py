"""What holds of every plan, whatever the history."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hingecoach.coach.entries import StopAnswers
from hingecoach.coach.history import History
from hingecoach.coach.ladder import Plan, plan, survey
from hingecoach.coach.ladder.pain import RISE
from hingecoach.coach.ladder.rungs import ladder
from hingecoach.coach.ladder.stops import stop_list
from hingecoach.words import find_avoided
from ladders import AT, QUESTIONS, START, clip, day, histories, history, shown

LATE = START + timedelta(days=63)
SCORES = ("effort", "pain_before", "pain_after", "pain_next_day")
BEST = {"effort": 0, "pain_before": 3, "pain_after": 0, "pain_next_day": 0, "side": "both", "supervised": True}
"""The answers that allow the most; of pain before it is the one that is no pain to speak of, and leaves most room for
the next day."""
wide = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def changed(past, which, **update):
    """Give a history with one practice entry changed."""
    entries = [p.model_copy(update=update) if p.id == which else p for p in past.practice]
    return History.model_validate({**dict(past), "practice": entries})


def load(made):
    """Give the load of a plan; none at all where there is no dose."""
    return -1.0 if made.dose is None else made.dose.load_kg or 0.0


def new_things(made):
    return {b.exercise for b in made.branches if b.state == "open"}


def no_higher(less, more):
    """Say that the first plan asks for no more than the second: no later rung, no more load, no other branch."""
    assert less.rung.rung <= more.rung.rung
    assert load(less) <= load(more)
    branches = {b.exercise: load(b) for b in more.branches}
    assert all(load(b) <= branches.get(b.exercise, -1.0) for b in less.branches)
    assert new_things(less) <= new_things(more)


@wide
@given(histories())
def test_no_plan_breaks_a_stop_rule(past):
    made = plan(past, LATE)
    newest, told = {}, {}
    urgent = {q.id for q in stop_list().question if q.urgent}
    for entry in past.stop_answers:
        for name, said in entry.answers.items():
            if said == "cleared" and name in urgent and told.get(name) == entry.day:
                continue
            newest[name] = said
            if said in ("yes", "unsure"):
                told[name] = entry.day
    yes = any(a == "yes" or (a == "unsure" and q in urgent) for q, a in newest.items())
    assert (made.status == "see_professional") == yes
    last = max((p.day for p in past.practice), default=None)
    pains = [
        v
        for p in past.practice
        if p.day == last
        for v in (p.pain_before, p.pain_after, p.pain_next_day)
        if v is not None
    ]
    if yes or max(pains, default=0) > 5:
        assert made.dose is None and made.film is None and made.branches == ()
        assert "professional" in made.why
    if set(newest) != set(QUESTIONS) and not yes:
        assert made.status in ("ask", "stop")
        tried = [ladder().place(p.exercise) for p in past.practice]
        assert made.rung.rung - 1 <= max([0, *(p for p in tried if p is not None)])
        assert not new_things(made)


@wide
@given(histories(), st.data())
def test_more_pain_never_raises_load_or_rung(past, data):
    assume(past.practice)
    entry = data.draw(st.sampled_from(past.practice))
    name = data.draw(st.sampled_from(["pain_after", "pain_next_day"]))
    before = getattr(entry, name)
    assume(before is not None)
    more = data.draw(st.sampled_from([v for v in (0, 1, 3, 4, 5, 6, 9, 10) if v >= before] or [10]))
    no_higher(plan(changed(past, entry.id, **{name: more}), LATE), plan(past, LATE))


@wide
@given(histories(), st.data())
def test_the_same_pain_the_whole_day_and_more_of_it_never_raises_either(past, data):
    assume(past.practice)
    day = data.draw(st.sampled_from(past.practice)).day
    pains = {
        p.id: {n: getattr(p, n) for n in SCORES[1:] if getattr(p, n) is not None}
        for p in past.practice
        if p.day == day  # all of it: where one entry alone begins higher, the day's pain rises less
    }
    step = data.draw(st.sampled_from([1, 2, 5]))
    scores = [v for one in pains.values() for v in one.values()]
    assume(scores and max(scores) + step <= 10)
    worse = past
    for entry, before in pains.items():
        worse = changed(worse, entry, **{n: v + step for n, v in before.items()})
    no_higher(plan(worse, LATE), plan(past, LATE))


@wide
@given(histories(), st.data())
def test_a_missing_answer_never_counts_as_a_good_one(past, data):
    assume(past.practice)
    entry = data.draw(st.sampled_from(past.practice))
    name = data.draw(st.sampled_from(sorted(BEST)))
    if name == "pain_before":  # with a next day above it every answer tells a rise or more pain; silence tells neither
        after = [p.pain_next_day for p in past.practice if p.day == entry.day and p.pain_next_day is not None]
        assume(max(after, default=0) < BEST[name] + RISE)
    missing = plan(changed(past, entry.id, **{name: None}), LATE)
    no_higher(missing, plan(changed(past, entry.id, **{name: BEST[name]}), LATE))


@wide
@given(histories(), st.sampled_from(QUESTIONS))
def test_a_question_without_an_answer_never_counts_as_a_no(past, question):
    said = [
        e.model_copy(update={"answers": {q: a for q, a in e.answers.items() if q != question}})
        for e in past.stop_answers
    ]
    silent = History.model_validate({**dict(past), "stop_answers": said})
    fine = StopAnswers(day=LATE, kept_at=AT, answers=dict.fromkeys(QUESTIONS, "no"))
    answered = History.model_validate({**dict(past), "stop_answers": [*said, fine]})
    no_higher(plan(silent, LATE), plan(answered, LATE))
    assert plan(silent, LATE).status != "train"


@wide
@given(histories(), st.randoms(use_true_random=False))
def test_the_same_history_gives_the_same_plan(past, order):
    mixed = {}
    for name, value in dict(past).items():
        mixed[name] = order.sample(value, len(value)) if isinstance(value, tuple) else value
    made = plan(past, LATE)
    assert plan(History.model_validate(mixed), LATE) == made
    assert Plan.model_validate_json(made.model_dump_json()) == made
    assert survey(past, LATE) == survey(past, LATE)


@wide
@given(histories(), st.integers(0, 63))
def test_what_comes_later_changes_nothing(past, n):
    kinds = ("practice", "assessments", "stop_answers", "overrides")
    cut = {kind: [e for e in getattr(past, kind) if e.day <= day(n)] for kind in kinds}
    assert plan(past, day(n)) == plan(History.model_validate({**dict(past), **cut}), day(n))


@given(st.integers(0, 6), st.data(), st.sampled_from(["not_seen", "unsure"]))
def test_a_cue_that_was_not_seen_never_locks(at, data, verdict):
    rung = ladder().way[at]
    cue = data.draw(st.sampled_from(sorted(rung.form)))
    open_way = history(shown(rung.exercise, 0))
    hidden = history(clip(rung.exercise, 0, **{cue: verdict}), shown(rung.exercise, 0)[1:])
    reached = plan(open_way, LATE).rung
    assert reached.rung == min(at + 2, 8)
    assert plan(hidden, LATE).rung == reached


def without(past, cue, verdict):
    """Give a history in whose clips one cue was not seen."""

    def hidden(rep):
        found = [f.model_copy(update={"verdict": verdict}) if f.cue == cue else f for f in rep.findings]
        return rep.model_copy(update={"findings": tuple(found)})

    clips = []
    for record in past.assessments:
        seen = record.assessment
        judged = record.judgements[-1].model_copy(
            update={"assessment": seen.model_copy(update={"reps": tuple(map(hidden, seen.reps))})}
        )
        clips.append(record.model_copy(update={"judgements": (judged,)}))
    return History.model_validate({**dict(past), "assessments": clips})


def judged_by_others(record, cue):
    found = [f for rep in record.assessment.reps for f in rep.findings if f.cue != cue]
    form = next((r.form for r in ladder().rung if record.exercise in r.names), {})
    return any(f.cue in form and f.verdict in ("good", "mild", "marked") for f in found)


@wide
@given(
    histories(), st.sampled_from(["flat_back", "soft_knees", "neutral_spine"]), st.sampled_from(["not_seen", "unsure"])
)
def test_hiding_a_cue_never_leads_down(past, cue, verdict):
    assume(all(judged_by_others(r, cue) for r in past.assessments))
    assert plan(without(past, cue, verdict), LATE).rung.rung >= plan(past, LATE).rung.rung


@wide
@given(histories())
def test_every_plan_says_what_it_must(past):
    made = plan(past, LATE)
    assert made.why and made.stop.say and made.pain.say and made.confidence.say
    assert [g.id for g in made.gates] == [g.id for g in dict.fromkeys(made.gates)]
    for gate in made.gates:
        assert (gate.missing is None) == gate.passable
        if gate.state in ("open", "overridden", "closed", "waits"):
            assert gate.evidence
    if made.dose:
        assert made.film and made.step_back
        assert made.cue.drill if made.cue else "A shorter way" in made.dose.say
    assert not find_avoided(made.model_dump_json())
    states = [r.state for r in survey(past, LATE).rungs if r.state != "branch"]
    assert states.count("now") == 1
    assert all(not (a == "later" and b == "done") for a, b in pairwise(states))
