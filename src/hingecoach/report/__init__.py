"""Reports: what is made of the answer. Each format only writes down what the assessment says."""

import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import whole_folder
from .formats import Job, Wishes, all_formats, chosen, results

if TYPE_CHECKING:
    from ..analyze import Analysis

__all__ = ["Progress", "Wishes", "all_formats", "chosen", "results", "write_all"]

Progress = Callable[[str, float], None]
"""Told which file is being written and which share of it is done, 0 to 1."""


def write_all(
    analysis: "Analysis",
    folder: Path,
    *,
    formats: Iterable[str] | None = None,
    wishes: Wishes | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the reports of one clip into a folder, all of them or none.

    What an earlier run wrote there in other formats stays where its answer was the same, and goes where it was another.

    Parameters
    ----------
    folder
        Where to; made if it does not exist.
    formats
        Names of formats (:func:`all_formats`); None for those that are written by default.
    wishes
        What the user wants of them besides; None for nothing.

    Returns
    -------
    list[Path]
        The files, in the order of :func:`all_formats`.

    Raises
    ------
    UnknownNameError
        There is no format of that name.
    NotInstalledError
        A format needs a program that is not installed.
    OutputError
        The folder cannot be written.
    """
    from .data import as_json  # noqa: PLC0415  (--help must be quick)

    tell = progress or (lambda _file, _share: None)
    some = chosen(formats)
    with whole_folder(folder, results()) as fresh:
        for one in some:
            tell(one.files[0], 0.0)
            one.write(Job(analysis, fresh, wishes or Wishes(), partial(tell, one.files[0])))
            tell(one.files[0], 1.0)
        if analysis.faces is None:  # an earlier picture may show a face that is to be hidden now
            _carry_over(folder, fresh, as_json(analysis.assessment))
    return [folder / file for one in some for file in one.files]


def _carry_over(folder: Path, fresh: Path, answer: str) -> None:
    """Copy what an earlier run with the same answer wrote and this one does not."""
    kept = folder / "assessment.json"
    if not kept.is_file() or kept.read_bytes() != answer.encode():
        return
    for name in results():
        earlier = folder / name
        if earlier.is_file() and not earlier.is_symlink() and not (fresh / name).exists():
            shutil.copyfile(earlier, fresh / name)
