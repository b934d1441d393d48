"""Collects the nodes and weights of an ONNX graph, whatever format the network comes from.

Weights that are exact in half precision are stored so and cast when the file is loaded.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

__all__ = ["INPUT", "TO_FIRST", "TO_LAST", "Array", "Nodes"]

INPUT = "image"
"""Name of the network's input."""

OPSET = 13
IR_VERSION = 8
"""Old enough for every onnxruntime that the project allows (1.19 and later)."""

TO_FIRST = [0, 3, 1, 2]
TO_LAST = [0, 2, 3, 1]
SMALLEST_HALF = 64
"""Tensors of so few values are not worth a cast."""

Array = npt.NDArray[Any]


class Nodes:
    """The nodes and weights so far."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def node(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        """Add a node and give the name of its output."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def output(self, name: str, tensor: str) -> None:
        """Give a tensor out under a name of its own."""
        self.nodes.append(helper.make_node("Identity", [tensor], [name]))

    def weight(self, values: Array) -> str:
        """Add a constant and give its name."""
        name = f"weight_{len(self.weights)}"
        values = np.asarray(values, order="C")
        half = values.astype(np.float16) if values.dtype == np.float32 and values.size > SMALLEST_HALF else None
        if half is not None and np.array_equal(half.astype(np.float32), values):
            self.weights.append(numpy_helper.from_array(half, name))
            return self.node("Cast", [name], to=onnx.TensorProto.FLOAT)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def integers(self, values: Sequence[int]) -> str:
        """Add a list of whole numbers (a shape, axes) and give its name."""
        return self.weight(np.array(values, np.int64))

    def relu6(self, name: str) -> str:
        """Cut a tensor off below 0 and above 6."""
        return self.node("Clip", [name, self.weight(np.array(0, np.float32)), self.weight(np.array(6, np.float32))])

    def model(self, name: str, takes: onnx.ValueInfoProto, gives: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """Put the parts that the outputs need into one checked model."""
        needed, nodes = {output.name for output in gives}, []
        for node in reversed(self.nodes):
            if needed.intersection(node.output):
                nodes.append(node)
                needed.update(node.input)
        weights = [weight for weight in self.weights if weight.name in needed]
        graph = helper.make_graph(nodes[::-1], name, [takes], gives, weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model
