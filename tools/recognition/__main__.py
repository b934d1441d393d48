"""``python -m recognition``: make the model and ``docs/recognition.md`` again.

``DATA``: pairs FOLDER=TRACKS, truth folders with the points that ``hingecoach evaluate FOLDER --tracks TRACKS`` keeps;
without any, the kept numbers are used. ``--more FOLDER=TRACKS`` adds clips to the kept ones. ``--check FOLDER=TRACKS``
names clips of people that nothing is learned from; ``--figures N`` draws the figures anew.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hingecoach.recognise.model import FILE, Model

from .data import Row, keep, kept, measure, read
from .fit import answer, fit
from .measure import Answers
from .page import Found, page, plot
from .tried import RENDERED, every_way

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "src" / "hingecoach" / "recognise" / FILE
DATA = Path(__file__).parent / "data"
CLIPS, CHECK, FIGURES = DATA / "clips.npz", DATA / "check.npz", DATA / "figures.npz"
SEED = 9


def main(words: Sequence[str]) -> None:
    """Measure clips where some are named, teach on everybody, measure on people held out, write it all."""
    o = _options(words)
    if o.figures:
        keep(list(_figures(o.figures)), FIGURES)
    for pairs, path in ((o.data, CLIPS), (o.check, CHECK)):
        if pairs:
            keep(_measured(pairs), path)
    if o.more:
        fresh = _measured(o.more)
        keep([*(r for r in kept(CLIPS) if r.clip not in {f.clip for f in fresh}), *fresh], CLIPS)
    write(kept(CLIPS), kept(FIGURES), kept(CHECK))


def _options(words: Sequence[str]) -> argparse.Namespace:
    p = argparse.ArgumentParser(prog="recognition", description=(__doc__ or "").splitlines()[0])
    p.add_argument("data", nargs="*", metavar="FOLDER=TRACKS")
    p.add_argument("--more", action="append", default=[], metavar="FOLDER=TRACKS")
    p.add_argument("--check", action="append", default=[], metavar="FOLDER=TRACKS")
    p.add_argument("--figures", type=int, default=0, metavar="N")
    return p.parse_args(words)


def _measured(pairs: Sequence[str]) -> list[Row]:
    """Measure the clips of pairs FOLDER=TRACKS."""
    return [row for pair in pairs for row in read(*map(Path, pair.split("=", 1)))]


def _figures(count: int) -> Sequence[Row]:
    """Draw figures and measure them."""
    from .figures import numbered  # noqa: PLC0415  needs the renderer's bodies

    made = [numbered(SEED, k) for k in range(count)]
    return [
        Row(f"figure_{k:04d}", f.motion.person.name, f.motion.exercise, "figure", *measure(f.track))
        for k, f in enumerate(made)
    ]


def write(rows: Sequence[Row], figures: Sequence[Row], check: Sequence[Row]) -> None:
    """Try every way on people held out; write the model, the page and the plot."""
    ways = every_way(rows, figures)
    model = fit(rows, figures, ways[-1].temperature)
    MODEL.write_text(model.to_json(), "utf-8")
    parts = {s: ways[-1].of(s) for s in ("real", RENDERED)}
    found = Found(parts, ways, _checked(model, check), rows, figures, model.temperature)
    (ROOT / "docs" / "recognition.md").write_text(page(found), "utf-8")
    (ROOT / "docs" / "img" / "recognition.svg").write_text(plot(parts), "utf-8")


def _checked(model: Model, check: Sequence[Row]) -> Answers:
    """Answer the clips of people that nothing was learned from, with the shipped model and the shipped load weights."""
    return [(r, answer(model, r, r.judged())) for r in check]


if __name__ == "__main__":
    main(sys.argv[1:])
