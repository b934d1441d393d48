"""Writes ``docs/accuracy.md`` from what ``hingecoach evaluate`` and the bench measured (see COMMANDS)."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hingecoach.evaluate.scores import AngleScore, Confusion, CueScore, Scores, Share
from hingecoach.evaluate.table import angle_cells, cue_cells, number, share

COMMANDS = """    hingecoach evaluate CLIPS/real --json > real.json
    hingecoach evaluate CLIPS/rendered --json > rendered.json
    python -m hingecoach.bench --json > bench.json
    python tools/accuracy.py real.json rendered.json bench.json > docs/accuracy.md
"""

HEAD = """# Accuracy and cost

Every number here was measured by the commands at the end of this page; the tables are written by `tools/accuracy.py`.
A share is followed by its counts and, in brackets, its 95 % interval (Wilson).

## How far to trust these numbers

- **Real clips**: 60 clips from public repositories, few people, several clips of the same person. Repetition times
  were read by eye (about 0.2 s). Labels of the cues come from captions and labels of the sources, merged with the
  majority of three ratings of frame sheets by a vision-language model; no clinician rated them. The limits and the
  rules were chosen with these clips in view, so other people and other cameras will do worse.
- In real clips our bottoms come out about 0.1 s late in every family of exercises alike, in rendered ones not; the eye
  may have read the frame sheets that much early. Nothing was shifted for it.
- **Rendered clips**: figures of a renderer of our own with exact truth. They share one renderer and its clothes.
- `judged` counts the verdicts good, mild and marked. A cue that was *unsure* or *not seen* lowers `judged` and the
  shares of all labelled ones; it is never counted as right.
"""

ASKED = (
    ("real: count exact", "at least 90 %"),
    ("real: count off by more than one", "at most 1 clip"),
    ("real: count exact, three or more repetitions", "at least 85 %"),
    ("real: bottoms within 0.3 s", "at least 95 %"),
    ("real: movement right, clear ones", "at least 95 %"),
    ("real: squat, lunge, push-up, row or walk called a hinge", "none"),
)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a Markdown table line by line."""
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def asked(real: Scores, rendered: Scores) -> Iterator[str]:
    """Give what was asked for beside what was measured."""
    count = {c.clips: c for c in real.counts}
    values = (
        share(count["all"].exact),
        str(count["all"].off_by_more.k),
        share(count["three_or_more"].exact),
        share(real.timing[-1].bottoms_within),
        share(real.movement.right),
        ", ".join(real.called_hinge) or "none",
    )
    yield "## What was asked for"
    yield ""
    rows = [(what, wish, value) for (what, wish), value in zip(ASKED, values, strict=True)]
    yield from table(("figure", "asked", "measured"), [*rows, *_cues_asked(real), *_rendered_asked(rendered)])


def _cues_asked(real: Scores) -> Iterator[tuple[str, str, str]]:
    for c in real.cues:
        if (c.on, c.view) == ("sets", "side"):
            yield f"real sets, side view: {c.cue}, fault called", "at least 80 %", share(c.fault_called)
            yield f"real sets, side view: {c.cue}, good called good", "at least 75 %", share(c.good_good)
            yield f"real sets, side view: {c.cue}, good called marked", "none", str(c.false_marked.k)


def _rendered_asked(rendered: Scores) -> Iterator[tuple[str, str, str]]:
    side = [c for c in rendered.clips if c.view == "side" and c.n_true is not None]
    exact = Share.of(sum(c.n_true == c.n_found for c in side), len(side))
    yield "rendered side clips: count exact", "at least 95 %", share(exact)
    for angle in ("hip", "knee", "trunk"):
        for place in ("bottom", "top"):
            for a in rendered.angles:
                if (a.angle, a.place, a.band) == (angle, place, "0-10"):
                    said = f"{number(a.mae, 1)}° (bias {number(a.bias, 1)}°, {share(a.given)} given)"
                    yield f"rendered, 0-10° off side view: {angle} at the {place}, mean error", "stated", said


def repetitions(scores: Scores) -> Iterator[str]:
    """Give counts and times."""
    rows = [
        (c.clips.replace("_", " "), share(c.exact), share(c.off_by_one), share(c.off_by_more), number(c.mean_error))
        for c in scores.counts
    ]
    yield from table(("clips of", "exact", "off by one", "off by more", "mean error"), rows)
    rows = [
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
    yield from table(columns, [r for r in rows if r[2] != "-"])


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


def folder(title: str, scores: Scores) -> Iterator[str]:
    """Give all tables of one truth folder."""
    yield f"## {title}"
    yield ""
    yield f"{len(scores.clips)} clips, hingecoach {scores.made_with}, the exercise not declared."
    yield ""
    yield from repetitions(scores)
    yield from confusion("Movement", scores.movement)
    yield from confusion("Exercise", scores.exercise)
    yield from confusion("Family of exercises", scores.family)
    yield from confusion("View", scores.view)
    yield "Cues:"
    yield ""
    yield from cues(scores.cues)
    if scores.angles:
        yield "Angles, degrees (`gap`: % of leg length):"
        yield ""
        yield from angles(scores.angles)


def page(real: Scores, rendered: Scores, bench: dict[str, Any]) -> str:
    """Give the whole page."""
    parts = [*asked(real, rendered), *costs(bench), *folder("Real clips", real), *folder("Rendered clips", rendered)]
    return "\n".join([HEAD, *parts, "## Commands", "", COMMANDS])


def main() -> None:
    """Read the three files named on the command line and print the page."""
    real, rendered, bench = map(Path, sys.argv[1:4])
    scores = [Scores.model_validate_json(f.read_bytes()) for f in (real, rendered)]
    sys.stdout.write(page(*scores, json.loads(bench.read_bytes())))


if __name__ == "__main__":
    main()
