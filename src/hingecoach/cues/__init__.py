"""The coaching cues and the other faults. One module here is one cue; the folder is the register."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..errors import UnknownNameError
from .base import Cue

__all__ = ["Cue", "all_cues", "get_cue"]

_TOOLS = ("base", "frontal", "measure", "sight")


@cache
def all_cues() -> Mapping[str, Cue]:
    """Give every cue and fault by its id, in the order in which they are shown: the five cues, then the faults."""
    found = [
        import_module(f"{__name__}.{module.name}").CUE for module in iter_modules(__path__) if module.name not in _TOOLS
    ]
    return {cue.id: cue for cue in sorted(found, key=lambda cue: cue.order)}


def get_cue(name: str) -> Cue:
    """Give one cue or fault.

    Raises
    ------
    UnknownNameError
        There is no cue of that name.
    """
    try:
        return all_cues()[name]
    except KeyError:
        raise UnknownNameError("cue", name, all_cues()) from None
