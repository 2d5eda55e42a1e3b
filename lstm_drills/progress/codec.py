"""A record as a row of the database and as an object of an export, and back again with every value checked."""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32

from lstm_drills.reviews import (
    DRILL_EVENTS,
    RATINGS,
    Drill,
    Judged,
    Record,
    Review,
    SessionStart,
    Setting,
    Undo,
    read_state,
)

Json = Any

TABLES: Mapping[type[Record], str] = {
    Review: "reviews",
    Undo: "undos",
    SessionStart: "sessions",
    Setting: "settings",
    Judged: "judged",
    Drill: "drills",
}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EARLIEST_YEAR, LATEST_YEAR = 1970, 9000  # a due date may lie a century later
LARGEST_INTEGER = 2**63 - 1  # what a column of the database holds


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of value is written. ``read`` raises ValueError; ``expects`` names what would be right (a message's
    name of the room progress); ``in_column`` makes of the value in JSON the one in the database.
    """

    expects: str
    read: Callable[[Json], Any]
    write: Callable[[Any], Json] = lambda value: value
    in_column: Callable[[Json], Any] = lambda value: value


def _of(kind: type, *, where: Callable[[Any], bool] = lambda _: True) -> Callable[[Json], Any]:
    def read(value: Json) -> Any:
        if type(value) is not kind or not where(value):
            raise ValueError(value)
        return value

    return read


def _float(value: float) -> float:
    return float(value) + 0.0  # SQLite has no negative zero


def _number(value: Json) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(value)
    return _float(value)


def _time(value: Json) -> datetime:
    moment = datetime.fromisoformat(_of(str)(value))
    if moment.utcoffset() is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def _texts(value: Json) -> tuple[str, ...]:
    if type(value) is not list or not all(type(item) is str for item in value):
        raise ValueError(value)
    return tuple(value)


def _state(value: Json) -> str:
    read_state(_of(str)(value))
    return str(value)


def encodable(value: str) -> str:
    """A terminal may hand over half a surrogate pair, which no file can hold; the rest of the answer is kept."""
    return value.encode("utf-8", "replace").decode()


def _optional(form: Form) -> Form:
    return Form(form.expects, *(_unless_none(change) for change in (form.read, form.write)))


def _unless_none(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else change(value)


def _as_text(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _day(value: Json) -> date:
    day = date.fromisoformat(_of(str)(value))
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(value)
    return day


ID = Form("expects-uuid", _of(str, where=lambda value: UUID.fullmatch(value) is not None))
TEXT = Form("expects-text", _of(str), write=encodable)
WORD = Form("expects-word", _of(str, where=bool), write=encodable)
COUNT = Form("expects-integer", _of(int, where=lambda value: 0 <= value <= LARGEST_INTEGER))
SEED = Form("expects-integer", _of(int), in_column=str)  # may be longer than a column of integers holds
NUMBER = Form("expects-number", _number, write=_float)
FLAG = Form("expects-flag", _of(bool), in_column=int)
TIME = Form("expects-time", _time, write=lambda value: value.isoformat(timespec="microseconds"))
DAY = Form("expects-day", _day, write=lambda value: value.isoformat())
RATING = Form("expects-rating", _of(str, where=RATINGS.__contains__))
EVENT = Form("expects-event", _of(str, where=DRILL_EVENTS.__contains__))
STATE = Form("expects-state", _state)
TEXTS = Form("expects-texts", _texts, write=list, in_column=_as_text)
OBJECT = Form("expects-object", _of(dict), write=dict, in_column=_as_text)

FORMS: Mapping[type[Record], Mapping[str, Form]] = {
    Review: {
        "uuid": ID, "question": WORD, "prompt_hash": TEXT, "answer_hash": TEXT, "session": TEXT, "position": COUNT,
        "rating": _optional(RATING), "correct": FLAG, "score": NUMBER, "typed": TEXT, "hinted": FLAG,
        "overridden": FLAG, "seconds": NUMBER, "day": DAY, "at": TIME,
        "before": _optional(STATE), "after": _optional(STATE),
    },
    Undo: {"uuid": ID, "undoes": ID, "at": TIME},
    SessionStart: {"uuid": ID, "seed": TEXT, "queue": TEXTS, "filters": OBJECT, "at": TIME},
    Setting: {"uuid": ID, "name": WORD, "value": _optional(TEXT), "at": TIME},
    Judged: {
        "uuid": ID, "exercise": WORD, "verdict": WORD, "seed": SEED, "diagnosis": TEXTS, "duration_ms": NUMBER,
        "day": DAY, "at": TIME,
    },
    Drill: {"uuid": ID, "exercise": WORD, "event": EVENT, "level": COUNT, "day": DAY, "at": TIME},
}  # fmt: skip


class DamagedRow(Exception):
    """A row whose values are not those that were written."""


def columns(kind: type[Record]) -> tuple[str, ...]:
    """The names of the table's columns, in order."""
    return (*FORMS[kind], "crc")


def as_row(record: Record) -> tuple[Any, ...]:
    """The record's columns."""
    row = tuple(form.in_column(form.write(getattr(record, name))) for name, form in FORMS[type(record)].items())
    return (*row, _checksum(row))


def from_row(kind: type[Record], row: tuple[Any, ...]) -> Record:
    """The record of a row that this program wrote. Raises DamagedRow."""
    *values, checksum = row
    if _checksum(values) != checksum:
        raise DamagedRow(row)
    for place, back in _BACK_AT[kind]:
        values[place] = back(values[place])
    return kind(*values)


def _checksum(values: Iterable[Any]) -> int:
    return crc32("\x1f".join(map(str, values)).encode())


def as_object(record: Record) -> dict[str, Json]:
    """The record as a JSON object; ``kind`` is its table."""
    forms = FORMS[type(record)]
    return {"kind": TABLES[type(record)], **{name: form.write(getattr(record, name)) for name, form in forms.items()}}


# Column values were checked when they were written: only their types come back.
_BACK: Mapping[Form, Callable[[Any], Any]] = {
    FLAG: bool,
    SEED: int,
    TIME: datetime.fromisoformat,
    DAY: date.fromisoformat,
    TEXTS: lambda value: tuple(json.loads(value)),
    OBJECT: json.loads,
}
_BACK_AT: Mapping[type[Record], tuple[tuple[int, Callable[[Any], Any]], ...]] = {
    kind: tuple((place, _BACK[form]) for place, form in enumerate(forms.values()) if form in _BACK)
    for kind, forms in FORMS.items()
}
