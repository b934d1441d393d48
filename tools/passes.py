"""Two passes and the mirror, which were tried and are not in the program (docs/pose_errors.md).

``python -m passes CLIPS TRACKS [--mirror]`` (with ``tools`` on the path) looks at each clip of a truth folder a second
time, in a steadier crop, and keeps the points; ``hingecoach evaluate CLIPS --tracks TRACKS`` then scores them.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from hingecoach.pose import Person, Region
from hingecoach.pose.blazepose import BlazePose
from hingecoach.pose.choose import assemble, chosen
from hingecoach.pose.crowd import Crowd
from hingecoach.pose.save import save_track
from hingecoach.types import Bytes, PoseTrack
from hingecoach.video import Clip, probe, read_frames

AROUND = 15
"""Pictures on each side over which the crop of the second pass is the median (pose.md, 8)."""
OTHER_SIDE = np.array([0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, *(i + 1 if i % 2 else i - 1 for i in range(11, 33))])
"""Which point each point becomes in the mirror."""


def again(clip: Clip, backend: BlazePose, *, mirror: bool) -> PoseTrack:
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
            person = _look(backend, frame.rgb, (x, y, side, turn), mirror=mirror)
            if person is not None:
                track.xy[i], track.depth[i] = person.xy, person.depth
                track.world[i], track.score[i] = person.world, person.score
    return track


def _look(backend: BlazePose, rgb: Bytes, region: Region, *, mirror: bool) -> Person | None:
    person = backend.look(rgb, region)
    other = _mirrored(backend, rgb, region) if mirror and person else None
    if person is None or other is None:
        return person
    means = {n: (getattr(person, n) + getattr(other, n)) / 2 for n in ("xy", "depth", "world", "score")}
    return replace(person, **means)


def _mirrored(backend: BlazePose, rgb: Bytes, region: Region) -> Person | None:
    """Look at the mirrored picture, and bring the points back."""
    right, (x, y, side, turn) = rgb.shape[1] - 1, region
    person = backend.look(np.ascontiguousarray(rgb[:, ::-1]), (right - x, y, side, -turn))
    if person is None:
        return None
    xy, world = person.xy[OTHER_SIDE], person.world[OTHER_SIDE] * np.array([-1, 1, 1])
    xy[:, 0] = right - xy[:, 0]
    return replace(person, xy=xy, world=world, depth=person.depth[OTHER_SIDE], score=person.score[OTHER_SIDE])


def main() -> None:
    """Look twice at every clip of a folder whose points are not kept yet."""
    parser = argparse.ArgumentParser(prog="python -m passes", description="Find the points in two passes.")
    parser.add_argument("clips", type=Path)
    parser.add_argument("tracks", type=Path)
    parser.add_argument("--mirror", action="store_true", help="average with the mirrored picture")
    told = parser.parse_args()
    told.tracks.mkdir(parents=True, exist_ok=True)
    backend = BlazePose()
    for path in sorted(told.clips.glob("*.mp4")):
        kept = told.tracks / f"{path.stem}.npz"
        if not kept.exists():
            save_track(again(probe(path), backend, mirror=told.mirror), kept)
            print(kept)


if __name__ == "__main__":
    main()
