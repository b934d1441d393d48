"""Build hook: makes the ONNX networks before the package is put into a wheel (or installed for editing).

It has to be one file beside pyproject.toml, by hatchling's rule; the work is in ``tools/networks`` and
``src/hingecoach/pose/convert``.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODELS = "src/hingecoach/pose/models"


class NetworksHook(BuildHookInterface[Any]):
    """Puts the networks into the source tree, where the wheel takes them from (they are git-ignored artifacts)."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's interface
        """Make what is missing; end the build with one line where that cannot be done."""
        sys.path[:0] = [str(Path(self.root) / "tools"), str(Path(self.root) / "src")]
        from hingecoach.pose.convert import NetworksError  # noqa: PLC0415  only on the path from here on
        from networks import make  # noqa: PLC0415

        try:
            make(Path(self.root) / MODELS)
        except NetworksError as error:
            raise SystemExit(f"hingecoach: {error}") from None
        build_data["artifacts"].append(f"/{MODELS}/*.onnx")
