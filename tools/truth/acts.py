"""What people do that is no repetition, as postures frame by frame.

They walk in, talk with their hands, take the load from the floor, press it between two repetitions, let go and take a
new grip, set the load down, stand up without it and walk off.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Literal

import numpy as np

from .drills import Way
from .gestures import talking
from .holds import AlongLegs, Hanging, Hold, Moving
from .pose import Arm
from .rig import SIDES, Rig, Side
from .skeleton import Skeleton
from .standing import Aim, Standing, down_to
from .steps import Swinging, sample_path, walk
from .tempo import ease, wander

What = Literal["walks in", "talks", "picks up", "presses", "grips anew", "sets down", "stands up", "walks off"]
CARRIED = {"bar": 0.225, "dumbbells": 0.085, "kettlebell": 0.27}
"""Loads that are set down and picked up when the exercise itself does not: height of the handle, metres."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame of an act in place: the posture, where the hands are, and whether they have the load."""

    aim: Aim
    hold: Hold
    held: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is no repetition: the posture in each frame, and whether the hands have the load there."""

    what: What
    skeletons: list[Skeleton]
    held: list[bool]


@dataclass(frozen=True)
class Towards(Hold):
    """Hands on the way from one hold to another; ``share`` 0 to 1, ``depth`` is what the second one is asked for."""

    first: Hold = field(default_factory=Hold)
    second: Hold = field(default_factory=Hold)
    share: float = 0.0
    depth: float = 0.0

    def arms(self, s: Skeleton, rig: Rig, aim: Aim) -> dict[Side, Arm]:
        """Mix the goals of the wrists and where the elbows point."""
        a, b = self.first.arms(s, rig, aim), self.second.arms(s, rig, replace(aim, depth=self.depth))
        return {k: _mixed(a[k], b[k], self.share) for k in SIDES}


def _mixed(a: Arm, b: Arm, x: float) -> Arm:
    return Arm(
        (1 - x) * a.wrist + x * b.wrist,
        (1 - x) * a.elbow_to + x * b.elbow_to,
        (1 - x) * a.pronation + x * b.pronation,
    )


def towards(first: Hold, second: Hold, share: float, depth: float = 0.0) -> Hold:
    """Give the hold on the way from one to the other."""
    return Towards((1 - share) * first.grip + share * second.grip, first, second, share, depth)


@dataclass(frozen=True, slots=True)
class Setting:
    """What acts need to know: who, how the load is held, the posture at the top, frames a second."""

    stand: Standing
    way: Way
    hold: Hold
    top: Aim
    fps: float

    @property
    def free(self) -> bool:
        """Whether the hands are empty at the top before the first repetition."""
        return self.way.load == "none" or self.way.handle is not None

    @property
    def carried(self) -> bool:
        """Whether the load could be set down although the exercise does not."""
        return self.way.handle is None and self.way.load in CARRIED and isinstance(self.hold, AlongLegs | Hanging)

    @property
    def empty(self) -> Hold:
        """Where the hands are at the top when the load lies on the floor: no swing begins there."""
        swings = self.carried and not isinstance(self.hold, AlongLegs)
        return Hanging(width=0.07, pronation=0.6) if swings else self.hold

    def frames(self, seconds: float) -> int:
        """Give how many frames so many seconds are, at least two."""
        return max(2, round(seconds * self.fps))

    def done(self, what: What, moments: list[Moment]) -> Act:
        """Pose the moments."""
        out = []
        for m in moments:
            self.stand.hold = m.hold
            out.append(self.stand.solve(m.aim))
        self.stand.hold = self.hold
        return Act(what, out, [m.held for m in moments])


def before(rng: np.random.Generator, at: Setting, aim: Aim) -> list[Act]:
    """Draw what comes before the set, which begins at the top with ``aim``."""
    acts = []
    if at.carried:
        acts = [_set_down(rng, at, aim, up=True)]
    elif at.free and rng.random() < 0.5:
        acts = [_talk(rng, at, aim)]
    if (at.free or at.carried) and at.way.load != "trap_bar" and (not acts or rng.random() < 0.5):
        acts.insert(0, _walk_in(rng, at, aim))
    return acts


def between(rng: np.random.Generator, at: Setting, aim: Aim) -> list[Act]:
    """Draw what happens in a gap between two repetitions."""
    if aim.depth > 0.5:
        return [_regrip(rng, at, aim)] if at.way.handle is not None else []
    if at.way.load == "none":
        return [_talk(rng, at, aim)]
    return [_press(rng, at, aim)] if at.carried else []


def after(rng: np.random.Generator, at: Setting, aim: Aim) -> list[Act]:
    """Draw what comes after the set, which ends with ``aim``."""
    acts = []
    if aim.depth > 0.5:
        acts = [_rise(rng, at, aim)]
    elif at.carried:
        acts = [_set_down(rng, at, aim, up=False)]
    elif at.way.load != "none":
        return []
    top = at.top if aim.depth > 0.5 else aim
    if rng.random() < 0.4:
        acts.append(_talk(rng, at, top))
    if at.way.load != "trap_bar" and (not acts or rng.random() < 0.6):
        acts.append(_walk_off(rng, at, top))
    return acts


def _settled(rng: np.random.Generator, at: Setting, aim: Aim, n: int) -> list[Aim]:
    """Stand as in ``aim``, with a little sway that begins and ends at nothing."""
    window = np.sin(np.pi * np.arange(n) / max(n - 1, 1)) ** 2
    spread = {"yaw": 2.0, "neck_turn": 8.0, "neck": 4.0, "trunk": 1.0}
    sway = {name: window * wander(rng, n, at.fps, s) for name, s in spread.items()}
    return [replace(aim, **{name: getattr(aim, name) + float(w[k]) for name, w in sway.items()}) for k in range(n)]


def _bump(k: int, n: int, edge: float) -> float:
    """Rise from 0 to 1, stay, and fall again; ``edge`` is the share of the time that the rise takes."""
    x = k / max(n - 1, 1)
    return ease(x / edge) * ease((1 - x) / edge)


def _talk(rng: np.random.Generator, at: Setting, aim: Aim) -> Act:
    n = at.frames(float(rng.uniform(2.0, 4.0)))
    hands = talking(rng)
    aims = _settled(rng, at, aim, n)
    return at.done(
        "talks", [Moment(a, towards(at.empty, hands, _bump(k, n, 0.25), k / at.fps), False) for k, a in enumerate(aims)]
    )


def _press(rng: np.random.Generator, at: Setting, aim: Aim) -> Act:
    n, times = at.frames(float(rng.uniform(3.0, 4.5))), int(rng.integers(1, 3))
    hands = Moving(path=_pressed, world=True)
    moments = []
    for k, a in enumerate(_settled(rng, at, aim, n)):
        x = float(np.clip((k / n - 0.28) / 0.44, 0.0, 1.0))
        high = 0.5 - 0.5 * float(np.cos(2 * np.pi * times * x))
        moments.append(Moment(a, towards(at.hold, hands, _bump(k, n, 0.28), high), True))
    return at.done("presses", moments)


def _pressed(depth: float, side: Side) -> tuple[float, float, float]:
    del side
    return 0.22, -0.20 + 0.14 * depth, -0.04 + 0.52 * depth


def _regrip(rng: np.random.Generator, at: Setting, aim: Aim) -> Act:
    """Let go of the load on the floor, come up a little with the hands along the legs, and take it again."""
    n, share = at.frames(float(rng.uniform(1.4, 2.6))), float(rng.uniform(0.12, 0.35))
    aims = [_lerp(aim, at.top, share * _bump(k, n, 0.45)) for k in range(n)]
    return at.done("grips anew", [Moment(a, at.hold, False) for a in aims])


def _rise(rng: np.random.Generator, at: Setting, aim: Aim) -> Act:
    """Leave the load on the floor and stand up."""
    n = at.frames(float(rng.uniform(1.0, 1.7)))
    return at.done("stands up", [Moment(_lerp(aim, at.top, ease(k / (n - 1))), at.hold, False) for k in range(n)])


def _set_down(rng: np.random.Generator, at: Setting, aim: Aim, *, up: bool) -> Act:
    """Bend down, leave the load on the floor and stand up; or the same backwards: pick it up."""
    hang = at.empty
    low = _lowest(rng, at, aim, hang)
    n, rest, lower = at.frames(float(rng.uniform(1.0, 1.7))), at.frames(0.3), at.frames(0.7)
    moments = []
    if not isinstance(at.hold, AlongLegs):
        moments = [Moment(aim, towards(at.hold, hang, ease(k / lower)), True) for k in range(lower)]
    moments += [Moment(_lerp(aim, low, ease(k / n)), hang, True) for k in range(n)]
    moments += [Moment(low, hang, k < rest // 2 + 1) for k in range(rest)]
    moments += [Moment(_lerp(low, aim, ease((k + 1) / n)), hang, False) for k in range(n)]
    return at.done("picks up" if up else "sets down", moments[::-1] if up else moments)


def _lowest(rng: np.random.Generator, at: Setting, aim: Aim, hang: Hold) -> Aim:
    """Bend down as far as the load's handle on the floor."""
    person = at.stand.person
    bent = replace(
        aim,
        knee=float(rng.uniform(45, 80)),
        trunk=50.0,
        lumbar=person.lumbar_for(float(rng.uniform(-18, 0))),
        neck=person.neck - 8.0,
        shank=None,
        depth=1.0,
    )
    at.stand.hold = hang
    low = down_to(at.stand, bent, CARRIED[at.way.load])
    at.stand.forget()
    return low


def _walk_in(rng: np.random.Generator, at: Setting, aim: Aim) -> Act:
    return _walked(rng, at, aim, float(rng.uniform(1.3, 2.4)), "walks in")


def _walk_off(rng: np.random.Generator, at: Setting, aim: Aim) -> Act:
    """Walk backwards from what lies on the floor, or forwards where nothing lies there."""
    ahead = at.way.load == "none" and rng.random() < 0.7
    act = _walked(rng, at, aim, float(rng.uniform(1.3, 2.4)) * (-1 if ahead else 1), "walks off")
    return Act(act.what, act.skeletons[::-1], act.held)


def _walked(rng: np.random.Generator, at: Setting, aim: Aim, start: float, what: What) -> Act:
    path = sample_path(rng, start, at.fps)
    n, arms = path.body.size, float(rng.uniform(12, 26))
    last = at.frames(0.6)
    holds = [towards(at.empty, Swinging(ahead=arms * float(path.swing[k])), ease((n - 1 - k) / last)) for k in range(n)]
    return Act(what, walk(at.stand, aim, path, holds), [False] * n)


def _lerp(a: Aim, b: Aim, share: float) -> Aim:
    """Go from one posture to another."""
    names = [f.name for f in fields(Aim) if f.name != "shank"]
    return replace(a, shank=None, **{n: getattr(a, n) + share * (getattr(b, n) - getattr(a, n)) for n in names})
