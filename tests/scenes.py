"""What happens to tracks in real clips, made with stick figures: cut, covered, mirrored, walking, other movements."""

from dataclasses import replace

import numpy as np

from hingecoach import skeleton
from hingecoach.keypoints import LEFT, RIGHT, P
from hingecoach.outline import STATIONS
from hingecoach.skeleton import FOREARM, SHANK, THIGH, TRUNK, project, up
from hingecoach.synthetic import figure
from hingecoach.types import MARKS, SEEKERS, Floats, LoadLooks, PoseSource, PoseTrack

SCALE = 300.0
MIDDLE = np.array([640.0, 660.0])
CHANCE = {"plate": 0.6, "bell": 0.55, "dumbbell": 0.55, "bar": 0.1, "cable": 0.4, "box": 0.35, "carried": 0.2}
"""Scores that a seeker gives by chance, about the medians of the shared clips."""
FIELDS = ("xy", "depth", "world", "score", "person", "outline")


def at_frames(track: PoseTrack, frames: Floats) -> PoseTrack:
    """Keep some frames of a track, with their own times."""
    return replace(track, time=track.time[frames], **{name: getattr(track, name)[frames] for name in FIELDS})


def between(track: PoseTrack, start: float, end: float) -> PoseTrack:
    """Cut a piece out of a clip; its clock starts anew."""
    part = at_frames(track, (track.time >= start) & (track.time <= end))
    return replace(part, time=part.time - part.time[0])


def uneven(track: PoseTrack, seed: int = 0) -> PoseTrack:
    """Drop a fifth of the frames at random and jitter nothing: what variable frame rates look like."""
    keep = np.random.default_rng(seed).random(track.time.size) > 0.2
    return at_frames(track, keep | (np.arange(track.time.size) == 0))


def joined(*tracks: PoseTrack) -> PoseTrack:
    """Play tracks one after the other."""
    time, last = [], -1 / 30
    for t in tracks:
        time.append(t.time - t.time[0] + last + 1 / 30)
        last = float(time[-1][-1])
    parts = {name: np.concatenate([getattr(t, name) for t in tracks]) for name in FIELDS}
    return replace(tracks[0], time=np.concatenate(time), **parts)


def moved(track: PoseTrack, by: tuple[float, float] = (0.0, 0.0), times: float = 1.0) -> PoseTrack:
    """Scale the picture about its corner, then shift it; the picture grows so that nothing leaves it."""
    width, height = track.size
    return replace(
        track,
        xy=track.xy * times + by,
        outline=track.outline * times + by,
        depth=track.depth * times,
        size=(int(width * times + by[0]) + 1, int(height * times + by[1]) + 1),
    )


def mirrored(track: PoseTrack) -> PoseTrack:
    """See the clip in a mirror, as a network would: the side that is nearer stays nearer and changes its name."""
    other = np.arange(33)
    other[list(LEFT)], other[list(RIGHT)] = RIGHT, LEFT
    return replace(
        track,
        xy=(track.xy * [-1, 1] + [track.size[0] - 1, 0])[:, other],
        world=(track.world * [-1, 1, 1])[:, other],
        depth=track.depth[:, other],
        score=track.score[:, other],
        outline=(track.outline * [-1, 1] + [track.size[0] - 1, 0])[:, :, ::-1],
    )


def unseen(track: PoseTrack, names: tuple[str, ...], start: float = -1.0, end: float = np.inf) -> PoseTrack:
    """Lower the visibility of points (of both sides) for a while."""
    score = track.score.copy()
    score[np.ix_(during(track, start, end), both(names))] = 0.05
    return replace(track, score=score)


def during(track: PoseTrack, start: float, end: float) -> Floats:
    return np.flatnonzero((track.time >= start - 1e-6) & (track.time <= end + 1e-6))


def both(names: tuple[str, ...]) -> list[int]:
    return [p for p in P if p.name[2:] in names]


def plate(track: PoseTrack, start: float, end: float, names: tuple[str, ...] = ("HIP",), by: float = 90.0) -> PoseTrack:
    """Let a network place points on a plate instead of on the body: steady, sure of itself, and wrong."""
    xy = track.xy.copy()
    xy[np.ix_(during(track, start, end), both(names))] += (by, by)
    return replace(track, xy=xy)


def looks(track, kind, *, score=0.95, offset=(0.0, 0.0), size=0.17, still=False):
    """Give a track looks in which one seeker sees something at the hands in every one."""
    frame = np.arange(0, track.time.size, 6)
    marks = np.full((frame.size, len(SEEKERS), MARKS, 5), np.nan)
    hand = track.xy[frame][:, [P.L_WRIST, P.R_WRIST]].mean(axis=1) + offset
    rng = np.random.default_rng(0)
    for name, chance in CHANCE.items():
        marks[:, SEEKERS.index(name), 0, 0] = chance
        marks[:, SEEKERS.index(name), 0, 1:3] = hand + rng.uniform(-150, 150, hand.shape)
        marks[:, SEEKERS.index(name), 0, 3:] = 0.06, 0.0
    marks[:, SEEKERS.index(kind), 0, 0] = score
    marks[:, SEEKERS.index(kind), 0, 1:3] = hand[0] if still else hand
    marks[:, SEEKERS.index(kind), 0, 3:] = size, 0.0
    return replace(track, loads=LoadLooks(frame, marks))


def nobody(seconds: float = 3.0, fps: float = 30.0) -> PoseTrack:
    t = round(seconds * fps)
    return PoseTrack(
        time=np.arange(t) / fps,
        xy=np.full((t, 33, 2), np.nan),
        depth=np.full((t, 33), np.nan),
        world=np.full((t, 33, 3), np.nan),
        score=np.zeros((t, 33)),
        person=np.zeros(t),
        outline=np.full((t, STATIONS.size, 2, 2), np.nan),
        size=(1280, 720),
        source=PoseSource("stick figure", "0" * 64),
    )


def stand(seconds: float, fps: float = 30.0) -> PoseTrack:
    """Stand still."""
    whole = figure("hinge", stand=seconds, reps=1, fps=fps).track
    return between(whole, 0.0, seconds - 1 / fps)


def _knee(hip: Floats, ankle: Floats) -> Floats:
    """Bend the knee forward so that thigh and shank keep their lengths."""
    way = hip - ankle
    far = np.clip(np.linalg.norm(way, axis=-1, keepdims=True), 1e-6, SHANK + THIGH - 1e-6)
    along = (SHANK**2 - THIGH**2 + far**2) / (2 * far)
    off = np.sqrt(np.clip(SHANK**2 - along**2, 0, None))
    unit = way / np.linalg.norm(way, axis=-1, keepdims=True)
    return ankle + along * unit + off * np.stack([-unit[..., 1], unit[..., 0]], axis=-1)


def body(
    hip: Floats, trunk: Floats, ankles: tuple[Floats, Floats], hands: Floats | None = None, fps: float = 30.0
) -> PoseTrack:
    """Make a track from hips and ankles (metres ahead and down, left then right), and the trunk's lean in degrees.

    The hands hang down unless they are told where to be; the person faces the right of the picture.
    """
    t = trunk.size
    shoulder = hip + TRUNK * up(trunk)
    wrist = shoulder + np.array([0.0, 2 * FOREARM]) if hands is None else hands
    at = {"HIP": hip, "SHOULDER": shoulder, "WRIST": wrist, "ELBOW": (shoulder + wrist) / 2}
    at |= dict.fromkeys(("PINKY", "INDEX", "THUMB"), wrist + 0.08 * (wrist - shoulder))
    at |= skeleton._head(shoulder, trunk, np.zeros(t))
    points = np.zeros((t, 33, 3))
    for p in P:
        side, _, name = p.name.partition("_")
        own = dict(at)
        ankle = ankles[0 if side == "L" else 1]
        own |= {"ANKLE": ankle, "KNEE": _knee(hip, ankle)}
        own |= {"HEEL": ankle + np.array([-0.06, 0.06]), "TOE": ankle + np.array([0.2, 0.06])}
        name = name.removesuffix("_IN").removesuffix("_OUT") if p is not P.NOSE else "NOSE"
        wide = 0.18 if name in ("SHOULDER", "ELBOW", "WRIST", "PINKY", "INDEX", "THUMB") else 0.09
        wide = 0.05 if name in ("EYE", "EAR", "MOUTH") else wide
        points[:, p, :2] = own[name]
        points[:, p, 2] = {"L": wide, "R": -wide}.get(side, 0.0) if p is not P.NOSE else 0.0
    xy, z = project(points, "right", 0.0)
    middle = (xy[:, P.L_HIP] + xy[:, P.R_HIP]) / 2
    score = np.full((t, 33), 0.98)
    score[:, list(LEFT)] = 0.85
    return PoseTrack(
        time=np.arange(t) / fps,
        xy=xy * SCALE + MIDDLE,
        depth=z * SCALE,
        world=np.concatenate([xy - middle[:, None], z[..., None]], axis=-1),
        score=score,
        person=np.ones(t),
        outline=np.full((t, STATIONS.size, 2, 2), np.nan),
        size=(1280, 720),
        source=PoseSource("stick figure", "0" * 64),
    )


def waves(reps: int, seconds: float = 3.0, still: float = 1.5, fps: float = 30.0) -> Floats:
    """Go from 0 to 1 and back so many times, after standing still."""
    time = np.arange(round((still + reps * seconds) * fps) + 1) / fps
    return np.where(time < still, 0.0, (1 - np.cos(2 * np.pi * (time - still) / seconds)) / 2)


def level(value: float, size: int, down: float = -0.08) -> Floats:
    return np.column_stack([np.full(size, value), np.full(size, down)])


def lunge(reps: int = 3) -> PoseTrack:
    """Step apart, hips sink between the feet, trunk upright."""
    deep = waves(reps)
    hip = np.column_stack([np.zeros(deep.size), -0.08 - 0.83 + 0.33 * deep])
    ahead, behind = (np.column_stack([w * np.minimum(1, 3 * deep), np.full(deep.size, -0.08)]) for w in (0.42, -0.42))
    return body(hip, 3 + 7 * deep, (behind, ahead))


def pike(reps: int = 3) -> PoseTrack:
    """Go from a plank into a pike and back: hands and feet stay on the floor, the hips rise."""
    deep = waves(reps)
    leg = 75 - 35 * deep
    foot = level(-0.8, deep.size)
    hip = foot + (SHANK + THIGH - 1e-3) * up(leg)
    hands = level(0.43, deep.size, -0.03)
    way = hands - hip
    far = np.linalg.norm(way, axis=-1)
    inner = np.arccos(np.clip((TRUNK**2 + far**2 - (2 * FOREARM) ** 2) / (2 * TRUNK * far), -1, 1))
    lean = np.arctan2(way[:, 0], -way[:, 1]) - inner
    return body(hip, np.degrees(lean), (foot, foot), hands)


def walk(steps: int = 8) -> PoseTrack:
    """Walk through the picture."""
    beat = np.arange(round(steps * 0.55 * 30)) / 30 / 0.55 * np.pi
    x = -0.9 + np.linspace(0, steps * 0.2, beat.size)
    hip = np.column_stack([x, -0.08 - 0.80 - 0.015 * np.cos(2 * beat)])
    swings = [np.sin(beat), np.sin(beat + np.pi)]
    lifts = [np.clip(np.cos(beat), 0, None), np.clip(np.cos(beat + np.pi), 0, None)]
    left, right = (np.column_stack([x + 0.28 * s, -0.08 - 0.06 * u]) for s, u in zip(swings, lifts, strict=True))
    return body(hip, np.full(beat.size, 4.0), (left, right))


def turned(track: PoseTrack, degrees: float) -> PoseTrack:
    """Turn the scene counter-clockwise, as a camera does that is rolled clockwise."""
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    middle = np.array(track.size) / 2
    world = track.world.copy()
    world[..., :2] = world[..., :2] @ turn.T
    xy, outline = ((points - middle) @ turn.T + middle for points in (track.xy, track.outline))
    return replace(track, xy=xy, outline=outline, world=world)
