"""The page's tables in Markdown: each function gives the lines of one part."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hingecoach.evaluate.scores import AngleScore, Confusion, CueScore, Scores
from hingecoach.evaluate.table import angle_cells, cue_cells, number, share


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a Markdown table line by line."""
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def repetitions(scores: Scores) -> Iterator[str]:
    """Give counts and times."""
    rows = [
        (c.clips.replace("_", " "), share(c.exact), share(c.off_by_one), share(c.off_by_more), number(c.mean_error))
        for c in scores.counts
    ]
    yield from table(("clips of", "exact", "off by one", "off by more", "mean error"), rows)
    times = [
        (
            t.clips,
            share(t.precision),
            share(t.recall),
            number(t.f1),
            number(t.bottom_error_s),
            number(t.bottom_bias_s),
            share(t.bottoms_within),
        )
        for t in scores.timing
    ]
    columns = ("clips of", "precision", "recall", "F1", "bottom error, s", "bias, s", "bottoms within 0.3 s")
    yield "Repetitions matched by their bottoms within 0.4 s:"
    yield ""
    yield from table(columns, [t for t in times if t[2] != "-"])


def confusion(title: str, c: Confusion) -> Iterator[str]:
    """Give a confusion table with its share of right answers."""
    yield f"{title}: right {share(c.right)}. Rows are the truth."
    yield ""
    rows = [(t, *(str(n or "") for n in row)) for t, row in zip(c.truths, c.counts, strict=True) if any(row)]
    yield from table(("", *c.answers), rows)


def cues(scores: Sequence[CueScore]) -> Iterator[str]:
    """Give the cues' scores."""
    columns = ("cue", "on", "view", "judged", "good called good", "fault called", "F1", "good called marked", "kappa")
    yield from table(columns, map(cue_cells, scores))


def angles(scores: Sequence[AngleScore]) -> Iterator[str]:
    """Give the angles' scores; what was never given is left out."""
    columns = ("angle", "at", "off side view", "mean error", "bias", "inside 90 %", "half width", "given")
    yield from table(columns, (angle_cells(a) for a in scores if a.mae is not None))


def costs(bench: dict[str, Any]) -> Iterator[str]:
    """Give what one analysis costs."""
    yield "## Cost"
    yield ""
    width, height = bench["size"]
    yield f"{bench['clip']} enlarged to {width}x{height}, {bench['costs']['frames']} frames; {bench['machine']}."
    yield ""
    ms = bench["ms_per_frame"]
    named = {"rest": "everything else", "total": "all of it"}
    rows = [(f"CPU a frame: {named.get(k, k)}", f"{v:.1f} ms") for k, v in ms.items()]
    rows += [
        ("total : (decode + networks)", f"{bench['ratio']:.2f}"),
        ("first verdict on 10 s", f"{bench['verdict_s']:.1f} s ({bench['verdict_cpu_s']:.1f} s CPU)"),
        ("peak memory on 10 s", _mb(bench["peak_short_mb"])),
        ("peak memory on 120 s", _mb(bench["peak_long_mb"])),
        ("`--help`", f"{bench['help_s']:.2f} s"),
        ("installed", _mb(bench["installed_mb"])),
    ]
    yield from table(("what", "measured"), rows)


def _mb(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f} MB"


def scores(found: Scores) -> Iterator[str]:
    """Give all tables of the scores of some clips."""
    yield from repetitions(found)
    yield from confusion("Movement", found.movement)
    if found.called_hinge:
        yield from (f"Called a hinge but is none: {', '.join(found.called_hinge)}.", "")
    yield from confusion("Exercise", found.exercise)
    yield from confusion("Family of exercises", found.family)
    yield from confusion("View", found.view)
    yield from ("Cues:", "")
    yield from cues(found.cues)
    yield from ("What each cue was called, of repetitions (else of sets). Rows are the truth.", "")
    yield from verdicts(found.cues)
    if found.angles:
        yield from ("Angles, degrees (`gap`: % of leg length). `all` is every frame:", "")
        yield from angles(found.angles)


def verdicts(found: Sequence[CueScore]) -> Iterator[str]:
    """Give the confusion of all cues in one table."""
    both = {(c.cue, c.on): c for c in found if c.view == "all"}
    chosen = [both.get((cue, "reps")) or both[cue, "sets"] for cue in dict.fromkeys(c.cue for c in found)]
    rows = [
        (f"{c.cue}: {truth}", *(str(n or "") for n in row))
        for c in chosen
        for truth, row in zip(c.confusion.truths, c.confusion.counts, strict=True)
        if any(row)
    ]
    answers = chosen[0].confusion.answers if chosen else ()
    yield from table(("", *(a.replace("_", " ") for a in answers)), rows)
