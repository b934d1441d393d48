"""``hingecoach evaluate``: score the answers against clips whose truth is known."""

# ruff: noqa: PLC0415  (--help must be quick)

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from ..terminal import answer, drawn, plain_words, progress, warn
from .options import AsJson, Backend, Debug, Declare, Jobs, Page, Quiet, Tracks, Truths

if TYPE_CHECKING:
    from ..evaluate import Scores


def evaluate(
    folder: Truths,
    *,
    as_json: AsJson = False,
    out: Page = None,
    jobs: Jobs = 1,
    tracks: Tracks = None,
    declare: Declare = False,
    backend: Backend = "blazepose",
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge every clip of a truth folder and score the answers, worst clips first.

    A truth file says what is known of one clip; docs/truth_files.md tells its fields and shows one.
    """
    with plain_words(debug=debug):
        scores = _scored(folder, out, quiet=quiet, jobs=jobs, tracks=tracks, declare=declare, backend=backend)
        if as_json:
            answer(scores.model_dump_json(indent=2))
        elif not quiet:
            from ..evaluate.table import show

            drawn(lambda console: show(scores, console))


def _scored(
    folder: Path, out: Path | None, *, quiet: bool, jobs: int, tracks: Path | None, declare: bool, backend: str
) -> "Scores":
    """Score a truth folder; with ``out``, write the page with the frames of the errors."""
    from ..evaluate import gather, score
    from ..evaluate.page import FILE
    from ..files import check_writable

    if out is not None:
        check_writable(out, (FILE,))  # found out before hours of work, not after
    began = perf_counter()
    with progress(quiet=quiet) as tell:
        hear = (lambda done, of, _name: tell("Judging clips", done / of)) if tell else None
        cases = list(gather(folder, jobs=jobs, progress=hear, tracks=tracks, declare=declare, backend=backend))
    for case in cases:
        for says in case.truth.unknown:
            warn(f"{case.path.stem}.truth.json: {says} It was left out.")
        if case.truth.uncounted:
            warn(f"{case.path.stem}.truth.json: n_reps is not scored without reps_known: write true or false.")
    scores = score(cases, folder=folder.name, declared=declare, seconds=perf_counter() - began)
    if out is not None:
        from ..evaluate.page import write_page

        warn(f"The page with the errors: {write_page(scores, cases, out)}")
    return scores
