"""The Markdown page: words and numbers."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..markdown import as_markdown  # noqa: PLC0415

    wishes = job.wishes
    job.write("report.md", as_markdown(job.analysis.assessment, job.made, wishes.before, wishes.shows))


FORMAT = Format(name="markdown", files=("report.md",), order=60, write=_write, default=False)
