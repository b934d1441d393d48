"""Turn a decoded picture into the upright one that a player would show, in RGB and no larger than needed."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cv2
import numpy as np

from hingecoach.types import Bytes

WORKING_SIDE = 1280
"""Pixels: longest side of the pictures that are looked at. The pose network sees a person at 256 pixels, so 1280 leaves
five times that for a person who fills the picture; 4K costs nine times the memory for nothing."""
_STRETCH = Fraction(4)
"""Pixels wider or narrower than this are a broken header, not a film format (the widest in use is 2:1)."""


@dataclass(frozen=True, slots=True)
class Upright:
    """How a decoded picture becomes upright.

    Attributes
    ----------
    full
        Width and height of the upright picture in the file, with square pixels.
    size
        Width and height of the pictures that are given out, scaled down to :data:`WORKING_SIDE`.
    swap, flip_x, flip_y
        What the display matrix of the file asks for: first exchange rows and columns, then mirror.
    notes
        What a reader should know, in words.
    """

    full: tuple[int, int]
    size: tuple[int, int]
    swap: bool = False
    flip_x: bool = False
    flip_y: bool = False
    notes: tuple[str, ...] = ()

    def rgb(self, frame: Any) -> Bytes:
        """Give the upright picture of a decoded PyAV frame, shape (height, width, 3)."""
        width, height = self.size[::-1] if self.swap else self.size
        if frame.interlaced_frame:
            rgb = _one_field(frame, width, height)
        else:
            rgb = frame.reformat(width, height, "rgb24", interpolation="AREA").to_ndarray()
        if self.swap:
            rgb = cv2.transpose(rgb)
        if self.flip_x or self.flip_y:
            rgb = cv2.flip(rgb, -1 if self.flip_x and self.flip_y else 1 if self.flip_x else 0)
        return np.ascontiguousarray(rgb)


def upright_of(frame: Any, ratio: Fraction) -> Upright:
    """Read from the first decoded frame how all of them become upright.

    Parameters
    ----------
    frame
        A PyAV video frame.
    ratio
        Width of a pixel by its height.
    """
    a, b, c, d = _matrix(frame)
    swap = abs(b) > abs(a)
    # A camera that writes 2159:2160 means square; such a rest is not worth a second scaling.
    ratio = ratio if 1 / _STRETCH <= ratio <= _STRETCH and abs(ratio - 1) > Fraction(1, 100) else Fraction(1)
    width, height = max(1, round(frame.width * ratio)), frame.height
    full = (height, width) if swap else (width, height)
    scale = min(1.0, WORKING_SIDE / max(full))
    straight = min(abs(a), abs(b)) < 0.02 * max(abs(a), abs(b), 1)
    return Upright(
        full=full,
        size=(max(1, round(full[0] * scale)), max(1, round(full[1] * scale))),
        swap=swap,
        flip_x=(c if swap else a) < 0,
        flip_y=(b if swap else d) < 0,
        notes=() if straight else ("The file asks for a turn that is no quarter turn; the nearest one was used.",),
    )


def _matrix(frame: Any) -> tuple[int, int, int, int]:
    """Give the display matrix of a frame: x' = a x + c y, y' = b x + d y, in 65536ths."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return 65536, 0, 0, 65536
    m = np.frombuffer(bytes(data), "<i4")
    return int(m[0]), int(m[1]), int(m[3]), int(m[4])


def _one_field(frame: Any, width: int, height: int) -> Bytes:
    """Keep every second line of an interlaced picture: its two halves were taken at two instants."""
    lines = frame.reformat(format="rgb24").to_ndarray()[::2]
    return np.asarray(cv2.resize(np.ascontiguousarray(lines), (width, height), interpolation=cv2.INTER_AREA), np.uint8)
