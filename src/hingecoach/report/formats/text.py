"""note.txt: a short note for a chart record."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..note import as_note  # noqa: PLC0415

    wishes = job.wishes
    answer = job.analysis.assessment
    job.write("note.txt", as_note(answer, job.made, wishes.before, wishes.shows, wishes.practised))


FORMAT = Format(name="text", files=("note.txt",), order=70, write=_write, default=False)
