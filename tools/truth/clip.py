"""One clip: a person, a movement, a room and a camera become ``NAME.mp4`` with its truth beside it."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import duckdb
import numpy as np

from hingecoach.types import Bytes, Floats

from .company import sample_company
from .dress import Dressed, sample_look
from .drills import movement
from .film import Shot, film
from .measure import frame_angles, habits, rep_truth, set_cues
from .motion import Motion, make_motion
from .people import PERSONS, make_person
from .props import make_props
from .raster import Raster
from .rig import Side
from .room import make_room
from .scene import sample_camera, sample_light
from .sensor import sample_sensor
from .shapes import Split

SQUEEZED = 1 / 6
"""Share of the clips with a low bitrate."""
SIDE_VIEW, DIAGONAL = 25.0, 65.0
"""Up to where a view is called side and diagonal, degrees."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a clip."""

    exercise: str
    split: Split = "train"
    reps: tuple[int, int] = (2, 3)
    azimuth: tuple[float, float] = (0.0, 25.0)
    fault: str = "any"
    fps: int = 20


def render_clip(raster: Raster, rng: np.random.Generator, order: Order, folder: Path, name: str) -> list[Bytes]:
    """Draw a clip and write it with its truth; give seven of its frames, evenly spaced."""
    person = make_person(order.split, int(rng.integers(PERSONS[order.split])))
    reps = int(rng.integers(order.reps[0], order.reps[1] + 1))
    motion = make_motion(rng, person, order.exercise, reps, order.fps, order.fault)
    dressed = Dressed(person.rig, sample_look(rng), rng)
    props = make_props(rng, motion)
    camera = sample_camera(rng, extent(motion), raster.size, order.azimuth)
    facing = camera.eye - camera.target
    towards = float(np.arctan2(facing[1], facing[0]))
    room = make_room(rng, towards + float(rng.uniform(-0.25, 0.25)))
    light = sample_light(rng, towards)
    frames = len(motion.skeletons)
    sensor = sample_sensor(rng, raster.size, frames, order.fps, camera.shake)
    company = sample_company(rng, order.split, frames, order.fps, camera.target, camera.eye, room.wall)
    shot = Shot(motion, props, dressed, company, camera, room, sensor, _crf(rng))
    raster.light(light, np.array([0.0, camera.target[1], 0.8]))
    video = folder / f"{name}.mp4"
    shown = _write_video(video, film(raster, shot, rng), frames, raster.size, order.fps, shot.crf)
    _write_truth(folder, name, shot, order)
    return shown


def _crf(rng: np.random.Generator) -> int:
    """Draw how hard the video is squeezed: as phones do, or in one of six as a messenger does."""
    return int(rng.integers(34, 43)) if rng.random() < SQUEEZED else int(rng.integers(20, 33))


def extent(motion: Motion) -> Floats:
    """Give the points that must be in the picture: joints of every few frames of the set, a little over the head."""
    joints = ("head", "pelvis", "grip.L", "grip.R", "ankle.L", "ankle.R", "knee.L", "knee.R")
    seen = [s for s, there in zip(motion.skeletons, motion.in_place, strict=True) if there][::4]
    points = [s.joints[j] for s in seen for j in joints]
    points += [s.carry("head", s.anchors["head"][0] + np.array([0.0, 0.0, 0.2])) for s in seen]
    return np.array(points)


def _write_video(
    path: Path, frames: Iterator[Bytes], count: int, size: tuple[int, int], fps: int, crf: int
) -> list[Bytes]:
    """Encode with one thread."""
    keep = set(np.linspace(0, count - 1, 7).astype(int).tolist())
    shown = []
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=fps, options={"crf": str(crf), "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = size[0], size[1], "yuv420p"
        stream.time_base = Fraction(1, fps)
        stream.codec_context.thread_count = 1
        for k, picture in enumerate(frames):
            if k in keep:
                shown.append(picture)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = k, Fraction(1, fps)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return shown


def _write_truth(folder: Path, name: str, shot: Shot, order: Order) -> None:
    """Write ``NAME.truth.json`` and ``NAME.angles.parquet`` as the contract has them."""
    motion, camera = shot.motion, shot.camera
    near: Side = "L" if camera.side > 0 else "R"
    angles = frame_angles(motion, near)
    reps = [rep_truth(motion, angles, r, order.fps) for r in motion.reps]
    ratios = [r["measures"]["knee_bottom"] / max(r["measures"]["hip_bottom"], 1.0) for r in reps]
    off = abs(camera.azimuth)
    label = "side" if off < SIDE_VIEW else "diagonal" if off < DIAGONAL else "front" if camera.azimuth > 0 else "back"
    truth = {
        "truth": 1,
        "clip": f"{name}.mp4",
        "person": motion.person.name,
        "source": "rendered",
        "exercise": motion.exercise,
        "movement": movement(motion.exercise, ratios),
        "view": {"label": label, "azimuth_deg": round(off, 1), "faces": "left" if camera.side > 0 else "right"},
        "reps": reps,
        "n_reps": len(reps),
        "reps_known": motion.exercise not in ("acceleration", "other"),
        "cues": set_cues(reps),
        "angles": f"{name}.angles.parquet",
        "notes": f"{motion.way}; {shot.room.kind}",
        "scene": _scene(shot),
    }
    (folder / f"{name}.truth.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8")
    write_parquet(folder / f"{name}.angles.parquet", order.fps, angles)


def _scene(shot: Shot) -> dict[str, Any]:
    """Give what accuracy may be split by."""
    rig, look = shot.motion.person.rig, asdict(shot.dressed.look)
    return {
        "way": shot.motion.way,
        "load": shot.motion.load,
        "room": shot.room.kind,
        "mirror": shot.room.mirror is not None,
        "company": None if shot.company is None else shot.company.doing,
        "stature_m": round(rig.shape.stature, 3),
        "traits": {k: round(v, 3) for k, v in rig.shape.traits.items()},
        "look": {k: v if isinstance(v, dict) else round(float(v), 3) for k, v in look.items()},
        "camera": {
            "azimuth_deg": round(shot.camera.azimuth, 1),
            "height_m": round(shot.camera.height, 2),
            "shake_deg": round(shot.camera.shake, 2),
        },
        "blur_px": round(shot.sensor.blur, 2),
        "exposure": round(shot.sensor.exposure, 2),
        "crf": shot.crf,
        "acts": [{"what": what, "start_s": start, "end_s": end} for what, start, end in shot.motion.acts],
        "habits": habits(shot.motion),
    }


def write_parquet(path: Path, fps: float, angles: dict[str, Floats]) -> None:
    """Write ``time_s`` and one column an angle."""
    names = ["time_s", *angles]
    n = len(next(iter(angles.values())))
    table = np.column_stack([np.arange(n) / fps, *(np.round(v, 3) for v in angles.values())])
    with duckdb.connect(config={"threads": "1"}) as base:
        base.execute(f"create table t ({', '.join(f'{c} double' for c in names)})")
        base.executemany(f"insert into t values ({', '.join('?' * len(names))})", table.tolist())  # noqa: S608  (own names)
        base.execute(f"copy t to '{str(path).replace(chr(39), chr(39) * 2)}' (format parquet)")
