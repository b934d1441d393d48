"""What was asked for beside what was measured, on rendered persons who took no part in training or tuning."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, get_args

import numpy as np

from hingecoach.evaluate.angles import Reading, score_readings
from hingecoach.evaluate.cues import CUES
from hingecoach.evaluate.scores import AngleScore, Band, CueScore, Share
from hingecoach.evaluate.table import number, share

from .camera import camera_errors
from .parts import Part
from .tables import table

NEAR: Band = "0-10"
BANDS: tuple[Band, ...] = tuple(b for b in get_args(Band) if b != "all")
HOLDS = (0.87, 0.95)
"""Between these a stated 90 % interval is as wide as it says."""
CLIPS = 20
"""Clips that each view band must have."""
HUMP, HOLLOW = 8.0, -3.0
"""True ``lumbar_convex`` of a back that is plainly round, and of one that is plainly not."""


class Goal(NamedTuple):
    """One figure: what was asked, what came out, and whether that is enough (None: it could not be measured)."""

    what: str
    asked: str
    measured: str
    reached: bool | None


def goals(held_out: Part) -> Iterator[str]:
    """Give the table of goals."""
    rows = [*_clips(held_out), *_joints(held_out), *_back(held_out), *_others(held_out), *_intervals(held_out)]
    rows += [*_cues(held_out), *_diagonal(held_out), *_camera(held_out)]
    said = {True: "reached", False: "**not reached**", None: "not measured"}
    yield from table(("what", "goal", "measured", ""), [(g.what, g.asked, g.measured, said[g.reached]) for g in rows])
    met = [g.reached for g in rows if g.reached is not None]
    yield f"Reached: {sum(met)} of {len(met)}."
    yield ""


def _clips(part: Part) -> Iterator[Goal]:
    for band in BANDS:
        n = len(part.band(band).cases)
        yield Goal(f"clips, {band}° off the side view", f"≥ {CLIPS}", str(n), n >= CLIPS)


def _joints(part: Part) -> Iterator[Goal]:
    for angle in ("hip", "knee", "trunk", "shank"):
        for place in ("bottom", "top"):
            if a := _find(part, angle, place, NEAR):
                good = a.mae is not None and a.mae <= 4 and abs(a.bias or 0.0) <= 2 and _share(a.given) >= 0.9  # noqa: PLR2004
                asked = "error ≤ 4°, bias ≤ 2°, given ≥ 90 %"
                yield Goal(f"{angle} at the {place}, 0-10°", asked, f"{_off(a)}, {share(a.given)} given", good)


def _back(part: Part) -> Iterator[Goal]:
    for angle, most in (("lumbar", 6.0), ("lumbar_convex", 6.0), ("thoracic", 6.0), ("back", 7.0)):
        yield _most(part, angle, "bottom", most, 0.8)
    area, n = separation([r for r in part.band(NEAR).readings if (r.angle, r.place) == ("lumbar_convex", "bottom")])
    asked = f"≥ {HUMP:.0f}° against ≤ {HOLLOW:.0f}°: area ≥ 0.95"
    measured = f"{number(area)} ({n[0]} round, {n[1]} not)"
    yield Goal("`lumbar_convex` orders backs, 0-10°", asked, measured, None if area is None else area >= 0.95)  # noqa: PLR2004


def separation(rows: Sequence[Reading]) -> tuple[float | None, tuple[int, int]]:
    """Give the chance that a round back reads rounder than one that is not (area under the curve), and the counts."""
    seen = [r for r in rows if np.isfinite(r.value)]
    humps = np.array([r.value for r in seen if r.truth >= HUMP])
    hollows = np.array([r.value for r in seen if r.truth <= HOLLOW])
    if not (humps.size and hollows.size):
        return None, (humps.size, hollows.size)
    ahead = humps[:, None] - hollows[None, :]
    return float(((ahead > 0) + 0.5 * (ahead == 0)).mean()), (humps.size, hollows.size)


def _others(part: Part) -> Iterator[Goal]:
    yield _most(part, "neck", "bottom", 7.0, 0.0)
    yield _most(part, "gap", "bottom", 3.0, 0.0, "%")


def _most(part: Part, angle: str, place: str, most: float, given: float, unit: str = "°") -> Goal:
    a = _find(part, angle, place, NEAR)
    asked = f"error ≤ {most:.0f}{' % of the leg' if unit == '%' else unit}" + (
        f", given ≥ {100 * given:.0f} %" if given else ""
    )
    what = f"`{angle}` at the {place}, 0-10°"
    if a is None or a.mae is None:
        return Goal(what, asked, "-", None)
    return Goal(what, asked, f"{_off(a, unit)}, {share(a.given)} given", a.mae <= most and _share(a.given) >= given)


def _intervals(part: Part) -> Iterator[Goal]:
    for band in BANDS:
        cells = [a for a in intervals(part) if a.band == band and a.inside.n]
        inside = Share.of(sum(a.inside.k for a in cells), sum(a.inside.n for a in cells))
        out = [f"{a.angle} {100 * _share(a.inside):.0f} %" for a in cells if not holds(a.inside)]
        name, asked, seen = f"90 % intervals, {band}°", "hold 87-95 %", bool(cells)
        alone = f"outside: {', '.join(out) or 'none'}"
        yield Goal(f"{name}, all numbers together", asked, share(inside), holds(inside) if seen else None)
        yield Goal(f"{name}, each number alone", asked, alone, not out if seen else None)
    for angle, most in (("hip", 9.0), ("knee", 9.0), ("trunk", 9.0), ("lumbar_convex", 14.0), ("lumbar", 14.0)):
        a = next((a for a in intervals(part) if (a.angle, a.band) == (angle, NEAR)), None)
        wide = a.half_width if a else None
        reached = None if wide is None else wide <= most
        yield Goal(f"half width of `{angle}`, 0-10°", f"≤ {most:.0f}°", f"±{number(wide, 1)}°", reached)


def intervals(part: Part) -> list[AngleScore]:
    """Score each number's interval over bottoms and tops together, by view band."""
    names = sorted({r.angle for r in part.readings if r.place in ("bottom", "top")})
    bands = {b: part.band(b).readings for b in BANDS}
    chosen = {
        (n, b): [r for r in rows if r.angle == n and r.place in ("bottom", "top")]
        for n in names
        for b, rows in bands.items()
    }
    return [score_readings(n, "bottom", b, rows) for (n, b), rows in chosen.items() if rows]


def holds(inside: Share) -> bool:
    """Say whether an interval holds as often as it should."""
    return HOLDS[0] <= _share(inside) <= HOLDS[1]


def _cues(part: Part) -> Iterator[Goal]:
    scores = {c.cue: c for c in part.band(NEAR).scores.cues if (c.on, c.view) == ("reps", "all")}
    asked = "F1 ≥ 0.85, good as marked ≤ 5 %, good as good ≥ 80 %, judged ≥ 80 %"
    for cue in CUES:
        if c := scores.get(cue):
            said = f"F1 {number(c.fault_f1)}, as marked {share(c.false_marked)}, as good {share(c.good_good)}"
            said += f", judged {share(c.judged)}"
            yield Goal(f"`{cue}`, 0-10°", asked, said, _cue_reached(c))


def _cue_reached(c: CueScore) -> bool | None:
    if c.fault_f1 is None:
        return None
    least: tuple[tuple[float, float], ...] = ((c.fault_f1, 0.85), (_share(c.good_good), 0.8), (_share(c.judged), 0.8))
    return all(value >= wanted for value, wanted in least) and _share(c.false_marked) <= 0.05  # noqa: PLR2004


def _diagonal(part: Part) -> Iterator[Goal]:
    rows = [r for band in BANDS[1:3] for r in part.band(band).readings if r.place in ("bottom", "top")]
    for angle in ("hip", "knee", "trunk"):
        a = score_readings(angle, "bottom", "all", [r for r in rows if r.angle == angle])
        reached = None if a.mae is None else a.mae <= 7  # noqa: PLR2004
        yield Goal(f"{angle}, 10-30°", "error ≤ 7°", f"{_off(a)}, {share(a.given)} given", reached)


def _camera(part: Part) -> Iterator[Goal]:
    off = [e for b in BANDS[:3] for e in camera_errors(part.band(b))]
    mean = float(np.abs(off).mean()) if off else None
    measured = f"{number(mean, 1)}° ({len(off)} clips)"
    yield Goal("camera angle, 0-30°", "error ≤ 4°", measured, None if mean is None else mean <= 4)  # noqa: PLR2004


def _find(part: Part, angle: str, place: str, band: Band) -> AngleScore | None:
    keys: Callable[[AngleScore], tuple[str, str, str]] = lambda a: (a.angle, a.place, a.band)  # noqa: E731
    return next((a for a in part.scores.angles if keys(a) == (angle, place, band)), None)


def _off(a: AngleScore, unit: str = "°") -> str:
    return f"{number(a.mae, 1)}{unit} (bias {number(a.bias, 1)}{unit})"


def _share(s: Share) -> float:
    return s.share or 0.0
