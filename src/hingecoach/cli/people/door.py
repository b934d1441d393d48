"""What the commands of the history share: the store in plain words, values that are checked, entries picked by hand."""

# ruff: noqa: PLC0415  (--help must be quick)

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from ...errors import InputError, UnknownNameError
from ...places import data_folder
from ...terminal import answer, drawn, plain_words, warn

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

    from ...coach.history import Entry, Practice
    from ...coach.store import Store

    ModelT = TypeVar("ModelT", bound=BaseModel)
    EntryT = TypeVar("EntryT", bound=Entry)

SHORT = 8
"""Letters of an id that are shown; enough to tell a person's entries apart."""


@contextmanager
def opened(data: Path | None, *, debug: bool, logged: bool = False) -> Iterator["Store"]:
    """Give the store for one command; every error of the block becomes one line and an exit status.

    Parameters
    ----------
    logged
        The command looks at a log that must be there: where there is no store yet none is made.

    Raises
    ------
    InputError
        There is none.
    """
    with plain_words(debug=debug):
        from ...coach.log.keep import NO_LOG
        from ...coach.store import open_store
        from ...coach.store.place import STORE

        if logged and not (data_folder(data) / STORE).exists():
            raise InputError(NO_LOG)

        with open_store(data, tell=warn) as store:
            yield store


def check_asked(*, yes: bool) -> None:
    """Refuse what cannot be undone where nobody can be asked.

    Raises
    ------
    typer.BadParameter
        Standard input is no terminal, and ``--yes`` was not given.
    """
    if not yes and not sys.stdin.isatty():
        raise typer.BadParameter("This cannot be undone. Say so with --yes.")


def agreed(question: str) -> bool:
    """Ask before something is deleted; where the answer is not yes, say that nothing was."""
    if input(f"{question} [y/N] ").strip().lower() == "y":
        return True
    warn("Nothing was deleted.")
    return False


def made(model: "type[ModelT]", **fields: Any) -> "ModelT":
    """Make a value of what was typed; None stands for "not given".

    Raises
    ------
    typer.BadParameter
        A field is not as it must be; the message says which.
    """
    from pydantic import ValidationError

    try:
        return model(**{name: value for name, value in fields.items() if value is not None})
    except ValidationError as e:
        first = e.errors()[0]
        where = ".".join(map(str, first["loc"])).replace("_", " ")
        line = "it may hold no line breaks or other control characters"
        why = line if first["type"] == "string_pattern_mismatch" else first["msg"]
        raise typer.BadParameter(f"{where}: {why}.") from None


def practice_told(day: Any, **fields: Any) -> "Practice":
    """Make a practice entry of what was told.

    Raises
    ------
    typer.BadParameter
        A field is not as it must be.
    """
    from ...coach.history import Practice
    from .options import day as read

    return made(Practice, day=day or read("today"), **fields)


def check_next_day(practice: "Practice") -> None:
    """Refuse a score of the next day before that day has come.

    Raises
    ------
    typer.BadParameter
        It was given.
    """
    from .options import day as read

    if practice.pain_next_day is not None and practice.day >= read("today"):
        raise typer.BadParameter(
            f"The day after {practice.day} has not come yet: tell --pain-next-day then. "
            "For a practice of an earlier day, say which with --day."
        )


def pick(entries: "Sequence[EntryT]", which: str, kind: str) -> "EntryT":
    """Give the entry that is meant: ``last``, the only one of a day, or its id, whole or as it is shown.

    Raises
    ------
    UnknownNameError
        No entry is meant.
    typer.BadParameter
        More than one is.
    """
    if which == "last" and entries:
        return entries[-1]
    found = [e for e in entries if which in {e.id, e.id[:SHORT], str(e.day)}]
    if len(found) > 1:
        ids = ", ".join(e.id[:SHORT] for e in found)
        raise typer.BadParameter(f"{len(found)} entries are meant by {which!r}. Name one by its id: {ids}.")
    if not found:
        raise UnknownNameError(kind, which, [e.id[:SHORT] for e in entries] or ["none yet"])
    return found[0]


def kind_of(entry: "Entry") -> str:
    """Say what an entry is, for people."""
    from ...coach.history import KINDS

    kind = next(name for name, model in KINDS.items() if isinstance(entry, model))
    words = {
        "practice": "the practice",
        "assessments": "the clip",
        "corrections": "the correction",
        "stop_answers": "the answers to the stop list",
        "confidence": "the answer about confidence",
        "overrides": "the decision about a gate",
        "log": "the line of the training log",
    }
    what = getattr(entry, "exercise", None) or getattr(entry, "cue", None)
    return words.get(kind, "the entry") + (f" ({what})" if what else "")


def tell(value: Any, *, as_json: bool, draw: "Callable[[Console], None] | None" = None, text: str = "") -> None:
    """Print an answer: as JSON and nothing else, or drawn, or in a sentence."""
    if as_json:
        answer(json.dumps(value, ensure_ascii=False, indent=2))
    elif draw:
        drawn(draw)
    else:
        answer(text)
