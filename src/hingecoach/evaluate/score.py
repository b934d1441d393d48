"""All the scores of a truth folder from its cases. Pure: no clip is opened here."""

from collections.abc import Sequence

from .angles import score_angles
from .clip import Case, doubts
from .count import score_counts, score_timing
from .cues import score_cues
from .misses import score_clip
from .names import family, score_exercise, score_movement, score_view
from .scores import Scores


def score(cases: Sequence[Case], *, folder: str = "", declared: bool = False, seconds: float = 0.0) -> Scores:
    """Score clips that were assessed against their truth.

    Parameters
    ----------
    cases
        The clips, each with its truth and our answer.
    folder, declared, seconds
        For the record: where the truth came from, whether the exercise was declared to us, and how long it took.

    Returns
    -------
    Scores
        Every share with its count and Wilson's interval; the clips sorted worst first.
    """
    movement, called_hinge = score_movement(cases)
    made = {c.found.assessment.made_with.hingecoach for c in cases if c.found}
    return Scores(
        folder=folder,
        made_with=", ".join(sorted(made)),
        declared=declared,
        seconds=seconds,
        counts=score_counts(cases),
        timing=score_timing(cases),
        movement=movement,
        called_hinge=called_hinge,
        view=score_view(cases),
        exercise=score_exercise(cases),
        family=score_exercise(cases, family),
        cues=score_cues(cases),
        angles=score_angles(cases),
        clips=tuple(sorted((score_clip(c) for c in cases), key=lambda c: (-c.weight, c.clip))),
        doubts=tuple(d for c in cases for d in doubts(c)),
    )
