"""The exact angles of a posture, as the contract names them, and what they say about each repetition."""

from dataclasses import asdict
from typing import Any

import numpy as np

from hingecoach.exercises import Limit, get_exercise
from hingecoach.types import Floats

from .drills import FLOOR
from .motion import Motion
from .people import convexity
from .rig import LUMBAR, Side
from .rotation import lean, wrapped
from .skeleton import Skeleton
from .standing import Aim, Standing
from .tempo import RepTimes

ANGLES = ("hip", "knee", "trunk", "shank", "lumbar_convex", "lumbar", "thoracic", "back", "neck", "gap")
LYING = ("hip", "knee", "lumbar_convex", "lumbar", "thoracic", "back")
"""Those that mean something for somebody who lies on their back."""
SPAN = 1.0
"""Degrees within which a hip counts as held: the bottom and the top are the middles of such spans."""


def frame_angles(motion: Motion, near: Side) -> dict[str, Floats]:
    """Give each angle of the contract over the frames, shape (T,), of the leg that is planted, or else the near one."""
    side = motion.planted or near
    own = _standing(motion)
    head = _head(own)
    out: dict[str, list[float]] = {k: [] for k in ANGLES}
    for s in motion.skeletons:
        for k, v in _angles(s, motion, side, own, head).items():
            out[k].append(v)
    kept = LYING if motion.exercise in FLOOR[:2] else ANGLES
    return {k: np.array(out[k]) for k in kept}


def _standing(motion: Motion) -> Skeleton:
    """Pose the person in their own standing."""
    from .holds import Hanging  # noqa: PLC0415  (only here)

    p = motion.person
    return Standing(p, Hanging(), 0.1).solve(Aim(p.knee, 0.0, p.lumbar, p.thoracic, p.neck))


def _head(s: Skeleton) -> float:
    """Give the flexion of the head against the upper end of the trunk (T1), degrees, + chin down.

    As in the truth of the first renderer's clips. Against the line hip to shoulder a rounded upper back would count as
    a chin that drops.
    """
    return _pitch(s, "head", "T1")


def _pitch(s: Skeleton, upper: str, lower: str) -> float:
    """Give the flexion of one bone relative to another, degrees."""
    turned = s.turned[lower].T @ s.turned[upper]
    return float(np.degrees(np.arctan2(turned[2, 1], turned[2, 2])))


def _angles(s: Skeleton, motion: Motion, side: Side, own: Skeleton, head: float) -> dict[str, float]:
    j, rig = s.joints, motion.person.rig
    hip, knee, ankle = (j[f"{n}.{side}"] for n in ("hip", "knee", "ankle"))
    trunk = lean(s.mid("shoulder") - s.mid("hip"))
    thigh, shank = hip - knee, knee - ankle
    cos = float(thigh @ shank) / float(np.sqrt((thigh @ thigh) * (shank @ shank)))
    lumbar = _pitch(s, "T12", "pelvis") - _pitch(own, "T12", "pelvis")
    thoracic = _pitch(s, "T1", "T12") - _pitch(own, "T1", "T12")
    return {
        "hip": wrapped(trunk - lean(thigh)),
        "knee": float(np.degrees(np.arccos(np.clip(cos, -1.0, 1.0)))),
        "trunk": trunk,
        "shank": lean(shank),
        "lumbar_convex": convexity(np.array([j[v] for v in LUMBAR])),
        "lumbar": lumbar,
        "thoracic": thoracic,
        "back": lumbar + thoracic,
        "neck": head - _head(s),
        "gap": 100.0 * float(s.mid("ankle")[1] + rig.mid_foot - s.mid("grip")[1]) / rig.leg,
    }


def _held(hip: Floats, first: int, last: int, *, deepest: bool) -> int:
    """Give the middle frame of the span around the largest (or least) hip angle within ``SPAN`` of it."""
    part = hip[first : last + 1] if deepest else -hip[first : last + 1]
    best = int(part.argmax())
    low = high = best
    while low > 0 and part[low - 1] >= part[best] - SPAN:
        low -= 1
    while high < part.size - 1 and part[high + 1] >= part[best] - SPAN:
        high += 1
    return first + (low + high) // 2


def rep_truth(motion: Motion, angles: dict[str, Floats], rep: RepTimes, fps: float) -> dict[str, Any]:
    """Give one repetition as the truth file holds it: times, measures, cues, and the habit behind them."""
    n = angles["hip"].size

    def at(t: float) -> int:
        return int(np.clip(round(t * fps), 0, n - 1))

    pad = 0.15
    first, last = at(rep.start), at(rep.end)  # what lies beyond may be no repetition at all
    low = _held(angles["hip"], max(first, at(rep.bottom[0] - pad)), at(rep.bottom[1] + pad), deepest=True)
    high = _held(angles["hip"], at(rep.top[0] - pad), min(last, at(rep.top[1] + pad)), deepest=False)
    measures = {f"{k}_bottom": float(v[low]) for k, v in angles.items()}
    measures |= {f"{k}_top": float(angles[k][high]) for k in ("hip", "knee", "trunk") if k in angles}
    whole = slice(at(rep.start), at(rep.end) + 1)
    rise = slice(low, max(low + 1, (low + at(rep.top[0])) // 2 + 1))
    judged = float(max(angles["lumbar_convex"][low], angles["lumbar_convex"][rise].max()))
    measures |= {f"{k}_max": float(angles[k][whole].max()) for k in ("lumbar_convex", "lumbar", "back")}
    return {
        "start_s": round(rep.start, 3),
        "bottom_s": round(low / fps, 3),
        "top_s": round(high / fps, 3),
        "end_s": round(rep.end, 3),
        "cues": _cues(motion.exercise, measures, judged),
        "measures": {k: round(v, 2) for k, v in measures.items()},
    }


def _cues(exercise: str, m: dict[str, float], convex: float) -> dict[str, str]:
    """Judge a repetition's exact measures by the exercise's own limits; a cue without a limit is left out."""
    limits = get_exercise(exercise).cues
    readings: dict[str, tuple[tuple[str, float], ...]]
    if exercise in FLOOR[:2]:
        readings = {"stand_tall": (("bridge_short", m["hip_top"]), ("bridge_over", m["hip_top"]))}
    else:
        readings = {
            "flat_back": (("lumbar_convex", convex),),
            "neutral_spine": (("chin_up", m["neck_bottom"]), ("chin_down", m["neck_bottom"])),
            "soft_knees": (("knee_bent", m["knee_bottom"]),),
            "stand_tall": (("short_lockout", m["trunk_top"]), ("lean_back", -m["trunk_top"])),
            "weight_close": (("gap", m["gap_bottom"]),),
        }
    out = {}
    for cue, values in readings.items():
        known = [_class(limits[cue][r], v) for r, v in values if r in limits.get(cue, {})]
        if known:
            out[cue] = ("good", "mild", "marked")[max(known)]
    return out


def _class(limit: Limit, value: float) -> int:
    """Give 0 good, 1 mild, 2 marked."""
    sign = 1.0 if limit.marked > limit.mild else -1.0
    reached = (sign * value > sign * limit.mild) + (sign * value > sign * limit.marked)
    return min(int(reached), 1 if limit.cap == "mild" else 2)


def set_cues(reps: list[dict[str, Any]]) -> dict[str, str]:
    """Give the set's verdict: the class that at least half of the repetitions reach or exceed (contract)."""
    names = ("good", "mild", "marked")
    out = {}
    for cue in {c: None for r in reps for c in r["cues"]}:
        classes = sorted((names.index(r["cues"][cue]) for r in reps if cue in r["cues"]), reverse=True)
        out[cue] = names[classes[(len(classes) + 1) // 2 - 1]]
    return out


def habits(motion: Motion) -> list[dict[str, float]]:
    """Give the form behind each repetition, for the truth's ``scene``."""
    return [{k: round(v, 3) for k, v in asdict(f).items()} for f in motion.forms]
