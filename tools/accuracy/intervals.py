"""Whether the stated intervals hold, number by number and view by view."""

from collections.abc import Iterator

from hingecoach.evaluate.scores import AngleScore
from hingecoach.evaluate.table import number, share

from .goals import BANDS, holds
from .goals import intervals as scored
from .parts import Part
from .tables import table


def intervals(part: Part) -> Iterator[str]:
    """Give one row a number, one column a view band: how often its interval holds, and its mean half width."""
    found = {(a.angle, a.band): a for a in scored(part) if a.inside.n}
    rows = []
    for angle in dict.fromkeys(name for name, _ in found):
        cells = (found.get((angle, band)) for band in BANDS)
        rows.append((f"`{angle}`", *(_cell(a) if a else "-" for a in cells)))
    yield from table(("", *(f"{b}°" for b in BANDS)), rows)


def _cell(a: AngleScore) -> str:
    said = f"{share(a.inside)} ±{number(a.half_width, 1)}"
    return said if holds(a.inside) else f"*{said}*"
