"""The twin of a rendered clip: the same person, movement and camera, with points that are known."""

import re

import numpy as np

from hingecoach.evaluate.truth import Truth
from hingecoach.keypoints import P
from hingecoach.types import PoseTrack

from .figures import Figure, figure

NAME = re.compile(r"(?P<exercise>\w+)_(?P<split>train|test)_(?P<seed>\d+)_(?P<number>\d{4})")
FAR = 0.25
"""A twin whose hips and shoulders are further than this from the found ones, in trunk lengths (median), is none."""
TRUNK = (P.L_SHOULDER, P.R_SHOULDER, P.L_HIP, P.R_HIP)


def twin_of(clip: str, truth: Truth, track: PoseTrack) -> PoseTrack | None:
    """Make the twin of a clip of ``make truth``; None where the renderer does not move like this (any more)."""
    name = NAME.fullmatch(clip)
    if name is None or truth.view.azimuth_deg is None:
        return None
    seed, number, off = int(name["seed"]), int(name["number"]), truth.view.azimuth_deg
    made = figure(seed, number, name["exercise"], "train" if name["split"] == "train" else "test", (off, off))
    return made.track if _alike(made, truth, track) else None


def _alike(made: Figure, truth: Truth, track: PoseTrack) -> bool:
    a, b = made.track.xy, track.xy
    if made.motion.person.name != truth.person or abs(len(a) - len(b)) > 1:
        return False
    n = min(len(a), len(b))
    trunk = np.linalg.norm(a[:n, P.L_SHOULDER] - a[:n, P.L_HIP], axis=-1)
    off = np.linalg.norm(a[:n, TRUNK] - b[:n, TRUNK], axis=-1).mean(axis=1)
    return bool(np.nanmedian(off / trunk) < FAR)
