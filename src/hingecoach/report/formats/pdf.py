"""report.pdf: the page on paper. Needs WeasyPrint: ``pip install 'hingecoach[pdf]'``."""

# ruff: noqa: PLC0415  (the list of formats is read whenever --help is)

from .base import Format, Job


def _write(job: Job) -> None:
    from ..page import as_html
    from ..paper import as_pdf

    html = as_html(job.analysis, job.made, job.wishes)
    (job.folder / "report.pdf").write_bytes(as_pdf(html))


def _ready() -> None:
    from ..paper import weasyprint

    weasyprint()


FORMAT = Format(name="pdf", files=("report.pdf",), order=50, write=_write, default=False, ready=_ready)
