"""How many hard sets are hinges and how many squats, over rolling four weeks (domain.md section 8).

Pure: the same history and the same day give the same answer. The limits are E; no study has tested this share against
strength or pain, so it hints at variety and scores nothing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from ...assessment import Model
from ..history import History
from .hint import LEAST_A_WEEK, Label, suggest
from .practice import Sets, hard_sets, unknown_names

__all__ = ["CAVEAT", "WORDS", "Balance", "Label", "Week", "balance"]

WEEKS = 4
"""Length of the window (E)."""
BALANCED, LEANING = 1.5, 3
"""Up to how many sets of the one kind for each of the other (E); so two thirds and a third the other way round."""
TREND_WEEKS = 12
"""How far back the trend goes (E)."""

WORDS: dict[Label, str] = {
    "balanced": "balanced",
    "squat_leaning": "squat-leaning",
    "mostly_squats": "mostly squats",
    "hinge_leaning": "hinge-leaning",
    "mostly_hinges": "mostly hinges",
    "too_little": "too little to say",
}
"""The labels in words."""
CAVEAT = (
    "This is a hint at variety and no score of risk: we know of no study that tested this share. "
    "Sets are not loads, and your sport or your coach's plan comes first."
)


class Counted(Model):
    """Days, the hard sets in them, and what their share is called."""

    start: date
    end: date
    hinge_sets: float
    squat_sets: float
    hamstring_curl_sets: float
    ratio: float | None
    label: Label


class Week(Counted):
    """One week of the trend: seven days, and the window of four weeks that ends with them."""


class Balance(Counted):
    """The answer.

    Attributes
    ----------
    start, end
        First and last day of the window.
    hinge_sets, squat_sets
        Hard sets in it of the hips and of the knees (leg extensions too); an exercise of both kinds counts half for
        each.
    hamstring_curl_sets
        Counted for themselves.
    ratio
        Hinge sets for each squat set; None without squat sets.
    label
        What that is called.
    hip_share
        Share of the hips when sets are weighted by the work of the joints; None without sets.
    filmed_sets, noted_sets
        Sets that come from judged clips, and from practice that was noted without one; not from the log.
    weeks
        The trend, oldest week first; ``ratio`` and ``label`` are those of the four weeks up to its end.
    unknown
        Exercises of the log up to ``end`` without a class, with their hard sets.
    suggestion, caveat
        One thing to try, and what the numbers cannot say.
    """

    hip_share: float | None
    filmed_sets: int
    noted_sets: int
    weeks: tuple[Week, ...]
    unknown: dict[str, int]
    suggestion: str
    caveat: str = CAVEAT


def balance(history: History, until: date) -> Balance:
    """Count the hard sets of the four weeks that end with a day.

    Parameters
    ----------
    history
        The person's history: log entries, clips with their assessments, and practice.
    until
        The last day.
    """
    done = hard_sets(history)
    start = until - timedelta(days=7 * WEEKS - 1)
    window = _between(done, start, until)
    hinge, squat = _count(window)
    label = _label(window)
    hip = sum(s.sets * s.kind.hip for s in window)
    knee = sum(s.sets * s.kind.knee for s in window)
    return Balance(
        start=start,
        end=until,
        hinge_sets=hinge,
        squat_sets=squat,
        hamstring_curl_sets=_curls(window),
        ratio=_ratio(hinge, squat),
        label=label,
        hip_share=round(hip / (hip + knee), 3) if hip + knee else None,
        filmed_sets=sum(s.sets for s in window if s.filmed),
        noted_sets=sum(s.sets for s in window if s.noted),
        weeks=_trend(done, until),
        unknown=unknown_names(history, until),
        suggestion=suggest(history, until, label, window),
    )


def _between(done: Sequence[Sets], start: date, end: date) -> list[Sets]:
    return [s for s in done if start <= s.day <= end]


def _count(sets: Sequence[Sets]) -> tuple[float, float]:
    return sum(s.sets * s.kind.hinge for s in sets), sum(s.sets * s.kind.squat for s in sets)


def _curls(sets: Sequence[Sets]) -> int:
    return sum(s.sets for s in sets if s.kind.id == "hamstring_curl")


def _ratio(hinge: float, squat: float) -> float | None:
    return round(hinge / squat, 3) if squat else None


def _label(window: Sequence[Sets]) -> Label:
    if sum(s.sets for s in window if s.kind.lower_body) < LEAST_A_WEEK * WEEKS:
        return "too_little"
    hinge, squat = _count(window)
    if not hinge and not squat:
        return "too_little"  # nothing but hamstring curls
    less, more = sorted((hinge, squat))
    if more <= BALANCED * less:
        return "balanced"
    leaning = more <= LEANING * less
    if hinge < squat:
        return "squat_leaning" if leaning else "mostly_squats"
    return "hinge_leaning" if leaning else "mostly_hinges"


def _trend(done: Sequence[Sets], until: date) -> tuple[Week, ...]:
    """Give the weeks since the first set, at most twelve."""
    first = min((s.day for s in done), default=until)
    n = min(TREND_WEEKS, max(WEEKS, (until - first).days // 7 + 1))
    return tuple(_week(done, until - timedelta(days=7 * back)) for back in reversed(range(n)))


def _week(done: Sequence[Sets], end: date) -> Week:
    start = end - timedelta(days=6)
    own = _between(done, start, end)
    window = _between(done, end - timedelta(days=7 * WEEKS - 1), end)
    hinge, squat = _count(own)
    curls = _curls(own)
    ratio = _ratio(*_count(window))
    return Week(
        start=start,
        end=end,
        hinge_sets=hinge,
        squat_sets=squat,
        hamstring_curl_sets=curls,
        ratio=ratio,
        label=_label(window),
    )
