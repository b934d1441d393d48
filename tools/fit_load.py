"""Fit the weights that turn evidence into chances: ``python tools/fit_load.py LABELS.csv FOLDER [FOLDER ...]``.

LABELS.csv has a line ``clip,kind,person`` per clip; the folders hold the tracks that ``hingecoach evaluate --tracks``
kept. Prints the confusion by leaving whole persons out, and how often each chance comes true; with ``--write`` the
weights are put into the package.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from hingecoach.load.evidence import gather
from hingecoach.load.judge import SURE, UNPROVEN
from hingecoach.load.types import KINDS
from hingecoach.load.weights import NUMBERS
from hingecoach.pose.save import load_track

FOLDS, STEPS, RATE = 5, 3000, 0.5
SHRINK = 0.001
"""Ridge on the weights; of 0.001 to 0.03 the one with the best chances (log loss) on left-out persons."""


def fit(x: np.ndarray, y: np.ndarray, shrink: float = SHRINK) -> np.ndarray:
    """Fit a softmax with every kind counting the same, shape (kinds, numbers + 1)."""
    w = np.zeros((len(KINDS), x.shape[1]))
    weight = 1.0 / np.bincount(y, minlength=len(KINDS)).clip(1)[y]
    weight /= weight.sum()
    ridge = np.full(x.shape[1], shrink)
    ridge[0] = 0.0
    for _ in range(STEPS):
        p = _softmax(x @ w.T)
        p[np.arange(len(y)), y] -= 1
        w -= RATE * 4 * ((p * weight[:, None]).T @ x + ridge * w)
    return w


def _softmax(z: np.ndarray) -> np.ndarray:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def left_out(x: np.ndarray, y: np.ndarray, people: list[str], shrink: float = SHRINK) -> np.ndarray:
    """Give each clip's chances from a fit without its person."""
    names = sorted(set(people))
    np.random.default_rng(0).shuffle(names)
    fold = np.array([names.index(p) % FOLDS for p in people])
    out = np.zeros((len(y), len(KINDS)))
    for k in range(FOLDS):
        out[fold == k] = _softmax(x[fold == k] @ fit(x[fold != k], y[fold != k], shrink).T)
    return out


def read(labels: Path, folders: list[Path]) -> tuple[np.ndarray, np.ndarray, list[str], list[str]]:
    """Read evidence, kinds, persons and names of all clips that have a track with looks."""
    rows, kinds, people, names = [], [], [], []
    with labels.open() as file:
        for clip, kind, person in csv.reader(file):
            path = next((f / f"{clip}.npz" for f in folders if (f / f"{clip}.npz").is_file()), None)
            evidence = gather(load_track(path)) if path and kind in KINDS else None
            if evidence is not None:
                rows.append([1.0, *(evidence.numbers[n] for n in NUMBERS)])
                kinds.append(KINDS.index(kind))
                people.append(person)
                names.append(clip)
    return np.array(rows), np.array(kinds), people, names


def report(p: np.ndarray, y: np.ndarray, sure: float) -> None:
    """Print the confusion of what is named, and the share that came true by chance."""
    print("true \\ found".ljust(14), *[k[:9].rjust(9) for k in KINDS], "  unknown")
    proven = np.array([kind not in UNPROVEN for kind in KINDS])
    best = np.where((p.max(axis=1) >= sure) & proven[p.argmax(axis=1)], p.argmax(axis=1), -1)
    for i, kind in enumerate(KINDS):
        print(kind.ljust(14), *[f"{np.sum((y == i) & (best == j)):9d}" for j in [*range(len(KINDS)), -1]])
    for low, high in ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = (p.max(axis=1) >= low) & (p.max(axis=1) < high)
        if inside.any():
            right = (p.argmax(axis=1) == y)[inside].mean()
            mean = p.max(axis=1)[inside].mean()
            print(f"chance {low:.1f}-{high:.1f}: n {inside.sum()}, mean {mean:.2f}, right {right:.2f}")


def separation(x: np.ndarray, y: np.ndarray) -> None:
    """Print how well each number alone tells each kind from all others: area under the curve, 0.5 = not at all."""
    print("number".ljust(14), *[k[:9].rjust(10) for k in KINDS])
    for j, name in enumerate(NUMBERS, start=1):
        row = [_area(x[y == i, j], x[y != i, j]) for i in range(len(KINDS))]
        print(name.ljust(14), *[f"{a:10.2f}" for a in row])


def _area(own: np.ndarray, others: np.ndarray) -> float:
    return float((own[:, None] > others).mean() + 0.5 * (own[:, None] == others).mean()) if own.size else float("nan")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("labels", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", type=Path, help="the weights' file in the package")
    parser.add_argument("--only", type=Path, help="names of clips, one a line, to report on their own")
    args = parser.parse_args()
    x, y, people, clips = read(args.labels, args.folders)
    p = left_out(x, y, people)
    print(
        f"{len(y)} clips of {len(set(people))} people, left-out log loss {-np.log(p[np.arange(len(y)), y]).mean():.3f}"
    )
    report(p, y, SURE)
    if args.only:
        chosen = set(args.only.read_text().split())
        some = np.array([clip in chosen for clip in clips])
        print(f"of these, the {some.sum()} clips named in {args.only.name}:")
        report(p[some], y[some], SURE)
    separation(x, y)
    if args.write:
        w = fit(x, y)
        lines = [f'    "{k}": ({", ".join(f"{v:.2f}" for v in row)}),' for k, row in zip(KINDS, w, strict=True)]
        text = args.write.read_text()
        head, rest = text.split("WEIGHTS", 1)
        table = "WEIGHTS: Mapping[LoadKind, tuple[float, ...]] = {\n" + "\n".join(lines) + "\n}\n"
        args.write.write_text(head + table + rest.split("\n}\n", 1)[1])


if __name__ == "__main__":
    main()
