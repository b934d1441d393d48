"""``python -m errors.back FOLDER=TRACKS ...``: by how much the errors of the back are wider in clips than in pictures.

Writes ``src/hingecoach/data/back_errors.json``. No factor is below 1: a clip, whose camera and standing are only read,
is not surer than a picture, and some of the people may have been learned from.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from hingecoach.back.model import TARGETS, Target
from hingecoach.errors import NotSeenError
from hingecoach.evaluate import Case, gather
from hingecoach.evaluate.count import pairs
from hingecoach.measures import BACK_WINDOW
from hingecoach.told.stated import BACK_FILE, off_side

from .data import Rows
from .fit import by_band

DATA = Path(__file__).parents[2] / "src" / "hingecoach" / "data"


def main(folders: Sequence[str]) -> None:
    """Calibrate on the folders that are named on the command line."""
    if not folders:
        sys.exit("Give pairs FOLDER=TRACKS: truth folders and the kept points of their clips.")
    cases = [c for pair in folders for c in gather(Path(pair.split("=")[0]), tracks=Path(pair.split("=")[1]))]
    out = {}
    for name in TARGETS:
        rows = read(name, cases)
        factors = [round(max(1.0, f), 3) for f in by_band(rows, rows.error)]
        out[name] = {"factors": factors, "readings": len(rows.person), "people": len(set(rows.person))}
        print(name, out[name])
    (DATA / BACK_FILE).write_text(json.dumps(out, indent=1) + "\n", "utf-8")


def read(name: Target, cases: Sequence[Case]) -> Rows:
    """Read one angle at the bottoms of all repetitions: ``error`` holds the error as a multiple of a picture's."""
    found = [row for c in cases for row in _readings(name, c)]
    person, off, ratio = zip(*found, strict=True)
    return Rows(tuple(person), np.array(off), np.zeros((len(off), 0)), np.array(ratio))


def _readings(name: Target, case: Case) -> Iterator[tuple[str, float, float]]:
    motion = case.found.motion if case.found else None
    for i, j in pairs(case) if motion else ():
        true = case.truth.reps[i].measures.get(f"{name}_bottom")
        if motion is None or true is None:
            continue
        try:
            ours = motion.value(name, case.reps[j].bottom_s, BACK_WINDOW)
        except NotSeenError:
            continue
        yield case.truth.person, off_side(motion), abs(ours.value - true) / ours.error


if __name__ == "__main__":
    main(sys.argv[1:])
