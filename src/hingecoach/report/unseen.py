"""What the camera could not see, why, and how to film it next time."""

import re
from dataclasses import dataclass

from ..assessment import Assessment
from ..judge import NO_REPETITION
from .words import title

FILM = {
    "flat_back": "Film from the side in a close-fitting top, with nothing between the camera and your back.",
    "neutral_spine": "Film from the side with your head in the picture the whole time.",
    "soft_knees": "Film from the side with hips, knees and feet in the picture, and no plate in front of the knees.",
    "stand_tall": "Film from the side, and stand still for two seconds before the first and after the last repetition.",
    "weight_close": "Film exactly from the side, with hands and feet in the picture the whole time.",
}
"""How to film so that a cue can be seen, by cue."""
FILM_ALL = "Film exactly from the side at hip height, in a close-fitting top, with head, hands and feet in the picture."
"""How to film so that most of them can be seen."""
FILM_WHOLE = "Begin to film before the first repetition and end after the last, so that a whole one is in the clip."
"""How to film so that there is a repetition to judge."""
REST = {
    FILM["flat_back"]: "Wear a close-fitting top, with nothing between the camera and your back.",
    FILM["neutral_spine"]: "Keep your head in the picture the whole time.",
    FILM["soft_knees"]: "Keep hips, knees and feet in the picture, with no plate in front of the knees.",
    FILM["stand_tall"]: "Stand still for two seconds before the first and after the last repetition.",
    FILM["weight_close"]: "Keep hands and feet in the picture the whole time.",
    FILM_ALL: "Put the camera at hip height, wear a close-fitting top, and keep head, hands and feet in the picture.",
}
"""What each of them asks for besides, where it was filmed from the side or another line has asked for that."""
_UP_TO = re.compile(r"(the camera stood .*; this can be read up to )(\d+)(.*)")
_OFF = "side view"
"""What a reason names that lies in the camera's angle."""
FEW = 2
"""Up to so many cues have their own line each; more share :data:`FILM_ALL`."""


@dataclass(frozen=True, slots=True)
class Blind:
    """A reason why something could not be seen, what it kept from being judged, and how to film it.

    Attributes
    ----------
    what
        Id and name for people of each cue or finding.
    """

    reason: str
    what: tuple[tuple[str, str], ...]
    film: tuple[str, ...]


def blind(assessment: Assessment) -> tuple[Blind, ...]:
    """Collect what could not be seen, one entry a reason, in the order of the findings."""
    by_reason: dict[str, list[str]] = {}
    reason_of = _joined({f.why_not for f in assessment.findings if f.verdict == "not_seen" and f.why_not})
    for f in assessment.findings:
        if f.verdict == "not_seen":
            reason = f.why_not or "it was not seen clearly"
            by_reason.setdefault(reason_of.get(reason, reason), []).append(f.cue)
    return tuple(
        Blind(reason, tuple((c, title(c, assessment)) for c in cues), _film(assessment, reason, cues))
        for reason, cues in by_reason.items()
    )


def nothing_to_film(assessment: Assessment) -> bool:
    """Say whether no other view would show more: what was seen has none of the cues and none of the other faults."""
    verdicts = {f.verdict for f in assessment.findings}
    return bool(assessment.reps) and verdicts == {"not_applicable"}


def never_seen(assessment: Assessment) -> frozenset[str]:
    """Give the cues that were seen in none of several repetitions: a line for each repetition would say nothing."""
    verdicts: dict[str, set[str]] = {}
    for f in (f for rep in assessment.reps for f in rep.findings):
        verdicts.setdefault(f.cue, set()).add(f.verdict)
    several = len(assessment.reps) > 1
    return frozenset(cue for cue, seen in verdicts.items() if several and seen == {"not_seen"})


def untold(lines: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what another place has told, be it in the words that follow a line about the side view."""
    return tuple(line for line in lines if line not in told and REST.get(line) not in told)


def _joined(reasons: set[str]) -> dict[str, str]:
    """Make one reason of those that differ only in the angle up to which a cue can be read."""
    parts = {reason: found.groups() for reason in reasons if (found := _UP_TO.match(reason))}
    limits = {
        head: sorted({int(most) for first, most, _ in parts.values() if first == head}) for head, _, _ in parts.values()
    }
    return {
        reason: f"{head}{' or '.join(map(str, limits[head]))}{', by the cue' * (len(limits[head]) > 1)}{tail}"
        for reason, (head, _, tail) in parts.items()
    }


def _film(a: Assessment, reason: str, cues: list[str]) -> tuple[str, ...]:
    """Say how to film, from the side only where it was not, or not squarely enough."""
    if reason.startswith(NO_REPETITION):
        return (FILM_WHOLE,)
    lines = tuple(FILM[c] for c in cues if c in FILM)
    lines = lines if len(lines) <= FEW else (FILM_ALL,)
    fine = a.view.label == "side" and _OFF not in reason
    return tuple(REST[line] for line in lines) if fine else lines
