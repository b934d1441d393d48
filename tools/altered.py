"""Clips that nothing was fitted to: a truth folder once more, mirrored, smaller, darker, slower, framed and so on.

``python -m altered CLIPS OUT`` (with ``tools`` on the path; needs the command ``ffmpeg``) writes a truth folder for
each way into OUT; ``hingecoach evaluate OUT/mirrored`` then scores it (docs/repetitions.md has what came of it).
"""

import argparse
import json
import shutil
import subprocess
from pathlib import Path

WAYS = {
    "mirrored": "hflip",
    "smaller": "scale=trunc(iw/4)*2:trunc(ih/4)*2",
    "darker": "eq=brightness=-0.18:contrast=0.75,noise=alls=12:allf=t",  # codespell:ignore alls
    "slower": "fps=15",
    "framed": "pad=ceil(iw*0.75)*2:ceil(ih*0.75)*2:(ow-iw)/2:(oh-ih)/2:gray",
    "tilted": "rotate=4*PI/180:fillcolor=gray",
    "compressed": "scale=trunc(iw*0.4)*2:trunc(ih*0.4)*2",
}
"""Filters of ffmpeg: half the width, less light and more noise, half the pictures of most clips, a grey frame half as
wide again, a camera that hangs 4 degrees askew, four fifths of the width and few bits as messengers send it."""
QUALITY = {"compressed": "33"}
"""How strongly a way compresses, x264's rate factor; the others by 20, which is hardly seen."""
OTHER = {"left": "right", "right": "left"}


def alter(clip: Path, way: str, out: Path) -> None:
    """Write one altered clip with its truth.

    Raises
    ------
    subprocess.CalledProcessError
        ffmpeg could not do it.
    """
    out.mkdir(parents=True, exist_ok=True)
    how = ["-an", "-vf", WAYS[way], "-c:v", "libx264", "-preset", "veryfast", "-crf", QUALITY.get(way, "20")]
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    subprocess.run([ffmpeg, "-v", "error", "-y", "-i", clip, *how, out / clip.name], check=True)
    truth = json.loads(clip.with_suffix(".truth.json").read_text("utf-8"))
    if way == "mirrored" and truth.get("view"):
        truth["view"]["faces"] = OTHER.get(truth["view"].get("faces"))
    (out / f"{clip.stem}.truth.json").write_text(json.dumps(truth), "utf-8")


def main() -> None:
    """Alter every clip of a truth folder in every way."""
    p = argparse.ArgumentParser(prog="altered", description=(__doc__ or "").splitlines()[0])
    p.add_argument("clips", type=Path, metavar="CLIPS")
    p.add_argument("out", type=Path, metavar="OUT")
    o = p.parse_args()
    if shutil.which("ffmpeg") is None:
        p.error("the command ffmpeg is needed; install it, for example with apt-get install ffmpeg")
    for clip in sorted(o.clips.glob("*.mp4")):
        for way in WAYS:
            alter(clip, way, o.out / way)


if __name__ == "__main__":
    main()
