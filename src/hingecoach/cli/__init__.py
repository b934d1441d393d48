"""The command line. One module here is one command; each is a call or two into the library.

What is heavy is imported inside the commands, because ``--help`` must be quick.
"""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from .._version import __version__
from ..terminal import answer, plain_words
from .analyze import analyze
from .calibrate import calibrate
from .demo import demo
from .evaluate import evaluate
from .exercises import exercises
from .ladder import ladder
from .learn import learn
from .log import log
from .models import models
from .people import people

app = typer.Typer(
    name="hingecoach",
    help="Looks at one ordinary video and coaches the hip hinge. Nothing leaves this computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (analyze, calibrate, demo, exercises, learn, evaluate):
    app.command()(command)
app.add_typer(people)
app.add_typer(ladder)
app.add_typer(log)
app.add_typer(models)


def _version(wanted: bool) -> None:
    if wanted:
        answer(f"hingecoach {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *, version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False
) -> None:
    pass


def main() -> None:
    """Run the command line; the entry point ``hingecoach``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without the signs that we print is no fault
    with plain_words():
        app()
