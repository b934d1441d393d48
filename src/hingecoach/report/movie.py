"""annotated.mp4: the clip with skeleton, back line, the count of repetitions and what was found, as it happens."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from ..assessment import Assessment, RepFinding, RepReport
from ..types import Bytes
from ..video.draw import FAINT, MEASURED, PAPER, Colour, Marks, back_line, darken, skeleton, words_width, write
from ..video.read import read_frames
from ..video.write import encode
from . import words
from .marks import Marker
from .words import FAULTS, FIVE

if TYPE_CHECKING:
    from ..analyze import Analysis

LARGEST_SIDE = 960
"""Pixels on the longer side: enough for a phone or a slide, a quarter of the cost of 1080p."""
LINGER = 1.5
"""Seconds for which a repetition's verdict stays after its end."""

Line = tuple[str, Colour]


def write_movie(analysis: "Analysis", path: Path, progress: Callable[[float], None] | None = None) -> None:
    """Write the clip again with what was seen drawn on it, each picture at its own time; nothing else is copied.

    Parameters
    ----------
    progress
        Called with the share that is done, 0 to 1.
    """
    v = analysis.video
    start, end = v.start_s or None, v.end_s
    frames = read_frames(analysis.path, start, end)
    width, height = frames.clip.upright.size
    scale = min(1.0, LARGEST_SIDE / max(width, height))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    last = end if end is not None else v.duration_s
    marker = Marker(analysis.motion)
    with encode(path, size, min(v.fps, 31.0)) as add:
        for frame in frames:
            rgb = frame.rgb if scale == 1 else cv2.resize(frame.rgb, size, interpolation=cv2.INTER_AREA)
            annotate(rgb, analysis.assessment, marker.at(frame.time), frame.time, scale)
            add(rgb, frame.time)
            if progress:
                progress(min(1.0, frame.time / max(last, 1e-6)))


def annotate(rgb: Bytes, a: Assessment, marks: Marks | None, time: float, scale: float = 1.0) -> None:
    """Draw on one picture, in place, what was seen at an instant; ``scale`` is its size by that of the analysed one."""
    unit = min(rgb.shape[:2]) / 240
    if marks is not None:
        marks = marks.moved(scale, 0, 0)
        skeleton(rgb, marks, max(1.5, 0.9 * unit))
        back_line(rgb, marks, max(2.0, 1.2 * unit))
    _board(rgb, list(lines(a, time)))


def lines(a: Assessment, time: float) -> Iterator[Line]:
    """Give the lines to show at an instant: which repetition, what was found in it so far, what cannot be seen."""
    rep = next((r for r in reversed(a.reps) if r.start_s <= time), None)
    if rep is None:
        return
    yield f"Repetition {rep.index} of {len(a.reps)}", PAPER
    if time > rep.end_s + LINGER:
        return
    found = [f for f in rep.findings if f.verdict in FAULTS and (f.at_s or rep.bottom_s) <= time]
    for f in found:
        yield f"{words.SYMBOL[f.verdict]} {words.title(f.cue)}: {words.VERDICT[f.verdict].lower()}", MEASURED
    yield from _settled(rep, found, time)


def _settled(rep: RepReport, found: list[RepFinding], time: float) -> Iterator[Line]:
    """Say at the end of a repetition that it was good, and which of the five cues could not be told."""
    five = [f for f in rep.findings if f.cue in FIVE]
    judged = [f for f in five if f.verdict in ("good", *FAULTS)]
    if time >= max(rep.top_s, rep.bottom_s) and judged and not found:
        yield f"{words.SYMBOL['good']} {len(judged)} of {words.count(len(five), 'cue')} judged, all good", PAPER
    dim = [words.title(f.cue).lower() for f in five if f.verdict in ("unsure", "not_seen")]
    if dim:
        yield f"{words.SYMBOL['unsure']} can't tell: {', '.join(dim)}", FAINT


def _board(rgb: Bytes, said: list[Line]) -> None:
    """Write the lines on a dark board in the upper left corner, small enough to fit."""
    if not said:
        return
    height, width = rgb.shape[:2]
    size = max(12, round(min(height, width) * 0.038))
    widest = max(words_width(text, size) for text, _ in said)
    size = max(9, min(size, int(size * (width - 3 * size) / max(widest, 1))))
    widest = max(words_width(text, size) for text, _ in said)
    step, edge = round(size * 1.5), size // 2
    darken(rgb, edge, edge, widest + 2 * edge, step * len(said) + edge, 0.72)
    for i, (text, colour) in enumerate(said):
        write(rgb, text, (2 * edge, edge + round(step * (i + 0.85))), size, colour)
