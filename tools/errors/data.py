"""Readings of angles with their true error and what it depends on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from hingecoach.evaluate import Case, gather
from hingecoach.evaluate.count import pairs
from hingecoach.motion import AngleName, Motion
from hingecoach.nets import Net
from hingecoach.told import as_told
from hingecoach.told.neck import Line
from hingecoach.told.stated import off_side, signs
from hingecoach.types import Floats
from limbs.fit import of_others as limbs_of_others

from .neck import of_others, readings

Mask = npt.NDArray[np.bool_]
ANGLES: tuple[AngleName, ...] = ("hip", "knee", "trunk", "shank", "neck", "gap")
"""The angles from points whose truth is known; the back has errors of its own (docs/back.md)."""


@dataclass(frozen=True)
class Rows:
    """Readings of one angle: who, how far off the side view, what the error depends on (N, S), and the error (N,)."""

    person: tuple[str, ...]
    off: Floats
    signs: Floats
    error: Floats

    def weights(self) -> Floats:
        """Weigh every person the same, shape (N,)."""
        return np.array([1.0 / self.person.count(p) for p in self.person])

    def only(self, keep: Mask) -> "Rows":
        """Keep some readings, by a mask (N,)."""
        at = np.flatnonzero(keep)
        return Rows(tuple(self.person[i] for i in at), self.off[at], self.signs[at], self.error[at])


def read(folders: Sequence[str]) -> dict[AngleName, Rows]:
    """Read pairs FOLDER=TRACKS, each person by what was learned from others."""
    cases = [c for pair in folders for c in gather(Path(pair.split("=")[0]), tracks=Path(pair.split("=")[1]))]
    nets, lines = limbs_of_others([c.truth.person for c in cases]), of_others(list(readings(cases)))
    told = [(c, _told(c, nets[c.truth.person], lines.get(c.truth.person))) for c in cases]
    return {name: _rows(name, [(c, m) for c, m in told if m]) for name in ANGLES}


def _told(case: Case, net: Net, line: Line | None) -> Motion | None:
    """Give a clip's motion as it would be told without its stated errors, which are what is to be found."""
    motion = case.found.motion if case.found else None
    return replace(as_told(motion, net=net, line=line), error_of=_unknown) if motion else None


def _rows(name: AngleName, cases: Sequence[tuple[Case, Motion]]) -> Rows:
    person, off, features, error = zip(*(row for c, told in cases for row in _readings(name, c, told)), strict=True)
    return Rows(tuple(person), np.array(off), np.array(features), np.array(error))


def _readings(name: AngleName, case: Case, told: Motion) -> Iterator[tuple[str, float, Floats, float]]:
    """Read an angle at bottoms and tops, with the signs of its error, as the program will have them."""
    motion = case.found.motion if case.found else None
    if motion is None or (name == "gap" and "single_leg" in (case.truth.exercise or "")):
        return  # on one leg the truth takes the middle of both feet, and we the foot that stands
    features, off = signs(motion, name), off_side(told)
    for i, j in pairs(case):
        ours = case.reps[j]
        for place, at in (("bottom", ours.bottom_s), ("top", ours.top_s)):
            true, frame = case.truth.reps[i].measures.get(f"{name}_{place}"), _frame(told, name, at)
            if true is not None and frame is not None:
                yield case.truth.person, off, features[frame], abs(told.value(name, at).value - true)


def _unknown(_name: AngleName, _frame: int) -> float:
    """Stand in for the stated error: the file of the last time may know other signs."""
    return 0.0


def _frame(motion: Motion, name: AngleName, at: float) -> int | None:
    """Give the frame at which an angle is read, as :meth:`Motion.value` does; None where it was not seen."""
    near = np.abs(motion.time - at)
    seen = np.flatnonzero((near <= 0.08) & np.isfinite(motion.series(name)))  # noqa: PLR2004  the window of value()
    return int(seen[np.argmin(near[seen])]) if seen.size else None
