"""Keep a submission's process: start it, talk to it, and end it whatever it does. Standard library alone until a case is sent.

The child never holds an expected value. What it sends is bounded and checked, and values are judged on this side.
"""

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from lstm_drills.grader import answers, processes
from lstm_drills.grader.outcomes import Call, Ended, EndReason, Loaded, Opaque, Outcome, Parameter
from lstm_drills.grader.spawn import Spawned

POLL_SECONDS = 0.05
Progress = Callable[[float, Sequence[float]], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a submission may use. ``seconds`` is the wall-clock time of loading the file, and of each call."""

    seconds: float = 10.0
    cpu_seconds: int = 300
    memory: int = 4 * 2**30
    file_size: int = 16 * 2**20


class Session:
    """One child process. Close it, or use it as a context manager."""

    def __init__(self, limits: Limits, spawned: Spawned) -> None:
        self.limits = limits
        self.layers: tuple[str, ...] = ()
        self.waiting: Callable[[], None] | None = None
        self._nonce = spawned.nonce
        self._process = spawned.process
        self._folder = Path(tempfile.mkdtemp(prefix="lstm-drills-"))
        self._ended: Ended | None = None
        self._path = ""
        self._frames: queue.Queue[Any] = queue.Queue()
        processes.protect_ourselves()
        threading.Thread(target=self._read, daemon=True).start()
        self._settle()

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _settle(self) -> None:
        """Tell the child where it works and what it may use."""
        settings = {
            "folder": str(self._folder), "memory": self.limits.memory, "cpu_seconds": self.limits.cpu_seconds,
            "file_size": self.limits.file_size, "hidden": [str(folder) for folder in processes.hidden_folders()],
            "trace_after": max(0.8 * self.limits.seconds, 0.05),
        }  # fmt: skip
        self._send(settings, [])

    def _read(self) -> None:
        """Frames into the queue, then None; a WireError in its place where something else came."""
        from lstm_drills.grader.child import wire

        assert self._process.stdout is not None
        try:
            while (frame := wire.read_frame(self._process.stdout, self._nonce)) is not None:
                self._frames.put(frame)
        except (wire.WireError, OSError, ValueError, MemoryError) as error:
            self._frames.put(error)
        self._frames.put(None)

    def begin_load(self, path: Path, framework: str = "", backend: str = "") -> None:
        """Let the child load the file while there is other work here. Raises OSError if it cannot be read.

        framework: the package whose model the file builds; Keras runs on that ``backend``.
        """
        self._path = str(path.resolve())
        header = {"op": "load", "path": self._path, "framework": framework, "backend": backend}
        self._send(header, [path.read_bytes()])

    @property
    def begun(self) -> bool:
        """Whether a file was sent."""
        return bool(self._path)

    def load(self, path: Path, seconds: float | None = None) -> Loaded | Ended:
        """Load the file, where that has not begun; its functions and what it printed, or how that ended. Raises OSError."""
        if not self.begun:
            self.begin_load(path)
        answer = self._next(seconds)
        if isinstance(answer, Ended):
            return answer
        header, _ = answer
        self.layers = tuple(str(layer) for layer in header.get("layers", ()))
        if "ended" in header:
            return self._end(answers.ended(header))
        functions = {
            str(name): None if found is None else tuple(Parameter(str(p[0]), str(p[1]), bool(p[2])) for p in found)
            for name, found in header["functions"].items()
        }
        sizes = {str(name): tuple(str(size) for size in read) for name, read in header["sizes_read"].items()}
        return Loaded(functions, str(header["output"]), sizes)

    def call(self, calls: Sequence[Call], progress: Progress | None = None) -> list[Outcome]:
        """One outcome a call; once the child has ended, all further ones are that end.

        progress is told now and then how many seconds a call has taken, and the losses of its watched function so far.
        """
        if self._ended is None and calls:
            described, buffers = answers.described(calls)
            self._send({"op": "call", "calls": described}, buffers)
            waiting, self.waiting = self.waiting, None
            if waiting is not None:  # once: the child has enough to do
                waiting()
        outcomes: list[Outcome] = []
        for call in calls:
            answer = self._ended or self._next(call.seconds, progress)
            outcomes.append(answer if isinstance(answer, Ended) else self._outcome(answer))
        return outcomes

    def _outcome(self, answer: tuple[Any, memoryview]) -> Outcome:
        from lstm_drills.grader.child import wire

        header, payload = answer
        try:
            if "ended" in header:
                return self._end(answers.ended(header))
            if "raised" in header:
                return answers.raised(header)
            decoder = wire.Decoder(payload, Opaque)
            return [answers.returned(result, decoder) for result in header["results"]]
        except (wire.WireError, KeyError, TypeError, ValueError, AttributeError, MemoryError):
            return self._end(Ended("channel"))

    def _send(self, header: Any, buffers: list[Any]) -> None:
        from lstm_drills.grader.child import wire

        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            wire.write_frame(self._process.stdin, self._nonce, header, buffers)

    def _next(self, seconds: float | None = None, progress: Progress | None = None) -> tuple[Any, memoryview] | Ended:
        """The child's next frame, or how it ended. The clock starts when the child can start with the work."""
        patience, began = seconds or self.limits.seconds, time.monotonic()
        while True:
            try:
                frame = self._frames.get(timeout=POLL_SECONDS)
            except queue.Empty:
                passed = time.monotonic() - began
                if passed > patience:
                    return self._end(self._timeout(patience))
                if progress is not None:
                    progress(passed, self._losses())
                continue
            if frame is None:
                return self._end(self._exit())
            if isinstance(frame, BaseException):
                return self._end(Ended("channel", text=str(frame)))
            return frame  # type: ignore[no-any-return]

    def _losses(self) -> Sequence[float]:
        """What the child's watched function has returned until now; the last line may be half written."""
        try:
            text = (self._folder / "curve.txt").read_text(encoding="ascii")
            return [float(line) for line in text.split("\n")[:-1]]
        except (OSError, ValueError):
            return ()

    def _end(self, ended: Ended) -> Ended:
        if self._ended is None:
            self._ended = ended
            self._kill()
        return self._ended

    def _timeout(self, seconds: float) -> Ended:
        line, code = self._running_line()
        if self._output_is_full():
            return Ended("output", line=line, code=code, output=self._output())
        return Ended("timeout", text=f"{seconds:g}", line=line, code=code, output=self._output())

    def _exit(self) -> Ended:
        """The channel was closed: by an exit, by a signal, or by the submission while it runs on."""
        try:
            status = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            return Ended("channel", output=self._output())
        line, code = self._running_line()
        if status >= 0:
            return Ended("exit", text=str(status), output=self._output())
        if -status == getattr(signal, "SIGXCPU", None):
            return Ended("timeout", text=f"{self.limits.cpu_seconds}", line=line, code=code, output=self._output())
        if -status == getattr(signal, "SIGXFSZ", None):
            return Ended("output", output=self._output())
        reason: EndReason = "memory" if -status == getattr(signal, "SIGKILL", None) else "crash"
        return Ended(reason, text=processes.signal_name(-status), line=line, code=code, output=self._output())

    def _running_line(self) -> tuple[int | None, str]:
        """The learner's line that was running, from what the child's watchdog wrote down."""
        try:
            text = (self._folder / "trace.txt").read_text(encoding="utf-8", errors="replace")
            wanted = f'File "{self._path}", line '
            line = int(
                next(piece for piece in text.splitlines() if wanted in piece).partition(wanted)[2].partition(" ")[0]
            )
            return line, Path(self._path).read_text(encoding="utf-8", errors="replace").splitlines()[line - 1].strip()[
                :200
            ]
        except (OSError, StopIteration, ValueError, IndexError):
            return None, ""

    def _output(self) -> str:
        try:
            with (self._folder / "output.txt").open("rb") as stream:
                return stream.read(16 * 1024).decode("utf-8", "replace")
        except OSError:
            return ""

    def _output_is_full(self) -> bool:
        try:
            return (self._folder / "output.txt").stat().st_size >= self.limits.file_size
        except OSError:
            return False

    def _kill(self) -> None:
        """The process, its group, and whoever left the group."""
        process = self._process
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        processes.kill_strays(self._nonce)
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                if stream is not None:
                    stream.close()

    def close(self) -> None:
        """End the child and delete its folder; may be called again."""
        self._kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def start(limits: Limits | None = None, spawned: Spawned | None = None) -> Session:
    """A session with a child that begins to load NumPy at once, or did already; returns without waiting for it."""
    return Session(limits or Limits(), spawned or Spawned())
