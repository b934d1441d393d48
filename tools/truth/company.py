"""A second person in the picture: who watches, talks, trains, or walks by. The truth is about the first one alone."""

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from hingecoach.types import Floats

from .dress import Dressed, Skin, sample_look
from .gait import Going, sample_walk
from .gestures import talking
from .holds import AlongLegs, AtChest, Hold, OnHips
from .motion import make_motion
from .people import PERSONS, Person, make_person
from .props import make_props
from .rotation import rot_z
from .shapes import Split
from .skeleton import Skeleton
from .standing import Aim, Standing
from .tempo import wander

Doing = Literal["watches", "talks", "trains", "walks behind", "walks before"]
CHANCE = 0.25
"""Share of the clips with a second person."""
USUAL: dict[Doing, float] = {"watches": 0.3, "talks": 0.2, "trains": 0.2, "walks behind": 0.2, "walks before": 0.1}
TRAINS = ("squat", "romanian_deadlift", "kettlebell_swing", "other")
BEHIND, BEFORE = (1.1, 2.2), (0.7, 0.95)
"""Metres from the first person's place, away from the camera and towards it."""
ASIDE = 1.2
"""Metres at most to the left or right of the first person in the picture."""


@dataclass(slots=True)
class Company:
    """A second person.

    Attributes
    ----------
    doing
        Goes into the truth's ``scene``.
    place
        Where they are and how they are turned: a (4, 4) matrix.
    loads
        Their load: meshes, each with a place a frame, in the world.
    """

    doing: Doing
    dressed: Dressed
    skeletons: list[Skeleton]
    place: Floats
    loads: list[tuple[Floats, list[Floats]]] = field(default_factory=list)

    def pose(self, k: int) -> tuple[Skin, Skin]:
        """Give the skin's places and normals in frame ``k``."""
        place, normal = self.dressed.pose(self.skeletons[min(k, len(self.skeletons) - 1)])
        turn, at = self.place[:3, :3].astype(np.float32), self.place[:3, 3].astype(np.float32)
        return place @ turn.T + at, normal @ turn.T


def sample_company(
    rng: np.random.Generator, split: Split, frames: int, fps: float, middle: Floats, eye: Floats, wall: float
) -> Company | None:
    """Draw whether there is a second person, who, where, and what they do; they share no body with the other split.

    ``middle`` is where the first person is, ``eye`` the camera, ``wall`` how far the room reaches behind the middle.
    """
    if rng.random() >= CHANCE:
        return None
    person = make_person(split, int(rng.integers(PERSONS[split])))
    doing: Doing = list(USUAL)[int(rng.choice(len(USUAL), p=list(USUAL.values())))]
    towards = float(np.arctan2(eye[1] - middle[1], eye[0] - middle[0]))
    place = _somewhere(rng, doing, middle, towards, wall)
    if doing == "trains":
        return _training(rng, person, frames, fps, place)
    skeletons = (
        _walk(rng, person, frames, fps) if doing.startswith("walks") else _stand(rng, person, doing, frames, fps)
    )
    return Company(doing, Dressed(person.rig, sample_look(rng), rng), skeletons, place)


def _somewhere(rng: np.random.Generator, doing: Doing, middle: Floats, towards: float, wall: float) -> Floats:
    """Draw a place behind the first person, or before them on the way across; x of it points to the camera."""
    back = -float(rng.uniform(*BEFORE)) if doing == "walks before" else min(float(rng.uniform(*BEHIND)), wall - 0.45)
    if doing.startswith("walks"):  # their forward is -y: across the picture
        aside, turn = 0.0, towards + float(rng.choice([0.0, np.pi]))
    else:
        aside, turn = float(rng.uniform(0.3, ASIDE) * rng.choice([-1, 1])), float(rng.uniform(-np.pi, np.pi))
    off = rot_z(towards) @ np.array([-back, aside, 0.0])
    place = np.eye(4)
    place[:3, :3] = rot_z(turn)
    place[:3, 3] = off + middle * np.array([1.0, 1.0, 0.0])
    return place


def _stand(rng: np.random.Generator, person: Person, doing: Doing, frames: int, fps: float) -> list[Skeleton]:
    """Stand about with the hands at the sides, on the hips or crossed, or talk with them."""
    holds: tuple[Hold, ...] = (AlongLegs(grip=0.25), OnHips(), AtChest())
    hold = talking(rng) if doing == "talks" else holds[int(rng.integers(len(holds)))]
    stand = Standing(person, hold, 0.1, 8.0)
    sway = {name: wander(rng, frames, fps, s, 1.5) for name, s in (("yaw", 4.0), ("neck_turn", 14.0), ("trunk", 1.0))}
    out = []
    for k in range(frames):
        moved = {name: float(w[k]) for name, w in sway.items()}
        aim = Aim(person.knee, 0.0, person.lumbar, person.thoracic, person.neck, depth=k / fps)
        out.append(stand.solve(replace(aim, **moved)))
    return out


def _walk(rng: np.random.Generator, person: Person, frames: int, fps: float) -> list[Skeleton]:
    """Walk across the picture; when they are before the first person is drawn."""
    gait = sample_walk(rng)
    duration = 2.0 * float(rng.uniform(0.3, 0.8)) * frames / fps
    going = Going(person, gait, duration)
    return [going.solve(k / fps) for k in range(frames)]


def _training(rng: np.random.Generator, person: Person, frames: int, fps: float, place: Floats) -> Company:
    """Do an exercise of their own at the same time, once more from the start when it is done."""
    motion = make_motion(rng, person, str(rng.choice(TRAINS)), 3, fps)
    there = [k for k, stays in enumerate(motion.in_place) if stays]  # who walks off might walk into the first person
    turns = [there[k % len(there)] for k in range(frames)]
    dressed = Dressed(person.rig, sample_look(rng), rng)
    loads = [(mesh, [place @ at[k] for k in turns]) for mesh, at in make_props(rng, motion).moving]
    return Company("trains", dressed, [motion.skeletons[k] for k in turns], place, loads)
