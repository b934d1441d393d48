"""Follow people through a video and keep the one who does the repetitions.

Every candidate is followed on its own from picture to picture. The detector looks at the whole picture again every half
second: it finds people who came later, and it says whether there still is a person where each candidate is believed to
be. At the end :mod:`hingecoach.pose.choose` joins what belongs to one person and keeps the one who moves up and down.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from hingecoach.load.seek import look
from hingecoach.types import Frame, PoseTrack

from . import Backend
from .backwards import Again, look_back
from .choose import assemble
from .crowd import Crowd, Seek

__all__ = ["find_pose"]


def find_pose(
    frames: Iterable[Frame],
    backend: Backend,
    *,
    mask_every: int = 2,
    seek: Seek = look,
    again: Again | None = None,
    progress: Callable[[float], None] | None = None,
) -> PoseTrack:
    """Find the points of the person who does the repetitions.

    Parameters
    ----------
    frames
        Pictures in order of time. They are not kept.
    backend
        The networks.
    mask_every
        The mask, and from it the outline of the trunk, is made in every so many pictures.
    seek
        How a load near the hands is looked for.
    again
        Gives the pictures between two times once more: where the person was lost and found again they are looked for
        on the way back. None does without.
    progress
        Called after each picture with its time in seconds.

    Returns
    -------
    PoseTrack
        One row a picture; NaN where the person was not found. Empty of rows only where there were no pictures.
    """
    crowd = Crowd(backend, mask_every, seek)
    for frame in _forward(frames):
        crowd.step(frame)
        if progress is not None:
            progress(frame.time)
    seen = crowd.sightings()
    if again is not None:
        seen = look_back(seen, backend, again, mask_every=mask_every, seek=seek)
    return assemble(seen, backend.source)


def _forward(frames: Iterable[Frame]) -> Iterator[Frame]:
    """Leave out pictures whose time does not move on."""
    last = -np.inf
    for frame in frames:
        if frame.time > last:
            last = frame.time
            yield frame
