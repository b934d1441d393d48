"""Turns tflite files and TensorFlow.js graph models into ONNX.

That is done when the package is built, and when a network is added to an installation.

It needs the packages ``onnx`` and ``tflite``, which nothing else in hingecoach does (the extra ``hingecoach[models]``).
"""

from collections.abc import Collection
from pathlib import Path

from .errors import NetworksError
from .graph import read
from .web import web_as_onnx
from .write import convert

__all__ = ["NO_MASK", "NetworksError", "as_onnx", "convert", "read", "web_as_onnx"]

NO_MASK = ("Identity", "Identity_1", "Identity_3", "Identity_4")
"""Points, person score, heat maps and points in metres; ``Identity_2`` is the mask, half of a small network's cost."""


def as_onnx(path: Path, outputs: Collection[str] | None = None) -> bytes:
    """Give a tflite file as the bytes of an ONNX file, with these outputs or with all.

    Raises
    ------
    NetworksError
        The file has another layout than MediaPipe's pose networks.
    """
    data: bytes = convert(read(path), outputs).SerializeToString()
    return data
