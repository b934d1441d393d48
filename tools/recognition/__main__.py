"""``python -m recognition``: make the model and ``docs/recognition.md`` again from truth folders.

Points are found once by ``hingecoach evaluate FOLDER --tracks TRACKS`` and read from there. Give pairs FOLDER=TRACKS.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from hingecoach.recognise.model import FILE

from .data import Row, read
from .fit import TEMPERATURES, fit, held_out, log_loss
from .measure import Answers, calibration_error
from .page import page, plot

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "src" / "hingecoach" / "recognise" / FILE
REAL, RENDERED = "real", "rendered"


def main(pairs: Sequence[str]) -> None:
    """Fit on everybody, measure on people held out, write the model and the page."""
    rows = [row for pair in pairs for row in read(*map(Path, pair.split("=", 1)))]
    if not rows:
        sys.exit("Give pairs FOLDER=TRACKS: a truth folder and the kept points of its clips.")
    write(rows)


def write(rows: Sequence[Row]) -> None:
    """Choose the temperature on people held out, write the model, the page and the plot."""
    tried = {t: list(held_out(rows, t)) for t in TEMPERATURES}
    best = min(TEMPERATURES, key=lambda t: _surprise(tried[t]))
    MODEL.write_text(fit(rows, best).to_json(), "utf-8")
    answers = tried[best]
    parts = {s: [a for a in answers if a[0].source == s] for s in (REAL, RENDERED)}
    (ROOT / "docs" / "recognition.md").write_text(page(parts, rows, best), "utf-8")
    (ROOT / "docs" / "img" / "recognition.svg").write_text(plot(parts), "utf-8")
    for source, some in parts.items():
        sys.stdout.write(f"{source}: {len(some)} clips, calibration error {calibration_error(some):.3f}\n")


def _surprise(answers: Answers) -> float:
    """Weigh real and rendered people the same, though there are more rendered clips."""
    parts = [[a for a in answers if a[0].source == s] for s in (REAL, RENDERED)]
    return sum(log_loss(p) for p in parts if p)


if __name__ == "__main__":
    main(sys.argv[1:])
