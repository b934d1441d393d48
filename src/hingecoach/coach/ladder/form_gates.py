"""The gates that rest on clips: the form, and whether it was a hinge at all.

No gate is locked by one cue: a single cue that is out holds for a clip or two, as something to practise first, and then
no longer. No gate is closed by a cue that could not be seen.
"""

from collections.abc import Sequence

from ...assessment import ViewReport
from ...phrases import in_a_row
from ..entries import AssessmentRecord, Correction
from .after_stop import after_stop
from .clips import LEVEL, Look, Seen, look
from .gate import lower, make_gate
from .model import Evidence, Gate
from .past import Past
from .rungs import Rung, ladder

__all__ = [
    "alone",
    "form_gate",
    "glimpses",
    "hinge_gate",
    "least_reps",
    "looks",
    "looks_since",
    "patience",
    "too_little",
]


def least_reps(rung: Rung) -> int:
    """Give how many repetitions a clip needs to open a gate."""
    return min(ladder().rules.least_reps, rung.reps[0])


def glimpses(past: Past, rung: Rung) -> tuple[Look, ...]:
    """Give the clips of a rung that show anything of what its form asks for, newest first, however short."""
    seen = [look(record, rung) for record in reversed(past.clips_of(rung.names))]
    return tuple(one for one in seen if one.enough)


def looks(past: Past, rung: Rung) -> tuple[Look, ...]:
    """Give the clips of a rung that show enough to go by, newest first."""
    return tuple(one for one in glimpses(past, rung) if len(one.reps) >= least_reps(rung))


def looks_since(past: Past, rung: Rung) -> tuple[Look, ...]:
    """Give those clips, newest first, that are from after the way back where pain had stopped the lift."""
    after = after_stop(past, rung)
    return tuple(one for one in looks(past, rung) if after is None or after.counts(one.record.day))


def too_little(past: Past, rung: Rung) -> str:
    """Say why the newest clip of a rung opens no gate; empty where it shows enough, or there is none."""
    clips, newest = past.filmed(rung.names), glimpses(past, rung)[:1]
    if clips and not newest:
        return _showed_nothing(clips[-1])
    return _short(newest[0], rung) if newest and len(newest[0].reps) < least_reps(rung) else ""


def _showed_nothing(record: AssessmentRecord) -> str:
    """Name a clip by which nothing could be told, with the view where that is why."""
    made = record.assessment
    seen = "no cue could be judged" if any(rep.complete for rep in made.reps) else "no whole repetition was seen"
    where = f" ({made.video.name})" if made.video else ""
    return f"Filmed on {record.day}{where}, but {seen}{_off_side(made.view)}"


def _off_side(view: ViewReport) -> str:
    """Say how far from the side view the camera stood, where it was too far."""
    if view.label in ("side", "unknown"):
        return ""
    angle = view.azimuth_deg
    return ": it was not filmed from the side" + (f" but {abs(angle.value):.0f}° away from it" if angle else "")


def _short(one: Look, rung: Rung) -> str:
    n = len(one.reps)
    reps = "1 repetition" if n == 1 else f"{n} repetitions"
    return f"Filmed on {one.record.day}, {reps}: too few to move up ({least_reps(rung)} needed)"


def alone(found: Sequence[Look]) -> int:
    """Count the newest clips in a row in which the same single thing was out."""
    first = [s.id for s in found[0].out] if found else []
    if len(first) != 1:
        return 0
    n = 0
    for one in found:
        if [s.id for s in one.out] != first:
            break
        n += 1
    return n


def patience(rung: Rung) -> int:
    """Give after how many clips in a row a single thing that is out holds nobody any more."""
    rules = ladder().rules
    return rules.clips_alone if rung.loaded else rules.clips_alone_body


def form_gate(past: Past, rung: Rung, to: str) -> Gate:
    """Give the gate of the form that the newest clip shows, with what coaches said about it beside."""
    found = looks_since(past, rung)
    return _with_corrections(past, _form(found, rung, to) if found else _unfilmed(past, rung, to))


def _unfilmed(past: Past, rung: Rung, to: str) -> Gate:
    """Give the gate where no clip shows enough; what a short one shows is told with it."""
    least, seen = least_reps(rung), glimpses(past, rung)[:1]
    if looks(past, rung):
        say = f"No clip of the {rung.title} yet from after the pain that stopped it."
        return make_gate("form", to, say, state="missing", missing=f"A clip of the {rung.title} from the side.")
    if not seen:
        say = f"No clip of the {rung.title} yet that shows {least} or more repetitions well enough to judge."
        told = too_little(past, rung)
        say = f"{told}." if told else say
        return make_gate("form", to, say, state="missing", missing=f"A clip of the {rung.title} from the side.")
    out = "".join(f" {_out(s)}." for s in seen[0].out)
    evidence = [seen[0].evidence(s, s.out or s.met or s.near or s.unseen) for s in seen[0].form if s.seen]
    missing = f"A clip of the {rung.title} from the side, {least} or more repetitions."
    return make_gate("form", to, f"{_short(seen[0], rung)}.{out}", evidence, state="missing", missing=missing)


def _form(found: Sequence[Look], rung: Rung, to: str) -> Gate:
    newest = found[0]
    out = newest.out
    evidence = [newest.evidence(s, s.out or s.met or s.near or s.unseen) for s in newest.form]
    unseen = in_a_row([s.title for s in newest.form if not s.seen and s.id != LEVEL])
    tail = f" Not seen, and no reason to wait: {unseen}." if unseen else ""
    if not out:
        say = f"Clip of {newest.record.day}: {_within(newest)}.{tail}"
        return make_gate("form", to, say, evidence, state="open")
    if len(out) == 1 and alone(found) >= patience(rung):
        say = f"{_out(out[0])}, again. One cue alone locks nothing: go on, and keep practising it.{tail}"
        return make_gate("form", to, say, evidence, state="open")
    if len(out) == 1:
        left = patience(rung) - alone(found)
        clips = "one more clip" if left == 1 else f"{left} more clips"
        say = f"{_out(out[0])}. Practise it first; one cue alone holds you for {clips} at most.{tail}"
        return make_gate("form", to, say, evidence, state="waits", missing=f"Film again: {lower(out[0].title)}.")
    say = f"Clip of {newest.record.day}: {'; '.join(_out(s) for s in out)}.{tail}"
    titles = in_a_row([lower(s.title) for s in out])
    return make_gate("form", to, say, evidence, state="closed", missing=f"Practise and film again: {titles}.")


def _with_corrections(past: Past, gate: Gate) -> Gate:
    """Put beside a clip's evidence what coaches said about it; it stays beside what was measured."""
    clips = {e.entry for e in gate.evidence if e.kind == "clip"}
    said = [
        Evidence(kind="correction", entry=c.id, day=c.day, reps=(c.rep,) if c.rep else (), say=_corrected(c))
        for c in past.history.corrections
        if c.assessment in clips and c.day <= past.day
    ]
    return gate.model_copy(update={"evidence": (*gate.evidence, *said)}) if said else gate


def _corrected(said: Correction) -> str:
    return f"{said.by} says {said.verdict} of {said.cue.replace('_', ' ')}, the program {said.program or 'nothing'}"


def _within(newest: Look) -> str:
    seen = [s for s in newest.form if s.seen]
    fine = in_a_row([lower(s.title) for s in seen if s.met and not s.out])
    near = in_a_row([lower(s.title) for s in seen if not s.met and not s.out])
    parts = [f"{fine} fine in {len(newest.reps)} repetitions" if fine else ""]
    parts += [lower(s.say_out) for s in seen if s.out]
    parts.append(f"too near the limit to tell, so no reason to wait: {near}" if near else "")
    return "; ".join(filter(None, parts)) or f"{len(newest.reps)} repetitions"


def _out(seen: Seen) -> str:
    return f"{seen.say_out} repetition{'' if seen.seen == 1 else 's'}"


def hinge_gate(past: Past, rung: Rung, to: str) -> Gate:
    """Give the gate that asks whether the repetitions were hinges."""
    seen = next((one for one in looks_since(past, rung) if one.hinge.seen), None)
    if seen is None:
        return _unseen_hinge(past, rung, to)
    hinge, say = seen.hinge, _hinges(seen.hinge)
    if len(hinge.met) < ladder().rules.share * hinge.seen:
        evidence = [seen.told(say, (*hinge.out, *hinge.near))]
        missing = "Hips back first, shins still; then film again."
        return make_gate("hinge", to, say, evidence, state="closed", missing=missing)
    return make_gate("hinge", to, say, [seen.told(say, hinge.met)], state="open")


def _hinges(hinge: Seen) -> str:
    between = f", {len(hinge.near)} between hinge and squat" if hinge.near else ""
    return f"{len(hinge.met)} of {hinge.seen} repetitions were hinges{between}."


def _unseen_hinge(past: Past, rung: Rung, to: str) -> Gate:
    """Give the gate where no clip shows enough repetitions; what a short one shows is told with it."""
    seen = next((one for one in glimpses(past, rung) if one.hinge.seen), None)
    if seen is None or looks(past, rung):
        since = " from after the pain that stopped it," if looks(past, rung) else ""
        say = f"No clip yet{since} that shows whether hips or knees lead."
        return make_gate("hinge", to, say, state="missing", missing=f"A clip of the {rung.title} from the side.")
    hinge, least = seen.hinge, least_reps(rung)
    say = f"{_short(seen, rung)}. {_hinges(hinge)}"
    missing = f"A clip of the {rung.title} from the side, {least} or more repetitions."
    evidence = [seen.told(say, hinge.met or hinge.out or hinge.near)]
    return make_gate("hinge", to, say, evidence, state="missing", missing=missing)
