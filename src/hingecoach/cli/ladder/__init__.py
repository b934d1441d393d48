"""``hingecoach ladder``: where a person stands on the ladder, what to do next, and what they say about it."""

from collections.abc import Callable
from typing import Any

import typer

from .confidence import confidence
from .override import override
from .plans import next_plan, show
from .stop import stop

ladder = typer.Typer(
    name="ladder",
    help="The way from the bridge to the deadlift: where a person stands, and what comes next.",
    no_args_is_help=True,
    epilog="Example: hingecoach ladder stop Ann, then hingecoach ladder next Ann",
)
COMMANDS: dict[str, tuple[Callable[..., Any], str]] = {
    "show": (show, "Ann"),
    "next": (next_plan, "Ann"),
    "stop": (stop, "Ann --answer fever=no --answer fall=no"),
    "confidence": (confidence, "Ann 'lift my daughter out of the crib' 4"),
    "override": (override, "Ann effort --exercise kneeling_hinge --reason 'trained for years' --by 'Dr. Lee'"),
}
"""The commands, and for each the arguments of an example that its help shows."""

for _name, (_command, _example) in COMMANDS.items():
    ladder.command(_name, epilog=f"Example: hingecoach ladder {_name} {_example}")(_command)
