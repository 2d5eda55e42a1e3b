"""The learner's record: rows in, rows out. What rows mean together is worked out from them each time, never stored."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from lstm_drills.errors import ProgressError
from lstm_drills.messages import message
from lstm_drills.progress import database, drills
from lstm_drills.progress.codec import TABLES, as_row, columns, from_row
from lstm_drills.progress.rescue import readable
from lstm_drills.reviews import (
    Drill,
    DrillEvent,
    Judged,
    Log,
    Record,
    Review,
    SessionStart,
    Setting,
    Undo,
    in_utc,
    live,
    local_day,
    new_id,
)

Kept = TypeVar("Kept", Review, Undo, SessionStart, Setting, Judged, Drill)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were new, and how many were there already."""

    new: int
    known: int


class Progress:
    """An open record; a context manager. Every method raises ProgressError where the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._connection = database.connect(path)
        except ProgressError as error:
            raise _rescued(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    # --- rows
    def append(self, *records: Record) -> None:
        """Add rows, all or none; they are on the disk when this returns."""
        with self._explained(), database.transaction(self._connection):
            for record in records:
                self._insert(record)

    def merge(self, numbered: Iterable[tuple[int, Record]]) -> Imported:
        """Add the rows that are not there yet, all or none. numbered: each with the number of its line.

        Raises ProgressError for a row whose id is taken by one with other contents.
        """
        records = list(numbered)  # first, so that no fault of their reader is taken for one of the file
        new = known = 0
        with self._explained(), database.transaction(self._connection):
            for number, record in records:
                kind = type(record)
                query = f"SELECT {', '.join(columns(kind))} FROM {TABLES[kind]} WHERE uuid = ?"
                there = self._connection.execute(query, (record.uuid,)).fetchone()
                if there is None:
                    self._insert(record)
                    new += 1
                elif there == as_row(record):
                    known += 1
                else:
                    problem = message("progress.other-row", uuid=record.uuid)
                    raise ProgressError("progress.line", line=number, problem=problem)
        return Imported(new, known)

    def _insert(self, record: Record) -> None:
        row = as_row(record)
        self._connection.execute(f"INSERT INTO {TABLES[type(record)]} VALUES ({', '.join('?' * len(row))})", row)

    def rows(self, kind: type[Kept], **equal: str) -> tuple[Kept, ...]:
        """The rows of one kind in order of time; ``rows(Judged, exercise="3.3")`` those with that value."""
        condition = " AND ".join(f"{name} = ?" for name in equal) or "1"
        query = f"SELECT {', '.join(columns(kind))} FROM {TABLES[kind]} WHERE {condition} ORDER BY at, uuid"
        with self._explained():
            rows = self._connection.execute(query, tuple(equal.values()))
            return cast("tuple[Kept, ...]", tuple(from_row(kind, row) for row in rows))

    def log(self) -> Log:
        """Everything at one moment, whatever another process adds meanwhile."""
        with self._explained(), database.transaction(self._connection, "DEFERRED"):
            return Log(
                self.rows(Review), self.rows(Undo), self.rows(Judged), self.rows(Drill), self.rows(SessionStart),
                self.rows(Setting),
            )  # fmt: skip

    # --- the quiz
    def reviews(self) -> tuple[Review, ...]:
        """The reviews that were not taken back, in order of time."""
        return live(self.rows(Review), self.rows(Undo))

    def undo(self, review: Review, now: datetime) -> None:
        """Take a review back."""
        self.append(Undo(new_id(now), review.uuid, in_utc(now)))

    def replace(self, old: Review, new: Review, now: datetime) -> None:
        """Take a review back and put another in its place, at once: the learner chose another rating."""
        self.append(Undo(new_id(now), old.uuid, in_utc(now)), new)

    def setting(self, name: str) -> str | None:
        """The setting's value; None if it was never set or was taken back."""
        rows = self.rows(Setting, name=name)
        return rows[-1].value if rows else None

    def set_setting(self, name: str, value: str | None, now: datetime) -> None:
        self.append(Setting(new_id(now), name, value, in_utc(now)))

    # --- the exercises
    def record_verdict(
        self, exercise_id: str, verdict: str, now: datetime, *, seed: int, diagnosis_ids: Sequence[str] = (),
        duration_ms: float = 0.0,
    ) -> None:  # fmt: skip
        """Keep a check's outcome."""
        self.append(
            Judged(
                new_id(now), exercise_id, verdict, seed, tuple(diagnosis_ids), duration_ms, local_day(now), in_utc(now)
            )
        )

    def verdicts(self, exercise_id: str) -> tuple[Judged, ...]:
        """The exercise's checks, in order of time."""
        return self.rows(Judged, exercise=exercise_id)

    def passed(self, exercise_id: str) -> bool:
        """Whether the exercise was ever passed."""
        return any(row.verdict == "passed" for row in self.verdicts(exercise_id))

    def last_diagnosis(self, exercise_id: str) -> tuple[str, ...]:
        """What was diagnosed when the exercise was last judged; empty if nothing was."""
        return drills.last_diagnosis(self.verdicts(exercise_id))

    def hint_level(self, exercise_id: str) -> int:
        """How many hints were shown for the mistake at hand: 0 after a check with another diagnosis or a new beginning."""
        return drills.hint_level(self.verdicts(exercise_id), self.drill_events(exercise_id))

    def set_hint_level(self, exercise_id: str, level: int, now: datetime) -> None:
        self._record_event(exercise_id, "hint", level, now)

    def record_give_up(self, exercise_id: str, now: datetime) -> None:
        """The learner asked for the solution without a pass."""
        self._record_event(exercise_id, "give-up", 0, now)

    def gave_up(self, exercise_id: str) -> bool:
        """Whether the solution was ever shown without a pass."""
        return any(row.event == "give-up" for row in self.drill_events(exercise_id))

    def record_restart(self, exercise_id: str, now: datetime) -> None:
        """The learner begins anew from the empty stub: hints start anew too, and the next pass is a rewriting."""
        self._record_event(exercise_id, "restart", 0, now)

    def drill_events(self, exercise_id: str) -> tuple[Drill, ...]:
        """Hints, give-ups and new beginnings, in order of time."""
        return self.rows(Drill, exercise=exercise_id)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with database.explained(self.path, self._connection):
                yield
        except ProgressError as error:
            raise _rescued(self.path, error) from error

    def _record_event(self, exercise_id: str, event: DrillEvent, level: int, now: datetime) -> None:
        self.append(Drill(new_id(now), exercise_id, event, level, local_day(now), in_utc(now)))


def _rescued(path: Path, error: ProgressError) -> ProgressError:
    """For a file that was set aside: put the rows that can still be read into a new one, and say how many."""
    if error.message_id != "progress.damaged":
        return error
    records = readable(Path(str(error.parameters["kept"]))).values()
    if not records:
        return error
    try:
        with Progress(path) as fresh:
            fresh.merge(enumerate(records, 1))
    except ProgressError:  # a full disk, say: the rows are safe in the file that was set aside
        return error
    return ProgressError("progress.damaged-rescued", **error.parameters, count=len(records))
