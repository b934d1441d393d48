"""note.txt: a short note for a chart record."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..note import as_note  # noqa: PLC0415

    wishes = job.wishes
    job.write("note.txt", as_note(job.analysis.assessment, job.made, wishes.before, wishes.shows))


FORMAT = Format(name="text", files=("note.txt",), order=70, write=_write, default=False)
