"""The bench from the command line: a table, or JSON with ``--json``."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from . import as_json, bench, rows


def main(arguments: list[str] | None = None) -> None:
    """Run the bench and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m hingecoach.bench", description="What an analysis costs here.")
    parser.add_argument("clip", nargs="?", type=Path, help="a clip; the package's own demo clip when left out")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else on standard output")
    wish = parser.parse_args(arguments)
    result = bench(wish.clip)
    if wish.json:
        print(json.dumps(as_json(result), indent=1))  # noqa: T201
        return
    width, height = result.size
    title = f"{result.clip}, enlarged to {width}x{height}, {result.costs.frames} frames; {result.machine}"
    table = Table("what", "measured", "asked for", title=title, title_justify="left")
    for row in rows(result):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
