"""The whole job: fetch, convert, write."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .convert import convert
from .fetch import DETECTOR, LANDMARKS, fetch
from .graph import read

__all__ = ["NETWORKS", "make"]

NO_MASK = ("Identity", "Identity_1", "Identity_3", "Identity_4")
"""Points, person score, heat maps and points in metres; ``Identity_2`` is the mask, half of the network's cost."""


@dataclass(frozen=True, slots=True)
class Network:
    """One network that we ship.

    Attributes
    ----------
    source
        The tflite file that it is made of.
    outputs
        The outputs that it keeps, None for all.
    sha256
        Hash of the ONNX file, so that a file of an older converter is made again and a right one is left alone.
    """

    source: str
    outputs: tuple[str, ...] | None
    sha256: str


NETWORKS = {
    "detector.onnx": Network(DETECTOR, None, "51dc0a84abb627f7d25c4f227e5cb1dc40483a1dd86fa6ca7f4b805edcf4b851"),
    "full.onnx": Network(LANDMARKS, None, "c4971b01046646c0bb8623ac4900963e7b36717d3106ce72905558f6431223f6"),
    "full_nomask.onnx": Network(LANDMARKS, NO_MASK, "73d938e151a8c3f5388adb04e6ff96773746cefe7156e834c60ffbba893cf1f5"),
}


def make(folder: Path, *, cache: Path | None = None) -> list[Path]:
    """Write the ONNX networks into a folder, those that lie there already excepted.

    Parameters
    ----------
    folder
        Where to write; it is made if need be.
    cache
        Where the two files from the wheel are kept; the user's cache folder if None.

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
    sources = fetch(cache) if stale else {}
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        network = NETWORKS[name]
        part = folder / f"{name}.part"
        part.write_bytes(convert(read(sources[network.source]), network.outputs).SerializeToString())
        part.replace(folder / name)
    return [folder / name for name in NETWORKS]


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
