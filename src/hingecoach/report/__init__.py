"""Reports. One module here is one format; each only writes down what the assessment says."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UnknownNameError
from ..files import whole_folder

if TYPE_CHECKING:
    from ..analyze import Analysis

__all__ = ["FORMATS", "Progress", "write_all"]

Progress = Callable[[str, float], None]
"""Told which file is being written and which share of it is done, 0 to 1."""

FORMATS: dict[str, tuple[str, ...]] = {
    "json": ("assessment.json",),
    "html": ("report.html",),
    "csv": ("reps.csv", "angles.csv"),
    "video": ("annotated.mp4",),
}
"""The formats by the name a user gives, and the files that each writes."""


def write_all(
    analysis: "Analysis",
    folder: Path,
    *,
    video: bool = True,
    formats: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the reports of one clip into a folder, all of them or none.

    Parameters
    ----------
    folder
        Where to; made if it does not exist.
    video
        Whether to write ``annotated.mp4``, which takes the longest.
    formats
        Names from :data:`FORMATS`; None for all.

    Returns
    -------
    list[Path]
        The files, in the order of :data:`FORMATS`.

    Raises
    ------
    UnknownNameError
        There is no format of that name.
    OutputError
        The folder cannot be written.
    """
    names = [name for name in chosen(formats) if video or name != "video"]
    with whole_folder(folder) as fresh:
        for name in names:
            _write(name, analysis, fresh, progress)
    return [folder / file for name in names for file in FORMATS[name]]


def chosen(formats: Iterable[str] | None) -> list[str]:
    """Give the wanted formats in their order.

    Raises
    ------
    UnknownNameError
        There is no format of that name.
    """
    wanted = set(FORMATS if formats is None else formats)
    for name in sorted(wanted - set(FORMATS)):
        raise UnknownNameError("format", name, FORMATS)
    return [name for name in FORMATS if name in wanted]


def _write(name: str, analysis: "Analysis", folder: Path, progress: Progress | None) -> None:
    """Write one format; its module, and what that needs, is loaded only now."""
    paths = [folder / file for file in FORMATS[name]]
    if progress:
        progress(paths[0].name, 0.0)
    match name:
        case "json":
            _text(paths[0], import_module(f"{__name__}.data").as_json(analysis.assessment))
        case "html":
            _text(paths[0], import_module(f"{__name__}.page").as_html(analysis))
        case "csv":
            table = import_module(f"{__name__}.table")
            _text(paths[0], table.reps_csv(analysis.assessment))
            _text(paths[1], table.angles_csv(analysis.motion))
        case _:
            told = (lambda share: progress(paths[0].name, share)) if progress else None
            import_module(f"{__name__}.movie").write_movie(analysis, paths[0], told)
    if progress:
        progress(paths[0].name, 1.0)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
