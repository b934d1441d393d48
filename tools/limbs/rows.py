"""What is learned from: single postures and frames of clips, with what must be added to the angles of the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from back.views import Data, looks_of, shaken_copy
from hingecoach.angles import plane_angles
from hingecoach.evaluate import Case, gather
from hingecoach.evaluate.count import pairs
from hingecoach.geometry import wrap
from hingecoach.keypoints import Sides
from hingecoach.motion import Motion
from hingecoach.told.bias import corrected_hip, corrected_trunk
from hingecoach.told.limbs import LIMBS, SOLID, UP_TO, can_read, in_picture, looks
from hingecoach.types import Facing, Floats

POSTURES = Path(__file__).parents[1] / "back" / "data"
CLIPS = Path(__file__).parent / "data" / "clips.npz"
VIEW_ERROR = 5.0
"""Standard deviation, degrees, by which the camera's angle of single postures is made unsure: in clips it is read."""
NEAR, EVERY = 0.1, 0.25
"""Numbers are medians over this many seconds to both sides; a frame is taken as often as this within repetitions, s."""
BETWEEN = "between"

Words = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Views of rendered people.

    Attributes
    ----------
    looks
        As :func:`hingecoach.told.limbs.looks` gives them, shape (N, F).
    wrong
        Degrees to be added to the picture's angles of ``LIMBS``, shape (N, 3).
    before
        The error of what would be told without the networks, degrees, shape (N, 3).
    person, folder, place
        Who; where the clip lies; ``bottom`` or ``top`` of a repetition, or :data:`BETWEEN`, shape (N,).
    off
        True degrees off the side view, shape (N,).
    """

    looks: Floats
    wrong: Floats
    before: Floats
    person: Words
    folder: Words
    place: Words
    off: Floats

    def only(self, keep: npt.NDArray[np.bool_]) -> "Rows":
        """Keep some rows, by a mask (N,)."""
        return Rows(*(getattr(self, f.name)[keep] for f in fields(self)))


def joined(some: Sequence[Rows]) -> Rows:
    """Put rows one after the other."""
    return Rows(*(np.concatenate([getattr(r, f.name) for r in some]) for f in fields(Rows)))


def postures(copies: int) -> Rows:
    """Read the single postures of ``make back-data``, each once as it is and ``copies`` times shaken."""
    out = []
    for name in ("learn_truth.npz", "learn_more.npz"):
        with np.load(POSTURES / name) as z:
            data: Data = {key: z[key] for key in z.files}
        rng = np.random.default_rng(len(data["xy"]))
        out += [_of_postures(data, rng)] + [_of_postures(shaken_copy(data, rng), rng) for _ in range(copies)]
    return joined(out)


def _of_postures(data: Data, rng: np.random.Generator) -> Rows:
    true = np.abs(data["azimuth"]).astype(float)
    off = np.abs(true + rng.normal(0.0, VIEW_ERROR, true.shape))
    trunk, unknown = looks_of(data), np.full((true.size, len(SOLID)), np.nan)
    wrong = wrap(np.stack([data[n] for n in LIMBS], axis=1) - _flat(data), -180.0)
    names = np.array([f"train{b:03d}" for b in data["body"]])
    same = np.full(true.shape, "postures"), np.full(true.shape, BETWEEN)
    rows = Rows(np.hstack([trunk, unknown, off[:, None]]), wrong, np.full_like(wrong, np.nan), names, *same, true)
    return rows.only(np.isfinite(trunk).any(axis=1) & np.isfinite(wrong).all(axis=1) & (true <= UP_TO))


def _flat(data: Data) -> Floats:
    """Give the angles in the picture, shape (N, 3)."""
    out = np.full((len(data["xy"]), len(LIMBS)), np.nan)
    sides: tuple[Facing, ...] = ("left", "right")
    for faces, near in product(sides, sides):
        at = np.flatnonzero((data["faces"] == faces) & (data["near"] == near))
        if at.size:
            angles = plane_angles(data["xy"][at].astype(float), Sides(near, near), -1 if faces == "left" else 1)
            out[at] = np.stack([angles[n] for n in LIMBS], axis=1)
    return out


def clips(folders: Sequence[str]) -> Rows:
    """Look at the clips of pairs FOLDER=TRACKS."""
    rows = [
        (*row, case.truth.person, Path(folder).name)
        for folder, tracks in (pair.split("=") for pair in folders)
        for case in gather(Path(folder), tracks=Path(tracks))
        for row in _of_clip(case)
    ]
    seen, wrong, before, place, off, person, name = (np.array(column) for column in zip(*rows, strict=True))
    return Rows(seen, wrong, before, person, name, place, off)


def _of_clip(case: Case) -> Iterator[tuple[Floats, Floats, Floats, str, float]]:
    motion = case.found.motion if case.found else None
    if motion is None or not can_read(motion) or "hip" not in case.exact:
        return
    seen, off = looks(motion), abs(case.truth.view.azimuth_deg or 0.0)
    flat = np.stack([in_picture(motion)[n] for n in LIMBS], axis=1)
    plain = np.stack([corrected_hip(motion.angles.hip), motion.angles.knee, corrected_trunk(motion.angles.trunk)], 1)
    for frame, place, true in _frames(case, motion):
        near = np.abs(motion.time - motion.time[frame]) <= NEAR
        whole = seen[near][np.isfinite(seen[near]).any(axis=1)]
        wrong = wrap(true - flat[frame], -180.0)
        if whole.size and np.isfinite(wrong).all():
            yield _medians(whole), wrong, plain[frame] - true, place, off


def _medians(rows: Floats) -> Floats:
    """Give the median of what was seen in each column, shape (F,); NaN where nothing was."""
    out, known = np.full(rows.shape[1], np.nan), np.isfinite(rows).any(axis=0)
    out[known] = np.nanmedian(rows[:, known], axis=0)
    return out


def _frames(case: Case, motion: Motion) -> Iterator[tuple[int, str, Floats]]:
    """Give bottoms and tops with the measures of the truth, and frames of the repetitions with its angles there."""
    for i, j in pairs(case):
        true, ours = case.truth.reps[i], case.reps[j]
        for place, at in (("bottom", ours.bottom_s), ("top", ours.top_s)):
            values = [true.measures.get(f"{name}_{place}", np.nan) for name in LIMBS]
            yield _nearest(motion, at), place, np.array(values, float)
        for at in np.arange(min(ours.bottom_s, ours.top_s) - 1.0, max(ours.bottom_s, ours.top_s) + 1.0, EVERY):
            frame = _nearest(motion, at)
            values = [np.interp(motion.time[frame], case.exact["time_s"], case.exact[n]) for n in LIMBS]
            yield frame, BETWEEN, np.array(values, float)


def _nearest(motion: Motion, at: float) -> int:
    return int(np.argmin(np.abs(motion.time - at)))


def keep(rows: Rows) -> None:
    """Write what was seen of clips, numbers only."""
    CLIPS.parent.mkdir(exist_ok=True)
    small = {f.name: getattr(rows, f.name) for f in fields(rows)}
    np.savez_compressed(CLIPS, **{k: v.astype(np.float16) if v.dtype.kind == "f" else v for k, v in small.items()})


def kept() -> Rows:
    """Read what :func:`keep` wrote."""
    with np.load(CLIPS) as z:
        columns = (z[f.name] for f in fields(Rows))
        return Rows(*(c.astype(float) if c.dtype.kind == "f" else c for c in columns))
