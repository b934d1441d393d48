"""The ladder: from the bridge to the deadlift, with gates, a dose, a pain guide and a stop list (domain.md 7)."""

from .model import Plan, Survey
from .plan import plan, survey

__all__ = ["Plan", "Survey", "plan", "survey"]
