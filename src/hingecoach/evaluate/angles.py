"""Scores the numbers: each angle at the bottom, at the top, at its largest and over all frames, by view band."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

import numpy as np

from .clip import AssessedClip, Case
from .count import pairs
from .scores import AngleScore, Band, Place, Share

LAST_DEG = 60.0
"""Where the last band ends."""
NEAR_S = 0.02
"""A frame of ours and one of the truth are the same instant within this: less than half a frame at 24 a second."""


class Reading(NamedTuple):
    """One true number with ours; NaN where none was given (``error`` also where no interval was stated)."""

    angle: str
    place: Place
    clip: str
    azimuth: float
    truth: float
    value: float
    error: float


def score_angles(cases: Sequence[Case]) -> tuple[AngleScore, ...]:
    """Score every angle that any truth gives."""
    every = [r for c in cases for r in (*rep_readings(c), *_frames(c))]
    groups = sorted({(r.angle, r.place) for r in every}, key=lambda g: (g[0], get_args(Place).index(g[1])))
    return tuple(s for angle, place in groups for s in _by_band(angle, place, every))


def _by_band(angle: str, place: Place, every: Sequence[Reading]) -> Iterator[AngleScore]:
    chosen = [r for r in every if (r.angle, r.place) == (angle, place)]
    for band in get_args(Band):
        if rows := [r for r in chosen if in_band(r.azimuth, band)]:
            yield score_readings(angle, place, band, rows)


def in_band(azimuth: float, band: Band) -> bool:
    """Say whether a camera angle belongs to a band: its lower end does, its upper end in the last one only.

    An unknown angle belongs to ``all`` alone.

    Examples
    --------
    >>> in_band(10.0, "0-10"), in_band(10.0, "10-20"), in_band(float("nan"), "all")
    (False, True, True)
    >>> in_band(60.0, "30-60")
    True
    """
    if band == "all":
        return True
    low, high = map(float, band.split("-"))
    return low <= abs(azimuth) < high or abs(azimuth) == high == LAST_DEG


def score_readings(name: str, place: Place, band: Band, rows: Sequence[Reading]) -> AngleScore:
    """Score some readings of one angle; which they are, the caller says with ``place`` and ``band``."""
    truth, value, error = (np.array([getattr(r, k) for r in rows]) for k in ("truth", "value", "error"))
    off = (value - truth)[np.isfinite(value)]
    stated = np.isfinite(value) & np.isfinite(error)
    inside = np.abs(value - truth)[stated] <= error[stated]
    clips = len({r.clip for r in rows})
    frames = clips if place == "all" else None
    return AngleScore(
        angle=name,
        place=place,
        band=band,
        clips=clips,
        mae=float(np.abs(off).mean()) if off.size else None,
        bias=float(off.mean()) if off.size else None,
        inside=Share.of(int(inside.sum()), int(inside.size), independent=frames),
        half_width=float(error[stated].mean()) if stated.any() else None,
        given=Share.of(int(off.size), len(rows), independent=frames),
    )


def rep_readings(case: Case) -> Iterator[Reading]:
    """Give the true measures of a clip's repetitions; those of a repetition that was not found count as not given."""
    paired = dict(pairs(case))
    azimuth = _azimuth(case)
    for i, rep in enumerate(case.truth.reps):
        mine = case.reps[paired[i]].measures if i in paired else {}
        for name, truth in rep.measures.items():
            angle, _, place = name.rpartition("_")
            if place in ("bottom", "top", "max") and np.isfinite(truth):
                ours = mine.get(name)
                value, error = (ours.value, ours.error) if ours else (np.nan, np.nan)
                yield Reading(angle, place, case.truth.clip, azimuth, truth, value, error)  # type: ignore[arg-type]


def _frames(case: Case) -> Iterator[Reading]:
    """Give the exact angles of the frames that we looked at, with ours."""
    if case.found is None or "time_s" not in case.exact or not case.found.time.size:
        return
    ours, theirs = same_instants(case.found, case)
    azimuth = _azimuth(case)
    for angle, exact in case.exact.items():
        if angle == "time_s":
            continue
        value = case.found.angles.get(angle, np.full(case.found.time.shape, np.nan))[ours]
        error = case.found.errors.get(angle, np.full(case.found.time.shape, np.nan))[ours]
        for t, v, e in zip(exact[theirs], value, error, strict=True):
            if np.isfinite(t):
                yield Reading(angle, "all", case.truth.clip, azimuth, float(t), float(v), float(e))


def same_instants(found: AssessedClip, case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Pair our frames with the truth's nearest: indices into ours and into the truth's, each of shape (N,)."""
    exact = np.asarray(case.exact["time_s"])
    after = np.clip(np.searchsorted(exact, found.time), 1, max(1, exact.size - 1))
    before = after - 1
    after = np.minimum(after, exact.size - 1)
    near = np.where(np.abs(exact[before] - found.time) <= np.abs(exact[after] - found.time), before, after)
    same = np.abs(exact[near] - found.time) <= NEAR_S
    return np.flatnonzero(same), near[same]


def _azimuth(case: Case) -> float:
    known = case.truth.view.azimuth_deg
    return float("nan") if known is None else known
