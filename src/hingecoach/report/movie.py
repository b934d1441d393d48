"""annotated.mp4: the clip with skeleton, back line, the count of repetitions and what was found, as it happens."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from ..assessment import Assessment
from ..types import Bytes
from ..video.draw import Marks, back_line, skeleton
from ..video.draw_angle import measured
from ..video.read import MOST_FPS, read_frames
from ..video.write import encode
from . import numbers
from .bends import knee
from .board import TOP_LEFT, Corner, draw_board, free_corner, letter_size, lines
from .limits import decimals
from .marks import Marker
from .pace import SLOWER, Pace
from .readings import shown
from .words import FAULTS

if TYPE_CHECKING:
    from ..analyze import Analysis

LARGEST_SIDE = 960
"""Pixels on the longer side: enough for a phone or a slide, a quarter of the cost of 1080p."""
SHOWN = 0.2
"""Seconds before and after the instant of a fault in which its angle is drawn."""
_STEP = 0.8 / MOST_FPS
"""Seconds: pictures nearer to the one before are left out; so many a second are more than a player needs."""


def write_movie(
    analysis: "Analysis", path: Path, progress: Callable[[float], None] | None = None, *, slow: bool = False
) -> None:
    """Write the clip again with what was seen drawn on it, each picture at its own time; nothing else is copied.

    Parameters
    ----------
    progress
        Called with the share that is done, 0 to 1.
    slow
        Whether to slow down round the deepest point of every repetition. Clips with more than 30 pictures a second
        then show all of them.
    """
    v, a = analysis.video, analysis.assessment
    start, end = v.start_s or None, v.end_s
    frames = read_frames(analysis.path, start, end, MOST_FPS * (SLOWER if slow else 1))
    width, height = frames.clip.upright.size
    scale = min(1.0, LARGEST_SIDE / max(width, height))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    last = end if end is not None else v.duration_s
    marker, pace, corner = (
        Marker(analysis.motion, a.reps),
        Pace(a.reps if slow else ()),
        free_corner(analysis.motion, a),
    )
    before = -1.0
    with encode(path, size, min(v.fps, 31.0)) as add:
        for frame in frames:
            at, time = pace.at(frame.time), frame.time
            if slow and at < before + _STEP:
                continue
            before = at
            rgb = frame.rgb if scale == 1 else cv2.resize(frame.rgb, size, interpolation=cv2.INTER_AREA)
            if analysis.faces is not None:
                analysis.faces.hide(rgb, time, scale)
            annotate(rgb, a, marker.at(time), time, scale, corner=corner, slow=SLOWER if pace.slow(time) else None)
            add(rgb, at)
            if progress:
                progress(min(1.0, time / max(last, 1e-6)))


def annotate(
    rgb: Bytes,
    a: Assessment,
    marks: Marks | None,
    time: float,
    scale: float = 1.0,
    *,
    corner: Corner = TOP_LEFT,
    slow: float | None = None,
) -> None:
    """Draw on one picture, in place, what was seen at an instant.

    Parameters
    ----------
    scale
        Size of the picture by that of the analysed one.
    corner
        Where the words stand.
    slow
        How many times slower the instant is shown; None for as fast as it was.
    """
    if marks is not None:
        unit = min(rgb.shape[:2]) / 240
        marks = marks.moved(scale, 0, 0)
        skeleton(rgb, marks, max(1.5, 0.9 * unit))
        back_line(rgb, marks, max(2.0, 1.2 * unit))
        _fault(rgb, a, marks, time, unit)
    draw_board(rgb, lines(a, time, slow), corner)


def _fault(rgb: Bytes, a: Assessment, marks: Marks, time: float, unit: float) -> None:
    """Draw the angle of the fault whose instant is nearest, if it is now."""
    faults = [(r, f) for r in a.reps for f in r.findings if f.verdict in FAULTS and f.measured and f.at_s is not None]
    rep, f = min(faults, key=lambda pair: abs(time - (pair[1].at_s or 0.0)), default=(None, None))
    if f is None or f.measured is None or abs(time - (f.at_s or 0.0)) > SHOWN:
        return
    reading = shown(f.reading)
    if reading.draw is not None:
        plus = "+" if reading.change and f.measured.value > 0 else ""
        number = plus + numbers.number(f.measured.value, f.measured.unit, decimals(a, f))
        number = knee(rep, f) or number
        measured(rgb, marks, reading.draw, number, max(2.0, 1.2 * unit), letter_size(rgb))
