"""How the command line talks: one line an error, progress with time left, answers that a closed pipe cannot break."""

# ruff: noqa: PLC0415  (rich is loaded only where something is drawn: --help must be quick)

import errno
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import typer

from .errors import HingecoachError, NotInstalledError, OutputError, UnknownNameError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

Tell = Callable[[str, float], None]
"""Hears what is being done and which share of it is done, 0 to 1."""

FAULT, USAGE, REFUSED, STOPPED = 1, 2, 3, 130
"""Exit status: a fault of ours, wrong usage, input or output refused, Ctrl-C (128 + SIGINT)."""


class Terminated(KeyboardInterrupt):
    """Somebody asked this process to end; handled like Ctrl-C, so that nothing half-written stays."""


@contextmanager
def plain_words(*, debug: bool = False) -> Iterator[None]:
    """Turn every error of a command into one line on standard error and the contract's exit status.

    Raises
    ------
    SystemExit
        With the status; never where the block ends well.
    typer.BadParameter
        As it came.
    """
    with _ended_softly(), warnings.catch_warnings():
        if not debug:
            warnings.simplefilter("ignore")  # a warning is for whoever works on the program
        try:
            yield
        except typer.BadParameter:
            raise  # wrong usage, which Typer tells as it tells its own
        except (Exception, KeyboardInterrupt) as e:  # noqa: BLE001  the last door: whatever it is, the user gets one line
            if debug and isinstance(e, Exception):
                traceback.print_exc()
            message, status = _said(e, debug=debug)
            warn(message)
            raise SystemExit(status) from None


def _said(e: BaseException, *, debug: bool) -> tuple[str, int]:
    """Give the line and the exit status for what ended a command."""
    match e:
        case UnknownNameError() | NotInstalledError():
            return str(e), USAGE
        case HingecoachError():
            return str(e), REFUSED
        case KeyboardInterrupt() | typer.Abort():  # a prompt makes the second of Ctrl-C
            return "Stopped.", 128 + signal.SIGTERM if isinstance(e, Terminated) else STOPPED
        case MemoryError():
            more = "Close other programs, or select a shorter part with --start and --end."
            return f"There is not enough memory. {more}", REFUSED
    hint = "" if debug else " Run it again with --debug and report what it prints to the authors of hingecoach."
    words = " ".join(f"{type(e).__name__}: {e}".split())[:300]
    return f"This is a fault of hingecoach, not yours ({words}).{hint}", FAULT


def warn(message: str) -> None:
    """Print one line on standard error, where there is one."""
    if sys.stderr is None:  # closed, as for a daemon; print would take standard output instead
        return
    try:
        print(f"hingecoach: {message}", file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        return


def answer(text: str) -> None:
    """Print an answer on standard output; a reader that has gone (``| head``) is no error.

    Raises
    ------
    OutputError
        Standard output cannot be written, a full disk for instance.
    """
    try:
        print(text, flush=True)  # noqa: T201
    except OSError as e:
        _unwritten(e)


def _unwritten(e: OSError) -> None:
    """Stop writing; complain unless the reader has gone."""
    _mute()
    if e.errno not in {errno.EPIPE, errno.EINVAL}:  # Windows says EINVAL
        raise OutputError(f"The answer cannot be written: {e.strerror}.") from e


def drawn(draw: Callable[["Console"], None]) -> None:
    """Print on standard output what ``draw`` draws on a rich console: in colours where that is a terminal."""
    from rich.console import Console

    console = Console(file=sys.stdout)
    try:
        with console.capture() as capture:
            draw(console)
    except OSError as e:  # rich flushes the file, though nothing was written to it
        _unwritten(e)
    else:
        answer(capture.get().rstrip("\n"))


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Tell | None]:
    """Show what is done, how far it is and the time left, on standard error and only where that is a terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=1.0)
            bar.update(tasks[what], completed=share, visible=share < 1)

        yield tell


def _mute() -> None:
    """Point standard output nowhere, so that nothing is tried again when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


@contextmanager
def _ended_softly() -> Iterator[None]:
    """Let SIGTERM (and a closed terminal) clean up as Ctrl-C does; outside the main thread there are no signals."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise Terminated

    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    try:
        before = [(name, signal.signal(name, end)) for name in names]
    except ValueError:
        before = []
    try:
        yield
    finally:
        for name, handler in before:
            signal.signal(name, handler)
