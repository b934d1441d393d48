"""By what a result of ours is told from a file of the user's own that has the same name."""

import json
from pathlib import Path

__all__ = ["SUFFIX", "bears_sign", "is_foreign"]

SUFFIX = ".hingecoach"
"""What the name of a folder of results ends with where the user chose none."""
_SIGNS = {
    "assessment.json": b"hingecoach",
    "report.html": b"hingecoach",
    "report.md": b"hingecoach",
    "note.txt": b"hingecoach",
    "reps.csv": b"index,start_s,bottom_s,",
    "angles.csv": b"time_s,hip,",
}
"""What stands in a result that we wrote; it tells it from a file of the user's own that has the same name."""


def is_foreign(file: Path) -> bool:
    """Say whether a file has the name of a result, and something in it that we did not write.

    Films and PDFs bear no sign that could be looked for; they count as ours, as does all in a folder that is
    named as we name it.
    """
    known = file.name in _SIGNS and file.is_file() and file.stat().st_size > 0
    return known and not file.parent.name.endswith(SUFFIX) and not bears_sign(file)


def bears_sign(file: Path) -> bool:
    """Say whether a result has in it what we write there."""
    try:
        text = file.read_bytes()
        if file.name == "assessment.json":
            return "hingecoach" in json.loads(text)["made_with"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    return _SIGNS[file.name] in text
