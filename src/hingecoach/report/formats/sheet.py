"""sheet.pdf: the first page alone on paper, to be handed over. Needs WeasyPrint, as ``pdf`` does."""

# ruff: noqa: PLC0415  (the list of formats is read whenever --help is)

from .base import Format, Job
from .pdf import FORMAT as PDF


def _write(job: Job) -> None:
    from ..page import as_html
    from ..paper import as_pdf

    html = as_html(job.analysis, job.made, job.wishes)
    (job.folder / "sheet.pdf").write_bytes(as_pdf(html, short=True))


FORMAT = Format(name="sheet", files=("sheet.pdf",), order=55, write=_write, default=False, ready=PDF.ready)
