"""Networks that a user adds: from a package file through the same steps as from npm; never from the internet here."""

import hashlib
import io
import stat
import subprocess
import sys
import tarfile
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from door import run
from hingecoach.analyze import examine
from hingecoach.errors import InputError, NotInstalledError, OutputError, UnknownNameError
from hingecoach.places import VARIABLE
from hingecoach.pose import added, models
from hingecoach.pose.added import FILES, KNOWN
from hingecoach.pose.blazepose import BlazePose
from hingecoach.pose.heavy import Heavy
from networks import fetch

PERSON = (240.0, 180.0, 300.0, 0.0)


def pack(path, member, data):
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        info = tarfile.TarInfo(member)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep everything of the user's in a folder of its own, and let nobody call npm."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    monkeypatch.setattr(added, "subprocess", SimpleNamespace(run=lambda *_, **__: pytest.fail("asked npm")))
    return tmp_path / "data" / "models"


@pytest.fixture(scope="module")
def original():
    return fetch.fetch()[fetch.LANDMARKS].read_bytes()


@pytest.fixture
def package(tmp_path, monkeypatch, original):
    """The package, with the network *full* in the place of *heavy*: as right a file, and a quarter of its size."""
    fake = replace(KNOWN["heavy"], sha256=hashlib.sha256(original).hexdigest())
    monkeypatch.setitem(KNOWN, "heavy", fake)
    return pack(tmp_path / "pose.tgz", fake.member, original)


@pytest.fixture
def quick(monkeypatch):
    """Leave the conversion out where a test is about something else."""
    monkeypatch.setattr(added, "_converter", lambda: (lambda _path, outputs: repr(outputs).encode(), ("points",)))


def names(folder):
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


class TestAdd:
    def test_the_network_gives_what_the_same_file_gives_that_was_converted_for_the_wheel(self, package, home):
        assert added.add("heavy", package) == home / "heavy"
        assert (home / "heavy" / FILES["full"]).read_bytes() == models.path("full").read_bytes()
        assert (home / "heavy" / FILES["full_nomask"]).read_bytes() == models.path("full_nomask").read_bytes()
        assert "Apache License" in (home / "heavy" / "NOTICE").read_text("utf-8")
        assert added.is_added("heavy") and names(home) == ["heavy"]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
    @pytest.mark.usefixtures("quick")
    def test_nobody_else_enters_the_folder(self, package, home):
        added.add("heavy", package)
        assert stat.S_IMODE(home.stat().st_mode) == 0o700

    @pytest.mark.usefixtures("quick")
    def test_again_makes_it_anew(self, package, home):
        added.add("heavy", package)
        (home / "heavy" / FILES["full"]).write_bytes(b"damaged")
        added.add("heavy", package)
        assert (home / "heavy" / FILES["full"]).read_bytes() == b"None"
        assert names(home) == ["heavy"]

    @pytest.mark.usefixtures("quick")
    def test_another_file_is_refused_by_its_hash_and_what_was_there_stays(self, package, home, original):
        added.add("heavy", package)
        before = (home / "heavy" / FILES["full"]).read_bytes()
        pack(package, KNOWN["heavy"].member, original[:-1] + b"x")
        with pytest.raises(InputError, match=r"pose_landmark_heavy\.tflite .*SHA-256 differs"):
            added.add("heavy", package)
        assert (home / "heavy" / FILES["full"]).read_bytes() == before and names(home) == ["heavy"]

    @pytest.mark.parametrize("content", [b"", b"no package", b"\x1f\x8b\x08\x00 half"])
    def test_what_is_no_package_is_refused(self, content, tmp_path, home):
        file = tmp_path / "x.tgz"
        file.write_bytes(content)
        with pytest.raises(InputError, match=r"cannot be read as the npm package @mediapipe/pose@"):
            added.add("heavy", file)
        assert names(home) == []

    @pytest.mark.usefixtures("quick")
    def test_a_package_that_is_cut_off_or_lacks_the_file_is_refused(self, package, tmp_path):
        package.write_bytes(package.read_bytes()[:-100_000])
        with pytest.raises(InputError, match="cannot be read as"):
            added.add("heavy", package)
        with pytest.raises(InputError, match="cannot be read as"):
            added.add("heavy", pack(tmp_path / "other.tgz", "package/readme", b"x"))

    def test_a_package_that_is_not_there(self, tmp_path):
        with pytest.raises(InputError, match="There is no file"):
            added.add("heavy", tmp_path / "none.tgz")

    @pytest.mark.usefixtures("quick")
    def test_a_full_disk_leaves_nothing(self, package, home, monkeypatch):
        monkeypatch.setattr(added, "NOTICE", SimpleNamespace(format=full_disk))
        with pytest.raises(OutputError, match=r"No space left.*Make room") as e:
            added.add("heavy", package)
        assert names(home) == [] and "\n" not in str(e.value)

    def test_a_wrong_name(self):
        with pytest.raises(UnknownNameError, match="Did you mean 'heavy'"):
            added.add("hevy")

    def test_without_the_converter_it_says_what_to_install(self, package, monkeypatch):
        monkeypatch.setitem(sys.modules, "hingecoach.pose.convert", None)
        with pytest.raises(NotInstalledError, match=r"pip install 'hingecoach\[models\]'"):
            added.add("heavy", package)


def full_disk(**_):
    raise OSError(28, "No space left on device")


class TestNpm:
    @pytest.fixture
    def npm(self, monkeypatch, package):
        """Stand in for npm; ``answer`` says what it does."""
        self.answer = SimpleNamespace(returncode=0, stderr="")
        self.calls = []

        def stand_in(command, **how):
            self.calls.append(command)
            if not self.answer.returncode:
                (how["cwd"] / "mediapipe-pose.tgz").write_bytes(package.read_bytes())
            return self.answer

        monkeypatch.setattr(added.shutil, "which", lambda _: "/bin/npm")
        monkeypatch.setattr(added, "subprocess", SimpleNamespace(run=stand_in))

    @pytest.mark.usefixtures("npm", "quick")
    def test_it_is_asked_for_one_version_and_runs_nothing_of_the_package(self, home):
        added.add("heavy")
        (command,) = self.calls
        assert command[:3] == ["/bin/npm", "pack", "@mediapipe/pose@0.5.1675469404"]
        assert "--ignore-scripts" in command
        assert names(home) == ["heavy"]

    @pytest.mark.usefixtures("npm", "quick")
    def test_offline_is_one_line_with_npms_reason(self, home):
        said = "npm warn old\nnpm error code ENOTFOUND\nnpm error network no such host\n"
        self.answer = SimpleNamespace(returncode=1, stderr=said)
        with pytest.raises(InputError, match=r"could not fetch .* \(code ENOTFOUND\)\. Connect") as e:
            added.add("heavy")
        assert names(home) == [] and "\n" not in str(e.value)

    @pytest.mark.usefixtures("npm", "quick")
    def test_no_reason(self):
        self.answer = SimpleNamespace(returncode=1, stderr="")
        with pytest.raises(InputError, match="gave no reason"):
            added.add("heavy")

    def test_no_npm(self, monkeypatch):
        monkeypatch.setattr(added.shutil, "which", lambda _: None)
        with pytest.raises(NotInstalledError, match=r"no program 'npm'.*--package"):
            added.add("heavy")


class TestBackend:
    def test_not_added_yet_says_how(self):
        with pytest.raises(NotInstalledError, match="hingecoach models add heavy"):
            Heavy()

    def test_it_uses_the_added_network_and_says_so(self, package):
        added.add("heavy", package)
        heavy, grey = Heavy(), np.full((360, 480, 3), 128, np.uint8)
        assert heavy.detect(grey) == [] and heavy.look(grey, PERSON, mask=True) is None
        assert heavy.source.backend == "heavy"
        same = BlazePose(models.path("full").parent)  # here the added files are those of the wheel
        assert heavy.source.weights_sha256 != same.source.weights_sha256  # the second network's count as well
        assert heavy._digest() == same._digest()

    def test_a_damaged_network_is_told_in_one_line(self, package, home):
        added.add("heavy", package)
        (home / "heavy" / FILES["full"]).write_bytes(b"damaged")
        with pytest.raises(InputError, match="cannot be read; run 'hingecoach models add heavy'"):
            Heavy().look(np.zeros((64, 64, 3), np.uint8), PERSON, mask=True)


class TestCommand:
    @pytest.fixture
    def cli(self, capfd, monkeypatch):
        return lambda *args: run(capfd, monkeypatch, "models", *args)

    @pytest.mark.usefixtures("quick")
    def test_list_add_remove(self, cli, package, home):
        assert "not added, 55 MB" in cli("list").out
        assert "--backend heavy" in cli("add", "heavy", "--package", package).out
        assert "not added" not in cli("list").out
        assert cli("remove", "heavy").out == "Removed: heavy\n"
        assert names(home) == []
        assert "was not on this computer" in cli("remove", "heavy").out

    def test_refusals_have_the_contracts_status(self, cli, tmp_path):
        assert cli("remove", "thunder").status == 2
        done = cli("add", "heavy", "--package", tmp_path / "none.tgz")
        assert (done.status, done.err.count("\n"), done.out) == (3, 1, "")


def test_an_analysis_without_the_network_ends_before_it_begins(demo_clip):
    with pytest.raises(NotInstalledError, match="hingecoach models add heavy"):
        examine(demo_clip, backend="heavy")


def test_an_analysis_never_loads_the_converter():
    code = "import sys, hingecoach.pose.heavy, hingecoach.pose.added; print('onnx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
