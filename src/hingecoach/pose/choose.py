"""Which candidate is the one to judge: join what belongs to one person, and keep who moves up and down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hingecoach.keypoints import P
from hingecoach.outline import STATIONS
from hingecoach.types import POINTS, Floats, LoadLooks, PoseSource, PoseTrack

from . import Region
from .trail import LIKE, LITTLE, Seen, Trail, away, same_size

__all__ = ["Sightings", "assemble", "chosen", "liveliness"]

STILL = 0.08
"""Share of the body length: a smaller move to and fro is sway, breathing or noise of the points."""
PAUSE = 0.25
"""Seconds without the person from which a gap is told as lost."""
ONE_WAY = 0.5
"""What a way without a way back counts."""
CALM = 5
"""Pictures over which heights are smoothed (median) before travel is counted."""
AT_REST, TRAINS = 0.25, 0.5
"""What somebody who does not move at all counts, in body lengths of travel: of two such the larger one is kept. And the
travel of one slow bridge or good morning: whoever goes so far trains, and of two who train the larger one was filmed.
Uncapped, someone in the background who squats beat a bridge, and a deadlift a good morning, half as large or not."""
JOINTS = [P[f"{side}_{joint}"] for joint in ("SHOULDER", "HIP", "KNEE", "ANKLE") for side in "LR"]
JITTER, NEIGHBOURS = 0.04, 6
"""The network takes a tree or a poster for a person now and then, sure of it, but sees fewer of its joints, and they
shake: mean visibility 0.59 to 0.67 and jitter 3.8 to 6.0 % of a body length in three such clips. Those who were filmed
in 60 real clips have 0.64 to 0.99 and, but for one, 0.1 to 2.4 %; lifters behind plates up to 3.6 %. Jitter is taken of
three pictures within so many."""
OTHER_PLACE = 0.35
"""A detection further from the person than this share of the region's side is another person."""
GLIMPSES = 8
"""Somebody who was followed in so many pictures was there."""
AROUND = 3.0
"""Whoever is found within so many seconds in the place where somebody was lost is that person ..."""
MOMENT = 0.5
"""... and after so many seconds people come back from anywhere, in the same clothes."""
CARRIED_OFF = 1.0
"""Somebody who walks past may carry a candidate off, or come as a candidate and stay on the body that was there: of so
many seconds before an end the place counts too, and for so long two candidates may have been there at once."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """All that was seen in a video: times of the pictures, their size, the candidates and the detector's regions."""

    time: Floats
    size: tuple[int, int]
    trails: Sequence[Trail]
    detected: Sequence[tuple[float, list[Region]]]


def assemble(sightings: Sightings, source: PoseSource) -> PoseTrack:
    """Make the track of the person who does the repetitions.

    Parameters
    ----------
    sightings
        What was seen.
    source
        Which backend saw it.
    """
    people = _people(sightings)
    time, seen = sightings.time, _chosen(people, sightings.time)
    t = time.size
    at = np.array([s.index for s in seen], dtype=np.intp)
    xy, depth = np.full((t, POINTS, 2), np.nan), np.full((t, POINTS), np.nan)
    world, score, person = np.full((t, POINTS, 3), np.nan), np.zeros((t, POINTS)), np.zeros(t)
    outline = np.full((t, STATIONS.size, 2, 2), np.nan)
    for s in seen:
        xy[s.index], depth[s.index], world[s.index] = s.xy, s.depth, s.world
        score[s.index], person[s.index] = s.score, s.sure
        if s.outline is not None:
            outline[s.index] = s.outline
    lost = tuple((float(time[a]), float(time[b])) for a, b in pairwise(at) if _gap(time, a, b))
    others = _others(sightings, people, seen)
    loads = _loads(seen)
    return PoseTrack(time, xy, depth, world, score, person, outline, sightings.size, source, others, lost, loads)


def chosen(sightings: Sightings) -> list[Seen]:
    """Give what was seen of the person who does the repetitions, in order of time."""
    return _chosen(_people(sightings), sightings.time)


def _chosen(people: list[list[Seen]], time: Floats) -> list[Seen]:
    if not people:
        return []
    largest = max(_length(p) for p in people)
    return max(people, key=lambda p: _worth(p, time, largest))


def _loads(seen: Sequence[Seen]) -> LoadLooks:
    looks = [(s.index, s.load) for s in seen if s.load is not None]
    if not looks:
        return LoadLooks.none()
    return LoadLooks(np.array([i for i, _ in looks], np.int64), np.array([m for _, m in looks], np.float64))


def liveliness(seen: Sequence[Seen]) -> float:
    """Up and down travel of shoulders or hips above the feet, in body lengths; sway and noise do not count.

    Parameters
    ----------
    seen
        One candidate, in order of time.
    """
    if len(seen) < CALM:
        return 0.0
    y = np.array([s.xy[:, 1] for s in seen], dtype=np.float64)
    feet = np.median(y[:, [P.L_ANKLE, P.R_ANKLE, P.L_HEEL, P.R_HEEL, P.L_TOE, P.R_TOE]], axis=1)
    length = _length(seen)
    heights = [(feet - y[:, pair].mean(axis=1)) / length for pair in ([P.L_SHOULDER, P.R_SHOULDER], [P.L_HIP, P.R_HIP])]
    return max(_travel(_calm(h)) for h in heights)


def _calm(values: Floats) -> Floats:
    windows = np.lib.stride_tricks.sliding_window_view(values, CALM)
    calm: Floats = np.median(windows, axis=1)
    return calm


def _travel(values: Floats) -> float:
    """Length of the way up and back that a follower with play goes: less than ``STILL`` to and fro does not move it.

    A way that has no way back counts half: it is also what walking towards the camera looks like.
    """
    up = down = 0.0
    at = float(values[0])
    for value in values:
        slack = float(value) - at
        if abs(slack) > STILL / 2:
            move = slack - math.copysign(STILL / 2, slack)
            up, down, at = up + max(0.0, move), down + max(0.0, -move), at + move
    return 2 * min(up, down) + ONE_WAY * abs(up - down)


def _length(seen: Sequence[Seen]) -> float:
    """Shoulder to hip to knee to ankle in pixels, when nearly fully seen."""
    xy = np.array([s.xy for s in seen], dtype=np.float64)
    chain = xy[:, [[P.L_SHOULDER, P.L_HIP, P.L_KNEE, P.L_ANKLE], [P.R_SHOULDER, P.R_HIP, P.R_KNEE, P.R_ANKLE]]]
    sides = np.linalg.norm(np.diff(chain, axis=2), axis=3).sum(axis=2)
    return max(1.0, float(np.percentile(sides.mean(axis=1), 90)))


def _gap(time: Floats, before: int, after: int) -> bool:
    return after > before + 1 and float(time[after] - time[before]) >= PAUSE


def _worth(seen: Sequence[Seen], time: Floats, largest: float) -> float:
    """How likely this is the person to judge: is there for long, is large, is surely a body, moves up and down."""
    steps = np.diff(time[[s.index for s in seen]]).clip(0, PAUSE).sum()
    present = (steps + PAUSE) / (time[-1] - time[0] + PAUSE)
    return float(present * _bodily(seen) * _length(seen) / largest * (AT_REST + min(TRAINS, liveliness(seen))))


def _bodily(seen: Sequence[Seen]) -> float:
    """Tell how surely this is a body, 0 to 1: its joints are seen, and they move smoothly."""
    clear = float(np.mean([s.score[JOINTS] for s in seen]))
    return clear**2 / (1 + (_jitter(seen) / JITTER) ** 4)


def _jitter(seen: Sequence[Seen]) -> float:
    """Give how far the joints are from the middle of their places before and after, as a rule, body lengths."""
    index = np.array([s.index for s in seen])
    near = np.flatnonzero(index[2:] - index[:-2] <= NEIGHBOURS) + 1
    if not near.size:
        return 0.0
    xy = np.array([s.xy[JOINTS] for s in seen], dtype=np.float64)
    off = np.linalg.norm(xy[near] - (xy[near - 1] + xy[near + 1]) / 2, axis=-1).mean(axis=1)
    return float(np.median(off)) / _length(seen)


def _people(sightings: Sightings) -> list[list[Seen]]:
    """Join the candidates that are one person: one after the other, the surest joint first."""
    trails = [t for t in sightings.trails if t.seen]
    costs = [(_joint(one, two, sightings.time), i, j) for i, one in enumerate(trails) for j, two in enumerate(trails)]
    after: dict[int, int] = {}
    for cost, i, j in sorted(costs):
        if np.isfinite(cost) and i not in after and j not in after.values():
            after[i] = j
    people = []
    for at in set(range(len(trails))) - set(after.values()):
        chain = [at]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        person: list[Seen] = []
        for k in chain:
            person += _rest(trails[k].seen, person[-1].index if person else -1)
        people.append(person)
    return people


def _rest(seen: Sequence[Seen], index: int) -> list[Seen]:
    """Give what was seen after a picture."""
    return [s for s in seen if s.index > index]


def _joint(before: Trail, after: Trail, time: Floats) -> float:
    """Tell how badly one candidate continues another: 0 perfectly, infinity not at all."""
    last, begin = before.seen[-1], after.seen[0]
    rest = _rest(after.seen, last.index)
    if not rest or time[last.index] - time[begin.index] > CARRIED_OFF or begin.index < before.seen[0].index:
        return math.inf
    first = rest[0]
    gap, far = float(time[first.index] - time[last.index]), away(last.region, first.region)
    if not same_size(last.region, first.region, LITTLE if gap <= AROUND else LITTLE**2):
        return math.inf
    unlike = before.unlike([s.colour for s in rest])
    if unlike <= LIKE and begin is first:
        late = [s.region for s in before.seen if time[s.index] >= time[last.index] - CARRIED_OFF]
        far = min(away(region, first.region) for region in late)
    in_place = far <= OTHER_PLACE and gap <= AROUND
    if not in_place and (gap <= MOMENT or unlike > LIKE):
        return math.inf
    return far + abs(math.log(first.region[2] / last.region[2])) + unlike / LIKE + gap / AROUND


def _others(sightings: Sightings, people: Sequence[Sequence[Seen]], seen: Sequence[Seen]) -> int:
    """Most other people at a time: as detected in at least two looks, or as followed for a moment."""
    regions = {s.index: s.region for s in seen}
    index = {float(time): i for i, time in enumerate(sightings.time)}
    looks = [_apart(found, regions[index[time]]) for time, found in sightings.detected if index[time] in regions]
    beside = np.zeros(sightings.time.size, dtype=int)
    for other in people:
        gaps = [away(s.region, regions[s.index]) for s in other if s.index in regions]
        if other is not seen and len(gaps) >= GLIMPSES and float(np.median(gaps)) > OTHER_PLACE:
            beside[other[0].index : other[-1].index + 1] += 1
    return max(*sorted([0, 0, *looks])[-2:-1], int(beside.max(initial=0)))


def _apart(found: list[Region], person: Region) -> int:
    """Count the detections that are neither the person nor one another."""
    counted = [person]
    for region in found:
        if all(away(region, known) > OTHER_PLACE for known in counted):
            counted.append(region)
    return len(counted) - 1
