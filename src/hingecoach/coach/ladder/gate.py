"""A gate: its names, how it is made, and the words that all gates share."""

from collections.abc import Sequence

from .model import Evidence, Gate

__all__ = ["GATES", "lower", "make_gate"]

GATES = {
    "form": "Form",
    "hinge": "A hinge",
    "sides": "Both sides alike",
    "load": "The load before",
    "effort": "Effort",
    "pain": "Pain",
    "base": "The rung before",
    "supervised": "A teacher",
}
"""The gates and their names."""


def make_gate(name: str, to: str, say: str, evidence: Sequence[Evidence] = (), **how: str) -> Gate:
    """Make a gate; ``how`` is its ``state`` and what is ``missing``."""
    made = {"id": name, "title": GATES[name], "to": to, "say": say, "evidence": tuple(evidence), **how}
    return Gate.model_validate({**made, "measured": how["state"]})


def lower(title: str) -> str:
    """Start with a small letter."""
    return title[:1].lower() + title[1:]
