"""``make train``: learn from most bodies, write what the program reads, and print how well the others are read."""

from pathlib import Path

import numpy as np

import hingecoach
from hingecoach import skeleton
from hingecoach.back.model import FILE, TARGETS, trained
from hingecoach.nets import packed
from hingecoach.types import Floats
from hingecoach.uncertainty import BANDS

from . import figure
from .train import PLANS, predict, train
from .views import Ints, Views, load, together

DATA = Path(__file__).parent / "data"
LEARN = {"learn.npz": 1000, "learn_truth.npz": 0, "learn_more.npz": 0, "learn_clips.npz": 0}
"""What is learned from, and what is added to its bodies' numbers: views of the first renderer; single postures of
``tools/truth`` (seeds 0 and 1), whose people stand otherwise; frames of its clips, of some of the same people."""
CHECK = ("check.npz", "check_truth.npz")
TOLD = "told"
"""What the program tells as ``lumbar_convex`` where the standing is known: half ``first``, half the others' mean."""
NAMES = (*(plan.name for plan in PLANS), TOLD)
COPIES = 3
"""Shaken copies of every view: more brought nothing."""
ROUND, HOLLOW = 8.0, -3.0
"""Degrees of ``lumbar_convex`` from which on a back is plainly round, and up to which it is plainly not."""
LOOSE = ((0.0, 0.33, "tight"), (0.33, 0.66, "between"), (0.66, 1.01, "loose"))


def main() -> None:
    """Train on the views to learn from and check on bodies that are not among them."""
    package = Path(hingecoach.__file__).parent
    views = together([load(DATA / name, copies=COPIES, first=first) for name, first in LEARN.items()])
    (package / FILE).write_bytes(packed(train(views)))
    (package / skeleton.FILE).write_bytes(figure.packed(figure.fit(DATA / next(iter(LEARN)))))
    for name in CHECK:
        print(f"\n{name}\n")
        tell(load(DATA / name))


def tell(others: Views) -> None:
    """Print the tables of docs/back.md: by the camera's angle, by clothes, standing, and round against hollow."""
    print("| network | off the side | target | views | mean error | bias | half width | holds |")
    print("|---|---|---|---|---|---|---|---|")
    off = np.abs(others.azimuth)
    for name in NAMES:
        for band, low in enumerate((0.0, *BANDS[:-1])):
            rows = others.only((off >= low) & (off < BANDS[band]))
            _rows(name, others, rows, f"{low:.0f}-{BANDS[band]:.0f}°", band)
    print("\n| network | up to 10° off | target | views | mean error | bias | half width | holds |")
    print("|---|---|---|---|---|---|---|---|")
    for name in NAMES:
        for least, most, looseness in LOOSE:
            fits = (off < BANDS[0]) & (others.loose >= least) & (others.loose < most)
            _rows(name, others, others.only(fits), looseness, 0)
    upright = others.only((off < BANDS[0]) & others.stands, standing=True)
    _rows("alone", others, upright, "standing upright", 0)
    print(
        f"\nRound ({ROUND:+.0f}° and more) against hollow ({HOLLOW:+.0f}° and less), up to 10° off: "
        f"AUC {_auc(others):.3f}"
    )


def read(name: str, views: Views, rows: Ints) -> Floats:
    """Give the four targets of some rows by a network, or as they are ``told``; NaN where it does not give one."""
    if name != TOLD:
        return predict(trained()[name], next(p for p in PLANS if p.name == name), views, rows)
    first, *both = (read(plan.name, views, rows)[:, 0] for plan in PLANS)
    told = (first + np.mean(both, axis=0)) / 2
    return np.column_stack([told, np.full((len(rows), len(TARGETS) - 1), np.nan)])


def _rows(name: str, views: Views, rows: Ints, what: str, band: int) -> None:
    net = trained()["alone" if name == TOLD else name]
    away: Floats = read(name, views, rows) - views.truth[rows]
    for t, target in enumerate(TARGETS):
        if np.isfinite(away[:, t]).all():
            width, a = float(net.error[t, band]), away[:, t]
            held = 100 * float(np.mean(np.abs(a) <= width))
            figures = f"{np.abs(a).mean():.1f}° | {a.mean():+.1f}° | ±{width:.1f}° | {held:.0f} %"
            print(f"| {name} | {what} | {target} | {len(rows)} | {figures} |")


def _auc(views: Views) -> float:
    """Give the chance that a round back is told as rounder than a hollow one."""
    rows = views.only(np.abs(views.azimuth) < BANDS[0])
    told, truth = read(TOLD, views, rows)[:, 0], views.truth[rows, 0]
    return float(np.mean(told[truth >= ROUND][:, None] > told[truth <= HOLLOW][None]))


if __name__ == "__main__":
    main()
