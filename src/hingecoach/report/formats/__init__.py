"""The report formats. One module here is one format; the folder is the register."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ...errors import UnknownNameError
from .base import Format, Job, Wishes

__all__ = ["Format", "Job", "Wishes", "all_formats", "chosen", "results"]

_TOOLS = ("base",)


@cache
def all_formats() -> Mapping[str, Format]:
    """Give every format by its name, in the order in which they are written."""
    found: list[Format] = [
        import_module(f"{__name__}.{module.name}").FORMAT
        for module in iter_modules(__path__)
        if module.name not in _TOOLS
    ]
    return {one.name: one for one in sorted(found, key=lambda one: one.order)}


def chosen(names: Iterable[str] | None = None) -> list[Format]:
    """Give the wanted formats in their order; the default ones when None.

    Raises
    ------
    UnknownNameError
        There is no format of that name.
    NotInstalledError
        One needs a program that is not installed.
    """
    known = all_formats()
    wanted = {f.name for f in known.values() if f.default} if names is None else set(names)
    for name in sorted(wanted - set(known)):
        raise UnknownNameError("format", name, known)
    some = [f for f in known.values() if f.name in wanted]
    for one in some:
        if one.ready:
            one.ready()
    return some


def results() -> frozenset[str]:
    """Give the names of all files that any format writes: a folder that holds nothing else is ours to replace."""
    return frozenset(name for one in all_formats().values() for name in one.files)
