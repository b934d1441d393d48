"""The frames that show what was found: cut out round the person, with skeleton, back line and angle drawn on."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..assessment import RepReport
from ..faces import Faces
from ..motion import Motion
from ..types import Bytes, Frame
from ..video.draw import Marks, back_line, skeleton
from ..video.draw_angle import Drawn, measured
from ..video.probe import probe
from ..video.stills import take_stills
from .marks import Marker

WIDTH, SMALL_WIDTH = 560, 360
"""Pixels across a picture in the report: twice what they take on the page, for fine screens."""
LARGEST_ZOOM = 4.0
TALLEST, TALLEST_SMALL, WIDEST = 1.12, 1.4, 3 / 4
"""Height : width of a picture, at most (small ones stand in a narrow column) and at least."""
LYING = 1.3
"""A person this many times as wide as high lies; the picture may then be wider than high also in a narrow column."""
LINES, SMALL_LINES = 2.6, 2.0
LETTERS, SMALL_LETTERS = 22, 24
"""Pixels: width of the drawn lines and height of the letters."""
QUALITIES = (80, 65, 50, 35, 20, 10)
MOST_BYTES = 48_000
"""The first of these JPEG qualities is taken that fits: nine pictures, each beside an earlier one, keep the page under
1.5 MB. Pictures of real clips take 15 to 60 kB at 80."""
MARGIN = 0.15
"""Room left round the person, as a share of the larger side of their box."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG for the page.

    Attributes
    ----------
    uri
        ``data:`` address that holds the whole picture.
    width, height
        Pixels.
    at
        Seconds on the clip's clock.
    """

    uri: str
    width: int
    height: int
    at: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that the page wants.

    Attributes
    ----------
    at
        Seconds on the clip's clock.
    what, words
        What to draw as measured, None for nothing, and its number.
    small
        Whether it is for a narrow column.
    """

    at: float
    what: Drawn | None
    words: str
    small: bool = False


def take(
    path: Path,
    motion: Motion,
    wanted: dict[str, Wanted],
    faces: Faces | None,
    *,
    reps: Iterable[RepReport] = (),
    start: float | None = None,
    end: float | None = None,
) -> dict[str, Picture]:
    """Take the wanted pictures from the clip, each instant read once; one that cannot be read is left out.

    Parameters
    ----------
    faces
        Hides the faces in them; it has no default so that nobody forgets it.
    reps
        The repetitions; during each of them the feet stay where they are.
    start, end
        The part of the clip that was looked at, seconds: only a part of a long file may be read.
    """
    if not wanted:
        return {}
    frames = take_stills(probe(path, start, end), [w.at for w in wanted.values()])
    if faces is not None:
        faces.hide_in(frames.values())
    marker = Marker(motion, reps)
    return {key: _draw(frames[w.at], marker.at(frames[w.at].time), w) for key, w in wanted.items() if w.at in frames}


def _draw(frame: Frame, marks: Marks | None, wanted: Wanted) -> Picture:
    foot = wanted.what == "gap"
    left, top, right, bottom = _box(marks, frame.rgb.shape[1], frame.rgb.shape[0], small=wanted.small, foot=foot)
    small = wanted.small and bottom - top >= right - left
    scale = min((SMALL_WIDTH if small else WIDTH) / (right - left), LARGEST_ZOOM)
    size = (max(2, round((right - left) * scale)), max(2, round((bottom - top) * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    rgb = np.ascontiguousarray(cv2.resize(frame.rgb[top:bottom, left:right], size, interpolation=how))
    if marks is not None:
        _mark(rgb, marks.moved(scale, left, top), wanted, small=small)
    return Picture(_uri(rgb), *size, frame.time)


def _mark(rgb: Bytes, marks: Marks, wanted: Wanted, *, small: bool) -> None:
    width, letters = (SMALL_LINES, SMALL_LETTERS) if small else (LINES, LETTERS)
    skeleton(rgb, marks, width)
    if wanted.what != "back":
        back_line(rgb, marks, width * 1.2)
    if wanted.what is not None:
        measured(rgb, marks, wanted.what, wanted.words, width * 1.2, letters)


def _box(marks: Marks | None, width: int, height: int, *, small: bool, foot: bool) -> tuple[int, int, int, int]:
    """Give the part of the picture to show: the person with some room, no taller or wider than is handy.

    Parameters
    ----------
    foot
        Whether the foot is to be in it although it was not seen just then.
    """
    if marks is None:
        return 0, 0, width, height
    hidden = [marks.foot] if foot and marks.foot else []
    xy = np.vstack([np.array([*marks.points.values(), *hidden]), marks.back])
    low, high = np.clip(xy.min(axis=0), 0, (width, height)), np.clip(xy.max(axis=0), 0, (width, height))
    room = MARGIN * max(*(high - low), 40.0)
    size = high - low + 2 * room
    upright = size[0] < LYING * size[1]
    w = max(size[0], size[1] / (TALLEST_SMALL if small else TALLEST))
    h = max(size[1], size[0] * (1.0 if small and upright else WIDEST))
    centre = (low + high) / 2
    left, right = _span(centre[0], w, width)
    top, bottom = _span(centre[1], h, height)
    return left, top, right, bottom


def _span(centre: float, size: float, most: int) -> tuple[int, int]:
    """Give start and end of a stretch of the given size round the centre, pushed inside 0 to most."""
    size = min(size, most)
    start = float(np.clip(centre - size / 2, 0, most - size))
    return round(start), max(round(start + size), round(start) + 2)


def _uri(rgb: Bytes) -> str:
    """Give the picture as a JPEG inside an address, as fine as fits :data:`MOST_BYTES`."""
    bgr = np.ascontiguousarray(rgb[..., ::-1])
    data = b""
    for quality in QUALITIES:
        fine, packed = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
        data = packed.tobytes() if fine else b""
        if len(data) <= MOST_BYTES:
            break
    return "data:image/jpeg;base64," + base64.b64encode(data).decode() if data else ""
