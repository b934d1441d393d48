"""One assessed clip as the scorer sees it, and the true clip that it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from hingecoach.assessment import Assessment, RepReport
from hingecoach.motion import Motion
from hingecoach.types import Floats

from .truth import Truth


@dataclass(frozen=True, slots=True)
class AssessedClip:
    """An assessment with the angles of every frame behind it.

    Attributes
    ----------
    assessment
        What ``analyze`` gives.
    time
        Seconds, shape (T,).
    angles
        Degrees by angle name, each of shape (T,); NaN where not seen.
    errors
        Half width of the stated 90 % interval by angle name, each of shape (T,); an angle that is missing here is
        scored without its interval.
    motion
        The points behind it, for the page with the frames of the errors; None draws the frames without them.
    """

    assessment: Assessment
    time: Floats
    angles: Mapping[str, Floats]
    errors: Mapping[str, Floats] = field(default_factory=dict)
    motion: Motion | None = None


FAILED = "failed"
"""What a clip that could not be assessed is called in place of an answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """One true clip with our answer to it.

    Attributes
    ----------
    path
        The clip.
    truth
        What is known about it.
    found
        Our answer, or None where the clip could not be assessed: no answer of ours counts as right then.
    exact
        The exact angles of every frame, ``time_s`` among them; empty where the truth has none.
    error
        Why the clip could not be assessed.
    """

    path: Path
    truth: Truth
    found: AssessedClip | None
    exact: Mapping[str, Floats] = field(default_factory=dict)
    error: str = ""

    @property
    def reps(self) -> tuple[RepReport, ...]:
        """Our complete repetitions, by their bottoms."""
        if self.found is None:
            return ()
        return tuple(sorted((r for r in self.found.assessment.reps if r.complete), key=lambda r: r.bottom_s))

    @property
    def movement(self) -> str:
        """The movement that we named."""
        return self.found.assessment.movement if self.found else FAILED

    @property
    def exercise(self) -> str | None:
        """The exercise that we recognised."""
        return self.found.assessment.exercise.recognised if self.found else FAILED


SHORT_DEG = 5.0
"""Hip flexion by which a bottom may fall short of the deepest: what a hold drifts, as seen in rendered holds."""


def doubts(case: Case, tolerance_s: float = 0.4) -> list[str]:
    """Say where a truth's times disagree with its own exact hip curve, so that no error of the truth hides.

    ``bottom_s`` is the instant of deepest hip flexion. A held bottom is flat, so a bottom is doubted only where the
    true hip is more than :data:`SHORT_DEG` short of its deepest in the repetition and that is ``tolerance_s`` away.
    """
    hip, time = case.exact.get("hip"), case.exact.get("time_s")
    if hip is None or time is None:
        return []
    said = []
    for i, rep in enumerate(case.truth.reps, 1):
        span = (time >= (rep.start_s or 0.0)) & (time <= (time[-1] if rep.end_s is None else rep.end_s))
        if not np.isfinite(hip[span]).any():
            said.append(f"{case.truth.clip} rep {i}: no exact angles between its start and end")
            continue
        deepest = float(time[span][np.nanargmax(hip[span])])
        short = float(np.nanmax(hip[span]) - np.interp(rep.bottom_s, time, hip))
        if short > SHORT_DEG and abs(deepest - rep.bottom_s) > tolerance_s:
            said.append(
                f"{case.truth.clip} rep {i}: bottom_s {rep.bottom_s:.2f}, but the hip is deepest at {deepest:.2f}"
            )
    return said
