"""The scores as a page of one file, with the frames of the errors in it.

The frames stay in that file: a truth folder may show real people, so the page is for the one who made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment

from hingecoach.errors import InputError
from hingecoach.files import write_whole
from hingecoach.report.curves import HIGH, WIDE, curves
from hingecoach.report.pages import environment
from hingecoach.report.pictures import Picture, Wanted, take

from .clip import Case
from .scores import ClipScore, Scores
from .table import number, share

MOST_CLIPS = 40
MOST_PICTURES = 4
APART_S = 0.25
"""Two errors nearer than this are seen in the same frame."""
FILE = "scores.html"


@dataclass(frozen=True, slots=True)
class Shot:
    """A frame and the errors that it shows, or the reason why there is none."""

    picture: Picture
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The hip over time as an SVG path, with the true and our bottoms as places from 0 to ``WIDE``."""

    line: str
    truth: tuple[float, ...]
    ours: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One clip on the page."""

    score: ClipScore
    shots: tuple[Shot, ...]
    chart: Chart | None
    error: str


def write_page(scores: Scores, cases: Sequence[Case], folder: Path) -> Path:
    """Write ``scores.html`` into a folder, which is made if need be.

    Parameters
    ----------
    scores
        What was scored.
    cases
        The clips behind it; those with a motion get the skeleton drawn and a curve of the hip.
    folder
        Where to.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    file = folder / FILE
    write_whole(file, render(scores, cases))
    return file


def render(scores: Scores, cases: Sequence[Case]) -> str:
    """Set the page: the worst clips with their frames, then the figures."""
    by_name = {c.path.stem: c for c in cases}
    bad = [c for c in scores.clips if c.misses]
    shown = [_shown(c, by_name[c.clip]) for c in bad[:MOST_CLIPS]]
    return (
        _environment().get_template("scores.html.j2").render(s=scores, shown=shown, bad=len(bad), wide=WIDE, high=HIGH)
    )


def _shown(score: ClipScore, case: Case) -> Shown:
    try:
        return Shown(score, shots(score, case), _chart(case), case.error)
    except InputError as e:
        return Shown(score, (), None, str(e))


def shots(score: ClipScore, case: Case) -> tuple[Shot, ...]:
    """Take the frames of a clip's errors; an error without an instant is shown at our first bottom, else halfway."""
    motion = case.found.motion if case.found else None
    if motion is None:
        return ()
    groups: list[tuple[float, list[str]]] = []
    for miss in score.misses:
        at = miss.at_s if miss.at_s is not None else _usual(case)
        near = next((says for t, says in groups if abs(t - at) < APART_S), None)
        if near is not None:
            near.append(miss.say)
        elif len(groups) < MOST_PICTURES:
            groups.append((at, [miss.say]))
    taken = take(case.path, motion, {str(at): Wanted(at, None, "") for at, _ in groups}, None)
    return tuple(Shot(taken[str(at)], tuple(says)) for at, says in groups if str(at) in taken)


def _usual(case: Case) -> float:
    if case.reps:
        return case.reps[0].bottom_s
    time = case.found.time if case.found else ()
    return float(time[len(time) // 2]) if len(time) else 0.0


def _chart(case: Case) -> Chart | None:
    motion = case.found.motion if case.found else None
    if motion is None or case.found is None or motion.time.size < 2:  # noqa: PLR2004
        return None
    (hip, *_) = curves(motion, case.found.assessment.reps)
    start, length = float(motion.time[0]), float(motion.time[-1] - motion.time[0])

    def places(instants: Sequence[float]) -> tuple[float, ...]:
        return tuple(round(WIDE * (t - start) / length, 1) for t in instants)

    return Chart(hip.line, places([r.bottom_s for r in case.truth.reps]), places([r.bottom_s for r in case.reps]))


@cache
def _environment() -> Environment:
    env = environment("hingecoach.evaluate")
    env.globals |= {"share": share, "number": number}
    return env
