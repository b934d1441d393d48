"""From strokes to the repetitions of a set: what belongs to the set, and where each repetition starts and ends."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from .depth import depth
from .exercises import Exercise
from .geometry import length
from .keypoints import P
from .motion import Motion
from .movement import Shape, movement_of
from .recognise import HANDS_BELOW_KNEE, LEANS, is_from_floor
from .reps import STILL, Stroke, ends_on_the_way, is_whole, walk
from .signal import runs
from .types import Floats, Movement, Rep

ODD: dict[str, float] = {"hip": 12, "knee": 10, "trunk": 8, "hip_drop": 8, "hand_over_ankle": 12, "up": 0.25}
"""How far from the set's middle the first or last stroke must be to be odd in one respect (degrees, % of leg, s; E)."""
FEW = 4
"""Sets of fewer strokes do not show their own usual; one of so many shows it badly (E)."""
MANY = 4
"""Odd in this many respects out of six: the load is being picked up or set down, or hands are empty (E)."""
FLOATS, LOWER = 0.6, 12.0
"""Arms that rise less than this share of the others, after hands so much lower (% of leg), swing nothing (E)."""
FREE, FREE_FOR = 0.25, 0.2
"""A hand this many leg lengths above the hips for so many seconds after a lift from the floor holds no load (E)."""
AWAY, STEP = 0.6, 0.25
"""Hips this many leg lengths from where somebody stood up, with feet so much further apart: walked off (E)."""
BENT = 45.0
"""Degrees of hip from which on somebody bends again (E)."""
BRINGS_UP, LOOKS, STANDS = 0.6, 2, 1.5
"""A lift brings the plate up when it is in this share of the looks from half-way up to so many seconds upright (E). A
rise without it in any of at least so many looks brings nothing up, where the other rises do."""

AROUND, IN_SIGHT, STRAIGHT = 0.4, 0.6, 20.0
"""A top was seen where hips are in sight in this share of so many seconds before and after it (as for a short lockout:
:mod:`hingecoach.cues.stand_tall`), or bent less than the third, degrees (E)."""
RESTED = 0.6
"""Who lies between two bridges starts the next so many seconds before the rise shows (M: of 53 bottoms of bridges 48
come within 0.4 s of the truth; the middle of the rest does in 44)."""
CAME_UP, DOWN_AGAIN = 0.2, 0.15
"""In a re-grip somebody comes up by at least the first share of the depth, and goes down again until at most the second
is missing (E)."""


def in_set(strokes: Sequence[Stroke], shapes: Sequence[Shape], exercise: Exercise) -> list[int]:
    """Give which strokes are repetitions: picking the load up before the first and setting it down are not.

    Only sets of four and more strokes show their own usual; swings show it in the float. A swing that is hiked from
    the floor is a repetition: it ends in the float like the others.
    """
    keep = list(range(len(strokes)))
    if exercise.family == "swing":
        keep = _floating(shapes)
    if len(strokes) < FEW:
        return keep
    arms = np.array([s.arm_top for s in shapes])
    floats = np.nanmedian(arms) if np.isfinite(arms).any() else np.nan
    for end in (0, len(strokes) - 1):
        hiked = exercise.family == "swing" and end == 0 and shapes[end].arm_top > FLOATS * floats
        if end in keep and not hiked and _oddness(shapes, end) >= MANY + (len(strokes) == FEW):
            keep.remove(end)
    return keep


def _floating(shapes: Sequence[Shape]) -> list[int]:
    """Leave out strokes at either end of a set of swings whose hands go low before and do not float after."""
    arms = np.array([s.arm_top for s in shapes])
    hands = np.array([s.hand_over_ankle for s in shapes])
    with np.errstate(invalid="ignore"):
        hangs = arms <= FLOATS * np.max(arms, initial=0.0, where=np.isfinite(arms))
        high = np.nanmin(hands[~hangs]) if np.isfinite(hands[~hangs]).any() else np.nan
        swings = np.flatnonzero(~hangs | (hands > high - LOWER))
    return list(range(swings[0], swings[-1] + 1)) if swings.size else list(range(arms.size))


def _oddness(shapes: Sequence[Shape], end: int) -> int:
    """Count the respects in which one stroke differs from the middle of the set and its usual spread."""
    count = 0
    for name, least in ODD.items():
        values = np.array([getattr(s, name) for s in shapes[1:-1]])
        middle = np.nanmedian(values) if np.isfinite(values).any() else np.nan
        spread = np.nanmedian(np.abs(values - middle)) if np.isfinite(values).any() else np.nan
        count += bool(abs(getattr(shapes[end], name) - middle) > max(least, 4.0 * spread))
    return count


def to_reps(motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape], exercise: Exercise) -> tuple[Rep, ...]:
    """Turn strokes into repetitions, numbered from 1.

    An exercise that starts at the bottom lists only strokes that rise to their top; in the others a stroke that the
    clip cuts off is listed as incomplete.
    """
    starts = exercise.starts or "top"
    reps: list[Rep] = []
    chosen = in_set(strokes, shapes, exercise)
    if exercise.family == "floor_pull":
        chosen = _lifts(motion, strokes, chosen)
    bent = depth(motion) if starts == "bottom" else None
    for i in chosen:
        stroke, shape = strokes[i], shapes[i]
        stroke = stroke if bent is None else from_last_rest(bent, stroke)
        stroke = _from_the_floor(motion, stroke) if motion.posture == "lying" else stroke
        hiked = exercise.family == "swing" and i == 0 and shape.hand_over_knee < HANDS_BELOW_KNEE
        stroke = _from_backswing(motion, stroke) if hiked else stroke
        whole = is_whole(stroke, starts) or (hiked and stroke.after is not None)
        if starts == "bottom" and not whole:
            continue
        follow = strokes[i + 1] if i + 1 < len(strokes) else None
        moved = _movement(motion, shape, exercise)
        reps.append(_rep(motion, len(reps) + 1, stroke, follow, exercise, whole=whole, movement=moved))
    return tuple(reps)


def _lifts(motion: Motion, strokes: Sequence[Stroke], chosen: list[int]) -> list[int]:
    """Leave out rises at either end of a set that leave the load on the floor."""
    ends = [*(strokes[i].bottom for i in chosen[1:]), motion.time.size]
    plate = {i: _plate_share(motion, strokes[i], end) for i, end in zip(chosen, ends, strict=False)}
    kept = chosen[:-1] if _stands_up_without(motion, [strokes[i] for i in chosen]) else list(chosen)
    for end in (-1, 0):
        others = [plate[i] for i in kept if i != kept[end]]
        if others and plate[kept[end]] == 0 and np.median(np.nan_to_num(others)) >= BRINGS_UP:
            kept.pop(end)
    return kept


def _plate_share(motion: Motion, stroke: Stroke, end: int) -> float:
    """Give in what share of the looks from half-way up on, until the person bends again, a plate is at the hands.

    NaN where there were too few looks.
    """
    up, upright = (stroke.lift + stroke.arrive) // 2, motion.time[stroke.arrive]
    with np.errstate(invalid="ignore"):
        again = np.flatnonzero(motion.angles.hip[stroke.arrive : end] > BENT)
    last = motion.time[(stroke.arrive + int(again[0]) if again.size else end) - 1]
    when = (motion.load.time >= motion.time[up]) & (motion.load.time <= min(upright + STANDS, last))
    return float(motion.load.plate[when].mean()) if when.sum() >= LOOKS else np.nan


def _stands_up_without(motion: Motion, strokes: Sequence[Stroke]) -> bool:
    """Say whether the load stayed on the floor in the last rise: hands go up or feet off after it, and only it."""
    if len(strokes) <= 1:
        return False
    ends = [*(s.bottom for s in strokes[1:]), motion.time.size]
    for sign in (_hands_go_up, _walks_off):
        free = [sign(motion, s.arrive, end) for s, end in zip(strokes, ends, strict=True)]
        if free[-1] and not any(free[:-1]):
            return True
    return False


def _hands_go_up(motion: Motion, first: int, end: int) -> bool:
    """Say whether a hand climbs above the hips between two frames, before the person bends again."""
    xy, hip = motion.track.xy[first:end], motion.angles.hip[first:end]
    with np.errstate(invalid="ignore"):
        hips = xy[:, [P.L_HIP, P.R_HIP], 1].min(axis=1, keepdims=True)
        high = (hips - xy[:, [P.L_WRIST, P.R_WRIST], 1] > FREE * motion.leg).any(axis=1)
        high &= ~np.maximum.accumulate(hip > BENT)
    return _lasts(motion.time[first:end], high)


def _walks_off(motion: Motion, first: int, end: int) -> bool:
    """Say whether the person steps away between two frames, before bending again.

    A camera that is swung round moves the hips in the picture, too, but parts no feet.
    """
    xy, hip = motion.track.xy[first:end], motion.angles.hip[first:end]
    x, apart = xy[:, [P.L_HIP, P.R_HIP], 0].mean(axis=1), np.abs(xy[:, P.L_ANKLE, 0] - xy[:, P.R_ANKLE, 0])
    with np.errstate(invalid="ignore"):
        steps = np.logical_or.accumulate(apart - apart[:1] > STEP * motion.leg)
        away = steps & (np.abs(x - x[:1]) > AWAY * motion.leg)
        away &= ~np.maximum.accumulate(hip > BENT)
    return _lasts(motion.time[first:end], away)


def _lasts(time: Floats, true: npt.NDArray[np.bool_]) -> bool:
    """Say whether something is true for longer than a mistake of the points."""
    return any(time[b] - time[a] >= FREE_FOR for a, b in runs(true))


def from_last_rest(bent: Floats, stroke: Stroke) -> Stroke:
    """Move the bottom of a stroke to the last time that the person was down before the rise.

    Who grips anew between two lifts comes up a little and goes down again: the lift begins after that.
    """
    high = float(bent[stroke.settle : stroke.lift + 1].max())
    size = high - bent[stroke.arrive]
    down = np.flatnonzero(bent[stroke.lift : stroke.arrive + 1] >= high - DOWN_AGAIN * size)
    last = stroke.lift + int(down[-1]) if down.size else stroke.lift
    dip = stroke.lift + int(np.argmin(bent[stroke.lift : last + 1]))
    if bent[dip] > high - CAME_UP * size:
        return stroke
    peak = dip + int(np.argmax(bent[dip : last + 1]))
    settle, lift = (walk(bent, peak, end, bent[peak] - STILL * size) for end in (dip, stroke.arrive))
    return replace(stroke, settle=settle, bottom=(settle + lift) // 2, lift=lift)


def _from_the_floor(motion: Motion, stroke: Stroke) -> Stroke:
    """Move the bottom of a bridge from the middle of a long rest on the floor to its end."""
    late = int(np.searchsorted(motion.time, motion.time[stroke.lift] - RESTED))
    return replace(stroke, bottom=max(stroke.bottom, late))


def _from_backswing(motion: Motion, stroke: Stroke) -> Stroke:
    """Move the bottom of a swing hiked from the floor to the backswing: the hands nearest to the hips on the way up."""
    xy = motion.track.xy[stroke.bottom : stroke.arrive + 1]
    hands, hips = xy[:, [P.L_WRIST, P.R_WRIST]].mean(axis=1), xy[:, [P.L_HIP, P.R_HIP]].mean(axis=1)
    way = length(hands, hips)
    if not np.isfinite(way).any():
        return stroke
    back = stroke.bottom + int(np.nanargmin(way))
    return replace(stroke, settle=back, bottom=back, lift=back)


def _movement(motion: Motion, shape: Shape, exercise: Exercise) -> Movement:
    """Give a stroke's movement; a deadlift from the floor is a hinge, unless the trunk was seen to stay upright."""
    if exercise.family == "other":
        return "other"
    from_floor = exercise.family == "floor_pull" and (is_from_floor(shape) or not shape.trunk < LEANS)
    return movement_of(motion, shape, from_floor=from_floor, swings=exercise.family == "swing")


def _rep(
    motion: Motion,
    index: int,
    stroke: Stroke,
    follow: Stroke | None,
    exercise: Exercise,
    *,
    whole: bool,
    movement: Movement,
) -> Rep:
    time = motion.time
    top = stroke.arrive if stroke.after is None else stroke.after
    if exercise.starts == "bottom":
        start = stroke.bottom
        end = follow.settle if follow is not None else _down_again(stroke, time.size)
    else:
        start, end = stroke.leave, max(stroke.arrive, top)
    return Rep(
        index=index,
        start=float(time[start]),
        bottom=float(time[stroke.bottom]),
        top=float(time[top]),
        end=float(time[max(start, end)]),
        complete=whole,
        starts=exercise.starts or "top",
        movement=movement,
        topped=_shows_top(motion, stroke),
        lowered=_shows_way_down(motion, stroke, follow, exercise),
    )


def _shows_way_down(motion: Motion, stroke: Stroke, follow: Stroke | None, exercise: Exercise) -> bool:
    """Say whether all of the way down is in the clip: after the top, in an exercise that starts at the bottom."""
    if exercise.starts != "bottom":
        return stroke.before is not None
    if follow is None or follow.after is not None:
        return follow is not None
    return not ends_on_the_way(motion.time, depth(motion), stroke, follow)


def _shows_top(motion: Motion, stroke: Stroke) -> bool:
    """Say whether the top was seen: hips that look bent there, and are out of sight around it, may have gone on."""
    if stroke.after is None:
        return False
    hip = motion.angles.hip[np.abs(motion.time - motion.time[stroke.after]) <= AROUND]
    straight = float(np.nanmin(hip)) < STRAIGHT if np.isfinite(hip).any() else False
    return straight or float(np.isfinite(hip).mean()) >= IN_SIGHT


def _down_again(stroke: Stroke, frames: int) -> int:
    """Give the end of a last lift whose way down the clip does not show: its top."""
    return min(frames - 1, max(stroke.arrive, stroke.after or stroke.arrive))


def set_movement(reps: Sequence[Rep], *, seen: bool) -> Movement:
    """Give the movement of the set: that of most repetitions; the more cautious one where two are as frequent."""
    if not reps:
        return "other" if seen else "none"
    votes = [r.movement for r in reps if r.complete] or [r.movement for r in reps]
    order: tuple[Movement, ...] = ("other", "squat", "mixed", "hinge")
    return max(order, key=lambda m: (votes.count(m), -order.index(m)))
