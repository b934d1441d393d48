"""The file formats of training logs: one module a format, and a line here."""

from .fitnotes import FITNOTES
from .hevy import HEVY
from .plain import PLAIN
from .row import Format
from .strong import STRONG

__all__ = ["FORMATS", "Format"]

FORMATS: tuple[Format, ...] = (STRONG, HEVY, FITNOTES, PLAIN)
"""The first that knows a header reads the file; the plain one, which asks for least, comes last."""
