"""A small analysis made by hand: a drawn figure that hinges three times, with one verdict of every kind."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from hingecoach.analyze import Analysis
from hingecoach.assessment import (
    Angle,
    Assessment,
    ExerciseReport,
    Finding,
    Focus,
    MadeWith,
    Measure,
    NextStep,
    Note,
    Pose,
    RepFinding,
    RepReport,
    Video,
    ViewReport,
)
from hingecoach.keypoints import P
from hingecoach.motion import Angles, Motion
from hingecoach.outline import STATIONS
from hingecoach.types import Frame, PoseSource, PoseTrack, View
from hingecoach.video.write import encode

SIZE = (240, 320)
FPS = 20.0
SECONDS = 7.0
BOTTOMS = (1.5, 3.5, 5.5)
EVIL = '<script>alert(1)</script>"&.mp4'


def bend(time):
    """How far the figure is bent, 0 standing to 1 at the deepest instant of a repetition."""
    return sum(np.clip(np.cos((time - b) * np.pi), 0, 1) * (abs(time - b) < 0.5) for b in BOTTOMS)


def points(time):
    """Place the 33 points of a figure that faces right; both sides lie on each other."""
    b = float(bend(time))
    knee_bend, lean = np.radians(20 * b), np.radians(70 * b)
    ankle = np.array([110.0, 290.0])
    knee = ankle + 70 * np.array([np.sin(knee_bend * 0.2), -np.cos(knee_bend * 0.2)])
    hip = knee + 70 * np.array([-np.sin(knee_bend * 0.8), -np.cos(knee_bend * 0.8)])
    shoulder = hip + 85 * np.array([np.sin(lean), -np.cos(lean)])
    ear = shoulder + 32 * np.array([np.sin(lean * 0.9), -np.cos(lean * 0.9)])
    wrist = shoulder + np.array([4, 85])
    xy = np.full((33, 2), np.nan)
    for name, place in {
        "EAR": ear,
        "SHOULDER": shoulder,
        "ELBOW": (shoulder + wrist) / 2,
        "WRIST": wrist,
        "HIP": hip,
        "KNEE": knee,
        "ANKLE": ankle,
        "HEEL": ankle + np.array([-12, 8]),
        "TOE": ankle + np.array([28, 10]),
    }.items():
        xy[[P[f"L_{name}"], P[f"R_{name}"]]] = place
    xy[P.NOSE] = ear + 14 * np.array([np.cos(lean), np.sin(lean)])
    return xy


@cache
def track():
    """Give the figure's points; the elbow is badly seen, and nothing is seen from 6.5 s on."""
    time = np.arange(0, SECONDS, 1 / FPS)
    xy = np.stack([points(t) for t in time])
    xy[time > 6.5] = np.nan
    score = np.where(np.isfinite(xy[..., 0]), 0.95, 0.0)
    score[:, [P.L_ELBOW, P.R_ELBOW]] = 0.3
    hip, shoulder = xy[:, P.L_HIP, None], xy[:, P.L_SHOULDER, None]
    along = shoulder - hip
    left = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    hump = 0.16 + 0.05 * np.sin(np.pi * np.clip(STATIONS, 0, 1))[None, :, None]
    axis = hip + STATIONS[None, :, None] * along
    outline = np.stack([axis + hump * left, axis - 0.16 * left], axis=2)
    outline[1::2] = np.nan
    return PoseTrack(
        time=time,
        xy=xy,
        depth=np.zeros(xy.shape[:2]),
        world=np.zeros((*xy.shape[:2], 3)),
        score=score,
        person=np.where(np.isfinite(xy[:, 0, 0]), 1.0, 0.0),
        outline=outline,
        size=SIZE,
        source=PoseSource("drawn", "0" * 64),
    )


@cache
def motion():
    """Give the figure's angles, which are known by construction."""
    t = track()
    b = np.array([bend(x) for x in t.time])
    seen = np.where(t.person > 0, 1.0, np.nan)
    nothing = np.full(t.time.shape, np.nan)
    back = np.where(np.isfinite(t.outline).any(axis=(1, 2, 3)), 14 * b - 6, np.nan)
    angles = Angles(
        hip=86 * b * seen,
        knee=20 * b * seen,
        trunk=70 * b * seen,
        shank=4 * b * seen,
        neck=7 * b * seen,
        elbow=nothing,
        arm=70 * b * seen,
        gap=np.where(t.time < 3, 8 * b * seen, np.nan),
        lumbar_convex=back,
        lumbar=back + 30,
        thoracic=nothing,
        back=nothing,
        turn=back,
        bow=nothing,
        upper_bow=nothing,
    )
    view = View("side", "right", 6.0, 4.0, advice=("Turn 6° to the left.",))
    return Motion(t, angles, lambda _name, _frame: 5.0, view, "right", "standing", None, 140.0)


def measure(value, error=5.0, unit="deg"):
    return Measure(value=value, error=error, unit=unit)


def _rep(index, bottom):
    back = ("mild", "good", "marked")[index - 1]
    findings = (
        RepFinding(
            cue="flat_back", verdict=back, measured=measure(8.0), limit=0.0, at_s=bottom, reading="lumbar_convex"
        ),
        RepFinding(
            cue="neutral_spine", verdict="good", measured=measure(7.0), limit=20.0, at_s=bottom, reading="chin_up"
        ),
        RepFinding(
            cue="soft_knees", verdict="good", measured=measure(20.0), limit=40.0, at_s=bottom, reading="knee_bent"
        ),
        RepFinding(
            cue="stand_tall",
            verdict="unsure",
            measured=measure(7.5),
            limit=8.0,
            at_s=bottom + 0.6,
            reading="short_lockout",
        ),
        RepFinding(cue="weight_close", verdict="not_seen", why_not="the camera stands too far off the side view"),
    )
    return RepReport(
        index=index,
        start_s=bottom - 0.5,
        bottom_s=bottom,
        top_s=bottom + 0.5,
        end_s=bottom + 0.5,
        complete=index < 3,
        movement="hinge",
        measures={
            "hip_bottom": measure(86.0),
            "knee_bottom": measure(20.0),
            "trunk_bottom": measure(70.0),
            "lumbar_convex_max": measure(8.0, 6.0),
            "hip_top": measure(-1.0),
        },
        findings=findings,
    )


def _findings():
    return (
        Finding(
            cue="flat_back",
            verdict="mild",
            reps_flagged=2,
            reps_judged=3,
            measured=measure(8.0, 6.0),
            limit=0.0,
            at_s=5.5,
            say="Your low back curved past straight near the bottom.",
            rep=3,
            reading="lumbar_convex",
        ),
        Finding(
            cue="neutral_spine",
            verdict="good",
            reps_flagged=0,
            reps_judged=3,
            measured=measure(7.0),
            limit=20.0,
            at_s=1.5,
            rep=1,
            reading="chin_up",
        ),
        Finding(
            cue="soft_knees",
            verdict="good",
            reps_flagged=0,
            reps_judged=3,
            measured=measure(20.0),
            limit=40.0,
            at_s=3.5,
            rep=2,
            reading="knee_bent",
        ),
        Finding(
            cue="stand_tall",
            verdict="unsure",
            reps_flagged=0,
            reps_judged=3,
            measured=measure(7.5),
            limit=8.0,
            at_s=2.1,
            rep=1,
            reading="short_lockout",
        ),
        Finding(
            cue="weight_close",
            verdict="not_seen",
            reps_flagged=0,
            reps_judged=0,
            why_not="the camera stands too far off the side view",
        ),
        Finding(
            cue="tempo_drop",
            verdict="marked",
            reps_flagged=3,
            reps_judged=3,
            measured=measure(0.5, 0.08, "s"),
            limit=0.8,
            at_s=1.5,
            say="The way down was quick.",
            rep=1,
            reading="descent",
        ),
        Finding(
            cue="depth_short", verdict="good", reps_flagged=0, reps_judged=3, measured=measure(86.0), reading="hip"
        ),
    )


def assessment(name="figure.mp4", **changes):
    """Give the answer about the figure; ``changes`` replace fields."""
    whole = Assessment(
        made_with=MadeWith(hingecoach="0.1.0", pose=Pose(backend="drawn", weights_sha256="0" * 64)),
        video=Video(
            name=name, sha256="ab" * 32, width=SIZE[0], height=SIZE[1], duration_s=SECONDS, frames=140, fps=FPS
        ),
        view=ViewReport(
            label="side", faces="right", azimuth_deg=Angle(value=6.0, error=4.0), advice=("Turn 6° to the left.",)
        ),
        exercise=ExerciseReport(declared="romanian_deadlift", recognised="romanian_deadlift", confidence=0.9),
        movement="hinge",
        summary="3 repetitions. To work on: long back.",
        reps=tuple(_rep(i, b) for i, b in enumerate(BOTTOMS, 1)),
        findings=_findings(),
        focus=Focus(
            cue="flat_back",
            say="Point your shirt logo at the wall in front of you.",
            seen="Your low back rounded past straight near the bottom, in 2 of 2 repetitions.",
            why="A long, steady back passes the work of your hips on to the load.",
            drill="Hold a stick along your back and go only as low as it stays put.",
        ),
        next_step=NextStep(exercise="deadlift", reason="When two sets in a row look good, take the bar to the floor."),
        notes=(Note(code="lost", say="The person was out of the picture.", start_s=6.5, end_s=7.0),),
    )
    return whole.model_copy(update=changes)


def nothing(people):
    """Give the answer about a clip without a repetition."""
    says = "No complete repetition was seen in this clip." if people else "Nobody was seen in this clip."
    none = {"reps": (), "findings": (), "focus": None, "next_step": None, "notes": ()}
    return assessment(**none, summary=says, movement="none", people_seen=people)


def frame(time=1.5):
    """Draw the figure as a camera would see it."""
    rgb = np.full((SIZE[1], SIZE[0], 3), (150, 160, 150), np.uint8)
    xy = points(time)
    for a, b, width in (
        ("HIP", "KNEE", 22),
        ("KNEE", "ANKLE", 18),
        ("HIP", "SHOULDER", 28),
        ("SHOULDER", "WRIST", 10),
        ("SHOULDER", "EAR", 16),
        ("HEEL", "TOE", 10),
    ):
        ends = [tuple(int(v) for v in xy[P[f"R_{n}"]]) for n in (a, b)]
        cv2.line(rgb, *ends, (70, 60, 90), width, cv2.LINE_AA)
    return Frame(round(time * FPS), time, rgb)


def clip(folder: Path, name="figure.mp4"):
    """Write the figure as a clip."""
    path = folder / name
    with encode(path, SIZE, FPS) as add:
        for t in track().time:
            add(frame(float(t)).rgb, float(t))
    return path


def analysis(folder: Path, name="figure.mp4", answer=None):
    """Give the whole analysis of the clip, which is written to ``folder``."""
    answer = answer or assessment(name)
    return Analysis(answer, motion(), track(), answer.video, clip(folder, name))
