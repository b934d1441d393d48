"""Fixtures that several test modules share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
CLIPS = ROOT.parent / "shared" / "clips"

# The same examples on every run of CI; on a developer's machine Hypothesis goes on looking for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("search", deadline=None)
settings.load_profile("steady" if os.environ.get("CI") else "search")


@pytest.fixture(scope="session")
def root():
    """The repository's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def demo_clip():
    """The project's own rendered clip: three repetitions, seen from the side."""
    return ROOT / "src" / "hingecoach" / "data" / "demo.mp4"


@pytest.fixture(scope="session")
def clips():
    """The folder of the shared clips, which lies beside the repository and not in it."""
    if not CLIPS.is_dir():
        pytest.skip(f"the shared clips are not beside the repository ({CLIPS})")
    return CLIPS


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built once from the working tree with the build tools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run([*command, "--wheel-dir", folder, ROOT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))
