"""What a learner knows, is about to forget, and should train, as data. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lstm_drills.content.questions import Catalogue, Entry
from lstm_drills.quiz.schedule import Plan, due_date, fold, retrievability
from lstm_drills.reviews import Review

FORECAST_DAYS = 14
HEAT_MAP_WEEKS = 26
WEAKEST = 3
HORIZON_DAYS = 30  # without an interview date: today's recall would call weak what was just answered, wrong or not


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of a section or topic. recall: predicted mean over those that were seen, 0 to 1; None if none was.

    answers, right: how often its questions were answered, and how often rightly.
    recall_later: on the interview date, None without one.
    """

    name: str
    questions: int
    seen: int
    due: int
    answers: int
    right: int
    recall_now: float | None
    recall_later: float | None


@dataclass(frozen=True, slots=True)
class Weakness:
    """A topic that will be remembered least: on the interview date, or in a month. command: what trains it."""

    topic: str
    recall: float
    command: str


@dataclass(frozen=True, slots=True)
class DayCount:
    day: date
    count: int


@dataclass(frozen=True, slots=True)
class DrillStanding:
    """An exercise that was passed or given up: when it is to be written again."""

    exercise: str
    due_on: date
    due: bool
    recall_now: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """heat_map: answers a day, whole weeks from a Monday up to today. forecast: due questions a day from today on, what
    is overdue counted today, as far as is known now.
    """

    today: date
    interview_date: date | None
    total: Group
    sections: tuple[Group, ...]
    topics: tuple[Group, ...]
    weakest: tuple[Weakness, ...]
    heat_map: tuple[DayCount, ...]
    forecast: tuple[DayCount, ...]
    drills: tuple[DrillStanding, ...]


def statistics(
    reviews: Sequence[Review],
    catalogue: Catalogue,
    today: date,
    plan: Plan,
    drill_states: Mapping[str, str] | None = None,
) -> Statistics:
    """reviews: those that were not taken back, in order of time. drill_states: as the schedule gives them."""
    answered = [row for row in reviews if row.rating is not None]
    summary = _Summary(answered, today, plan)
    by_section = _grouped(catalogue.entries, lambda entry: (entry.section,), catalogue.sections)
    by_topic = _grouped(catalogue.entries, lambda entry: entry.topics, catalogue.topics)
    known = {entry.key for entry in catalogue.entries}
    due_days = [due_date(state, plan) for key, state in summary.states.items() if key in known]
    return Statistics(
        today,
        plan.interview_date,
        summary.group("", catalogue.entries),
        tuple(summary.group(name, entries) for name, entries in by_section.items()),
        tuple(summary.group(name, entries) for name, entries in by_topic.items()),
        _weakest(by_topic, summary),
        _heat_map(answered, today),
        _forecast(due_days, today),
        tuple(_drill(exercise, state, today, plan) for exercise, state in sorted((drill_states or {}).items())),
    )


def as_json(found: Any) -> Any:
    """Statistics as the object that ``--json`` prints: days as ISO 8601, recall with three decimals."""
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, float):
        return round(found, 3)
    if isinstance(found, tuple):
        return [as_json(item) for item in found]
    if hasattr(found, "__slots__"):
        return {name: as_json(getattr(found, name)) for name in found.__slots__}
    return found


class _Summary:
    """The folded log, from which groups are counted."""

    def __init__(self, answered: Sequence[Review], today: date, plan: Plan) -> None:
        self.today = today
        self.plan = plan
        self.states = fold(answered)
        self.answers = Counter(row.question for row in answered)
        self.right = Counter(row.question for row in answered if row.correct)

    def group(self, name: str, entries: Sequence[Entry]) -> Group:
        keys = [entry.key for entry in entries]
        seen = [self.states[key] for key in keys if key in self.states]
        interview = self.plan.interview_date
        return Group(
            name,
            questions=len(keys),
            seen=len(seen),
            due=sum(due_date(state, self.plan) <= self.today for state in seen),
            answers=sum(self.answers[key] for key in keys),
            right=sum(self.right[key] for key in keys),
            recall_now=self.recall(seen, self.today),
            recall_later=None if interview is None else self.recall(seen, interview),
        )

    def recall(self, seen: Sequence[str], day: date) -> float | None:
        return sum(retrievability(state, day) for state in seen) / len(seen) if seen else None


def _grouped(
    entries: Iterable[Entry], names: Callable[[Entry], Iterable[str]], order: Iterable[str]
) -> dict[str, list[Entry]]:
    """The entries under each of their names, those that have any, in the given order."""
    groups: dict[str, list[Entry]] = {name: [] for name in order}
    for entry in entries:
        for name in names(entry):
            groups.setdefault(name, []).append(entry)
    return {name: group for name, group in groups.items() if group}


def _weakest(by_topic: Mapping[str, Sequence[Entry]], summary: _Summary) -> tuple[Weakness, ...]:
    interview = summary.plan.interview_date
    horizon = summary.today + timedelta(days=HORIZON_DAYS)
    horizon = horizon if interview is None or interview < summary.today else interview
    found = []
    for topic, entries in by_topic.items():
        group = summary.group(topic, entries)
        recall = summary.recall(
            [summary.states[entry.key] for entry in entries if entry.key in summary.states], horizon
        )
        if recall is not None:
            waiting = group.due or group.seen < group.questions
            found.append(Weakness(topic, recall, f"lstm-drills quiz --topic {topic}{'' if waiting else ' --all'}"))
    return tuple(sorted(found, key=lambda weakness: weakness.recall)[:WEAKEST])


def _heat_map(answered: Iterable[Review], today: date) -> tuple[DayCount, ...]:
    first = today - timedelta(days=today.weekday(), weeks=HEAT_MAP_WEEKS - 1)
    counts = Counter(row.day for row in answered)
    return tuple(DayCount(day, counts[day]) for day in _days(first, (today - first).days + 1))


def _forecast(due_days: Iterable[date], today: date) -> tuple[DayCount, ...]:
    counts = Counter(max(day, today) for day in due_days)
    return tuple(DayCount(day, counts[day]) for day in _days(today, FORECAST_DAYS))


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=k) for k in range(count)]


def _drill(exercise: str, state: str, today: date, plan: Plan) -> DrillStanding:
    due_on = due_date(state, plan)
    return DrillStanding(exercise, due_on, due_on <= today, retrievability(state, today))
