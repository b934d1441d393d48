"""How much: sets, repetitions, days and the load, with the two-for-two step (domain.md 7.1; C: S82).

The load of a rung is that of its last session, lighter where that session or the one today asks for it. It is never
above what was last lifted on a later rung: whoever steps back does not lift more. So more pain can only make it less.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from .after_stop import hurt_with
from .model import Dose
from .pain import settled, severity
from .past import Past, Session
from .rungs import Rung, ladder, lighter

__all__ = ["Ask", "dose_for", "to_more_weight"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What today asks of the dose.

    Attributes
    ----------
    lighter
        Lighter than the last time, whatever the rung: because of pain, or of a long break.
    light
        The exercises that are to be lighter because of what their clips showed.
    good
        For exercises whose clips ask for less, the load with which the form was there, kg.
    shorter
        A shorter way.
    may_add
        Whether the load may go up if it was earned.
    """

    lighter: bool = False
    light: frozenset[str] = frozenset()
    good: dict[str, float] = field(default_factory=dict)
    shorter: bool = False
    may_add: bool = False


def dose_for(past: Past, rung: Rung, ask: Ask) -> Dose:
    """Give the dose of a rung for today."""
    load, last = _load(past, rung, ask)
    sets, reps = rung.sets, rung.reps
    step = ""
    if load is not None and last is not None and ask.may_add and load == last and _earned(past, rung):
        load, wide = _heavier(rung, last)
        sets, reps = _begin_again(rung) if wide else (sets, reps)
        step = f"Two more repetitions came easily twice, so {last:g} becomes {load:g} kg."
        fewer = " and fewer repetitions" if reps[1] < rung.reps[1] else ""
        step += f" That is more than a tenth, so begin with the fewest sets{fewer}." if wide else ""
    hard = _hard_say(past, rung, load, last)
    load_say = f"{_load_say(rung, load, last, step, ask)}{hard}"
    return Dose(
        exercise=rung.exercise,
        sets=sets,
        reps=reps,
        a_side=rung.a_side,
        days_a_week=rung.days,
        load_kg=load,
        load_from_kg=last,
        effort=ladder().rules.effort,
        load_say=load_say,
        say=_say(rung, sets, reps, load_say, ask),
    )


def _load(past: Past, rung: Rung, ask: Ask) -> tuple[float | None, float | None]:
    """Give the load of a rung today, and that of its last session; None where nothing is told in kg."""
    if not rung.loaded:
        return None, None
    way = ladder().way
    bases: list[tuple[Rung, float]] = []
    known: float | None = None
    for one in (r for r in way if r.loaded):
        told = _last_load(past, one, less=ask.lighter or _is_light(past, one, ask))
        told = told if told is None else min(told, ask.good.get(one.exercise, told))
        known = told if told is not None else known
        bases.append((one, known if known is not None else _start(one)))
    loaded = _loaded(past, rung)
    last = loaded[-1].load_kg if loaded else None
    if rung.branch:  # its own last load; the first one is no more than the first rung's with a load
        own = _last_load(past, rung, less=ask.lighter)
        return min(_start(rung), *(load for _, load in bases[:1])) if own is None else own, last
    at = [one.exercise for one, _ in bases].index(rung.exercise)
    return min(load for _, load in bases[at:]), last


def _is_light(past: Past, rung: Rung, ask: Ask) -> bool:
    """Say whether clips ask for a fifth less: not where a lighter load is known with which the form was there."""
    loaded = _loaded(past, rung)
    last = loaded[-1].load_kg if loaded else None
    return rung.exercise in ask.light and not (last is not None and ask.good.get(rung.exercise, last) < last)


def _last_load(past: Past, rung: Rung, *, less: bool) -> float | None:
    loaded = _loaded(past, rung)
    if not loaded or loaded[-1].load_kg is None:
        return None
    load, hurt = loaded[-1].load_kg, hurt_with(past, rung)
    load = lighter(rung, load) if less or severity(loaded[-1]) or _was_hard(loaded[-1]) else load
    return load if hurt is None else min(load, lighter(rung, hurt))


def _was_hard(session: Session) -> bool:
    """Say whether a session took more effort than a plan asks for."""
    return session.effort is not None and session.effort > ladder().rules.effort


def _loaded(past: Past, rung: Rung) -> list[Session]:
    return [s for s in past.done_of(rung.names) if s.load_kg is not None]


def _start(rung: Rung) -> float:
    return rung.start_kg or 0.0


def _heavier(rung: Rung, load: float) -> tuple[float, bool]:
    """Add the smallest weight that is a step; say whether it is more than the rule would have."""
    least, most = ladder().rules.load_step
    grain = rung.grain_kg or 1.0
    step = grain * max(1, math.ceil(least * load / grain - 1e-9))
    return load + step, step > most * load


def _begin_again(rung: Rung) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give sets and repetitions for a step wider than the rule: the fewest sets, the middle of the repetitions (E).

    The fewest of both would be a quarter of what earned the step.
    """
    few, many = rung.reps
    return (rung.sets[0], rung.sets[0]), ((few + many) // 2, (few + many + 1) // 2)


def _earned(past: Past, rung: Rung) -> bool:
    """Say whether two extra repetitions came in the last set of the last two sessions, at the same load."""
    return _running(past, rung) == ladder().rules.sessions


def _running(past: Past, rung: Rung) -> int:
    """Count the newest sessions running in which that was so, at one load; two at most."""
    last = past.done_of(rung.names)[-ladder().rules.sessions :]
    n = 0
    for session in reversed(last):
        if session.load_kg is None or session.load_kg != last[-1].load_kg or not _was_easy(session, rung):
            break
        n += 1
    return n


def _was_easy(session: Session, rung: Rung) -> bool:
    enough = session.last_set is not None and session.last_set >= _wanted(rung)
    effort = session.effort is not None and session.effort <= ladder().rules.effort
    return enough and effort and settled(session)


def _wanted(rung: Rung) -> int:
    """Give the repetitions of a last set after which the load may go up."""
    return rung.reps[1] + ladder().rules.extra_reps


def to_more_weight(past: Past, rung: Rung) -> str:
    """Say what is missing for more weight, and how far it is."""
    last = past.done_of(rung.names)[-1]
    reps = "is not told" if last.last_set is None else f"had {last.last_set:g}"
    return (
        f"More weight comes once the last set had {_wanted(rung)} repetitions or more in two sessions running at one "
        f"load, with an effort of {ladder().rules.effort:g} or less and pain up to 3: so far in "
        f"{_running(past, rung)} of 2 (that of {last.day} {reps})."
    )


# --- words


def _load_say(rung: Rung, load: float | None, last: float | None, step: str, ask: Ask) -> str:
    if rung.holds == "band":
        return "a lighter band or cable than last time" if ask.lighter else "a light band or cable"
    if not load:
        return "no weight"
    return f"{load:g} kg. {step}" if step else f"{load:g} kg{_beside(load, last)}"


def _hard_say(past: Past, rung: Rung, load: float | None, last: float | None) -> str:
    """Say that the last session's effort is a reason for less."""
    loaded = _loaded(past, rung)
    if not loaded or not load or last is None or load >= last or not _was_hard(loaded[-1]):
        return ""
    return f", as its effort was {loaded[-1].effort:g}"


def _beside(load: float, last: float | None) -> str:
    if last is None:
        return " or less to begin with"
    return f", less than the {last:g} kg of last time" if load < last else ", as last time"


def _say(rung: Rung, sets: Sequence[int], reps: Sequence[int], load: str, ask: Ask) -> str:
    side = " a side" if rung.a_side else ""
    days = f"{_span(rung.days)} days a week"
    way = f" A shorter way: {rung.shorter}." if ask.shorter else ""
    end = "" if load.endswith(".") else "."
    effort = f" Effort up to {ladder().rules.effort:g} of 10."
    return f"{_span(sets)} sets of {_span(reps)}{side}, {days}, {_with(load)}{end}{effort}{way}"


def _with(load: str) -> str:
    return "without weight" if load == "no weight" else f"with {load}"


def _span(pair: Sequence[int]) -> str:
    return f"{pair[0]}" if pair[0] == pair[1] else f"{pair[0]}-{pair[1]}"
