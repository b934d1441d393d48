"""From cleaned points to the angles of every frame, and the reasons where one is missing.

Which points are read was measured on the rendered clips (docs/accuracy.md): the near side alone is better than both
sides together; in the side view knee and shank come from the picture, hip and trunk from the mean of the picture and
the network's metric 3-D points; the further the camera stands off the side view, the more the 3-D points count,
because a picture shortens what points at the camera. The head is read from the middle of both ears: on rendered heads
that follows the true neck better than the nearer ear (correlation 0.53 against 0.27).
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .clean import REASONS, Cleaned
from .geometry import bend, lean, length, middle, wrap
from .keypoints import P, Sides
from .motion import AngleName
from .signal import rolling_median, runs
from .types import Floats, PoseTrack, View

Spans = tuple[tuple[float, float, str], ...]

NEEDS: dict[AngleName, tuple[str, ...]] = {
    "hip": ("SHOULDER", "HIP", "KNEE"),
    "knee": ("HIP", "KNEE", "ANKLE"),
    "trunk": ("SHOULDER", "HIP"),
    "shank": ("KNEE", "ANKLE"),
    "neck": ("EAR", "SHOULDER", "HIP"),
    "elbow": ("SHOULDER", "ELBOW", "WRIST"),
    "arm": ("SHOULDER", "HIP", "WRIST"),
    "gap": ("WRIST", "INDEX"),
}
CLEAR, UPRIGHT, FOOT_WINDOW = 0.6, 30.0, 3.0
"""Feet count as seen from this visibility on; they are looked for while the trunk leans less than this (degrees),
within this many seconds (E: feet stay where they are during a lift)."""
FOOT_SPREAD = 0.06
"""Feet whose place varies by more than this (median, leg lengths) are not feet but a plate over them (E)."""
FLAT_UNTIL, SOLID_FROM = 20.0, 35.0
"""Degrees off the side view between which the picture's angles give way to the 3-D points' (M: docs/accuracy.md)."""


def joint_angles(cleaned: Cleaned, view: View, sides: Sides, *, solid: bool = True) -> dict[AngleName, Floats]:
    """Measure the angles that come from points, shape (T,) each, degrees; ``gap`` in % of leg length.

    ``neck`` is the head's pitch relative to the trunk before the person's own standing is taken off. Where the camera's
    tilt is known, it is taken off first.

    Parameters
    ----------
    solid
        Whether the metric 3-D points count; they do not where the points in the picture are another network's.
    """
    forward = -1 if view.faces == "left" else 1
    cleaned = replace(cleaned, track=levelled(cleaned.track, view.roll))
    flat = plane_angles(cleaned.track.xy, sides, forward)
    flat["gap"] = _gap(cleaned, sides, forward, flat["trunk"])
    deep = plane_angles(sagittal(cleaned.track), sides, 1)
    off = abs(view.azimuth) if np.isfinite(view.azimuth) else 90.0
    depth = float(np.clip((off - FLAT_UNTIL) / (SOLID_FROM - FLAT_UNTIL), 0.0, 1.0))
    share = {"hip": 0.5 + 0.5 * depth, "trunk": 0.5 + 0.5 * depth, "neck": depth}
    out: dict[AngleName, Floats] = {}
    for name, needs in NEEDS.items():
        w = share.get(name, depth) if solid and name != "gap" else 0.0
        angle = (1 - w) * flat[name] + w * deep[name] if 0 < w < 1 else (deep if w else flat)[name]
        seen = (cleaned.hidden[:, [sides.point(n) for n in needs]] == 0).all(1)
        out[name] = np.where(seen, angle, np.nan)
    return out


def levelled(track: PoseTrack, roll: float) -> PoseTrack:
    """Give the points as a level camera has them: turned clockwise by ``roll`` degrees, about the picture's corner."""
    if not roll:
        return track
    cos, sin = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    turn = np.array([[cos, sin], [-sin, cos]])
    return replace(track, xy=track.xy @ turn, world=np.dstack([track.world[..., :2] @ turn, track.world[..., 2:]]))


def hidden_spans(cleaned: Cleaned, sides: Sides) -> Mapping[AngleName, Spans]:
    """Give the reasons why angles are missing, by angle, as spans of time."""
    time = cleaned.track.time
    out: dict[AngleName, Spans] = {}
    for name, needs in NEEDS.items():
        worst = cleaned.hidden[:, [sides.point(n) for n in needs]].max(axis=1)
        out[name] = tuple(
            (float(time[a]), float(time[b]), REASONS[code])
            for code in range(1, len(REASONS))
            for a, b in runs(worst == code)
        )
    return out


def leg_length(cleaned: Cleaned, sides: Sides) -> float:
    """Give the leg's length hip to ankle in pixels: the 80th percentile of thigh and shin together.

    Where no shin was seen a leg counts two thighs, where no thigh was seen one and a half trunks (M: the medians of
    121 clips are 1.0 and 0.76 for shin over thigh and thigh over trunk); NaN where nothing was seen.
    """
    xy = cleaned.track.xy
    hip, knee, ankle = (xy[:, sides.point(n)] for n in ("HIP", "KNEE", "ANKLE"))
    low, high = (xy[:, p] for p in sides.trunk())
    thigh = length(hip, knee)
    for size in (thigh + length(knee, ankle), 2.0 * thigh, 1.5 * length(low, high)):
        if np.isfinite(size).any():
            return float(np.nanpercentile(size, 80))
    return float("nan")


def proportions(track: PoseTrack, sides: Sides) -> tuple[float, float]:
    """Give thigh and shin as shares of the trunk, medians over the clip; NaN where not seen."""
    xy = track.xy
    hip, knee, ankle = (xy[:, sides.point(n)] for n in ("HIP", "KNEE", "ANKLE"))
    low, high = (xy[:, p] for p in sides.trunk())
    trunk, thigh, shin = (length(a, b) for a, b in ((low, high), (hip, knee), (knee, ankle)))
    seen = np.isfinite(trunk + thigh + shin)
    if not seen.any():
        return float("nan"), float("nan")
    whole = float(np.median(trunk[seen]))
    return float(np.median(thigh[seen])) / whole, float(np.median(shin[seen])) / whole


def sagittal(track: PoseTrack) -> Floats:
    """Turn the metric points so that the person's forward points to the right: shape (T, 33, 2), metres, y down.

    Forward is level and at right angles to the line between the hips and that between the shoulders, over 1.5 s.
    """
    w, time = track.world, track.time
    across = w[:, [P.R_HIP, P.R_SHOULDER]] - w[:, [P.L_HIP, P.L_SHOULDER]]
    with np.errstate(invalid="ignore", divide="ignore"):
        across = (across / np.linalg.norm(across, axis=-1, keepdims=True)).mean(axis=1)[:, [0, 2]]
        across = rolling_median(time, across, 0.75)
        across = across / np.linalg.norm(across, axis=-1, keepdims=True)
    forward = np.stack([-across[:, 1], across[:, 0]], axis=-1)
    ahead = (w[..., [0, 2]] * forward[:, None]).sum(-1)
    return np.stack([ahead, w[..., 1]], axis=-1)


def plane_angles(points: Floats, sides: Sides, forward: int) -> dict[AngleName, Floats]:
    """Measure all angles in one plane; the person faces ``forward`` (+1 right, -1 left)."""
    at = {n: points[:, sides.point(n)] for n in ("SHOULDER", "ELBOW", "WRIST", "INDEX")}
    at |= {n: points[:, sides.point(n)] for n in ("HIP", "KNEE", "ANKLE")}
    low, high = (points[:, p] for p in sides.trunk())
    trunk = lean(low, high, forward)
    thigh = lean(at["KNEE"], at["HIP"], forward)
    shank = lean(at["ANKLE"], at["KNEE"], forward)
    face = points[:, P.NOSE] - middle(points[:, P.L_EAR], points[:, P.R_EAR])
    pitch = np.degrees(np.arctan2(-face[:, 1], forward * face[:, 0]))
    return {
        "hip": wrap(trunk - thigh),
        "knee": wrap(shank - thigh),
        "trunk": trunk,
        "shank": shank,
        "neck": wrap(pitch + trunk, -180.0),
        "elbow": bend(at["SHOULDER"], at["ELBOW"], at["WRIST"]),
        "arm": wrap(trunk - lean(at["WRIST"], at["SHOULDER"], forward)),
    }


def _gap(cleaned: Cleaned, sides: Sides, forward: int, trunk: Floats) -> Floats:
    """Give how far the hand is ahead of mid-foot, % of leg length, shape (T,).

    A plate on the floor hides the feet at the bottom, so mid-foot is where it was in the upright frames around.
    """
    xy, time = cleaned.track.xy, cleaned.track.time
    points = [sides.point(n) for n in ("ANKLE", "HEEL", "TOE")]
    hand = xy[:, [sides.point("WRIST"), sides.point("INDEX")], 0].mean(axis=1)
    clear = (cleaned.hidden[:, points] == 0).all(1) & (cleaned.track.score[:, points] > CLEAR).all(1)
    with np.errstate(invalid="ignore"):
        upright = clear & (np.abs(trunk) < UPRIGHT)
    middle = xy[:, points[1:], 0].mean(axis=1)
    there = np.where(upright if upright.any() else clear, middle, np.nan)
    foot, leg = rolling_median(time, there, FOOT_WINDOW), leg_length(cleaned, sides)
    spread = rolling_median(time, np.abs(there - foot), FOOT_WINDOW)
    with np.errstate(invalid="ignore"):
        return np.where(spread < FOOT_SPREAD * leg, 100.0 * forward * (hand - foot) / leg, np.nan)
