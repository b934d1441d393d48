"""What was tried: the parts one by one, each answered for people held out, in one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from hingecoach.evaluate.table import share
from hingecoach.recognise.model import Model

from .data import Row
from .fit import TEMPERATURES, Answer, Teach, answers, fit, held_out, log_loss
from .measure import Answers, right
from .yes_no import rule_alone, yes_or_no

REAL, RENDERED = "real", "rendered"


@dataclass(frozen=True)
class Tried:
    """One way, its temperature and its answers."""

    name: str
    temperature: float
    answers: list[Answer]

    def of(self, source: str) -> Answers:
        """Give the answers for the clips of one source."""
        return [a for a in self.answers if a[0].source == source]


def clips_alone(rows: Sequence[Row], _figures: Sequence[Row]) -> Model:
    """Teach the networks on clips only."""
    return fit(rows, ())


def undisturbed(rows: Sequence[Row], figures: Sequence[Row]) -> Model:
    """Teach the networks on clips and on figures whose points are known."""
    return fit([Row(**{**vars(r), "twin": {}}) for r in rows], figures)


def without_gaps(rows: Sequence[Row], figures: Sequence[Row]) -> Model:
    """Teach the networks on all features at once."""
    return fit(rows, figures, dropped=0.0)


WAYS: tuple[tuple[str, Teach, bool], ...] = (
    ("the rule and how common an exercise is", rule_alone, False),
    ("and the load", rule_alone, True),
    ("and yes-or-no tests (before)", yes_or_no, True),
    ("networks instead, taught on clips alone", clips_alone, True),
    ("... and on figures, undisturbed", undisturbed, True),
    ("... and on figures, disturbed", without_gaps, True),
    ("... and with features left out by chance, without the load", fit, False),
    ("**... and with features left out by chance (shipped)**", fit, True),
)


def every_way(rows: Sequence[Row], figures: Sequence[Row]) -> list[Tried]:
    """Try all of :data:`WAYS`; the last is what is shipped."""
    return [tried(name, rows, figures, teach, with_load=load) for name, teach, load in WAYS]


def tried(name: str, rows: Sequence[Row], figures: Sequence[Row], teach: Teach, *, with_load: bool) -> Tried:
    """Answer everybody held out, at the temperature with the least surprise; real and rendered people weigh alike."""
    held = list(held_out(rows, figures, teach, with_load=with_load))
    all_answers = {t: Tried(name, t, answers(held, t)) for t in TEMPERATURES}
    return min(all_answers.values(), key=_surprise)


def _surprise(one: Tried) -> float:
    return sum(log_loss(one.of(s)) for s in (REAL, RENDERED) if one.of(s))


def table(ways: Sequence[Tried]) -> list[str]:
    """Give one Markdown row a way."""
    lines = ["| way | real people | rendered people | surprise, real | rendered |", "|---|---|---|---|---|"]
    for w in ways:
        real, rendered = w.of(REAL), w.of(RENDERED)
        shares = f"{share(right(real))} | {share(right(rendered))}"
        lines.append(f"| {w.name} | {shares} | {log_loss(real):.2f} | {log_loss(rendered):.2f} |")
    return lines
