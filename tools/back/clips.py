"""``python -m back.clips OUT FOLDER=TRACKS ...``: frames of rendered clips, as the program sees them, to learn from.

Single postures show many people; clips show what a set adds: loads, plates, belts, swings, and points that were
followed and smoothed over time. ``back.views.load`` reads both alike.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from hingecoach.evaluate import Case, gather
from hingecoach.motion import Motion
from hingecoach.observe import TALL, UPRIGHT
from truth.poses import FIRST, kept

EVERY = 0.25
"""A frame is taken as often as this within repetitions, s."""

Row = dict[str, object]


def main(words: Sequence[str]) -> None:
    """Write the views of the clips of some folders."""
    if len(words) < 2:  # noqa: PLR2004
        sys.exit("Give the file to write and pairs FOLDER=TRACKS: truth folders and the kept points of their clips.")
    cases = [c for pair in words[1:] for c in gather(Path(pair.split("=")[0]), tracks=Path(pair.split("=")[1]))]
    found = [row | {"group": number} for number, case in enumerate(cases) for row in rows(case)]
    np.savez_compressed(words[0], **{n: np.array([r[n] for r in found]) for n in found[0]})  # type: ignore[arg-type]
    print(len(found), "views of", len({r["group"] for r in found}), "clips")


def rows(case: Case) -> Iterator[Row]:
    """Give a clip's own standing and frames of its repetitions; nothing where either was not seen."""
    motion = case.found.motion if case.found else None
    if motion is None or motion.view.faces is None or "lumbar_convex" not in case.exact:
        return
    own = standing(motion)
    if own is None:
        return
    for frame in (own, *bent(case, motion)):
        yield {
            "xy": kept(motion.track.xy[frame]),
            "outline": kept(motion.track.outline[frame]),
            "faces": motion.view.faces,
            "near": motion.near,
            "azimuth": np.float32(case.truth.view.azimuth_deg),
            "standing": frame == own,
            "loose": np.float32(loose(case.path)),
            "body": body(case.truth.person),
            **{
                name: np.float32(np.interp(motion.time[frame], case.exact["time_s"], case.exact[name]))
                for name in ("lumbar_convex", "lumbar", "thoracic")
            },
        }


def standing(motion: Motion) -> int | None:
    """Give a traced frame in the middle of the person's own standing, else of the tops; None where there is none."""
    with np.errstate(invalid="ignore"):
        upright = (np.abs(motion.angles.trunk) < UPRIGHT) & (np.abs(motion.angles.hip) < TALL)
    if own := motion.standing:
        upright = (motion.time >= own.start) & (motion.time <= own.end)
    seen = np.flatnonzero(upright & np.isfinite(motion.track.outline).any(axis=(1, 2, 3)))
    return int(seen[seen.size // 2]) if seen.size else None


def bent(case: Case, motion: Motion) -> list[int]:
    """Give frames within the true repetitions in which the back was read."""
    frames = [
        int(np.argmin(np.abs(motion.time - at)))
        for rep in case.truth.reps
        if rep.start_s is not None and rep.end_s is not None
        for at in np.arange(rep.start_s, rep.end_s, EVERY)
    ]
    return [f for f in frames if np.isfinite(motion.angles.lumbar_convex[f])]


def loose(clip: Path) -> float:
    """Give how loose the top is, 0 to 1, as the renderer wrote it down."""
    truth = json.loads(clip.with_suffix(".truth.json").read_text("utf-8"))
    return float(truth["scene"]["look"]["loose"])


def body(person: str) -> int:
    """Give the number of a person of ``truth`` as single postures count them: ``train7`` is 7."""
    split, number = re.fullmatch(r"(train|test)(\d+)", person).groups()  # type: ignore[union-attr]
    return FIRST[split] + int(number)  # type: ignore[index]


if __name__ == "__main__":
    main(sys.argv[1:])
