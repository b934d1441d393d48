"""A whole analysis opens no socket to the network: refused by the kernel, not by a stand-in in Python."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

GUARD = Path(__file__).with_name("no_network.py")
CANNOT = 77

ATTEMPTS = {
    "inet": "import socket; socket.socket(socket.AF_INET)",
    "inet6": "import socket; socket.socket(socket.AF_INET6)",
    "swallowed": "import socket\ntry: socket.create_connection(('::1', 9))\nexcept BaseException: pass",
    "look_up": "import socket; socket.getaddrinfo('host.invalid', 80)",
    "thread": "import socket, threading; t = threading.Thread(target=socket.socket); t.start(); t.join()",
    "child": "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'])",
    "in_c": "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",
}


def guarded(folder, module, *arguments):
    """Run a module with the network closed; skip the test where the kernel cannot do that."""
    path = os.pathsep.join([str(folder), *(p for p in sys.path if p)])
    done = subprocess.run(
        [sys.executable, GUARD, module, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "2"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode == CANNOT:
        pytest.skip("this system cannot refuse system calls by seccomp")
    return done


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_guard_ends_a_process_that_tries(attempt, tmp_path):
    (tmp_path / "attempt.py").write_text(f"print('before', flush=True)\n{attempt}\nprint('after', flush=True)\n")
    done = guarded(tmp_path, "attempt")
    assert done.stdout == "before\n", done.stderr
    assert done.returncode == -signal.SIGSYS


def test_the_guard_lets_local_sockets_threads_and_files_alone(tmp_path):
    (tmp_path / "local.py").write_text(
        "import socket, threading, tempfile\n"
        "a, b = socket.socketpair()\n"
        "t = threading.Thread(target=lambda: a.sendall(b'x')); t.start(); t.join()\n"
        "tempfile.TemporaryFile().close()\n"
        "print(b.recv(1))\n"
    )
    done = guarded(tmp_path, "local")
    assert (done.returncode, done.stdout) == (0, "b'x'\n"), done.stderr


def test_a_whole_analysis_asks_for_no_network(tmp_path, demo_clip):
    out = tmp_path / "out"
    done = guarded(tmp_path, "hingecoach", "analyze", demo_clip, "--out", out, "--json")
    assert done.returncode != -signal.SIGSYS, f"an attempt to reach the network or to start a program: {done.stderr}"
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["reps"]) > 0
    assert (out / "report.html").is_file()
    assert (out / "annotated.mp4").is_file()


def test_the_history_asks_for_no_network(tmp_path):
    for command in (
        ["add", "Ann"],
        ["show", "Ann", "--json"],
        ["export", "Ann", "ann.zip"],
        ["delete", "Ann", "--yes"],
    ):
        done = guarded(tmp_path, "hingecoach", "people", *command, "--data", "data")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "ann.zip").is_file()
