"""The whole job: fetch, convert, write."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hingecoach.pose.convert import NO_MASK, as_onnx, web_as_onnx

from .fetch import DETECTOR, LANDMARKS, MOVENET, MOVENET_WEIGHTS, fetch

__all__ = ["NETWORKS", "make"]


@dataclass(frozen=True, slots=True)
class Network:
    """One network that we ship.

    Attributes
    ----------
    sources
        The original files that it is made of.
    convert
        Makes the bytes of the ONNX file from the paths of those files.
    sha256
        Hash of the ONNX file, so that a file of an older converter is made again and a right one is left alone.
    """

    sources: tuple[str, ...]
    convert: Callable[..., bytes]
    sha256: str


NETWORKS = {
    "detector.onnx": Network((DETECTOR,), as_onnx, "db4bfabc7978b920fb89f6e996e51504707bc465566a4bc3d3505f554579b643"),
    "full.onnx": Network((LANDMARKS,), as_onnx, "b78fc9e41fb815b793c015b8abafd55f647beaabbbe9c0ece0d5463ff507164c"),
    "full_nomask.onnx": Network(
        (LANDMARKS,),
        partial(as_onnx, outputs=NO_MASK),
        "83807370ff1265f314a4a7b467fc2b52876c24ea8b0eabf7d4b0f12f12661fce",
    ),
    "movenet.onnx": Network(
        (MOVENET, MOVENET_WEIGHTS), web_as_onnx, "333ee90fbe15b9567f39ffb9c6f9c44ccd5a45272a4da0093b47c75c21dcabab"
    ),
}


def make(folder: Path, *, cache: Path | None = None) -> list[Path]:
    """Write the ONNX networks into a folder, those that lie there already excepted.

    Parameters
    ----------
    folder
        Where to write; it is made if need be.
    cache
        Where the original files are kept; the user's cache folder if None.

    Returns
    -------
    list of Path
        The files, whether written now or before.

    Raises
    ------
    NetworksError
        The files cannot be had or are not the expected ones.
    """
    stale = [name for name, network in NETWORKS.items() if not _is(folder / name, network.sha256)]
    sources = fetch(cache, {source for name in stale for source in NETWORKS[name].sources})
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        network = NETWORKS[name]
        part = folder / f"{name}.part"
        part.write_bytes(network.convert(*(sources[source] for source in network.sources)))
        part.replace(folder / name)
    return [folder / name for name in NETWORKS]


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
