"""What the camera could not see, why, and how to film it next time."""

from dataclasses import dataclass

from ..assessment import Assessment
from .words import title

FILM = {
    "flat_back": "Film from the side in a close-fitting top, with nothing between the camera and your back.",
    "neutral_spine": "Film from the side with your head in the picture the whole time.",
    "soft_knees": "Film from the side with hips, knees and feet in the picture, and no plate in front of the knees.",
    "stand_tall": "Film from the side, and stand still for two seconds before the first and after the last repetition.",
    "weight_close": "Film exactly from the side, with hands and feet in the picture the whole time.",
}
"""How to film so that a cue can be seen, by cue."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A reason why something could not be seen, what it kept from being judged, and how to film it."""

    reason: str
    what: tuple[str, ...]
    film: tuple[str, ...]


def blind(assessment: Assessment) -> tuple[Blind, ...]:
    """Collect what could not be seen, one entry a reason, in the order of the findings."""
    by_reason: dict[str, list[str]] = {}
    for f in assessment.findings:
        if f.verdict == "not_seen":
            by_reason.setdefault(f.why_not or "it was not seen clearly", []).append(f.cue)
    return tuple(
        Blind(reason, tuple(title(c) for c in cues), tuple(FILM[c] for c in cues if c in FILM))
        for reason, cues in by_reason.items()
    )
