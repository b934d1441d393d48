"""``python -m networks FOLDER``: make the ONNX networks by hand."""

import sys
from pathlib import Path

from hingecoach.pose.convert import NetworksError

from .make import make


def main(arguments: list[str]) -> int:
    """Write the networks into the named folder; 2 for wrong usage, 1 where they cannot be made."""
    if len(arguments) != 1:
        print("usage: python -m networks FOLDER", file=sys.stderr)
        return 2
    try:
        paths = make(Path(arguments[0]))
    except NetworksError as error:
        print(error, file=sys.stderr)
        return 1
    for path in paths:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
