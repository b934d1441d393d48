"""``python -m second_look FOLDER=TRACKS ...``: how far tracker and a fresh look lie apart, and which one is right.

A tracker that once sits on a plate or a shadow stays there, and the network is sure of it. Every half second of the
clips of truth folders this looks afresh where the detector finds the same person, and compares both with the true
angles. ``TRACKS`` are kept points of the tracker in question (``hingecoach evaluate FOLDER --tracks TRACKS``).
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from hingecoach.evaluate.truth import Truth, read_angles, read_truths
from hingecoach.geometry import bend
from hingecoach.keypoints import P
from hingecoach.pose.blazepose import BlazePose
from hingecoach.pose.save import load_track
from hingecoach.pose.seek import SAME_PLACE, detect_in, parts
from hingecoach.types import Floats, PoseTrack
from hingecoach.video import probe, read_frames

EVERY = 0.5
BANDS = (0.0, 0.02, 0.05, 0.1, 1.0)
"""Distances of shoulders, hips, knees and ankles, shares of the region's side."""
JOINTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")
BODY = [P[f"{side}_{name}"] for side in ("L", "R") for name in ("SHOULDER", "HIP", "KNEE", "ANKLE")]
LIES = ("glute_bridge", "glute_bridge_single_leg", "other")


def main(words: Sequence[str]) -> None:
    """Print one line a band of distance: looks, and the mean error of hip and knee of tracker and fresh look."""
    rows = np.array([row for pair in words for row in looks(*map(Path, pair.split("=", 1)))])
    print("| apart, share of the side | looks | hip: tracker, fresh | knee: tracker, fresh |\n|---|---|---|---|")
    for low, high in pairwise(BANDS):
        band = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        hip, hip_afresh, knee, knee_afresh = band[:, 1:].mean(axis=0)
        said = f"{hip:.1f}°, {hip_afresh:.1f}° | {knee:.1f}°, {knee_afresh:.1f}°"
        print(f"| {low:g} to {high:g} | {len(band)} | {said} |")


def looks(folder: Path, tracks: Path) -> Iterator[tuple[float, ...]]:
    """Give for each look the distance and four errors, degrees; people who lie are left out."""
    backend = BlazePose()
    for path, truth in read_truths(folder).items():
        kept = tracks / f"{path.stem}.npz"
        if truth.angles is not None and truth.exercise not in LIES and kept.is_file():
            yield from _of_clip(backend, path, truth, load_track(kept))


def _of_clip(backend: BlazePose, path: Path, truth: Truth, track: PoseTrack) -> Iterator[tuple[float, ...]]:
    angles = read_angles(path.parent / str(truth.angles))
    joints = [[P[f"{side}_{name}"] for name in JOINTS] for side in ("L", "R")][truth.view.faces == "right"]
    due = 0.0
    for i, frame in enumerate(read_frames(probe(path))):
        if frame.time < due or i >= track.time.size or not np.isfinite(track.xy[i]).all():
            continue
        due = frame.time + EVERY
        hips = track.xy[i, [P.L_HIP, P.R_HIP]].mean(axis=0)
        for region in detect_in(backend, frame.rgb, parts(track.size)):
            fresh = backend.look(frame.rgb, region)
            if fresh is not None and np.hypot(*(hips - region[:2])) <= SAME_PLACE * region[2]:
                now = [float(np.interp(frame.time, angles["time_s"], angles[name])) for name in ("hip", "knee")]
                old, new = _bends(track.xy[i][joints]), _bends(fresh.xy[joints])
                errors = [abs(seen - true) for true, *both in zip(now, old, new, strict=True) for seen in both]
                far = np.linalg.norm(track.xy[i][BODY] - fresh.xy[BODY], axis=1).mean()
                yield float(far) / region[2], *errors
                break


def _bends(chain: Floats) -> tuple[float, float]:
    """Give how far hip and knee are bent, degrees, from shoulder, hip, knee and ankle, shape (4, 2)."""
    return float(bend(*chain[:3])), float(bend(*chain[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
