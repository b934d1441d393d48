"""BlazePose (MediaPipe Pose, model *full*) on onnxruntime, numpy and OpenCV alone.

Two networks: a detector that sees the whole picture and gives a circle around each person, and a landmark network that
sees one turned square crop and gives 33 points. The steps and numbers are MediaPipe's own; where one is not obvious a
comment says what it is.
"""

import hashlib
import math
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import cv2
import numpy as np
import numpy.typing as npt

from hingecoach.types import POINTS, Bytes, Floats, PoseSource

from . import Person, Region
from .runtime import load

__all__ = ["BlazePose", "Network"]

Float32s = npt.NDArray[np.float32]
Network = Literal["detector", "full", "full_nomask"]

DETECTOR_SIDE = 224
CROP_SIDE = 256
HEAT_SIDE = 64
DETECTOR_LIMIT = 0.5
PERSON_LIMIT = 0.5
SAME_BOX = 0.3
"""Overlap (intersection over union) above which two boxes of the detector are one person."""
MARGIN = 1.25
"""The crop's side over the diameter of the circle around the person."""
ANCHOR_GRIDS = ((28, 2), (14, 2), (7, 6))
"""Cells a side and anchors a cell of the detector's output: 2,254 in all."""
ALL_POINTS = 39
"""The 33 points of a person and six that only say where to look next."""
HIP_CENTRE, CIRCLE_TOP = 33, 34
HEAT_REACH = 3
"""The heat map refines a point within a window of 7 x 7 cells."""
HEAT_PEAK = 0.5


class BlazePose:
    """The default backend.

    Parameters
    ----------
    folder
        Where the networks lie, as ``detector.onnx``, ``full.onnx`` and ``full_nomask.onnx``; None takes those that
        were built into the package.
    threads
        Threads inside one network. One costs the least processor time (measured: 5.4 against 5.9 ms a crop with two).

    Notes
    -----
    A network is loaded when it is first used. One instance serves one thread at a time. onnxruntime's usage reports
    are switched off before it is imported.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._networks: dict[str, Any] = {}
        self._anchors = _anchors()
        self._squares: dict[int, tuple[Bytes, Float32s]] = {}

    @cached_property
    def source(self) -> PoseSource:
        """Name of the backend and SHA-256 of its weights."""
        if self._folder is None:
            from .models import weights_sha256  # noqa: PLC0415  built files: absent in a source tree not yet built

            return PoseSource("blazepose", weights_sha256())
        return PoseSource("blazepose", self._digest())

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for name in get_args(Network):
            digest.update(self._path(name).read_bytes())
        return digest.hexdigest()

    def detect(self, rgb: Bytes, most: int = 6) -> list[Region]:
        """Find people anywhere in the picture.

        Parameters
        ----------
        rgb
            Shape (height, width, 3).
        most
            At most so many people.

        Returns
        -------
        Regions to look in, surest first.
        """
        height, width = rgb.shape[:2]
        scale = DETECTOR_SIDE / max(height, width)
        shift = np.array([(DETECTOR_SIDE - width * scale) / 2, (DETECTOR_SIDE - height * scale) / 2])
        to_net = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
        image = self._square(DETECTOR_SIDE, rgb, to_net, flags=cv2.INTER_LINEAR, borderValue=0)
        image *= np.float32(2)
        image -= np.float32(1)
        boxes, scores = self._network("detector").run(None, {"image": image})
        points = _people(boxes[0], _sigmoid(scores[0, :, 0]), self._anchors, most)
        return [_region(*((p * DETECTOR_SIDE - shift) / scale)) for p in points]

    def look(self, rgb: Bytes, region: Region, *, mask: bool = False) -> Person | None:
        """Find one person's points in a region of the picture.

        Parameters
        ----------
        rgb
            Shape (height, width, 3).
        region
            As :meth:`detect` or an earlier :class:`~hingecoach.pose.Person` gave it.
        mask
            Whether to make the mask too, which doubles the cost.

        Returns
        -------
        The person, or None where the network is less than half sure that there is one.
        """
        to_image = _crop_to_image(region)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        image = self._square(CROP_SIDE, rgb, to_image, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        network = self._network("full" if mask else "full_nomask")
        names = [output.name for output in network.get_outputs()]
        out = dict(zip(names, network.run(None, {"image": image}), strict=True))
        sure = float(out["Identity_1"].ravel()[0])
        if not sure >= PERSON_LIMIT:
            return None
        opacity = (_sigmoid(out["Identity_2"][0, :, :, 0]) * 255 + 0.5).astype(np.uint8) if mask else None
        return _person(out, region, to_image, sure, opacity)

    def _square(self, side: int, rgb: Bytes, affine: Floats, **how: int) -> Float32s:
        """Cut a square out of the picture, RGB 0 to 1, shape (1, side, side, 3).

        The memory is the same at each call: fresh memory costs ten times as much as the arithmetic (0.37 for 0.035 ms).
        """
        if side not in self._squares:
            self._squares[side] = np.empty((side, side, 3), np.uint8), np.empty((1, side, side, 3), np.float32)
        crop, image = self._squares[side]
        cv2.warpAffine(rgb, affine, (side, side), dst=crop, **how)
        np.multiply(crop, np.float32(1 / 255), out=image[0])
        return image

    def _path(self, name: Network) -> Path:
        if self._folder is not None:
            return self._folder / f"{name}.onnx"
        from .models import path  # noqa: PLC0415  built files: absent in a source tree not yet built

        return Path(path(name))

    def _network(self, name: Network) -> Any:
        if name not in self._networks:
            self._networks[name] = load(self._path(name), self._threads)
        return self._networks[name]


def _sigmoid(x: npt.NDArray[Any]) -> npt.NDArray[Any]:
    out: npt.NDArray[Any] = 1 / (1 + np.exp(-np.clip(x, -80, 80)))
    return out


def _anchors() -> Float32s:
    """Centres of the detector's anchors, 0 to 1, shape (2254, 2)."""
    grids = []
    for cells, each in ANCHOR_GRIDS:
        centre = (np.arange(cells, dtype=np.float32) + np.float32(0.5)) / np.float32(cells)
        x, y = np.meshgrid(centre, centre)
        grids.append(np.repeat(np.stack([x, y], -1).reshape(-1, 2), each, axis=0))
    return np.concatenate(grids)


def _people(boxes: Float32s, scores: Float32s, anchors: Float32s, most: int) -> list[Floats]:
    """Merge the detector's boxes, weighted by score; key points of each person, 0 to 1 of the square, shape (4, 2)."""
    sure = np.flatnonzero(scores >= DETECTOR_LIMIT)
    scores = scores[sure].astype(np.float64)
    values = boxes[sure].astype(np.float64) / DETECTOR_SIDE
    centre = values[:, :2] + anchors[sure]
    low, high = centre - values[:, 2:4] / 2, centre + values[:, 2:4] / 2
    points = values[:, 4:].reshape(-1, 4, 2) + anchors[sure][:, None]
    area = np.prod(high - low, axis=1)
    order = np.argsort(-scores, kind="stable")
    people: list[Floats] = []
    while order.size and len(people) < most:
        best = order[0]
        both = np.clip(np.minimum(high[best], high[order]) - np.maximum(low[best], low[order]), 0, None).prod(axis=1)
        same = both / (area[best] + area[order] - both) > SAME_BOX
        same[0] = True
        weight = scores[order[same]]
        people.append((points[order[same]] * weight[:, None, None]).sum(axis=0) / weight.sum())
        order = order[~same]
    return people


def _region(hip: Floats, top: Floats, *_: Floats) -> Region:
    """Square around the circle with centre ``hip`` through ``top``, turned so that ``top`` lies straight up."""
    dx, dy = float(top[0] - hip[0]), float(top[1] - hip[1])
    turn = math.pi / 2 - math.atan2(-dy, dx)
    turn -= 2 * math.pi * math.floor((turn + math.pi) / (2 * math.pi))
    return float(hip[0]), float(hip[1]), 2 * MARGIN * math.hypot(dx, dy), turn


def _crop_to_image(region: Region) -> Floats:
    x, y, side, turn = region
    scale, half = side / CROP_SIDE, CROP_SIDE / 2
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    return np.array([[cos, -sin, x - half * (cos - sin)], [sin, cos, y - half * (sin + cos)]])


def _refined(points: Floats, heat: Float32s) -> Floats:
    """Move points, in crop pixels, to the centre of weight of the heat map around them where it has a clear peak."""
    cell = (points / CROP_SIDE * HEAT_SIDE).astype(int)
    reach = np.arange(-HEAT_REACH, HEAT_REACH + 1)
    cols, rows = cell[:, 0, None] + reach, cell[:, 1, None] + reach
    inside = ((cols >= 0) & (cols < HEAT_SIDE))[:, None, :] & ((rows >= 0) & (rows < HEAT_SIDE))[:, :, None]
    row, col = rows.clip(0, HEAT_SIDE - 1)[:, :, None], cols.clip(0, HEAT_SIDE - 1)[:, None, :]
    weight = _sigmoid(heat[row, col, np.arange(len(points))[:, None, None]].astype(np.float64)) * inside
    in_map = ((cell >= 0) & (cell < HEAT_SIDE)).all(axis=1)
    clear = in_map & (weight.max(axis=(1, 2)) >= HEAT_PEAK)
    total = np.maximum(weight.sum(axis=(1, 2)), 1e-12)
    x = (weight.sum(axis=1) * cols).sum(axis=1) / total
    y = (weight.sum(axis=2) * rows).sum(axis=1) / total
    return np.where(clear[:, None], np.stack([x, y], axis=1) / HEAT_SIDE * CROP_SIDE, points)


def _person(
    out: dict[str, npt.NDArray[Any]], region: Region, to_image: Floats, sure: float, opacity: Bytes | None
) -> Person:
    """Take the landmark network's outputs back from the crop to the picture."""
    raw = out["Identity"].reshape(ALL_POINTS, 5).astype(np.float64)
    xy = _refined(raw[:, :2], out["Identity_3"][0]) @ to_image[:, :2].T + to_image[:, 2]
    cos, sin = math.cos(region[3]), math.sin(region[3])
    world = out["Identity_4"].reshape(ALL_POINTS, 3)[:POINTS] @ np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    return Person(
        xy=xy[:POINTS],
        depth=raw[:POINTS, 2] * (region[2] / CROP_SIDE),
        world=world.astype(np.float64),
        score=_sigmoid(raw[:POINTS, 3]),
        sure=sure,
        region=_region(xy[HIP_CENTRE], xy[CIRCLE_TOP]),
        mask=opacity,
        to_image=to_image if opacity is not None else None,
    )
