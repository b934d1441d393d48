"""The stop list: asked once, and again when an answer changes. It names no cause and prescribes nothing."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ...assessment import Model
from ...errors import UnknownNameError
from ..entries import Answer, StopAnswers
from .model import Question, StopState

__all__ = ["StopList", "check_answers", "stop_list", "stop_state"]

_AGAIN = "When they have told you that training is fine, answer again: hingecoach ladder stop."


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
    answer after it is no change.
    """
    newest, fresh = _answers(entries)
    yes = tuple(q for q in stop_list().question if _stops(q, newest.get(q.id)))
    ask = tuple(q for q in stop_list().question if q not in yes and fresh.get(q.id) != "no")
    if yes:
        return StopState(state="see_professional", ask=ask, yes=yes, say=_see(yes))
    if ask:
        changed = any(q.id in newest and q.id not in fresh for q in ask)
        again = "An answer has changed, so the others are asked again. " if changed else ""
        return StopState(state="ask", ask=ask, say=again + _asked(len(ask)))
    return StopState(state="clear", say="Nothing on the stop list.")


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
    """Say whether an answer was given before, and is another now."""
    was_open = before == "unsure" and not any(q.id == name and q.urgent for q in stop_list().question)
    return before != after and not was_open


def _stops(question: Question, answer: Answer | None) -> bool:
    return answer == "yes" or (answer == "unsure" and question.urgent)


def _see(yes: Sequence[Question]) -> str:
    if any(q.urgent for q in yes):
        return f"See a professional now, today: call a doctor or the emergency number. Do not train before. {_AGAIN}"
    return f"See a professional before you train. {_AGAIN}"


def _asked(n: int) -> str:
    questions = "One question" if n == 1 else f"{n} questions"
    return f"{questions} of the stop list without an answer: hingecoach ladder stop. Until then nothing gets heavier."
