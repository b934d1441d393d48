"""assessment.json: the answer itself."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..data import as_json  # noqa: PLC0415

    job.write("assessment.json", as_json(job.analysis.assessment))


FORMAT = Format(name="json", files=("assessment.json",), order=10, write=_write)
