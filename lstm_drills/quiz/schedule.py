"""When a question comes back: FSRS over the rows of the log. Pure, and in whole calendar days of the learner.

A card's state holds memory alone. What the learner plans (the retention to reach, the day of the interview) is applied
when due dates are read, so that a change of plan acts at once on everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from lstm_drills.errors import DrillsError
from lstm_drills.quiz.picking import Standing
from lstm_drills.reviews import CardState, Drill, Judged, Rating, Review, read_state

if TYPE_CHECKING:
    from fsrs import Scheduler

LOWEST_RETENTION, HIGHEST_RETENTION = 0.70, 0.97  # beyond them the intervals lose their meaning, or are all one day
USUAL_RETENTION = 0.90
DECIMALS = 8  # of a stored state: the last bits of a power differ between machines, and logs are compared as text

# FSRS-6's forgetting curve with its default decay: 0.9 after ``stability`` days. It stands here because reading a due
# date must not load fsrs; a test holds both to the same numbers.
DECAY = -0.1542
FACTOR: float = 0.9 ** (1 / DECAY) - 1
LONGEST_INTERVAL = 36500


@dataclass(frozen=True, slots=True)
class Plan:
    """How likely an answer should be known when it is asked for again, and when it is needed at the latest."""

    retention: float = USUAL_RETENTION
    interview_date: date | None = None


def read_plan(retention: str | None, interview_date: str | None) -> Plan:
    """The plan from its settings, None where nothing is set. Raises DrillsError for what is no plan."""
    return Plan(
        USUAL_RETENTION if retention is None else _retention(retention),
        None if interview_date is None else _day(interview_date),
    )


def card_id(key: str) -> int:
    """The same number for the same question on every machine."""
    import hashlib

    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest())


def review(state: str | None, rating: Rating, day: date, card_id: int) -> str:
    """The card's state after an answer on that day. A day before the last one (a clock was set back) counts as the same."""
    from fsrs import Card, State
    from fsrs import Rating as FsrsRating

    before = None if state is None else read_state(state)
    now = datetime.combine(day, time(), UTC)
    if before is None:
        card = Card(card_id=card_id, due=now)
    else:
        reviewed = datetime.combine(before.reviewed, time(), UTC)
        card = Card(card_id, State.Review, None, before.stability, before.difficulty, now, reviewed)
    after, _ = _scheduler().review_card(card, FsrsRating[rating.capitalize()], now)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    return CardState(card_id, round(after.stability, DECIMALS), round(after.difficulty, DECIMALS), day).text()


def interval(stability: float, retention: float) -> int:
    """In how many days the chance of recall has fallen to ``retention``: at least 1."""
    days: int = round(stability / FACTOR * (retention ** (1 / DECAY) - 1))
    return min(max(days, 1), LONGEST_INTERVAL)


def due_date(state: str, plan: Plan) -> date:
    """The day on which the question comes back: the interview's at the latest, so that from then on all is due."""
    card = read_state(state)
    due = card.reviewed + timedelta(days=interval(card.stability, plan.retention))
    return due if plan.interview_date is None else min(due, plan.interview_date)


def retrievability(state: str, day: date) -> float:
    """The predicted chance, 0 to 1, that the question is answered right on that day."""
    card = read_state(state)
    elapsed = max((day - card.reviewed).days, 0)
    return float((1 + FACTOR * elapsed / card.stability) ** DECAY)


def fold(reviews: Iterable[Review]) -> dict[str, str]:
    """Each question's state after all its reviews (those that were not taken back, in order of time).

    A stored state is taken where it follows the one before; where rows of another machine, or an undo of an earlier
    row, came in between, the states from there on are computed anew.
    """
    states: dict[str, str] = {}
    for row in reviews:
        if row.rating is None:
            continue
        before = states.get(row.question)
        if row.after is not None and row.before == before:
            states[row.question] = row.after
        else:
            states[row.question] = review(before, row.rating, row.day, card_id(row.question))
    return states


def standings(reviews: Iterable[Review], today: date, plan: Plan) -> dict[str, Standing]:
    """What picking needs to know of each question that was answered."""
    rows = [row for row in reviews if row.rating is not None]
    last = {row.question: row for row in rows}
    found = {}
    for key, state in fold(rows).items():
        overdue = (today - due_date(state, plan)).days
        found[key] = Standing(overdue >= 0, max(overdue, 0), last[key].rating == "again")
    return found


def changed(reviews: Iterable[Review], answer_hashes: Mapping[str, str]) -> frozenset[str]:
    """The questions whose right answer is another one than when they were last answered. answer_hashes: by key, now."""
    last = {row.question: row.answer_hash for row in reviews if row.rating is not None}
    return frozenset(key for key, known in last.items() if answer_hashes.get(key, known) != known)


def drill_states(judged: Iterable[Judged], events: Iterable[Drill]) -> dict[str, str]:
    """Each exercise's state. A pass counts once an attempt: the first one, and each after a new beginning or a failure.

    With a hint since the attempt began it is hard; giving up is "again".
    """
    states: dict[str, str] = {}
    attempting: dict[str, bool] = {}
    hinted: dict[str, bool] = {}
    rows: list[Judged | Drill] = [*judged, *events]
    for row in sorted(rows, key=lambda row: (row.at, row.uuid)):
        exercise = row.exercise
        rating: Rating | None = None
        if isinstance(row, Drill):
            attempting[exercise] = attempting.get(exercise, True) or row.event != "hint"
            hinted[exercise] = row.event != "restart"
            rating = "again" if row.event == "give-up" else None
        elif row.verdict == "passed" and attempting.get(exercise, True):
            rating = "hard" if hinted.get(exercise) else "good"
            attempting[exercise] = hinted[exercise] = False
        elif row.verdict in ("failed", "not-started"):
            attempting[exercise] = True
        if rating is not None:
            states[exercise] = review(states.get(exercise), rating, row.day, card_id(f"exercise/{exercise}"))
    return states


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    # Steps would bring a question back within minutes; fuzz draws from the global generator.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _retention(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not LOWEST_RETENTION <= value <= HIGHEST_RETENTION:
        raise DrillsError("stats.retention", text=text, lowest=LOWEST_RETENTION, highest=HIGHEST_RETENTION)
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DrillsError("stats.no-day", text=text) from None
