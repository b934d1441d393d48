"""Whole movements: the posture at each frame of a clip, and the times of its repetitions."""

from dataclasses import dataclass, field, replace

import numpy as np

from .acts import Setting
from .between import tell
from .drills import DRILLS, FLOOR, OTHERS, Drill, Load, Way
from .floor import Kneeling, Lying
from .form import Fault, Form, over_the_set, sample_form
from .gait import Going, lunge, sample_sprint, sample_walk
from .gestures import hands
from .holds import AtChest, Moving, OnHips
from .people import Person
from .rig import SIDES, Side
from .skeleton import Skeleton
from .standing import Aim, Standing, down_to
from .tempo import RepTimes, Tempo, sample_tempo, wander

POWER = {"knee": 0.85, "trunk": 1.0, "lumbar": 1.35, "thoracic": 1.2, "neck": 1.1, "away": 1.0}
"""How each angle follows the depth: the knees settle early, the back rounds late."""
SWAY = {"knee": 0.6, "trunk": 0.6, "lumbar": 0.5, "thoracic": 0.5, "neck": 1.1, "yaw": 0.8, "roll": 0.4, "axial": 1.0,
        "lateral": 0.6, "neck_turn": 2.5, "off_balance": 0.006, "shift": 0.004}  # fmt: skip
"""Standard deviation of what a person's angles wander by while they stand still; degrees and metres."""
BREATH = 4.0
"""Seconds of one breath."""


@dataclass(slots=True)
class Motion:
    """A movement of one person.

    Attributes
    ----------
    skeletons
        One a frame.
    depth
        0 at the top, 1 at the bottom, a number a frame.
    reps
        The repetitions' times; empty where nothing is counted.
    load, way
        What is held, and how, in words.
    planted
        The leg whose angles count; None for both alike.
    forms
        The form of each repetition.
    load_at
        For each frame the frame whose hands the load lies in: itself while it is held, else another one.
    in_place
        Whether a frame shows the person where the set is done, and not on the way there.
    acts
        What else happens (``between``): what, from when to when, seconds.
    """

    person: Person
    exercise: str
    skeletons: list[Skeleton]
    depth: list[float]
    reps: tuple[RepTimes, ...] = ()
    load: Load = "none"
    way: str = ""
    planted: Side | None = None
    forms: list[Form] = field(default_factory=list)
    load_at: list[int] = field(default_factory=list)
    in_place: list[bool] = field(default_factory=list)
    acts: list[tuple[str, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let the load be held, and the person be in place, throughout, where nothing else is said."""
        self.load_at = self.load_at or list(range(len(self.skeletons)))
        self.in_place = self.in_place or [True] * len(self.skeletons)


def make_motion(
    rng: np.random.Generator, person: Person, exercise: str, reps: int, fps: float, fault: Fault | str = "any"
) -> Motion:
    """Make a set of an exercise.

    Raises
    ------
    ValueError
        No exercise has that name.
    """
    if exercise in DRILLS:
        return _drill(rng, person, exercise, reps, fps, fault)
    if exercise in FLOOR:
        return _on_the_floor(rng, person, exercise, reps, fps, fault)
    if exercise == "acceleration":
        return _sprint(rng, person, fps)
    if exercise == "other":
        return _other(rng, person, str(rng.choice(OTHERS)), fps)
    raise ValueError(f"No exercise is called {exercise!r}.")


def _drill(rng: np.random.Generator, person: Person, exercise: str, reps: int, fps: float, fault: str) -> Motion:
    drill = DRILLS[exercise]
    way = drill.ways[int(rng.integers(len(drill.ways)))]
    stand = Standing(
        person,
        way.hold(rng),
        width=float(rng.uniform(*drill.stance)) * person.rig.shape.stature,
        turnout=float(rng.uniform(*drill.turnout)),
        load=float(rng.uniform(*way.mass)),
        lifted=SIDES[int(rng.integers(2))] if drill.one_leg else None,
    )
    forms = over_the_set(rng, person, sample_form(rng, person, fault), reps)  # type: ignore[arg-type]
    tempo = sample_tempo(rng, reps, starts=drill.starts, kind="swing" if drill.swing else "grind")
    lows = _deepest(rng, person, drill, way, forms, stand)
    tops = [_top(person, f) for f in forms]
    aims = _aims(rng, tempo, tops, lows, fps)
    if drill.squat:
        aims = [replace(a, shank=4.0 + 0.30 * a.knee) for a in aims]
    stand.forget()
    planted: Side | None = None if stand.lifted is None else ("R" if stand.lifted == "L" else "L")
    done = [stand.solve(a) for a in aims]
    told = tell(rng, Setting(stand, way, stand.hold, tops[0], fps), done, aims, tempo.reps)
    return Motion(
        person, exercise, told.skeletons, told.depth, told.reps, way.load, way.name, planted, forms, told.load_at,
        told.in_place, told.acts,
    )  # fmt: skip


def _top(person: Person, form: Form) -> Aim:
    """Give the posture at the top of a repetition."""
    return Aim(
        knee=person.knee + 0.8 * form.short,
        trunk=0.75 * form.short - 0.35 * form.lean,
        lumbar=person.lumbar - form.lean,
        thoracic=person.thoracic + 0.3 * form.upper,
        neck=person.neck - 0.25 * form.chin,
        away=0.25 * form.away,
    )


def _deepest(
    rng: np.random.Generator, person: Person, drill: Drill, way: Way, forms: list[Form], stand: Standing
) -> list[Aim]:
    """Give the posture at the bottom of each repetition."""
    knee, trunk = float(rng.uniform(*drill.knee)), float(rng.uniform(*drill.trunk))
    handle = None if way.handle is None else float(rng.uniform(*way.handle))
    out = []
    for f in forms:
        bend = max(knee + float(rng.normal(0, 2)) + f.knees * (0.5 if handle else 1.0), 1.0)
        aim = Aim(
            knee=bend,
            trunk=trunk + float(rng.normal(0, 2)),
            lumbar=person.lumbar_for(f.convex),
            thoracic=person.thoracic + f.upper,
            neck=person.neck - f.chin,
            away=min(f.away, 0.10) if handle else f.away,
            depth=1.0,
            shank=4.0 + 0.30 * bend if drill.squat else None,
        )
        out.append(aim if handle is None else down_to(stand, aim, handle))
    return out


def _aims(rng: np.random.Generator, tempo: Tempo, tops: list[Aim], lows: list[Aim], fps: float) -> list[Aim]:
    """Go from posture to posture in the tempo, with sway, breath and small asymmetries on top."""
    n = int(tempo.duration * fps)
    sway = {k: wander(rng, n, fps, spread) for k, spread in SWAY.items()}
    aside = {"yaw": float(rng.normal(0, 1.5)), "lateral": float(rng.normal(0, 1.2)), "axial": float(rng.normal(0, 1.5))}
    breath, phase = BREATH * float(rng.uniform(0.8, 1.2)), float(rng.uniform(0, 6))
    out = []
    for k in range(n):
        depth, rep = tempo.depth(k / fps)
        top, low = tops[rep], lows[rep]
        mix = {name: _mix(getattr(top, name), getattr(low, name), depth**power) for name, power in POWER.items()}
        for name, w in sway.items():
            mix[name] = mix.get(name, 0.0) + float(w[k]) + aside.get(name, 0.0)
        out.append(Aim(**mix, depth=depth, breath=float(np.sin(2 * np.pi * k / fps / breath + phase))))
    return out


def _mix(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _on_the_floor(rng: np.random.Generator, person: Person, exercise: str, reps: int, fps: float, fault: str) -> Motion:
    forms = over_the_set(rng, person, sample_form(rng, person, fault), reps)  # type: ignore[arg-type]
    width = float(rng.uniform(0.06, 0.09)) * person.rig.shape.stature
    if exercise == "kneeling_hinge":
        return _kneeling(rng, person, forms, width, fps)
    raised: Side | None = SIDES[int(rng.integers(2))] if exercise.endswith("single_leg") else None
    lying = Lying(person, width, float(rng.uniform(0.42, 0.52)), raised, float(rng.uniform(0, 40)))
    tempo = sample_tempo(rng, reps, starts="bottom", kind="grind")
    high = float(rng.uniform(24, 32))
    lows = [_flat(person) for _ in forms]
    tops = [_lifted(person, f, high) for f in forms]
    aims = _aims(rng, tempo, tops, lows, fps)
    planted: Side | None = None if raised is None else ("R" if raised == "L" else "L")
    skeletons = [lying.solve(a) for a in aims]
    return Motion(
        person, exercise, skeletons, [a.depth for a in aims], tempo.reps, "none", "on the floor", planted, forms
    )


def _flat(person: Person) -> Aim:
    return Aim(knee=0.0, trunk=-6.0, lumbar=min(person.lumbar + 12.0, 8.0), thoracic=2.0, neck=-3.0)


def _lifted(person: Person, form: Form, high: float) -> Aim:
    """Give the top of a bridge: the hips high, less so or arched where the form says so; the head stays down."""
    trunk = high - 0.9 * form.short + 0.25 * form.lean
    return Aim(
        knee=0.0, trunk=trunk, lumbar=min(person.lumbar + 10.0, 4.0) - form.lean, thoracic=2.0, neck=0.75 * trunk
    )


def _kneeling(rng: np.random.Generator, person: Person, forms: list[Form], width: float, fps: float) -> Motion:
    crossed = rng.random() < 0.5
    kneel = Kneeling(person, AtChest() if crossed else OnHips(), width)
    tempo = sample_tempo(rng, len(forms), starts="top", kind="grind")
    back, trunk = float(rng.uniform(34, 50)), float(rng.uniform(40, 72))
    tops = [replace(_top(person, f), knee=2.0 + 0.4 * f.short, away=0.0) for f in forms]
    lows = [
        replace(t, knee=back, trunk=trunk, lumbar=person.lumbar_for(f.convex), thoracic=person.thoracic + f.upper,
                neck=person.neck - f.chin)
        for t, f in zip(tops, forms, strict=True)
    ]  # fmt: skip
    aims = _aims(rng, tempo, tops, lows, fps)
    way = "arms crossed" if crossed else "hands on hips"
    skeletons = [kneel.solve(a) for a in aims]
    return Motion(person, "kneeling_hinge", skeletons, [a.depth for a in aims], tempo.reps, "none", way, None, forms)


def _sprint(rng: np.random.Generator, person: Person, fps: float) -> Motion:
    gait = sample_sprint(rng)
    duration = gait.wait + float(rng.uniform(1.5, 2.2))
    going = Going(person, gait, duration)
    skeletons = [going.solve(k / fps) for k in range(int(duration * fps))]
    return Motion(person, "acceleration", skeletons, [0.0] * len(skeletons), way="sprint start")


def _other(rng: np.random.Generator, person: Person, kind: str, fps: float) -> Motion:
    """Make what is no exercise of ours: lunges, rows, presses, walking by, talking with the hands."""
    n = int(float(rng.uniform(3.0, 5.0)) * fps)
    if kind == "walk":
        going = Going(person, sample_walk(rng), min(n / fps, 2.8))
        skeletons = [going.solve(k / fps) for k in range(int(going.duration * fps))]
        return Motion(person, "other", skeletons, [0.0] * len(skeletons), way=kind)
    turn = 2 * np.pi / (fps * float(rng.uniform(1.4, 2.4)))
    wave = [0.5 - 0.5 * float(np.cos(turn * k)) for k in range(n)]
    if kind == "lunge":
        step = float(rng.uniform(0.30, 0.42)) * person.rig.shape.stature
        return Motion(person, "other", [lunge(person, step, d) for d in wave], [0.0] * n, way=kind)
    still = Aim(knee=person.knee, trunk=1.0, lumbar=person.lumbar, thoracic=person.thoracic, neck=person.neck)
    if kind == "row":
        still = replace(still, knee=22.0, trunk=float(rng.uniform(40, 62)), lumbar=person.lumbar_for(-8.0))
    load: Load = "bar" if kind == "row" else "dumbbells" if kind == "press" else "none"
    stand = Standing(person, Moving(path=hands(rng, kind), world=True), 0.1, 4.0, 0.05)
    skeletons = [stand.solve(replace(still, depth=d if kind != "talk" else k / fps)) for k, d in enumerate(wave)]
    return Motion(person, "other", skeletons, [0.0] * n, load=load, way=kind)
