"""Does what a how-to page says in a copy of the repository: writes its files, runs its commands, compares."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

STEP = re.compile(
    r"(?:^(?P<how>New file|Add to) `(?P<path>[^`]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
NEEDED = ("src", "tests/conftest.py", "tests/no_network.py", "pyproject.toml", "README.md", "hatch_build.py", "tools")
PROGRAMS = {
    "python": [sys.executable],
    "hingecoach": [sys.executable, "-m", "hingecoach"],
    "pip": [sys.executable, "-m", "pip"],
}


@dataclass
class Workshop:
    """A copy of the repository in which a page's steps are done; packages are installed into a folder beside it."""

    root: Path
    at: Path

    @classmethod
    def like(cls, repository, folder):
        for name in NEEDED:
            source = repository / name
            if source.is_dir():
                shutil.copytree(
                    source, folder / name, ignore=shutil.ignore_patterns("__pycache__"), copy_function=_copy
                )
            elif source.exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, folder / name)
        return cls(folder, folder)

    def follow(self, page):
        """Do every step of a page; returns how many there were of each kind."""
        done = {"New file": 0, "Add to": 0, "console": 0}
        for step in STEP.finditer(page):
            if step["kind"] == "console":
                self._run(step["body"])
                done["console"] += 1
            elif step["how"]:
                self._write(step["how"], self.root / step["path"], step["body"])
                done[step["how"]] += 1
        return done

    def _write(self, how, path, body):
        assert path.exists() == (how == "Add to"), path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(body)

    def _run(self, body):
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            self._command(shlex.split(command), expected)

    def _command(self, words, expected):
        if words[0] == "cd":
            self.at = (self.at / words[1]).resolve()
            return
        line = PROGRAMS[words[0]] + words[1:]
        if words[:2] == ["pip", "install"]:  # as the page says, but into this workshop and without a network
            line += ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(self.root / "site")]
        done = subprocess.run(line, cwd=self.at, env=self._environment(), capture_output=True, text=True, check=False)
        told = done.stdout + done.stderr
        if expected:
            assert OutputChecker().check_output(expected, told, ELLIPSIS | NORMALIZE_WHITESPACE), f"{words}\n{told}"
        else:
            assert done.returncode == 0, f"{words}\n{told}"

    def _environment(self):
        path = os.pathsep.join([str(self.root / "src"), str(self.root / "site")])
        return {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"}


def _copy(source, target):
    """Link the large networks, copy the rest."""
    (os.link if source.endswith(".onnx") else shutil.copy)(source, target)
