"""The command line. Every command is a call or two into the library; what is heavy is imported inside."""

# ruff: noqa: PLC0415  (--help must be quick)

import sys
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from ._version import __version__
from .errors import OutputError
from .files import RESULTS, check_writable, shown
from .terminal import answer, drawn, plain_words, progress, warn

if TYPE_CHECKING:
    from .evaluate import Scores

app = typer.Typer(
    name="hingecoach",
    help="Looks at one ordinary video and coaches the hip hinge. Nothing leaves this computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def seconds(text: str) -> float:
    """Read a time: seconds, or minutes and seconds, or hours too.

    Examples
    --------
    >>> seconds("12.5"), seconds("1:30"), seconds("1:02:03")
    (12.5, 90.0, 3723.0)
    """
    parts = text.strip().split(":")
    if len(parts) <= 3 and all(p.replace(".", "", i == len(parts) - 1).isdecimal() for i, p in enumerate(parts)):  # noqa: PLR2004
        return sum(float(p) * 60.0**i for i, p in enumerate(reversed(parts)))
    raise typer.BadParameter(f"{text!r} is no time. Write seconds or m:ss, such as 12.5 or 1:30.")


ClipFile = Annotated[
    Path, typer.Argument(metavar="CLIP", help="The video: one person, whole body, best from the side.")
]
Exercise = Annotated[str | None, typer.Option("--exercise", metavar="ID", help="See 'hingecoach exercises'.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the results.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON on standard output, and nothing else.")]
Formats = Annotated[
    list[str] | None, typer.Option("--format", metavar="FORM", help="Write only html, json, csv, video.")
]
Start = Annotated[float | None, typer.Option("--start", parser=seconds, metavar="TIME", help="From: 12.5 or 1:30.")]
End = Annotated[float | None, typer.Option("--end", parser=seconds, metavar="TIME", help="Up to: 20 or 1:45.")]
WithVideo = Annotated[bool, typer.Option("--video/--no-video", help="Write the clip with the findings drawn in.")]
Backend = Annotated[str, typer.Option("--backend", metavar="NAME", help="Program that finds the body's points.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
Truths = Annotated[Path, typer.Argument(metavar="TRUTH_DIR", help="Holds NAME.truth.json beside each clip.")]
Page = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write a page with the frames of the errors.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="Clips at the same time.")]
Tracks = Annotated[Path | None, typer.Option("--tracks", metavar="DIR", help="Keep the body's points there for again.")]
Declare = Annotated[bool, typer.Option("--declare", help="Tell the true exercise of each clip, as --exercise does.")]
Debug = Annotated[bool, typer.Option("--debug", help="On an error, print where in the program it happened.")]


@dataclass(frozen=True, slots=True)
class How:
    """What to look for in a clip, which part of it, with which backend, and which formats to write (None for all)."""

    exercise: str | None = None
    start: float | None = None
    end: float | None = None
    backend: str = "blazepose"
    formats: list[str] | None = None


def _run(
    clip: Path, folder: Path, how: How, *, as_json: bool = False, quiet: bool = False, needed: bool = True
) -> None:
    """Analyse a clip, write the files, print the answer."""
    from .analyze import examine
    from .report import write_all
    from .report.data import as_json as in_json
    from .report.text import render

    writes = _checked(clip, folder, how, needed=needed)
    with progress(quiet=quiet) as tell:
        hear = partial(tell, "Looking at the clip") if tell else None
        analysis = examine(clip, how.exercise, start=how.start, end=how.end, backend=how.backend, progress=hear)
        told = (lambda file, share: tell(f"Writing {file}", share)) if tell else None
        files = write_all(analysis, folder, formats=how.formats, progress=told) if writes else []
    if as_json:
        answer(in_json(analysis.assessment).rstrip("\n"))
    elif not quiet:
        drawn(lambda console: render(analysis.assessment, console, files))


def _checked(clip: Path, folder: Path, how: How, *, needed: bool) -> bool:
    """Refuse within a blink what would be refused after minutes; say whether files can be written."""
    from .exercises import get_exercise
    from .video.limits import check_file

    if how.exercise is not None:
        get_exercise(how.exercise)
    check_file(clip)
    if clip.name in RESULTS and clip.resolve().parent == folder.resolve():
        raise OutputError(f"The results would replace {shown(clip)} itself. Choose another folder with --out.")
    try:
        check_writable(folder)
    except OutputError as e:
        if needed:
            raise
        warn(f"{e} Only the JSON is given.")
        return False
    return True


def _formats(names: list[str] | None, *, video: bool) -> list[str]:
    """Give the formats to write, in order; ``--no-video`` takes one away."""
    from .report import FORMATS, chosen

    return [name for name in chosen(names or FORMATS) if video or name != "video"]


def _version(wanted: bool) -> None:
    if wanted:
        answer(f"hingecoach {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *, version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False
) -> None:
    pass


@app.command()
def analyze(
    clip: ClipFile,
    *,
    exercise: Exercise = None,
    out: Out = None,
    as_json: AsJson = False,
    formats: Formats = None,
    start: Start = None,
    end: End = None,
    video: WithVideo = True,
    backend: Backend = "blazepose",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge every repetition of one clip, and write report, video and tables into a folder.

    The folder is named after the clip and lies beside it; --out chooses another.
    """
    if end is not None and (start or 0.0) >= end:
        raise typer.BadParameter("--start must come before --end.")
    with plain_words(debug=debug):
        how = How(exercise, start, end, backend, _formats(formats, video=video))
        folder = out or clip.with_name(f"{clip.name}.hingecoach")
        _run(clip, folder, how, as_json=as_json, quiet=quiet, needed=bool(out) or not as_json)


@app.command()
def demo(*, out: Out = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Try it: judge a small clip of a drawn figure that comes with the program."""
    from .demo import EXERCISE, demo_clip

    with plain_words(debug=debug), demo_clip() as clip:
        folder = out or Path("hingecoach-demo")
        _run(clip, folder, How(EXERCISE), quiet=quiet)
        answer(f"\nOpen this in a browser: {(folder / 'report.html').absolute()}")


@app.command()
def exercises() -> None:
    """List the exercises: their ids for --exercise, and their names."""
    with plain_words():
        from .exercises import all_exercises

        known = all_exercises()
        width = max(map(len, known))
        answer("\n".join(f"{e.id:<{width}}  {e.title}" for e in known.values()))


@app.command()
def evaluate(
    folder: Truths,
    *,
    as_json: AsJson = False,
    out: Page = None,
    jobs: Jobs = 1,
    tracks: Tracks = None,
    declare: Declare = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge every clip of a truth folder and score the answers, worst clips first."""
    with plain_words(debug=debug):
        scores = _scored(folder, out, quiet=quiet, jobs=jobs, tracks=tracks, declare=declare)
        if as_json:
            answer(scores.model_dump_json(indent=2))
        elif not quiet:
            from .evaluate.table import show

            drawn(lambda console: show(scores, console))


def _scored(folder: Path, out: Path | None, *, quiet: bool, jobs: int, tracks: Path | None, declare: bool) -> "Scores":
    """Score a truth folder; with ``out``, write the page with the frames of the errors."""
    from .evaluate import gather, score

    began = perf_counter()
    with progress(quiet=quiet) as tell:
        hear = (lambda done, of, _name: tell("Judging clips", done / of)) if tell else None
        cases = list(gather(folder, jobs=jobs, progress=hear, tracks=tracks, declare=declare))
    scores = score(cases, folder=folder.name, declared=declare, seconds=perf_counter() - began)
    if out is not None:
        from .evaluate.page import write_page

        warn(f"The page with the errors: {write_page(scores, cases, out)}")
    return scores


def main() -> None:
    """Run the command line; the entry point ``hingecoach``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without the signs that we print is no fault
    with plain_words():
        app()
