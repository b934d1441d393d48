"""The arguments and options of the history's commands, each with its one line of help."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from ..options import place

AHEAD, BACK = 366, 36_600
"""Days from today that a person can mean: a plan for next year, and a log of a lifetime."""


def day(text: str) -> date:
    """Read a day: ``today``, ``yesterday`` or a date.

    Examples
    --------
    >>> day("2026-11-25")
    datetime.date(2026, 11, 25)
    """
    word = text.strip().lower()
    if word in {"today", "yesterday"}:
        return date.today() - timedelta(days=word == "yesterday")  # noqa: DTZ011  (the day where the person is)
    try:
        named = date.fromisoformat(word)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day. Write today, yesterday, or a date such as 2026-11-25.") from None
    if not timedelta(days=-AHEAD) <= date.today() - named <= timedelta(days=BACK):  # noqa: DTZ011
        raise typer.BadParameter(f"{text!r} is too far from today. Is the year right?")
    return named


def past_day(text: str) -> date:
    """Read the day of something that was done; where it is tomorrow already counts."""
    named = day(text)
    if named > date.today() + timedelta(days=1):  # noqa: DTZ011
        raise typer.BadParameter(f"{text!r} has not come yet. Note what was done once it was.")
    return named


PRACTICE = "For the history"


def _told(name: str, value: str | None, what: str, **how: Any) -> Any:
    """Make an option about the practice."""
    return typer.Option(name, metavar=value, help=what, rich_help_panel=PRACTICE, **how)


def _score(name: str, what: str) -> Any:
    """Make an option for a score from 0 to 10."""
    return _told(name, "0-10", what, min=0, max=10)


PersonName = Annotated[str, typer.Argument(metavar="PERSON", help="Name or initials, as given to 'people add'.")]
NewName = Annotated[str, typer.Argument(metavar="NAME", help="Name or initials; enough to tell people apart.")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data", parser=place, metavar="DIR", help="Folder of the history; else HINGECOACH_DATA, else your user data."
    ),
]
Height = Annotated[float | None, typer.Option("--height", min=50, max=260, metavar="CM", help="Height in cm.")]
Born = Annotated[int | None, typer.Option("--born", min=1900, max=2100, metavar="YEAR", help="Year of birth.")]
Age = Annotated[str | None, typer.Option("--age", metavar="BAND", help="under_18, 18_to_39, 40_to_59 or 60_and_over.")]
Level = Annotated[str | None, typer.Option("--experience", metavar="WORD", help="With exercise: new, some or regular.")]
Goals = Annotated[list[str] | None, typer.Option("--goal", metavar="TEXT", help="What for; may be given again.")]
Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="Whatever else should be known.")]
Rename = Annotated[str | None, typer.Option("--rename", metavar="NAME", help="Another name.")]
CalibrationFile = Annotated[
    Path | None, typer.Option("--calibration", metavar="FILE", help="The person's own calibration file.")
]
OnDay = Annotated[date | None, _told("--day", "DAY", "Today unless given.", parser=past_day)]
Load = Annotated[float | None, _told("--load", "KG", "The whole load, in kg.", min=0, max=1000)]
Sets = Annotated[int | None, _told("--sets", "N", "How many.", min=0)]
Reps = Annotated[int | None, _told("--reps", "N", "In each set.", min=0)]
LastReps = Annotated[int | None, _told("--last-reps", "N", "In the last set, where they differ.", min=0)]
Side = Annotated[str | None, _told("--side", "SIDE", "left, right or both legs.")]
Supervised = Annotated[bool | None, _told("--supervised/--alone", None, "Whether a coach stood by.")]
Effort = Annotated[float | None, _score("--effort", "0 rest, 10 all out.")]
PainBefore = Annotated[float | None, _score("--pain-before", "0 none, 10 the worst.")]
PainAfter = Annotated[float | None, _score("--pain-after", "Right after.")]
PainNextDay = Annotated[float | None, _score("--pain-next-day", "The day after.")]
Confident = Annotated[float | None, _score("--confidence", "In hinging with this load, 10 full.")]
NoteText = Annotated[str | None, _told("--note", "TEXT", "In your words.")]
ForPerson = Annotated[str | None, _told("--person", "PERSON", "Keep it in this person's history.")]
KeepVideo = Annotated[bool, _told("--keep-video", None, "Copy the clip into the history too.")]
Amended = Annotated[
    str | None,
    typer.Option("--entry", metavar="ENTRY", help="Add to this entry: its id, its day, or 'last'."),
]
Clip = Annotated[str, typer.Option("--clip", metavar="CLIP", help="Which: its id, its day, or 'last'.")]
ClipHere = Annotated[str, typer.Argument(metavar="CLIP", help="Which: its id, its day, or 'last'.")]
EntryHere = Annotated[str, typer.Argument(metavar="ENTRY", help="Its id, as 'people show' gives it.")]
CueHere = Annotated[str, typer.Argument(metavar="CUE", help="Such as flat_back.")]
VerdictHere = Annotated[str, typer.Argument(metavar="VERDICT", help="good, mild, marked, unsure or not_seen.")]
Rep = Annotated[int | None, typer.Option("--rep", min=1, metavar="N", help="One repetition, instead of the set.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
Zip = Annotated[Path, typer.Argument(metavar="FILE.zip", help="The zip.")]
OtherName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name here.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Days = Annotated[
    int | None, typer.Option("--keep-days", min=0, metavar="N", help="Copies of clips go away after so many days.")
]
Forever = Annotated[bool, typer.Option("--keep-all", help="Take that limit away.")]
