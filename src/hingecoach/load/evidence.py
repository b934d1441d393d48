"""From the looks to a few numbers: what keeps its place at the hands while the hands move.

A plate, a bell or a box goes where the hands go; what stands in the background does not. So marks of one size that lie
in one place relative to the hands count, and they count in the lower, the middle and the upper part of the hands' way
alike: something that the hands only pass by is seen in one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hingecoach.keypoints import P
from hingecoach.types import SEEKERS, Floats, PoseTrack

from .scale import body_length, hands_of

__all__ = ["Cluster", "Evidence", "gather"]

LEAST_LOOKS = 4
"""Fewer looks, and nothing is said."""
LEVELS, SPREAD = 3, 0.1
"""Parts of the hands' way up and down, if it is at least this long (body lengths)."""
MIDDLES = 1000
"""So many marks at most are tried as the middle of a place or of a direction, evenly over the clip: all of them in a
minute of film, and in a longer one memory does not grow with its square (E)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How marks of one seeker are put together: score that chance reaches, and how alike place and size must be.

    ``turned`` marks are placed along the forearms: a bell swings with them. Places in body lengths, sizes in shares.
    """

    chance: float
    place: float
    size: float
    turned: bool = False


RULES: Mapping[str, Rule] = {
    "plate": Rule(0.7, 0.14, 0.3),
    "bell": Rule(0.5, 0.1, 0.2, turned=True),
    "dumbbell": Rule(0.6, 0.06, 0.2, turned=True),
    "box": Rule(0.6, 0.14, 0.3),
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Marks that belong together.

    Attributes
    ----------
    support
        Mean score over the parts of the hands' way, 0 to 1.
    centre, size
        The mark of each look, pixels (L, 2) and body lengths (L,); NaN where there is none.
    """

    support: float
    centre: Floats
    size: Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the looks of a track say.

    Attributes
    ----------
    numbers
        Each feature, 0 to 1, by name.
    clusters
        The marks that belong together, by seeker.
    length
        Body length in pixels.
    """

    numbers: Mapping[str, float]
    clusters: Mapping[str, Cluster]
    length: float


def gather(track: PoseTrack) -> Evidence | None:
    """Put the looks of a track together; None where there are too few."""
    if track.loads.frame.size < LEAST_LOOKS:
        return None
    xy = track.xy[track.loads.frame]
    length = body_length(track.xy)
    hand = hands_of(xy).mean(axis=1)
    level = _levels(hand[:, 1] / length)
    clusters = {name: _cluster(_marks(track, name), rule, xy, hand, level, length) for name, rule in RULES.items()}
    numbers = {name: cluster.support for name, cluster in clusters.items()}
    for name in ("plate", "bell", "dumbbell", "box", "bar", "cable"):
        numbers[f"{name}_mean"] = float(_best(track, name).mean())
    numbers["spine_mean"] = float(np.where(_dowel_grip(xy), _best(track, "spine"), 0.0).mean())
    numbers["bar"] = _steady_turn(_marks(track, "bar"), level)
    carried = _marks(track, "carried")[:, 0]
    numbers["carried_area"] = min(1.0, 10.0 * _median(carried[:, 3]))
    return Evidence(numbers, clusters, length)


def _marks(track: PoseTrack, name: str) -> Floats:
    """Give the marks of one seeker, shape (L, 3, 5)."""
    return track.loads.marks[:, SEEKERS.index(name)]


def _best(track: PoseTrack, name: str) -> Floats:
    """Give the best score of each look, 0 where there is no mark, shape (L,)."""
    return np.asarray(np.nan_to_num(_marks(track, name)[:, :, 0]).max(axis=1))


def _dowel_grip(xy: Floats) -> npt.NDArray[np.bool_]:
    """Say where one hand is at the neck and the other one at the low back, shape (L,)."""
    wrist = xy[:, [P.L_WRIST, P.R_WRIST]]
    neck = np.linalg.norm(wrist - xy[:, None, [P.L_EAR, P.R_EAR, P.L_SHOULDER, P.R_SHOULDER]].mean(axis=2), axis=-1)
    seat = np.linalg.norm(wrist - xy[:, None, [P.L_HIP, P.R_HIP]].mean(axis=2), axis=-1)
    upper = np.argmin(neck, axis=1)
    rows = np.arange(len(xy))
    lower = seat[rows, 1 - upper] < neck[rows, 1 - upper]
    return np.asarray((neck[rows, upper] < seat[rows, upper]) & lower)


def _median(values: Floats) -> float:
    return float(np.nanmedian(values)) if np.isfinite(values).any() else 0.0


def _levels(height: Floats) -> Floats:
    """Give the part of the hands' way that each look falls into, shape (L,)."""
    low, high = np.percentile(height, [5, 95])
    if high - low < SPREAD:
        return np.zeros(height.size)
    level: Floats = np.clip(np.floor((height - low) / (high - low) * LEVELS), 0, LEVELS - 1)
    return level


def _cluster(marks: Floats, rule: Rule, xy: Floats, hand: Floats, level: Floats, length: float) -> Cluster:
    """Find the place and size relative to the hands that most looks agree on."""
    look, _ = np.nonzero(np.isfinite(marks[:, :, 0]))
    flat = marks[np.isfinite(marks[:, :, 0])]
    centre, width = np.full((len(marks), 2), np.nan), np.full(len(marks), np.nan)
    if not look.size:
        return Cluster(0.0, centre, width)
    score = np.clip((flat[:, 0] - rule.chance) / (1 - rule.chance), 0, 1)
    place = (flat[:, 1:3] - hand[look]) / length
    place = _turned(place, xy[look]) if rule.turned else place
    size, tried = flat[:, 3], _evenly(look.size)
    alike = np.hypot(*(place[:, None, k] - place[tried, k] for k in (0, 1))) < rule.place
    alike &= np.abs(size[:, None] - size[tried]) < rule.size * np.maximum(size[:, None], size[tried])
    best = np.zeros((len(marks), alike.shape[1]))  # in each look, for each mark as the middle: its best companion
    np.maximum.at(best, look, np.where(alike, score[:, None], 0.0))
    support = np.mean([best[level == k].mean(axis=0) for k in np.unique(level)], axis=0)
    middle = int(support.argmax())
    for i in np.flatnonzero(alike[:, middle] & (score > 0))[::-1]:
        if score[i] >= best[look[i], middle]:
            centre[look[i]], width[look[i]] = flat[i, 1:3], size[i]
    return Cluster(float(support[middle]), centre, width)


def _evenly(n: int) -> slice:
    """Choose :data:`MIDDLES` of so many at most."""
    return slice(None, None, max(1, -(-n // MIDDLES)))


def _turned(place: Floats, xy: Floats) -> Floats:
    """Turn places so that the forearms' direction is the first axis."""
    way: Floats = xy[:, [P.L_WRIST, P.R_WRIST]].sum(axis=1) - xy[:, [P.L_ELBOW, P.R_ELBOW]].sum(axis=1)
    way = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    ahead = (place * way).sum(axis=1)
    return np.column_stack([ahead, place[:, 1] * way[:, 0] - place[:, 0] * way[:, 1]])


def _steady_turn(marks: Floats, level: Floats) -> float:
    """Mean score of lines through the hands that keep their direction."""
    turn = np.nan_to_num(marks[:, :, 4])
    score = np.nan_to_num(marks[:, :, 0])
    if not score.any():
        return 0.0
    tried = turn.ravel()[_evenly(turn.size)]
    apart = np.abs((turn[:, :, None] - tried + np.pi / 2) % np.pi - np.pi / 2)  # (L, 3, marks)
    best = np.where(apart < np.radians(10), score[:, :, None], 0.0).max(axis=1)
    return float(np.mean([best[level == k].mean(axis=0) for k in np.unique(level)], axis=0).max())
