"""``hingecoach ladder stop``: the stop list, asked and answered."""

# ruff: noqa: PLC0415  (--help must be quick)

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..options import AsJson, Debug
from ..people.door import made, opened, tell
from ..people.options import Data, PersonName
from ..people.options import day as read_day

if TYPE_CHECKING:
    from ...coach.entries import Answer
    from ...coach.ladder.screening import Question

WORDS = {"y": "yes", "n": "no", "u": "unsure", "c": "cleared"}
WORDS |= {word: word for word in WORDS.values()}
Answers = Annotated[
    list[str] | None,
    typer.Option("--answer", metavar="ID=ANSWER", help="yes, no, unsure or cleared; may come again."),
]
OnDay = Annotated[
    date | None,
    typer.Option("--day", parser=read_day, metavar="DAY", help="The day of the answers; today unless given."),
]
Who = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who tells the answers, where another does.")]
Again = Annotated[bool, typer.Option("--again", help="Ask every question, also those that were answered.")]

_HOW = (
    "Answer y, n, u (unsure) or c (cleared: yes, and a professional who knows about it says training is fine); "
    "empty leaves it open."
)


def stop(
    person: PersonName,
    *,
    answer: Answers = None,
    again: Again = False,
    by: Who = None,
    day: OnDay = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Ask the stop list and keep the answers. A yes means: see a professional first. It is no finding.

    On a terminal the questions without an answer are asked; elsewhere, or with --answer, they are listed. "Cleared"
    means: yes, and a professional who knows about it says that training is fine.
    """
    told = _read(answer or ())
    with opened(data, debug=debug) as store:
        from ...coach.entries import StopAnswers
        from ...coach.ladder.stops import check_answers, stop_list, stop_state
        from .show import draw_stop

        who = store.find(person)
        on = day or read_day("today")
        before = stop_state([e for e in store.history(who.id).stop_answers if e.day <= on])
        if not told and not as_json and sys.stdin.isatty():
            told = _asked(stop_list().question if again else (*before.yes, *before.ask))
        if told:
            store.add(who.id, made(StopAnswers, day=on, answers=check_answers(told), by=by))
        state = stop_state([e for e in store.history(who.id).stop_answers if e.day <= on])
        value = state.model_dump(mode="json") if as_json else None
        tell(value, as_json=as_json, draw=lambda console: draw_stop(state, console))


def _read(given: Sequence[str]) -> "dict[str, Answer]":
    """Read ``ID=ANSWER``.

    Raises
    ------
    typer.BadParameter
        It is not of that form.
    """
    found: dict[str, Answer] = {}
    for text in given:
        name, _, word = text.partition("=")
        if word.strip().lower() not in WORDS:
            raise typer.BadParameter(f"{text!r} is no answer. Write ID=yes, no, unsure or cleared, such as fever=no.")
        answer = cast("Answer", WORDS[word.strip().lower()])
        if found.setdefault(name.strip(), answer) != answer:
            raise typer.BadParameter(f"{name.strip()} is answered twice, and not alike. Give one answer to it.")
    return found


def _asked(questions: "Sequence[Question]") -> "dict[str, Answer]":
    """Ask on the terminal; what is left empty stays unanswered."""
    from ...coach.ladder.stops import stop_list

    if not questions:
        return {}
    typer.echo(f"{stop_list().title}. {stop_list().intro}\n{_HOW}")
    found: dict[str, Answer] = {}
    for question in questions:
        word = " "
        while word and word not in WORDS:
            word = typer.prompt(question.ask, default="", show_default=False, prompt_suffix=" ").strip().lower()
        if word:
            found[question.id] = cast("Answer", WORDS[word])
    return found
