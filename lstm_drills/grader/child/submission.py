"""Load a learner's file and call its functions; record what came back, what was printed and what was changed. Nothing is judged.

Standard library alone; the folder's other modules are given, since nothing of ours can be imported here.
"""

import inspect
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

MODULE = "submission"
FORBIDDEN_PACKAGE = "lstm_drills"
MOST_PRINTED = 64 * 1024
MOST_TEXT = 2000
MOST_WORK = 20_000  # larger arrays are not compared with what they were


class Blocked(ImportError):
    """The submission imported what would show it the answers."""


class Blocker:
    """The first finder on ``sys.meta_path``: our own package is not to be had here."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:  # noqa: ARG002  the finders' protocol
        if name.partition(".")[0] == FORBIDDEN_PACKAGE:
            raise Blocked(name)


class Submission:
    """One file. ``load`` first, then ``calls`` as often as wanted."""

    def __init__(self, output: Path, wire: ModuleType, arrays: ModuleType, watched: ModuleType) -> None:
        self.output, self.wire, self.arrays, self.watched = output, wire, arrays, watched
        self.path = ""
        self.lines: list[str] = []
        self.module = ModuleType(MODULE)
        self.drivers: dict[str, Any] = {}  # what is called in place of a function of the file
        self.read = 0
        self.kept: list[tuple[Any, bytes]] = []

    def load(self, path: str, source: bytes) -> dict[str, Any]:
        """Compile and run the file; its functions, or how that ended."""
        self.path = path
        sys.meta_path.insert(0, Blocker())
        sys.path.append(str(Path(path).parent))
        try:
            self.lines = source.decode("utf-8", "replace").splitlines()
            code = compile(source, path, "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return self._syntax(error)
        self.module.__dict__["__file__"] = path
        sys.modules[MODULE] = self.module
        try:
            exec(code, self.module.__dict__)
        except SystemExit:
            return {"ended": "exit", **self._place(sys.exc_info()[2]), "output": self._printed()}
        except BaseException as error:
            return self._import_failed(error)
        return {"functions": self._functions(), "sizes_read": self._sizes_read(), "output": self._printed()}

    def _syntax(self, error: BaseException) -> dict[str, Any]:
        line = getattr(error, "lineno", None)
        return {
            "ended": "syntax", "text": str(getattr(error, "msg", error))[:MOST_TEXT], "type": type(error).__name__,
            "line": line, "column": getattr(error, "offset", None), "code": self._line(line), "output": self._printed(),
        }  # fmt: skip

    def _import_failed(self, error: BaseException) -> dict[str, Any]:
        reason = "import"
        if isinstance(error, Blocked):
            reason = "forbidden-import"
        elif isinstance(error, ModuleNotFoundError):
            reason = "missing-module"
        elif isinstance(error, PermissionError):
            reason = "forbidden-file"
        text = str(getattr(error, "name", None) or error) if reason == "missing-module" else _text(error)
        return {
            "ended": reason,
            "text": text,
            "type": type(error).__name__,
            **self._place(error.__traceback__),
            "output": self._printed(),
        }

    def _functions(self) -> dict[str, Any]:
        """The public callables with their parameters; None where they cannot be read. Reads no attribute of a learner's object."""
        found: dict[str, Any] = {}
        for name, value in list(self.module.__dict__.items()):
            if type(name) is str and not name.startswith("_") and callable(value):
                found[name] = _parameters(value)
        return found

    def _sizes_read(self) -> dict[str, list[str]]:
        """Of each function the module's whole numbers that it reads, itself or through functions of the module."""
        known = self.module.__dict__
        codes = {name: value.__code__ for name, value in list(known.items()) if type(value) is FunctionType}
        found = {}
        for function in codes:
            seen, waiting = set(), [function]
            while waiting:
                name = waiting.pop()
                if name not in seen and name in codes:
                    seen.add(name)
                    waiting += names_in(codes[name])
            read = {name for caller in seen for name in names_in(codes[caller])}
            found[function] = sorted(name for name in read if type(known.get(name)) is int)
        return {name: sizes for name, sizes in found.items() if sizes}

    def calls(self, calls: list[Any], decoder: Any) -> Iterator[tuple[dict[str, Any], list[Any]]]:
        """One answer a call. Its inputs are decoded anew for each repetition."""
        for call in calls:
            start = decoder.offset
            buffers: list[Any] = []
            results: list[Any] = []
            for _ in range(call["repeat"]):
                decoder.offset = start
                positional = [decoder.value(value) for value in call["positional"]]
                keywords = {name: decoder.value(value) for name, value in call["keywords"].items()}
                answer = self._call(call, positional, keywords, buffers)
                if "returned" not in answer:
                    results, buffers = [answer], []
                    break
                results.append(answer)
            yield ({"results": results}, buffers) if "returned" in results[0] else (results[0], [])

    def _call(self, call: Any, positional: list[Any], keywords: dict[str, Any], buffers: list[Any]) -> dict[str, Any]:
        leaves, changed, tobytes = self.arrays.leaves, self.arrays.changed, self.arrays.tobytes
        names = [*call["names"], *keywords]
        given = dict(zip(names, [*positional, *keywords.values()], strict=True))
        arguments = dict(leaves(given))
        before = {path: tobytes(array) for path, array in arguments.items()}
        watch, values = call["watch"], list(given.values())
        watched = self.watched.Watched(self.module, watch, self.output, leaves, values) if watch else None
        try:
            function = self.drivers.get(call["function"]) or self.module.__dict__[call["function"]]
            value = function(*positional, **keywords)
        except SystemExit:
            return {"ended": "exit", **self._place(sys.exc_info()[2]), "output": self._printed()}
        except BaseException as error:
            return self._raised(error, changed(given, arguments, before))
        mutated = changed(given, arguments, before)
        overwritten = any(tobytes(array) != saved for array, saved in self.kept)
        results = dict(leaves(value, "result"))
        self.kept = [(array, tobytes(array)) for array in results.values() if array.size < MOST_WORK]
        try:
            returned = self.wire.encode(value, buffers, _type_name)
        except self.wire.TooLarge as error:
            return {"ended": "output", "text": str(error), "output": self._printed()}
        shared = self.arrays.shared_pairs(results, arguments)
        seen = watched.seen(value) if watched else None
        return {
            "watched": seen,
            "returned": returned,
            "mutated": mutated,
            "shared": shared,
            "overwritten": overwritten,
            "output": self._printed(),
        }

    def _raised(self, error: BaseException, mutated: list[str]) -> dict[str, Any]:
        place = self._place(error.__traceback__)
        return {
            "raised": type(error).__name__[:200],
            "text": _text(error),
            "mutated": mutated,
            **place,
            "output": self._printed(),
        }

    def _place(self, trace: Any) -> dict[str, Any]:
        """The deepest line of the learner's file on the stack."""
        frames = [frame for frame in traceback.walk_tb(trace) if frame[0].f_code.co_filename == self.path]
        if not frames:
            return {}
        frame, line = frames[-1]
        return {"line": line, "code": self._line(line), "function": frame.f_code.co_name}

    def _line(self, line: int | None) -> str:
        return self.lines[line - 1].strip()[:200] if line and 0 < line <= len(self.lines) else ""

    def _printed(self) -> str:
        """What was printed since the last time, as far as it is not too much."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:
                continue
        try:
            with self.output.open("rb") as stream:
                stream.seek(self.read)
                printed = stream.read(MOST_PRINTED)
            self.read = os.path.getsize(self.output)
        except OSError:
            return ""
        return printed.decode("utf-8", "replace")


def names_in(code: CodeType) -> set[str]:
    """The global names that a function's code mentions, those of functions inside it too."""
    inner = (names_in(constant) for constant in code.co_consts if type(constant) is CodeType)
    return set(code.co_names).union(*inner)


def _parameters(function: Any) -> Any:
    try:
        signature = inspect.signature(function)
    except Exception:
        return None
    return [[p.name, p.kind.name.lower(), p.default is not p.empty] for p in signature.parameters.values()]


def _type_name(value: Any) -> str:
    return str(type.__dict__["__name__"].__get__(type(value)))[:200]


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MOST_TEXT]
    except BaseException:
        return ""
