"""The scores of a truth folder as models: what ``evaluate --json`` prints (the contract's "Scores")."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from .stats import wilson

Band = Literal["all", "0-10", "10-20", "20-30", "30-60"]
Place = Literal["bottom", "top", "max", "all"]


class Model(BaseModel):
    """Base of the scores: frozen, no unknown keys, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Share(Model):
    """So many of so many, with Wilson's 95 % interval; ``share`` is None where nothing was counted."""

    k: int
    n: int
    share: float | None
    low: float
    high: float

    @classmethod
    def of(cls, k: int, n: int, *, independent: int | None = None) -> "Share":
        """Make a share from its counts.

        Parameters
        ----------
        independent
            How many of the ``n`` may be taken as independent, for the interval alone: the frames of one clip are not,
            so the share of frames has the interval of so many clips.
        """
        m = n if independent is None else min(n, independent)
        low, high = wilson(m * k / n, m) if n else (0.0, 1.0)
        return cls(k=k, n=n, share=k / n if n else None, low=low, high=high)


class Confusion(Model):
    """How often each truth (row) got each answer (column)."""

    truths: tuple[str, ...]
    answers: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    right: Share

    def count(self, truth: str, *answers: str) -> int:
        """Count how often a truth got one of the answers."""
        if truth not in self.truths:
            return 0
        row = dict(zip(self.answers, self.counts[self.truths.index(truth)], strict=True))
        return sum(row.get(a, 0) for a in answers)


class CountScore(Model):
    """How well the repetitions were counted. Only complete repetitions count, and only clips whose count is known.

    Attributes
    ----------
    clips
        ``none``, ``one``, ``several`` (two or more), ``three_or_more``, ``all``: by the true count.
    off_by_one
        Share of the clips that are off by exactly one.
    off_by_more
        Share of the clips that are off by more than one.
    mean_error
        Mean absolute count error, None where there is no clip.
    """

    clips: Literal["none", "one", "several", "three_or_more", "all"]
    exact: Share
    off_by_one: Share
    off_by_more: Share
    mean_error: float | None


class TimingScore(Model):
    """How well the repetitions were placed. Only clips whose truth gives the time of every repetition.

    Attributes
    ----------
    precision, recall, f1
        Of repetitions matched one to one by their bottoms within 0.4 s.
    bottom_error_s, bottom_bias_s, bottom_error_p95_s
        Mean absolute, mean signed (+ late) and 95th percentile error of the matched bottoms, seconds.
    bottoms_within
        Share of the true repetitions with a bottom of ours within 0.3 s.
    top_error_s
        Mean absolute error of the matched tops, seconds, where the truth gives them.
    """

    clips: Literal["one", "several", "all"]
    precision: Share
    recall: Share
    f1: float | None
    bottom_error_s: float | None
    bottom_bias_s: float | None
    bottom_error_p95_s: float | None
    bottoms_within: Share
    top_error_s: float | None


class CueScore(Model):
    """How well one cue was judged, on repetitions or on sets.

    Attributes
    ----------
    on, view
        ``reps`` or ``sets``; ``side``, ``diagonal`` (unknown ones too), ``front`` (those from behind too), or ``all``.
    confusion
        Truth good, mild, marked against all verdicts; ``missing`` is a labelled repetition that was not found or a
        cue without any verdict. Its ``right`` counts the same class among the judged ones.
    judged
        Share of the labelled ones that got good, mild or marked (coverage).
    fault_f1
        F1 of "fault" (mild or marked) against good, among the judged.
    fault_called, fault_called_judged
        Share of the true faults that were called mild or marked: of all labelled, and of the judged.
    good_good, good_good_judged
        Share of the truly good that were called good: of all labelled, and of the judged.
    false_marked
        Share of the truly good that were called marked, of the judged.
    kappa_quadratic, kappa_linear
        Weighted kappa of good, mild, marked among the judged; None of fewer than two.
    """

    cue: str
    on: Literal["reps", "sets"]
    view: Literal["all", "side", "diagonal", "front"]
    confusion: Confusion
    judged: Share
    fault_f1: float | None
    fault_called: Share
    fault_called_judged: Share
    good_good: Share
    good_good_judged: Share
    false_marked: Share
    kappa_quadratic: float | None
    kappa_linear: float | None


class AngleScore(Model):
    """How well one angle was measured (degrees; ``gap`` in % of leg length).

    Attributes
    ----------
    place
        At the bottom, at the top, the largest in the repetition, or all frames.
    band
        Degrees off the true side view.
    mae, bias
        Mean absolute and mean signed error (+ too large).
    inside
        Share of the truths inside the stated 90 % interval; on frames, Wilson's interval is that of so many clips.
    half_width
        Mean half width of the stated interval.
    given
        Share of the truths for which a number was given at all.
    """

    angle: str
    place: Place
    band: Band
    clips: int
    mae: float | None
    bias: float | None
    inside: Share
    half_width: float | None
    given: Share


class Miss(Model):
    """One error in one clip, with the instant that shows it where there is one; ``unjudged`` is a labelled cue."""

    kind: Literal["failed", "count", "missed_rep", "extra_rep", "late", "movement", "exercise", "cue", "unjudged"]
    say: str
    at_s: float | None = None
    weight: float


class ClipScore(Model):
    """One clip: truth against answer, its errors, and their weight (worst clips first)."""

    clip: str
    person: str
    source: str
    view: str
    n_true: int | None
    n_found: int
    movement_true: str | None
    movement_found: str
    exercise_true: str | None
    exercise_found: str | None
    weight: float
    misses: tuple[Miss, ...]


class Scores(Model):
    """Everything that was scored in a truth folder."""

    scores: Literal[1] = 1
    folder: str
    made_with: str
    declared: bool
    seconds: float
    counts: tuple[CountScore, ...]
    timing: tuple[TimingScore, ...]
    movement: Confusion
    called_hinge: tuple[str, ...]
    view: Confusion
    exercise: Confusion
    family: Confusion
    cues: tuple[CueScore, ...]
    angles: tuple[AngleScore, ...]
    clips: tuple[ClipScore, ...]
    doubts: tuple[str, ...]
