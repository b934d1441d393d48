"""What a second network does behind plates: ``PYTHONPATH=tools python -m second_opinion FOLDER=TRACKS ...``.

Judges the clips that the second network looked at twice, without its looks and with them, and prints how much is right
(docs/pose_errors.md, "A second opinion").
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from hingecoach.evaluate import Case, gather
from hingecoach.evaluate.count import pairs
from hingecoach.evaluate.cues import judgements
from hingecoach.pose.save import clip_of, load_track, save_track
from hingecoach.types import Floats, SecondLooks

ANGLES = ("hip_bottom", "hip_top", "knee_bottom", "knee_top", "trunk_bottom", "trunk_top", "shank_bottom")
FAULTS = ("mild", "marked")


def twice(folder: Path, tracks: Path) -> tuple[list[Case], list[Case]]:
    """Judge the clips that the second network looked at, without its looks and with them."""
    files = sorted(tracks / f"{clip.stem}.npz" for clip in folder.glob("*.mp4"))
    kept = [(file, load_track(file)) for file in files]
    looked = [(file, track) for file, track in kept if track.second.frame.size]
    if not looked:
        return [], []
    with tempfile.TemporaryDirectory() as scratch:
        clips, bare = Path(scratch) / "clips", Path(scratch) / "bare"
        clips.mkdir()
        bare.mkdir()
        for file, track in looked:
            save_track(replace(track, second=SecondLooks.none()), bare / file.name, clip=clip_of(file))
            for path in folder.glob(f"{file.stem}.*"):
                (clips / path.name).symlink_to(path.resolve())
        return list(gather(clips, tracks=bare)), list(gather(clips, tracks=tracks))


def counted(cases: Sequence[Case]) -> Iterator[tuple[str, bool]]:
    """Give what was asked of each clip, and whether it came out right."""
    for case in cases:
        truth, sets = case.truth, [j for j in judgements(case) if j.on == "sets"]
        if truth.count is not None:
            yield "count exact", truth.count == len(case.reps)
        found = {i for i, _ in pairs(case)}
        yield from (("repetition found", i in found) for i in range(len(truth.reps)))
        if truth.movement:
            yield "movement right", truth.movement == case.movement
        if truth.exercise:
            yield "exercise right", truth.exercise == case.exercise
        for j in sets:
            if j.truth == "good":
                yield "good called good", j.verdict == "good"
                yield "good called marked", j.verdict == "marked"
            else:
                yield "fault called", j.verdict in FAULTS


def errors(cases: Sequence[Case]) -> dict[str, list[float]]:
    """Give the error of every told angle, degrees; NaN where it was not told."""
    out: dict[str, list[float]] = {name: [] for name in ANGLES}
    for case in cases:
        ours = dict(pairs(case))
        for i, rep in enumerate(case.truth.reps):
            for name in ANGLES:
                if name in rep.measures:
                    told = case.reps[ours[i]].measures.get(name) if i in ours else None
                    value = np.nan if told is None or told.value is None else told.value
                    out[name].append(value - rep.measures[name])
    return out


def main(folders: Sequence[str]) -> None:
    """Print the tables of docs/pose_errors.md."""
    if not folders:
        sys.exit("Give pairs FOLDER=TRACKS: truth folders and the kept points of their clips.")
    one, two = zip(*(twice(*map(Path, pair.split("="))) for pair in folders), strict=True)
    without, with_it = ([case for cases in every for case in cases] for every in (one, two))
    print(f"{len(without)} clips\n\n| what | without | with |\n|---|---|---|")
    before, after = (list(counted(cases)) for cases in (without, with_it))
    for what in dict.fromkeys(w for w, _ in before):
        cells = ([right for w, right in rows if w == what] for rows in (before, after))
        print(f"| {what} |", " | ".join(f"{sum(c)} of {len(c)}" for c in cells), "|")
    print("\n| angle | without: told, mean error, bias | with |\n|---|---|---|")
    off, off_after = errors(without), errors(with_it)
    for name in ANGLES:
        print(f"| {name} |", " | ".join(_told(np.array(e[name])) for e in (off, off_after)), "|")


def _told(error: Floats) -> str:
    seen = error[np.isfinite(error)]
    return f"{seen.size} of {error.size}, {np.abs(seen).mean():.1f}° ({seen.mean():+.1f}°)" if seen.size else "none"


if __name__ == "__main__":
    main(sys.argv[1:])
