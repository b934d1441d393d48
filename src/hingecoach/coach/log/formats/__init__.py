"""The file formats of training logs: one module a format, and a line here."""

from .fitnotes import FITNOTES
from .hevy import HEVY
from .plain import PLAIN
from .row import Format
from .strong import STRONG

__all__ = ["COLUMNS", "FORMATS", "Format"]

FORMATS: tuple[Format, ...] = (STRONG, HEVY, FITNOTES, PLAIN)
"""The first that knows a header reads the file; the plain one, which asks for least, comes last."""

COLUMNS = frozenset({
    "date", "start_time", "exercise", "exercise name", "exercise_title", "sets", "reps", "rpe",
    "set order", "set_type", "warm_up", "warmup", "kind",
    "weight", "weight_kg", "weight (kg)", "weight (kgs)", "load_kg", "unit", "weight unit", "weight_unit",
    "weight_lb", "weight_lbs", "weight (lb)", "weight (lbs)",
    "distance", "distance (meters)", "distance_km", "distance_miles", "time", "seconds", "duration_seconds",
    "notes", "exercise_notes", "comment",
})  # fmt: skip
"""The names of columns that a format reads: of such a one there must be one only."""
