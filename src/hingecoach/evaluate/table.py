"""The scores as tables for the terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
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


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", pad_edge=False)
    for i, column in enumerate(columns):
        table.add_column(column, no_wrap=i == 0)
    for row in rows:
        table.add_row(*row)
    return table


def clips_table(scores: Scores, worst: int) -> Table:
    """Give the worst clips with what is wrong in each."""
    bad = [c for c in scores.clips if c.misses]
    title = f"Worst clips first: {min(worst, len(bad))} of {len(bad)} with an error, of {len(scores.clips)} clips"
    rows = ((c.clip, c.view, f"{c.weight:.1f}", "; ".join(told(c.misses))) for c in bad[:worst])
    return _table(title, ("clip", "view", "weight", "what is wrong"), rows)


def told(misses: Sequence[Miss]) -> list[str]:
    """Say what is wrong in a clip; the labelled cues that were not judged in one phrase, as there may be many."""
    wrong = [m.say for m in misses if m.kind != "unjudged"]
    cues = Counter(m.say.partition(":")[0].partition(" ")[0] for m in misses if m.kind == "unjudged")
    return [*wrong, "not judged: " + ", ".join(cues)] if cues else wrong


def counts_table(scores: Scores) -> Table:
    """Give how well the repetitions were counted."""
    rows = (
        (c.clips.replace("_", " "), share(c.exact), share(c.off_by_one), share(c.off_by_more), number(c.mean_error))
        for c in scores.counts
    )
    return _table("Count", ("clips of", "exact", "off by one", "off by more", "mean error"), rows)


def timing_table(scores: Scores) -> Table:
    """Give how well the repetitions were placed."""
    columns = ("clips of", "precision", "recall", "F1", "bottom error s", "bias s", "p95 s", "within 0.3 s", "top s")
    rows = (
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
    )
    return _table("Repetitions matched within 0.4 s", columns, rows)


def _movement(scores: Scores) -> list[RenderableType]:
    parts: list[RenderableType] = [_confusion("Movement", scores.movement)]
    if scores.called_hinge:
        parts.append(Text(f"called a hinge but is none: {', '.join(scores.called_hinge)}", style="red"))
    return parts


def _confusion(title: str, c: Confusion) -> Table:
    rows = ((t, *(str(n or "") for n in row)) for t, row in zip(c.truths, c.counts, strict=True))
    return _table(f"{title}: right {share(c.right)}", ("truth", *c.answers), rows)


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


def cues_table(cues: Sequence[CueScore]) -> Table:
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
    rows = ((*cue_cells(c), " | ".join("/".join(map(str, row[:3])) for row in c.confusion.counts)) for c in cues)
    return _table("Cues (shares of all labelled)", columns, rows)


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


def angles_table(angles: Sequence[AngleScore]) -> Table:
    """Give how well each angle was measured."""
    columns = ("angle", "at", "view", "MAE", "bias", "inside 90 %", "half width", "given")
    rows = (angle_cells(a) for a in angles if a.band == "all" or a.mae is not None)
    return _table("Angles, degrees (gap: % of leg length)", columns, rows)
