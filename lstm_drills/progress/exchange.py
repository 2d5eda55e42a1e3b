"""The record as JSON lines: out of one machine, into another. Reading a row twice changes nothing."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lstm_drills.errors import ProgressError
from lstm_drills.messages import Message, message
from lstm_drills.progress.codec import FORMS, TABLES, as_object, encodable
from lstm_drills.progress.log import Imported, Progress
from lstm_drills.reviews import Log, Record

LINE_ENDS = {
    ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"
}  # JSON allows them, other readers split at them
KINDS = {table: kind for kind, table in TABLES.items()}


def export_lines(log: Log) -> Iterator[str]:
    """One line a row, without its line ending, in order of time: the same rows give the same lines on every machine."""
    rows: list[Record] = [*log.reviews, *log.undos, *log.judged, *log.drills, *log.sessions, *log.settings]
    for row in sorted(rows, key=lambda row: (row.at, row.uuid)):
        yield encodable(json.dumps(as_object(row), ensure_ascii=False)).translate(LINE_ENDS)


def import_lines(progress: Progress, lines: Iterable[str]) -> Imported:
    """Add the rows that are not there yet: all, or none. Empty lines are skipped.

    Raises ProgressError with the number of the first line that is no row.
    """
    return progress.merge((number, _record(line, number)) for number, line in enumerate(lines, 1) if line.strip())


def _record(line: str, number: int) -> Record:
    try:
        return _parsed(line)
    except _Wrong as wrong:
        raise ProgressError("progress.line", line=number, problem=wrong.problem) from None


class _Wrong(Exception):
    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


def _parsed(line: str) -> Record:
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise _Wrong(message("progress.no-json"))
    kind = KINDS.get(str(values.pop("kind", "")))
    if kind is None:
        raise _Wrong(message("progress.unknown-kind", kinds=list(KINDS)))
    forms = FORMS[kind]
    for field in forms:
        if field not in values:
            raise _Wrong(message("progress.missing-field", field=field))
    for field in values:
        if field not in forms:
            raise _Wrong(message("progress.unknown-field", field=field))
    read = {}
    for field, form in forms.items():
        try:
            read[field] = form.read(values[field])
        except (ValueError, OverflowError, RecursionError):
            expected = message(f"progress.{form.expects}")
            raise _Wrong(message("progress.wrong-value", field=field, expected=expected)) from None
    return kind(**read)
