"""One thing to try where squats or hinges lead: two sets more a week of a lift that the ladder allows (domain.md 8)."""

import shlex
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from ..history import History
from ..ladder.past import Past
from ..ladder.rungs import ladder
from ..ladder.standing import Standing, stand
from .practice import Sets

__all__ = ["LEAST_A_WEEK", "Label", "suggest"]

Label = Literal["balanced", "squat_leaning", "mostly_squats", "hinge_leaning", "mostly_hinges", "too_little"]

LEAST_A_WEEK = 8
"""Lower-body sets a week, on average over the window, below which nothing is said (E)."""


def suggest(history: History, until: date, label: Label, window: Sequence[Sets]) -> str:
    """Give one thing to try: two sets more a week, where one kind rules in place of what is done most.

    Parameters
    ----------
    history
        Everything about the person; what was told about pain and the stop list counts to its newest day, so that an
        older log is no reason to pass over it.
    until
        The last day of the window.
    label
        What the share of hinges and squats is called.
    window
        The sets that were counted.
    """
    if label == "too_little":
        return f"With at least {LEAST_A_WEEK} lower-body sets a week there is more to say."
    if label == "balanced":
        return "Keep both; there is nothing to change."
    squats = label in {"mostly_squats", "squat_leaning"}
    told = (*history.practice, *history.stop_answers, *history.assessments, *history.overrides)
    at = stand(Past(history, max([until, *(e.day for e in told)])))
    if held := _held(history, at):
        return held
    more = f"the {ladder().way[at.at].title}" if squats else "goblet squats"
    instead = f" in place of {_most_done(window, squats=squats)!r}" if label.startswith("mostly") else ""
    return f"Try two more sets a week of {more}{instead}."


def _held(history: History, at: Standing) -> str:
    """Say why nothing new is suggested; empty where something may be."""
    if at.stop.state == "see_professional":
        return "Nothing new for now: the stop list comes first."
    if at.pain.level != "go_on":
        return "Nothing new for now: your pain comes first, as hingecoach ladder next tells."
    if at.stop.state == "ask" and at.last is None:
        how = f"hingecoach ladder stop {shlex.quote(history.person.name)}"
        return f"Before a lift that is new, answer the stop list: {how}"
    return ""


def _most_done(window: Sequence[Sets], *, squats: bool) -> str:
    counted: Counter[str] = Counter()
    for s in window:
        counted[s.name] += s.sets if (s.kind.squat if squats else s.kind.hinge) else 0
    return max(sorted(counted), key=lambda name: counted[name])
