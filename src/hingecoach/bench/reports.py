"""How long the reader waits for the report once the clip was looked at, and how large it is."""

import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from hingecoach.analyze import examine
from hingecoach.report import chosen, write_all


class ReportCost(NamedTuple):
    """What the files cost that are written by default, without the video.

    Attributes
    ----------
    reps
        Repetitions in the clip.
    seconds, cpu_s
        Wall and CPU time from the end of the analysis until all files are there, the programs' own loading included.
    html_mb
        Size of report.html, MB of 10^6 bytes.
    """

    reps: int
    seconds: float
    cpu_s: float
    html_mb: float


def report_cost(clip: Path) -> ReportCost:
    """Look at a clip, then measure what it takes to write its report."""
    analysis = examine(clip)
    wanted = [one.name for one in chosen() if one.name != "video"]
    with tempfile.TemporaryDirectory() as folder:
        began, cpu = time.perf_counter(), time.process_time()
        files = write_all(analysis, Path(folder, "out"), formats=wanted)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        size = next(f.stat().st_size for f in files if f.name == "report.html")
    return ReportCost(len(analysis.assessment.reps), seconds, cpu, size / 1e6)
