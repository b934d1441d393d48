"""Makes small video files of every kind for the tests; a bright corner says which way is up."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

PIXELS = {
    "mjpeg": "yuvj420p",
    "gif": "rgb8",
    "png": "rgb24",
    "ffv1": "yuv420p",
    "rawvideo": "rgb24",
    "libx264rgb": "rgb24",
}
QUICK = {
    "libx264": {"preset": "ultrafast"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libvpx-vp9": {"cpu-used": "8", "deadline": "realtime"},
    "libsvtav1": {"preset": "12", "svtav1-params": "lp=1"},
}
TICKS = 90_000


def picture(width: int, height: int, number: int = 0) -> np.ndarray:
    """Grey, with a red upper left corner, a blue upper right one and a white block that walks to the right."""
    rgb = np.full((height, width, 3), 90, np.uint8)
    rgb[: height // 3, : width // 3] = (230, 20, 20)
    rgb[: height // 3, -(width // 3) :] = (20, 20, 230)
    at = number * 4 % max(1, width - width // 8)
    rgb[height // 2 : height // 2 + height // 8, at : at + width // 8] = 255
    return rgb


def movie(path: Path, *, size: tuple[int, int] = (96, 64), frames: int = 20, fps: float = 30.0, **how: Any) -> Path:
    """Write a clip of the picture above; see ``film``."""
    return film(path, [picture(*size, i) for i in range(frames)], fps, size=size, **how)


def film(
    path: Path,
    pictures: Sequence[np.ndarray],
    fps: float,
    *,
    codec: str = "libx264",
    size: tuple[int, int] | None = None,
    times: Sequence[float] | None = None,
    pix_fmt: str | None = None,
    turn: float | None = None,
    matrix: Iterable[int] | None = None,
    ratio: Fraction | None = None,
    sound: bool = False,
    options: dict[str, str] | None = None,
    container: dict[str, str] | None = None,
) -> Path:
    """Write pictures as a clip; ``times`` in seconds gives every one its own."""
    rate = Fraction(fps).limit_denominator(1001)
    with av.open(str(path), "w", options=container or {}) as out:
        stream: Any = out.add_stream(codec, rate=rate)
        stream.options = {**QUICK.get(codec, {}), **(options or {})}
        stream.width, stream.height = size or pictures[0].shape[1::-1]
        stream.pix_fmt = pix_fmt or PIXELS.get(codec, "yuv420p")
        if times is not None:
            stream.codec_context.time_base = Fraction(1, TICKS)
        if turn is not None:
            stream.set_display_rotation(turn)
        if matrix is not None:
            stream.set_display_matrix(tuple(matrix))
        if ratio is not None:
            stream.codec_context.sample_aspect_ratio = ratio
        track = out.add_stream("aac", rate=16_000) if sound else None
        for i, rgb in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
            frame = frame.reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = (
                (i, 1 / rate) if times is None else (round(times[i] * TICKS), Fraction(1, TICKS))
            )
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if track is not None:
            _hum(out, track, len(pictures) / fps)
    return path


def sound_only(path: Path, seconds: float = 1.0) -> Path:
    """Write a sound file without pictures."""
    with av.open(str(path), "w") as out:
        _hum(out, out.add_stream("aac", rate=16_000), seconds)
    return path


def _hum(out: Any, track: Any, seconds: float) -> None:
    for i in range(int(seconds * 16)):
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 1000), np.float32), format="fltp", layout="mono")
        sound.sample_rate, sound.pts, sound.time_base = 16_000, i * 1000, Fraction(1, 16_000)
        out.mux(track.encode(sound))
    out.mux(track.encode(None))


def corners(rgb: np.ndarray) -> tuple[str, str, str, str]:
    """Name the corners of a picture: upper left, upper right, lower left, lower right."""
    h, w = rgb.shape[:2]
    spots = [rgb[h // 6, w // 6], rgb[h // 6, -w // 6], rgb[-h // 6, w // 6], rgb[-h // 6, -w // 6]]
    return tuple(_colour(spot.astype(int)) for spot in spots)


def _colour(rgb: np.ndarray) -> str:
    red, _, blue = rgb
    return "red" if red - blue > 60 else "blue" if blue - red > 60 else "grey"
