"""Scores repetitions: how many, and when."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from .clip import Case
from .match import Pairs, match
from .scores import CountScore, Share, TimingScore
from .stats import f1

WITHIN_MATCH_S = 0.4
"""A repetition is found when the bottoms lie within this (contract)."""

WITHIN_BOTTOM_S = 0.3
"""The stricter distance of issue 2, section 9."""

Group = Literal["none", "one", "several", "three_or_more", "all"]

GROUPS: dict[Group, Callable[[int], bool]] = {
    "none": lambda n: n == 0,
    "one": lambda n: n == 1,
    "several": lambda n: n > 1,
    "three_or_more": lambda n: n > 2,  # noqa: PLR2004
    "all": lambda _: True,
}


def pairs(case: Case, within: float = WITHIN_MATCH_S) -> Pairs:
    """Match the true repetitions with ours: pairs of (index in the truth, index among our complete repetitions)."""
    return match([r.bottom_s for r in case.truth.reps], [r.bottom_s for r in case.reps], within)


def score_counts(cases: Sequence[Case]) -> tuple[CountScore, ...]:
    """Score the counts, by how many repetitions there truly are."""
    known = [(n, _off(c, n)) for c in cases if (n := c.truth.count) is not None]
    return tuple(_count(name, [off for n, off in known if wanted(n)]) for name, wanted in GROUPS.items())


def _off(case: Case, true: int) -> int:
    """Give by how many repetitions a count is off; a clip that could not be assessed by one at least."""
    return abs(true - len(case.reps)) if case.found else max(1, true)


def _count(name: Group, off: list[int]) -> CountScore:
    return CountScore(
        clips=name,
        exact=Share.of(off.count(0), len(off)),
        off_by_one=Share.of(off.count(1), len(off)),
        off_by_more=Share.of(sum(o > 1 for o in off), len(off)),
        mean_error=float(np.mean(off)) if off else None,
    )


def score_timing(cases: Sequence[Case]) -> tuple[TimingScore, ...]:
    """Score when the repetitions are, for the clips whose truth gives the time of every one."""
    timed = [c for c in cases if c.truth.timed]
    groups: tuple[Literal["one", "several", "all"], ...] = ("one", "several", "all")
    return tuple(_timing(name, [c for c in timed if GROUPS[name](len(c.truth.reps))]) for name in groups)


def _timing(name: Literal["one", "several", "all"], cases: list[Case]) -> TimingScore:
    matched = [(c, i, j) for c in cases for i, j in pairs(c)]
    true, found = sum(len(c.truth.reps) for c in cases), sum(len(c.reps) for c in cases)
    late = np.array([c.reps[j].bottom_s - c.truth.reps[i].bottom_s for c, i, j in matched])
    tops = [(c.reps[j].top_s, c.truth.reps[i].top_s) for c, i, j in matched]
    top_off = [abs(ours - theirs) for ours, theirs in tops if theirs is not None]
    return TimingScore(
        clips=name,
        precision=Share.of(len(matched), found),
        recall=Share.of(len(matched), true),
        f1=f1(len(matched), found - len(matched), true - len(matched)),
        bottom_error_s=float(np.abs(late).mean()) if late.size else None,
        bottom_bias_s=float(late.mean()) if late.size else None,
        bottom_error_p95_s=float(np.percentile(np.abs(late), 95)) if late.size else None,
        bottoms_within=Share.of(sum(len(pairs(c, WITHIN_BOTTOM_S)) for c in cases), true),
        top_error_s=float(np.mean(top_off)) if top_off else None,
    )
