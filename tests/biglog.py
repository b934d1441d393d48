"""Tell how long a log of 20,000 rows takes: python tests/biglog.py."""

import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path

HEAD = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
NAMES = ("Squat (Barbell)", "Leg Press", "Romanian Deadlift (Barbell)", "Bench Press (Barbell)", "Zumba")
ROWS = 20_000


def rows():
    """Give rows of a log as Strong writes it: five exercises with four sets each, every other day."""
    for day, name, order in product(range(ROWS), NAMES, range(1, 5)):
        yield f'{date(2021, 1, 1) + timedelta(days=2 * day)} 18:00:00,Legs,55m,"{name}",{order},60.0,{order + 5},0,0,,,'


def timed(*command):
    """Run a command of hingecoach in a process of its own; give the seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "hingecoach", "log", *command], check=True, capture_output=True)
    return time.perf_counter() - start


def main():
    """Make the file, import it twice, and ask for the balance."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HINGECOACH_DATA"] = str(Path(folder) / "data")
        log = Path(folder) / "strong.csv"
        log.write_text("\n".join((HEAD, *islice(rows(), ROWS))) + "\n", "utf-8")
        first, again, balance = timed("import", log, "--unit", "kg"), timed("import", log), timed("balance")
    print(f"{ROWS} rows: import {first:.1f} s, import again {again:.1f} s, balance {balance:.1f} s.")  # noqa: T201


if __name__ == "__main__":
    main()
