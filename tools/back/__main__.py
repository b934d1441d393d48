"""``make train``: learn from most bodies, write what the program reads, and print how well the others are read."""

from pathlib import Path

import numpy as np

import hingecoach
from hingecoach import skeleton
from hingecoach.back_model import BANDS, FILE, TARGETS, trained
from hingecoach.nets import packed
from hingecoach.types import Floats

from . import figure
from .train import PLANS, Plan, predict, train
from .views import Ints, Views, load, together

DATA = Path(__file__).parent / "data"
LEARN = {"learn.npz": 1000, "learn_truth.npz": 0, "learn_more.npz": 0, "learn_clips.npz": 0}
"""What is learned from, and what is added to its bodies' numbers: views of the first renderer; single postures of
``tools/truth`` (seeds 0 and 1), whose people stand otherwise; frames of its clips, of some of the same people."""
CHECK = ("check.npz", "check_truth.npz")
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
    for plan in PLANS:
        for band, low in enumerate((0.0, *BANDS[:-1])):
            rows = others.only((off >= low) & (off < BANDS[band]))
            _rows(plan, others, rows, f"{low:.0f}-{BANDS[band]:.0f}°", band)
    print("\n| network | up to 10° off | target | views | mean error | bias | half width | holds |")
    print("|---|---|---|---|---|---|---|---|")
    for plan in PLANS:
        for least, most, name in LOOSE:
            fits = (off < BANDS[0]) & (others.loose >= least) & (others.loose < most)
            _rows(plan, others, others.only(fits), name, 0)
    alone = PLANS[0]
    upright = others.only((off < BANDS[0]) & others.stands, standing=True)
    _rows(alone, others, upright, "standing upright", 0)
    print(
        f"\nRound ({ROUND:+.0f}° and more) against hollow ({HOLLOW:+.0f}° and less), up to 10° off: "
        f"AUC {_auc(others):.3f}"
    )


def _rows(plan: Plan, views: Views, rows: Ints, name: str, band: int) -> None:
    net = trained()[plan.name]
    away: Floats = predict(net, plan, views, rows) - views.truth[rows]
    for t, target in enumerate(TARGETS):
        if np.isfinite(away[:, t]).all():
            width, a = float(net.error[t, band]), away[:, t]
            held = 100 * float(np.mean(np.abs(a) <= width))
            figures = f"{np.abs(a).mean():.1f}° | {a.mean():+.1f}° | ±{width:.1f}° | {held:.0f} %"
            print(f"| {plan.name} | {name} | {target} | {len(rows)} | {figures} |")


def _auc(views: Views) -> float:
    """Give the chance that a round back reads rounder than a hollow one."""
    rows = views.only(np.abs(views.azimuth) < BANDS[0])
    read, truth = predict(trained()["alone"], PLANS[0], views, rows)[:, 0], views.truth[rows, 0]
    return float(np.mean(read[truth >= ROUND][:, None] > read[truth <= HOLLOW][None]))


if __name__ == "__main__":
    main()
