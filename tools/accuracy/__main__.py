"""``python -m accuracy``: run the program on truth folders and write ``docs/accuracy.md``."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .page import Parts, page
from .parts import Folder, read

ROOT = Path(__file__).parents[2]
TRACKS = ROOT / "build" / "accuracy" / "tracks"
"""Where points are kept for a folder that was given without a place for them."""

PARTS = {
    "--real": "real people",
    "--held-out": "rendered people who took no part in training or tuning",
    "--tuned": "rendered people who did",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the folders, run the bench and write the page."""
    o = _options().parse_args(arguments)
    parts = Parts(*(read([Folder.parse(t, TRACKS) for t in texts], o.jobs) for texts in (o.real, o.held_out, o.tuned)))
    o.out.write_text(page(parts, _bench(o.bench)), "utf-8")
    print(f"Written: {o.out}")


def _options() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="accuracy", description="Measure the program and write docs/accuracy.md.")
    for name, whose in PARTS.items():
        p.add_argument(name, nargs="*", default=[], metavar="FOLDER=TRACKS", help=f"truth folders of {whose}")
    p.add_argument("--jobs", type=int, default=1, help="clips at a time")
    p.add_argument(
        "--bench", default="run", help="what the bench printed with --json; 'run' runs it, 'none' leaves it out"
    )
    p.add_argument("--out", type=Path, default=ROOT / "docs" / "accuracy.md")
    return p


def _bench(what: str) -> dict[str, Any] | None:
    """Give what the bench measured; in a process of its own, so that this one's memory is not measured."""
    if what == "none":
        return None
    if what != "run":
        found: dict[str, Any] = json.loads(Path(what).read_bytes())
        return found
    done = subprocess.run(
        [sys.executable, "-m", "hingecoach.bench", "--json"], capture_output=True, text=True, check=True
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


if __name__ == "__main__":
    main()
