"""Which measures of the repetitions the tables for people show; ``reps.csv`` has all."""

from ..assessment import Assessment
from .table import MEASURES
from .words import lies

FIRST = ("hip_bottom", "knee_bottom", "trunk_bottom", "lumbar_convex_max", "hip_top")
"""What says most about a hinge from the side."""
_REST = frozenset({*MEASURES, "bow_bottom"})
"""What is read from the side besides: too much for a table on paper."""
MOST = 7
"""More columns than this are no table for paper."""


def columns(a: Assessment) -> tuple[str, ...]:
    """Give the measures that were seen: the first ones, then those that no list here knows, such as another view's."""
    seen = dict.fromkeys(name for rep in a.reps for name in rep.measures)
    upright = ("trunk_bottom",) if lies(a) else ()  # who lies has no lean from upright
    first = [m for m in FIRST if m in seen and m not in upright]
    return (*first, *(m for m in seen if m not in _REST))[:MOST]
