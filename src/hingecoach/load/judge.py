"""What the person holds: from the evidence of the looks to a kind with an honest chance, its place and its centre.

The chances are those of a softmax over the numbers of :mod:`hingecoach.load.evidence`, with weights that were fitted on
clips of known loads, every kind counting the same (docs/load.md). Below :data:`SURE` no kind is named.
"""

from collections.abc import Mapping

import numpy as np

from hingecoach.keypoints import P
from hingecoach.types import PoseTrack

from .evidence import Cluster, Evidence, gather
from .scale import hands_of
from .types import KINDS, Load, LoadKind, LoadPlace
from .weights import NUMBERS, WEIGHTS

__all__ = ["chances", "judge"]

SURE = 0.7
"""A kind is named from this chance on: of left-out people, nine named loads of ten were right (docs/load.md)."""
ROUND: Mapping[LoadKind, str] = {"barbell": "plate", "kettlebell": "bell"}
"""The seeker that shows a kind's centre; bars without plates and sticks have none."""
UNPROVEN: frozenset[LoadKind] = frozenset({"dumbbells", "box", "cable"})
"""Kinds that no real clip at hand shows, or one: their chances count for the exercise, but they are not named. Both
times that a real clip would have got such a name it was wrong (docs/load.md)."""
LOWEST, LYING = 20.0, 0.06
"""The load rests on the floor when its lower edge, in the lowest fifth of the looks, is this near to it (body lengths)
(E: a plate's rim is read to 2 cm, feet to 5)."""
HIGH = 0.17
"""Hands within this many body lengths below the shoulders hold the load at the chest or on the upper back (E)."""
MOSTLY = 85
"""... in so many of a hundred looks: a swing lifts the hands for a moment only."""
ALONG = 0.3
"""Share of the looks' best possible stick that must have been seen along the back."""


def judge(track: PoseTrack) -> Load:
    """Say what the person holds, from the looks that a track carries.

    Parameters
    ----------
    track
        The points as the backend gave them. Without looks nothing is known, and the answer says so.
    """
    evidence = gather(track)
    if evidence is None:
        return Load()
    chance = chances(evidence.numbers)
    best = max(KINDS, key=lambda kind: chance[kind])
    time = track.time[track.loads.frame]
    plate = np.asarray(np.isfinite(evidence.clusters["plate"].centre).all(axis=1))
    if chance[best] < SURE or best in UNPROVEN:
        place = _place(track, evidence, None)
        return Load(chances=chance, place=place, time=time, centre=np.full((time.size, 2), np.nan), plate=plate)
    cluster = evidence.clusters.get(ROUND.get(best, ""))
    centre = np.full((time.size, 2), np.nan) if cluster is None else cluster.centre
    return Load(
        kind=best,
        confidence=chance[best],
        chances=chance,
        place=_place(track, evidence, best),
        on_floor=None if cluster is None else _on_floor(track, cluster, evidence.length),
        time=time,
        centre=centre,
        plate=plate,
    )


def chances(numbers: Mapping[str, float]) -> dict[LoadKind, float]:
    """Give the chance of every kind from the numbers of the evidence; they add up to 1."""
    values = np.array([1.0, *(numbers[name] for name in NUMBERS)])
    logits = np.array([WEIGHTS[kind] for kind in KINDS]) @ values
    share = np.exp(logits - logits.max())
    return dict(zip(KINDS, (share / share.sum()).tolist(), strict=True))


def _place(track: PoseTrack, evidence: Evidence, kind: LoadKind | None) -> LoadPlace | None:
    """Say where the load is held, from where the hands are."""
    if evidence.numbers["spine_mean"] > ALONG:
        return "along_back"
    if kind in (None, "none"):
        return None
    xy = track.xy[track.loads.frame]
    below = hands_of(xy)[..., 1].mean(axis=1) - xy[:, [P.L_SHOULDER, P.R_SHOULDER], 1].mean(axis=1)
    middle, low = np.nanpercentile(below / evidence.length, [50, MOSTLY])
    if low > HIGH:
        return "hands"
    return "chest" if middle > 0 else "upper_back"


def _on_floor(track: PoseTrack, cluster: Cluster, length: float) -> bool | None:
    """Say whether the load's lower edge reaches the floor, where the feet say where that is."""
    edge = cluster.centre[:, 1] + cluster.size * length
    feet = track.xy[:, [P.L_HEEL, P.R_HEEL, P.L_TOE, P.R_TOE], 1]
    seen = edge[np.isfinite(edge)]
    if seen.size < 5 or not np.isfinite(feet).any():  # noqa: PLR2004  a fifth of them must be one
        return None
    floor = float(np.nanmedian(np.nanmax(feet[np.isfinite(feet).any(axis=1)], axis=1)))
    lowest = np.sort(seen)[-max(1, round(seen.size * LOWEST / 100)) :]
    return bool(np.median(lowest) > floor - LYING * length)
