"""The core: from one person's points to the answer. No files, no screen, no network; every door calls this."""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from . import focus
from ._version import __version__
from .assessment import (
    Alternative,
    Angle,
    Assessment,
    ExerciseReport,
    LoadReport,
    MadeWith,
    Note,
    Pose,
    RepFinding,
    RepReport,
    Video,
    ViewReport,
)
from .calibration import Calibration
from .calibration.use import Prepared, prepare
from .depth import depth
from .doubts import doubts_of
from .errors import check_kind
from .exercises import Exercise, get_exercise
from .judge import NO_REPETITION, rep_findings, set_findings
from .keypoints import P
from .load.contact import contact_words, contacts
from .measures import measures
from .motion import Motion
from .movement import shape_of
from .observe import observe
from .picture import about_picture
from .recognise import Recognition, doubted, recognise
from .reps import find_strokes
from .sets import set_movement, to_reps
from .told import as_told
from .types import Movement, PoseTrack, Rep

__all__ = ["assess", "assessed", "observe"]

UPSIDE_DOWN = 0.5
"""Shoulders this many leg lengths below the ankles for most of the clip: the picture stands on its head (E)."""
_DIGITS = 3


def assess(
    track: PoseTrack,
    exercise: str | None = None,
    *,
    calibration: Calibration | None = None,
    video: Video | None = None,
    motion: Motion | None = None,
) -> Assessment:
    """Judge every repetition on a track.

    Parameters
    ----------
    track
        One person's points, as a backend gave them.
    exercise
        Id of the declared exercise; None to recognise it.
    calibration
        The person's own standing and range, from :func:`hingecoach.calibrate`; a set that begins with a toe touch and a
        flat hinge brings its own.
    video
        What the answer says about the clip.
    motion
        ``observe(track)``, where the caller has it already.

    Raises
    ------
    UnknownNameError
        There is no exercise of that name.
    InputError
        The track has no picture.
    TypeError
        An argument is of another kind; one line says which.
    """
    return assessed(track, exercise, calibration=calibration, video=video, motion=motion)[0]


def assessed(
    track: PoseTrack,
    exercise: str | None = None,
    *,
    calibration: Calibration | None = None,
    video: Video | None = None,
    motion: Motion | None = None,
) -> tuple[Assessment, Motion]:
    """Judge as :func:`assess` does; give the motion too, with what is known of the person put into it."""
    _check_kinds(track, calibration, motion)
    declared = get_exercise(exercise) if exercise else None
    motion = motion or observe(track)
    bent = depth(motion)
    strokes = () if _upside_down(motion) else find_strokes(motion, bent)
    clip = prepare(motion, strokes, [shape_of(motion, bent, s) for s in strokes], calibration)
    return _answer(track, clip, declared, video), clip.motion


def _check_kinds(track: object, calibration: object, motion: object) -> None:
    """Refuse arguments of the wrong kind before anything is judged."""
    check_kind("track", track, PoseTrack, "a PoseTrack, as find_pose gives one")
    check_kind("calibration", calibration, (Calibration, type(None)), "a Calibration or None")
    check_kind("motion", motion, (Motion, type(None)), "a Motion, as observe gives one, or None")


def _answer(track: PoseTrack, clip: Prepared, declared: Exercise | None, video: Video | None) -> Assessment:
    """Name the exercise, judge the repetitions that are left to be a set, and say it."""
    motion = clip.motion
    known = recognise(motion, clip.strokes, clip.shapes)
    chosen = declared or (get_exercise(known.best) if known.best else get_exercise("other"))
    reps = to_reps(motion, clip.strokes, clip.shapes, chosen)
    doubts = doubts_of(motion, clip.strokes, reps, declared)
    known = doubted(known) if doubts else known
    movement = set_movement(reps, seen=bool(np.isfinite(motion.track.xy).any()))
    judged_as = _judged_as(chosen, movement, declared)
    other_posture = _other_posture(declared, motion, reps)
    found = [rep_findings(motion, rep, judged_as, unjudged=other_posture) for rep in reps]
    findings = set_findings(motion, reps, found, judged_as, unjudged=other_posture or _no_repetition(motion, reps))
    complete = [f for f, rep in zip(found, reps, strict=True) if rep.complete]
    told = as_told(motion)
    reports = tuple(_rep(motion, told, rep, f) for rep, f in zip(reps, found, strict=True))
    alike = sum(r.complete and r.movement == movement and r.tells_movement for r in reports)
    squats = (alike, len(complete)) if movement == "squat" and not other_posture else (0, 0)
    to_work_on = focus.choose(findings, judged_as, squats)
    name = _exercise(declared, known)
    named = name.named is not None
    return Assessment(
        made_with=MadeWith(hingecoach=__version__, pose=Pose(**_source(track))),
        video=video,
        view=_view(motion),
        exercise=name,
        movement=movement,
        people_seen=_people(track),
        calibration=clip.report,
        summary=f"Nothing was judged: {other_posture}."
        if other_posture
        else focus.summary(
            findings, to_work_on, judged_as, movement, len(complete), alike, named=named, bottoms=_bottoms(reps)
        ),
        reps=reports,
        findings=findings,
        focus=to_work_on,
        next_step=focus.next_step(findings, complete, judged_as) if named else None,
        notes=(
            *(*about_picture(motion, track), *clip.notes, *doubts),
            *(*_about_name(declared, known, motion, reps), *_stick(motion, reps)),
        ),
        load=_load(motion),
    )


def _bottoms(reps: Sequence[Rep]) -> list[float]:
    return [rep.bottom for rep in reps if rep.complete]


def _about_name(declared: Exercise | None, known: Recognition, motion: Motion, reps: Sequence[Rep]) -> tuple[Note, ...]:
    """Say where the exercise's name is in doubt."""
    return (*_mismatch(declared, known, motion, reps), *_unclear(declared, known))


def _judged_as(chosen: Exercise, movement: Movement, declared: Exercise | None) -> Exercise:
    """Give the exercise whose limits apply: what nobody declared and does not look like a hinge is not held to one."""
    if declared is None and movement in ("squat", "other", "none"):
        return get_exercise("squat" if movement == "squat" else "other")
    return chosen


def _other_posture(declared: Exercise | None, motion: Motion, reps: Sequence[Rep]) -> str:
    """Say that a person who stands is not held to an exercise that is done lying; empty where postures agree."""
    if declared is None or declared.family == "other" or not reps or declared.posture == motion.posture:
        return ""
    return f"{declared.title} is done {declared.posture}, but here the person is {motion.posture}"


def _no_repetition(motion: Motion, reps: Sequence[Rep]) -> str:
    """Say why there is no repetition to judge; empty where there is one."""
    if any(rep.complete for rep in reps):
        return ""
    if not np.isfinite(motion.track.xy).any():
        return "nobody was seen in this clip"
    return "the picture seems to be upside down" if _upside_down(motion) else NO_REPETITION


def _upside_down(motion: Motion) -> bool:
    """Say whether the picture shows the person head down: shoulders far below both ankles.

    One ankle is not enough: the free leg of a single-leg bridge goes high above the shoulders.
    """
    y = motion.track.xy[:, :, 1]
    below = y[:, [P.L_SHOULDER, P.R_SHOULDER]].mean(axis=1) - y[:, [P.L_ANKLE, P.R_ANKLE]].max(axis=1)
    return bool(np.isfinite(below).any() and np.nanmedian(below) > UPSIDE_DOWN * motion.leg)


def _mismatch(declared: Exercise | None, known: Recognition, motion: Motion, reps: Sequence[Rep]) -> tuple[Note, ...]:
    """Say where what was declared is not what was seen."""
    if _upside_down(motion):
        return (Note(code="upside_down", say="The picture seems to be upside down. Turn the clip and try again."),)
    if declared is None or known.best is None or not reps:
        return ()
    seen = get_exercise(known.best)
    if other_posture := _other_posture(declared, motion, reps):
        return (Note(code="declared_differs", say=f"{other_posture}; it was not judged."),)
    if declared.family != seen.family and declared.family not in ("everyday", "sport"):
        how = "judged" if declared.graded else "taken"
        say = f"This was {how} as {declared.title}, as declared; it looks more like {seen.title}."
        return (Note(code="declared_differs", say=say),)
    return ()


def _unclear(declared: Exercise | None, known: Recognition) -> tuple[Note, ...]:
    """Say which exercises cannot be told apart here, where nobody declared one."""
    return () if declared or not known.say else (Note(code="exercise_unclear", say=known.say),)


def _source(track: PoseTrack) -> dict[str, str]:
    return {"backend": track.source.backend, "weights_sha256": track.source.weights_sha256}


def _people(track: PoseTrack) -> int:
    return track.others + int(np.isfinite(track.xy).any())


def _view(motion: Motion) -> ViewReport:
    view = motion.view
    known = np.isfinite(view.azimuth) and np.isfinite(view.azimuth_error)
    return ViewReport(
        label=view.label,
        faces=view.faces,
        azimuth_deg=Angle(value=round(view.azimuth, 1), error=round(view.azimuth_error, 1)) if known else None,
        roll_deg=round(view.roll, 1),
        advice=() if _upside_down(motion) else view.advice,  # left and right mean nothing until it is turned
    )


def _exercise(declared: Exercise | None, known: Recognition) -> ExerciseReport:
    return ExerciseReport(
        declared=declared.id if declared else None,
        recognised=known.best,
        confidence=known.candidates[0][1] if known.candidates else 0.0,
        alternatives=tuple(Alternative(id=i, confidence=c) for i, c in known.candidates[1:]),
        family=known.family,
        say="" if declared else known.say,
        **(asdict(known.form) if known.form else {}),
    )


def _load(motion: Motion) -> LoadReport | None:
    """Report what is held; None where nobody looked."""
    load = motion.load
    if not load.time.size:
        return None
    return LoadReport(
        kind=load.kind,
        confidence=round(load.confidence, 2),
        chances={kind: round(chance, 2) for kind, chance in load.chances.items()},
        place=load.place,
        on_floor=load.on_floor,
    )


def _stick(motion: Motion, reps: Sequence[Rep]) -> tuple[Note, ...]:
    """Report the contacts of a stick along the back, a note a repetition."""
    if motion.load.place != "along_back":
        return ()
    notes = []
    for rep in reps:
        start, end = round(min(rep.start, rep.bottom), _DIGITS), round(max(rep.end, rep.bottom), _DIGITS)
        say = contact_words(contacts(motion.track, rep.bottom))
        notes.append(Note(code="stick_contacts", say=f"Rep {rep.index}: {say}", start_s=start, end_s=end))
    return tuple(notes)


def _rep(motion: Motion, told: Motion, rep: Rep, findings: Sequence[RepFinding]) -> RepReport:
    return RepReport(
        index=rep.index,
        start_s=round(rep.start, _DIGITS),
        bottom_s=round(rep.bottom, _DIGITS),
        top_s=round(rep.top, _DIGITS),
        end_s=round(rep.end, _DIGITS),
        complete=rep.complete,
        movement=rep.movement,
        measures=dict(measures(motion, told, rep)),
        findings=tuple(findings),
    )
