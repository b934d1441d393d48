"""``hingecoach analyze --person``: an analysis goes into a history."""

# ruff: noqa: PLC0415  (--help must be quick)

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ...terminal import answer, warn
from .door import check_next_day, practice_told

if TYPE_CHECKING:
    from ...analyze import Analysis
    from ...assessment import Assessment
    from ...calibration import Calibration
    from ...coach.history import Practice
    from ...report.practised import Practised


_IN_NOTE = ("load_kg", "sets", "side", "effort", "pain_before", "pain_after", "pain_next_day")
"""What of a practice stands in the note for the record."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a block in which an analysis can be kept has.

    The person's own calibration, what keeps the analysis, and what gives the day that is kept of a clip already, by its
    answer. ``practised`` gives what the history has about the practice of a clip, and what was told where it has none.
    """

    calibration: "Calibration | None"
    keep: Callable[["Analysis"], None]
    day: Callable[["Assessment"], date | None]
    practised: Callable[["Assessment"], "Practised"]


def into_history(
    person: str | None,
    data: Path | None,
    day: date | None,
    told: Mapping[str, Any],
    *,
    keep_video: bool,
    quiet: bool,
) -> AbstractContextManager[Keeping | None]:
    """Give a block in which an analysis can be kept; None in it where nobody was named.

    Raises
    ------
    typer.BadParameter
        Something is not as it must be, or was told about a practice of nobody.
    """
    if person is None:
        if keep_video or day or any(value is not None for value in told.values()):
            raise typer.BadParameter("Whose practice is it? Name the person with --person.")
        return nullcontext()
    practice = practice_told(day, **told)
    check_next_day(practice)
    return _keeping(person, data, practice, keep_video=keep_video, day_told=day is not None, quiet=quiet)


@contextmanager
def _keeping(
    person: str, data: Path | None, practice: "Practice", *, keep_video: bool, day_told: bool, quiet: bool
) -> Iterator[Keeping]:
    """Find the person before the work begins, so that a mistyped name costs no minutes."""
    from ...coach.store import open_store

    with open_store(data, tell=warn) as store:
        who = store.find(person)

        def then(analysis: "Analysis") -> None:
            from ...coach.keep import keep

            record = keep(store, who, analysis, practice, keep_video=keep_video, day_told=day_told, tell=warn)
            if not quiet:
                answer(f"\nKept in the history of {who.name} as clip {record.id[:8]}.")

        def noted(answer: "Assessment") -> date | None:
            from ...coach.keep import kept_day

            return kept_day(store, who.id, answer)

        def practised(answer: "Assessment") -> "Practised":
            from ...coach.keep import kept_practice
            from ...report.practised import Practised

            kept = kept_practice(store, who.id, answer)
            known = {name: getattr(kept, name, None) for name in _IN_NOTE}
            return Practised(who.name, **{n: getattr(practice, n) if v is None else v for n, v in known.items()})

        yield Keeping(who.calibration, then, noted, practised)
