"""What an analysis costs on this machine: ``python -m hingecoach.bench``, or ``make bench``.

One run on one clip tells where the time goes; two more, in processes of their own, tell the peak memory on a short and
on a long clip. Times are CPU times unless said, so that a busy machine changes them little.
"""

import os
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from .clips import enlarged, looped
from .costs import Costs, measure
from .process import child, installed_mb
from .reports import ReportCost, report_cost

__all__ = ["Costs", "Result", "as_json", "bench", "rows"]

SHORT_S, TEN_REPS_S, LONG_S = 10.0, 34.5, 120.0
DEMO = "data/demo.mp4"
SIDE = 1280
"""Pixels of the clip's longer side: 720p, as a phone films."""

_ANALYZE = "import sys; from hingecoach.analyze import analyze; print(len(analyze(sys.argv[1]).reps))"
_HELP = """
import sys
from hingecoach.cli import main
sys.argv = ["hingecoach", "--help"]
try:
    main()
except SystemExit:
    pass
"""


def _machine() -> str:
    return f"{os.cpu_count()} cores, {sys.platform}, Python {sys.version.split()[0]}"


@dataclass
class Result:
    """All that was measured; None where this system cannot tell.

    Attributes
    ----------
    verdict_s, verdict_cpu_s
        Wall and CPU time of a whole process, from its start to the verdict on the short clip.
    peak_short_mb, peak_long_mb
        Largest resident memory of that process, and of one on the long clip, MB of 10^6 bytes.
    help_s
        Wall time of ``--help``, the best of three.
    report
        What the report of a set of about ten repetitions costs once they were judged.
    installed_mb
        The package and everything it needs, on disk, MB.
    """

    clip: str
    size: tuple[int, int]
    costs: Costs
    verdict_s: float
    verdict_cpu_s: float
    peak_short_mb: float | None
    peak_long_mb: float | None
    help_s: float
    installed_mb: float | None
    report: ReportCost
    machine: str = field(default_factory=_machine)


def bench(clip: Path | None = None) -> Result:
    """Measure one clip, the package's own when None: enlarged to 720p and to ten seconds."""
    with tempfile.TemporaryDirectory() as folder, as_file(files("hingecoach") / DEMO) as own:
        short, ten, long = (Path(folder, f"{name}.mp4") for name in ("short", "ten", "long"))
        size = enlarged(clip or own, short, SIDE, SHORT_S)
        looped(short, ten, TEN_REPS_S)
        looped(short, long, LONG_S)
        costs = measure(short)
        report = report_cost(ten)
        on_short, on_long = child(_ANALYZE, str(short)), child(_ANALYZE, str(long))
    return Result(
        clip=(clip or own).name,
        size=size,
        costs=costs,
        verdict_s=on_short.wall,
        verdict_cpu_s=on_short.cpu,
        peak_short_mb=on_short.peak_mb,
        peak_long_mb=on_long.peak_mb,
        help_s=min(child(_HELP).wall for _ in range(3)),
        installed_mb=installed_mb(),
        report=report,
    )


def rows(result: Result) -> list[tuple[str, str, str]]:
    """Give what was measured as rows: what, value, what was asked for."""
    c, r = result.costs, result.report

    def mb(value: float | None) -> str:
        return "-" if value is None else f"{value:.0f} MB"

    steps = ("decode", "detector", "landmarks", "mask", "looks", "rest", "total", "video", "faces")
    names = {"looks": "looks for a load", "rest": "everything else", "total": "all of it"}
    names |= {"video": "annotated.mp4", "faces": "hiding faces besides"}
    asked = {"looks": "<= 2 ms", "total": "<= 30 ms"}
    per_frame = [
        (f"CPU a frame: {names.get(s, s)}", f"{c.per_frame(getattr(c, s)):.2f} ms", asked.get(s, "")) for s in steps
    ]
    return [
        *per_frame,
        ("total : (decode + networks)", f"{c.ratio:.3f}", "<= 1.3"),
        ("networks read and run once", f"{c.load:.2f} s CPU", ""),
        (f"first verdict on {SHORT_S:.0f} s", f"{result.verdict_s:.1f} s ({result.verdict_cpu_s:.1f} s CPU)", "< 15 s"),
        (f"report of {r.reps} repetitions, after the analysis", f"{r.seconds:.1f} s ({r.cpu_s:.1f} s CPU)", "<= 2 s"),
        ("size of that report.html", f"{r.html_mb:.2f} MB", "< 1.5 MB"),
        (f"peak memory on {SHORT_S:.0f} s", mb(result.peak_short_mb), "< 700 MB"),
        (f"peak memory on {LONG_S:.0f} s", mb(result.peak_long_mb), "the same"),
        ("--help", f"{result.help_s:.2f} s", "< 0.7 s"),
        ("installed", mb(result.installed_mb), "< 600 MB"),
    ]


def as_json(result: Result) -> dict[str, Any]:
    """Give what was measured as plain data, with milliseconds per frame."""
    c = result.costs
    ms = {
        s: c.per_frame(getattr(c, s))
        for s in ("decode", "detector", "landmarks", "mask", "looks", "networks", "rest", "total", "video", "faces")
    }
    return asdict(result) | {"report": result.report._asdict(), "ms_per_frame": ms, "ratio": c.ratio}
