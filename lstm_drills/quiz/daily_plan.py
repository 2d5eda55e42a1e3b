"""A day-by-day plan of lessons, questions, drills and one mock interview, from what is known and what is weak. Pure.

Each day but the first begins with what is due; the rest of its minutes goes to drills and sections in turns, the weakest and most
asked sections first. The day before the interview is for a mock interview, the interview's own day for the cheat sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.names import natural
from lstm_drills.quiz.statistics import Group, Statistics

Kind = Literal["due", "lesson", "questions", "drill", "mock", "cheatsheet"]
USUAL_DAYS, MOST_DAYS = 14, 90
LEAST_MINUTES, MOST_MINUTES = 10, 600
LESSON_MINUTES, MOCK_MINUTES = 8, 30
QUESTIONS_A_MINUTE = 1.0
DUE_SHARE, MOST_DUE = 0.25, 10
SMALLEST_PIECE = 5  # minutes; less is not begun
# asked most often in public lists of interview questions, in this order; the others follow by their numbers
MOST_ASKED = ("2.1", "2.2", "2.3", "1", "2.7", "2.6", "2.5", "2.10", "2.11", "2.9", "2.8", "2.4")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. ``subject``: a section or an exercise, empty for what has none; ``count`` questions."""

    kind: Kind
    minutes: int
    subject: str = ""
    count: int = 0

    @property
    def command(self) -> str:
        commands = {
            "due": "lstm-drills quiz --due",
            "lesson": f"lstm-drills learn {self.subject}",
            "questions": f"lstm-drills quiz {self.subject} --new -n {self.count}",
            "drill": f"lstm-drills watch {self.subject}",
            "mock": f"lstm-drills interview --minutes {self.minutes}",
            "cheatsheet": "lstm-drills cheatsheet",
        }
        return commands[self.kind]


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


@dataclass(frozen=True, slots=True)
class Preparation:
    """The days up to the interview, and what does not fit into them: sections and exercises."""

    days: tuple[Day, ...]
    left_out: tuple[str, ...]


def prepare(
    found: Statistics, exercises: Sequence[Exercise], passed: Sequence[str], minutes: int, *, days: int | None = None
) -> Preparation:
    """From ``found.today`` to the day of the interview (included), else for USUAL_DAYS, with so many minutes a day."""
    length = days or _length(found)
    drills = [_Task("drill", one.id, one.minutes) for one in exercises if one.id not in passed]
    sections = [task for group in _by_need(found.sections) for task in _tasks(group)]
    waiting = _in_turns(sections, drills)
    planned = []
    for number in range(length):
        last, mock = number == length - 1, length > 1 and number == length - 2
        review = number > 0 or found.total.due > 0
        items = _day(waiting, minutes, review=review, last=last, mock=mock)
        planned.append(Day(found.today + timedelta(days=number), tuple(items)))
    left_out = dict.fromkeys(task.subject for task in waiting)
    return Preparation(tuple(planned), tuple(sorted(left_out, key=natural)))


@dataclass
class _Task:
    """Something that may be spread over days; ``minutes`` are still to be done."""

    kind: Kind
    subject: str
    minutes: int


def _length(found: Statistics) -> int:
    if found.interview_date is None or found.interview_date < found.today:
        return USUAL_DAYS
    return min((found.interview_date - found.today).days + 1, MOST_DAYS)


def _by_need(sections: Sequence[Group]) -> list[Group]:
    """What is remembered least, then what is asked most. A section that nobody has seen counts as half known."""
    ranks = {name: rank for rank, name in enumerate(MOST_ASKED)}

    def need(group: Group) -> tuple[float, int, object]:
        recall = group.recall_later if group.recall_later is not None else group.recall_now
        return (round(0.5 if recall is None else recall, 1), ranks.get(group.name, len(ranks)), natural(group.name))

    return sorted(sections, key=need)


def _tasks(group: Group) -> list[_Task]:
    """A lesson where nothing was answered yet, then the questions that were never asked."""
    unseen = group.questions - group.seen
    lesson = [_Task("lesson", group.name, LESSON_MINUTES)] if group.seen == 0 else []
    return [*lesson, *([_Task("questions", group.name, unseen)] if unseen else [])]


def _in_turns(sections: list[_Task], drills: list[_Task]) -> list[_Task]:
    """Two tasks of sections (a lesson and its questions), then a drill, as long as there are both."""
    tasks, sections, drills = [], list(sections), list(drills)
    while sections or drills:
        tasks += drills[:1]
        tasks += sections[:2]
        del drills[:1], sections[:2]
    return tasks


def _day(waiting: list[_Task], minutes: int, *, review: bool, last: bool, mock: bool) -> list[Item]:
    due = min(MOST_DUE, max(1, round(DUE_SHARE * minutes))) if review else 0
    items = [Item("due", due)] if review else []
    left = minutes - due
    if last:
        return [*items, Item("cheatsheet", max(1, min(left, LESSON_MINUTES)))]
    if mock:
        length = min(left, MOCK_MINUTES)
        items.append(Item("mock", length))
        left -= length
    while waiting and left >= min(SMALLEST_PIECE, waiting[0].minutes):
        task = waiting[0]
        piece = min(left, task.minutes)
        if 0 < task.minutes - piece < SMALLEST_PIECE:  # what is left for the next day should be worth beginning
            piece = max(SMALLEST_PIECE, task.minutes - SMALLEST_PIECE)
        if task.kind == "lesson" and piece < task.minutes:
            break  # a lesson is read in one go
        count = round(piece * QUESTIONS_A_MINUTE) if task.kind == "questions" else 0
        items.append(Item(task.kind, piece, task.subject, count))
        task.minutes -= piece
        left -= piece
        if task.minutes == 0:
            waiting.pop(0)
    return items
