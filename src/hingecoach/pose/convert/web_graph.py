"""Reads a graph model of TensorFlow.js: a JSON file of operators and a file of weights."""

import base64
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .errors import NetworksError
from .nodes import Array

__all__ = ["WebGraph", "WebOperator", "read_web"]

_TYPES = {"float16": np.float16, "float32": np.float32, "int32": np.int32}


@dataclass(frozen=True, slots=True)
class WebOperator:
    """One operator.

    Attributes
    ----------
    kind
        TensorFlow's name of it, such as ``AddV2``.
    name
        Name of the tensor that it gives; further ones are called ``name:1``, ``name:2``, ...
    inputs
        Names of the tensors that it takes.
    attributes
        Numbers, texts, truth values, lists of them, and types as TensorFlow writes them (``DT_FLOAT``).
    """

    kind: str
    name: str
    inputs: tuple[str, ...]
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WebGraph:
    """A network with one input and one output.

    Attributes
    ----------
    operators
        In the order of execution, without the input and the constants.
    constants
        Weights, float32 or int32, by the name of their tensor.
    input, output
        Names of the tensors.
    input_shape, output_shape
        Their shapes; pictures are (batch, height, width, channels).
    """

    operators: tuple[WebOperator, ...]
    constants: dict[str, Array]
    input: str
    input_shape: tuple[int, ...]
    output: str
    output_shape: tuple[int, ...]


def read_web(graph: Path, weights: Path) -> WebGraph:
    """Read a graph model.

    Parameters
    ----------
    graph
        The JSON file.
    weights
        The weights, all in one file.

    Raises
    ------
    NetworksError
        The files are no graph model, do not belong together, or use what this was not written for.
    """
    try:
        model = json.loads(graph.read_text("utf-8"))
        constants = _constants(model["weightsManifest"], weights)
        nodes = model["modelTopology"]["node"]
        operators = tuple(_operator(node) for node in nodes if node["op"] not in ("Const", "Placeholder"))
        (given,), (made,) = (model["signature"][side].values() for side in ("inputs", "outputs"))
        return WebGraph(operators, constants, _plain(given["name"]), _shape(given), _plain(made["name"]), _shape(made))
    except (KeyError, TypeError, ValueError) as error:
        raise NetworksError(f"{graph.name} is not a graph model with one input and one output.") from error


def _constants(manifest: Any, weights: Path) -> dict[str, Array]:
    """Give the weights by name; the file holds them one after the other."""
    data, start, constants = weights.read_bytes(), 0, {}
    for entry in (e for group in manifest for e in group["weights"]):
        stored = entry.get("quantization", entry)
        if stored["dtype"] not in _TYPES or entry["dtype"] not in _TYPES or "scale" in stored:
            raise NetworksError(f"No rule for weights that are stored as {stored['dtype']}.")
        size = math.prod(entry["shape"]) * np.dtype(_TYPES[stored["dtype"]]).itemsize
        if start + size > len(data):
            raise NetworksError(f"{weights.name} is shorter than the graph says.")
        values = np.frombuffer(data[start : start + size], _TYPES[stored["dtype"]])
        constants[entry["name"]] = values.astype(_TYPES[entry["dtype"]]).reshape(entry["shape"])
        start += size
    if start != len(data):
        raise NetworksError(f"{weights.name} is longer than the graph says.")
    return constants


def _operator(node: Any) -> WebOperator:
    inputs = tuple(_plain(name) for name in node.get("input", ()))
    return WebOperator(node["op"], node["name"], inputs, {k: _value(v) for k, v in node["attr"].items()})


def _plain(name: str) -> str:
    """Give a tensor one name: ``x:0`` is ``x``."""
    return name.removesuffix(":0")


def _shape(signature: Any) -> tuple[int, ...]:
    return tuple(int(dim["size"]) for dim in signature["tensorShape"]["dim"])


def _value(coded: dict[str, Any]) -> Any:
    """Decode an attribute, which is one value beside the letter of its kind."""
    ((kind, value),) = coded.items()
    if kind == "list":
        return [_value({inner: one}) for inner, every in value.items() for one in every]
    if kind == "s":
        return base64.b64decode(value).decode()
    return int(value) if kind == "i" else value
