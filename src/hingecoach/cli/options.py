"""The arguments and options that commands share, each with its one line of help."""

from pathlib import Path
from typing import Annotated

import typer

from ..report import all_formats

LONGEST = 20
"""Letters of a time; what is longer is a slip of the hand, or no number that a computer can hold."""

SIXTY = 60.0
"""Seconds of a minute, minutes of an hour."""


def seconds(text: str) -> float:
    """Read a time: seconds, or minutes and seconds, or hours too.

    Examples
    --------
    >>> seconds("12.5"), seconds("1:30"), seconds("1:02:03")
    (12.5, 90.0, 3723.0)

    Raises
    ------
    typer.BadParameter
        It is none, or has 60 seconds or minutes and more beside a larger unit.
    """
    parts = text.strip().split(":") if len(text) <= LONGEST else []
    plain = all(p.replace(".", "", i == len(parts) - 1).isdecimal() for i, p in enumerate(parts))
    if len(parts) in (1, 2, 3) and plain and all(float(p) < SIXTY for p in parts[1:]):
        return sum(float(p) * SIXTY**i for i, p in enumerate(reversed(parts)))
    raise typer.BadParameter(f"{text!r} is no time. Write seconds or m:ss, such as 12.5 or 1:30.")


def place(text: str) -> Path:
    """Read where to write. An empty name is refused: it would be the folder that one happens to be in."""
    if not text.strip():
        raise typer.BadParameter("The name is empty. Leave the option out, or name a place.")
    return Path(text)


def clip_name(text: str) -> Path:
    """Read the name of a clip. An empty one is refused: it would be the folder that one happens to be in."""
    if not text.strip():
        raise typer.BadParameter("The name is empty. Name a video file.")
    return Path(text)


def check_part(start: float | None, end: float | None) -> None:
    """Refuse a part that ends before it begins.

    Raises
    ------
    typer.BadParameter
        It does.
    """
    if end is not None and (start or 0.0) >= end:
        raise typer.BadParameter("--start must come before --end.")


ClipFile = Annotated[
    Path,
    typer.Argument(metavar="CLIP", parser=clip_name, help="The video: one person, whole body, best from the side."),
]
Exercise = Annotated[str | None, typer.Option("--exercise", metavar="ID", help="See 'hingecoach exercises'.")]
Calibrated = Annotated[
    Path | None, typer.Option("--calibration", metavar="FILE", help="Your own measures, from 'hingecoach calibrate'.")
]
Out = Annotated[Path | None, typer.Option("--out", parser=place, metavar="DIR", help="Folder for the results.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON on standard output, and nothing else.")]
Formats = Annotated[
    list[str] | None, typer.Option("--format", metavar="FORM", help=f"Write only: {', '.join(all_formats())}.")
]
Before = Annotated[
    Path | None, typer.Option("--before", metavar="JSON", help="Lay an earlier result beside it: its assessment.json.")
]
Start = Annotated[float | None, typer.Option("--start", parser=seconds, metavar="TIME", help="From: 12.5 or 1:30.")]
End = Annotated[float | None, typer.Option("--end", parser=seconds, metavar="TIME", help="Up to: 20 or 1:45.")]
WithVideo = Annotated[bool, typer.Option("--video/--no-video", help="Write the clip with the findings drawn in.")]
Slow = Annotated[bool, typer.Option("--slow", help="Slow the video down round each repetition's deepest point.")]
BlurFace = Annotated[
    bool | None,
    typer.Option("--blur-face/--no-blur-face", help="Hide faces in video and pictures; by itself for crib_lower."),
]
Backend = Annotated[str, typer.Option("--backend", metavar="NAME", help="Program that finds the body's points.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
Truths = Annotated[Path, typer.Argument(metavar="TRUTH_DIR", help="Holds NAME.truth.json beside each clip.")]
Page = Annotated[
    Path | None,
    typer.Option("--out", parser=place, metavar="DIR", help="Write a page with the frames of the errors."),
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="Clips at the same time.")]
Tracks = Annotated[
    Path | None,
    typer.Option("--tracks", parser=place, metavar="DIR", help="Keep the body's points there for again."),
]
Declare = Annotated[bool, typer.Option("--declare", help="Tell the true exercise of each clip, as --exercise does.")]
Debug = Annotated[bool, typer.Option("--debug", help="On an error, print where in the program it happened.")]
