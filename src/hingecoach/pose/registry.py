"""Backends by name: ours, and those that other packages register under the entry point ``hingecoach.pose``."""

from importlib.metadata import EntryPoint, entry_points

from hingecoach.errors import UnknownNameError

from . import Backend

__all__ = ["load_backend"]

GROUP = "hingecoach.pose"
DEFAULT = "blazepose"
OURS = {
    DEFAULT: EntryPoint(DEFAULT, "hingecoach.pose.blazepose:BlazePose", GROUP),
    "heavy": EntryPoint("heavy", "hingecoach.pose.heavy:Heavy", GROUP),
}
"""Known without installed metadata too, so that the package also runs from its source tree."""


def _registered() -> dict[str, EntryPoint]:
    return OURS | {point.name: point for point in entry_points(group=GROUP)}


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
    NotInstalledError
        The backend's network was not added yet (``hingecoach models add NAME``).
    """
    points = _registered()
    if name not in points:
        raise UnknownNameError("pose backend", name, points)
    made: Backend = points[name].load()()
    return made
