"""What was seen of one candidate while a video was read."""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from hingecoach.keypoints import P
from hingecoach.load.scale import length_in
from hingecoach.load.seek.scene import Scene
from hingecoach.types import Bytes

from . import Person, Region

__all__ = ["Seen", "Trail", "away", "clothes", "difference", "same_size", "unlike", "within"]

Float32s = npt.NDArray[np.float32]

STEADY = 1.0
"""Seconds over which the region's usual size is taken: longer than a drop-out, shorter than a walk to the camera."""
JUMP = 0.3
"""A body does not move further than this share of its region between two pictures (0.4 body heights) ..."""
SPEED = 1.5
"""... nor faster than this many regions a second (about two body heights)."""
FOLLOWS, TURNS = 0.028, 0.048
"""Seconds in which the region follows the body's place and turn (0.7 and 0.5 of the way at 30 pictures a second)."""
GROWTH = 1.7
"""A body's region does not change its size by more than this factor at once; standing to crouching is about 1.4."""
LITTLE = 1.4
"""A region grows or shrinks by no more than this when somebody stands up or bends, at one distance from the camera."""
LIKE = 30.0
"""Clothes that come so near (of 255, mean over three bands and colours) at some time can be the same.

Clothes tell little: plates and arms change one person's by up to 120, and different people's have differed by 6 to 58.
They decide only where place and size leave it open.
"""
SHRUNK = 0.5
"""A body that measures less than this share of its usual length is no body.

From shoulder to ankle along the joints, the longer side. Over 121 clips the shortest right ones had 0.57 (bent double
and seen from the front, where the trunk points at the camera); points that had collapsed onto a plate had 0.28.
"""
TRUNK = (P.L_SHOULDER, P.R_SHOULDER, P.L_HIP, P.R_HIP)


@dataclass(frozen=True, slots=True)
class Seen:
    """One candidate in one picture: its number, the points, the clothes, the outline and the look for a load.

    Outline and look are None in pictures in which they were not made.
    """

    index: int
    xy: Float32s
    depth: Float32s
    world: Float32s
    score: Float32s
    sure: float
    region: Region
    colour: Float32s
    outline: Float32s | None
    load: Float32s | None = None


@dataclass(slots=True)
class Trail:
    """One candidate, followed without a break of more than a moment.

    Attributes
    ----------
    seen
        What was seen, in order of time.
    region
        Where to look in the next picture.
    last
        When the candidate was last seen, seconds.
    agreed
        When the detector last saw a person there too, seconds.
    doubts
        How often in a row the detector has seen nobody there.
    live
        Whether it is still followed.
    missing
        Whether it was looked for and not found in the last picture.
    idle
        Whether it is looked at now and then only, because somebody else does the repetitions.
    tried
        When it was last looked for in vain, seconds.
    doubled
        In how many pictures in a row its points lay on another candidate's body.
    length
        Usual length of the body in pixels, the upper quartile of what :func:`length_in` gives; 0 before it is known.
    unsure
        Number of the picture in which it was found again by the points alone; None once the detector has agreed.
    recent
        The regions of the last second with their times.
    looked, scene
        When a load was last looked for, seconds, and what the hands' surroundings looked like then.
    """

    region: Region
    last: float
    agreed: float
    seen: list[Seen] = field(default_factory=list)
    doubts: int = 0
    live: bool = True
    missing: bool = False
    idle: bool = False
    tried: float = -math.inf
    doubled: int = 0
    length: float = 0.0
    unsure: int | None = None
    recent: deque[tuple[float, Region]] = field(default_factory=deque)
    looked: float = -math.inf
    scene: Scene | None = None

    def add(self, time: float, seen: Seen) -> None:
        """Take what was seen at a time."""
        self.seen.append(seen)
        fresh = self.missing or not self.recent
        self.recent.append((time, seen.region))
        while self.recent[0][0] < time - STEADY:
            self.recent.popleft()
        self.region = seen.region if fresh else self._eased(seen.region, time - self.last)
        self.last, self.missing = time, False

    def _eased(self, region: Region, step: float) -> Region:
        """Give the next region to look in: it follows the last one softly, as a crop that shakes makes points shake.

        Measured on 16 clips against the bare region: 12 to 15 % less jitter of shoulders, hips, knees and ankles, the
        angles no worse (rendered clips: knee 12.3 for 12.5, hip 11.2 for 11.4 degrees off the truth, all pictures).
        """
        x, y, _, turn = self.region
        move, spin = 1 - math.exp(-step / FOLLOWS), 1 - math.exp(-step / TURNS)
        round_about = (region[3] - turn + math.pi) % (2 * math.pi) - math.pi
        at = x + move * (region[0] - x), y + move * (region[1] - y)
        return *at, self.usual_side(), turn + spin * round_about

    def usual_side(self) -> float:
        """Give the region's usual side in pixels: one bad picture cannot change it."""
        return float(np.median([region[2] for _, region in self.recent])) if self.recent else self.region[2]

    def steady(self) -> Region:
        """Give the last region with its usual size."""
        x, y, _, turn = self.region
        return x, y, self.usual_side(), turn

    def fits(self, person: Person, time: float) -> bool:
        """Tell whether this can be the same body at this time."""
        usual = self.steady()
        reach = min(1.0, JUMP + SPEED * max(0.0, time - self.last))
        whole = float(length_in(person.xy)) >= SHRUNK * self.length
        return whole and same_size(usual, person.region) and away(usual, person.region) <= reach

    def measure(self) -> None:
        """Take the body's usual length from what was seen so far: the upper quartile, as bodies seem shorter only."""
        rows = self.seen[:: max(1, len(self.seen) // 100)]
        self.length = float(np.percentile([float(length_in(s.xy)) for s in rows], 75)) if rows else 0.0

    def cut(self, index: int) -> None:
        """Forget what was seen from this picture on."""
        while self.seen and self.seen[-1].index >= index:
            self.seen.pop()

    def unlike(self, colours: Sequence[Float32s]) -> float:
        """Tell how far clothes that looked so are from this candidate's (of 255), where they are most alike."""
        mine = np.array([s.colour for s in self.seen[:: max(1, len(self.seen) // 30)]])
        theirs = np.array(colours[:: max(1, len(colours) // 30)])
        apart = np.abs(mine[:, None] - theirs[None]).mean(axis=(2, 3))
        return float(np.percentile(apart, 10))

    def strange(self) -> float:
        """Tell how far the clothes seen just now are from the usual ones."""
        return difference(self.colour(5), self.colour())

    def colour(self, latest: int | None = None) -> Float32s:
        """Give the usual colour of the clothes, of the latest few pictures only if asked."""
        rows: Sequence[Seen] = self.seen if latest is None else self.seen[-latest:]
        median: Float32s = np.median([s.colour for s in rows[:: max(1, len(rows) // 100)]], axis=0)
        return median


def within(one: Seen, xy: npt.NDArray[Any]) -> float:
    """Share of the points ``xy`` that lie in the upright box around a candidate."""
    low, high = one.xy.min(axis=0), one.xy.max(axis=0)
    return float(((xy >= low) & (xy <= high)).all(axis=1).mean())


def away(one: Region, other: Region) -> float:
    """Distance between two regions' centres over the larger one's side."""
    return math.hypot(one[0] - other[0], one[1] - other[1]) / max(one[2], other[2], 1e-6)


def unlike(one: Region, other: Region) -> float:
    """Tell how badly two regions fit one body: by place and size, 0 where they are the same."""
    return away(one, other) + abs(math.log(max(one[2], 1e-6) / max(other[2], 1e-6)))


def same_size(one: Region, other: Region, factor: float = GROWTH) -> bool:
    """Tell whether two regions can hold the same body."""
    return max(one[2], other[2]) <= factor * min(one[2], other[2])


def difference(one: Float32s, other: Float32s) -> float:
    """Mean difference of two colours that :func:`clothes` gave, of 255."""
    return float(np.abs(one - other).mean())


def clothes(rgb: Bytes, person: Person) -> Float32s:
    """Mean colour of upper trunk, lower trunk and thighs, 0 to 255, shape (3, 3); reads 27 pixels."""
    height, width = rgb.shape[:2]
    shoulder, hip = person.xy[list(TRUNK[:2])], person.xy[list(TRUNK[2:])]
    knee = person.xy[[P.L_KNEE, P.R_KNEE]]
    across = np.array([0.3, 0.5, 0.7])[:, None]

    def row(upper: npt.NDArray[np.float64], lower: npt.NDArray[np.float64], share: float) -> npt.NDArray[np.float64]:
        left, right = upper + share * (lower - upper)
        between: npt.NDArray[np.float64] = left + across * (right - left)
        return between

    bands = [row(shoulder, hip, s) for s in (0.15, 0.3, 0.45, 0.55, 0.7, 0.85)]
    bands += [row(hip, knee, s) for s in (0.3, 0.45, 0.6)]
    at = np.nan_to_num(np.concatenate(bands)).round().astype(int)
    picked = rgb[at[:, 1].clip(0, height - 1), at[:, 0].clip(0, width - 1)]
    bands_mean: Float32s = picked.reshape(3, 9, 3).mean(axis=1, dtype=np.float32)
    return bands_mean
