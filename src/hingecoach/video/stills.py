"""Take a few pictures out of a clip, decoding in one go where they lie near each other."""

import math
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from ..types import Floats, Frame
from .container import open_container, packets, picture_stream_at
from .probe import Clip
from .read import Frames

NEAR = 0.1
"""Seconds: a picture further than this from the wanted instant does not stand for it."""
SKIP = 12.0
"""Seconds: nothing is decoded between instants further apart; key frames lie up to 10 s apart (x264's 250 pictures)."""
WORTH = 0.5
"""Seconds that a jump to a nearer key frame must save: opening the file again costs about as much as decoding these."""
_TICK = 1e-3
"""Seconds: two time stamps of the same picture differ by rounding only."""


def take_stills(clip: Clip, times: Iterable[float]) -> dict[float, Frame]:
    """Take the pictures nearest to some instants.

    Parameters
    ----------
    times
        Seconds from the first picture of the file.

    Returns
    -------
    dict
        The pictures by the wanted instant; an instant that cannot be read is missing.
    """
    exact = {t: clip.times[np.argmin(np.abs(clip.times - t))] for t in times}
    exact = {t: float(own) for t, own in exact.items() if abs(own - t) <= NEAR}
    found: dict[float, Frame] = {}
    for near in _groups(sorted(set(exact.values())), _keys(clip)):
        stills = _Stills(replace(clip, start=max(0.0, near[0] - NEAR), end=near[-1] + NEAR), near)
        for frame in stills:
            found.update(dict.fromkeys(stills.hit, frame))
    return {t: found[own] for t, own in exact.items() if own in found}


class _Stills(Frames):
    """Decodes every picture but converts only the ones that are wanted; ``hit`` says for which instants.

    A wanted picture that is damaged is stood for by the next one, where that is near.
    """

    def __init__(self, clip: Clip, times: list[float]) -> None:
        super().__init__(clip, math.inf)
        self.wanted = times
        self.hit: list[float] = []

    def _read(self) -> Generator[Frame]:
        clip, left = self.clip, list(self.wanted)
        for time, picture in self._decode():
            left = [t for t in left if t >= time - NEAR]
            if not left:
                return
            self.hit = [t for t in left if t <= time + _TICK]
            left = left[len(self.hit) :]
            if self.hit:
                yield Frame(int(np.searchsorted(clip.times, time - 1e-6)), time, clip.upright.rgb(picture))

    def _packets(self, container: Any, stream: Any) -> Iterator[Any]:
        """Pass over the pictures that no other is made from, except near the wanted ones: about half the work."""
        for packet in packets(container, stream):
            far = packet.pts is not None and self._far(float(packet.pts * stream.time_base) - self.clip.origin)
            stream.codec_context.skip_frame = "NONREF" if far else "DEFAULT"
            yield packet

    def _far(self, time: float) -> bool:
        return all(abs(time - t) > NEAR + _TICK for t in self.wanted)


def _keys(clip: Clip) -> Floats:
    """Give the times of the key frames, as far as the file has a list of them."""
    with open_container(clip.path) as container:
        stream = picture_stream_at(container, clip.stream, clip.path)
        stamps = [entry.timestamp for entry in stream.index_entries if entry.is_keyframe]
        return np.array(stamps, float) * float(stream.time_base) - clip.origin


def _groups(times: list[float], keys: Floats) -> Iterator[list[float]]:
    """Split sorted instants where decoding on would cost more than looking for a key frame."""

    def apart(a: float, b: float) -> bool:
        last = keys[keys <= b - NEAR].max(initial=-math.inf)
        return b - a > SKIP or last - a > WORTH

    cuts = [i + 1 for i, (a, b) in enumerate(pairwise(times)) if apart(a, b)]
    for start, end in pairwise([0, *cuts, len(times)]):
        if end > start:
            yield times[start:end]
