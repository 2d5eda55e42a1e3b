"""Take from this process what a submission does not need. Standard library alone; every layer that a platform lacks is left out.

rlimits (memory, processor time, file size), landlock (which files can be opened), seccomp (no new processes, no sockets). The
numbers are those of the Linux headers.
"""

import ctypes
import os
import platform
import struct
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP = 1, 38, 22
SIGKILL = 9
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_DIR, EXECUTE = 1 << 2, 1 << 3, 1 << 0
ALL_OF_ABI_1 = (1 << 13) - 1
RULE_PATH_BENEATH = 1


def die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL)


def limit_resources(memory: int, seconds: int, file_size: int) -> bool:
    """Bytes of address space, seconds of processor time, bytes a file may have. False where the platform has no limits."""
    try:
        import resource
    except ImportError:
        return False
    wanted = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": file_size, "RLIMIT_CORE": 0}
    done = 0
    for name, value in wanted.items():
        try:
            _, most = resource.getrlimit(getattr(resource, name))
            limit = value if most == resource.RLIM_INFINITY else min(value, most)
            resource.setrlimit(getattr(resource, name), (limit, limit))
            done += 1
        except (ValueError, OSError, AttributeError):
            continue
    return done == len(wanted)


def no_new_privileges() -> bool:
    return sys.platform == "linux" and bool(ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def confine_files(readable: list[str], writable: list[str]) -> bool:
    """Landlock: only these folders and files can be opened from now on. False where the kernel lacks it."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = struct.pack("Q", ALL_OF_ABI_1)
    ruleset = libc.syscall(LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(libc, ruleset, path, READ_FILE | READ_DIR | EXECUTE)
        for path in writable:
            _allow(libc, ruleset, path, ALL_OF_ABI_1)
        return bool(libc.syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, access: int) -> None:
    try:
        descriptor = os.open(path, getattr(os, "O_PATH", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            access &= READ_FILE | EXECUTE | (1 << 1)
        rule = struct.pack("=Qi", access, descriptor)
        libc.syscall(LANDLOCK_ADD, ruleset, RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)


def readable_paths(hidden: list[str]) -> list[str]:
    """What Python itself needs: its prefix and every folder of ``sys.path``, entry by entry where ``hidden`` lies inside."""
    roots = {sys.prefix, sys.base_prefix, sys.exec_prefix, *(entry for entry in sys.path if entry)}
    system = (
        "/usr/lib",
        "/lib",
        "/lib64",
        "/usr/share/zoneinfo",
        "/dev/null",
        "/dev/urandom",
        "/dev/zero",
        "/etc/ld.so.cache",
        "/proc/cpuinfo",  # PyTorch looks which instructions there are, and complains where it cannot
        "/sys/devices/system/cpu",
    )
    found: list[str] = []
    for root in sorted({os.path.realpath(root) for root in (*roots, *system)}):
        found += without(root, hidden)
    return found


def without(root: str, hidden: list[str]) -> list[str]:
    """``root``, or, where ``hidden`` folders lie in it, everything in it that does not lead there; nothing inside them."""
    if any(root == folder or root.startswith(folder + os.sep) for folder in hidden):
        return []
    inside = [folder for folder in hidden if folder.startswith(root.rstrip(os.sep) + os.sep)]
    if not inside:
        return [root]
    try:
        entries = os.listdir(root)
    except OSError:
        return []
    return [path for entry in entries for path in without(os.path.join(root, entry), inside)]


# what a submission does not need: new processes, other programs, sockets, other processes' memory
FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        56,
        (57, 58, 59, 322, 41, 42, 49, 50, 53, 101, 310, 311, 425, 435, 62, 200, 234, 298, 321, 323),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        (221, 281, 198, 203, 200, 201, 199, 117, 270, 271, 425, 435, 129, 130, 131, 241, 280, 282),
    ),
}
CLONE3 = 435
CLONE_THREAD = 0x00010000
LOAD, JUMP_EQUAL, JUMP_SET, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, REFUSE, NOT_THERE = 0x7FFF0000, 0x00050001, 0x00050026  # errno 1 EPERM, 38 ENOSYS


def confine_calls() -> bool:
    """Seccomp: refuse those system calls; threads stay possible. False where the kernel or the processor is another."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in FORBIDDEN:
        return False
    architecture, clone, numbers = FORBIDDEN[machine]
    program = [
        _instruction(LOAD, 4),
        _instruction(JUMP_EQUAL, architecture, 1, 0),
        _instruction(RETURN, REFUSE),
        _instruction(LOAD, 0),
    ]
    for number in numbers:
        verdict = NOT_THERE if number == CLONE3 else REFUSE
        program += [_instruction(JUMP_EQUAL, number, 0, 1), _instruction(RETURN, verdict)]
    program += [
        _instruction(JUMP_EQUAL, clone, 0, 3),
        _instruction(LOAD, 16),
        _instruction(JUMP_SET, CLONE_THREAD, 1, 0),
        _instruction(RETURN, REFUSE),
    ]
    program.append(_instruction(RETURN, ALLOW))
    code = ctypes.create_string_buffer(b"".join(program))
    filters = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    return bool(ctypes.CDLL(None).prctl(PR_SET_SECCOMP, 2, filters, 0, 0) == 0)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
