"""What several tests build on: stick figures as motions with exact angles, and Hypothesis strategies."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from hingecoach.geometry import bend, lean
from hingecoach.keypoints import P
from hingecoach.motion import AngleName, Angles, Motion, Standing
from hingecoach.skeleton import LEG
from hingecoach.synthetic import Figure, Form, Kind, figure
from hingecoach.types import View

SIDE_ON = View("side", "right", 0.0, 5.0)
ERROR: dict[AngleName, float] = {
    "hip": 5.0,
    "knee": 5.0,
    "trunk": 4.0,
    "shank": 4.0,
    "neck": 8.0,
    "elbow": 8.0,
    "arm": 8.0,
    "gap": 2.0,
    "lumbar_convex": 12.0,
    "lumbar": 14.0,
    "thoracic": 14.0,
    "back": 14.0,
    "turn": 5.0,
    "bow": 2.0,
    "upper_bow": 2.0,
}
"""Half widths of the 90 % interval: what a good side view gives."""
SCALE = 300.0

finite = st.floats(-200, 200, allow_nan=False)
errors = st.floats(0.1, 60, allow_nan=False)
limits = st.tuples(finite, finite).filter(lambda pair: abs(pair[0] - pair[1]) > 0.5)


def motion_of(made: Figure, *, view: View = SIDE_ON, stood: bool = True) -> Motion:
    """See a figure with exact angles and the errors of a good side view."""
    xy, t = made.track.xy, made.track.time
    near = "R" if view.faces == "right" else "L"
    at = {name: xy[:, P[f"{near}_{name}"]] for name in ("HIP", "SHOULDER", "ELBOW", "WRIST", "HEEL", "TOE")}
    way = 1 if view.faces == "right" else -1
    foot = (at["HEEL"] + at["TOE"]) / 2
    flat = np.zeros(t.size)
    angles = Angles(
        **made.angles,
        elbow=bend(at["SHOULDER"], at["ELBOW"], at["WRIST"]),
        arm=made.angles["trunk"] - lean(at["WRIST"], at["SHOULDER"], way),
        gap=100 * way * (at["WRIST"] - foot)[:, 0] / (LEG * SCALE),
        lumbar=made.angles["lumbar_convex"] - made.angles["lumbar_convex"][0],
        thoracic=flat,
        back=made.angles["lumbar_convex"] - made.angles["lumbar_convex"][0],
        turn=made.angles["lumbar_convex"],
        bow=flat,
        upper_bow=flat,
    )
    own: dict[AngleName, float] = {name: float(getattr(angles, name)[0]) for name in ERROR}
    return Motion(
        track=made.track,
        angles=angles,
        error_of=lambda name, _: ERROR[name],
        view=view,
        near="right" if near == "R" else "left",
        posture="standing",
        standing=Standing(0.0, 1.0, own) if stood else None,
        leg=LEG * SCALE,
    )


def moving(kind: Kind = "hinge", form: Form | None = None, **how: float) -> tuple[Motion, Figure]:
    """Make a figure and see it."""
    made = figure(kind, form, **how)  # type: ignore[arg-type]
    return motion_of(made), made


HIDES: dict[AngleName, tuple[str, ...]] = {"knee": ("KNEE", "ANKLE"), "gap": ("WRIST",)}
"""Points that are hidden together with an angle, where a cue could otherwise read it from them."""


def without(motion: Motion, name: AngleName) -> Motion:
    """Hide one angle for the whole clip, and the points that it is read from."""
    xy = motion.track.xy.copy()
    for point in HIDES.get(name, ()):
        xy[:, [P[f"L_{point}"], P[f"R_{point}"]]] = np.nan
    angles = replace(motion.angles, **{name: np.full(motion.time.size, np.nan)})
    return replace(motion, angles=angles, track=replace(motion.track, xy=xy))
