"""Backends by name: ours, and those that other packages register under the entry point ``hingecoach.pose``."""

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from hingecoach.errors import UnknownNameError

from . import Backend

__all__ = ["known_backends", "load_backend"]

GROUP = "hingecoach.pose"
DEFAULT = "blazepose"
_OURS = EntryPoint(DEFAULT, "hingecoach.pose.blazepose:BlazePose", GROUP)
"""Known without installed metadata too, so that the package also runs from its source tree."""


def _registered() -> dict[str, EntryPoint]:
    return {_OURS.name: _OURS} | {point.name: point for point in entry_points(group=GROUP)}


def known_backends() -> list[str]:
    """Names of the backends that are installed, sorted."""
    return sorted(_registered())


def load_backend(name: str = DEFAULT) -> Backend:
    """Make the backend of this name.

    Parameters
    ----------
    name
        As registered under ``hingecoach.pose``.

    Raises
    ------
    UnknownNameError
        No backend of this name is installed; the message lists those that are.
    """
    points = _registered()
    if name not in points:
        raise UnknownNameError("pose backend", name, points)
    point = points[name]
    made: Backend = (_ours() if point.value == _OURS.value else point.load())()
    return made


def _ours() -> type[Backend]:
    module, _, attribute = _OURS.value.partition(":")
    found: type[Backend] = getattr(import_module(module), attribute)
    return found
