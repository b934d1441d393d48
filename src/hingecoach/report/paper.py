"""report.pdf: the page as a PDF, made by WeasyPrint, which asks nothing of the network."""

import logging
from importlib import import_module
from typing import Any

from ..errors import NotInstalledError

MISSING = "The PDF needs WeasyPrint. Install it with: pip install 'hingecoach[pdf]'"
NO_PANGO = (
    "The PDF needs the library Pango, which WeasyPrint does not bring. "
    "Install it (Debian, Ubuntu: apt install libpangoft2-1.0-0; macOS: brew install pango), or print report.html."
)


def weasyprint() -> Any:
    """Give the module WeasyPrint.

    Raises
    ------
    NotInstalledError
        It is not there, or Pango is not; the message says how to install it.
    """
    try:
        return import_module("weasyprint")
    except ModuleNotFoundError as e:
        raise NotInstalledError(MISSING) from e
    except OSError as e:
        raise NotInstalledError(NO_PANGO) from e


SHORT = "#details, .foot, .follow { display: none }"
"""Leaves of the page what stands on its first sheet."""


def as_pdf(html: str, size: str = "A4", *, short: bool = False) -> bytes:
    """Set the page on paper.

    Parameters
    ----------
    html
        The whole page, with its pictures inside.
    size
        Of the paper, as CSS names it: ``"A4"`` or ``"letter"``.
    short
        Whether only the first sheet is set.

    Raises
    ------
    NotInstalledError
        WeasyPrint or Pango is not there.
    """
    made: bytes = laid_out(html, size, short=short).write_pdf()
    return made


def laid_out(html: str, size: str = "A4", *, short: bool = False) -> Any:
    """Lay the page out on paper, as WeasyPrint's document of pages; parameters and errors as in :func:`as_pdf`."""
    program = weasyprint()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it tells of every property that it does not know
    paper = program.CSS(string=f"@page {{ size: {size} }} {SHORT if short else ''}")
    page = program.HTML(string=html, url_fetcher=_inside_only())
    return page.render(stylesheets=[paper], pdf_variant="pdf/ua-1")


def _inside_only() -> Any:
    """Give a fetcher that opens what lies inside the page (``data:``) and refuses everything else."""
    fetcher = import_module("weasyprint.urls").URLFetcher
    return fetcher(allowed_protocols={"data"}, allow_redirects=False)
