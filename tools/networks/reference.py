"""The inputs and the picked outputs by which the converted networks are held against the originals.

``python -m networks.reference FILE`` makes the stored numbers anew. It needs the PyPI package ``ai-edge-litert``,
which runs the original files; nothing else in the project does.
"""

import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .fetch import DETECTOR, LANDMARKS, fetch

__all__ = ["NETWORK_INPUTS", "checksum", "pick", "picture"]

NETWORK_INPUTS = {DETECTOR: (224, -1.0), LANDMARKS: (256, 0.0)}
"""Side of the square input in pixels and its smallest value; the largest is 1."""

PICKED = 150
"""So many numbers of each output are kept, evenly spread over it."""

Floats = npt.NDArray[np.float32]


def picture(side: int, lowest: float, seed: int = 20261123) -> Floats:
    """Make a picture of soft coloured patches, grain on top; the same on every machine.

    Parameters
    ----------
    side
        Height and width in pixels, a multiple of 16.
    lowest
        Smallest value; the largest is 1.
    seed
        Of the random numbers.

    Returns
    -------
    ndarray
        Shape (1, side, side, 3), float32.
    """
    rng = np.random.default_rng(seed)
    patches = np.kron(rng.random((side // 16, side // 16, 3)), np.ones((16, 16, 1)))
    grain = rng.random((side, side, 3))
    mixed: Floats = (lowest + (1 - lowest) * (0.9 * patches + 0.1 * grain))[None].astype(np.float32)
    return mixed


def pick(output: Floats) -> Floats:
    """Pick up to 150 numbers, evenly spread over an output."""
    at = np.linspace(0, output.size - 1, min(PICKED, output.size)).astype(int)
    return np.asarray(output.ravel()[at], np.float32)


def checksum(weights: npt.NDArray[Any]) -> int:
    """Give the CRC-32 of a convolution's dense weights, (outputs, height, width, inputs), in half precision."""
    return zlib.crc32(np.ascontiguousarray(weights, np.float16).tobytes())


def _original(name: str) -> dict[str, npt.NDArray[Any]]:
    """Run one original file; give its picked outputs and the checksums of its convolutions' weights."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType  # noqa: PLC0415  only here

    network = Interpreter(
        model_path=str(fetch()[name]),
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        experimental_preserve_all_tensors=True,
    )
    network.allocate_tensors()
    network.set_tensor(network.get_input_details()[0]["index"], picture(*NETWORK_INPUTS[name]))
    network.invoke()
    stem = Path(name).stem
    kept = {f"{stem}/{d['name']}": pick(network.get_tensor(d["index"])) for d in network.get_output_details()}
    convolutions = [op for op in network._get_ops_details() if "CONV_2D" in op["op_name"]]  # noqa: SLF001
    weights = [network.get_tensor(int(op["inputs"][1])) for op in convolutions]
    kept[f"{stem}/weights"] = np.array([checksum(w) for w in weights], np.uint32)
    return kept


def main(file: str) -> None:
    """Write the stored numbers."""
    numbers: dict[str, Any] = _original(DETECTOR) | _original(LANDMARKS)
    np.savez_compressed(file, **numbers)


if __name__ == "__main__":
    main(sys.argv[1])
