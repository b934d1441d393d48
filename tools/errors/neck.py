"""``python -m errors.neck FOLDER=TRACKS ... --check FOLDER=TRACKS``: learn ``src/hingecoach/data/neck.json``.

Prints mean errors without and with the correction, for persons who were left out: by turns among the first folders, and
those of ``--check``.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hingecoach.errors import NotSeenError
from hingecoach.evaluate import Case, gather
from hingecoach.evaluate.count import pairs
from hingecoach.told import as_told
from hingecoach.told.limbs import can_read
from hingecoach.told.neck import FILE, MOST, Line, share, signs_of
from hingecoach.types import Floats

DATA = Path(__file__).parents[2] / "src" / "hingecoach" / "data"
FOLDS, ROUNDS = 5, 6
"""Persons are left out a fifth at a time; rounds of reweighing."""
SURE = 1.5
"""Degrees within which an error counts by its square, beyond by its size."""
PULL = 30.0
"""How strongly weights are drawn to 0: of 1, 10, 30 and 100 the best by turns."""


@dataclass(frozen=True)
class Reading:
    """A neck as it was read and as it is; who, where, how far off the side view, signs, share."""

    person: str
    place: str
    off: float
    seen: float
    true: float
    signs: Floats
    share: float

    @property
    def wrong(self) -> float:
        """Degrees that must be added."""
        return self.true - self.seen


def readings(found: Sequence[Case]) -> Iterator[Reading]:
    """Give the necks that would be corrected."""
    for case in found:
        motion = case.found.motion if case.found else None
        if motion is None or not can_read(motion):
            continue
        signs, off = signs_of(motion), abs(case.truth.view.azimuth_deg or 0.0)
        counts = share(as_told(motion).angles.hip, motion.angles.trunk)
        for i, j in pairs(case):
            for place, at in (("bottom", case.reps[j].bottom_s), ("top", case.reps[j].top_s)):
                true, k = case.truth.reps[i].measures.get(f"neck_{place}"), int(np.argmin(np.abs(motion.time - at)))
                with suppress(NotSeenError):
                    seen = motion.value("neck", at).value
                    if true is not None and np.isfinite(counts[k]):
                        yield Reading(case.truth.person, place, off, seen, true, signs[k], float(counts[k]))


def learn(known: Sequence[Reading]) -> Line:
    """Learn a correction, at whose limit errors are cut off; every person weighs the same."""
    x, y = np.stack([r.signs for r in known]), np.clip([r.wrong for r in known], -MOST, MOST)
    people, counts = [r.person for r in known], np.array([r.share for r in known])
    every = np.array([1.0 / people.count(p) for p in people])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    a = np.c_[np.ones(len(y)), np.clip((x - mean) / scale, -3, 3)] * counts[:, None]
    pull, weights, c = PULL / len(y) * every.sum() * np.eye(a.shape[1]), every, np.zeros(a.shape[1])
    pull[0, 0] = 0.0
    for _ in range(ROUNDS):
        c = np.linalg.solve(a.T @ (a * weights[:, None]) + pull, a.T @ (weights * y))
        weights = every / np.maximum(np.abs(y - a @ c) / SURE, 1.0)
    return Line(mean, scale, float(c[0]), c[1:])


def moved(line: Line, asked: Sequence[Reading]) -> Floats:
    """Give by how much readings are corrected, degrees, shape (N,)."""
    return np.asarray(line(np.stack([r.signs for r in asked])) * np.array([r.share for r in asked]))


def of_others(known: Sequence[Reading]) -> dict[str, Line]:
    """Give for each person the correction that was learned from others."""
    people = sorted({r.person for r in known})
    turn = {p: i % FOLDS for i, p in enumerate(people)}
    lines = [learn([r for r in known if turn[r.person] != k]) for k in range(min(FOLDS, len(people)))]
    return {p: lines[turn[p]] for p in people}


def by_turns(known: Sequence[Reading]) -> Floats:
    """Correct each person by the others, degrees, shape (N,)."""
    lines = of_others(known)
    return np.array([float(moved(lines[r.person], [r])[0]) for r in known])


def table(title: str, found: Sequence[Reading], added: Floats) -> None:
    """Print mean errors without and with the correction, by place and band."""
    wrong, off = np.array([r.wrong for r in found]), np.array([r.off for r in found])
    for place in ("bottom", "top"):
        for low, high in ((-1, 10), (10, 30)):
            here = np.array([r.place == place for r in found]) & (low < off) & (off <= high)
            if here.any():
                before, after = (np.abs(e[here]).mean() for e in (wrong, wrong - added))
                print(f"| {place}, {max(low, 0)}-{high}° | {title} | {here.sum()} | {before:.1f}° | {after:.1f}° |")


def cases(folders: Sequence[str]) -> list[Case]:
    """Assess the clips of pairs FOLDER=TRACKS."""
    named = [pair.split("=") for pair in folders]
    return [c for folder, tracks in named for c in gather(Path(folder), tracks=Path(tracks))]


def main(words: Sequence[str]) -> None:
    """Learn from the folders before ``--check``, try on both, write the file."""
    cut = words.index("--check") if "--check" in words else len(words)
    if not cut:
        sys.exit("Give pairs FOLDER=TRACKS, and after --check those of other persons.")
    known, asked = (list(readings(cases(part))) for part in (words[:cut], words[cut + 1 :]))
    line = learn(known)
    table("by turns", known, by_turns(known))
    if asked:
        table("checked", asked, moved(line, asked))
    lists = {"mean": line.mean, "scale": line.scale, "weights": line.weights}
    out = {"base": round(line.base, 4)} | {k: [round(float(v), 4) for v in x] for k, x in lists.items()}
    (DATA / FILE).write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
