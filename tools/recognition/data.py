"""Truth folders as rows of features, one a clip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hingecoach.evaluate.truth import Truth, read_truths
from hingecoach.exercises import Family, all_exercises
from hingecoach.load.types import Load
from hingecoach.movement import shape_of
from hingecoach.observe import observe
from hingecoach.pose.save import load_track
from hingecoach.recognise.family import family_of
from hingecoach.recognise.features import features_of
from hingecoach.reps import depth, find_strokes
from hingecoach.types import Posture


@dataclass(frozen=True)
class Row:
    """One clip: its truth, what was measured, and what the rule says of the family (None without a stroke)."""

    clip: str
    person: str
    exercise: str
    source: str
    features: Mapping[str, float]
    family: Family | None
    posture: Posture
    load: Load


def read(folder: Path, tracks: Path) -> list[Row]:
    """Measure every clip of a truth folder that has a known exercise and kept points."""
    rows = []
    for path, truth in read_truths(folder).items():
        kept = tracks / f"{path.stem}.npz"
        if truth.exercise in all_exercises() and kept.is_file():
            rows.append(_row(path, truth, kept))
    return rows


def _row(path: Path, truth: Truth, kept: Path) -> Row:
    motion = observe(load_track(kept))
    bent = depth(motion)
    strokes = find_strokes(motion, bent)
    shapes = [shape_of(motion, bent, s) for s in strokes]
    family = family_of(motion, shapes) if strokes else None
    features = features_of(motion, strokes, shapes)
    return Row(
        path.stem, truth.person, truth.exercise or "", truth.source, features, family, motion.posture, motion.load
    )


def people(rows: Sequence[Row]) -> list[str]:
    """Give the people in the order of their names."""
    return sorted({r.person for r in rows})
