"""Where this computer keeps a user's data."""

import os
from pathlib import Path

from platformdirs import user_data_path

__all__ = ["VARIABLE", "data_folder"]

VARIABLE = "HINGECOACH_DATA"


def data_folder(given: str | Path | None = None) -> Path:
    """Give the folder for a user's data: the given one, else ``HINGECOACH_DATA``, else the system's place for it.

    Examples
    --------
    >>> data_folder("here").name
    'here'
    """
    named = given or os.environ.get(VARIABLE)
    return Path(named).expanduser().absolute() if named else user_data_path("hingecoach", appauthor=False)
