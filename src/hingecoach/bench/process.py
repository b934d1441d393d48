"""What can only be seen from outside: whole processes, and the size of what is installed."""

import re
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

# on Linux the kernel's own mark of this program: getrusage would also count the parent, from before the start
_TAIL = """
import time
from pathlib import Path
peak = None
status = Path("/proc/self/status")
if status.exists():
    lines = status.read_text().splitlines()
    peak = next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM"))
else:
    try:
        import resource
        import sys
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    except ImportError:
        pass
print(); print(peak, time.process_time())
"""


class Ran(NamedTuple):
    """What a process took: wall and CPU seconds, peak resident memory in MB (None where unknown), what it printed."""

    wall: float
    cpu: float
    peak_mb: float | None
    said: str


def child(code: str, *arguments: str) -> Ran:
    """Run Python code in a process of its own.

    Raises
    ------
    RuntimeError
        It failed; the message is its last line.
    """
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  our own code
        [sys.executable, "-c", code + _TAIL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, err = process.communicate()
    wall = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError((err.strip() or out.strip() or f"ended with {process.returncode}").splitlines()[-1])
    *said, numbers = out.splitlines()
    peak, cpu = numbers.split()
    return Ran(wall, float(cpu), float(peak) if peak != "None" else None, "\n".join(said))


def installed_mb() -> float | None:
    """Add up the files of the package and of everything that it needs, MB; None where it is not installed."""
    try:
        needed = _needs("hingecoach", {})
    except PackageNotFoundError:
        return None
    own = sum(f.stat().st_size for f in Path(str(files("hingecoach"))).rglob("*") if f.is_file() and f.suffix != ".pyc")
    others = sum(size for name, size in needed.items() if name != "hingecoach")
    return (own + others) / 1e6


def _needs(name: str, seen: dict[str, int]) -> dict[str, int]:
    """Give the size on disk of a distribution and of all that it requires, by name, without extras."""
    dist = distribution(name)
    seen[name] = sum(p.stat().st_size for f in dist.files or () if (p := Path(str(f.locate()))).is_file())
    for requirement in dist.requires or ():
        match = re.match(r"[A-Za-z0-9._-]+", requirement)
        other = match.group().lower().replace("_", "-") if match else ""
        if "extra ==" in requirement or other in seen or not other:
            continue
        try:
            _needs(other, seen)
        except PackageNotFoundError:
            continue  # for another system or another Python
    return seen
