"""What of a calibration can be used on a clip: checked for view, build and networks, and put into the motion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..angles import proportions
from ..assessment import Angle, CalibrationReport, Measure, Note
from ..motion import AngleName, Motion, OwnRange, Standing
from ..movement import Shape
from ..reps import Stroke
from ..uncertainty import NO_NEUTRAL
from .kept import Calibration
from .own import IN_FILE, Moves, at_start, keep, own_range

__all__ = ["Prepared", "flat_hinge", "prepare", "size", "use"]

Use = Literal["standing", "own_range"]

SHORT = 1.0
"""Seconds of standing in the clip under which the calibration's own standing is taken instead (README: how to film)."""
TURNED = 15.0
"""Degrees that the camera may stand elsewhere than in the calibration; more where both angles are less sure (E)."""
BUILD = 1.28
"""Factor between two clips' proportions above which a reader is told. It tells little: of 51 pairs of clips of the same
person 6 % differ by more, of 895 pairs of different people also 6 % (docs/calibration.md)."""
DOUBT: dict[AngleName, float] = {
    "hip": 6.0,
    "knee": 6.0,
    "trunk": 4.0,
    "neck": 10.0,
    "turn": 5.0,
    "upper_bow": 3.5,
}
"""Half width of the 90 % interval that standing in another clip adds to a comparison, degrees (``upper_bow``: % of the
back): nine tenths of eight pairs of clips of one rendered person in the same clothes lie within it, with a little to
spare (docs/calibration.md)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The clip with what is known of the person, and the strokes that are left to be a set."""

    motion: Motion
    strokes: tuple[Stroke, ...]
    shapes: tuple[Shape, ...]
    report: CalibrationReport | None = None
    notes: tuple[Note, ...] = ()


def prepare(
    motion: Motion, strokes: Sequence[Stroke], shapes: Sequence[Shape], given: Calibration | None = None
) -> Prepared:
    """Take toe touch and flat hinge out of the beginning of a set, and use them; else use the calibration given.

    Of the two the clip's own is used, because camera, clothes and day are the same, unless it shows no range.
    """
    moves = at_start(motion, strokes, shapes)
    if moves is None:
        whole = Prepared(motion, tuple(strokes), tuple(shapes))
        return use(whole, given) if given else whole
    kept = keep(motion, strokes, moves)
    own = own_range(kept)
    note = _came_before(motion, strokes, moves, own)
    rest = Prepared(motion, tuple(strokes[2:]), tuple(shapes[2:]), notes=(note,))
    clip = use(rest, given) if own is None and given is not None else _use_own(rest, kept, own)
    when = {"start_s": note.start_s, "end_s": note.end_s}
    return replace(clip, report=clip.report and clip.report.model_copy(update=when))


def _came_before(motion: Motion, strokes: Sequence[Stroke], moves: Moves, own: OwnRange | None) -> Note:
    """Say that the first two strokes are no repetitions of the set."""
    came = "A toe touch and a flat hinge" if moves.hinge is not None else "A toe touch and another bend"
    said = f"{came} came before the set; they are not counted as repetitions"
    said += "." if own is None else ", and your back is compared with your own range."
    start, end = float(motion.time[strokes[0].leave]), float(motion.time[strokes[1].arrive])
    return Note(code="calibration", say=said, start_s=round(start, 3), end_s=round(end, 3))


def _use_own(clip: Prepared, kept: Calibration, own: OwnRange | None) -> Prepared:
    """Use what the clip itself shows of the person's range."""
    report = CalibrationReport(
        source="clip",
        used=("own_range",) if own else (),
        own_range_deg=size(own),
        flat_hinge=flat_hinge(kept, own),
        why_not=None if own else _missing(kept),
    )
    return replace(clip, motion=replace(clip.motion, own_range=own), report=report)


def use(clip: Prepared, given: Calibration) -> Prepared:
    """Put a calibration of another clip into the motion, as far as it fits this one."""
    refused = _unfit(clip.motion, given)
    own = None if refused else own_range(given)
    stands = not refused and _stands_short(clip.motion)
    used: tuple[Use, ...] = (*(("standing",) if stands else ()), *(("own_range",) if own else ()))
    missing = _missing(given) if own is None else None
    report = CalibrationReport(
        source="file",
        name=given.name or None,
        sha256=given.sha256 or None,
        used=used,
        own_range_deg=size(own),
        flat_hinge=flat_hinge(given, own),
        why_not=refused or missing,
    )
    motion = replace(_with_standing(clip.motion, given) if stands else clip.motion, own_range=own)
    notes = [Note(code="calibration_not_used", say=f"The calibration was not used: {refused}.")] if refused else []
    notes += [] if refused else [_used(report), *_doubts(clip.motion, given)]
    return replace(clip, motion=motion, report=report, notes=(*clip.notes, *notes))


def _used(report: CalibrationReport) -> Note:
    """Say what was taken from the calibration, and what was not."""
    what = {"standing": "your standing", "own_range": "your own toe-touch range"}
    taken = " and ".join(what[name] for name in report.used) or "nothing"
    rest = "" if report.used else " Your standing is taken from this clip itself."
    rest += f" {report.why_not}" if report.why_not else ""
    name = f" {report.name}" if report.name else ""
    return Note(code="calibration", say=f"Taken from your calibration{name}: {taken}.{rest}")


def _missing(kept: Calibration) -> str | None:
    """Say why a calibration has no own range."""
    said = sorted(kept.notes, key=lambda note: note.code != "short_range")
    return said[0].say if said else None


def size(own: OwnRange | None) -> Angle | None:
    """Give the size of the own range with its error, degrees."""
    if own is None:
        return None
    return Angle(value=round(own.touch - own.standing, 1), error=round(math.sqrt(2) * own.error, 1))


def flat_hinge(kept: Calibration, own: OwnRange | None) -> Measure | None:
    """Give which share of the own range the person's flat hinge takes."""
    if own is None or kept.flat_hinge is None or kept.flat_hinge.back is None:
        return None
    share, error = own.share(kept.flat_hinge.back, own.error)
    return Measure(value=round(share), error=round(error), unit="% range")


def _unfit(motion: Motion, given: Calibration) -> str | None:
    """Say why a calibration does not belong to this clip; None where it may be used."""
    if given.made_with.pose.weights_sha256 != motion.track.source.weights_sha256:
        return "it was made with other pose networks; film and calibrate again"
    if motion.posture != "standing":
        return "the person does not stand in this clip"
    here, there = motion.view.azimuth, given.seen.azimuth_deg
    if there is None or not math.isfinite(here):
        return "the camera's angle is not known in both clips"
    if abs(here - there.value) > max(TURNED, math.hypot(motion.view.azimuth_error, there.error)):
        return f"it was filmed from {_off(there.value)}, this clip from {_off(here)}; film both exactly from the side"
    return None


def _off(azimuth: float) -> str:
    return f"about {abs(azimuth):.0f} degrees {'in front of' if azimuth > 0 else 'behind'} the side view"


def _doubts(motion: Motion, given: Calibration) -> list[Note]:
    """Say what makes one wonder whether the calibration is of this person, seen in this way."""
    out: list[Note] = []
    if given.seen.faces and motion.view.faces and given.seen.faces != motion.view.faces:
        say = "You face the other way than in your calibration. It was used; film both from the same side to compare."
        out.append(Note(code="calibration_other_side", say=say))
    here = proportions(motion.track, motion.sides)
    there = (given.build.thigh, given.build.shin) if given.build else (float("nan"), float("nan"))
    factor = max(max(a / b, b / a) for a, b in zip(here, there, strict=True))
    if math.isfinite(factor) and factor > BUILD:
        say = (
            f"The legs look {100 * (factor - 1):.0f} % different from the calibration's, compared with the trunk. "
            "Check that it is the same person; a plate or a tilted camera can do this too."
        )
        out.append(Note(code="calibration_other_build", say=say))
    return out


def _stands_short(motion: Motion) -> bool:
    """Say whether the clip shows no standing of its own, or less than a second of it."""
    return motion.standing is None or motion.standing.end - motion.standing.start < SHORT


def _with_standing(motion: Motion, given: Calibration) -> Motion:
    """Compare with the calibration's standing from now on; a comparison across two clips is less sure."""
    angles: dict[AngleName, float] = {
        n: v for n in DOUBT if n != "neck" and (v := given.standing.get(IN_FILE.get(n, n))) is not None
    }
    neck = motion.angles.neck
    own = given.standing.get("neck")
    zero = motion.neck_zero if own is None else own
    doubt = {name: DOUBT[name] for name in angles} | ({} if own is None else {"neck": DOUBT["neck"]})
    nowhere = float("nan")
    before, known = motion.error_of, motion.neck_known

    def error_of(name: AngleName, frame: int) -> float:
        if name != "neck" or own is None:
            return before(name, frame)
        return math.hypot(before(name, frame) / (1.0 if known else NO_NEUTRAL), DOUBT["neck"])

    return replace(
        motion,
        angles=replace(motion.angles, neck=np.asarray(neck + motion.neck_zero - zero)),
        neck_zero=zero,
        neck_known=known or own is not None,
        standing=Standing(nowhere, nowhere, angles, doubt),
        error_of=error_of,
    )
