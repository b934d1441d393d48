"""``make view``: teach the network of ``hingecoach.view.learned`` and print how well others' cameras are read.

With pairs ``FOLDER=TRACKS`` (truth folders of ``make truth`` and the kept points of their clips) what is taught from is
made anew, else the kept numbers are used. ``--check FOLDER=TRACKS ...`` prints the page's table for other clips.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPRegressor

import hingecoach
from hingecoach.nets import Net, packed, scaled
from hingecoach.pose.save import load_track
from hingecoach.types import Floats
from hingecoach.view import main_view
from hingecoach.view.angle import combine, cues, joined
from hingecoach.view.facing import column_medians
from hingecoach.view.learned import FILE, describe
from teach import taught, together

DATA = Path(__file__).parent / "data" / "windows.npz"
WINDOWS, SHORTEST = 6, 0.3
"""Random pieces of every clip beside the whole, and the shortest share of it that a piece has."""
HIDDEN, DECAY, NOISE, NETS, EPOCHS, COPIES, FOLDS = 16, 1.0, 0.2, 4, 40, 2, 6
BATCH, RATE = 128, 2e-3
OUT = 15.0
"""The output is learned in units of this many degrees."""
BANDS = ((0.0, 10.0), (10.0, 20.0), (20.0, 30.0), (30.0, 60.0))


@dataclass(frozen=True, slots=True)
class Windows:
    """Pieces of clips: what was seen, the true angle, that by the signs alone, whose clip it is, which are whole."""

    seen: Floats
    angle: Floats
    plain: Floats
    person: npt.NDArray[np.str_]
    whole: npt.NDArray[np.bool_]


def main(words: Sequence[str] | None = None) -> None:
    """Teach, write what the program reads, and print the tables of docs/view.md."""
    p = argparse.ArgumentParser(prog="view", description=__doc__)
    p.add_argument("folders", nargs="*", help="FOLDER=TRACKS to teach from")
    p.add_argument("--check", nargs="*", default=(), help="FOLDER=TRACKS of other people")
    o = p.parse_args(words)
    if o.folders:
        keep(read(o.folders))
    kept = load()
    (Path(hingecoach.__file__).parent / FILE).write_bytes(packed({"near": fit(kept, np.ones(len(kept.angle), bool))}))
    print(f"{kept.whole.sum()} clips of {len(set(kept.person))} people, each read by a network of the others:\n")
    table(held_out(kept)[kept.whole], kept.angle[kept.whole], kept.plain[kept.whole])
    if o.check:
        others = read(o.check, windows=0)
        net = fit(kept, np.ones(len(kept.angle), bool))
        print(f"\n{len(others.angle)} clips of other people:\n")
        table(ask(net, others), others.angle, others.plain)


def read(pairs: Sequence[str], windows: int = WINDOWS) -> Windows:
    """Describe clips of ``make truth`` and random pieces of them."""
    rows = [row for pair in pairs for row in _rows(*map(Path, pair.split("=")), windows)]
    seen, angle, plain, person, whole = zip(*rows, strict=True)
    return Windows(np.array(seen), np.array(angle), np.array(plain), np.array(person), np.array(whole))


def _rows(folder: Path, tracks: Path, windows: int) -> Iterator[tuple[Floats, float, float, str, bool]]:
    for file in sorted(folder.glob("*.truth.json")):
        truth = json.loads(file.read_text("utf-8"))
        track = load_track(tracks / f"{file.name.removesuffix('.truth.json')}.npz")
        angle, frames = float(truth["scene"]["camera"]["azimuth_deg"]), main_view(track)
        if not frames.any():
            continue
        plain = float(combine(column_medians(cues(track)[frames])[None])[0][0])
        at = np.flatnonzero(frames)
        rng = np.random.default_rng(at.size)
        for k in range(windows + 1):
            length = at.size if k == 0 else int(at.size * rng.uniform(SHORTEST, 1.0))
            start = int(rng.integers(0, at.size - length + 1))
            piece = np.isin(np.arange(frames.size), at[start : start + length])
            yield describe(track, piece), angle, plain, truth["person"], k == 0


def keep(made: Windows) -> None:
    """Write what is taught from."""
    DATA.parent.mkdir(exist_ok=True)
    np.savez_compressed(DATA, seen=made.seen.astype(np.float16), angle=made.angle, plain=made.plain,
                        person=made.person, whole=made.whole)  # fmt: skip


def load() -> Windows:
    """Read what is taught from."""
    with np.load(DATA) as z:
        return Windows(z["seen"].astype(float), z["angle"], z["plain"], z["person"], z["whole"])


def fit(made: Windows, rows: npt.NDArray[np.bool_]) -> Net:
    """Teach a network on some rows."""
    x, y = made.seen[rows], made.angle[rows] / OUT
    mean, scale = np.nanmean(x, axis=0), np.nanstd(x, axis=0) + 1e-3
    some = [_one(scaled(x, mean, scale), y, seed) for seed in range(NETS)]
    return together(some, mean, scale, OUT, np.full((1, 1), np.nan))


def _one(x: Floats, y: Floats, seed: int) -> MLPRegressor:
    rng = np.random.default_rng(seed)
    noisy = np.vstack([x + NOISE * rng.normal(size=x.shape) for _ in range(COPIES)])
    outputs = np.concatenate([y] * COPIES)
    return taught(noisy, outputs, seed, hidden=HIDDEN, decay=DECAY, epochs=EPOCHS, batch=BATCH, rate=RATE)


def ask(net: Net, made: Windows) -> Floats:
    """Give the angle that the program tells for each row, degrees."""
    return np.array([joined(p, a) for p, a in zip(made.plain, net(made.seen)[:, 0], strict=True)])


def held_out(made: Windows) -> Floats:
    """Give the angle of every row by a network that was taught without the row's person."""
    told = np.full(len(made.angle), np.nan)
    for learn, hold in GroupKFold(FOLDS).split(made.seen, groups=made.person):
        net = fit(made, np.isin(np.arange(len(told)), learn))
        told[hold] = ask(net, made)[hold]
    return told


def table(told: Floats, true: Floats, plain: Floats) -> None:
    """Print the mean error and bias by band, of the size of the angle, with the network and by the signs alone."""
    print("| true angle | clips | mean error | bias | nine of ten within | by the signs alone |")
    print("|---|---|---|---|---|---|")
    for low, high in BANDS:
        rows = (np.abs(true) >= low) & (np.abs(true) < high)
        if rows.any():
            off, before = (np.abs(a[rows]) - np.abs(true[rows]) for a in (told, plain))
            wide = np.percentile(np.abs(told[rows] - true[rows]), 90)
            print(f"| {low:.0f}-{high:.0f}° | {rows.sum()} | {np.abs(off).mean():.1f}° | {off.mean():+.1f}° | "
                  f"{wide:.1f}° | {np.abs(before).mean():.1f}° |")  # fmt: skip


if __name__ == "__main__":
    main()
