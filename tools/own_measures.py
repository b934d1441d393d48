"""How far off the own range and the measures from the front are, on the kept tracks of rendered people.

    python tools/own_measures.py tests/people

prints the rows that docs/calibration.md and docs/view.md hold; a test holds the pages to it.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hingecoach import assess, observe
from hingecoach.assessment import Assessment, RepReport
from hingecoach.calibration import Calibration
from hingecoach.calibration.own import find_moves, keep
from hingecoach.depth import depth
from hingecoach.motion import Motion
from hingecoach.movement import shape_of
from hingecoach.pose.save import load_track
from hingecoach.reps import find_strokes

EXERCISE = "romanian_deadlift"
FRONTAL = ("hip_shift", "shoulder_tilt", "pelvis_tilt", "stance_width", "knee_width")
LIMIT = 4.0
"""Shift, % of leg length, from which on a repetition is uneven (docs/view.md)."""
_NEAR = 0.6
"""Seconds between a true bottom and the one that was found for it."""


@dataclass(frozen=True, slots=True)
class Miss:
    """What was measured minus the truth, the stated half width, and the truth."""

    off: float
    stated: float
    true: float


def truths(folder: Path, kind: str) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Give the tracks of one kind with their true repetitions."""
    known = json.loads((folder / "truth.json").read_text("utf-8"))
    for name, truth in sorted(known.items()):
        if name.startswith(f"{kind}_"):
            yield folder / f"{name}.npz", truth["reps"]


def matched(answer: Assessment, reps: list[dict[str, Any]]) -> Iterator[tuple[RepReport, dict[str, Any]]]:
    """Give each repetition with its truth."""
    for rep in answer.reps:
        true = min(reps, key=lambda r: abs(r["bottom_s"] - rep.bottom_s))
        if abs(true["bottom_s"] - rep.bottom_s) <= _NEAR:
            yield rep, true


def shares(folder: Path, kind: str) -> list[Miss]:
    """Give the misses of the own range's shares: ``own`` from the clip itself, ``again`` from another clip."""
    out = []
    for path, reps in truths(folder, kind):
        given = calibration(folder / path.name.replace("again", "own")) if kind == "again" else None
        for rep, true in matched(assess(load_track(path), EXERCISE, calibration=given), reps):
            if share := rep.measures.get("own_range_bottom"):
                out.append(Miss(share.value - true["share"], share.error, true["share"]))
    return out


def calibration(path: Path) -> Calibration:
    """Keep what the first two movements of a track show."""
    motion: Motion = observe(load_track(path))
    bent = depth(motion)
    strokes = find_strokes(motion, bent)[:2]
    return keep(motion, strokes, find_moves(motion, strokes, [shape_of(motion, bent, s) for s in strokes]))


def from_the_front(folder: Path, kind: str) -> tuple[dict[str, list[Miss]], dict[str, int], int]:
    """Give the misses by measure, how shifts above the limit were called, and how many repetitions were counted."""
    out: dict[str, list[Miss]] = {name: [] for name in FRONTAL}
    called: dict[str, int] = {}
    count = 0
    for path, reps in truths(folder, kind):
        answer = assess(load_track(path), EXERCISE)
        count += sum(rep.complete for rep in answer.reps)
        for rep, true in matched(answer, reps):
            for name in set(FRONTAL) & set(rep.measures):
                m, exact = rep.measures[name], true["measures"][name]
                out[name].append(Miss(m.value - exact, m.error, exact))
            verdict = next(f.verdict for f in rep.findings if f.cue == "hip_shift")
            if (abs(true["measures"]["hip_shift"]) > LIMIT) is (kind == "uneven"):
                called[verdict] = called.get(verdict, 0) + 1
    return out, called, count


def share_row(misses: list[Miss]) -> str:
    """Say how many shares were given, how far off, and how many lie inside: the words of docs/calibration.md."""
    off = np.array([m.off for m in misses])
    inside = sum(abs(m.off) <= m.stated for m in misses)
    stated = np.mean([m.stated for m in misses])
    return f"{off.size} | {np.abs(off).mean():.0f} | {off.mean():.0f} | {inside} of {off.size} | {stated:.0f}"


def front_rows(folder: Path) -> list[str]:
    """Give the rows of the table in docs/view.md."""
    even, uneven = (from_the_front(folder, kind)[0] for kind in ("even", "uneven"))
    rows = []
    for name in FRONTAL:
        cells = []
        for part in (even[name], uneven[name]):
            digits = 2 if name == "knee_width" else 1
            inside = sum(abs(m.off) <= m.stated for m in part)
            cells += [f"{np.mean([abs(m.off) for m in part]):.{digits}f}", f"{inside} of {len(part)}"]
        true = np.array([m.true for m in uneven[name]])
        read = true + np.array([m.off for m in uneven[name]])
        cells += [f"{np.corrcoef(true, read)[0, 1]:.2f}", f"{np.polyfit(true, read, 1)[0]:.2f}"]
        rows.append(f"| `{name}` | {' | '.join(cells)} |")
    return rows


def main(folder: Path) -> None:
    """Print all figures."""
    for kind in ("own", "again"):
        print(f"| `{kind}` | {share_row(shares(folder, kind))} |")
    print("\n".join(front_rows(folder)))
    for kind in ("even", "uneven"):
        _, called, count = from_the_front(folder, kind)
        print(kind, count, "repetitions counted; hip_shift:", dict(sorted(called.items())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
