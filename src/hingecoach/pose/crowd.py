"""The candidates of one video while it is read."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import combinations

import numpy as np

from hingecoach.load.seek import Look, look
from hingecoach.load.seek.scene import Scene
from hingecoach.outline import trace
from hingecoach.types import Bytes, Float32s, Floats, Frame

from . import Backend, Person, Region
from .choose import AT_REST, OTHER_PLACE, TRAINS, Sightings, liveliness
from .identity import STRANGE, exchange, gone_over, slipped, swapped
from .seek import SAME_PLACE, detect_in, detect_near, find_again, parts
from .trail import LIKE, Seen, Trail, away, clothes, unlike, within

__all__ = ["Crowd", "Seek"]

MOST = 3
"""Candidates followed at the same time."""
CHECK_EVERY = 0.5
"""Seconds between two looks of the detector at the whole picture (8 ms each: a quarter of a millisecond a picture)."""
RETRY_EVERY = 0.1
"""Seconds between two attempts to find somebody who is missing."""
GIVE_UP = 1.0
"""Seconds after which somebody who is missing is no longer looked for near the last place."""
DOUBTS = 4
"""So many looks of the detector in a row without a person there ..."""
DOUBT_STRANGE, DOUBT_ALIKE = 2.0, 4.0
"""... over so many seconds, and the tracker has left the person: soon where the clothes have changed, late where they
have not, since the detector overlooks people beside others and people of whom only the legs are in the picture."""
PART = 0.8
"""A candidate with so many of its points in the box around another is that other's arm, plate or trunk."""
SETTLED = 3.0
"""Somebody in the background who is followed for less than so many seconds is given up; nobody idles before."""
LATELY = 6.0
"""Seconds of the past that say who moves: longer than a repetition with its pause."""
SIZEABLE = 0.5
"""A candidate that is smaller than the largest one by this factor and moves less is somebody in the background."""
LIVELIER = 3.0
"""Somebody who moves up and down so many times less than the liveliest one, and less than half a body, idles ..."""
IDLE_EVERY = 3
"""... and is looked at in every so many pictures only."""
LOOK_EVERY, MAIN = 0.2, 2
"""Seconds between two looks for a load (a look costs 8 ms), and how many candidates, the largest, are looked at."""
TWO = 0.12
"""Two bodies one before the other: their points lie further apart than this share of the larger region's side, mean of
all points. One body looked at twice gives nearly the same points."""
DOUBLED = 0.06
"""Two candidates whose points lie this near (share of the region's side, mean of all points) are one body ..."""
DOUBLED_FOR = 3
"""... when they do so in this many pictures in a row."""

Seek = Callable[[Bytes, Floats, float, Scene | None], Look | None]
"""Looks for a load: see :func:`hingecoach.load.seek.look`."""


class Crowd:
    """The candidates of one video.

    Parameters
    ----------
    backend
        The networks.
    mask_every
        The mask is made in every so many pictures.
    seek
        How a load is looked for.
    """

    def __init__(self, backend: Backend, mask_every: int, seek: Seek = look) -> None:
        self.backend = backend
        self.mask_every = mask_every
        self.seek = seek
        self.times: list[float] = []
        self.size = (0, 0)
        self.trails: list[Trail] = []
        self.detected: list[tuple[float, list[Region]]] = []
        self.next_check = -np.inf

    def sightings(self) -> Sightings:
        """Give all that was seen so far."""
        return Sightings(np.array(self.times), self.size, self.trails, self.detected)

    def live(self) -> list[Trail]:
        """Give the candidates that are still followed."""
        return [trail for trail in self.trails if trail.live]

    def step(self, frame: Frame) -> None:
        """Take one picture."""
        self.times.append(frame.time)
        self.size = (frame.rgb.shape[1], frame.rgb.shape[0])
        for trail in self.live():
            self._follow(trail, frame)
        self._part()
        if frame.time >= self.next_check:
            self._check(frame)

    def _mask_due(self) -> bool:
        return (len(self.times) - 1) % self.mask_every == 0

    def _follow(self, trail: Trail, frame: Frame) -> None:
        if trail.idle and len(self.times) % IDLE_EVERY:
            return
        mask = self._mask_due() and not trail.idle
        person = None
        if not trail.missing:
            person = self.backend.look(frame.rgb, trail.region, mask=mask)
            if person is not None and not trail.fits(person, frame.time):
                person = None
        if person is None and frame.time >= trail.tried + RETRY_EVERY:
            person = find_again(self.backend, frame.rgb, trail, frame.time, mask=mask)
            trail.tried = frame.time if person is None else -np.inf
            trail.unsure = len(self.times) - 1 if trail.unsure is None else trail.unsure
            self.next_check = min(self.next_check, frame.time + RETRY_EVERY)
        if person is not None:
            self._add(trail, frame, person)
        else:
            self._miss(trail, frame.time)

    def _miss(self, trail: Trail, time: float) -> None:
        if not trail.missing and trail.unsure is not None:
            trail.cut(trail.unsure)  # found again and lost again, and no detector saw anybody there
            trail.unsure = None
        if trail.seen:
            trail.region, trail.last = trail.seen[-1].region, self.times[trail.seen[-1].index]
        trail.missing = True
        trail.live = bool(trail.seen) and time <= trail.last + GIVE_UP
        self.next_check = min(self.next_check, time + RETRY_EVERY)

    def _add(self, trail: Trail, frame: Frame, person: Person) -> None:
        outline = None
        if person.mask is not None and person.to_image is not None:
            outline = trace(person.mask, person.to_image, person.xy).astype(np.float32)
        trail.add(
            frame.time,
            Seen(
                index=len(self.times) - 1,
                xy=person.xy.astype(np.float32),
                depth=person.depth.astype(np.float32),
                world=person.world.astype(np.float32),
                score=person.score.astype(np.float32),
                sure=person.sure,
                region=person.region,
                colour=clothes(frame.rgb, person),
                outline=outline,
                load=self._load(trail, frame, person),
            ),
        )

    def _load(self, trail: Trail, frame: Frame, person: Person) -> Float32s | None:
        """Look for a load in the hands of those who may be the one to judge, a few times a second."""
        due = frame.time >= trail.looked + LOOK_EVERY and not trail.idle and trail.length
        if not due or trail not in sorted(self.live(), key=lambda t: -t.region[2])[:MAIN]:
            return None
        trail.looked = frame.time
        found = self.seek(frame.rgb, person.xy, trail.length, trail.scene)
        trail.scene = None if found is None else found.scene
        return None if found is None else found.marks

    def _here(self, trail: Trail) -> bool:
        return bool(trail.seen) and trail.seen[-1].index == len(self.times) - 1

    def _part(self) -> None:
        """Stop a candidate that has slipped onto another one's body."""
        for one, other in combinations([t for t in self.live() if self._here(t)], 2):
            gap = np.linalg.norm(one.seen[-1].xy - other.seen[-1].xy, axis=1).mean()
            wrong = slipped(one, other)
            wrong.doubled = wrong.doubled + 1 if gap < DOUBLED * max(one.region[2], other.region[2]) else 0
            if wrong.doubled >= DOUBLED_FOR:
                self._stop(wrong, len(self.times) - DOUBLED_FOR)

    def _stop(self, trail: Trail, index: int) -> None:
        """End a candidate; what was seen of it from picture ``index`` on was not it."""
        trail.cut(index)
        trail.live = False
        self.next_check = self.times[-1]

    def _check(self, frame: Frame) -> None:
        """Look at the whole picture: who is new, and who is gone from where the tracker believes them to be."""
        found = self._detect(frame)
        self.detected.append((frame.time, found))
        for trail in [t for t in self.live() if self._here(t)]:
            trail.measure()
            self._support(trail, frame, found)
        for one, other in combinations([t for t in self.live() if self._here(t)], 2):
            index = swapped(one, other)
            if index is not None:
                exchange(one, other, index)
        claimed = self._claimed(found)
        for region in found:
            beside = not any(away(region, t.region) <= SAME_PLACE for t in self.live() if not t.missing)
            if beside or region not in claimed:
                self._welcome(region, frame)
        self._thin(frame.time)
        here = [t for t in self.live() if self._here(t)]
        calm = bool(here) and not any(t.doubts for t in here)
        begun = frame.time - self.times[0]  # at the start people are told apart sooner
        self.next_check = frame.time + (min(CHECK_EVERY, RETRY_EVERY + begun) if calm else RETRY_EVERY)

    def _claimed(self, found: list[Region]) -> list[Region]:
        """Give each candidate's own detection: the one most alike in place and size. Others may be of somebody else."""
        return [_own(trail, found) for trail in self.live() if found and self._here(trail)]

    def _detect(self, frame: Frame) -> list[Region]:
        """Detect in the whole picture and in one square of it; in all squares as long as nobody is there."""
        squares = parts(self.size)
        if squares and any(self._here(t) for t in self.live()):
            squares = [squares[len(self.detected) % len(squares)]]
        return detect_in(self.backend, frame.rgb, squares)

    def _support(self, trail: Trail, frame: Frame, found: list[Region]) -> None:
        """Count the detector's doubts about a candidate; many in a row, and the tracker has left the person."""
        near = found
        if not any(away(r, trail.region) <= SAME_PLACE for r in near):
            near = detect_near(self.backend, frame.rgb, trail.region)
        if any(away(r, trail.region) <= SAME_PLACE for r in near):
            trail.agreed, trail.doubts, trail.unsure = frame.time, 0, None
            return
        trail.doubts += 1
        patience = DOUBT_STRANGE if trail.strange() > STRANGE else DOUBT_ALIKE
        if trail.doubts >= DOUBTS and frame.time >= trail.agreed + patience:
            self._stop(trail, int(np.searchsorted(self.times, trail.agreed, side="right")))

    def _welcome(self, region: Region, frame: Frame) -> None:
        """Begin to follow somebody whom the detector found, or take up somebody who was missing."""
        person = self.backend.look(frame.rgb, region, mask=self._mask_due())
        if person is None:
            return
        colour, alone = clothes(frame.rgb, person), len(self.live()) == 1
        for trail in self.live():
            if not self._here(trail) and trail.fits(person, frame.time) and (alone or trail.unlike([colour]) <= LIKE):
                self._add(trail, frame, person)
                trail.agreed, trail.doubts, trail.unsure = frame.time, 0, None
                return
        if self._known(person):
            return
        for trail in [t for t in self.live() if self._here(t)]:
            index = gone_over(trail, person.region, colour)
            if index is not None:
                self._stop(trail, index)
        if self._room(person):
            trail = Trail(region=person.region, last=frame.time, agreed=frame.time)
            self._add(trail, frame, person)
            self.trails.append(trail)

    def _known(self, person: Person) -> bool:
        """Tell whether this is a body that is followed already, a part of one, or a bad look at one that is missing."""
        return any(_holds(trail, person) for trail in self.live())

    def _room(self, person: Person) -> bool:
        """Make room for one more candidate, if it is larger than the smallest of those who idle or miss."""
        live = self.live()
        if len(live) < MOST:
            return True
        spare = [t for t in live if t.idle or t.missing]
        if not spare:
            return False
        smallest = min(spare, key=lambda t: t.region[2])
        smallest.live = smallest.region[2] >= person.region[2]
        return not smallest.live

    def _thin(self, time: float) -> None:
        """Spend little time on those who do not do the repetitions."""
        live = self.live()
        lively = [self._lively(trail) if len(live) > 1 else 0.0 for trail in live]
        largest, ahead = max(((t.region[2], moved) for t, moved in zip(live, lively, strict=True)), default=(0.0, 0.0))
        for trail, moved in zip(live, lively, strict=True):
            age = time - float(self.times[trail.seen[0].index])
            small = trail.region[2] < SIZEABLE * largest and moved <= ahead
            still = LIVELIER * moved < max(lively) and moved < AT_REST < max(lively)
            trail.idle = (small or still) and age >= SETTLED
            trail.live = not (small and age < SETTLED)

    def _lively(self, trail: Trail) -> float:
        """Liveliness in the last seconds, up to where somebody trains."""
        since = int(np.searchsorted(self.times, self.times[-1] - LATELY))
        return min(TRAINS, liveliness(trail.seen[bisect_left(trail.seen, since, key=lambda s: s.index) :]))


def _own(trail: Trail, found: list[Region]) -> Region:
    """Give the detection that fits a candidate best."""
    return min(found, key=lambda region: unlike(region, trail.region))


def _holds(trail: Trail, person: Person) -> bool:
    """Tell whether a body may be this candidate, or is a part of it."""
    far = away(person.region, trail.region)
    if trail.missing:
        return far <= OTHER_PLACE
    return within(trail.seen[-1], person.xy) >= PART or (far <= SAME_PLACE and _gap(trail, person) <= TWO)


def _gap(trail: Trail, person: Person) -> float:
    """Give how far a body's points lie from a candidate's, mean of all, over the larger region's side."""
    apart = np.linalg.norm(trail.seen[-1].xy - person.xy, axis=1).mean()
    return float(apart / max(trail.region[2], person.region[2]))
