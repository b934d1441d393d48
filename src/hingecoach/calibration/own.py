"""Find a person's own standing, toe touch and flat hinge among their movements, and keep them (docs/calibration.md).

A toe touch is told from other bends by straight knees, a trunk that leans low, hands below the knees and a calm pace.
Whether somebody went as far as they comfortably can is not seen: it is what they were asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .._version import __version__
from ..angles import proportions
from ..assessment import Angle, MadeWith, Note, Pose
from ..errors import NotSeenError
from ..motion import AngleName, Motion, OwnRange
from ..movement import HINGE_UP_TO, Shape
from ..reps import Stroke
from .kept import LEAST, MOST, Build, Calibration, Moment, Seen

__all__ = ["Moves", "at_start", "find_moves", "keep", "own_range"]

TOUCH_TRUNK, TOUCH_KNEE = 65.0, 45.0
"""A toe touch leans the trunk at least and bends the knees at most this much, degrees (M: motion capture 70-109 and
19-35, domain.md 1.3; the rest is the camera's error)."""
HINGE_HIP, HINGE_KNEE = 45.0, 50.0
"""A hinge bends the hips at least and the knees at most this much, degrees (C: the standing bow passes from 50 on,
S18; knees domain.md 1.2)."""
HIGHER = 10.0
"""In front of a set: degrees of trunk lean by which the hinge stops above the toe touch, where the back does not show
that it was flatter (E)."""
CALM = 1.8
"""Seconds down and up under which a bend is no slow one (E; a swing takes 1.2)."""
PAUSE, LONGER = 1.2, 1.5
"""In front of a set: seconds of standing after the toe touch and after the flat hinge, and how many times the set's own
pauses that must be (E): two quick first repetitions must not be taken out of a set."""
AROUND = 0.25
"""The back is read in the frames within this many seconds of the deepest point."""
BACK_ERROR = 3.0
"""Half width of the 90 % interval of the low back against other readings of the same person, degrees."""
SURE = 3.0
"""Times its own error that a range must be long for a share of it to say anything (E)."""
NOT_FLATTER = "No hinge was seen in which the back was clearly flatter than in the toe touch."
KEPT: tuple[AngleName, ...] = ("hip", "knee", "trunk", "shank", "turn", "bow", "upper_bow")
AT_MOMENT: tuple[AngleName, ...] = ("hip", "knee", "trunk", "turn")
IN_FILE: dict[AngleName, str] = {"turn": "lumbar_convex"}
"""What the low back is called in the file, whose names are fixed: it is the plain turn of the outline."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Which strokes are the toe touch and the flat hinge; None where there is none, with the reason in ``why``."""

    touch: int | None
    hinge: int | None
    why: tuple[str, ...] = ()


def find_moves(motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape]) -> Moves:
    """Find the toe touch (the roundest that is one) and the flat hinge (the flattest) of a calibration clip."""
    backs = [back_at(motion, stroke) for stroke in strokes]
    faults = [not_a_touch(motion, s, shape) for s, shape in zip(strokes, shapes, strict=True)]
    touches = [i for i, fault in enumerate(faults) if fault is None and np.isfinite(backs[i])]
    if not touches:
        return Moves(None, None, (_no_touch(faults),))
    touch = max(touches, key=lambda i: backs[i])
    flat = [i for i in range(len(strokes)) if i != touch and is_flat_hinge(shapes[i], backs[i], backs[touch])]
    if not flat:
        return Moves(touch, None, (NOT_FLATTER,))
    return Moves(touch, min(flat, key=lambda i: backs[i]))


def _no_touch(faults: Sequence[str | None]) -> str:
    """Say why no stroke is a toe touch that can be used: a touch whose back was hidden comes before what was none."""
    if not faults:
        return "No toe touch was seen: reach slowly down towards your toes, with the legs nearly straight."
    return f"No toe touch was seen: {'the back was not seen clearly' if None in faults else faults[0]}."


def at_start(motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape]) -> Moves | None:
    """Find a toe touch and a flat hinge that were done before the first repetition of a set; None where they were not.

    The first stroke must be a toe touch out of quiet standing, the second a hinge that is flatter or higher, and both
    must be followed by longer standing than the set's own repetitions: who simply begins a set loses no repetition.
    """
    if len(strokes) <= 2 or motion.posture != "standing" or motion.standing is None:  # noqa: PLR2004
        return None
    first, second = (back_at(motion, s) for s in strokes[:2])
    stood = motion.standing.start <= motion.time[strokes[0].leave]
    touched = not_a_touch(motion, strokes[0], shapes[0]) is None
    flat = is_flat_hinge(shapes[1], second, first)
    higher = hinges(shapes[1]) and shapes[0].trunk - shapes[1].trunk >= HIGHER
    if not (stood and touched and (flat or higher) and _paused(motion, strokes)):
        return None
    return Moves(0, 1 if flat else None, () if flat else (NOT_FLATTER,))


def _paused(motion: Motion, strokes: Sequence[Stroke]) -> bool:
    """Say whether the person stood longer after the first two strokes than they do between the others."""
    gaps = [motion.time[b.leave] - motion.time[a.arrive] for a, b in pairwise(strokes)]
    usual = float(np.median(gaps[2:])) if gaps[2:] else 0.0
    return bool(min(gaps[:2]) >= max(PAUSE, LONGER * usual))


def not_a_touch(motion: Motion, stroke: Stroke, shape: Shape) -> str | None:
    """Say in words why a stroke is no slow toe touch; None where it is one."""
    if not shape.trunk >= TOUCH_TRUNK:
        return f"the trunk leaned less than {TOUCH_TRUNK:.0f} degrees"
    if not shape.knee <= TOUCH_KNEE:
        return f"the knees bent more than {TOUCH_KNEE:.0f} degrees"
    if not shape.hand_over_knee < 0:
        return "the hands stayed above the knees"
    if motion.time[stroke.arrive] - motion.time[stroke.leave] < CALM:
        return "it was too quick"
    return None


def is_flat_hinge(shape: Shape, back: float, touch: float) -> bool:
    """Say whether a stroke is a hinge with a back that is clearly flatter than in the toe touch."""
    return hinges(shape) and touch - back > BACK_ERROR


def hinges(shape: Shape) -> bool:
    """Say whether a stroke bends the hips, and not the knees."""
    return bool(shape.hip >= HINGE_HIP and shape.knee <= HINGE_KNEE and not shape.ratio > HINGE_UP_TO)


def back_at(motion: Motion, stroke: Stroke) -> float:
    """Read the bend of the low back at the deepest point of a stroke, degrees; NaN where not seen."""
    try:
        return motion.value("turn", float(motion.time[stroke.bottom]), window=AROUND).value
    except NotSeenError:
        return float("nan")


def keep(motion: Motion, strokes: Sequence[Stroke], moves: Moves, *, name: str = "", sha256: str = "") -> Calibration:
    """Keep what a clip shows of a person.

    Parameters
    ----------
    moves
        From :func:`find_moves` or :func:`at_start`.
    name, sha256
        The clip.

    Raises
    ------
    NotSeenError
        There is no moment of standing tall.
    """
    if motion.standing is None:
        raise NotSeenError("no moment of standing tall and still was seen")
    view, source = motion.view, motion.track.source
    known = np.isfinite(view.azimuth) and np.isfinite(view.azimuth_error)
    standing: dict[str, float] = {
        IN_FILE.get(n, n): round(v, 2) for n, v in motion.standing.angles.items() if n in KEPT
    }
    kept = Calibration(
        made_with=MadeWith(
            hingecoach=__version__, pose=Pose(backend=source.backend, weights_sha256=source.weights_sha256)
        ),
        name=name,
        sha256=sha256,
        seen=Seen(
            faces=view.faces,
            azimuth_deg=Angle(value=round(view.azimuth, 1), error=round(view.azimuth_error, 1)) if known else None,
        ),
        build=_build(*proportions(motion.track, motion.sides)),
        standing=standing | ({"neck": round(motion.neck_zero, 2)} if motion.neck_known else {}),
        toe_touch=_moment(motion, strokes, moves.touch),
        flat_hinge=_moment(motion, strokes, moves.hinge),
        range_error_deg=BACK_ERROR,
    )
    return kept.model_copy(update={"notes": _notes(kept, moves)})


def _build(thigh: float, shin: float) -> Build | None:
    """Give the proportions where they were seen and a body can have them."""
    seen = all(LEAST < share < MOST for share in (thigh, shin))  # false for NaN
    return Build(thigh=round(thigh, 3), shin=round(shin, 3)) if seen else None


def _moment(motion: Motion, strokes: Sequence[Stroke], which: int | None) -> Moment | None:
    if which is None:
        return None
    at = float(motion.time[strokes[which].bottom])
    angles: dict[str, float] = {}
    for name in AT_MOMENT:
        window = AROUND if name == "turn" else 0.08
        try:
            angles[IN_FILE.get(name, name)] = round(motion.value(name, at, window=window).value, 2)
        except NotSeenError:
            continue
    return Moment(at_s=round(at, 3), angles=angles)


def _notes(kept: Calibration, moves: Moves) -> tuple[Note, ...]:
    said = [Note(code="not_found", say=why) for why in moves.why]
    if kept.toe_touch and own_range(kept) is None:
        said.append(Note(code="short_range", say=_short(kept)))
    return tuple(said)


def _short(kept: Calibration) -> str:
    if "lumbar_convex" not in kept.standing:
        return "The back was not seen while standing, so the own range is not known."
    if kept.toe_touch is None or kept.toe_touch.back is None:
        return "The back was not seen in the toe touch, so the own range is not known."
    return "The back bent too little between standing and the toe touch for a range to be read from it."


def own_range(kept: Calibration) -> OwnRange | None:
    """Give the own range of the low back; None where it was not seen, or is too short for a share of it to mean much.

    A range has the errors of both its ends. One that is not three times as long as its own error makes no claim.
    """
    standing, touch = kept.standing.get("lumbar_convex"), kept.toe_touch.back if kept.toe_touch else None
    if touch is None or standing is None or touch - standing < SURE * np.sqrt(2.0) * kept.range_error_deg:
        return None
    return OwnRange(standing, touch, kept.range_error_deg)
