"""What a phone does to a picture: brightness, colour cast, blur, noise, an unsteady hand, an open shutter."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hingecoach.types import Bytes, Floats

from .tempo import wander

BLURRED = 0.4
"""Share of the clips in which quick movements are blurred."""
SPARE = 64
"""Pixels that the noise is larger than the picture, so that it can be moved about from frame to frame."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """One phone: ``gain`` (height, width, 3) brightness, ``blur`` pixels, ``noise`` picture, ``shake`` (frames, 3).

    ``exposure`` is the share of a frame's time in which the shutter is open; 0 freezes every movement.
    """

    gain: npt.NDArray[np.float32]
    blur: float
    noise: npt.NDArray[np.float32]
    shake: Floats
    exposure: float

    def take(self, picture: Bytes, k: int, rng: np.random.Generator) -> Bytes:
        """Take frame ``k``."""
        x = picture
        if self.shake[k].any():
            dx, dy, turn = self.shake[k]
            h, w = picture.shape[:2]
            move = cv2.getRotationMatrix2D((w / 2, h / 2), float(turn), 1.02)
            move[:, 2] += (dx, dy)
            x = cv2.warpAffine(x, move, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        if self.blur > 0:
            x = cv2.GaussianBlur(np.ascontiguousarray(x), (0, 0), self.blur)
        a, b = rng.integers(0, SPARE, 2)
        h, w = x.shape[:2]
        noisy: Bytes = np.clip(x * self.gain + self.noise[a : a + h, b : b + w], 0, 255).astype(np.uint8)
        return noisy


def sample_sensor(rng: np.random.Generator, size: tuple[int, int], frames: int, fps: float, shake: float) -> Sensor:
    """Draw a phone; ``shake`` in degrees of an unsteady hand."""
    w, h = size
    y, x = np.mgrid[:h, :w]
    rim = 1 - rng.uniform(0, 0.5) * ((x / w - 0.5) ** 2 + (y / h - 0.5) ** 2)
    gain = (rng.uniform(0.75, 1.2) * (1 + rng.normal(0, 0.04, 3)))[None, None] * rim[..., None]
    noise = rng.normal(0, rng.uniform(0.5, 6), (h + SPARE, w + SPARE, 3))
    spread = shake * max(size) / 60.0
    hand = [wander(rng, frames, fps, s, 1.2) for s in (spread, spread, shake)] if shake else [np.zeros(frames)] * 3
    return Sensor(
        gain.astype(np.float32),
        float(rng.choice([0.0, 0.0, rng.uniform(0.4, 1.3)])),
        noise.astype(np.float32),
        np.stack(hand, axis=1),
        exposure=float(rng.choice([0.0, rng.uniform(0.15, 0.85)], p=[1 - BLURRED, BLURRED])),
    )
