"""How far knees and hips bent, in degrees, where a verdict goes by the ratio of the two: nobody thinks in ratios."""

from ..assessment import Assessment, Finding, RepFinding, RepReport
from .numbers import number

RATIOS = ("hip_per_knee", "knee_per_hip")
"""Readings that are such a ratio (cues/soft_knees.py)."""
NAME = "Bent at the deepest point"
"""What the degrees are called."""


def bends(assessment: Assessment, f: Finding) -> str:
    """Give the bend of knees and hips in the repetition of a finding: ``"knees 82°, hips 128°"``.

    They are the estimates of the joints that the table has. Empty for other readings, and where one of the two was not
    told.
    """
    rep = next((r for r in assessment.reps if r.index == f.rep), None)
    if rep is None or f.reading not in RATIOS:
        return ""
    found = {what: rep.measures.get(f"{what}_bottom") for what in ("knee", "hip")}
    told = [f"{what}s {number(m.value, m.unit)}" for what, m in found.items() if m]
    return ", ".join(told) if len(told) == len(found) else ""


def knee(rep: RepReport | None, f: Finding | RepFinding) -> str:
    """Give the knee's bend to be written at the drawn knee in place of a ratio; empty for other readings."""
    m = rep.measures.get("knee_bottom") if rep and f.reading in RATIOS else None
    return number(m.value, m.unit) if m else ""
