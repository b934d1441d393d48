"""Draws ``docs/img/readme.png`` from the demo clip, with the program's own report code: three bottoms side by side.

python tools/readme_picture.py docs/img/readme.png
"""

import base64
import sys
from importlib.resources import files
from pathlib import Path

import cv2
import numpy as np

from hingecoach.analyze import examine
from hingecoach.report.pictures import Wanted, take
from hingecoach.types import Bytes
from hingecoach.video.draw import plate

GAP, WIDTH = 12, 1280
GROUND = (245, 244, 240)
COLOUR = {"good": (116, 214, 173), "mild": (240, 196, 92), "marked": (247, 154, 112)}


def main() -> None:
    """Look at the demo clip and write the picture to the path on the command line."""
    clip = Path(str(files("hingecoach") / "data" / "demo.mp4"))
    analysis = examine(clip, "romanian_deadlift")
    shots = []
    for rep in analysis.assessment.reps:
        found = next(f for f in rep.findings if f.cue == "flat_back")
        at = rep.bottom_s if found.at_s is None else found.at_s
        back = rep.measures["lumbar_convex_bottom"]
        words = f"{back.value:+.0f}°".replace("-", "\N{MINUS SIGN}")
        (picture,) = take(clip, analysis.motion, {"back": Wanted(at, "back", words)}, None).values()
        title = f"Repetition {rep.index}, long back: {found.verdict}"
        shots.append((_pixels(picture.uri), title, COLOUR.get(found.verdict, (255, 255, 255))))
    sheet = _sheet(shots)
    cv2.imwrite(sys.argv[1], sheet[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])


def _pixels(uri: str) -> Bytes:
    data = np.frombuffer(base64.b64decode(uri.partition(",")[2]), np.uint8)
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])


def _sheet(shots: list[tuple[Bytes, str, tuple[int, int, int]]]) -> Bytes:
    """Put the pictures beside each other, feet level, with the verdict in a corner."""
    height = min(rgb.shape[0] for rgb, _, _ in shots)
    strips = []
    for rgb, words, colour in shots:
        cut = np.ascontiguousarray(rgb[-height:])
        plate(cut, words, (16.0, height - 34.0), size=24, colour=colour)
        strips += [cut, np.full((height, GAP, 3), GROUND, np.uint8)]
    sheet = np.hstack(strips[:-1])
    size = (WIDTH, round(sheet.shape[0] * WIDTH / sheet.shape[1]))
    return np.asarray(cv2.resize(sheet, size, interpolation=cv2.INTER_AREA), np.uint8)


if __name__ == "__main__":
    main()
