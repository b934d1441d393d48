"""A small clip of the package's own, so that a fresh install can be tried with nothing at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

EXERCISE = "romanian_deadlift"
"""What the rendered figure does in the clip."""


@contextmanager
def demo_clip() -> Iterator[Path]:
    """Give the path of the demo clip, a rendered figure; also where the package lies in an archive."""
    with as_file(files("hingecoach") / "data" / "demo.mp4") as path:
        yield path
