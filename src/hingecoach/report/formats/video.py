"""annotated.mp4: the clip with the findings drawn in."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..movie import write_movie  # noqa: PLC0415

    write_movie(job.analysis, job.folder / "annotated.mp4", job.told, slow=job.wishes.slow)


FORMAT = Format(name="video", files=("annotated.mp4",), order=40, write=_write)
