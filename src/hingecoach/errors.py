"""The errors that hingecoach raises on purpose.

::

    HingecoachError            one clear line for the person at the keyboard
    ├── InputError             the clip or file cannot be read or is refused (exit status 3)
    ├── UnknownNameError       a name that is not in the list (exit status 2)
    ├── NotInstalledError      something was asked for that needs an optional program (exit status 2)
    └── OutputError            the answer cannot be written, a full disk for instance (exit status 3)
    NotSeenError               inside the core only: a cue could not see what it needs
"""

from collections.abc import Iterable
from difflib import get_close_matches


class HingecoachError(Exception):
    """Base of every error whose message is meant for a user: one line, what is wrong and what to do."""


class InputError(HingecoachError):
    """The input cannot be read, or it is refused."""


class OutputError(HingecoachError):
    """The output cannot be written."""


class UnknownNameError(HingecoachError):
    """A name is not in the list of known ones.

    Parameters
    ----------
    kind
        What was asked for, such as ``"exercise"``.
    name
        The name that was given.
    known
        The names that exist.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(names).removesuffix('.')}."
        super().__init__(f"There is no {kind} called {name!r}. {hint}")


class NotInstalledError(HingecoachError):
    """What was asked for needs a program that does not come with hingecoach; the message says how to get it."""


class NotSeenError(Exception):
    """A cue could not see what it needs; the message is the reason in words for the user."""
