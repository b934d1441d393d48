"""``make limbs``: teach the networks of ``hingecoach.told.limbs`` and print how well others are read.

With pairs ``FOLDER=TRACKS`` (truth folders and the kept points of their clips) the frames that are learned from are
made anew, else the kept numbers are used; ``--check FOLDER=TRACKS ...`` prints the page's table for other people.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import hingecoach
from hingecoach.nets import packed
from hingecoach.told.limbs import FILE, LIMBS
from hingecoach.types import Floats

from .fit import added, fit, lessons, of_others
from .rows import Rows, clips, keep, kept

BANDS = ((-1, 10), (10, 30))


def main(words: Sequence[str] | None = None) -> None:
    """Teach, write what the program reads, and print the tables of docs/pose_errors.md."""
    p = argparse.ArgumentParser(prog="limbs", description=__doc__)
    p.add_argument("folders", nargs="*", help="FOLDER=TRACKS to learn from")
    p.add_argument("--check", nargs="*", default=(), help="FOLDER=TRACKS of other people")
    o = p.parse_args(words)
    if o.folders:
        keep(clips(o.folders))
    known, net = kept(), fit(lessons())
    (Path(hingecoach.__file__).parent / FILE).write_bytes(packed({"limbs": net}))
    print("| angle | people | readings | without | with |\n|---|---|---|---|---|")
    out = added(of_others(sorted(set(known.person.tolist()))), known)
    for folder in dict.fromkeys(known.folder.tolist()):
        mine = known.folder == folder
        table(f"{folder}, by turns", known.only(mine), out[mine])
    if o.check:
        others = clips(o.check)
        table("left out", others, added(dict.fromkeys(others.person.tolist(), net), others))


def table(title: str, rows: Rows, moved: Floats) -> None:
    """Print mean errors and biases of what is told without and with the networks, by place and band."""
    for k, name in enumerate(LIMBS):
        before, after = rows.before[:, k], moved[:, k] - rows.wrong[:, k]
        for place in ("bottom", "top"):
            for low, high in BANDS:
                here = (rows.place == place) & (rows.off > low) & (rows.off <= high) & np.isfinite(before)
                if here.any():
                    told = (f"{np.abs(e[here]).mean():.1f}° ({e[here].mean():+.1f}°)" for e in (before, after))
                    what = f"{name}, {place}, {max(low, 0)}-{high}°"
                    print("|", " | ".join((what, title, str(here.sum()), *told)), "|")


if __name__ == "__main__":
    main()
