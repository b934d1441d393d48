"""The words on annotated.mp4: which repetition, what was found, what could not be told; and where they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..assessment import Assessment, RepFinding, RepReport
from ..keypoints import P
from ..motion import Motion
from ..pose.heads import head
from ..types import Bytes, Floats
from ..video.draw import FAINT, MEASURED, PAPER, Colour, darken, words_width, write
from . import words
from .doubled import once
from .words import FAULTS, FIVE

LINGER = 1.5
"""Seconds for which a repetition's verdict stays after its end."""
OF_WIDTH, OF_SIDE = 0.03, 0.042
"""Height of the letters: this share of the width, or of the shorter side if that is more. A phone held upright shows a
picture 390 points wide: 0.03 are 12 points on it, the smallest that reads easily."""
MOST_FAULTS = 2
WIDEST = 0.45
"""Share of the width that lines take at most in a picture that is wider than high: the person stands in its middle."""
HEAD = 0.6
"""Share of the generous circle round a head that the head itself fills."""
HEAD_COUNTS = 4.0
"""A hidden head weighs as much as so many times all the other points: people look at it first (E)."""

Line = tuple[str, Colour]


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of the picture."""

    right: bool = False
    low: bool = False


TOP_LEFT = Corner()


def free_corner(motion: Motion, a: Assessment) -> Corner:
    """Give the corner, for the whole clip, in which the words hide least of the person, and of the head above all.

    The upper left one where it makes no difference.
    """
    box = np.array(_largest(a, motion.track.size), float)
    every = [Corner(right=right, low=low) for low in (False, True) for right in (False, True)]
    return min(every, key=lambda c: _covered(motion, c, box))


def _largest(a: Assessment, size: tuple[int, int]) -> tuple[int, int]:
    """Give the width and height that the board takes at most, with its way from the edge, in a picture of a size."""
    rgb = np.zeros((size[1], size[0], 3), np.uint8)
    times = (t for r in a.reps for t in (r.start_s, r.bottom_s, r.top_s, r.end_s, *(_at(f, r) for f in r.findings)))
    boards = [_layout(rgb, said) for t in times if (said := list(lines(a, t)))]
    return max((b.wide + b.edge for b in boards), default=0), max((b.high + b.edge for b in boards), default=0)


def _covered(motion: Motion, corner: Corner, box: Floats) -> float:
    """Say how much of the person the words would hide in a corner, in steps of a twentieth: 0 nothing."""
    track, size = motion.track, np.array(motion.track.size, float)

    def away(xy: Floats) -> Floats:
        return np.asarray(np.where([corner.right, corner.low], size - xy, xy))

    circle = head(track.xy, track.world)
    radius = HEAD * circle[:, 2:]
    with np.errstate(invalid="ignore", divide="ignore"):
        body = (away(track.xy[:, P.L_SHOULDER :]) < box).all(axis=-1).mean(axis=-1)
        hidden = np.clip((box - away(circle[:, :2]) + radius) / (2 * radius), 0, 1).prod(axis=-1)
    cost = body + HEAD_COUNTS * np.nan_to_num(hidden)
    return round(20 * float(cost.mean())) / 20 if cost.size else 0.0


def lines(a: Assessment, time: float, slow: float | None = None) -> Iterator[Line]:
    """Give the lines to show at an instant: which repetition, what was found in it so far, what cannot be told.

    Parameters
    ----------
    slow
        How many times slower the instant is shown; None for as fast as it was.
    """
    rep = next((r for r in reversed(a.reps) if r.start_s <= time), None)
    pace = f"  ·  1/{slow:.0f} speed" if slow else ""
    if rep is None:
        if slow:
            yield words.clock(time) + pace, PAPER
        return
    cut = "" if rep.complete else ", cut off"
    yield f"Rep {rep.index} of {len(a.reps)}{cut}  ·  {words.clock(time)}{pace}", PAPER
    if time > rep.end_s + LINGER:
        return
    found = [f for f in once(rep.findings) if f.verdict in FAULTS and _at(f, rep) <= time]
    for f in sorted(found, key=lambda f: -_at(f, rep))[:MOST_FAULTS]:
        yield f"{words.title(f.cue, a)}: {words.VERDICT[f.verdict].lower()}", MEASURED
    if len(found) > MOST_FAULTS:
        yield f"and {len(found) - MOST_FAULTS} more, see the report", MEASURED
    yield from _settled(a, rep, found, time)


def _at(f: RepFinding, rep: RepReport) -> float:
    return rep.bottom_s if f.at_s is None else f.at_s


def _settled(a: Assessment, rep: RepReport, found: list[RepFinding], time: float) -> Iterator[Line]:
    """Say at the end of a repetition that it was good, and which of the five cues could not be told."""
    five = [f for f in rep.findings if f.cue in FIVE and f.verdict != "not_applicable"]
    judged = [f for f in five if f.verdict in ("good", *FAULTS)]
    if time >= max(rep.top_s, rep.bottom_s) and judged and not found:
        yield f"{len(judged)} of {words.count(len(five), 'cue')} good", PAPER
    dim = [words.title(f.cue, a).lower() for f in five if f.verdict in ("unsure", "not_seen")]
    if dim:
        yield f"can't tell: {dim[0] if len(dim) == 1 else f'{len(dim)} of {len(five)} cues'}", FAINT


def letter_size(rgb: Bytes) -> int:
    """Give the height of letters, in pixels, that can be read on a phone."""
    height, width = int(rgb.shape[0]), int(rgb.shape[1])
    return max(12, round(max(OF_WIDTH * width, OF_SIDE * min(height, width))))


@dataclass(frozen=True, slots=True)
class _Board:
    """How large a board is, in pixels: its letters, its way from the edge, a line, the whole."""

    letters: int
    edge: int
    step: int
    wide: int
    high: int


def _layout(rgb: Bytes, said: list[Line]) -> _Board:
    """Choose letters with which the lines fit the width of a picture."""
    height, width = rgb.shape[:2]
    size = letter_size(rgb)
    widest = max(words_width(text, size) for text, _ in said)
    room = width - 3 * size if height >= width else WIDEST * width
    size = max(9, min(size, int(size * room / max(widest, 1))))
    widest = max(words_width(text, size) for text, _ in said)
    step, edge = round(size * 1.5), size // 2
    return _Board(size, edge, step, widest + 2 * edge, step * len(said) + edge)


def draw_board(rgb: Bytes, lines: Iterable[Line], corner: Corner) -> None:
    """Write lines on a dark board in a corner, no wider than the picture."""
    said = list(lines)
    if not said:
        return
    b, (height, width) = _layout(rgb, said), rgb.shape[:2]
    left = max(0, width - b.edge - b.wide) if corner.right else b.edge
    top = max(0, height - b.edge - b.high) if corner.low else b.edge
    darken(rgb, left, top, b.wide, b.high, 0.72)
    for i, (text, colour) in enumerate(said):
        write(rgb, text, (left + b.edge, top + round(b.step * (i + 0.85))), b.letters, colour)
