"""What is known of one person's own measures (docs/calibration.md).

The package loads the plain data alone, which lie in ``kept``. What finds them in a clip (``own``), puts them to use
(``use``) and reads and writes them (``file``) is imported by its own name, so that the core knows nothing of files.
"""

from .kept import Build, Calibration, Moment, Seen

__all__ = ["Build", "Calibration", "Moment", "Seen"]

for _one in (Build, Calibration, Moment, Seen):
    _one.__module__ = __name__  # pages and pickles name the place that stays, not the file
