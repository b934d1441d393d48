"""The one cue to practise with its drill, and what to film next."""

from collections.abc import Sequence
from datetime import timedelta

from ...assessment import Finding, RepReport
from ...cues import all_cues
from ...phrases import in_sentence
from ...types import Facing
from ..entries import AssessmentRecord
from .clips import DEPTH, look
from .form_gates import glimpses, least_reps, looks_since
from .model import Evidence, Film, Practise
from .past import Past
from .rungs import Rung, ladder
from .standing import Standing

__all__ = ["cue_for", "film_next"]


def cue_for(past: Past, at: Standing, *, shorter: bool) -> Practise | None:
    """Give the one cue for today.

    What was most out in the clip that asks for something, in the rung's newest one, or after a step back in the newest
    of the rungs that somebody came from; else that clip's focus. Where nothing was found, the cue that the rung is
    learnt with. While the way is shorter no cue asks for all of it: None where there is no other.
    """
    rung = ladder().way[at.at]
    skip = rung.whole if shorter else ()
    for record, of in _records(past, at):
        found = _most_out(record, of, rung, skip) or _focus(record, of, rung, skip)
        if found is not None:
            return found
    name, reading = rung.cue
    if name in skip:
        return None
    cue = all_cues()[name]
    line, title = cue.line_for(reading, rung.about), cue.called(lying=rung.about.posture == "lying")
    return Practise(cue=name, title=title, say=line.focus, drill=line.drill, fine=_fine(past, rung))


def _fine(past: Past, rung: Rung) -> Evidence | None:
    """Give the rung's newest clip, where something was seen to be good in it and nothing past its limit."""
    newest = next(iter(glimpses(past, rung)), None)
    if newest is None or newest.out or not any(s.met for s in newest.form):
        return None
    return newest.told("nothing past its limit", newest.reps)


def _records(past: Past, at: Standing) -> list[tuple[AssessmentRecord, Rung]]:
    """Give the clips to look at, each with its rung: the one that asks for something, then the newest first."""
    way, form = ladder().way, at.form[at.at]
    asking = [(form.clips[0].record, way[at.at])] if form.step != "stay" else []
    newest = [(clips[-1], rung) for rung in way[at.at : at.reached + 1] if (clips := past.clips_of(rung.names))]
    return [*asking, *sorted(newest, key=lambda one: one[0].day, reverse=True)]


def _fits(cue: str, of: Rung, rung: Rung, skip: Sequence[str]) -> bool:
    """Say whether what a clip of one rung showed can be practised on another today."""
    return cue not in skip and (of is rung or cue in rung.about.cues)


def _most_out(record: AssessmentRecord, of: Rung, rung: Rung, skip: Sequence[str]) -> Practise | None:
    """Give the cue that most repetitions were out of, in the words of the reading that showed it."""
    seen = look(record, of)
    for one in sorted(seen.out, key=lambda s: -len(s.out)):
        cue = all_cues().get("depth_short" if one.id == DEPTH else one.id)
        if cue is None or not _fits(cue.id, of, rung, skip):
            continue
        found = [f for rep in record.assessment.reps if rep.index in one.out for f in rep.findings if f.cue == cue.id]
        named = [f.reading for f in found if f.reading in cue.lines and f.verdict in ("mild", "marked")]
        line = cue.line_for(named[0] if named and named[0] else next(iter(cue.lines)), rung.about)
        title = cue.called(lying=rung.about.posture == "lying")
        told = seen.told(f"{one.say_out} repetitions", one.out)
        return Practise(cue=cue.id, title=title, say=line.focus, drill=line.drill, seen=told)
    return None


def _focus(record: AssessmentRecord, of: Rung, rung: Rung, skip: Sequence[str]) -> Practise | None:
    """Give what the clip's own answer says to work on."""
    focus = record.assessment.focus
    if focus is None or not _fits(focus.cue, of, rung, skip):
        return None
    cue = all_cues().get(focus.cue)
    title = cue.called(lying=rung.about.posture == "lying") if cue else focus.cue
    found = next((f for f in record.assessment.findings if f.cue == focus.cue), None)
    seen = look(record, of).told(_count(found, title), _flagged(record.assessment.reps, focus.cue))
    return Practise(cue=focus.cue, title=title, say=focus.say, drill=focus.drill, seen=seen)


def film_next(past: Past, rung: Rung, load: float | None) -> Film:
    """Say what to film next: the same side and load as the last time, or a first set from the side."""
    clips = past.clips_of(rung.names)
    least = least_reps(rung)
    if not looks_since(past, rung):  # none, or none that shows enough: no reason to wait for a week
        say = (
            f"Film a set of the {rung.title}: from the side, the camera at hip height, the whole body in the picture, "
            f"{least} or more repetitions."
        )
        return Film(exercise=rung.exercise, on=past.day, load_kg=load, say=_more(say, rung))
    last = clips[-1]
    view = last.assessment.view
    on = max(past.day, last.day + timedelta(days=ladder().rules.film_days))
    week = (
        "in a week" if on == past.day + timedelta(days=7) else f"on {on}" if on > past.day else "in your next session"
    )
    kinds = {"body": "without weight as before", "band": "the band or cable of that day"}
    weight = kinds.get(rung.holds) or _weight(past, last, load)
    say = f"Film again {week}: {_side(view.faces)}, {weight}, {least} or more repetitions."
    if view.label not in ("side", "unknown") and view.advice:
        say = f"Film again {week}: from the side this time. {view.advice[0]}"
    return Film(exercise=rung.exercise, on=on, faces=view.faces, load_kg=load, say=_more(say, rung))


def _weight(past: Past, last: AssessmentRecord, load: float | None) -> str:
    """Say with which load: the same as in the last clip where that is today's."""
    before = next((p.load_kg for p in past.practice if p.assessment == last.id), None)
    if not load:
        return "the same load"
    return f"with {load:g} kg" if before not in (None, load) else f"the same load ({load:g} kg)"


def _side(faces: Facing | None) -> str:
    return f"the same side (facing {faces} in the picture)" if faces else "from the side"


def _more(say: str, rung: Rung) -> str:
    return f"{say} {rung.film}".strip()


def _count(found: Finding | None, title: str) -> str:
    if found is None:
        return title
    return f"{in_sentence(title)} out of its band in {found.reps_flagged} of {found.reps_judged} repetitions"


def _flagged(reps: tuple[RepReport, ...], cue: str) -> tuple[int, ...]:
    return tuple(
        rep.index for rep in reps if any(f.cue == cue and f.verdict in ("mild", "marked") for f in rep.findings)
    )
