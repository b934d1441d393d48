"""A calibration as a small file: read with clear words about what is wrong with it, written whole or not at all."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..errors import InputError
from ..files import shown, write_whole
from .kept import Calibration

__all__ = ["read_calibration", "write_calibration"]

AGAIN = "Make one with 'hingecoach calibrate CLIP'."
LARGEST = 1_000_000
"""Bytes; a calibration has about two thousand."""


def read_calibration(path: str | Path) -> Calibration:
    """Read a file that :func:`write_calibration` wrote; fields that a later program added are passed over.

    Raises
    ------
    InputError
        It is not there, cannot be read, is no calibration of this version, or holds numbers that no body has.
    """
    try:
        if Path(path).stat().st_size > LARGEST:
            raise InputError(f"{shown(path)} is too large to be a calibration. {AGAIN}")
        return _calibration(Path(path).read_bytes())
    except OSError as e:
        raise InputError(f"The calibration {shown(path)} cannot be read: {e.strerror or e}. {AGAIN}") from e
    except ValidationError as e:
        raise InputError(f"{shown(path)} is no calibration of this version ({_first(e)}). {AGAIN}") from e
    except ValueError as e:  # a NUL in the name
        raise InputError(f"{shown(path)} is no name of a file. {AGAIN}") from e


def _calibration(text: bytes) -> Calibration:
    """Make a calibration of its JSON, without the fields that are not known here."""
    try:
        return Calibration.model_validate_json(text)
    except ValidationError as e:
        unknown = [fault["loc"] for fault in e.errors(include_url=False) if fault["type"] == "extra_forbidden"]
        if not unknown:
            raise
    told = json.loads(text)
    for *above, name in unknown:
        holder: Any = told
        for part in above:
            holder = holder[part]
        del holder[name]
    return Calibration.model_validate_json(json.dumps(told))


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
