"""The commands: ``python -m truth --n 12 --seed 7 --out FOLDER`` and ``python -m truth poses --out FILE``."""

import argparse
import os
import sys
from pathlib import Path

import cv2
import numpy as np

from . import poses
from .clip import Order, render_clip
from .drills import EXERCISES
from .form import FAULTS
from .raster import Raster

SIZES = ((480, 360), (360, 480))
"""Landscape and portrait."""
LIES = ("glute_bridge", "glute_bridge_single_leg", "acceleration")
"""Wider than high: always landscape."""


def _pair(text: str) -> tuple[float, float]:
    low, high = (float(x) for x in text.split(","))
    return low, high


def _options() -> argparse.Namespace:
    p = argparse.ArgumentParser(prog="truth", description="Render clips with exact truth.")
    p.add_argument("--n", type=int, default=12, help="how many clips; the exercises take turns")
    p.add_argument("--seed", type=int, default=0, help="the same seed gives the same pictures and truth")
    p.add_argument("--out", type=Path, default=Path("truth-clips"), help="folder for the clips")
    p.add_argument("--exercises", default=",".join(EXERCISES), help="ids, with commas between them")
    p.add_argument("--bodies", choices=("train", "test"), default="train", help="whose bodies; the splits share none")
    p.add_argument("--azimuth", type=_pair, default=(0.0, 25.0), help="least and most degrees off the side view")
    p.add_argument("--reps", type=_pair, default=(2, 3), help="least and most repetitions")
    p.add_argument("--fault", choices=("any", "good", *dict.fromkeys(FAULTS)), default="any", help="one fault for sure")
    p.add_argument("--fps", type=int, default=20)
    p.add_argument("--sheet", type=Path, help="a PNG with seven frames of each clip")
    return p.parse_args()


def main() -> None:
    """Render single postures, or clips; a clip that is there already is kept, so that a run can be taken up again."""
    os.environ.setdefault("LP_NUM_THREADS", "1")
    if sys.argv[1:2] == ["poses"]:
        poses.main(sys.argv[2:])
        return
    o = _options()
    exercises = o.exercises.split(",")
    unknown = [e for e in exercises if e not in EXERCISES]
    if unknown:
        raise SystemExit(f"No exercise is called {unknown[0]}; there are: {', '.join(EXERCISES)}.")
    o.out.mkdir(parents=True, exist_ok=True)
    rasters: dict[tuple[int, int], Raster] = {}
    rows = []
    for k in range(o.n):
        rng = np.random.default_rng([o.seed, k])
        exercise = exercises[k % len(exercises)]
        name = f"{exercise}_{o.bodies}_{o.seed}_{k:04d}"
        if (o.out / f"{name}.truth.json").exists():
            continue
        size = SIZES[0 if exercise in LIES else int(rng.integers(2))]
        if size not in rasters:
            rasters[size] = Raster(*size)
        order = Order(exercise, o.bodies, (int(o.reps[0]), int(o.reps[1])), o.azimuth, o.fault, o.fps)
        shown = render_clip(rasters[size], rng, order, o.out, name)
        print(name, flush=True)
        if o.sheet:
            rows.append(np.hstack([cv2.resize(x, (180, 180)) for x in shown]))
    if rows:
        cv2.imwrite(str(o.sheet), cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
