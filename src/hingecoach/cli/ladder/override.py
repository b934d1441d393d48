"""``hingecoach ladder override``: a gate is passed over, or closed, with a reason that is kept."""

# ruff: noqa: PLC0415  (--help must be quick)

from datetime import date
from typing import Annotated

import typer

from ..options import AsJson, Debug
from ..people.door import made, opened, tell
from ..people.options import Data, PersonName
from ..people.options import day as read_day

GateHere = Annotated[
    str, typer.Argument(metavar="GATE", help="form, hinge, sides, load, effort, pain, base, supervised, or all.")
]
Towards = Annotated[str, typer.Option("--exercise", metavar="ID", help="The exercise on the other side of the gate.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept and shown with every plan.")]
Hold = Annotated[bool, typer.Option("--hold", help="Close the gate instead of passing over it.")]
Who = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; the person unless given.")]
OnDay = Annotated[
    date | None, typer.Option("--day", parser=read_day, metavar="DAY", help="From this day on; today unless given.")
]


def override(
    person: PersonName,
    gate: GateHere,
    *,
    exercise: Towards,
    reason: Why,
    hold: Hold = False,
    by: Who = None,
    day: OnDay = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Pass over a gate of the ladder, or close it. The newest word counts; stop list and told pain stay as they are."""
    from ...coach.entries import Override

    words = {"gate": gate, "exercise": exercise, "reason": reason, "by": by or person}
    said = made(Override, day=day or read_day("today"), opens=not hold, **words)
    with opened(data, debug=debug) as store:
        from ...coach.ladder.gates import check_gate

        who = store.find(person)
        check_gate(gate, exercise)
        said = said.model_copy(update={"by": by or who.name})
        store.add(who.id, said)
        verb = "Held" if hold else "Passed over"
        text = f"{verb}: {gate} on the way to {exercise}, by {said.by}: {said.reason}"
        tell(said.model_dump(mode="json"), as_json=as_json, text=text)
