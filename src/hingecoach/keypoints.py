"""Names, order and sides of the 33 points of one person (BlazePose's order)."""

from dataclasses import dataclass
from enum import IntEnum

from .types import Facing


class P(IntEnum):
    """Index of a point in the arrays of a :class:`~hingecoach.types.PoseTrack`. L and R are the person's own sides."""

    NOSE = 0
    L_EYE_IN = 1
    L_EYE = 2
    L_EYE_OUT = 3
    R_EYE_IN = 4
    R_EYE = 5
    R_EYE_OUT = 6
    L_EAR = 7
    R_EAR = 8
    L_MOUTH = 9
    R_MOUTH = 10
    L_SHOULDER = 11
    R_SHOULDER = 12
    L_ELBOW = 13
    R_ELBOW = 14
    L_WRIST = 15
    R_WRIST = 16
    L_PINKY = 17
    R_PINKY = 18
    L_INDEX = 19
    R_INDEX = 20
    L_THUMB = 21
    R_THUMB = 22
    L_HIP = 23
    R_HIP = 24
    L_KNEE = 25
    R_KNEE = 26
    L_ANKLE = 27
    R_ANKLE = 28
    L_HEEL = 29
    R_HEEL = 30
    L_TOE = 31
    R_TOE = 32


LEFT = tuple(p for p in P if p.name.startswith("L_"))
RIGHT = tuple(P[p.name.replace("L_", "R_", 1)] for p in LEFT)

SIDE = ("EAR", "SHOULDER", "ELBOW", "WRIST", "INDEX", "HIP", "KNEE", "ANKLE", "HEEL", "TOE")
"""Names of the points that a side view uses; prefix with ``L_`` or ``R_`` to get the point."""

LEG = ("HIP", "KNEE", "ANKLE", "HEEL", "TOE")
BODY_LINES = ((P.L_SHOULDER, P.L_HIP, P.L_KNEE, P.L_ANKLE), (P.R_SHOULDER, P.R_HIP, P.R_KNEE, P.R_ANKLE))
"""The points along which the length of a body is measured, on either side."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Which of the person's own sides is read: the one nearer to the camera, and of the legs the one that stands.

    The two differ only on one leg: the leg in the air says nothing about the hinge.
    """

    body: Facing
    leg: Facing

    def point(self, name: str) -> P:
        """Give the point of a name in :data:`SIDE`."""
        side = self.leg if name in LEG else self.body
        return P[f"{'L' if side == 'left' else 'R'}_{name}"]

    def trunk(self) -> tuple[P, P]:
        """Give hip and shoulder of the body's side, the ends of the trunk."""
        return (P.L_HIP, P.L_SHOULDER) if self.body == "left" else (P.R_HIP, P.R_SHOULDER)
