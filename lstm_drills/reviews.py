"""What is recorded of a learner, as plain rows. Rows are only ever added; each has an id of its own, so that the logs of
two machines merge by union. Everything else that the program knows of a learner is a fold of them.

``at`` is the time in UTC, ``day`` the learner's own date then: due dates are calendar days. The rows are named tuples:
as dataclasses they would take 4 ms of every start.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from time import perf_counter_ns
from typing import Literal, NamedTuple

Rating = Literal["again", "hard", "good", "easy"]
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")


@dataclass(frozen=True, slots=True)
class CardState:
    """What the scheduler knows of one question's memory: FSRS's stability in days and difficulty from 1 to 10."""

    card_id: int
    stability: float
    difficulty: float
    reviewed: date

    def text(self) -> str:
        """The canonical JSON text that is stored."""
        return json.dumps({**asdict(self), "reviewed": self.reviewed.isoformat()}, sort_keys=True)


def read_state(text: str) -> CardState:
    """The state again. Raises ValueError for any other text."""
    values = json.loads(text)
    if not isinstance(values, dict) or set(values) != {item.name for item in fields(CardState)}:
        raise ValueError(text)
    if isinstance(values["card_id"], bool) or not isinstance(values["card_id"], int):
        raise ValueError(text)
    stability, difficulty = values["stability"], values["difficulty"]
    if not all(isinstance(number, float) and 0 < number < float("inf") for number in (stability, difficulty)):
        raise ValueError(text)
    if not isinstance(values["reviewed"], str):
        raise ValueError(text)
    return CardState(values["card_id"], stability, difficulty, date.fromisoformat(values["reviewed"]))


class Review(NamedTuple):
    """One answer; without a rating, a question that was skipped.

    question: its key (section/id). prompt_hash, answer_hash: of its wording and of its right answer at that time.
    position: its place in the session, from 0. before, after: the card's state (``CardState.text``), None before the first.
    overridden: the learner chose the rating.
    """

    uuid: str
    question: str
    prompt_hash: str
    answer_hash: str
    session: str
    position: int
    rating: Rating | None
    correct: bool
    score: float
    typed: str
    hinted: bool
    overridden: bool
    seconds: float
    day: date
    at: datetime
    before: str | None = None
    after: str | None = None


class Undo(NamedTuple):
    """Takes a review back: the row that it names counts no longer."""

    uuid: str
    undoes: str
    at: datetime


class SessionStart(NamedTuple):
    """A session: its filters, the seed that draws its numbers and choices, and its questions in order."""

    uuid: str
    seed: str
    queue: tuple[str, ...]
    filters: Mapping[str, object]
    at: datetime


class Setting(NamedTuple):
    """A setting from now on; None takes it back."""

    uuid: str
    name: str
    value: str | None
    at: datetime


class Judged(NamedTuple):
    """A check of an exercise: its verdict and what was diagnosed."""

    uuid: str
    exercise: str
    verdict: str
    seed: int
    diagnosis: tuple[str, ...]
    duration_ms: float
    day: date
    at: datetime


DrillEvent = Literal["hint", "give-up", "restart"]
DRILL_EVENTS: tuple[DrillEvent, ...] = ("hint", "give-up", "restart")


class Drill(NamedTuple):
    """What else happened to an exercise: a hint was shown (up to ``level``), given up, begun anew from the stub."""

    uuid: str
    exercise: str
    event: DrillEvent
    level: int
    day: date
    at: datetime


Record = Review | Undo | SessionStart | Setting | Judged | Drill


class Log(NamedTuple):
    """All rows of a learner, in any order."""

    reviews: tuple[Review, ...] = ()
    undos: tuple[Undo, ...] = ()
    judged: tuple[Judged, ...] = ()
    drills: tuple[Drill, ...] = ()
    sessions: tuple[SessionStart, ...] = ()
    settings: tuple[Setting, ...] = ()


def new_id(now: datetime) -> str:
    """An id that sorts by time (RFC 9562, version 7), and by the order of making within one process and millisecond."""
    milliseconds = int(now.timestamp() * 1000)
    ticks = perf_counter_ns() & (1 << 42) - 1
    low = (ticks & (1 << 30) - 1) << 32 | int.from_bytes(os.urandom(4))
    text = f"{milliseconds & (1 << 48) - 1:012x}7{ticks >> 30:03x}{0b10 << 62 | low:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def in_utc(now: datetime) -> datetime:
    """The same moment in exactly ``timezone.utc``. Raises ValueError for a time without a zone."""
    if now.tzinfo is None:
        raise ValueError("a time needs its zone")
    return now.astimezone(UTC)


def local_day(now: datetime) -> date:
    """The learner's calendar day at that moment."""
    return now.astimezone().date()


def live(reviews: Iterable[Review], undos: Iterable[Undo]) -> tuple[Review, ...]:
    """The reviews that were not taken back, in order of time."""
    undone = {undo.undoes for undo in undos}
    kept = [review for review in reviews if review.uuid not in undone]
    return tuple(sorted(kept, key=lambda review: (review.at, review.uuid)))


def of_session(live_reviews: Iterable[Review], session: str) -> tuple[Review, ...]:
    """What was answered or skipped in one session, in the order of its questions."""
    mine = [review for review in live_reviews if review.session == session]
    return tuple(sorted(mine, key=lambda review: review.position))


def remaining(session: SessionStart, live_reviews: Iterable[Review]) -> tuple[str, ...]:
    """The questions that a session still has to ask, in its order."""
    done = {review.question for review in live_reviews if review.session == session.uuid}
    return tuple(key for key in session.queue if key not in done)
