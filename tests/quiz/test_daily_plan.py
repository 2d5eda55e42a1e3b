"""The plan: laws that hold for any minutes and days, and what it makes of progress; the calendar file by its standard."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.messages import Text
from lstm_drills.quiz.calendar_file import calendar
from lstm_drills.quiz.daily_plan import MOST_DAYS, USUAL_DAYS, prepare
from lstm_drills.quiz.statistics import Group, Statistics

TODAY = date(2026, 11, 23)


def group(name, questions=20, seen=0, due=0, recall=None):
    return Group(name, questions, seen, due, seen, seen, recall, recall)


def found(*sections, interview=None, due=0):
    total = group("", sum(one.questions for one in sections), due=due)
    return Statistics(TODAY, interview, total, sections, (), (), (), (), ())


def exercise(name, minutes):
    return Exercise(name, Path(name), Text("Write", "写"), 1, minutes, ("f",), (), ())


SECTIONS = (group("1"), group("2.1"), group("2.2"), group("2.10", 12))
EXERCISES = (exercise("3.0", 5), exercise("3.1", 20), exercise("3.3", 60))


def items(plan, kind=None):
    return [item for day in plan.days for item in day.items if kind in (None, item.kind)]


@given(minutes=st.integers(10, 600), days=st.integers(1, 90))
def test_no_day_is_longer_than_wanted_and_nothing_is_done_twice(minutes, days):
    plan = prepare(found(*SECTIONS), EXERCISES, (), minutes, days=days)
    assert len(plan.days) == days
    assert all(day.minutes <= minutes for day in plan.days)
    assert all(item.minutes > 0 for item in items(plan))
    pieces = [*items(plan, "drill"), *items(plan, "questions")]
    assert all(item.minutes >= 5 for item in pieces), "what takes less is not worth beginning"
    asked = {
        name: sum(i.count for i in items(plan, "questions") if i.subject == name)
        for name in ("1", "2.1", "2.2", "2.10")
    }
    assert all(asked[one.name] <= one.questions for one in SECTIONS)
    written = {one.id: sum(i.minutes for i in items(plan, "drill") if i.subject == one.id) for one in EXERCISES}
    for one in EXERCISES:
        assert written[one.id] <= one.minutes
        assert (written[one.id] == one.minutes) != (one.id in plan.left_out)
    assert [day.day for day in plan.days] == [TODAY + timedelta(days=k) for k in range(days)]


def test_with_time_enough_everything_is_in_it():
    plan = prepare(found(*SECTIONS), EXERCISES, (), 60, days=30)
    assert plan.left_out == ()
    assert sum(item.count for item in items(plan, "questions")) == 72
    assert [item.subject for item in items(plan, "lesson")] == ["2.1", "2.2", "1", "2.10"], (
        "what is asked most comes first"
    )


def test_it_ends_with_a_mock_interview_and_the_cheat_sheet():
    plan = prepare(found(*SECTIONS, interview=TODAY + timedelta(days=5)), EXERCISES, (), 30)
    assert len(plan.days) == 6
    assert [item.kind for item in plan.days[-1].items] == ["due", "cheatsheet"]
    assert "mock" in [item.kind for item in plan.days[-2].items]
    assert len(items(plan, "mock")) == 1


@pytest.mark.parametrize(
    ("interview", "days"),
    [(None, USUAL_DAYS), (TODAY - timedelta(days=1), USUAL_DAYS), (TODAY, 1), (TODAY + timedelta(days=999), MOST_DAYS)],
)
def test_its_length_follows_from_the_date(interview, days):
    assert len(prepare(found(*SECTIONS, interview=interview), EXERCISES, (), 30).days) == days


def test_it_starts_from_where_the_learner_is():
    weak, strong = group("1", 20, 20, recall=0.3), group("2.1", 20, 15, recall=0.95)
    plan = prepare(found(strong, weak, group("2.2"), due=3), EXERCISES, ("3.0", "3.1"), 60, days=20)
    assert {item.subject for item in items(plan, "drill")} == {"3.3"}
    assert [item.subject for item in items(plan, "lesson")] == ["2.2"], "no lesson of what was begun"
    assert items(plan, "questions")[0].subject == "2.2", "half known comes before well known"
    assert plan.days[0].items[0].kind == "due"
    fresh = prepare(found(*SECTIONS), EXERCISES, (), 60)
    assert fresh.days[0].items[0].kind != "due", "nothing can be due before anything was answered"


def test_the_calendar_keeps_to_its_standard():
    plan = prepare(found(*SECTIONS), EXERCISES, (), 45, days=3)
    data = calendar(plan.days, lambda day: ("Üben; 练习, ja", "a\nb\\c " * 30), datetime(2026, 11, 23, 8, tzinfo=UTC))
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    unfolded = data.replace(b"\r\n ", b"").decode()
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 3
    assert "SUMMARY:Üben\\; 练习\\, ja\r\n" in unfolded
    assert "a\\nb\\\\c " in unfolded
    assert "UID:20261124@lstm-drills\r\n" in unfolded
