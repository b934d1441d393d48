"""What was asked of the main job, on real clips, beside what is measured: it must not get worse."""

from collections.abc import Iterator

from hingecoach.evaluate.scores import Scores
from hingecoach.evaluate.table import share

from .tables import table

ASKED = (
    ("count exact", "at least 90 %"),
    ("count off by more than one", "at most 1 clip"),
    ("count exact, three or more repetitions", "at least 85 %"),
    ("bottoms within 0.3 s", "at least 95 %"),
    ("movement right, clear ones", "at least 95 %"),
    ("squat, lunge, push-up, row or walk called a hinge", "none"),
)


def asked(real: Scores) -> Iterator[str]:
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
    rows = [(what, wish, value) for (what, wish), value in zip(ASKED, values, strict=True)]
    yield from table(("real clips", "asked", "measured"), [*rows, *_cues(real)])


def _cues(real: Scores) -> Iterator[tuple[str, str, str]]:
    for c in real.cues:
        if (c.on, c.view) == ("sets", "side"):
            yield f"sets, side view: {c.cue}, fault called", "at least 80 %", share(c.fault_called)
            yield f"sets, side view: {c.cue}, good called good", "at least 75 %", share(c.good_good)
            yield f"sets, side view: {c.cue}, good called marked", "none", str(c.false_marked.k)
