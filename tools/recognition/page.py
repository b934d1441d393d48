"""``docs/recognition.md`` and the calibration plot."""

from collections.abc import Mapping, Sequence

from hingecoach.evaluate.table import share

from .data import Row, people
from .measure import Answers, bins, calibration_error, confusion, reliability, right

HEAD = """# How the exercise is recognised

Written by `make recognition` (see the end); every figure is of people whom the model that answered had not seen: the
people are dealt into five groups, and each group is answered by a model of the other four.

1. A **rule** names the family from posture, hands, tempo and how hips and knees share the bend
   ([repetitions.md](repetitions.md)). It holds on real people and counts most.
2. Some twenty **yes-or-no tests** with round borders, such as "hands between the legs", follow from how the exercises
   are defined (`src/hingecoach/recognise/model.py`). How often each exercise passes each of them was learned (naive
   Bayes); an exercise with few clips borrows from its family. What was not seen says nothing.
3. The **load**, where it was seen near the hands, enters as a likelihood: dumbbells speak against a barbell exercise.
4. **How common** an exercise is: deadlifts are filmed more often than trap-bar deadlifts (`evidence.py`; chosen).

The four are added as log likelihoods. The tests overlap, so their sum is divided by a temperature that was chosen on
people held out, real and rendered ones with the same weight. So a confidence of 80 % should be right in 8 of 10 clips.
"""

LIMITS = """## Where it fails

- **Half squat and trap-bar deadlift** bend the same joints alike, and so do a trap-bar and a conventional deadlift with
  the bar unseen. A block pull looks like a Romanian deadlift from a stop; a dumbbell Romanian deadlift like a barbell
  one with the load unseen; a sumo stance is hardly seen from the side. The confidence is low then, the others are told,
  and `say` asks to declare the exercise with `--exercise`.
- Real clips show deadlifts, squats, swings, bridges, a standing hinge, good mornings and other movements only, and few
  people. All else was learned and measured on **rendered clips only**: kneeling hinge, single-leg bridge,
  pull-through, Romanian deadlifts of every kind, stiff-leg, sumo, block and trap-bar deadlifts, picking up, lowering
  into a crib, sport starts.
- Rendered people move as their renderer was told. Clouds of joint angles (regularised discriminant analysis), learned
  on them, called most real deadlifts trap-bar deadlifts, and were sure of it. That is why only tests with fixed borders
  are learned, and real people are in the training.
- A person who is in the shipped model's training clips will do better than these figures.
"""

COMMAND = """## Made by

    hingecoach evaluate CLIPS --tracks TRACKS      (for each truth folder; finds the points once)
    make recognition DATA="CLIPS=TRACKS CLIPS=TRACKS"
"""


def page(parts: Mapping[str, Answers], rows: Sequence[Row], temperature: float) -> str:
    """Give the page: how, figures, tables, limits, the card of the model."""
    lines = [HEAD, *_figures(parts), "![Share right against confidence](img/recognition.svg)", ""]
    for source, answers in parts.items():
        lines += [f"## {source.capitalize()} people", "", *reliability(answers), "", *confusion(answers), ""]
    return "\n".join([*lines, LIMITS, *_card(rows, temperature), COMMAND])


def _figures(parts: Mapping[str, Answers]) -> list[str]:
    head = "| clips of | first name right | among the first two | calibration error |"
    lines = ["## Figures", "", head, "|---|---|---|---|"]
    for source, answers in parts.items():
        two = share(right(answers, 2))
        lines.append(
            f"| {source} people | {share(right(answers))} | {two} | {100 * calibration_error(answers):.0f} % |"
        )
    why = "A share is followed by its counts and its 95 % interval (Wilson). The calibration error is the mean"
    return [*lines, "", why, "distance between confidence and share right over the bands below.", ""]


def _card(rows: Sequence[Row], temperature: float) -> list[str]:
    sources = {s: [r for r in rows if r.source == s] for s in ("real", "rendered")}
    data = "; ".join(f"{len(v)} {s} clips of {len(people(v))} people" for s, v in sources.items())
    return [
        "## Card of the model",
        "",
        f"- Data: {data}. Split by person. Only numbers are kept, no picture.",
        f"- Form: `model.json`, chances of tests by exercise; temperature {temperature:g}. Runs on numpy.",
        "- For: naming an exercise for feedback on technique. Not for identifying a person.",
        "",
    ]


SIDE, PAD = 320, 46


def plot(parts: Mapping[str, Answers]) -> str:
    """Draw the share right against the confidence, with Wilson's intervals, as SVG."""
    marks = [
        f'<rect width="{SIDE + 2 * PAD}" height="{SIDE + 2 * PAD}" fill="#fff"/>',
        f'<path d="M{PAD} {PAD}V{PAD + SIDE}H{PAD + SIDE}" fill="none" stroke="#333"/>',
        f'<path d="M{PAD} {PAD + SIDE}L{PAD + SIDE} {PAD}" stroke="#999" stroke-dasharray="4 4"/>',
        *(_tick(v) for v in (0.0, 0.5, 1.0)),
        _text(PAD + SIDE / 2, PAD + SIDE + 36, "confidence", "middle"),
        _text(PAD, PAD - 12, "share right; dashed: as good as its word", "start"),
    ]
    for i, (source, answers) in enumerate(parts.items()):
        marks += _series(answers, ("#0b5cad", "#b5480a")[i % 2], i, source)
    size = SIDE + 2 * PAD
    title = "<title>Share of right names against stated confidence, real and rendered people</title>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" role="img">'
    return "\n".join([head, title, *marks, "</svg>", ""])


def _series(answers: Answers, colour: str, i: int, source: str) -> list[str]:
    out = [_text(PAD + SIDE, PAD + SIDE - 12 - 18 * i, f"{'●■'[i % 2]} {source}", "end", colour)]
    for mean, s in bins(answers):
        x, y = PAD + SIDE * mean + 3 * i, PAD + SIDE * (1 - (s.share or 0.0))
        low, high = (PAD + SIDE * (1 - v) for v in (s.low, s.high))
        out.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{colour}"/>')
        dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
        square = f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>'
        out.append((dot, square)[i % 2])
    return out


def _tick(v: float) -> str:
    at = SIDE * v
    return _text(PAD + at, PAD + SIDE + 18, f"{v:g}", "middle") + _text(PAD - 8, PAD + SIDE - at + 4, f"{v:g}", "end")


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#333") -> str:
    font = 'font-family="sans-serif" font-size="13"'
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" {font} fill="{colour}">{words}</text>'
