"""Follow people through a video and keep the one who does the repetitions.

Every candidate is followed on its own from picture to picture. The detector looks at the whole picture again every half
second: it finds people who came later, and it says whether there still is a person where each candidate is believed to
be. At the end :mod:`hingecoach.pose.choose` joins what belongs to one person and keeps the one who moves up and down.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np

from hingecoach.outline import trace
from hingecoach.types import Frame, PoseTrack

from . import Backend, Person, Region
from .choose import AT_REST, Sightings, assemble, liveliness
from .seek import SAME_PLACE, detect_near, find_again
from .trail import Seen, Trail, alike, away, clothes

__all__ = ["find_pose"]

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
DOUBT_FOR = 0.8
"""... over so many seconds, and the tracker has left the person."""
SIZEABLE = 0.5
"""A candidate that is smaller than the largest one by this factor and moves less is somebody in the background."""
LIVELIER = 3.0
"""Somebody who moves up and down so many times less than the liveliest one, and less than half a body, idles ..."""
IDLE_EVERY = 3
"""... and is looked at in every so many pictures only."""
SLIPPED = 15.0
"""Clothes stranger by so much (of 255) tell which of two candidates on one body does not belong there."""
DOUBLED = 0.06
"""Two candidates whose points lie this near (share of the region's side, mean of all points) are one body ..."""
DOUBLED_FOR = 3
"""... when they do so in this many pictures in a row."""


def find_pose(
    frames: Iterable[Frame],
    backend: Backend,
    *,
    mask_every: int = 2,
    progress: Callable[[float], None] | None = None,
) -> PoseTrack:
    """Find the points of the person who does the repetitions.

    Parameters
    ----------
    frames
        Pictures in order of time. They are read once and not kept.
    backend
        The networks.
    mask_every
        The mask, and from it the outline of the trunk, is made in every so many pictures.
    progress
        Called after each picture with its time in seconds.

    Returns
    -------
    PoseTrack
        One row a picture; NaN where the person was not found. Empty of rows only where there were no pictures.
    """
    crowd = _Crowd(backend, mask_every)
    for frame in _forward(frames):
        crowd.step(frame)
        if progress is not None:
            progress(frame.time)
    return assemble(crowd.sightings(), backend.source)


def _forward(frames: Iterable[Frame]) -> Iterator[Frame]:
    """Leave out pictures whose time does not move on."""
    last = -np.inf
    for frame in frames:
        if frame.time > last:
            last = frame.time
            yield frame


class _Crowd:
    """The candidates of one video while it is read."""

    def __init__(self, backend: Backend, mask_every: int) -> None:
        self.backend = backend
        self.mask_every = mask_every
        self.times: list[float] = []
        self.size = (0, 0)
        self.trails: list[Trail] = []
        self.detected: list[tuple[float, list[Region]]] = []
        self.next_check = -np.inf

    def sightings(self) -> Sightings:
        return Sightings(np.array(self.times), self.size, self.trails, self.detected)

    def live(self) -> list[Trail]:
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
            if person is not None and not trail.fits(person.region, frame.time):
                person = None
        if person is None and frame.time >= trail.tried + RETRY_EVERY:
            person = find_again(self.backend, frame.rgb, trail, frame.time, mask=mask)
            trail.tried = frame.time if person is None else -np.inf
        if person is not None:
            self._add(trail, frame, person)
            return
        trail.missing = True
        trail.live = frame.time <= trail.last + GIVE_UP
        self.next_check = min(self.next_check, frame.time + RETRY_EVERY)

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
            ),
        )

    def _here(self, trail: Trail) -> bool:
        return bool(trail.seen) and trail.seen[-1].index == len(self.times) - 1

    def _part(self) -> None:
        """Stop a candidate that has slipped onto another one's body."""
        for one, other in combinations([t for t in self.live() if self._here(t)], 2):
            gap = np.linalg.norm(one.seen[-1].xy - other.seen[-1].xy, axis=1).mean()
            slipped = _slipped(one, other)
            slipped.doubled = slipped.doubled + 1 if gap < DOUBLED * max(one.region[2], other.region[2]) else 0
            if slipped.doubled >= DOUBLED_FOR:
                self._stop(slipped, len(self.times) - DOUBLED_FOR)

    def _stop(self, trail: Trail, index: int) -> None:
        """End a candidate; what was seen of it from picture ``index`` on was not it."""
        trail.cut(index)
        trail.live = False
        self.next_check = self.times[-1]

    def _check(self, frame: Frame) -> None:
        """Look at the whole picture: who is new, and who is gone from where the tracker believes them to be."""
        found = self.backend.detect(frame.rgb)
        self.detected.append((frame.time, found))
        taken: set[int] = set()
        for trail in [t for t in self.live() if self._here(t)]:
            near = [i for i, region in enumerate(found) if away(region, trail.region) <= SAME_PLACE]
            taken.update(near)
            self._support(trail, frame, bool(near))
        for i, region in enumerate(found):
            if i not in taken:
                self._welcome(region, frame)
        self._thin()
        here = [t for t in self.live() if self._here(t)]
        self.next_check = frame.time + (CHECK_EVERY if here and not any(t.doubts for t in here) else RETRY_EVERY)

    def _support(self, trail: Trail, frame: Frame, seen: bool) -> None:
        if seen or any(away(r, trail.region) <= SAME_PLACE for r in detect_near(self.backend, frame.rgb, trail.region)):
            trail.agreed, trail.doubts = frame.time, 0
            return
        trail.doubts += 1
        if trail.doubts >= DOUBTS and frame.time >= trail.agreed + DOUBT_FOR:
            self._stop(trail, int(np.searchsorted(self.times, trail.agreed, side="right")))

    def _welcome(self, region: Region, frame: Frame) -> None:
        """Begin to follow somebody whom the detector found, or take up somebody who was missing."""
        person = self.backend.look(frame.rgb, region, mask=self._mask_due())
        if person is None or any(away(person.region, t.region) <= SAME_PLACE for t in self.live() if self._here(t)):
            return
        colour = clothes(frame.rgb, person)
        for trail in self.live():
            if not self._here(trail) and trail.fits(person.region, frame.time) and alike(trail.colour(), colour):
                self._add(trail, frame, person)
                trail.agreed, trail.doubts = frame.time, 0
                return
        live = self.live()
        if len(live) >= MOST:
            smallest = min(live, key=lambda t: t.region[2])
            if smallest.region[2] >= person.region[2]:
                return
            smallest.live = False
        trail = Trail(region=person.region, last=frame.time, agreed=frame.time)
        self._add(trail, frame, person)
        self.trails.append(trail)

    def _thin(self) -> None:
        """Spend little time on those who do not do the repetitions."""
        live = self.live()
        if len(live) < 2:  # noqa: PLR2004
            for trail in live:
                trail.idle = False
            return
        lively = [liveliness(trail.seen) for trail in live]
        most, largest = max(lively), max(trail.region[2] for trail in live)
        for trail, moved in zip(live, lively, strict=True):
            behind = LIVELIER * moved < most and moved < AT_REST < most
            trail.idle = behind
            if trail.region[2] < SIZEABLE * largest and moved < most:
                trail.live = False


def _slipped(one: Trail, other: Trail) -> Trail:
    """Tell which of two candidates on one body is the wrong one: by its clothes, else the one that came later."""
    difference = one.strange() - other.strange()
    if abs(difference) > SLIPPED:
        return one if difference > 0 else other
    return one if one.seen[0].index > other.seen[0].index else other
