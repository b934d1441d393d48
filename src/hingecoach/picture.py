"""What a reader should know about the picture: who was seen, where not, and by which network."""

import numpy as np

from .assessment import Note
from .motion import Motion
from .types import PoseTrack

__all__ = ["about_picture"]


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
        notes.append(Note(code="nobody", say="Nobody was found in this clip."))
        return tuple(notes)
    if track.others:
        others = "One other person was" if track.others == 1 else f"{track.others} other people were"
        notes.append(Note(code="others", say=f"{others} in the picture; the one who moves up and down was followed."))
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
