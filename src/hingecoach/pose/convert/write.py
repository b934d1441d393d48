"""Writes a tflite graph as ONNX that gives the same outputs for the same input (NHWC, float32).

Inside, pictures are turned to the channels-first layout of ONNX once, at the input, and back where a reshape or an
output needs it.
"""

from collections.abc import Callable, Collection

import numpy as np
import onnx
import tflite
from onnx import helper

from .errors import NetworksError
from .graph import Operator, TfliteGraph
from .nodes import INPUT, TO_FIRST, TO_LAST, Nodes

__all__ = ["convert"]


def convert(graph: TfliteGraph, outputs: Collection[str] | None = None) -> onnx.ModelProto:
    """Convert a graph.

    Parameters
    ----------
    graph
        What :func:`hingecoach.pose.convert.graph.read` gave.
    outputs
        Names of the outputs to keep, all if None; what only serves the others is left out.

    Raises
    ------
    NetworksError
        The graph has an operator, option or layout that the known networks do not have.
    """
    writer = _Writer(graph)
    for op in graph.operators:
        if op.name not in _WRITE:
            raise NetworksError(f"No rule to convert the operator {op.name}.")
        _WRITE[op.name](writer, op)
    kept = {n: i for n, i in graph.outputs.items() if outputs is None or n in outputs}
    for name, tensor in kept.items():
        writer.output(name, writer.as_stored(tensor))
    kind, shapes = onnx.TensorProto.FLOAT, graph.shapes
    gives = [helper.make_tensor_value_info(name, kind, shapes[tensor]) for name, tensor in kept.items()]
    return writer.model("blazepose", helper.make_tensor_value_info(INPUT, kind, shapes[graph.input]), gives)


class _Writer(Nodes):
    """Collects the ONNX graph while the operators are walked through."""

    def __init__(self, graph: TfliteGraph) -> None:
        super().__init__()
        self.graph = graph
        self.first: dict[int, str] = {}
        self.plain: dict[int, str] = {}
        self.first[graph.input] = self.node("Transpose", [INPUT], perm=TO_FIRST)

    def picture(self, tensor: int) -> str:
        """Give the name of a tensor in channels-first layout."""
        if tensor in self.first:
            return self.first[tensor]
        if tensor in self.graph.constants:
            values = self.graph.constants[tensor]
            return self.weight(values.reshape((1,) * (4 - values.ndim) + values.shape).transpose(TO_FIRST))
        raise NetworksError(f"Tensor {tensor} is used as a picture after it was reshaped.")

    def activated(self, name: str, activation: int) -> str:
        """Add the activation that tflite fuses into an operator."""
        kinds = tflite.ActivationFunctionType
        if activation == kinds.NONE:
            return name
        if activation == kinds.RELU:
            return self.node("Relu", [name])
        if activation == kinds.RELU6:
            return self.relu6(name)
        raise NetworksError(f"No rule for the activation {activation}.")

    def as_stored(self, tensor: int) -> str:
        """Give the name of a tensor in tflite's own order of values."""
        if tensor in self.plain:
            return self.plain[tensor]
        return self.node("Transpose", [self.first[tensor]], perm=TO_LAST)


def _pads(size: tuple[int, int], kernel: tuple[int, int], stride: tuple[int, int], padding: int) -> list[int]:
    """Give ONNX pads (top, left, bottom, right); with SAME the odd pixel goes to the bottom and right, as in tflite."""
    if padding != tflite.Padding.SAME:
        return [0, 0, 0, 0]
    total = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(size, kernel, stride, strict=True)]
    return [t // 2 for t in total] + [t - t // 2 for t in total]


def _convolution(w: _Writer, op: Operator) -> None:
    options, weights = op.options, w.graph.constants[op.inputs[1]]
    depthwise = op.name == "DEPTHWISE_CONV_2D"
    if options.DilationHFactor() != 1 or options.DilationWFactor() != 1:
        raise NetworksError("No rule for dilated convolutions.")
    height, width, channels = w.graph.shapes[op.inputs[0]][1:]
    kernel = weights.transpose(3, 0, 1, 2) if depthwise else weights.transpose(TO_FIRST)
    stride = (options.StrideH(), options.StrideW())
    size = (kernel.shape[2], kernel.shape[3])
    inputs = [w.picture(op.inputs[0]), w.weight(kernel)]
    inputs += [w.weight(w.graph.constants[i]) for i in op.inputs[2:] if i >= 0]
    name = w.node(
        "Conv",
        inputs,
        group=channels if depthwise else 1,
        kernel_shape=size,
        strides=stride,
        pads=_pads((height, width), size, stride, options.Padding()),
    )
    w.first[op.output] = w.activated(name, options.FusedActivationFunction())


def _max_pool(w: _Writer, op: Operator) -> None:
    o, (height, width) = op.options, w.graph.shapes[op.inputs[0]][1:3]
    kernel, stride = (o.FilterHeight(), o.FilterWidth()), (o.StrideH(), o.StrideW())
    pads = _pads((height, width), kernel, stride, o.Padding())
    name = w.node("MaxPool", [w.picture(op.inputs[0])], kernel_shape=kernel, strides=stride, pads=pads)
    w.first[op.output] = w.activated(name, o.FusedActivationFunction())


def _add(w: _Writer, op: Operator) -> None:
    name = w.node("Add", [w.picture(i) for i in op.inputs])
    w.first[op.output] = w.activated(name, op.options.FusedActivationFunction())


def _pad(w: _Writer, op: Operator) -> None:
    amounts = w.graph.constants[op.inputs[1]][TO_FIRST].astype(np.int64)
    w.first[op.output] = w.node("Pad", [w.picture(op.inputs[0]), w.weight(amounts.T.ravel())])


def _resize(w: _Writer, op: Operator) -> None:
    batch, height, width, channels = w.graph.shapes[op.output]
    mode = "asymmetric"
    if op.options.AlignCorners():
        mode = "align_corners"
    elif op.options.HalfPixelCenters():
        mode = "half_pixel"
    sizes = w.integers([batch, channels, height, width])
    inputs = [w.picture(op.inputs[0]), "", "", sizes]
    w.first[op.output] = w.node("Resize", inputs, mode="linear", coordinate_transformation_mode=mode)


def _depth_to_space(w: _Writer, op: Operator) -> None:
    block = op.options.BlockSize()
    w.first[op.output] = w.node("DepthToSpace", [w.picture(op.inputs[0])], blocksize=block, mode="DCR")


def _reshape(w: _Writer, op: Operator) -> None:
    shape = w.integers(w.graph.shapes[op.output])
    w.plain[op.output] = w.node("Reshape", [w.as_stored(op.inputs[0]), shape])


def _concatenate(w: _Writer, op: Operator) -> None:
    w.plain[op.output] = w.node("Concat", [w.as_stored(i) for i in op.inputs], axis=op.options.Axis())


def _sigmoid(w: _Writer, op: Operator) -> None:
    layout = w.plain if op.inputs[0] in w.plain else w.first
    layout[op.output] = w.node("Sigmoid", [layout[op.inputs[0]]])


_WRITE: dict[str, Callable[[_Writer, Operator], None]] = {
    "ADD": _add,
    "CONCATENATION": _concatenate,
    "CONV_2D": _convolution,
    "DEPTHWISE_CONV_2D": _convolution,
    "DEPTH_TO_SPACE": _depth_to_space,
    "LOGISTIC": _sigmoid,
    "MAX_POOL_2D": _max_pool,
    "PAD": _pad,
    "RESHAPE": _reshape,
    "RESIZE_BILINEAR": _resize,
}
