"""``python -m errors FOLDER=TRACKS ...``: write ``src/hingecoach/data/errors.json`` from rendered people."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from hingecoach.motion import AngleName
from hingecoach.told.stated import FILE, SIGNS

from .data import Rows, read
from .fit import fit

DATA = Path(__file__).parents[2] / "src" / "hingecoach" / "data"


def main(folders: Sequence[str]) -> None:
    """Calibrate on the folders that are named on the command line."""
    if not folders:
        sys.exit("Give pairs FOLDER=TRACKS: truth folders and the kept points of their clips.")
    write(read(folders))


def write(readings: Mapping[AngleName, Rows]) -> None:
    """Calibrate every angle from its readings and write the file."""
    out = {}
    for name, rows in readings.items():
        spread = fit(rows)
        people = len(set(rows.person))
        out[name] = {
            "base": round(spread.base, 3),
            "weights": [round(w, 3) for w in spread.weights],
            "factors": [round(f, 3) for f in spread.factors],
            "readings": len(rows.person),
            "people": people,
        }
        print(f"{name}: {len(rows.person)} readings of {people} people")
    (DATA / FILE).write_text(json.dumps({"signs": SIGNS, "spreads": out}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
