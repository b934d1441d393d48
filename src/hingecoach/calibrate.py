"""One short clip in, one person's own measures out: stand tall, a slow toe touch, the best flat hinge, side on."""

from pathlib import Path

from .analyze import Progress, examine
from .back import OFF_SIDE
from .calibration import Calibration
from .calibration.own import find_moves, keep
from .depth import depth
from .errors import InputError
from .files import shown
from .motion import Motion
from .movement import shape_of
from .reps import find_strokes

__all__ = ["calibrate"]

HOW = "Film 20 seconds from the side: stand tall for three seconds, one slow toe touch, stand, one flat hinge, stand."


def calibrate(
    path: str | Path,
    *,
    start: float | None = None,
    end: float | None = None,
    backend: str = "blazepose",
    progress: Progress | None = None,
) -> Calibration:
    """Find a person's own standing, own toe touch and own flat hinge in a short clip.

    Parameters
    ----------
    path
        A video filmed from the side: standing tall, one slow toe touch, one flat hinge, with standing between them.
    start, end
        The part to look at, seconds from the first picture.
    backend
        Name of the pose backend.
    progress
        Called after each picture.

    Returns
    -------
    Calibration
        A toe touch or a flat hinge that was not found is None in it, and its notes say why.

    Raises
    ------
    InputError
        The clip cannot be read, or shows nobody, no standing, or not the side.
    """
    found = examine(path, start=start, end=end, backend=backend, progress=progress)
    motion = found.motion
    fault = _unfit(motion, found.assessment.people_seen)
    if fault:
        raise InputError(f"{shown(path)} cannot be used to calibrate: {fault}. {HOW}")
    bent = depth(motion)
    strokes = find_strokes(motion, bent)
    moves = find_moves(motion, strokes, [shape_of(motion, bent, s) for s in strokes])
    return keep(motion, strokes, moves, name=found.video.name, sha256=found.video.sha256)


def _unfit(motion: Motion, people: int) -> str | None:
    """Say why a clip cannot be used at all; None where it can."""
    if not people:
        return "nobody was found in it"
    if motion.view.label in ("front", "back", "unknown") or abs(motion.view.azimuth) > OFF_SIDE:
        return "it is not filmed from the side"
    if motion.posture != "standing":
        return f"the person is {motion.posture}"
    if motion.standing is None:
        return "no moment of standing tall and still was seen"
    return None
