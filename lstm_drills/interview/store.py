"""One file an interview: JSON lines that are only ever added, each on the disk before the next thing is shown.

The first line says how it began, each further one is an event. A last line without an end was never acknowledged (the power
went, say): it is no line.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lstm_drills.errors import DrillsError
from lstm_drills.interview.sitting import Answered, Ended, Event, Item, Left, Marked, Start, State, Sure, resumed

VERSION = 1
EVENTS: Mapping[str, type[Any]] = {
    "answered": Answered, "sure": Sure, "left": Left, "ended": Ended, "marked": Marked,
}  # fmt: skip
NAMES = {kind: name for name, kind in EVENTS.items()}
BROKEN = (ValueError, KeyError, TypeError, AttributeError)
SUFFIX = ".jsonl"


class Book:
    """One interview's file. Raises DrillsError where it cannot be written."""

    def __init__(self, path: Path, start: Start, state: State) -> None:
        self.path = path
        self.start = start
        self.state = state

    def add(self, event: Event) -> State:
        """Keep an event; it is on the disk when this returns. The state after it."""
        state = self.state.after(event)  # first: what cannot come now is not kept either
        _append(self.path, _line({"event": NAMES[type(event)], **event._asdict()}))
        self.state = state
        return state


def begin(folder: Path, start: Start) -> Book:
    """A new interview's file."""
    path = folder / f"{start.id}{SUFFIX}"
    queue = [list(item) for item in start.queue]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    _append(path, _line({"event": "started", "version": VERSION, **start._asdict(), "queue": queue}))
    return Book(path, start, resumed(start, ()))


def read(path: Path) -> Book:
    """An interview from its file. Raises DrillsError for a file that is damaged or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DrillsError("interview.cannot-read", path=str(path), reason=error.strerror or str(error)) from error
    whole = data[: data.rfind(b"\n") + 1]
    number = 1
    try:
        first, *lines = whole.split(b"\n")[:-1]  # not splitlines: what was typed may hold other line ends
        start = _start(json.loads(first))
        state = resumed(start, ())
        for line in lines:
            number += 1
            state = state.after(_event(json.loads(line)))
    except BROKEN as error:
        raise DrillsError("interview.damaged", path=str(path), line=number) from error
    return Book(path, start, state)


def newest_first(folder: Path) -> Iterator[Book]:
    """The interviews of a folder, the last begun first; ids sort by time. One whose beginning was never kept is none."""
    for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True):
        try:
            begun = b"\n" in path.read_bytes()
        except OSError:
            begun = True  # said by ``read``
        if begun:
            yield read(path)


def _append(path: Path, line: bytes) -> None:
    try:
        with path.open("ab") as stream:
            torn = _torn(path)
            if torn is not None:
                stream.truncate(torn)
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise _cannot_write(path, error) from error


def _torn(path: Path) -> int | None:
    """Where a last line without an end begins."""
    data = path.read_bytes()
    return None if not data or data.endswith(b"\n") else data.rfind(b"\n") + 1


def _cannot_write(path: Path, error: OSError) -> DrillsError:
    return DrillsError("interview.cannot-write", path=str(path), reason=error.strerror or str(error))


def _line(values: Mapping[str, object]) -> bytes:
    return (json.dumps(values, ensure_ascii=False) + "\n").encode("utf-8", errors="replace")


def _start(values: Any) -> Start:
    if values.pop("event") != "started" or values.pop("version") != VERSION:
        raise ValueError("no interview, or one of a newer program")
    queue = tuple(Item(*item) for item in values.pop("queue"))
    return Start(**values, queue=queue)


def _event(values: Any) -> Event:
    kind = EVENTS[values.pop("event")]
    if kind is Marked:
        values["ticks"] = tuple(values["ticks"])
    event: Event = kind(**values)
    return event
