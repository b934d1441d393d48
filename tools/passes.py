"""Two passes, which were tried and are not in the program (docs/pose_errors.md).

``python -m passes CLIPS TRACKS [--mirror]`` (with ``tools`` on the path) looks at each clip of a truth folder a second
time, in a steadier crop, and keeps the points; ``hingecoach evaluate CLIPS --tracks TRACKS`` then scores them.
"""

import argparse
from pathlib import Path

import numpy as np

from hingecoach.pose.blazepose import BlazePose
from hingecoach.pose.choose import assemble, chosen
from hingecoach.pose.crowd import Crowd
from hingecoach.pose.mirrored import Mirrored
from hingecoach.pose.save import save_track
from hingecoach.types import PoseTrack
from hingecoach.video import Clip, probe, read_frames

AROUND = 15
"""Pictures on each side over which the crop of the second pass is the median (pose.md, 8)."""


def again(clip: Clip, backend: BlazePose) -> PoseTrack:
    """Find the points in two passes; the outline stays that of the first."""
    crowd = Crowd(backend, mask_every=2)
    for frame in read_frames(clip):
        crowd.step(frame)
    sightings = crowd.sightings()
    track, seen = assemble(sightings, backend.source), chosen(sightings)
    if not seen:
        return track
    at, regions = np.array([s.index for s in seen]), np.array([s.region for s in seen])
    regions[:, 3] = np.unwrap(regions[:, 3])
    for i, frame in enumerate(read_frames(clip)):
        if i in at:
            x, y, side, turn = np.median(regions[np.abs(at - i) <= AROUND], axis=0).tolist()
            person = backend.look(frame.rgb, (x, y, side, turn))
            if person is not None:
                track.xy[i], track.depth[i] = person.xy, person.depth
                track.world[i], track.score[i] = person.world, person.score
    return track


def main() -> None:
    """Look twice at every clip of a folder whose points are not kept yet."""
    parser = argparse.ArgumentParser(prog="python -m passes", description="Find the points in two passes.")
    parser.add_argument("clips", type=Path)
    parser.add_argument("tracks", type=Path)
    parser.add_argument("--mirror", action="store_true", help="average with the mirrored picture")
    told = parser.parse_args()
    told.tracks.mkdir(parents=True, exist_ok=True)
    backend = Mirrored() if told.mirror else BlazePose()
    for path in sorted(told.clips.glob("*.mp4")):
        kept = told.tracks / f"{path.stem}.npz"
        if not kept.exists():
            save_track(again(probe(path), backend), kept)
            print(kept)


if __name__ == "__main__":
    main()
