"""Looks at one ordinary video and coaches the hip hinge, offline.

>>> import hingecoach
>>> answer = hingecoach.analyze("lift.mp4", exercise="deadlift")  # doctest: +SKIP
>>> answer.focus.say  # doctest: +SKIP

Nothing is loaded before it is asked for, so that ``hingecoach --help`` need not wait for what only video needs.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .analyze import Analysis, analyze, examine
    from .assess import assess
    from .assessment import Assessment
    from .calibrate import calibrate
    from .calibration import Calibration
    from .errors import HingecoachError, InputError, OutputError, UnknownNameError
    from .exercises import Exercise, all_exercises, get_exercise
    from .motion import Motion
    from .observe import observe
    from .pose import Backend, Person
    from .pose.follow import find_pose
    from .pose.registry import load_backend
    from .types import Frame, PoseSource, PoseTrack
    from .video import read_frames

__all__ = [
    "Analysis",
    "Assessment",
    "Backend",
    "Calibration",
    "Exercise",
    "Frame",
    "HingecoachError",
    "InputError",
    "Motion",
    "OutputError",
    "Person",
    "PoseSource",
    "PoseTrack",
    "UnknownNameError",
    "__version__",
    "all_exercises",
    "analyze",
    "assess",
    "calibrate",
    "examine",
    "find_pose",
    "get_exercise",
    "load_backend",
    "observe",
    "read_frames",
]

_HOMES = {
    "Analysis": "analyze",
    "Assessment": "assessment",
    "Backend": "pose",
    "Calibration": "calibration",
    "Exercise": "exercises",
    "Frame": "types",
    "HingecoachError": "errors",
    "InputError": "errors",
    "Motion": "motion",
    "OutputError": "errors",
    "Person": "pose",
    "PoseSource": "types",
    "PoseTrack": "types",
    "UnknownNameError": "errors",
    "all_exercises": "exercises",
    "examine": "analyze",
    "find_pose": "pose.follow",
    "get_exercise": "exercises",
    "load_backend": "pose.registry",
    "read_frames": "video",
}
"""Where each public name lives; the four functions that are called like their module are in :class:`_Package`."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Namesake:
    """A public function that is called like the module it lives in.

    Python binds a module to its package when it is first imported, whoever does that; the public name would then
    suddenly be a module. This one always gives the function. The module is still had by ``from ... import``.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, package: object, owner: type | None = None) -> Any:
        return getattr(import_module(f"{__name__}.{self._name}"), self._name)

    def __set__(self, package: object, module: object) -> None:
        """Leave the name to the function."""


class _Package(ModuleType):
    analyze = _Namesake()
    assess = _Namesake()
    calibrate = _Namesake()
    observe = _Namesake()


sys.modules[__name__].__class__ = _Package
