"""The classes of exercises in a training log, and what a set of each counts for (domain.md section 8).

The shares of hip and knee are E; those of squat and deadlift are anchored in measured joint work (S9).
"""

from dataclasses import dataclass

from ...errors import UnknownNameError

__all__ = ["KINDS", "Kind", "get_kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of exercises.

    Attributes
    ----------
    id, title
        The name for programs, and the one for people.
    hinge, squat
        What one set counts for in the simple count, 0 to 1.
    hip, knee
        The share of the work at hip and knee, for the weighted detail.
    lower_body
        Whether its sets count towards "enough to say".
    """

    id: str
    title: str
    hinge: float = 0.0
    squat: float = 0.0
    hip: float = 0.0
    knee: float = 0.0
    lower_body: bool = True


KINDS = {
    kind.id: kind
    for kind in (
        Kind("knee_dominant", "knee-dominant", squat=1, hip=0.5, knee=0.5),
        Kind("knee_isolation", "knee isolation", squat=1, knee=1),
        Kind("hinge", "hip hinge", hinge=1, hip=0.9, knee=0.1),
        Kind("bridge", "hip bridge", hinge=1, hip=1),
        Kind("hamstring_curl", "hamstring curl", hip=0.3),
        Kind("mixed", "mixed", hinge=0.5, squat=0.5, hip=0.5, knee=0.5),
        Kind("neither", "neither", lower_body=False),
    )
}
"""By id."""


def get_kind(name: str) -> Kind:
    """Give the class of that id or title; capitals, spaces, hyphens and underscores are the same.

    Raises
    ------
    UnknownNameError
        There is none.
    """
    plain = "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
    for kind in KINDS.values():
        if plain in {kind.id, kind.title.replace("-", "_").replace(" ", "_")}:
            return kind
    raise UnknownNameError("class", name, KINDS)
