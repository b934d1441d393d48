"""reps.csv and angles.csv: one row a repetition, one row a frame.

Decimals have a point and numbers that were not seen are empty. Columns keep their order: the ones below first, then
others by name. No text cell can start a formula when a spreadsheet opens the file.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from ..assessment import Assessment, RepReport
from ..motion import Motion
from ..told import as_told

ANGLES = ("hip", "knee", "trunk", "shank", "neck", "gap", "lumbar_convex", "lumbar", "thoracic", "back")
"""Columns of angles.csv after ``time_s``: the contract's names."""
MEASURES = (
    *(f"{name}_bottom" for name in ANGLES[:6]),
    *("lumbar_convex_bottom", "lumbar_convex_max", "hip_top", "knee_top", "trunk_top"),
    *("lumbar_bottom", "lumbar_max", "thoracic_bottom", "back_bottom", "back_max"),
)
_BEFORE = ("index", "start_s", "bottom_s", "top_s", "end_s", "complete", "movement")


def reps_csv(assessment: Assessment) -> str:
    """Write a row a repetition: times, measures with errors, then a verdict a cue."""
    measures = _in_order(MEASURES, (name for rep in assessment.reps for name in rep.measures))
    cues = _in_order([f.cue for f in assessment.findings], (f.cue for rep in assessment.reps for f in rep.findings))
    head = [*_BEFORE, *(c for name in measures for c in (name, f"{name}_error")), *cues]
    return _csv(head, (_rep(rep, measures, cues) for rep in assessment.reps))


def angles_csv(motion: Motion) -> str:
    """Write a row a frame: the time, then the angles in degrees (``gap`` in % of leg length)."""
    told = as_told(motion)
    columns = [np.asarray(getattr(told.angles, name)) for name in ANGLES]
    rows = (
        [_number(time, 3), *(_number(float(c[i]), 2) for c in columns)] for i, time in enumerate(motion.time.tolist())
    )
    return _csv(["time_s", *ANGLES], rows)


def _rep(rep: RepReport, measures: Sequence[str], cues: Sequence[str]) -> list[str]:
    verdicts = {f.cue: f.verdict for f in rep.findings}
    times = [_number(t, 3) for t in (rep.start_s, rep.bottom_s, rep.top_s, rep.end_s)]
    numbers = []
    for name in measures:
        m = rep.measures.get(name)
        numbers += ["", ""] if m is None else [_number(m.value, 2), _number(m.error, 2)]
    complete = "true" if rep.complete else "false"
    return [str(rep.index), *times, complete, rep.movement, *numbers, *(verdicts.get(c, "") for c in cues)]


def _in_order(first: Iterable[str], found: Iterable[str]) -> list[str]:
    """Give the names once each: the known ones in their order, then the others by name."""
    known = list(dict.fromkeys(first))
    return known + sorted(set(found) - set(known))


def _number(value: float, digits: int) -> str:
    """Write a number without trailing zeros; empty where not seen."""
    if not np.isfinite(value):
        return ""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _safe(cell: str) -> str:
    """Put a quote before text that a spreadsheet would run; numbers stay as they are."""
    risky = cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if risky and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_safe(c) for c in head])
    writer.writerows([_safe(c) for c in row] for row in rows)
    return out.getvalue()
