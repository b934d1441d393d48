"""The outline of the stick figure's trunk: the mean of rendered people, by how round the back and how bent the hip is.

A figure that does not look like a person would be refused by a measure that was learned from people.
"""

import io
from pathlib import Path

import numpy as np

from hingecoach.back.dorsal import axis_of
from hingecoach.geometry import bend
from hingecoach.keypoints import P
from hingecoach.outline import STATIONS
from hingecoach.skeleton import shape_terms
from hingecoach.types import Facing, Floats

from .views import Data, as_track

_SIDE_ON = 15.0
"""Views up to this angle off the side, degrees."""
SHOULDERS, HIPS, KNEES = ((P[f"L_{n}"], P[f"R_{n}"]) for n in ("SHOULDER", "HIP", "KNEE"))
_SMOOTH = 2
"""Half width of the running mean along the outline, stations."""


def fit(path: Path) -> Floats:
    """Give, for back and front, station and term, the distance from the trunk's line, trunk lengths, (2, S, terms)."""
    with np.load(path) as z:
        d: Data = {name: z[name] for name in z.files}
    d = {name: part[np.abs(d["azimuth"]) < _SIDE_ON] for name, part in d.items()}
    away, hip = np.full((len(d["xy"]), 2, STATIONS.size), np.nan), np.full(len(d["xy"]), np.nan)
    sides: tuple[Facing, ...] = ("left", "right")
    for faces in sides:
        rows = np.flatnonzero(d["faces"] == faces)
        track, side = as_track(d["xy"][rows], d["outline"][rows]), 0 if faces == "right" else 1
        axis = axis_of(track, side)
        for k, which in enumerate((side, 1 - side)):
            away[rows, k] = axis.place(track.outline[:, :, which])[1] * (1 - 2 * k)
        hip[rows] = bend(*(track.xy[:, list(pair)].mean(axis=1) for pair in (SHOULDERS, HIPS, KNEES)))
    terms = shape_terms(d["lumbar_convex"].astype(float), hip)
    found = np.array([[_least(terms, away[:, k, s]) for s in range(STATIONS.size)] for k in range(2)])
    wide = np.pad(found, ((0, 0), (_SMOOTH, _SMOOTH), (0, 0)), mode="edge")
    return np.asarray(np.mean([wide[:, i : i + STATIONS.size] for i in range(2 * _SMOOTH + 1)], axis=0))


def packed(shape: Floats) -> bytes:
    """Write the outline as :mod:`hingecoach.skeleton` reads it."""
    out = io.BytesIO()
    np.savez_compressed(out, shape=shape.astype(np.float16))
    return out.getvalue()


def _least(terms: Floats, away: Floats) -> Floats:
    seen = np.isfinite(away) & np.isfinite(terms).all(axis=1)
    return np.asarray(np.linalg.lstsq(terms[seen], away[seen], rcond=None)[0])
