"""``docs/accuracy.md`` as a whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from . import abstain
from .asked import asked
from .camera import camera
from .goals import goals
from .intervals import intervals
from .parts import Part
from .splits import splits
from .tables import costs, scores

BESIDE = Path(__file__).with_name("beside.md")
"""Published figures of others, and what was not validated: words that the page prints as they stand."""

HEAD = """# Accuracy and cost

Written by `make accuracy` (see the end). A share is followed by its counts and, in brackets, its 95 % interval
(Wilson); for frames, which are not independent, the interval is that of so many clips.

## How far to trust these numbers

- **Held-out rendered people**: clips of our renderer ([truth.md](truth.md)) with exact truth. Their bodies took no part
  in training and in calibrating errors. The clips were drawn anew on 27.11.2026, and nothing was chosen by them but for
  two limits of the second opinion, which real clips asked for after these figures had been seen once
  ([pose_errors.md](pose_errors.md) tells of those before). Twelve
  of the clips within 10° were asked for a round back, twelve for a camera 10-20° off, so that both are in.
- **Real clips**: public repositories, few people, several clips of the same person. Repetition times were read by eye
  (about 0.2 s). Labels of the cues come from captions and labels of the sources, merged with the majority of three
  ratings of frame sheets by a vision-language model; no clinician rated them. The limits and the rules were chosen with
  these clips in view, so other people and other cameras will do worse.
- In real clips our bottoms come out about 0.1 s late in every family of exercises alike, in rendered ones not; the eye
  may have read the frame sheets that much early. Nothing was shifted for it.
- **Rendered people used for tuning**: those of an older renderer; they are here to show how much tuning flatters.
- `judged` counts the verdicts good, mild and marked. A cue that was *unsure* or *not seen* lowers `judged` and the
  shares of all labelled ones; it is never counted as right. The exercise was never declared.
- How errors are made and corrected: [pose_errors.md](pose_errors.md). The back: [back.md](back.md).
"""

COMMANDS = """## Commands

    make accuracy                        renders the held-out people first (an hour on two cores)
    make accuracy RENDERED="FOLDER=TRACKS FOLDER=TRACKS" REAL=FOLDER=TRACKS TUNED=FOLDER=TRACKS

`FOLDER` is a truth folder, `TRACKS` a folder for the points of its clips, which are found once and then read (minutes).
`hingecoach evaluate FOLDER --out PAGES` shows the frames of the errors.
"""


class Parts(NamedTuple):
    """The clips of the page."""

    real: Part
    held_out: Part
    tuned: Part


def page(parts: Parts, bench: dict[str, Any] | None) -> str:
    """Give the whole page."""
    return "\n".join([HEAD, *_asked(parts), *_held_out(parts.held_out), *_rest(parts, bench)])


def _asked(parts: Parts) -> Iterator[str]:
    yield from ("## What was asked for", "", "On held-out rendered people:", "")
    yield from goals(parts.held_out)
    yield from ("What a goal that is not reached is limited by: [pose_errors.md](pose_errors.md).", "")
    yield from asked(parts.real.scores)


def _held_out(part: Part) -> Iterator[str]:
    people = len({c.truth.person for c in part.cases})
    yield from ("## Held-out rendered people", "", f"{len(part.cases)} clips of {people} people.", "")
    yield from ("### Stated errors", "", "How many truths lie inside the stated 90 % interval, at bottom and top:", "")
    yield from intervals(part)
    yield from ("### Camera", "", "The camera's angle off the side view, degrees:", "")
    yield from camera(part)
    yield from ("### By clothes, body, light and room", "", "Up to 30° off the side view:", "")
    yield from splits(part.only(*(c for b in ("0-10", "10-20", "20-30") for c in part.band(b).cases)))
    yield from ("### If the program abstained more, or less", "")
    yield from ("Verdicts are given when a fault, or none, is 75 % sure. Repetitions, all views:", "")
    yield from abstain.verdicts(part)
    yield from ("Numbers, when those with the largest stated errors are left out:", "")
    yield from abstain.numbers(part)
    yield from ("### All scores", "")
    yield from scores(part.scores)


def _rest(parts: Parts, bench: dict[str, Any] | None) -> Iterator[str]:
    made = parts.real.scores.made_with
    yield from (
        "## Real clips",
        "",
        f"{len(parts.real.cases)} clips, hingecoach {made}, the exercise not declared.",
        "",
    )
    yield from scores(parts.real.scores)
    yield from (
        "### If the program abstained more, or less",
        "",
        "Repetitions with a label of their own, all views:",
        "",
    )
    yield from abstain.verdicts(parts.real)
    if parts.tuned.cases:
        yield from ("## Rendered people used for tuning", "", f"{len(parts.tuned.cases)} clips.", "")
        yield from scores(parts.tuned.scores)
    yield BESIDE.read_text("utf-8")
    if bench:
        yield from costs(bench)
    yield COMMANDS
