"""Turns a graph model of TensorFlow.js into ONNX that gives the same output for the same input (NHWC, whole numbers).

Each operator on pictures stands between two turns, to the channels-first layout of ONNX and back: onnxruntime takes
out those that cancel when it loads the file. Only the operators, options and layouts of MoveNet have a rule.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
from onnx import helper

from .errors import NetworksError
from .nodes import INPUT, TO_FIRST, TO_LAST, Array, Nodes
from .web_graph import WebGraph, WebOperator, read_web

__all__ = ["convert_web", "web_as_onnx"]

_TYPES = {"DT_FLOAT": onnx.TensorProto.FLOAT, "DT_INT32": onnx.TensorProto.INT32}
_PADDING = {"SAME": "SAME_UPPER", "VALID": "VALID"}


def web_as_onnx(graph: Path, weights: Path) -> bytes:
    """Give a graph model as the bytes of an ONNX file.

    Parameters
    ----------
    graph
        The JSON file of the operators.
    weights
        The file of the weights.

    Returns
    -------
    bytes
        The same for the same files. The input is called ``image`` and is int32; the output keeps its name.

    Raises
    ------
    NetworksError
        The files are no graph model, or one that has an operator, option or layout that MoveNet does not have.
    """
    data: bytes = convert_web(read_web(graph, weights)).SerializeToString()
    return data


def convert_web(graph: WebGraph) -> onnx.ModelProto:
    """Convert a graph, as :func:`web_as_onnx` does a file.

    Raises
    ------
    NetworksError
        The graph has an operator, option or layout that MoveNet does not have.
    """
    writer = _Writer(graph)
    for op in graph.operators:
        if op.kind not in _WRITE:
            raise NetworksError(f"No rule to convert the operator {op.kind}.")
        writer.tensors[op.name] = _WRITE[op.kind](writer, op)
    writer.output(graph.output, writer.tensor(graph.output))
    takes = helper.make_tensor_value_info(INPUT, onnx.TensorProto.INT32, graph.input_shape)
    gives = helper.make_tensor_value_info(graph.output, onnx.TensorProto.FLOAT, graph.output_shape)
    return writer.model("movenet", takes, [gives])


class _Writer(Nodes):
    """Collects the ONNX graph while the operators are walked through."""

    def __init__(self, graph: WebGraph) -> None:
        super().__init__()
        self.graph = graph
        self.tensors = {graph.input: INPUT}

    def tensor(self, name: str) -> str:
        """Give the ONNX name of a tensor."""
        if name not in self.tensors:
            self.tensors[name] = self.weight(self.constant(name))
        return self.tensors[name]

    def constant(self, name: str) -> Array:
        """Give the values of a tensor that has to be a constant."""
        if name not in self.graph.constants:
            raise NetworksError(f"No rule where the tensor {name} is not a constant.")
        return self.graph.constants[name]

    def whole(self, name: str) -> list[int]:
        """Give a constant shape, axis or size as whole numbers."""
        return [int(v) for v in self.constant(name).ravel()]


def _expect(op: WebOperator, attribute: str, *known: Any) -> Any:
    """Give an attribute, the first of the known values where it is left out."""
    value = op.attributes.get(attribute, known[0])
    if value not in known:
        raise NetworksError(f"No rule for {attribute} = {value} of the operator {op.kind}.")
    return value


def _option(op: WebOperator, attribute: str) -> Any:
    """Give an attribute that may not be left out."""
    if attribute not in op.attributes:
        raise NetworksError(f"The operator {op.kind} lacks its {attribute}.")
    return op.attributes[attribute]


def _same(kind: str) -> Callable[[_Writer, WebOperator], str]:
    """Give the rule for an operator that ONNX has too."""
    return lambda w, op: w.node(kind, [w.tensor(name) for name in op.inputs])


def _convolution(w: _Writer, op: WebOperator) -> str:
    _expect(op, "data_format", "NHWC")
    _expect(op, "dilations", [1, 1, 1, 1])
    kernel = w.constant(op.inputs[1])
    height, width, channels, each = kernel.shape
    depthwise = op.kind != "_FusedConv2D"
    if depthwise:
        kernel = kernel.transpose(2, 3, 0, 1).reshape(channels * each, 1, height, width)
    else:
        kernel = kernel.transpose(3, 2, 0, 1)
    fused = op.attributes.get("fused_ops", [])
    inputs = [w.node("Transpose", [w.tensor(op.inputs[0])], perm=TO_FIRST), w.weight(kernel)]
    name = w.node(
        "Conv",
        [*inputs, w.tensor(op.inputs[2])] if "BiasAdd" in fused else inputs,
        group=channels if depthwise else 1,
        kernel_shape=[height, width],
        strides=_option(op, "strides")[1:3],
        auto_pad=_PADDING[_expect(op, "padding", *_PADDING)],
    )
    return w.node("Transpose", [_activated(w, name, [kind for kind in fused if kind != "BiasAdd"])], perm=TO_LAST)


def _activated(w: _Writer, name: str, kinds: list[str]) -> str:
    """Add the activation that is fused into an operator."""
    if not kinds:
        return name
    if kinds == ["Relu"]:
        return w.node("Relu", [name])
    if kinds == ["Relu6"]:
        return w.relu6(name)
    raise NetworksError(f"No rule for the activation {' and '.join(kinds)}.")


def _resize(w: _Writer, op: WebOperator) -> str:
    _expect(op, "align_corners", False)
    mode = "half_pixel" if op.attributes.get("half_pixel_centers") else "asymmetric"
    picture = w.node("Transpose", [w.tensor(op.inputs[0])], perm=TO_FIRST)
    # ONNX wants the batch and the channels too, which the file does not tell; onnxruntime knows them at loading.
    kept = w.node("Gather", [w.node("Shape", [picture]), w.integers([0, 1])])
    sizes = w.node("Concat", [kept, w.integers(w.whole(op.inputs[1]))], axis=0)
    name = w.node("Resize", [picture, "", "", sizes], mode="linear", coordinate_transformation_mode=mode)
    return w.node("Transpose", [name], perm=TO_LAST)


def _squared_difference(w: _Writer, op: WebOperator) -> str:
    difference = w.node("Sub", [w.tensor(name) for name in op.inputs])
    return w.node("Mul", [difference, difference])


def _cast(w: _Writer, op: WebOperator) -> str:
    return w.node("Cast", [w.tensor(op.inputs[0])], to=_TYPES[_expect(op, "DstT", *_TYPES)])


def _reshape(w: _Writer, op: WebOperator) -> str:
    return w.node("Reshape", [w.tensor(op.inputs[0]), w.integers(w.whole(op.inputs[1]))])


def _expand(w: _Writer, op: WebOperator) -> str:
    return w.node("Unsqueeze", [w.tensor(op.inputs[0]), w.integers(w.whole(op.inputs[1]))])


def _squeeze(w: _Writer, op: WebOperator) -> str:
    return w.node("Squeeze", [w.tensor(op.inputs[0]), w.integers(_option(op, "squeeze_dims"))])


def _concatenate(w: _Writer, op: WebOperator) -> str:
    *parts, axis = op.inputs
    return w.node("Concat", [w.tensor(name) for name in parts], axis=w.whole(axis)[0])


def _pack(w: _Writer, op: WebOperator) -> str:
    axis = _option(op, "axis")
    parts = [w.node("Unsqueeze", [w.tensor(name), w.integers([axis])]) for name in op.inputs]
    return w.node("Concat", parts, axis=axis)


def _unpack(w: _Writer, op: WebOperator) -> str:
    tensor, axis = w.tensor(op.inputs[0]), _option(op, "axis")
    counted = [w.integers([i]) for i in range(_option(op, "num"))]
    taken = [w.node("Gather", [tensor, at], axis=axis) for at in counted]
    parts = [w.node("Squeeze", [name, w.integers([axis])]) for name in taken]
    w.tensors.update({f"{op.name}:{i}": name for i, name in enumerate(parts)})
    return parts[0]


def _place_of_largest(w: _Writer, op: WebOperator) -> str:
    kind = _TYPES[_expect(op, "output_type", "DT_INT32")]
    place = w.node("ArgMax", [w.tensor(op.inputs[0])], axis=w.whole(op.inputs[1])[0], keepdims=0)
    return w.node("Cast", [place], to=kind)


def _gather(w: _Writer, op: WebOperator) -> str:
    places = w.node("Cast", [w.tensor(op.inputs[1])], to=onnx.TensorProto.INT64)
    return w.node("GatherND", [w.tensor(op.inputs[0]), places])


_WRITE: dict[str, Callable[[_Writer, WebOperator], str]] = {
    "_FusedConv2D": _convolution,
    "AddV2": _same("Add"),
    "ArgMax": _place_of_largest,
    "Cast": _cast,
    "ConcatV2": _concatenate,
    "DepthwiseConv2dNative": _convolution,
    "ExpandDims": _expand,
    "FloorDiv": _same("Div"),  # the same where nothing is negative: MoveNet divides places in its grid
    "FusedDepthwiseConv2dNative": _convolution,
    "GatherNd": _gather,
    "Identity": _same("Identity"),
    "Mul": _same("Mul"),
    "Pack": _pack,
    "RealDiv": _same("Div"),
    "Reshape": _reshape,
    "ResizeBilinear": _resize,
    "Sigmoid": _same("Sigmoid"),
    "Sqrt": _same("Sqrt"),
    "SquaredDifference": _squared_difference,
    "Squeeze": _squeeze,
    "Sub": _same("Sub"),
    "Unpack": _unpack,
}
