"""How hips and knees at the top are read behind a plate: ``PYTHONPATH=tools python -m behind FOLDER=TRACKS ...``.

Prints, for rendered clips with known angles, the error of the picture's angle at the tops of repetitions, of people who
stand upright with hip or knee behind a plate and of the others, as the points have it: before any of it is left out.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from hingecoach.evaluate import Case, gather
from hingecoach.evaluate.count import pairs
from hingecoach.load.cover import behind_plate
from hingecoach.motion import AngleName
from hingecoach.observe import FOLDED_KNEE, FOLDED_THIGH
from hingecoach.pose.save import load_track
from hingecoach.told.limbs import can_read, in_picture

LIMITS: dict[AngleName, float] = {"hip": FOLDED_THIGH, "knee": FOLDED_KNEE}
"""Of the hip it is the lean of the thigh that counts: the hip less the trunk."""


def tops(case: Case, tracks: Path) -> Iterator[tuple[AngleName, bool, float, float]]:
    """Give angle, whether it lies behind a plate, how bent the points say it is, and the error, of every top."""
    motion = case.found.motion if case.found else None
    if motion is None or motion.posture != "standing" or not can_read(motion):
        return
    points = [motion.sides.point("HIP"), motion.sides.point("KNEE")]
    raw = load_track(tracks / f"{case.path.stem}.npz")
    covered, flat = behind_plate(raw, motion.track.xy)[:, points].any(axis=1), in_picture(motion)
    for i, j in pairs(case):
        at = int(np.argmin(np.abs(motion.time - case.reps[j].top_s)))
        for name in LIMITS:
            true = case.truth.reps[i].measures.get(f"{name}_top")
            if true is not None and np.isfinite(flat[name][at]):
                bent = flat[name][at] - (flat["trunk"][at] if name == "hip" else 0.0)
                yield name, bool(covered[at]), float(bent), float(flat[name][at] - true)


def main(folders: Sequence[str]) -> None:
    """Print the table of docs/pose_errors.md."""
    if not folders:
        sys.exit("Give pairs FOLDER=TRACKS: truth folders and the kept points of their clips.")
    print("| clips | angle | tops | mean error | bias | beyond | of these too bent |")
    print("|---|---|---|---|---|---|---|")
    for pair in folders:
        folder, tracks = map(Path, pair.split("="))
        every = [top for case in gather(folder, tracks=tracks) for top in tops(case, tracks)]
        for name, limit in LIMITS.items():
            for covered in (True, False):
                value, off = np.array([(v, e) for n, c, v, e in every if n == name and c == covered]).reshape(-1, 2).T
                if value.size:
                    where, beyond = "behind a plate" if covered else "others", value > limit
                    figures = f"{np.abs(off).mean():.1f}° | {off.mean():+.1f}°"
                    counts = f"{beyond.sum()} | {(off[beyond] > 0).sum()}"
                    print(f"| {folder.name} | {name}, {where} | {value.size} | {figures} | {counts} |")


if __name__ == "__main__":
    main(sys.argv[1:])
