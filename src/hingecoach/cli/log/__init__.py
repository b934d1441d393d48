"""``hingecoach log``: training logs of other programs in, the balance of hinges and squats out."""

# ruff: noqa: PLC0415  (--help must be quick)

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from ..options import AsJson, Debug, place
from ..people.door import agreed, check_asked, made, opened, tell
from ..people.options import Data, Yes
from ..people.options import day as read_day

if TYPE_CHECKING:
    from ...coach.history import History

log = typer.Typer(
    name="log",
    help="Training logs in, the balance of hinges and squats out.",
    no_args_is_help=True,
    epilog="Example: hingecoach log import strong.csv, then hingecoach log balance",
)

LogPath = Annotated[
    Path, typer.Argument(metavar="FILE", help="A CSV file of Strong, Hevy or FitNotes, or a plain table.")
]
Whose = Annotated[str | None, typer.Option("--person", metavar="PERSON", help="Whose; else the only one, or 'me'.")]
Dates = Annotated[str | None, typer.Option("--dates", metavar="ORDER", help="In 03/04/2026: day or month first.")]
LoadUnit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="Where the file tells none: kg or lb.")]
Until = Annotated[
    date | None, typer.Option("--until", parser=read_day, metavar="DAY", help="Last day; else that of the newest set.")
]
Svg = Annotated[
    Path | None, typer.Option("--svg", parser=place, metavar="FILE", help="Write the weekly trend as a picture.")
]
Newest = Annotated[bool, typer.Option("--last", help="Only what the last import brought.")]
Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Only of this: strong, hevy, fitnotes or plain.")
]
FromDay = Annotated[date | None, typer.Option("--from", parser=read_day, metavar="DAY", help="Only from this day on.")]
ToDay = Annotated[date | None, typer.Option("--to", parser=read_day, metavar="DAY", help="Only up to this day.")]
NameHere = Annotated[str, typer.Argument(metavar="NAME", help="The exercise as the log calls it.")]
KindHere = Annotated[
    str,
    typer.Argument(
        metavar="CLASS", help="knee_dominant, knee_isolation, hinge, bridge, hamstring_curl, mixed or neither."
    ),
]


@log.command("import", epilog="Example: hingecoach log import strong.csv --unit kg")
def import_file(
    file: LogPath,
    *,
    person: Whose = None,
    dates: Dates = None,
    unit: LoadUnit = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Read a training log into the history. What is there already is not added twice."""
    order = cast("Literal['day', 'month'] | None", _one_of("--dates", dates, ("day", "month")))
    load_unit = cast("Literal['kg', 'lb'] | None", _one_of("--unit", unit, ("kg", "lb")))
    with opened(data, debug=debug) as store:
        from ...coach.log.keep import keep_log, whose
        from ...coach.log.practice import unknown_names
        from ...coach.log.read import read_log
        from .show import imported

        read = read_log(file, dates=order, unit=load_unit)
        who = whose(store, person, make=True)
        kept = keep_log(store, who, read)
        unknown = unknown_names(store.history(who.id))
        value = {
            "person": who.name,
            "format": read.format.id,
            "read": len(read.entries),
            "new": kept.new,
            "warm_ups": sum(e.warm_up for e in read.entries),
            "no_sets": read.no_sets,
            "unknown": unknown,
            "loads_added": kept.loads,
            "not_as_kept": kept.others,
            "loads_without_unit": read.without_unit,
            "broken": [{"line": b.line, "why": b.why} for b in read.broken],
        }
        tell(value, as_json=as_json, text="\n".join(imported(who.name, read, kept, unknown)))


@log.command("balance", epilog="Example: hingecoach log balance --svg trend.svg")
def show_balance(
    *,
    person: Whose = None,
    until: Until = None,
    svg: Svg = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Count the hard sets of the last four weeks, of hips and of knees, and say how they compare."""
    with opened(data, debug=debug, logged=True) as store:
        from ...coach.log.balance import balance
        from ...coach.log.keep import whose
        from ...coach.log.picture import trend_svg
        from ...files import write_whole
        from .show import draw_balance

        history = store.history(whose(store, person).id)
        answer = balance(history, until or _newest(history))
        if svg:
            write_whole(svg, trend_svg(answer))
        value = answer.model_dump(mode="json") if as_json else None
        tell(value, as_json=as_json, draw=lambda console: draw_balance(answer, console))


@log.command("forget", epilog="Example: hingecoach log forget --last")
def forget(
    *,
    person: Whose = None,
    last: Newest = False,
    source: Source = None,
    start: FromDay = None,
    end: ToDay = None,
    yes: Yes = False,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Delete lines of the training log for good: all of them, or those of an import, a program or a time."""
    check_asked(yes=yes)
    with opened(data, debug=debug, logged=True) as store:
        from ...coach.log.formats import FORMATS
        from ...coach.log.keep import chosen, whose
        from ...coach.store.purge import forget_log
        from ...errors import UnknownNameError

        if source is not None and source not in (known := [form.id for form in FORMATS]):
            raise UnknownNameError("program", source, known)
        who = whose(store, person)
        gone = chosen(store.history(who.id), source=source, first=start, last=end, newest=last)
        many = f"{len(gone)} {'line' if len(gone) == 1 else 'lines'} of {who.name}'s training log"
        if gone and not yes and not agreed(f"Delete {many}, for good?"):
            return
        wiped = forget_log(store, who.id, [line.id for line in gone]) if gone else True
        tell({"forgotten": len(gone), "wiped": wiped}, as_json=as_json, text=f"Forgotten: {many}.")


@log.command("map", epilog="Example: hingecoach log map 'Glute Drive' bridge")
def map_name(
    name: NameHere,
    kind: KindHere,
    *,
    person: Whose = None,
    data: Data = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Say once which class an exercise of the log is; it counts for what is there and for what comes."""
    with opened(data, debug=debug, logged=True) as store:
        from ...coach.history import LogName
        from ...coach.log.keep import whose
        from ...coach.log.kinds import get_kind

        known = get_kind(kind)
        who = whose(store, person)
        entry = made(LogName, day=read_day("today"), name=" ".join(name.split()), kind=known.id)
        store.add(who.id, entry)
        tell(entry.model_dump(mode="json"), as_json=as_json, text=f"{entry.name!r} counts as {known.title}.")


def _newest(history: "History") -> date:
    """Give the day of the newest set up to today, so that an older log has an answer too."""
    from ...coach.log.practice import hard_sets

    today = read_day("today")
    return max((s.day for s in hard_sets(history) if s.day <= today), default=today)


def _one_of(option: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    if value is None or value in choices:
        return value
    raise typer.BadParameter(f"{option} is {' or '.join(choices)}, not {value!r}.")
