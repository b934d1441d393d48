"""Loads a network into onnxruntime, in the one way that this package does it."""

import os
from pathlib import Path
from typing import Any

from hingecoach.errors import InputError
from hingecoach.files import shown

__all__ = ["load"]


def load(path: Path, threads: int) -> Any:
    """Load an ONNX file.

    Parameters
    ----------
    path
        The file.
    threads
        Threads inside the network.

    Returns
    -------
    onnxruntime.InferenceSession
        Its usage reports are off: they are switched off before it is imported.

    Raises
    ------
    InputError
        The file is no network.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, when onnxruntime is imported
    import onnxruntime  # noqa: PLC0415  0.15 s that commands without video need not pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as e:  # onnxruntime's own kinds differ from version to version
        raise InputError(f"The network {shown(path)} cannot be read; install hingecoach again.") from e
