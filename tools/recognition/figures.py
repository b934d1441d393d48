"""Skeletons that move as the renderer's do, as if their points had been found without error: cheap truth in numbers.

Rendering a clip and finding its points takes half a minute, moving its skeleton half a second. So hundreds of figures
teach what separates the exercises, and each rendered clip's *twin*, the same movement without pictures, tells what the
search for points does to every number (:mod:`.noise`).
"""

from dataclasses import dataclass

import numpy as np

from hingecoach.keypoints import P
from hingecoach.types import POINTS, Floats, PoseSource, PoseTrack
from truth.dress import Dressed, sample_look
from truth.drills import EXERCISES
from truth.motion import Motion, extent, make_motion
from truth.people import PERSONS, make_person
from truth.props import make_props
from truth.rig import SIDES, Rig, Side
from truth.scene import LIES, SIZES, Camera, look_at, sample_camera
from truth.shapes import Split
from truth.skeleton import Skeleton

FPS, REPS = 20, (2, 3)
"""Those that ``make truth`` uses."""
FACE = {"EYE_IN": (0.015, -0.1, 0.085), "EYE": (0.03, -0.095, 0.085), "EYE_OUT": (0.045, -0.085, 0.085),
        "EAR": (0.075, 0.0, 0.06), "MOUTH": (0.025, -0.1, 0.01)}  # fmt: skip
"""Left side's places in the head's own frame, metres of a person of 1.75 m."""
NOSE = (0.0, -0.12, 0.05)
HAND = {"INDEX": 1.25, "PINKY": 1.2, "THUMB": 0.8}
"""How far along the line from the wrist to the middle of the palm."""
JOINTS = ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")
SURE = 0.97
"""Score of points that are known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A movement without pictures: its motion, its camera, and its points as a track."""

    motion: Motion
    camera: Camera
    track: PoseTrack


def figure(seed: int, number: int, exercise: str, split: Split, azimuth: tuple[float, float]) -> Figure:
    """Move as clip ``number`` of ``make truth SEED=seed`` moves, if ``exercise``, ``split`` and ``azimuth`` agree."""
    rng = np.random.default_rng([seed, number])
    size = SIZES[0 if exercise in LIES else int(rng.integers(2))]
    person = make_person(split, int(rng.integers(PERSONS[split])))
    motion = make_motion(rng, person, exercise, int(rng.integers(REPS[0], REPS[1] + 1)), FPS)
    Dressed(person.rig, sample_look(rng), rng)
    make_props(rng, motion)
    camera = sample_camera(rng, extent(motion), size, azimuth)
    return Figure(motion, camera, track_of(motion, camera, size))


def numbered(seed: int, number: int) -> Figure:
    """Make one of a row of figures: the exercises take turns, two of five are filmed from well off the side."""
    wide = number // len(EXERCISES) % 5 in (1, 3)
    return figure(seed, number, EXERCISES[number % len(EXERCISES)], "train", (25.0, 75.0) if wide else (0.0, 30.0))


def track_of(motion: Motion, camera: Camera, size: tuple[int, int]) -> PoseTrack:
    """See the skeletons through a camera."""
    solid = np.array([points(s, motion.person.rig) for s in motion.skeletons])
    matrix = look_at(camera.eye, camera.target, camera.roll)
    seen = solid @ matrix[:3, :3].T + matrix[:3, 3]
    away = -seen[..., 2]
    flat = np.stack([seen[..., 0], -seen[..., 1]], axis=-1) * camera.focal / away[..., None] + np.array(size) / 2
    world = np.stack([seen[..., 0], -seen[..., 1], away], axis=-1)
    middle = (world[:, P.L_HIP] + world[:, P.R_HIP]) / 2
    hips = flat[:, [P.L_HIP, P.R_HIP]].mean(axis=1)
    there = ((hips > 0) & (hips < size)).all(axis=1)  # who is still walking into the picture is not found
    hide = np.where(there, 0.0, np.nan)[:, None]
    frames = len(solid)
    return PoseTrack(
        time=np.arange(frames) / FPS,
        xy=flat + hide[..., None],
        depth=(world - middle[:, None])[..., 2] * camera.focal / middle[:, None, 2] + hide,
        world=world - middle[:, None] + hide[..., None],
        score=np.where(there[:, None], SURE, 0.0) * np.ones(POINTS),
        person=there.astype(float),
        outline=np.full((frames, 1, 2, 2), np.nan),
        size=size,
        source=PoseSource("figure", "0" * 64),
    )


def points(s: Skeleton, rig: Rig) -> Floats:
    """Give the 33 points of a skeleton, metres, shape (33, 3)."""
    out = np.full((POINTS, 3), np.nan)
    out[P.NOSE] = _in_head(s, rig, NOSE)
    for side in SIDES:
        for name in JOINTS:
            out[P[f"{side}_{name}"]] = s.joints[f"{name.lower()}.{side}"]
        for name, (x, y, z) in FACE.items():
            out[P[f"{side}_{name}"]] = _in_head(s, rig, (x if side == "L" else -x, y, z))
        wrist = s.joints[f"wrist.{side}"]
        for name, far in HAND.items():
            out[P[f"{side}_{name}"]] = wrist + far * (s.joints[f"grip.{side}"] - wrist)
        out[P[f"{side}_HEEL"]] = _in_foot(s, side, 0.8 * rig.heel, -0.7 * rig.ankle)
        out[P[f"{side}_TOE"]] = _in_foot(s, side, 0.9 * rig.toe, -0.8 * rig.ankle)
    return out


def _in_head(s: Skeleton, rig: Rig, place: tuple[float, float, float]) -> Floats:
    return np.asarray(s.joints["head"] + s.turned["head"] @ (np.array(place) * rig.scale))


def _in_foot(s: Skeleton, side: Side, ahead: float, up: float) -> Floats:
    return np.asarray(s.joints[f"ankle.{side}"] + s.turned[f"foot.{side}"] @ np.array([0.0, ahead, up]))
