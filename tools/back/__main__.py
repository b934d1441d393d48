"""``make train``: learn from most bodies, write what the program reads, and print how well the others are read."""

from pathlib import Path

import numpy as np

import hingecoach
from hingecoach import skeleton
from hingecoach.back_model import BANDS, FILE, TARGETS, Net, packed
from hingecoach.types import Floats

from . import figure
from .train import PLANS, Plan, predict, train
from .views import Views, load

DATA = Path(__file__).parent / "data"
COPIES = 4


def main() -> None:
    """Train on the views to learn from and check on bodies that are not among them."""
    nets, others = train(load(DATA / "learn.npz", copies=COPIES)), load(DATA / "check.npz")
    package = Path(hingecoach.__file__).parent
    (package / FILE).write_bytes(packed(nets))
    (package / skeleton.FILE).write_bytes(figure.packed(figure.fit(DATA / "learn.npz")))
    print("| network | off the side | target | views | mean error | bias | half width | holds |")
    print("|---|---|---|---|---|---|---|---|")
    for plan in PLANS:
        for band in range(len(BANDS)):
            _rows(plan, nets[plan.name], others, band)


def _rows(plan: Plan, net: Net, views: Views, band: int) -> None:
    low, high = BANDS[band - 1] if band else 0.0, BANDS[band]
    off = np.abs(views.azimuth)
    rows = views.only((off >= low) & (off < high))
    away: Floats = predict(net, plan, views, rows) - views.truth[rows]
    for t, target in enumerate(TARGETS):
        if np.isfinite(away[:, t]).all():
            width, a = float(net.error[t, band]), away[:, t]
            held = 100 * float(np.mean(np.abs(a) <= width))
            figures = f"{np.abs(a).mean():.1f}° | {a.mean():+.1f}° | ±{width:.1f}° | {held:.0f} %"
            print(f"| {plan.name} | {low:.0f}-{high:.0f}° | {target} | {len(rows)} | {figures} |")


if __name__ == "__main__":
    main()
