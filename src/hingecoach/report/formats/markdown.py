"""The Markdown page: words and numbers."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..markdown import as_markdown  # noqa: PLC0415

    wishes, answer = job.wishes, job.analysis.assessment
    job.write(
        "report.md", as_markdown(answer, job.made, wishes.before, wishes.shows, planned=wishes.practised is not None)
    )


FORMAT = Format(name="markdown", files=("report.md",), order=60, write=_write, default=False)
