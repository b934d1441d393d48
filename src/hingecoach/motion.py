"""What a cue receives: one person's cleaned points and angles over the whole clip, and ways to read them.

Reading never guesses: :meth:`Motion.value` and :meth:`Motion.extreme` raise
:class:`~hingecoach.errors.NotSeenError` with the reason in words where the number was not seen.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from .errors import NotSeenError
from .keypoints import Sides
from .load.types import Load
from .types import Facing, Floats, PoseTrack, Posture, Value, View

AngleName = Literal["hip", "knee", "trunk", "shank", "neck", "elbow", "arm", "gap", "lumbar_convex", "bow", "upper_bow"]
UNIT: dict[AngleName, str] = dict.fromkeys(get_args(AngleName), "deg") | {
    "gap": "% leg",
    "bow": "% chord",
    "upper_bow": "% chord",
}


@dataclass(frozen=True, slots=True)
class Angles:
    """One array (T,) per angle, degrees unless said; NaN where not seen.

    Attributes
    ----------
    hip
        Trunk-thigh closing angle relative to straight: 0 standing tall, + bent, - bent backwards.
    knee
        Knee flexion: 0 straight, + bent, - bent backwards.
    trunk
        Lean of the line hip to shoulder from upright: + forward.
    shank
        Lean of the line ankle to knee from upright: + knee forward.
    neck
        Head pitch relative to the trunk, minus the same when standing: + chin up.
    elbow
        Elbow flexion: 0 straight.
    arm
        Angle of the line shoulder to wrist in front of the trunk line: 0 arm along the trunk, + in front.
    gap
        Hand centre ahead of mid-foot, % of leg length.
    lumbar_convex
        Bend of the lumbar line from its lower to its upper end: 0 straight, + hump, - hollow.
    bow
        Largest distance of the back's outline from its chord sacrum to neck, % of the chord: + hump.
    upper_bow
        The same for the upper half of the back alone.
    """

    hip: Floats
    knee: Floats
    trunk: Floats
    shank: Floats
    neck: Floats
    elbow: Floats
    arm: Floats
    gap: Floats
    lumbar_convex: Floats
    bow: Floats
    upper_bow: Floats


@dataclass(frozen=True, slots=True)
class Standing:
    """The person's own neutral: medians over a span in which they stand tall and still.

    Attributes
    ----------
    start, end
        The span, in seconds.
    angles
        Median of each angle that was seen in the span.
    """

    start: float
    end: float
    angles: dict[AngleName, float]


@dataclass(frozen=True, slots=True)
class Motion:
    """One person's movement over the whole clip, side on.

    Attributes
    ----------
    track
        The cleaned points: gated, short gaps filled, smoothed by time.
    angles
        The angles of every frame.
    error_of
        Half width of the 90 % interval of an angle at a frame: ``error_of(name, frame)``; widened where the view, the
        size of the person, the gate or a missing own neutral say so.
    view
        How the camera sees the person.
    near
        The person's own side that is nearer to the camera.
    posture
        Standing, kneeling or lying, for the clip as a whole.
    standing
        The person's own neutral, or None where the clip has no standing phase.
    leg
        Length of the leg, hip to ankle, in pixels; NaN where not seen.
    hidden
        Reasons why an angle is missing, by angle: spans (start, end, reason in words).
    cuts
        First frames after a cut in the film.
    looks
        Whether a person who lies looks up or down; None where they do not lie or it cannot be told.
    sides
        The sides that the angles are read from: ``near`` for the body, the standing leg for the leg.
    load
        What the person holds and where it was seen; of kind None where nothing could be told.
    """

    track: PoseTrack
    angles: Angles
    error_of: Callable[[AngleName, int], float]
    view: View
    near: Facing
    posture: Posture
    standing: Standing | None
    leg: float
    hidden: dict[AngleName, tuple[tuple[float, float, str], ...]] = field(default_factory=dict)
    cuts: tuple[int, ...] = ()
    looks: Literal["up", "down"] | None = None
    sides: Sides = field(default_factory=lambda: Sides("left", "left"))
    load: Load = field(default_factory=Load)

    @property
    def time(self) -> Floats:
        """Seconds, shape (T,)."""
        return self.track.time

    def series(self, name: AngleName) -> Floats:
        """Give one angle over time, shape (T,)."""
        return np.asarray(getattr(self.angles, name))

    def value(self, name: AngleName, at: float, window: float = 0.08) -> Value:
        """Read an angle at an instant: the median of what was seen within ``window`` seconds of it.

        Raises
        ------
        NotSeenError
            Nothing was seen there.
        """
        frames = np.flatnonzero(np.abs(self.time - at) <= window + 1e-9)
        return self._read(name, frames, at, lambda y: float(np.median(y)))

    def extreme(self, name: AngleName, start: float, end: float, *, largest: bool = True, least: float = 0.5) -> Value:
        """Read the largest (or smallest) value between two instants.

        Parameters
        ----------
        least
            Share of the frames in which the angle can be measured at all that must have been seen.

        Raises
        ------
        NotSeenError
            Too little was seen between the two instants.
        """
        frames = np.flatnonzero((self.time >= start - 1e-9) & (self.time <= end + 1e-9))
        y = self.series(name)[frames]
        possible = max(1, round(frames.size * self._density(name)))
        if np.isfinite(y).sum() < least * possible:
            raise NotSeenError(self.why(name, start, end))
        i = int(frames[np.nanargmax(y) if largest else np.nanargmin(y)])
        return Value(float(self.series(name)[i]), self.error_of(name, i), UNIT[name], float(self.time[i]))

    def own(self, name: AngleName) -> float:
        """Give the angle of the person's own standing.

        Raises
        ------
        NotSeenError
            The clip has no standing phase, or the angle was not seen in it.
        """
        if self.standing is None:
            raise NotSeenError("the clip shows no moment of standing tall to compare with")
        if name not in self.standing.angles:
            raise NotSeenError(self.why(name, self.standing.start, self.standing.end))
        return self.standing.angles[name]

    def why(self, name: AngleName, start: float, end: float) -> str:
        """Say in words why an angle was not seen between two instants."""
        for a, b, reason in self.hidden.get(name, ()):
            if a <= end and b >= start:
                return reason
        return "the points that this needs were not seen clearly"

    def _read(self, name: AngleName, frames: npt.NDArray[np.intp], at: float, how: Callable[[Floats], float]) -> Value:
        y = self.series(name)[frames]
        seen = frames[np.isfinite(y)]
        if not seen.size:
            raise NotSeenError(self.why(name, at, at))
        nearest = int(seen[np.argmin(np.abs(self.time[seen] - at))])
        return Value(how(y[np.isfinite(y)]), self.error_of(name, nearest), UNIT[name], float(self.time[nearest]))

    def _density(self, name: AngleName) -> float:
        """Share of the frames that carry an outline, for the measures that need one; else 1."""
        if name not in ("lumbar_convex", "bow", "upper_bow"):
            return 1.0
        return float(np.isfinite(self.track.outline).any(axis=(1, 2, 3)).mean()) if self.time.size else 1.0
