"""Around a child process: what it must not read, what protects this process from it, and whoever it left behind."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from lstm_drills import paths
from lstm_drills.grader.spawn import MARKER

PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36


def hidden_folders() -> list[Path]:
    """What the child must not read: the package, and in a checkout all that holds answers. (Not the whole checkout: a virtual
    environment may stand in it, or the learner's workspace.)"""
    root = paths.content_root()
    beside = (root / name for name in ("exercises", "questions", "tests", "benchmarks", ".git"))
    return [paths.PACKAGE, *beside] if root == paths.PACKAGE.parent else [paths.PACKAGE]


def protect_ourselves() -> None:
    """Our memory cannot be read by the child, and orphans of its making come to us."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
            libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_strays(nonce: bytes) -> None:
    """Processes that carry this session's mark, wherever they went. Linux only."""
    wanted = f"{MARKER}={nonce.hex()}".encode()
    for process_id in our_children():
        with contextlib.suppress(OSError, ValueError):
            if wanted in Path(f"/proc/{process_id}/environ").read_bytes():
                os.kill(process_id, signal.SIGKILL)
                os.waitpid(process_id, 0)


def our_children() -> Iterable[int]:
    found: list[int] = []
    for listing in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError, ValueError):
            found += [int(word) for word in listing.read_text().split()]
    return found


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
