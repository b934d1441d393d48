"""report.html: one file that needs nothing else."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..page import as_html  # noqa: PLC0415

    job.write("report.html", as_html(job.analysis, job.made, job.wishes))


FORMAT = Format(name="html", files=("report.html",), order=20, write=_write)
