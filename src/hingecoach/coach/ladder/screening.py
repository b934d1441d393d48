"""How the stop list stands: questions, answers that hold somebody back, and those that a professional has cleared."""

from datetime import date
from typing import Literal

from ...assessment import Model

__all__ = ["Cleared", "Question", "StopState"]


class Question(Model):
    """A question of the stop list."""

    id: str
    ask: str
    urgent: bool = False


class Cleared(Model):
    """A question that was answered: yes, and a professional who knows about it says that training is fine.

    ``day`` and ``by`` are when it was told, and who told it; ``by`` is None for the person.
    """

    question: Question
    day: date
    by: str | None = None


class StopState(Model):
    """How the stop list stands.

    ``ask`` are the questions without an answer that counts; ``yes`` those that were answered so that a professional
    should look first; ``cleared`` those with which one has looked, as the person told.
    """

    state: Literal["clear", "ask", "see_professional"]
    ask: tuple[Question, ...] = ()
    yes: tuple[Question, ...] = ()
    cleared: tuple[Cleared, ...] = ()
    say: str
