"""The scores as tables for the terminal, as wide as it is: what does not fit is told in a further table below."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from .scores import AngleScore, Confusion, CueScore, Miss, Scores, Share

WORST = 15
"""How many of the worst clips are listed; the page and the JSON have all of them."""


def show(scores: Scores, console: Console, *, worst: int = WORST) -> None:
    """Print the scores, worst clips first."""
    for part in tables(scores, worst=worst):
        console.print(part)


def tables(scores: Scores, *, worst: int = WORST) -> list[RenderableType]:
    """Give the scores as renderables in reading order."""
    return [
        clips_table(scores, worst),
        counts_table(scores),
        timing_table(scores),
        Group(*_movement(scores)),
        _confusion("Exercise", scores.exercise),
        _confusion("Exercise family", scores.family),
        _confusion("View", scores.view),
        cues_table(scores.cues),
        angles_table(scores.angles),
        *(Text(f"doubtful truth: {d}", style="yellow") for d in scores.doubts),
    ]


def share(s: Share) -> str:
    """Write a share: percentage, counts, 95 % interval.

    Examples
    --------
    >>> share(Share.of(9, 10))
    '90 % 9/10 (60-98)'
    >>> share(Share.of(0, 0))
    '-'
    """
    if s.share is None:
        return "-"
    return f"{100 * s.share:.0f} % {s.k}/{s.n} ({100 * s.low:.0f}-{100 * s.high:.0f})"


def number(x: float | None, digits: int = 2) -> str:
    """Write a number, a dash where there is none."""
    return "-" if x is None else f"{x:.{digits}f}"


@dataclass(frozen=True, slots=True)
class Parted:
    """A table that is parted into several where it is too wide; none where it has no row.

    Attributes
    ----------
    title
        Stands above it, also where there is no row and it is ``lasting``.
    columns, rows
        The headings, and a cell for each in every row.
    keys
        How many of the first columns say what a row is about; they stand in every part.
    prose
        Whether the last column may be broken into lines; others never are.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    keys: int = 1
    prose: bool = False
    lasting: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give title and parts to a console of this width."""
        if self.rows or self.lasting:
            yield Text(self.title, style="table.title")
        if self.rows:
            yield from (self._part(part) for part in self._parts(options.max_width))

    def _parts(self, width: int) -> Iterator[list[int]]:
        """Give the columns of each part: as many as fit, at least one beside the keys."""
        wide = [max(map(cell_len, column)) + _AROUND for column in zip(self.columns, *self.rows, strict=True)]
        if self.prose:
            wide[-1] = min(wide[-1], _PROSE)
        keys = list(range(self.keys))
        part = keys
        for i in range(self.keys, len(wide)):
            if len(part) > self.keys and sum(wide[k] for k in (*part, i)) > width + 1:
                yield part
                part = keys
            part = [*part, i]
        yield part

    def _part(self, columns: Sequence[int]) -> Table:
        table = Table(pad_edge=False)
        for i in columns:
            prose = self.prose and i == len(self.columns) - 1
            table.add_column(self.columns[i], no_wrap=not prose, overflow="fold")
        for row in self.rows:
            table.add_row(*(row[i] for i in columns))
        return table


_AROUND = 3
"""Signs that a column takes beside its text: a line and two spaces; a table as a whole takes one less."""
_PROSE = 40
"""Signs that a column of words should have at least."""


def clips_table(scores: Scores, worst: int) -> Parted:
    """Give the worst clips with what is wrong in each."""
    bad = [c for c in scores.clips if c.misses]
    first = f"the first {worst} of " if worst < len(bad) else ""
    title = f"Worst clips first: {first}{len(bad)} with an error, of {len(scores.clips)} clips (weight: how bad in all)"
    rows = [(c.clip, c.view, f"{c.weight:.1f}", "; ".join(told(c.misses))) for c in bad[:worst]]
    return Parted(title, ("clip", "view", "weight", "what is wrong"), rows, prose=True, lasting=True)


def told(misses: Sequence[Miss]) -> list[str]:
    """Say what is wrong in a clip; the labelled cues that were not judged in one phrase, as there may be many."""
    wrong = [m.say for m in misses if m.kind != "unjudged"]
    cues = Counter(m.say.partition(":")[0].partition(" ")[0] for m in misses if m.kind == "unjudged")
    return [*wrong, "not judged: " + ", ".join(cues)] if cues else wrong


def counts_table(scores: Scores) -> Parted:
    """Give how well the repetitions were counted."""
    rows = [
        (c.clips.replace("_", " "), share(c.exact), share(c.off_by_one), share(c.off_by_more), number(c.mean_error))
        for c in scores.counts
        if c.exact.n
    ]
    return Parted("Count", ("clips of", "exact", "off by one", "off by more", "mean error"), rows)


def timing_table(scores: Scores) -> Parted:
    """Give how well the repetitions were placed."""
    columns = ("clips of", "precision", "recall", "F1", "bottom error s", "bias s", "p95 s", "within 0.3 s", "top s")
    rows = [
        (
            t.clips,
            share(t.precision),
            share(t.recall),
            number(t.f1),
            number(t.bottom_error_s),
            number(t.bottom_bias_s),
            number(t.bottom_error_p95_s),
            share(t.bottoms_within),
            number(t.top_error_s),
        )
        for t in scores.timing
        if t.precision.n or t.recall.n
    ]
    return Parted("Repetitions matched within 0.4 s", columns, rows)


def _movement(scores: Scores) -> list[RenderableType]:
    parts: list[RenderableType] = [_confusion("Movement", scores.movement)]
    if scores.called_hinge:
        parts.append(Text(f"called a hinge but is none: {', '.join(scores.called_hinge)}", style="red"))
    return parts


def _confusion(title: str, c: Confusion) -> Parted:
    rows = [(t, *(str(n or "") for n in row)) for t, row in zip(c.truths, c.counts, strict=True) if any(row)]
    return Parted(f"{title}: right {share(c.right)}", ("truth", *c.answers), rows)


def cue_cells(c: CueScore) -> tuple[str, ...]:
    """Give a cue's scores in words: cue, on, view, judged, good as good, fault called, F1, false marked, kappa."""
    return (
        c.cue,
        c.on,
        c.view,
        share(c.judged),
        share(c.good_good),
        share(c.fault_called),
        number(c.fault_f1),
        share(c.false_marked),
        number(c.kappa_quadratic),
    )


def cues_table(cues: Sequence[CueScore]) -> Parted:
    """Give how well each cue was judged."""
    columns = (
        "cue",
        "on",
        "view",
        "judged",
        "good as good",
        "fault called",
        "F1",
        "false marked",
        "kappa",
        "good/mild/marked",
    )
    rows = [(*cue_cells(c), " | ".join("/".join(map(str, row[:3])) for row in c.confusion.counts)) for c in cues]
    title = "Cues (shares of all labelled; the last column: answers where the truth is good | mild | marked)"
    return Parted(title, columns, rows, keys=3)


def angle_cells(a: AngleScore) -> tuple[str, ...]:
    """Give an angle's scores in words: angle, at, view, error, bias, inside the interval, its half width, given."""
    return (
        a.angle,
        a.place,
        a.band,
        number(a.mae, 1),
        number(a.bias, 1),
        share(a.inside),
        number(a.half_width, 1),
        share(a.given),
    )


def angles_table(angles: Sequence[AngleScore]) -> Parted:
    """Give how well each angle was measured."""
    columns = ("angle", "at", "view", "MAE", "bias", "inside 90 %", "half width", "given")
    rows = [angle_cells(a) for a in angles if a.band == "all" or a.mae is not None]
    return Parted("Angles, degrees (gap: % of leg length)", columns, rows, keys=3)
