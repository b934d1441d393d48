"""A calibration as a small file: read with clear words about what is wrong with it, written whole or not at all."""

from pathlib import Path

from pydantic import ValidationError

from .calibration import Calibration
from .errors import InputError
from .files import shown, write_whole

__all__ = ["read_calibration", "write_calibration"]

AGAIN = "Make one with 'hingecoach calibrate CLIP'."
LARGEST = 1_000_000
"""Bytes; a calibration has about two thousand."""


def read_calibration(path: str | Path) -> Calibration:
    """Read a file that :func:`write_calibration` wrote.

    Raises
    ------
    InputError
        It is not there, cannot be read, or is no calibration of this version.
    """
    try:
        if Path(path).stat().st_size > LARGEST:
            raise InputError(f"{shown(path)} is too large to be a calibration. {AGAIN}")
        return Calibration.model_validate_json(Path(path).read_bytes())
    except OSError as e:
        raise InputError(f"The calibration {shown(path)} cannot be read: {e.strerror or e}. {AGAIN}") from e
    except ValidationError as e:
        raise InputError(f"{shown(path)} is no calibration of this version ({_first(e)}). {AGAIN}") from e


def _first(e: ValidationError) -> str:
    """Say in a few words what the first fault is."""
    fault = e.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg'].lower()}" if where else fault["msg"].splitlines()[0][:80].lower()


def write_calibration(kept: Calibration, path: str | Path) -> None:
    """Write a calibration, readable by this user alone; a file of that name is replaced.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    write_whole(Path(path), kept.model_dump_json(indent=2) + "\n")
