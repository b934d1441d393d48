"""What a cue receives: one person's cleaned points and angles over the whole clip, and ways to read them.

Reading never guesses: :meth:`Motion.value` and :meth:`Motion.extreme` raise
:class:`~hingecoach.errors.NotSeenError` with the reason in words where the number was not seen.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from .errors import NotSeenError
from .frontal import Frontal
from .keypoints import Sides
from .load.types import Load
from .types import Facing, Floats, PoseTrack, Posture, Value, View

AngleName = Literal[
    "hip",
    "knee",
    "trunk",
    "shank",
    "neck",
    "elbow",
    "arm",
    "gap",
    "lumbar_convex",
    "lumbar",
    "thoracic",
    "back",
    "turn",
    "bow",
    "upper_bow",
]
OF_OUTLINE: frozenset[AngleName] = frozenset(
    ("lumbar_convex", "lumbar", "thoracic", "back", "turn", "bow", "upper_bow")
)
"""What is read from the outline, which not every frame has."""
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
    lumbar, thoracic, back
        Flexion of the low back, of the upper back and of both from the person's own standing: + rounder.
    turn
        Bend of the low back from plain geometry, drawn towards straight: for comparisons within one person.
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
    lumbar: Floats
    thoracic: Floats
    back: Floats
    turn: Floats
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
    doubt
        What a comparison with the angle adds to its error, half width in its unit; empty for a span of the clip itself.
    """

    start: float
    end: float
    angles: dict[AngleName, float]
    doubt: dict[AngleName, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnRange:
    """How far this person's own low back goes: ``lumbar_convex`` standing tall and in their own toe touch, degrees.

    Attributes
    ----------
    standing, touch
        The two ends.
    error
        Half width of the 90 % interval of each end against a reading of the clip that is judged.
    """

    standing: float
    touch: float
    error: float

    def share(self, bend: float, error: float) -> tuple[float, float]:
        """Give which share of the range a bend uses, in percent, and the half width of its 90 % interval.

        The share is a ratio of two measured bends, ``(bend - standing) / (touch - standing)``, so the errors of all
        three count (to the first order): the further a bend is from an end, the less that end's error matters.

        >>> OwnRange(-20.0, 0.0, 2.0).share(-10.0, 2.0)
        (50.0, 12.24744871391589)
        """
        whole = self.touch - self.standing
        share = (bend - self.standing) / whole
        spread = math.hypot(error, self.error * (1 - share), self.error * share)
        return 100 * share, 100 * spread / abs(whole)


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
    neck_zero
        The head's pitch over the trunk that was taken off to give ``neck``, degrees.
    neck_known
        Whether that is the person's own, and not people's usual one.
    frontal
        Left against right; None where the camera stands neither in front of the person nor behind.
    own_range
        How far the person's own low back goes, from a calibration; None where that is not known.
    load
        What the person holds and where it was seen; of kind None where nothing could be told.
    unsteady
        How far each point lay from where the smoothing put it, % of leg length, shape (T, 33): the median over 0.3 s
        to both sides; NaN where it was not seen. None where the raw points are not known.
    second
        Whether shoulders, hips, knees and ankles, and arms at times, are those of :mod:`hingecoach.second`.
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
    neck_zero: float = 0.0
    neck_known: bool = False
    frontal: Frontal | None = None
    own_range: OwnRange | None = None
    load: Load = field(default_factory=Load)
    unsteady: Floats | None = None
    second: bool = False

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
        if name not in OF_OUTLINE:
            return 1.0
        return float(np.isfinite(self.track.outline).any(axis=(1, 2, 3)).mean()) if self.time.size else 1.0
