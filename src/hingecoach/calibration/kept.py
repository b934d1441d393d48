"""What a calibration keeps of one person: own standing, own toe touch, own flat hinge (docs/calibration.md)."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from ..assessment import Angle, MadeWith, Model, Note
from ..types import Facing

__all__ = ["LEAST", "MOST", "Build", "Calibration", "Moment", "Seen"]

LEAST, MOST = 0.2, 3.0
"""Thigh and shin over trunk: no body seen from the side is outside."""
SIDEWAYS = 90.0
"""Degrees off the side view: more is the other side."""

Degrees = Annotated[float, Field(ge=-180, le=180)]
"""An angle that a body can have (``bow`` and ``upper_bow``, % of the back, stay within the same numbers)."""
Share = Annotated[float, Field(ge=LEAST, le=MOST)]


class Build(Model):
    """The person's proportions in the picture: thigh and shin over trunk, each usually 0.7 to 1."""

    thigh: Share
    shin: Share


class Seen(Model):
    """How the calibration was filmed: which side of the picture the person faces, and degrees off the side view."""

    faces: Facing | None
    azimuth_deg: Angle | None

    @field_validator("azimuth_deg")
    @classmethod
    def _possible(cls, angle: Angle | None) -> Angle | None:
        if angle and (abs(angle.value) > SIDEWAYS):
            raise ValueError(f"no camera stands so; at most {SIDEWAYS:.0f} degrees off the side view")
        return angle


class Moment(Model):
    """One movement at its deepest.

    Attributes
    ----------
    at_s
        When, in seconds of the calibration clip.
    angles
        Degrees by name; one that was not seen is left out.
    """

    at_s: float
    angles: dict[str, Degrees]

    @property
    def back(self) -> float | None:
        """Bend of the low back, degrees; None where it was not seen."""
        return self.angles.get("lumbar_convex")


class Calibration(Model):
    """One person's own neutral, own toe-touch range and own flat hinge, as one clip showed them.

    Attributes
    ----------
    calibration_version
        1; a file of another version is refused. Fields that a later program added to version 1 are passed over.
    made_with
        The program and the networks: numbers of other networks are not comparable.
    name, sha256
        The clip it was read from; empty where a track was read.
    seen
        How it was filmed.
    build
        The person's proportions, to notice that somebody else is on another clip; None where they were not seen.
    standing
        Angles of standing tall by name, degrees (``bow`` and ``upper_bow``: % of the back); ``neck`` is the pitch of
        the head over the trunk.
    toe_touch
        The toe touch, the round end of the own range; None where none was seen (``notes`` say why).
    flat_hinge
        The flattest hinge; None where none was seen.
    range_error_deg
        Half width of the 90 % interval of the low back at one end of the range against a reading of another clip.
    notes
        What a reader should know, in words.
    """

    calibration_version: Literal[1] = 1
    made_with: MadeWith
    name: str = ""
    sha256: str = ""
    seen: Seen
    build: Build | None
    standing: dict[str, Degrees]
    toe_touch: Moment | None
    flat_hinge: Moment | None
    range_error_deg: float = Field(gt=0, le=180)
    notes: tuple[Note, ...] = ()
