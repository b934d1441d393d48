"""What the newest clips of a rung ask for: a shorter way, then a lighter load, then the rung before.

A clip of few repetitions can ask for less, never for more: it opens no gate, and what the longer clips ask for stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .clips import DEPTH, Look
from .form_gates import alone, glimpses, looks, patience
from .model import Step
from .past import Past
from .rungs import Rung, ladder

__all__ = ["Asked", "asked"]

HARDNESS: tuple[Step, ...] = ("stay", "practise", "shorter", "lighter", "previous_rung")
"""The steps that clips can ask for, the mildest first."""
IN_FULL = ("stand_tall", "depth_short", DEPTH)
"""What no shorter way mends."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What clips ask for, and the clips, newest first."""

    step: Step
    clips: tuple[Look, ...]


def asked(past: Past, at: int) -> Asked:
    """Say what the newest clips of a rung ask for: all of them, or those long enough for a gate where they ask more."""
    rung = ladder().way[at]
    each = [Asked(_step(found, rung, past, at), found) for found in (glimpses(past, rung), looks(past, rung))]
    return max(each, key=lambda one: HARDNESS.index(one.step))


def _step(found: Sequence[Look], rung: Rung, past: Past, at: int) -> Step:
    if not found or not found[0].out:
        return "stay"
    if len(found[0].out) == 1:
        n = alone(found)
        if n >= patience(rung):
            return "stay"
        easier: tuple[Step, ...] = ("shorter", "lighter")
        return easier[n - 1] if found[0].out[0].id not in IN_FULL else "practise"
    n = next((i for i, one in enumerate(found) if len(one.out) <= 1), len(found))
    steps: tuple[Step, ...] = ("shorter", "lighter") if rung.loaded else ("shorter",)
    return steps[n - 1] if n <= len(steps) else _back(found, past, at)


def _back(found: Sequence[Look], past: Past, at: int) -> Step:
    """Give the rung before, until a clip of it that is newer shows that its form is there."""
    if at == 0:
        return "shorter"
    before = looks(past, ladder().way[at - 1])
    newer = bool(before) and before[0].record.day > found[0].record.day and not before[0].out
    return "shorter" if newer else "previous_rung"
