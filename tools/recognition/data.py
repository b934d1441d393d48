"""Truth folders as rows of features, one a clip; and the rows in one small file, so that no clip is needed again."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import numpy as np

from hingecoach.depth import depth
from hingecoach.evaluate.truth import Truth, read_truths
from hingecoach.exercises import Family, all_exercises
from hingecoach.load.evidence import gather
from hingecoach.load.judge import chances
from hingecoach.load.types import Load, LoadKind
from hingecoach.load.weights import NUMBERS
from hingecoach.movement import shape_of
from hingecoach.observe import observe
from hingecoach.pose.save import load_track
from hingecoach.recognise.family import family_of
from hingecoach.recognise.features import NAMES, features_of
from hingecoach.reps import find_strokes
from hingecoach.types import PoseTrack, Posture

LABELS = Path(__file__).parents[2] / "tests" / "data" / "load_labels.csv"
"""What is held in clips whose truth does not say."""
HELD: Mapping[str, LoadKind] = {
    "bar": "barbell", "trap_bar": "barbell", "kettlebell": "kettlebell", "dumbbells": "dumbbells",
    "one_dumbbell": "dumbbells", "cable": "cable", "stick": "stick", "box": "box", "none": "none",
}  # fmt: skip
"""The renderer's loads as kinds; a doll is none of ours."""
Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """One clip.

    Attributes
    ----------
    clip, person, exercise, source
        Its truth; the source is real, rendered or figure.
    features
        What was measured.
    family, posture
        What the rule says of the family (None without a stroke), and the posture.
    load
        The numbers of the load's evidence; empty where nobody looked.
    held
        What is held; None where that is not known.
    twin
        Features of the same movement with points that are known (:mod:`.figures`); empty where it cannot be made.
    """

    clip: str
    person: str
    exercise: str
    source: str
    features: Numbers
    family: Family | None
    posture: Posture
    load: Numbers = field(default_factory=dict)
    held: LoadKind | None = None
    twin: Numbers = field(default_factory=dict)

    def judged(self) -> Load:
        """Give what the program says of the load."""
        return Load(chances=chances(self.load)) if self.load else Load()


def read(folder: Path, tracks: Path) -> Iterator[Row]:
    """Measure every clip of a truth folder that has a known exercise and kept points."""
    labels = _labels()
    for path, truth in read_truths(folder).items():
        kept = tracks / f"{path.stem}.npz"
        if truth.exercise in all_exercises() and kept.is_file():
            track = load_track(kept)
            evidence = gather(track)
            features, family, posture = measure(track)
            yield Row(
                path.stem,
                truth.person,
                truth.exercise or "",
                truth.source,
                features,
                family,
                posture,
                {} if evidence is None else evidence.numbers,
                _held(path, labels),
                _twin(path, truth, track),
            )


def measure(track: PoseTrack) -> tuple[dict[str, float], Family | None, Posture]:
    """Give features, family and posture of a track, as the program measures them."""
    motion = observe(track)
    bent = depth(motion)
    strokes = find_strokes(motion, bent)
    shapes = [shape_of(motion, bent, s) for s in strokes]
    return features_of(motion, strokes, shapes), family_of(motion, shapes) if strokes else None, motion.posture


def _labels() -> dict[str, str]:
    with LABELS.open() as file:
        return {clip: kind for clip, kind, _person in csv.reader(file)}


def _held(path: Path, labels: Mapping[str, str]) -> LoadKind | None:
    scene = json.loads(path.with_suffix(".truth.json").read_text("utf-8")).get("scene", {})
    kind = HELD.get(scene["load"]) if "load" in scene else labels.get(path.stem)
    return next((k for k in get_args(LoadKind) if k == kind), None)


def _twin(path: Path, truth: Truth, track: PoseTrack) -> Numbers:
    """Measure the clip's twin, where its name says how it was made and the renderer still moves so."""
    from .twins import twin_of  # noqa: PLC0415  needs the renderer's bodies

    twin = twin_of(path.stem, truth, track) if truth.source == "rendered" else None
    return measure(twin)[0] if twin is not None else {}


def people(rows: Iterable[Row]) -> list[str]:
    """Give the people in the order of their names."""
    return sorted({r.person for r in rows})


WORDS = ("clip", "person", "exercise", "source", "family", "posture", "held")


def keep(rows: Sequence[Row], path: Path) -> None:
    """Write rows into one file: words, and numbers in half precision (an angle to 0.1 degrees)."""
    words = {name: np.array([getattr(r, name) or "" for r in rows]) for name in WORDS}
    numbers = {"features": NAMES, "twin": NAMES, "load": NUMBERS}
    tables = {
        k: np.array([[getattr(r, k).get(n, np.nan) for n in v] for r in rows], np.float16) for k, v in numbers.items()
    }
    arrays: dict[str, Any] = {"names": np.array(NAMES), "numbers": np.array(NUMBERS), **words, **tables}
    np.savez_compressed(path, **arrays)


def kept(path: Path) -> list[Row]:
    """Read rows that :func:`keep` wrote.

    Raises
    ------
    ValueError
        The file holds other features than the program measures now.
    """
    with np.load(path) as file:
        if tuple(file["names"]) != NAMES or tuple(file["numbers"]) != NUMBERS:
            raise ValueError(f"{path.name} holds other features than these: measure the clips again.")
        words = {name: [str(w) or None for w in file[name]] for name in WORDS}
        tables = {k: file[k].astype(float) for k in ("features", "twin", "load")}
    rows = []
    for i in range(len(words["clip"])):
        of = {k: _known(NUMBERS if k == "load" else NAMES, v[i]) for k, v in tables.items()}
        of["features"] = dict(zip(NAMES, tables["features"][i].tolist(), strict=True))
        rows.append(Row(**{n: words[n][i] for n in WORDS}, **of))  # type: ignore[arg-type]
    return rows


def _known(names: Sequence[str], values: np.ndarray) -> Numbers:
    """Give the numbers by name; nothing where none was measured."""
    return dict(zip(names, values.tolist(), strict=True)) if np.isfinite(values).any() else {}
