"""The networks that are shipped, as ONNX: MediaPipe Pose and MoveNet (Apache-2.0, see NOTICE beside this file).

The files are made when the package is built (``tools/networks`` in the source tree) and lie in this folder.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from hingecoach.errors import InputError

__all__ = ["Name", "path", "weights_sha256"]

Name = Literal["detector", "full", "full_nomask", "movenet"]
"""People in the whole picture; points and mask in one crop; points alone; points by MoveNet, a second opinion."""


def path(name: Name) -> Path:
    """Give the file of one network.

    Raises
    ------
    InputError
        The file is not there, because the package was not built.
    """
    file = Path(__file__).with_name(f"{name}.onnx")
    if not file.is_file():
        raise InputError(
            f"The pose network {file.name} is missing from this installation; install hingecoach again with "
            "`pip install .`, or run `make setup` in the source tree."
        )
    return file


@cache
def weights_sha256() -> str:
    """Give one SHA-256 over all network files, in the order of :data:`Name`, as 64 hexadecimal digits.

    Raises
    ------
    InputError
        A file is not there, because the package was not built.
    """
    digest = hashlib.sha256()
    for name in get_args(Name):
        digest.update(path(name).read_bytes())
    return digest.hexdigest()
