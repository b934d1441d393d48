"""BlazePose with MediaPipe's largest landmark network, *heavy*, which ``hingecoach models add heavy`` adds."""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from hingecoach.errors import InputError, NotInstalledError
from hingecoach.files import shown
from hingecoach.types import PoseSource

from .added import FILES, folder_of, is_added
from .blazepose import BlazePose, Network
from .models import path

__all__ = ["Heavy"]

AGAIN = "run 'hingecoach models add heavy'"


class Heavy(BlazePose):
    """The same steps as the default backend, with a larger network for the points and the mask.

    Parameters
    ----------
    threads
        As in :class:`~hingecoach.pose.blazepose.BlazePose`.

    Raises
    ------
    NotInstalledError
        The network was not added to this computer.
    """

    def __init__(self, threads: int = 1) -> None:
        if not is_added("heavy"):
            raise NotInstalledError(f"The network 'heavy' is not on this computer; {AGAIN} once, with the internet.")
        super().__init__(threads=threads)

    @cached_property
    def source(self) -> PoseSource:
        """Name of the backend and SHA-256 of its weights, those of the second network among them."""
        second = hashlib.sha256(path("movenet").read_bytes()).hexdigest()
        return PoseSource("heavy", hashlib.sha256((self._digest() + second).encode()).hexdigest())

    def _path(self, name: Network) -> Path:
        return super()._path(name) if name == "detector" else folder_of("heavy") / FILES[name]

    def _network(self, name: Network) -> Any:
        try:
            return super()._network(name)
        except Exception as e:
            if name == "detector":
                raise
            raise InputError(f"The network {shown(self._path(name))} cannot be read; {AGAIN} to make it anew.") from e
