"""What the operating system keeps a process from doing, whatever the code in it may try."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050001
"""Return an error with number 1 (EPERM)."""

# Machine: (audit architecture, calls to refuse: socket, connect, execve, execveat, io_uring_setup).
_CALLS: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 425)),
}
_X32_CALLS: Final = 0x40000000
"""Numbers from here on are another way to name the same calls on x86-64."""


def forbid_network() -> bool:
    """Keep this process and its threads from opening any socket or program, for good.

    Call it before threads are started. Returns False where there is no such filter: on other systems than
    Linux, on other machines than x86-64 and ARM64, or where the filter is refused.
    """
    return _forbid(_CALLS)


def forbid_programs() -> bool:
    """Keep this process from starting any program, for good, where it needs the network; see above."""
    return _forbid({machine: (audit, calls[2:4]) for machine, (audit, calls) in _CALLS.items()})


def _forbid(refused: Mapping[str, tuple[int, tuple[int, ...]]]) -> bool:
    if sys.platform != "linux" or platform.machine() not in refused:
        return False
    architecture, calls = refused[platform.machine()]
    program = _filter_program(architecture, calls)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0) == 0)


def end_with_parent(parent: int) -> None:
    """Have this process killed when the thread that started it ends, where the system can do that (Linux).

    Args:
        parent: number of the process that started this one; if it is gone already, this one ends here.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory(size: int) -> None:
    """Allow this process to allocate ``size`` bytes more than it has now, and to leave no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statistics = Path("/proc/self/statm")
    if not statistics.exists():  # not Linux: the limit is not dependable there
        return
    used = int(statistics.read_text().split()[0]) * resource.getpagesize()
    limit, allowed = used + size, resource.getrlimit(resource.RLIMIT_AS)[1]
    if allowed != resource.RLIM_INFINITY:
        limit = min(limit, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def give_memory_back() -> None:
    """Return to the system what has been freed, where the C library does not do so by itself (glibc)."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def limit_processor_time(seconds: float) -> None:
    """End this process after so many more seconds of processor time, should its parent be gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):  # an administrator's limit is lower
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _filter_program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return classic BPF: refuse the calls, and everything on a foreign architecture; allow the rest."""
    load, jump_equal, jump_greater_equal, give = 0x20, 0x15, 0x35, 0x06

    def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    to_refusal = len(calls) + 2
    program = [
        instruction(load, 4),  # the architecture
        instruction(jump_equal, architecture, 0, to_refusal + 1),
        instruction(load, 0),  # the number of the call
        instruction(jump_greater_equal, _X32_CALLS, to_refusal - 1, 0),
    ]
    program += [
        instruction(jump_equal, call, len(calls) - position, 0) for position, call in enumerate(calls)
    ]
    program += [instruction(give, _ALLOW), instruction(give, _REFUSE)]
    return b"".join(program)
