"""Runs the command line inside the test, or in a process of its own where signals matter; a fake finds the points."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from fakepose import FakePose
from hingecoach.cli import main
from moviemaker import movie

FIGURE = {"size": (160, 160), "frames": 280}
"""A clip as long as the figure of the fake needs: two repetitions."""

SLOW = """
import sys, time
from importlib import import_module
from pathlib import Path
sys.path[:0] = {paths!r}
from fakepose import FakePose
import_module("hingecoach.analyze").load_backend = lambda name: FakePose(slow={slow})
movie = import_module("hingecoach.report.movie")
drawn, began = movie.annotate, Path({flag!r})
def annotate(*args, **how):
    began.touch()
    time.sleep({drawing})
    return drawn(*args, **how)
movie.annotate = annotate
if {slow}:
    look = FakePose.look
    def slow_look(*args, **how):
        began.touch()
        return look(*args, **how)
    FakePose.look = slow_look
from hingecoach.cli import main
main()
"""


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


def run(capfd, monkeypatch, *args, fake=None, cwd=None):
    """Run the command line here; ``fake`` stands in for the networks."""
    capfd.readouterr()
    monkeypatch.setattr(import_module("hingecoach.analyze"), "load_backend", lambda _name: fake or FakePose())
    monkeypatch.setattr(sys, "argv", ["hingecoach", *map(str, args)])
    if cwd is not None:
        monkeypatch.chdir(cwd)
    status = 0
    try:
        main()
    except SystemExit as e:
        status = e.code or 0
    return Done(status, *capfd.readouterr())


def started(folder, *args, slow=0.0, drawing=0.0, stdout=subprocess.PIPE):
    """Start the command line in a process of its own; give it and the file that appears when it is in the midst."""
    flag = folder / "began"
    paths = [str(Path(__file__).parent), *(p for p in sys.path if p)]
    code = SLOW.format(paths=paths, slow=slow, drawing=drawing, flag=str(flag))
    pipes = {"stdout": stdout, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, cwd=folder, env=os.environ, preexec_fn=_listen, **pipes), flag  # noqa: PLW1509


def _listen():
    """Hear signals as at a keyboard: whoever runs the tests in the background may have them ignored."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def figure_clip(folder, name="lift.mp4"):
    """Make a clip in a folder of its own, so that all that is written beside it is seen."""
    folder.mkdir(exist_ok=True)
    return movie(folder / name, **FIGURE)
