"""Holds the program against truth: ``hingecoach evaluate TRUTH_DIR``."""

from .clip import AssessedClip, Case
from .run import evaluate, gather
from .score import score
from .scores import Scores

__all__ = ["AssessedClip", "Case", "Scores", "evaluate", "gather", "score"]
