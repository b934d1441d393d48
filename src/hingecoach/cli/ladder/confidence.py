"""``hingecoach ladder confidence``: how sure a person is of a task of their day, and how that went on."""

# ruff: noqa: PLC0415  (--help must be quick)

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..options import AsJson, Debug, place
from ..people.door import made, opened, tell
from ..people.options import Data, NoteText, PersonName
from ..people.options import day as read_day

TaskHere = Annotated[
    str | None, typer.Argument(metavar="[TASK]", help="In your words; without it the history is shown.")
]
ScoreHere = Annotated[
    float | None, typer.Argument(metavar="[0-10]", min=0, max=10, help="How confident you are: 0 not at all, 10 fully.")
]
OnDay = Annotated[
    date | None,
    typer.Option("--day", parser=read_day, metavar="DAY", help="The day of the answer; today unless given."),
]
Svg = Annotated[
    Path | None, typer.Option("--svg", parser=place, metavar="FILE", help="Write the history as a picture.")
]


def confidence(
    person: PersonName,
    task: TaskHere = None,
    score: ScoreHere = None,
    *,
    day: OnDay = None,
    note: NoteText = None,
    svg: Svg = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Note how confident a person is about a task, 0 to 10, and show the way from the least to the most feared."""
    if (task is None) != (score is None):
        raise typer.BadParameter("Give a task and how confident you are, such as 'carry the boxes' 6.")
    from ...coach.entries import Confidence

    on = day or read_day("today")
    entry = made(Confidence, day=on, task=task, score=score, note=note) if task is not None else None
    with opened(data, debug=debug) as store:
        from ...coach.ladder.confidence import confidence_of
        from ...coach.ladder.picture import confidence_svg
        from ...files import write_whole
        from .show import draw_confidence

        who = store.find(person)
        history = store.history(who.id)
        if entry:
            history = history.model_copy(update={"confidence": (*history.confidence, entry)})
        found = confidence_of(history, on)
        if svg:
            write_whole(svg, confidence_svg(found))
        if entry:  # once the picture is written: a command that fails keeps nothing
            store.add(who.id, entry)
        value = found.model_dump(mode="json") if as_json else None
        tell(value, as_json=as_json, draw=lambda console: draw_confidence(found, console))
