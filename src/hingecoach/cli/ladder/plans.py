"""``hingecoach ladder show|next``: the ladder as it stands, and the plan."""

# ruff: noqa: PLC0415  (--help must be quick)

from datetime import date
from typing import Annotated

import typer

from ..options import AsJson, Debug
from ..people.door import opened, tell
from ..people.options import Data, PersonName
from ..people.options import day as read_day

Day = Annotated[
    date | None,
    typer.Option(
        "--day", parser=read_day, metavar="DAY", help="For this day instead of today; what came later is left out."
    ),
]


def show(
    person: PersonName, *, day: Day = None, data: Data = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Show the whole ladder: the rung that a person is on, and every gate with what it rests on."""
    with opened(data, debug=debug) as store:
        from ...coach.ladder import survey
        from .show import draw_survey

        found = survey(store.history(store.find(person).id), day or read_day("today"))
        value = found.model_dump(mode="json") if as_json else None
        tell(value, as_json=as_json, draw=lambda console: draw_survey(found, console))


def next_plan(
    person: PersonName, *, day: Day = None, data: Data = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Say what to do next: the exercise, how much, one cue to practise, what to film, and when to step back."""
    with opened(data, debug=debug) as store:
        from ...coach.ladder import plan
        from .show import draw_plan

        made = plan(store.history(store.find(person).id), day or read_day("today"))
        value = made.model_dump(mode="json") if as_json else None
        tell(value, as_json=as_json, draw=lambda console: draw_plan(made, console))
