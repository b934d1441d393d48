"""What to change before filming again, in words for the person who films."""

from collections.abc import Iterable

import numpy as np

from ..keypoints import P
from ..types import Facing, PoseTrack
from .angle import body_length
from .facing import Mask, halfway, seen, unit

PARTS: dict[str, tuple[P, ...]] = {
    "hands": (P.L_WRIST, P.R_WRIST, P.L_INDEX, P.R_INDEX),
    "feet": (P.L_ANKLE, P.R_ANKLE, P.L_HEEL, P.R_HEEL, P.L_TOE, P.R_TOE),
}
"""Parts whose loss matters to a cue, besides the head; cut off where any of their points lies outside the picture."""

GOOD_PART = 0.2
"""Share of the frames in which a part must be outside before it is reported (judged)."""

EDGE = 0.005
"""Points within this share of the picture's larger side of its edge count as outside: the networks push points of
limbs that leave the picture back to its edge."""

CROWN = 0.09
"""The top of the head lies this share of trunk + thigh + shin above the ears (ear to vertex: 7 % of the stature)."""

SMALL = 200.0
"""Stature in pixels under which detail is lost: the networks see the person about this tall (pose.md 5: 256 px crop,
of which the body fills four fifths)."""

SQUARE = "Film square from the side, with the camera at hip height."

STATURE = 0.78
"""Trunk + thigh + shin as a share of the stature (segment lengths after Drillis and Contini)."""


def cut_parts(track: PoseTrack) -> tuple[str, ...]:
    """Name the body parts that are outside the picture for a good part of the clip.

    Parameters
    ----------
    track
        One person's points; raw is best, since cleaning drops the points outside.
    """
    here = seen(track)
    if not here.any():
        return ()
    xy = track.xy[here]
    margin = EDGE * max(track.size)
    size = np.array(track.size, float)
    with np.errstate(invalid="ignore"):
        outside: Mask = np.asarray((xy < margin) | (xy > size - margin))
    ears = halfway(xy, P.L_EAR, P.R_EAR)
    crown = ears + CROWN * body_length(track) * unit(ears - halfway(xy, P.L_SHOULDER, P.R_SHOULDER))
    lost: dict[str, Mask] = {"head": np.asarray(((crown < margin) | (crown > size - margin)).any(axis=1))}
    for name, points in PARTS.items():
        lost[name] = np.asarray(outside[:, list(points)].any(axis=(1, 2)))
    return tuple(name for name, hits in lost.items() if float(hits.mean()) > GOOD_PART)


def advise(
    track: PoseTrack, label: str, faces: Facing | None, azimuth: tuple[float, float], roll: float
) -> tuple[str, ...]:
    """Say what to change, the most useful first; empty where the view is good.

    Parameters
    ----------
    track
        One person's points.
    label, faces, roll
        As in :class:`~hingecoach.types.View`, degrees.
    azimuth
        The camera's angle and its error, degrees.
    """
    wanted = (_turn(label, faces, *azimuth), *_framing(track, label), _level(roll))
    return tuple(text for text in wanted if text)


def _turn(label: str, faces: Facing | None, azimuth: float, error: float) -> str:
    """Say which way to walk, and how far; neither where the angle may as well be none."""
    if label in ("side", "unknown"):
        return ""
    if not abs(azimuth) > error:
        return SQUARE
    if label in ("front", "back") or faces is None:
        return f"Film from the side: the camera stands {'in front' if azimuth > 0 else 'behind'} now."
    # A camera in front of somebody who faces right stands too far to the right; behind them, too far to the left.
    way = "left" if (azimuth > 0) == (faces == "right") else "right"
    turn = "away from" if azimuth > 0 else "towards"
    degrees = max(5, 5 * round(abs(azimuth) / 5))
    return (
        f"Film from the side: walk about {degrees}° around to the {way}, "
        f"or let the person turn about {degrees}° {turn} the camera."
    )


def _framing(track: PoseTrack, label: str) -> Iterable[str]:
    cut = cut_parts(track)
    if cut:
        verb = "is" if cut == ("head",) else "are"
        yield f"Step back: the {' and '.join(cut)} {verb} outside the picture for part of the clip."
    tall = body_length(track) / STATURE
    if not cut and label in ("side", "diagonal") and tall < SMALL:
        yield f"Come closer: the person is only about {round(tall / 10) * 10} pixels tall."


def _level(roll: float) -> str:
    if not roll:
        return ""
    way = "anticlockwise" if roll > 0 else "clockwise"  # a camera turned clockwise tilts the picture the other way
    return f"Hold the camera level: turn it about {round(abs(roll))}° {way}."
