"""The process that runs a submission. Started as a script with ``python -P``; it holds NumPy and nothing of ours but this folder.

The channel is the process's own standard input and output, taken away from the submission before it is loaded; what the
submission prints goes to a file. The first frame holds the session's settings: the working folder that the parent made, and limits.
"""

import faulthandler
import importlib.util
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

MARKER = "LSTM_DRILLS_CHILD"  # as in spawn.py, which cannot be imported here
HERE = Path(__file__).resolve().parent


def sibling(name: str) -> ModuleType:
    """A module of this folder, loaded by its path: ``lstm_drills`` cannot be imported here."""
    spec = importlib.util.spec_from_file_location(f"_drills_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    confine = sibling("confine")
    confine.die_with_parent()
    import numpy  # noqa: F401  before anything is read: the parent imports at the same time

    wire, submission, arrays, watched = (sibling(name) for name in ("wire", "submission", "arrays", "watched"))
    requests, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nonce = bytes.fromhex(os.environ[MARKER])
    first = wire.read_frame(requests, nonce)
    if first is None:  # nobody needed this child
        os._exit(0)
    settings, _ = first
    os.chdir(settings["folder"])
    folder = Path(settings["folder"])
    take_streams(folder / "output.txt")
    try:
        file = submission.Submission(folder / "output.txt", wire, arrays, watched)
        serve(wire, file, confine, requests, results, nonce, folder, settings)
    except BrokenPipeError:
        os._exit(0)
    except BaseException:
        text = traceback.format_exc()
        wire.write_frame(results, nonce, {"ended": "grader-fault", "text": text[-4000:]}, [])
    # atexit handlers and threads that the submission left behind are not waited for
    os._exit(0)


def take_streams(output: Path) -> None:
    """The submission reads nothing and prints into a file; the pipes stay ours."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.close(nothing)
    os.close(printed)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)  # noqa: SIM115


def protect(confine: ModuleType, folder: Path, submission: str, settings: dict[str, Any]) -> list[str]:
    """Give up what a submission does not need; the names of the layers that hold. Its own folder stays readable."""
    layers = []
    if confine.limit_resources(settings["memory"], settings["cpu_seconds"], settings["file_size"]):
        layers.append("rlimits")
    if confine.no_new_privileges():
        hidden = [os.path.realpath(path) for path in settings["hidden"]]
        own = confine.without(os.path.realpath(Path(submission).parent), hidden)
        if confine.confine_files([*confine.readable_paths(hidden), *own], [str(folder)]):
            layers.append("landlock")
        if confine.confine_calls():
            layers.append("seccomp")
    return layers


def serve(
    wire: ModuleType, file: Any, confine: ModuleType, requests: BinaryIO, results: BinaryIO, nonce: bytes,
    folder: Path, settings: dict[str, Any],
) -> None:  # fmt: skip
    """Answer requests until the parent closes the channel."""
    warnings.simplefilter("ignore")
    trace = open(folder / "trace.txt", "w", encoding="utf-8")  # noqa: SIM115
    while True:
        frame = wire.read_frame(requests, nonce)
        if frame is None:
            return
        header, payload = frame
        if header["op"] == "load":
            if header["framework"]:
                frameworks = sibling("frameworks")
                frameworks.prepare(folder, header["backend"])
                settings["memory"] *= frameworks.MEMORY_FACTOR
                file.drivers = frameworks.drivers(header["framework"], file.module)
            layers = protect(confine, folder, header["path"], settings)
            faulthandler.dump_traceback_later(settings["trace_after"], file=trace)
            answers: Iterator[tuple[dict[str, Any], list[Any]]] = iter(
                [({**file.load(header["path"], bytes(payload)), "layers": layers}, [])]
            )
        else:
            answers = file.calls(header["calls"], wire.Decoder(payload, str))
        patience = [call["trace_after"] or settings["trace_after"] for call in header.get("calls", ())]
        while True:
            faulthandler.dump_traceback_later(patience.pop(0) if patience else settings["trace_after"], file=trace)
            try:
                answer, buffers = next(answers)
            except StopIteration:
                break
            finally:
                faulthandler.cancel_dump_traceback_later()
            try:
                wire.write_frame(results, nonce, answer, buffers)
            except wire.TooLarge as error:
                wire.write_frame(results, nonce, {"ended": "output", "text": str(error)}, [])
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    main()
