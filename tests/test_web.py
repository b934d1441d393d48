"""TensorFlow.js graph models as ONNX: small graphs made here, against numpy."""

import base64
import json

import numpy as np
import onnx
import onnxruntime
import pytest

from hingecoach.pose.convert import NetworksError, web_as_onnx

RNG = np.random.default_rng(5)
IMAGE = RNG.integers(0, 256, (1, 6, 8, 2)).astype(np.int32)
NHWC = {"data_format": "NHWC", "dilations": [1, 1, 1, 1]}


def coded(value):
    """Write an attribute as TensorFlow.js does."""
    if isinstance(value, list):
        kind = "i" if all(isinstance(v, int) for v in value) else "s"
        return {"list": {kind: [coded(v)[kind] for v in value]} if value else {}}
    if isinstance(value, bool):
        return {"b": value}
    if isinstance(value, int):
        return {"i": str(value)}
    if value.startswith("DT_"):
        return {"type": value}
    return {"s": base64.b64encode(value.encode()).decode()}


def signature(name, shape):
    return {name: {"name": name, "tensorShape": {"dim": [{"size": str(n)} for n in shape]}}}


class Web:
    """A graph model that is put together; its input is called ``image`` and its output ``out``."""

    def __init__(self, folder):
        self.graph, self.weights = folder / "web.json", folder / "web.bin"
        self.data, self.manifest = b"", []
        self.nodes = [{"name": "image", "op": "Placeholder", "attr": {}}]
        self.node("Cast", "float", "image", DstT="DT_FLOAT")

    def node(self, op, name, *inputs, **attributes):
        attr = {k: coded(v) for k, v in attributes.items()}
        self.nodes.append({"name": name, "op": op, "input": list(inputs), "attr": attr})

    def const(self, name, values):
        """Add a constant: whole numbers as they are, others in half precision."""
        values = np.asarray(values)
        whole = values.dtype.kind == "i"
        entry = {"name": name, "dtype": "int32" if whole else "float32", "shape": list(values.shape)}
        if not whole:
            entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
        self.manifest.append(entry)
        self.data += values.astype(np.int32 if whole else np.float16).tobytes()
        self.nodes.append({"name": name, "op": "Const", "attr": {}})

    def convert(self, shape=(1,)):
        model = {
            "modelTopology": {"node": self.nodes},
            "weightsManifest": [{"weights": self.manifest}],
            "signature": {"inputs": signature("image:0", IMAGE.shape), "outputs": signature("out:0", shape)},
        }
        self.graph.write_text(json.dumps(model), "utf-8")
        self.weights.write_bytes(self.data)
        return web_as_onnx(self.graph, self.weights)

    def run(self, *shape):
        session = onnxruntime.InferenceSession(self.convert(shape), providers=["CPUExecutionProvider"])
        (out,) = session.run(["out"], {"image": IMAGE})
        assert out.shape == shape
        return out


@pytest.fixture
def web(tmp_path):
    return Web(tmp_path)


def halves(*shape):
    return RNG.normal(0, 0.1, shape).astype(np.float16).astype(np.float32)


def convolved(image, kernel, stride):
    """Convolve as TensorFlow does with SAME padding: the odd pixel goes bottom and right."""
    size, taps = np.array(image.shape[1:3]), np.array(kernel.shape[:2])
    given = -(-size // stride)
    total = np.maximum((given - 1) * stride + taps - size, 0)
    before = total // 2
    padded = np.pad(image[0], [*zip(before, total - before, strict=True), (0, 0)])
    out = np.zeros((1, *given, kernel.shape[3]))
    for y in range(given[0]):
        for x in range(given[1]):
            window = padded[y * stride : y * stride + taps[0], x * stride : x * stride + taps[1]]
            out[0, y, x] = np.einsum("hwi,hwio->o", window, kernel)
    return out


def conv(web, op, kernel, bias=None, **how):
    web.const("kernel", kernel)
    inputs = ["float", "kernel"]
    if bias is not None:
        web.const("bias", bias)
        inputs.append("bias")
    web.node(op, "out", *inputs, **(NHWC | how))


class TestOperators:
    @pytest.mark.parametrize("stride", [1, 2])
    def test_convolution_pads_like_the_original(self, web, stride):
        kernel = halves(3, 3, 2, 16)
        conv(web, "_FusedConv2D", kernel, strides=[1, stride, stride, 1], padding="SAME", fused_ops=[])
        want = convolved(IMAGE, kernel, stride)
        assert web.run(*want.shape) == pytest.approx(want, abs=1e-3)

    @pytest.mark.parametrize(("kind", "top"), [("Relu", np.inf), ("Relu6", 6)])
    def test_fused_bias_and_activation(self, web, kind, top):
        kernel, bias = halves(1, 1, 2, 4), halves(4)
        how = {"strides": [1, 1, 1, 1], "padding": "VALID", "fused_ops": ["BiasAdd", kind]}
        conv(web, "_FusedConv2D", kernel, bias, **how)
        want = np.clip(IMAGE @ kernel[0, 0] + bias, 0, top)
        assert web.run(*want.shape) == pytest.approx(want, abs=1e-3)

    @pytest.mark.parametrize("op", ["DepthwiseConv2dNative", "FusedDepthwiseConv2dNative"])
    def test_each_channel_by_itself(self, web, op):
        kernel = halves(3, 3, 2, 3)
        conv(web, op, kernel, strides=[1, 2, 2, 1], padding="SAME")
        want = np.concatenate([convolved(IMAGE[..., [c]], kernel[:, :, [c]], 2) for c in range(2)], axis=3)
        assert web.run(*want.shape) == pytest.approx(want, abs=1e-3)

    def test_enlarged_by_half_pixels_and_added(self, web):
        web.const("size", np.array([12, 16]))
        web.const("more", np.array(0.5))
        web.node("ResizeBilinear", "large", "float", "size", half_pixel_centers=True, align_corners=False)
        web.node("AddV2", "out", "large", "more")
        want = IMAGE.astype(float)
        for axis in (1, 2):
            size = want.shape[axis]
            at = np.clip((np.arange(2 * size) + 0.5) / 2 - 0.5, 0, size - 1)
            low = np.minimum(at.astype(int), size - 2)
            share = (at - low).reshape([-1 if a == axis else 1 for a in range(4)])
            want = want.take(low, axis) * (1 - share) + want.take(low + 1, axis) * share
        assert web.run(1, 12, 16, 2) == pytest.approx(want + 0.5, abs=1e-3)

    def test_the_largest_cell_is_found_and_looked_up(self, web):
        """As the network finds its points: place of the largest, its row and column, the values there."""
        web.const("flat", np.array([1, 48, 2]))
        web.const("axis", np.array(1))
        web.const("width", np.array(8))
        web.const("zero", np.array([0, 0]))
        web.const("channel", np.array([0, 1]))
        web.node("Reshape", "cells", "float", "flat")
        web.node("ArgMax", "places", "cells", "axis", output_type="DT_INT32")
        web.const("two", np.array([2]))
        web.node("Reshape", "place", "places", "two")
        web.node("FloorDiv", "row", "place", "width")
        web.node("Mul", "before", "row", "width")
        web.node("Sub", "column", "place", "before")
        web.node("Pack", "at", "zero", "row", "column", "channel", axis=1)
        web.node("GatherNd", "out", "float", "at")
        assert web.run(2).tolist() == [IMAGE[..., 0].max(), IMAGE[..., 1].max()]

    def test_parts_and_arithmetic(self, web):
        """Unpack gives more than one tensor, and the second is called ``parts:1``."""
        web.const("last", np.array(3))
        web.const("one", np.array(1.0))
        web.node("Unpack", "parts", "float", axis=3, num=2)
        web.node("SquaredDifference", "square", "parts:0", "parts:1")
        web.node("Sqrt", "apart", "square")
        web.node("AddV2", "more", "apart", "one")
        web.node("RealDiv", "share", "parts", "more")
        web.node("Sigmoid", "sigmoid", "share")
        web.node("ExpandDims", "thick", "sigmoid", "last")
        web.node("ConcatV2", "both", "thick", "thick", "last")
        web.node("Identity", "same", "both")
        web.node("Squeeze", "out", "same", squeeze_dims=[0])
        left, right = IMAGE[0, ..., 0].astype(float), IMAGE[0, ..., 1]
        want = 1 / (1 + np.exp(-left / (np.abs(left - right) + 1)))
        assert web.run(6, 8, 2) == pytest.approx(np.stack([want, want], -1), abs=1e-5)

    def test_the_same_files_give_the_same_bytes_with_weights_in_half_precision(self, web):
        conv(web, "_FusedConv2D", halves(3, 3, 2, 16), strides=[1, 1, 1, 1], padding="SAME")
        made = web.convert((1, 6, 8, 16))
        assert made == web.convert((1, 6, 8, 16))
        (kernel,) = (w for w in onnx.load_from_string(made).graph.initializer if len(w.dims) == 4)
        assert kernel.data_type == onnx.TensorProto.FLOAT16


class TestRefusals:
    def test_an_operator_without_a_rule_is_named(self, web):
        web.node("Softmax", "out", "float")
        with pytest.raises(NetworksError, match="operator Softmax"):
            web.convert()

    @pytest.mark.parametrize(
        ("how", "message"),
        [
            ({"padding": "EXPLICIT"}, "padding = EXPLICIT"),
            ({"data_format": "NCHW"}, "data_format = NCHW"),
            ({"dilations": [1, 2, 2, 1]}, "dilations"),
            ({"fused_ops": ["Elu"]}, "activation Elu"),
        ],
    )
    def test_an_option_without_a_rule_is_named(self, web, how, message):
        conv(web, "_FusedConv2D", halves(1, 1, 2, 4), **({"strides": [1, 1, 1, 1]} | how))
        with pytest.raises(NetworksError, match=message):
            web.convert()

    def test_an_option_that_is_missing_is_named(self, web):
        web.node("Squeeze", "out", "float")
        with pytest.raises(NetworksError, match="Squeeze lacks its squeeze_dims"):
            web.convert()

    def test_a_shape_that_is_no_constant(self, web):
        web.node("Reshape", "out", "float", "image")
        with pytest.raises(NetworksError, match="image is not a constant"):
            web.convert()

    @pytest.mark.parametrize(("change", "message"), [(lambda d: d[:-1], "shorter"), (lambda d: d + b"x", "longer")])
    def test_weights_of_another_length(self, web, change, message):
        web.const("out", halves(4))
        web.data = change(web.data)
        with pytest.raises(NetworksError, match=rf"web\.bin is {message} than"):
            web.convert()

    def test_weights_of_another_kind(self, web):
        web.const("out", halves(4))
        web.manifest[0]["quantization"] = {"dtype": "uint8", "scale": 0.1, "min": 0}
        with pytest.raises(NetworksError, match="stored as uint8"):
            web.convert()

    @pytest.mark.parametrize("text", ["", "[]", '{"format": "layers-model"}'])
    def test_another_file(self, web, text):
        web.graph.write_text(text, "utf-8")
        web.weights.write_bytes(b"")
        with pytest.raises(NetworksError, match=r"web\.json is not a graph model"):
            web_as_onnx(web.graph, web.weights)
