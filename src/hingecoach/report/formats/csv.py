"""reps.csv and angles.csv: the numbers for a spreadsheet."""

from .base import Format, Job


def _write(job: Job) -> None:
    from ..table import angles_csv, reps_csv  # noqa: PLC0415

    job.write("reps.csv", reps_csv(job.analysis.assessment))
    job.write("angles.csv", angles_csv(job.analysis.motion))


FORMAT = Format(name="csv", files=("reps.csv", "angles.csv"), order=30, write=_write)
