"""Findings that would tell a number a second time: of two cues that read the same thing, the weightier one tells it."""

from collections.abc import Sequence
from typing import TypeVar

from ..assessment import Finding, RepFinding
from .readings import shown
from .words import FIVE

F = TypeVar("F", Finding, RepFinding)
_NO_NUMBER = ("not_seen", "not_applicable")


def once(findings: Sequence[F]) -> tuple[F, ...]:
    """Leave out the other faults that read what one of the five cues reads, in their order.

    The line from shoulders to knees in a bridge is read by two cues with limits of their own. Both stay in
    ``assessment.json``; people see one number with one verdict.
    """
    told = {_name(f) for f in findings if f.cue in FIVE and f.verdict not in _NO_NUMBER}
    return tuple(f for f in findings if f.cue in FIVE or f.verdict in _NO_NUMBER or _name(f) not in told)


def _name(f: Finding | RepFinding) -> str | None:
    return shown(f.reading, f.cue).name if f.reading else f.cue
