"""The errors that hingecoach raises on purpose.

::

    HingecoachError            one clear line for the person at the keyboard
    ├── InputError             the clip or file cannot be read or is refused (exit status 3)
    ├── UnknownNameError       a name that is not in the list (exit status 2)
    ├── NotInstalledError      something was asked for that needs an optional program (exit status 2)
    └── OutputError            the answer cannot be written, a full disk for instance (exit status 3)
    NotSeenError               inside the core only: a cue could not see what it needs
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_SMALL = frozenset({"and", "for", "how", "not", "the", "what", "with"})
"""Words of titles that say nothing of what is meant."""
_MOST = 3
"""How many names are suggested at most."""
_ALIKE = 0.7
"""How alike in spelling a single word of a suggestion is, by difflib's ratio (E)."""


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
        The names that exist; or, by name, the titles that people see, whose words are looked at too.

    Examples
    --------
    >>> str(UnknownNameError("exercise", "RDL", {"squat": "Squat", "romanian_deadlift": "Romanian deadlift (RDL)"}))
    "There is no exercise called 'RDL'. Did you mean 'romanian_deadlift'?"
    """

    def __init__(self, kind: str, name: str, known: Mapping[str, str] | Iterable[str]) -> None:
        titles = dict(known) if isinstance(known, Mapping) else dict.fromkeys(sorted(known), "")
        near = " or ".join(", ".join(map(repr, _near(name, titles))).rsplit(", ", 1))
        hint = f"Did you mean {near}?" if near else f"Known: {', '.join(sorted(titles)).removesuffix('.')}."
        super().__init__(f"There is no {kind} called {name!r}. {hint}")


def _near(name: str, titles: Mapping[str, str]) -> list[str]:
    """Give up to three names that may be meant: those with most of the words, else what is spelt most alike."""
    asked, words = _words(name), {known: _words(f"{known} {title}") for known, title in titles.items()}
    shared = {known: len(asked & has) for known, has in words.items()}
    most = max(shared.values(), default=0)
    if most:
        best = [known for known, n in shared.items() if n == most]
        return [known for known in best if _words(known) == asked] or best[:_MOST]
    alike = get_close_matches(name, titles, n=1)
    if alike:
        return alike
    word = get_close_matches(name.casefold(), set().union(*words.values()), n=1, cutoff=_ALIKE)
    return [known for known, has in words.items() if has & set(word)][:_MOST]


def _words(text: str) -> set[str]:
    """Give the words that tell names apart."""
    return {w for w in re.findall(r"[^\W_]{3,}", text.casefold()) if w not in _SMALL}


class NotInstalledError(HingecoachError):
    """What was asked for needs a program that does not come with hingecoach; the message says how to get it."""


class NotSeenError(Exception):
    """A cue could not see what it needs; the message is the reason in words for the user."""


def check_kind(name: str, value: object, kind: type | tuple[type, ...], words: str) -> None:
    """Refuse an argument of the wrong kind before anything is done with it.

    Raises
    ------
    TypeError
        One line: which argument, what it must be (``words``), and what it is.
    """
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {words}, not {type(value).__name__}.")
