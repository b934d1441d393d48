"""How well the camera's angle off the side view is told."""

from collections.abc import Iterator
from typing import get_args

import numpy as np

from hingecoach.evaluate.scores import Band, Share
from hingecoach.evaluate.table import number, share

from .parts import Part
from .tables import table


def camera_errors(part: Part) -> list[float]:
    """Give our angle off the side view minus the true one, both without sign, of the clips where we gave one."""
    out = []
    for case in part.cases:
        true, ours = case.truth.view.azimuth_deg, case.found.assessment.view.azimuth_deg if case.found else None
        if true is not None and ours is not None:
            out.append(abs(ours.value) - abs(true))
    return out


def camera(part: Part) -> Iterator[str]:
    """Give the table of the camera's angle by view band."""
    rows = []
    for band in get_args(Band):
        some = part if band == "all" else part.band(band)
        off = np.array(camera_errors(some))
        if some.cases:
            mean, bias = (number(float(x), 1) if off.size else "-" for x in (np.abs(off).mean(), off.mean()))
            rows.append((band, mean, bias, share(Share.of(int(off.size), len(some.cases)))))
    yield from table(("off side view", "mean error", "bias", "given"), rows)
