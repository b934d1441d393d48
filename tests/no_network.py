"""Runs a Python module as a program in a process that may open no socket to the network, by the kernel's own rule.

``python no_network.py MODULE ARGUMENT...`` puts a seccomp filter over the process and then runs the module. The first
attempt to open a socket other than a local (Unix) one ends the process with the signal SIGSYS: it cannot be missed and
nothing can catch it. Starting another process ends it likewise, so that no child can hide an attempt.

Status 77 says that the kernel has no seccomp, or that this machine's system calls are not known here.
"""

import ctypes
import platform
import runpy
import struct
import sys
from typing import Any

CANNOT = 77

# System call numbers and audit architecture, from the kernel's asm/unistd.h and linux/audit.h.
# Refused: io_uring_setup (it can open sockets by itself), execve, execveat, and on x86 fork and vfork.
MACHINES: dict[str, dict[str, Any]] = {
    "x86_64": {"arch": 0xC000003E, "socket": 41, "clone": 56, "clone3": 435, "refused": (425, 59, 322, 57, 58)},
    "aarch64": {"arch": 0xC00000B7, "socket": 198, "clone": 220, "clone3": 435, "refused": (425, 221, 281)},
}
X32_CALLS = 0x40000000
AF_UNIX = 1
CLONE_THREAD = 0x00010000
ENOSYS = 38

# linux/filter.h, linux/bpf_common.h, linux/seccomp.h, linux/prctl.h
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
KILL_PROCESS, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
NUMBER_AT, ARCH_AT, FIRST_ARGUMENT_AT = 0, 4, 16
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def instructions(machine: str) -> list[tuple[int, int, int, int]]:
    """Write the filter: (code, jump if true, jump if false, value) for each instruction."""
    numbers = MACHINES[machine]
    lines: list[tuple[int, int | str, int | str, int]] = [
        (LOAD, 0, 0, ARCH_AT),
        (EQUAL, 0, "kill", numbers["arch"]),
        (LOAD, 0, 0, NUMBER_AT),
        (AT_LEAST, "kill", 0, X32_CALLS),
        *((EQUAL, "kill", 0, number) for number in numbers["refused"]),
        (EQUAL, "unknown", 0, numbers["clone3"]),  # its flags lie in memory; the C library then uses clone
        (EQUAL, 0, 2, numbers["clone"]),
        (LOAD, 0, 0, FIRST_ARGUMENT_AT),
        (ANY_BIT, "allow", "kill", CLONE_THREAD),
        (EQUAL, 0, "allow", numbers["socket"]),
        (LOAD, 0, 0, FIRST_ARGUMENT_AT),
        (EQUAL, "allow", "kill", AF_UNIX),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, ERRNO | ENOSYS),
        (RETURN, 0, 0, KILL_PROCESS),
    ]
    labels = {"allow": len(lines) - 3, "unknown": len(lines) - 2, "kill": len(lines) - 1}

    def hop(here: int, target: int | str) -> int:
        return labels[target] - here - 1 if isinstance(target, str) else target

    return [(code, hop(i, yes), hop(i, no), value) for i, (code, yes, no, value) in enumerate(lines)]


def close_the_network() -> bool:
    """Put the filter over this process for good; False where that is not possible."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return False
    code = b"".join(struct.pack("=HBBI", *line) for line in instructions(platform.machine()))
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    unused = ctypes.c_ulong(0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), unused, unused, unused):
        return False
    return libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(program), unused, unused) == 0


if __name__ == "__main__":
    if not close_the_network():
        sys.exit(CANNOT)
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
