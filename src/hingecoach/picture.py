"""What a reader should know about the picture: who was seen, where not, and by which network."""

import numpy as np

from .assessment import Note
from .motion import Motion
from .types import PoseTrack

__all__ = ["about_picture"]

_LEFT = 0.4
"""Share of the picture's width up to which somebody is on the left; as far from the other edge, on the right (E)."""


def about_picture(motion: Motion, track: PoseTrack) -> tuple[Note, ...]:
    """Say what a reader should know about the picture.

    Parameters
    ----------
    motion
        The movement as it is judged.
    track
        The points that it was read from, as the backend found them.
    """
    notes: list[Note] = []
    if not np.isfinite(track.xy).any():
        notes.append(Note(code="nobody", say="Film again in good light, the whole body in the picture all the time."))
        return tuple(notes)
    if track.others:
        notes.append(Note(code="others", say=_followed(track)))
    for start, end in motion.track.lost:
        notes.append(
            Note(
                code="lost", say="The person could not be followed here.", start_s=round(start, 3), end_s=round(end, 3)
            )
        )
    if motion.second:
        say = (
            "Something, perhaps a plate, hides parts of the body: shoulders, hips, knees and ankles, at times the "
            "arms, are those of a second pose network."
        )
        notes.append(Note(code="second_network", say=say))
    if motion.standing is None and motion.posture == "standing":
        say = "No moment of quiet standing was seen, so angles are compared with upright instead of your own stance."
        notes.append(Note(code="no_standing", say=say))
    cut_off = "Outside the picture for a good part of the clip: {}."
    notes.extend(Note(code="cut_off", say=cut_off.format(part)) for part in motion.view.cut_off)
    return tuple(notes)


def _followed(track: PoseTrack) -> str:
    """Say which of several people was judged: only who filmed knows whether it is the one that is meant."""
    others = "One other person was" if track.others == 1 else f"{track.others} other people were"
    across = float(np.nanmedian(track.xy[:, :, 0])) / track.size[0]
    where = "on the left" if across < _LEFT else "on the right" if across > 1 - _LEFT else "in the middle"
    return f"{others} in the picture; the one {where} was followed. If another one is meant, film that one alone."
