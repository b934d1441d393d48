"""Reads a tflite file: its operators, shapes and constant tensors, with half and sparse weights filled out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tflite

from .errors import NetworksError
from .sparse import densify

__all__ = ["Operator", "TfliteGraph", "read"]

Array = npt.NDArray[Any]
_TYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}
_NAMES: dict[int, str] = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its name, the numbers of the tensors it takes (-1 = left out) and gives, and its options."""

    name: str
    inputs: tuple[int, ...]
    output: int
    options: Any


@dataclass(frozen=True, slots=True)
class TfliteGraph:
    """The one graph of a tflite file.

    Attributes
    ----------
    operators
        In the order of execution, without those that only unpack weights.
    constants
        Weights by tensor number, float32 or int32, dense.
    shapes
        By tensor number; pictures are (batch, height, width, channels).
    input
        Number of the one input tensor.
    outputs
        Numbers of the output tensors by name.
    """

    operators: tuple[Operator, ...]
    constants: dict[int, Array]
    shapes: dict[int, tuple[int, ...]]
    input: int
    outputs: dict[str, int]


def read(path: Path) -> TfliteGraph:
    """Read a tflite file with one graph and one input.

    Raises
    ------
    NetworksError
        The file has another layout than the networks that this was written for.
    """
    model = tflite.Model.GetRootAsModel(path.read_bytes(), 0)
    graph = model.Subgraphs(0)
    if model.SubgraphsLength() != 1 or graph.InputsLength() != 1:
        raise NetworksError(f"{path.name} has more than one graph or input.")
    tensors = [graph.Tensors(i) for i in range(graph.TensorsLength())]
    constants = {i: a for i, t in enumerate(tensors) if (a := _constant(model, t)) is not None}
    kept = []
    for op in (_operator(model, graph.Operators(i)) for i in range(graph.OperatorsLength())):
        if op.name in ("DEQUANTIZE", "DENSIFY"):
            constants[op.output] = constants[op.inputs[0]].astype(np.float32)
        else:
            kept.append(op)
    return TfliteGraph(
        operators=tuple(kept),
        constants=constants,
        shapes={i: _shape(t) for i, t in enumerate(tensors)},
        input=graph.Inputs(0),
        outputs={tensors[n].Name().decode(): n for n in graph.OutputsAsNumpy().tolist()},
    )


def _shape(tensor: Any) -> tuple[int, ...]:
    return tuple(int(v) for v in tensor.ShapeAsNumpy()) if tensor.ShapeLength() else ()


def _constant(model: Any, tensor: Any) -> Array | None:
    buffer = model.Buffers(tensor.Buffer())
    if buffer.DataLength() == 0:
        return None
    values = np.frombuffer(buffer.DataAsNumpy().tobytes(), _TYPES[tensor.Type()])
    sparsity = tensor.Sparsity()
    return values.reshape(_shape(tensor)) if sparsity is None else densify(values, _shape(tensor), sparsity)


def _operator(model: Any, op: Any) -> Operator:
    code = model.OperatorCodes(op.OpcodeIndex())
    # Old files keep the code in an eight-bit field; newer ones fill both, and the larger is the right one.
    name = _NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
    inputs = tuple(int(v) for v in op.InputsAsNumpy())
    return Operator(name, inputs, int(op.Outputs(0)), _options(name, op.BuiltinOptions()))


def _options(name: str, table: Any) -> Any:
    kinds = {
        "CONV_2D": tflite.Conv2DOptions,
        "DEPTHWISE_CONV_2D": tflite.DepthwiseConv2DOptions,
        "ADD": tflite.AddOptions,
        "MAX_POOL_2D": tflite.Pool2DOptions,
        "RESIZE_BILINEAR": tflite.ResizeBilinearOptions,
        "DEPTH_TO_SPACE": tflite.DepthToSpaceOptions,
        "CONCATENATION": tflite.ConcatenationOptions,
    }
    if name not in kinds or table is None:
        return None
    options = kinds[name]()
    options.Init(table.Bytes, table.Pos)
    return options
