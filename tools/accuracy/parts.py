"""The clips behind the page: truth folders run through the program, with what their truth says about the scene."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import av
import numpy as np

from hingecoach.evaluate import Case, Scores, gather, score
from hingecoach.evaluate.angles import Reading, in_band, rep_readings
from hingecoach.evaluate.scores import Band

DIM = 135.0
"""A clip is dim where 95 % of its first picture are darker than this (of 255): the darkest tenth of rendered ones."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A truth folder and where the points of its clips are kept."""

    clips: Path
    tracks: Path

    @classmethod
    def parse(cls, text: str, tracks: Path) -> "Folder":
        """Read ``FOLDER=TRACKS``; without ``=TRACKS`` the points are kept under ``tracks``.

        >>> Folder.parse("clips/real", Path("kept")).tracks.as_posix()
        'kept/real'
        """
        clips, _, kept = text.partition("=")
        return cls(Path(clips), Path(kept) if kept else tracks / Path(clips).name)


@dataclass(frozen=True)
class Part:
    """Some clips with our answers.

    Attributes
    ----------
    cases
        The clips.
    scenes
        What the truth file says about who and where, by clip; empty where it says nothing.
    """

    cases: Sequence[Case]
    scenes: Mapping[str, Mapping[str, Any]]

    @cached_property
    def scores(self) -> Scores:
        """All scores of the clips."""
        return score(self.cases)

    @cached_property
    def readings(self) -> list[Reading]:
        """The true measures of all repetitions, with ours."""
        return [r for c in self.cases for r in rep_readings(c)]

    def only(self, *cases: Case) -> "Part":
        """Give the part of these clips."""
        return Part(cases, self.scenes)

    def band(self, band: Band) -> "Part":
        """Give the clips whose camera stood so many degrees off the side view."""
        known = [c for c in self.cases if c.truth.view.azimuth_deg is not None]
        return self.only(*(c for c in known if in_band(c.truth.view.azimuth_deg or 0.0, band)))


def read(folders: Sequence[Folder], jobs: int = 1) -> Part:
    """Run every clip of some folders."""
    cases = [c for f in folders for c in gather(f.clips, jobs=jobs, tracks=f.tracks)]
    return Part(cases, {c.truth.clip: _scene(c.path) for c in cases})


def _scene(clip: Path) -> dict[str, Any]:
    """Read what a truth file of ``make truth`` says about the scene, and how light the first picture is."""
    truth = json.loads(clip.with_name(f"{clip.stem}.truth.json").read_bytes())
    scene: dict[str, Any] = truth.get("scene") or {}
    return scene | {"dim": brightness(clip) < DIM} if scene else {}


def brightness(clip: Path) -> float:
    """Give how light the lightest twentieth of a clip's first picture is, 0 to 255."""
    with av.open(str(clip)) as film:
        return float(np.percentile(next(film.decode(video=0)).to_ndarray(format="gray"), 95))
