"""What ``analyze`` and ``demo`` do: look at one clip, write the files, print the answer."""

# ruff: noqa: PLC0415  (--help must be quick)

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..errors import OutputError
from ..files import check_beside, check_writable, shown
from ..terminal import Tell, answer, drawn, progress, warn

if TYPE_CHECKING:
    from ..analyze import Analysis
    from ..assessment import Assessment
    from ..calibration import Calibration
    from ..report.earlier import Earlier
    from ..report.practised import Practised


@dataclass(frozen=True, slots=True)
class How:
    """What to look for in a clip, which part of it, with which backend; what to write, and beside which result.

    ``formats`` None stands for those that are written by default; ``before`` is the file of an earlier result;
    ``blur_face`` None hides faces where the exercise asks for it; ``calibration`` is the person's own measures,
    or the file with them; ``shows`` is the day that the clip shows, where it was told, and ``noted`` gives the one that
    is kept of the clip already and stays; ``practised`` gives whose practice it was and what was told about it.
    """

    exercise: str | None = None
    start: float | None = None
    end: float | None = None
    backend: str = "blazepose"
    formats: list[str] | None = None
    before: Path | None = None
    slow: bool = False
    blur_face: bool | None = None
    calibration: "Path | Calibration | None" = None
    shows: date | None = None
    noted: "Callable[[Assessment], date | None] | None" = None
    practised: "Callable[[Assessment], Practised] | None" = None


def run(
    clip: Path,
    folder: Path,
    how: How,
    *,
    as_json: bool = False,
    quiet: bool = False,
    needed: bool = True,
    then: "Callable[[Analysis], None] | None" = None,
) -> None:
    """Analyse a clip, write the files, print the answer, and hand the analysis on."""
    from ..report import Wishes, write_all
    from ..report.data import as_json as in_json
    from ..report.earlier import check_same, exercise_of
    from ..report.text import render

    writes = _checked(clip, folder, how, needed=needed)
    earlier = _earlier(how)
    with progress(quiet=quiet) as tell:
        analysis = _examined(clip, how, tell)
        if earlier:
            check_same(earlier, exercise_of(analysis.assessment))
        told = (lambda file, share: tell(f"Writing {file}", share)) if tell else None
        told_of = how.practised(analysis.assessment) if how.practised else None
        wishes = Wishes(slow=how.slow, before=earlier, shows=_day(how, analysis), practised=told_of)
        there = _results_in(folder)
        files = write_all(analysis, folder, formats=how.formats, wishes=wishes, progress=told) if writes else []
    if writes:
        _tell_replaced(folder, there, analysis)
    if as_json:
        answer(in_json(analysis.assessment).rstrip("\n"))
    elif not quiet:
        drawn(lambda console: render(analysis.assessment, console, files, earlier, planned=told_of is not None))
    if then:
        then(analysis)


def _examined(clip: Path, how: How, tell: Tell | None) -> "Analysis":
    """Look at the clip as it is wanted."""
    from ..analyze import examine

    return examine(
        clip,
        how.exercise,
        calibration=how.calibration,
        start=how.start,
        end=how.end,
        backend=how.backend,
        blur_face=how.blur_face,
        progress=partial(tell, "Looking at the clip") if tell else None,
    )


def _day(how: How, analysis: "Analysis") -> date | None:
    """Give the day that the report shows, where one was told: the one in the history."""
    return how.shows and ((how.noted and how.noted(analysis.assessment)) or how.shows)


def _results_in(folder: Path) -> tuple[str, str, set[str]]:
    """Give name and hash of the clip whose results lie in a folder, empty where none do, and the names of the files."""
    from ..report import results

    try:
        video = json.loads((folder / "assessment.json").read_text("utf-8"))["video"]
        clip = str(video["name"]), str(video["sha256"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        clip = "", ""
    return *clip, {name for name in results() if (folder / name).is_file()}


def _tell_replaced(folder: Path, there: tuple[str, str, set[str]], analysis: "Analysis") -> None:
    """Say that the results of another clip made way, and which files of an earlier answer are gone."""
    name, sha256, names = there
    gone = ", ".join(sorted(names - _results_in(folder)[2]))
    also = f" Gone with them: {gone}." if gone else ""
    if sha256 and sha256 != analysis.video.sha256:
        warn(f"{shown(folder)} held the results of {shown(name)}, another clip; they were replaced.{also}")
    elif gone:
        warn(f"What an earlier run wrote does not belong to this answer and is gone: {gone}.")


def _earlier(how: How) -> "Earlier | None":
    """Read the result to compare with, and refuse within a blink one of another exercise.

    Where it is kept in the history that the new one goes into, both are of one person, and its day is the one kept.
    """
    from ..report.earlier import check_same, load_earlier

    if how.before is None:
        return None
    earlier = load_earlier(how.before)
    if how.exercise is not None:
        check_same(earlier, how.exercise)
    kept = how.noted(earlier.assessment) if how.noted else None
    return replace(earlier, shows=kept, same=True) if kept else earlier


def _checked(clip: Path, folder: Path, how: How, *, needed: bool) -> bool:
    """Refuse within a blink what would be refused after minutes; say whether files can be written."""
    from ..exercises import get_exercise
    from ..report import chosen, results
    from ..video.limits import check_file

    if how.exercise is not None:
        get_exercise(how.exercise)
    check_file(clip)
    if any(p.name in results() and p.parent.resolve() == folder.resolve() for p in (clip, clip.resolve())):
        raise OutputError(f"The results would replace {shown(clip)} itself. Choose another folder with --out.")
    try:
        if folder.parent == clip.parent:
            check_beside(clip)
        check_writable(folder, results(), [file for one in chosen(how.formats) for file in one.files])
    except OutputError as e:
        if needed:
            raise
        warn(f"{e} Only the JSON is given.")
        return False
    return True


def formats_of(names: list[str] | None, *, video: bool) -> list[str]:
    """Give the formats to write, in order; ``--no-video`` takes one away.

    Raises
    ------
    typer.BadParameter
        Nothing is left to write.
    """
    from ..report import chosen

    kept = [one.name for one in chosen(names or None) if video or one.name != "video"]
    if not kept:
        raise typer.BadParameter("--format video and --no-video leave nothing to write.")
    return kept
