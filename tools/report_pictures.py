"""Takes the pictures of the report that the documentation shows, from the demo clip: on paper, on a phone, in the dark.

python tools/report_pictures.py docs/img

Needs the programs ``chromium`` and ``pdftoppm`` (Debian: ``apt install chromium poppler-utils``); nothing else of the
project does.
"""

import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import cv2

from hingecoach.analyze import examine
from hingecoach.demo import EXERCISE
from hingecoach.report import write_all
from hingecoach.types import Bytes

PHONE = (390, 1612)
"""Points of a usual phone's width, and as much of the page as its first part takes."""
SCALE = 1.5
WIDE = (1120, 1100)
DPI = 100
QUALITY = 80
FRAME = """<body style="margin:0"><iframe src="{page}" style="border:0;width:{width}px;height:{height}px"></iframe>"""
"""Chromium's window cannot be as narrow as a phone; a frame in it can."""


def main() -> None:
    """Look at the demo clip and write the pictures into the folder on the command line."""
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = Path(str(files("hingecoach") / "data" / "demo.mp4"))
        (page,) = write_all(examine(clip, EXERCISE), folder / "out", formats=["html"])
        _save(_paper(page, folder), out / "report-paper.webp")
        _save(_screen(page, folder, PHONE, SCALE), out / "report-phone.webp")
        _save(_screen(page, folder, WIDE, 1.0, dark=True), out / "report-dark.webp")


def _paper(page: Path, folder: Path) -> Bytes:
    """Print the page and give its first sheet."""
    _chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}", page.as_uri())
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-l", "1", "-singlefile", "-png", folder / "page.pdf", folder / "paper"],  # noqa: S607
        check=True,
    )
    return _read(folder / "paper.png")


def _screen(page: Path, folder: Path, size: tuple[int, int], scale: float, *, dark: bool = False) -> Bytes:
    """Show the upper part of the page on a screen of the given size, in points."""
    (width, height), frame, shot = size, folder / "frame.html", folder / "screen.png"
    frame.write_text(FRAME.format(page=page.as_uri(), width=width, height=height), "utf-8")
    look = ["--blink-settings=preferredColorScheme=0"] if dark else []
    window = [f"--window-size={max(width, 800)},{height}", f"--force-device-scale-factor={scale}"]
    _chromium(folder, *look, *window, "--hide-scrollbars", f"--screenshot={shot}", frame.as_uri())
    return _read(shot)[:, : round(width * scale)]


def _chromium(folder: Path, *arguments: str) -> None:
    fixed = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    subprocess.run(["chromium", *fixed, *arguments], check=True, capture_output=True)  # noqa: S607


def _read(path: Path) -> Bytes:
    picture: Bytes = cv2.imread(str(path), cv2.IMREAD_COLOR)
    return picture


def _save(picture: Bytes, path: Path) -> None:
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    print(path, f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
