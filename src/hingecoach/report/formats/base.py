"""What a report format is: its name, its files, and how to write them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...analyze import Analysis
    from ..earlier import Earlier
    from ..practised import Practised


def _silent(_share: float) -> None:
    pass


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user wants of the reports besides the answer itself; every format takes from it what it can show.

    Attributes
    ----------
    slow
        Whether the video slows down round the deepest point of every repetition.
    before
        An earlier result to compare with.
    shows
        The day that the clip shows, where it was told.
    practised
        Whose practice it was and what was told about it; None for nobody's.
    """

    slow: bool = False
    before: "Earlier | None" = None
    shows: date | None = None
    practised: "Practised | None" = None


@dataclass(frozen=True, slots=True)
class Job:
    """One clip's answer, to be written down.

    Attributes
    ----------
    analysis
        The answer with what it was read from.
    folder
        Where to write; it exists, and nobody else sees it before all formats are written.
    wishes
        What the user wants besides.
    told
        Hears which share of the format is done, 0 to 1; only a format that takes long need call it.
    made
        When this is written, for the formats that tell it; by this computer's clock.
    """

    analysis: "Analysis"
    folder: Path
    wishes: Wishes = field(default_factory=Wishes)
    told: Callable[[float], None] = _silent
    made: datetime = field(default_factory=_now)

    def write(self, name: str, text: str) -> None:
        """Write a text file as UTF-8, its line ends as they are."""
        (self.folder / name).write_text(text, encoding="utf-8", newline="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format; each module of this folder has one, called ``FORMAT``, and is called like the format.

    Attributes
    ----------
    name
        What the user writes after ``--format``.
    files
        The files that it writes, all of them every time.
    order
        Place among the formats: the lower, the earlier it is written.
    write
        Writes the files into the job's folder. What it needs is imported only then: the list of formats is read
        whenever ``--help`` is.
    default
        Whether it is written when the user names no format.
    ready
        Raises :class:`~hingecoach.errors.NotInstalledError` where a program that it needs is not installed; asked
        before the clip is looked at. None where it needs none.
    """

    name: str
    files: tuple[str, ...]
    order: int
    write: Callable[[Job], None]
    default: bool = True
    ready: Callable[[], None] | None = None
