"""The planner: a history and a day in, a plan out. Pure: the same history gives the same plan.

:mod:`.standing` says where somebody stands; here it becomes what to do.
"""

from datetime import date
from typing import Literal

from ...exercises import get_exercise
from ...phrases import in_sentence
from ..history import History
from .after_stop import after_stop
from .branch import branches
from .confidence import task_plan
from .dose import Ask, dose_for, to_more_weight
from .easing import good_loads, is_from_floor, light
from .form_gates import looks, looks_since, too_little
from .gates import awaits, awaits_sessions
from .model import Dose, Gate, OtherWay, Place, Plan, RungState, Status, Step, Survey
from .notes import has_rested, notes
from .past import Past
from .practise import cue_for, film_next
from .rungs import Rung, ladder
from .standing import Standing, stand

__all__ = ["plan", "survey"]

_SHORTER_AND_LIGHTER = "a shorter way and a lighter load"
"""As the pain guide says it; where nothing is held there is nothing to make lighter."""


def plan(history: History, day: date) -> Plan:
    """Plan what to do next.

    Parameters
    ----------
    history
        Everything about a person.
    day
        For which day; entries of later days do not count.
    """
    past = Past(history, day)
    at = stand(past)
    rung = ladder().way[at.at]
    trains = at.trains
    step, why = _step(past, at)
    ask = _ask(past, at, step)
    dose = dose_for(past, rung, ask) if trains else None
    gates = at.gates[at.at]
    return Plan(
        person=history.person.name,
        day=day,
        status=_status(at),
        rung=_place(at.at),
        step=step,
        why=why,
        to=_place(at.at + 1) if at.at + 1 < len(ladder().way) else None,
        opened=_opened(at, step),
        gates=gates,
        missing=tuple(g.missing for g in gates if g.missing),
        dose=dose,
        cue=cue_for(past, at, shorter=ask.shorter) if trains else None,
        film=film_next(past, rung, dose.load_kg) if dose else None,
        step_back=_step_back(at.at) if trains else (),
        stop=at.stop,
        pain=at.pain,
        branches=branches(past, at.gates, free=_free(at)) if trains else (),
        options=_options(rung) if trains else (),
        confidence=task_plan([c for c in history.confidence if c.day <= day], history.person.name, trains=trains),
        notes=(*notes(past, at), *_heavier(past, at, ask, dose)),
    )


def _opened(at: Standing, step: Step) -> tuple[Gate, ...]:
    """Give the gates that a step up went through; none where it came from evidence of a later rung."""
    gates = at.gates[at.at - 1] if step == "up" else ()
    return gates if all(g.passable for g in gates) else ()


def survey(history: History, day: date) -> Survey:
    """Give the whole ladder as it stands."""
    past = Past(history, day)
    at = stand(past)
    states = []
    for i, _ in enumerate(ladder().way):
        to = ladder().way[i + 1].exercise if i + 1 < len(ladder().way) else None
        states.append(RungState(place=_place(i), state=_state(i, at.at), to=to, gates=at.gates[i]))
    for branch in branches(past, at.gates, free=_free(at)):
        before = next(b.exercise for r, b in ladder().branches if r.exercise == branch.exercise)
        place = Place(exercise=branch.exercise, title=branch.title, rung=0, of=len(ladder().way))
        where = next(i for i, s in enumerate(states) if s.place.exercise == before)
        states.insert(where + 1, RungState(place=place, state="branch", to=branch.exercise, gates=branch.gates))
    said = [e for gates in (s.gates for s in states) for g in gates for e in g.evidence if e.kind == "override"]
    return Survey(
        person=history.person.name,
        day=day,
        rungs=tuple(states),
        stop=at.stop,
        pain=at.pain,
        overrides=tuple(dict.fromkeys(said)),
    )


def _state(i: int, now: int) -> Literal["done", "now", "later"]:
    return "done" if i < now else "now" if i == now else "later"


def _status(at: Standing) -> Status:
    if at.stop.state == "see_professional":
        return "see_professional"
    if at.pain.level == "stop":
        return "stop"
    return "ask" if at.stop.state == "ask" else "train"


def _free(at: Standing) -> bool:
    """Say whether something new may be begun."""
    calm = at.pain.level == "go_on" and not at.beside
    return at.stop.state == "clear" and calm and at.form[at.reached].step == "stay"


# --- what to do


def _step(past: Past, at: Standing) -> tuple[Step, str]:
    """Give the kind of step and the reason for it."""
    if at.stop.state == "see_professional":
        return "none", at.stop.say
    if at.pain.level != "go_on":
        return _because_of_pain(at), _why_pain(at)
    if at.form[at.reached].step == "previous_rung":
        why = "More than one cue stayed out of its band, also with a shorter way: back to the rung before."
        return "previous_rung", why
    if at.at == at.reached and at.form[at.at].step != "stay":
        return at.form[at.at].step, _why_form(past, at)
    return _onward(past, at)


def _because_of_pain(at: Standing) -> Step:
    if at.pain.level == "stop":
        return "none"
    goes_down = at.pain.level == "step_down" or at.pain.back_from_stop
    return "previous_rung" if goes_down and at.at < at.reached else "lighter"


def _why_pain(at: Standing) -> str:
    """Give the pain guide's sentence, as it is for the rung of today."""
    if at.pain.back_from_stop or at.pain.level == "stop":
        return at.pain.say
    if at.at == at.reached or at.pain.level == "reduce":
        less = "a shorter way" if ladder().way[at.at].holds == "body" else _SHORTER_AND_LIGHTER
        return at.pain.say.replace("one step down", less).replace(_SHORTER_AND_LIGHTER, less)
    back = f" Then the {ladder().way[at.reached].title} again." if at.reached == at.shown else ""
    return f"{at.pain.say}{back}"


def _onward(past: Past, at: Standing) -> tuple[Step, str]:
    title = ladder().way[at.at].title
    if at.last is None:
        return "start", f"Nothing was practised yet, so begin with the {title}."
    if at.stop.state == "ask" and at.at < at.reached:
        return "stay", "The way on is open once the stop list is answered."
    if at.is_unfilmed or (at.at <= at.last and awaits(past, ladder().way[at.at])):
        return "stay", _as_last_time(past, ladder().way[at.at])
    if at.at > at.last:
        return "up", _why_up(past, ladder().way[at.at])
    if at.at < at.last:
        return (
            "stay",
            f"The gates after the {title} are not all open yet; what a clip of a later rung shows counts too.",
        )
    return "stay", f"Go on with the {title}."


def _why_up(past: Past, rung: Rung) -> str:
    after = after_stop(past, rung)
    if after is None or not awaits(past, rung):
        return f"The gates to the {rung.title} are open."
    way = f"lighter, and a shorter way first ({rung.shorter})"
    return f"The {rung.title} comes back after the pain of {after.stop.day}: {way}."


def _as_last_time(past: Past, rung: Rung) -> str:
    """Say that somebody goes on where they practised, and what is not filmed yet, or not back from a stop."""
    say = f"Go on with the {rung.title}"
    if awaits_sessions(past, rung):
        film = "" if looks_since(past, rung) else " Film a set of it, too."
        return f"{say}: it is not back yet after the pain, so nothing new begins.{film}"
    if awaits(past, rung):
        return f"{say}. It is back after the pain; film a set of it before anything new begins."
    say = f"{say}, and no heavier"
    if looks(past, rung):
        return f"{say}, until its gates are open."
    film = "Film a set of it; what the clip shows leads on."
    short = too_little(past, rung)
    return f"{say}. {short}. {film}" if short else f"{say}: it is not filmed yet. {film}"


def _why_form(past: Past, at: Standing) -> str:
    newest = at.form[at.at].clips[0]
    titles = " and ".join(in_sentence(s.title) for s in newest.out)
    lead = f"In the clip of {newest.record.day}: to practise first, {titles}."
    ways = {
        "shorter": "First a shorter way, then film again.",
        "lighter": "It was so in the clip before, too, so now lighter, then film again.",
    }
    short = too_little(past, ladder().way[at.at])
    way = ways.get(at.form[at.at].step, "Same exercise, with the drill below, then film again.")
    return f"{lead} {way}{f' {short}.' if short else ''}"


def _ask(past: Past, at: Standing, step: Step) -> Ask:
    lighter = at.pain.level != "go_on" or has_rested(past)
    rung = ladder().way[at.at]
    for_form = step == "shorter" or (step == "lighter" and at.pain.level == "go_on" and is_from_floor(rung))
    may_add = _free(at) and step == "stay" and not at.is_unfilmed and _may_rise(past, rung)
    return Ask(
        lighter=lighter,
        light=light(at.form),
        good=good_loads(past, at.form),
        shorter=for_form or _is_shorter_for_pain(at, step),
        may_add=may_add,
    )


def _heavier(past: Past, at: Standing, ask: Ask, dose: Dose | None) -> tuple[str, ...]:
    """Say on the last rung, where its gates are open, why the load is that of last time."""
    rung, open_gates = ladder().way[at.at], all(g.passable for g in at.gates[at.at])
    same = dose is not None and dose.load_kg is not None and dose.load_kg == dose.load_from_kg
    waits = at.at + 1 == len(ladder().way) and open_gates and ask.may_add
    return (to_more_weight(past, rung),) if same and waits else ()


def _may_rise(past: Past, rung: Rung) -> bool:
    """Say whether a load may go up: after a stop up to the one that the plan asks for, until the lift is back."""
    after, told = after_stop(past, rung), [s.load_kg for s in past.done_of(rung.names) if s.load_kg is not None]
    below = after is not None and after.least_kg is not None and bool(told) and told[-1] < after.least_kg
    return below or not awaits(past, rung)


def _is_shorter_for_pain(at: Standing, step: Step) -> bool:
    """Say whether pain asks for a shorter way: after a stop first that, then the whole way."""
    if at.pain.back_from_stop:
        return at.pain.level == "step_down"
    stays = step == "lighter" and (at.pain.level == "step_down" or not ladder().way[at.at].loaded)
    return at.pain.level == "reduce" or stays


def _step_back(at: int) -> tuple[str, ...]:
    """Say when to step back, in order."""
    rung = ladder().way[at]
    steps = [f"a shorter way ({rung.shorter})"]
    if rung.holds != "body":
        steps.append("then a lighter load")
    if at:
        steps.append(f"then back to the {ladder().way[at - 1].title}")
    less = "a shorter way" if rung.holds == "body" else "a shorter way and lighter"
    return (
        f"When a clip shows marked repetitions: {', '.join(steps)}.",
        f"When pain is 4 or 5: {less}. Above 5: stop. More the next day than before: one step down.",
    )


def _options(rung: Rung) -> tuple[OtherWay, ...]:
    return tuple(OtherWay(exercise=o.exercise, title=get_exercise(o.exercise).title, say=o.when) for o in rung.option)


def _place(at: int) -> Place:
    rung = ladder().way[at]
    return Place(exercise=rung.exercise, title=rung.about.title, rung=at + 1, of=len(ladder().way))
