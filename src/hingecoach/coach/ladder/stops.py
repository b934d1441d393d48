"""The stop list: asked once, and again when an answer changes. It names no cause and prescribes nothing."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from ...assessment import Model
from ...errors import UnknownNameError
from ..entries import Answer, StopAnswers
from .screening import Cleared, Question, StopState

__all__ = ["StopList", "check_answers", "stop_list", "stop_state"]

_AGAIN = "When they have told you that training is fine, answer 'cleared': hingecoach ladder stop."


class StopList(Model):
    """The questions, in order, and what is said before them."""

    title: str
    intro: str
    question: tuple[Question, ...]


@cache
def stop_list() -> StopList:
    """Give the stop list."""
    return StopList.model_validate(tomllib.loads(files(__package__).joinpath("stops.toml").read_text("utf-8")))


def check_answers(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Give the answers back.

    Raises
    ------
    UnknownNameError
        One is to a question that is not asked.
    """
    known = [q.id for q in stop_list().question]
    for name in answers:
        if name not in known:
            raise UnknownNameError("question of the stop list", name, known)
    return answers


def stop_state(entries: Sequence[StopAnswers]) -> StopState:
    """Say how the stop list stands.

    Parameters
    ----------
    entries
        The answers, oldest first, none of a later day than the one that is planned for.

    Notes
    -----
    The newest answer to a question counts. Once an answer has changed, the others are asked again: only answers from
    that entry on count for them. "Unsure" is a yes where it may be urgent, and else no answer yet, so that another
    answer after it is no change. "Cleared" leads on as a no does; a later yes stops again. Where it may be urgent, it
    does not take back a yes of the same day.
    """
    counted = _counted(entries)
    newest, fresh = _answers(counted)
    yes = tuple(q for q in stop_list().question if _stops(q, newest.get(q.id)))
    ask = tuple(q for q in stop_list().question if q not in yes and fresh.get(q.id) not in ("no", "cleared"))
    cleared = _cleared(counted, newest)
    if yes:
        return StopState(state="see_professional", ask=ask, yes=yes, cleared=cleared, say=_see(yes))
    if ask:
        changed = any(q.id in newest and q.id not in fresh for q in ask)
        again = "An answer has changed, so the others are asked again. " if changed else ""
        return StopState(state="ask", ask=ask, cleared=cleared, say=again + _asked(len(ask)))
    say = "Nothing else on the stop list." if cleared else "Nothing on the stop list."
    return StopState(state="clear", cleared=cleared, say=say)


def _counted(entries: Sequence[StopAnswers]) -> list[StopAnswers]:
    """Leave out each "cleared" of the day on which an urgent question was answered with a yes."""
    stopped: dict[str, date] = {}
    kept = []
    for entry in entries:
        answers = {n: a for n, a in entry.answers.items() if a != "cleared" or stopped.get(n) != entry.day}
        stopped |= {q.id: entry.day for q in stop_list().question if q.urgent and _stops(q, answers.get(q.id))}
        kept.append(entry.model_copy(update={"answers": answers}))
    return kept


def _cleared(entries: Sequence[StopAnswers], newest: dict[str, Answer]) -> tuple[Cleared, ...]:
    """Give the questions whose newest answer is "cleared", with when it was told and by whom."""
    told = {name: e for e in entries for name, answer in e.answers.items() if answer == "cleared"}
    found = [(q, told[q.id]) for q in stop_list().question if newest.get(q.id) == "cleared"]
    return tuple(Cleared(question=q, day=e.day, by=e.by) for q, e in found)


def _answers(entries: Sequence[StopAnswers]) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """Give the newest answers, and those that were given when or after an answer last changed."""
    newest: dict[str, Answer] = {}
    fresh: dict[str, Answer] = {}
    for entry in entries:
        if any(name in newest and _changed(name, newest[name], a) for name, a in entry.answers.items()):
            fresh = {}
        newest |= entry.answers
        fresh |= entry.answers
    return newest, fresh


def _changed(name: str, before: Answer, after: Answer) -> bool:
    """Say whether an answer was given before, and is another now; that a yes is cleared, or over, is nothing new."""
    urgent = any(q.id == name and q.urgent for q in stop_list().question)
    was_open = before == "unsure" and not urgent
    known = after == "cleared" and before in ("yes", "unsure")
    return before != after and not was_open and not known


def _stops(question: Question, answer: Answer | None) -> bool:
    return answer == "yes" or (answer == "unsure" and question.urgent)


def _see(yes: Sequence[Question]) -> str:
    if any(q.urgent for q in yes):
        now = "See a professional now, today: call a doctor or the emergency number. Do not train before."
        return f"{now} From tomorrow on: {_AGAIN[0].lower()}{_AGAIN[1:]}"
    return f"See a professional before you train. {_AGAIN}"


def _asked(n: int) -> str:
    questions = "One question" if n == 1 else f"{n} questions"
    return f"{questions} of the stop list without an answer: hingecoach ladder stop. Until then nothing gets heavier."
