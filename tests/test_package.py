"""What the package is from outside: its names, what importing it costs, what the wheel holds, what is committed."""

import ast
import email
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import hingecoach
from hingecoach.synthetic import figure

HEAVY = ("alembic", "av", "cv2", "duckdb", "jinja2", "numpy", "onnxruntime", "pydantic", "rich", "sqlalchemy", "typer")
SIZE_LIMIT_MB = 600


def python(code, *arguments, **environment):
    """Run a piece of Python in a fresh process and give what it printed."""
    path = os.pathsep.join(p for p in sys.path if p)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def tracked(root):
    """Give the files that git holds, or those of an unpacked source archive."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [p for name in listed.stdout.decode().split("\0") if name and (p := root / name).is_file()]


class TestNames:
    def test_all_is_sorted_and_holds_what_can_be_had(self):
        assert hingecoach.__all__ == sorted(hingecoach.__all__)
        for name in hingecoach.__all__:
            assert getattr(hingecoach, name) is not None

    def test_all_is_what_the_type_checker_sees(self):
        tree = ast.parse(Path(hingecoach.__file__).read_text("utf-8"))
        blocks = [n for n in tree.body if isinstance(n, ast.If)]
        seen = {alias.name for n in blocks for i in n.body if isinstance(i, ast.ImportFrom) for alias in i.names}
        assert seen | {"__version__"} == set(hingecoach.__all__)

    def test_dir_lists_them(self):
        assert set(hingecoach.__all__) <= set(dir(hingecoach))

    def test_an_unknown_name_is_an_attribute_error(self):
        with pytest.raises(AttributeError, match="no attribute 'analyse'"):
            _ = hingecoach.analyse

    @pytest.mark.parametrize("name", ["analyze", "assess", "observe"])
    def test_a_function_keeps_its_name_when_its_module_is_imported(self, name):
        code = f"import hingecoach.{name}; print(type(hingecoach.{name}).__name__)"
        assert python(code) == "function"

    def test_contract_names_of_the_main_job(self):
        answer = hingecoach.Assessment.model_fields
        assert {"schema_version", "made_with", "video", "view", "exercise", "movement", "reps"} <= set(answer)


def test_importing_loads_nothing_heavy():
    code = f"import sys, hingecoach; print([m for m in {HEAVY} if m in sys.modules])"
    assert python(code) == "[]"


def test_importing_every_core_module_loads_no_video_and_no_network():
    code = "import sys, hingecoach; hingecoach.assess; print([m for m in sys.argv[1:] if m in sys.modules])"
    assert python(code, "av", "cv2", "onnxruntime", "typer", "rich", "jinja2", "duckdb") == "[]"


class TestSources:
    def test_version_equals_the_newest_in_the_changelog(self, root):
        newest = re.search(
            r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", (root / "CHANGELOG.md").read_text(), re.MULTILINE
        )
        assert newest
        assert newest[1] == hingecoach.__version__

    def test_no_registry_host_and_no_path_of_a_machine_is_committed(self, root):
        hosts = "|".join(("registry" + r"\.npmjs", "pypi" + r"\.org", "files" + r"\.pythonhosted"))
        bad = re.compile(rf"(?<![\w.])/(?:work|tmp/[a-z]+|farm|root)/|{hosts}")
        hits = []
        for path in tracked(root):
            data = path.read_bytes()
            if b"\0" not in data and bad.search(data.decode("utf-8")):
                hits.append(str(path.relative_to(root)))
        assert hits == []

    def test_no_network_file_is_committed(self, root):
        assert [p.name for p in tracked(root) if p.suffix in {".onnx", ".tflite", ".whl"}] == []

    def test_onnxruntime_stays_below_the_versions_that_may_phone_home(self, root):
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
        (pin,) = [d for d in project["dependencies"] if d.startswith("onnxruntime")]
        assert pin.endswith("<1.28")
        assert not any("mediapipe" in d or "scipy" in d for d in project["dependencies"])

    def test_the_two_licence_texts_are_one(self, root):
        whole = (root / "LICENSE").read_text("utf-8")
        assert "Apache License" in whole
        assert (root / "src/hingecoach/pose/models/LICENSE").read_text("utf-8") == whole

    def test_readme_names_only_what_exists(self, root):
        text = (root / "README.md").read_text("utf-8")
        targets = re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert set(re.findall(r"^    make ([a-z-]+)|`make ([a-z-]+)`", text, re.MULTILINE)) <= {
            pair for t in targets for pair in ((t, ""), ("", t))
        }
        package = root / "src/hingecoach"
        for name in re.findall(r"`([\w/]+(?:/\w+|\.py))`", text):
            assert (root / name).exists() or (package / name).exists(), name
        code = "import hingecoach.cli as c, typer; print(*typer.main.get_command(c.app).commands)"
        named = set(re.findall(r"^    hingecoach ([a-z]+)|`hingecoach ([a-z]+)", text, re.MULTILINE))
        assert {"".join(pair) for pair in named} <= set(python(code).split())


@pytest.mark.parametrize("seen", [True, False])
def test_python_in_the_readme_runs(root, monkeypatch, capsys, seen):
    asked = []
    track = figure("deadlift", reps=2).track

    def stand_in(path, exercise=None):
        asked.append((path, exercise))
        return hingecoach.assess(track if seen else replace(track, xy=np.full_like(track.xy, np.nan)), exercise)

    monkeypatch.setattr(import_module("hingecoach.analyze"), "analyze", stand_in)
    (block,) = re.findall(r"```python\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102  our own text
    assert asked == [("lift.mp4", "deadlift")]
    told = capsys.readouterr().out.splitlines()
    if seen:
        assert [line.split()[0] for line in told[:2]] == ["1", "2"] and "2 repetitions" in told[2]
    else:
        assert told == ["Nobody was seen in this clip."]


class TestMakefile:
    def test_help_lists_every_target(self, root):
        done = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True)
        targets = re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.MULTILINE)) == set(targets)

    def test_ci_calls_the_readmes_test_command_and_can_fail(self, root):
        script = (root / ".ci/run").read_text("utf-8")
        assert "make test ||" in script
        assert 'exit "$status"' in script
        assert os.access(root / ".ci/run", os.X_OK)


@pytest.mark.clips
def test_first_command_of_the_readme_on_a_fresh_clone(root, tmp_path):
    """Sets up an environment of its own, so it asks the package index and takes a minute or two."""
    fresh = tmp_path / "fresh"
    subprocess.run(["git", "clone", "--quiet", root, fresh], check=True)
    # Left out: what would let the fresh clone find this checkout's modules.
    plain = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL"}}
    command = ["make", "demo", f"PYTHON={sys.executable}"]
    done = subprocess.run(command, cwd=fresh, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = Path(done.stdout.strip().splitlines()[-1].rsplit(": ", 1)[-1])
    assert report.name == "report.html"
    assert report.is_file()
    changed = subprocess.run(["git", "status", "--short"], cwd=fresh, capture_output=True, text=True, check=True)
    assert changed.stdout == ""


class TestWheel:
    def test_holds_networks_notices_data_and_types(self, wheel):
        names = set(zipfile.ZipFile(wheel).namelist())
        models = "hingecoach/pose/models/"
        for part in ("detector.onnx", "full.onnx", "full_nomask.onnx", "movenet.onnx", "LICENSE", "NOTICE"):
            assert models + part in names
        assert {"hingecoach/py.typed", "hingecoach/data/demo.mp4", "hingecoach/exercises/deadlift.toml"} <= names
        steps = "hingecoach/coach/store/steps/"
        assert {f"{steps}env.py", f"{steps}versions/v0001_first.py"} <= names
        assert any(n.endswith("dist-info/licenses/NOTICE") for n in names)
        assert not any(n.startswith(("tests", "tools", "networks")) for n in names)

    def test_metadata(self, wheel):
        archive = zipfile.ZipFile(wheel)
        (name,) = [n for n in archive.namelist() if n.endswith("dist-info/METADATA")]
        meta = email.message_from_bytes(archive.read(name))
        assert (meta["Name"], meta["Version"]) == ("hingecoach", hingecoach.__version__)
        assert meta["License-Expression"] == "Apache-2.0"
        assert wheel.name.endswith("-py3-none-any.whl")

    def test_works_with_the_sources_out_of_reach(self, wheel, tmp_path, demo_clip):
        zipfile.ZipFile(wheel).extractall(tmp_path / "site")
        code = (
            "import sys; sys.path.insert(0, sys.argv[1])\n"
            "import hingecoach.pose.blazepose as b, hingecoach.pose.models as m, av\n"
            "assert m.__file__.startswith(sys.argv[1]), m.__file__\n"
            "picture = next(av.open(sys.argv[2]).decode(video=0)).to_ndarray(format='rgb24')\n"
            "pose = b.BlazePose()\n"
            "print(len(pose.detect(picture)), pose.source.weights_sha256)"
        )
        found, weights = python(code, tmp_path / "site", demo_clip).split()
        assert found == "1"
        assert re.fullmatch(r"[0-9a-f]{64}", weights)


def test_installed_size_of_what_the_program_needs(wheel):
    """Hingecoach and everything that it pulls in, as pip lays it on the disk."""
    wanted, seen, total = ["hingecoach"], set(), sum(i.file_size for i in zipfile.ZipFile(wheel).infolist())
    archive = zipfile.ZipFile(wheel)
    meta = email.message_from_bytes(archive.read(next(n for n in archive.namelist() if n.endswith("/METADATA"))))
    wanted = [r for r in meta.get_all("Requires-Dist", []) if "extra ==" not in r]
    while wanted:
        name = re.match(r"[\w.-]+", wanted.pop())[0].lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # a requirement of another system or Python
        total += sum(p.stat().st_size for f in found.files or () if (p := Path(f.locate())).is_file())
        wanted += [r for r in found.requires or () if "extra ==" not in r]
    assert {"numpy", "onnxruntime", "av"} <= seen
    assert total / 1e6 < SIZE_LIMIT_MB
