"""Statistics as data: who is seen, due, about to be forgotten, and what trains it."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content.question_types import Section
from lstm_drills.content.questions import Catalogue, Entry
from lstm_drills.messages import Text
from lstm_drills.quiz.schedule import Plan, card_id, due_date, fold, retrievability, review
from lstm_drills.quiz.statistics import FORECAST_DAYS, Statistics, as_json, statistics
from lstm_drills.reviews import RATINGS, Review, new_id

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)  # a Saturday
DAY = NOON.date()
NAME = Text(en="name", zh="名")


def entry(key: str, *topics: str) -> Entry:
    return Entry(key, key.partition("/")[0], "single", 1, topics, "fingerprint")


ENTRIES = (
    entry("2.1/a", "bptt"),
    entry("2.1/b", "bptt", "gradients"),
    entry("2.3/c", "gradients"),
    entry("2.3/d", "gradients"),
    entry("2.3/new", "variants"),
)
CATALOGUE = Catalogue(
    ENTRIES,
    {name: Section(name, NAME) for name in ("2.1", "2.2", "2.3")},
    dict.fromkeys(("gradients", "bptt", "variants", "unused"), NAME),
    {},
    {}.__getitem__,
)


def history(*steps: tuple[str, int, str | None]) -> tuple[Review, ...]:
    """Rows given as (question, days since DAY, rating)."""
    rows: list[Review] = []
    for key, days, rating in steps:
        now = NOON + timedelta(days)
        before = fold(rows).get(key)
        after = review(before, rating, now.date(), card_id(key)) if rating else None
        rows.append(
            Review(
                new_id(now), key, "p", "a", "s", len(rows), rating, rating not in ("again", None), 1.0, "", False, False,
                2.0, now.date(), now, before, after,
            )
        )  # fmt: skip
    return tuple(rows)


ROWS = history(
    ("2.1/a", -3, "good"),
    ("2.1/a", -1, "good"),
    ("2.1/b", -1, "again"),
    ("2.3/c", 0, "easy"),
    ("2.3/d", 0, None),
    ("9.9/own-bank", -1, "good"),
)


def found(today: int = 0, interview: int | None = None, rows: tuple[Review, ...] = ROWS, **drills: str) -> Statistics:
    plan = Plan(0.9, None if interview is None else DAY + timedelta(interview))
    return statistics(rows, CATALOGUE, DAY + timedelta(today), plan, drills)


def test_nothing_answered_is_all_new():
    nothing = found(rows=())
    assert (nothing.total.questions, nothing.total.seen, nothing.total.due, nothing.total.answers) == (5, 0, 0, 0)
    assert nothing.total.recall_now is None
    assert nothing.weakest == nothing.drills == ()
    assert {day.count for day in (*nothing.heat_map, *nothing.forecast)} == {0}


def test_sections_and_topics_in_the_banks_order_without_empty_ones():
    everything = found()
    assert [group.name for group in everything.sections] == ["2.1", "2.3"]
    assert [group.name for group in everything.topics] == ["gradients", "bptt", "variants"]


@pytest.mark.parametrize(
    ("name", "questions", "seen", "due", "answers", "right"),
    [("2.1", 2, 2, 1, 3, 2), ("2.3", 3, 1, 0, 1, 1), ("bptt", 2, 2, 1, 3, 2),
     ("gradients", 3, 2, 1, 2, 1), ("variants", 1, 0, 0, 0, 0)],
)  # fmt: skip
def test_counts_of_a_group(name, questions, seen, due, answers, right):
    (group,) = [group for group in (*found().sections, *found().topics) if group.name == name]
    assert (group.questions, group.seen, group.due, group.answers, group.right) == (
        questions,
        seen,
        due,
        answers,
        right,
    )


def test_the_total_counts_what_the_banks_hold():
    total = found().total
    assert (total.questions, total.seen, total.due, total.answers, total.right) == (5, 3, 1, 4, 3)


def test_recall_is_the_mean_of_what_was_seen():
    states = fold(ROWS)
    section = found(today=10, interview=40).sections[0]
    later = DAY + timedelta(40)
    assert section.recall_now == pytest.approx(
        (retrievability(states["2.1/a"], DAY + timedelta(10)) + retrievability(states["2.1/b"], DAY + timedelta(10)))
        / 2
    )
    assert section.recall_later == pytest.approx(
        (retrievability(states["2.1/a"], later) + retrievability(states["2.1/b"], later)) / 2
    )
    assert section.recall_later < section.recall_now
    assert found().sections[0].recall_later is None


def test_the_weakest_topic_is_what_will_be_remembered_least():
    states = fold(ROWS)
    for interview, horizon in [(None, 30), (5, 5), (-1, 30)]:  # an interview that is over says nothing of what to train
        day = DAY + timedelta(horizon)
        recall = {key: retrievability(state, day) for key, state in states.items()}
        means = {
            "gradients": (recall["2.1/b"] + recall["2.3/c"]) / 2,
            "bptt": (recall["2.1/a"] + recall["2.1/b"]) / 2,
        }
        weakest = found(interview=interview).weakest
        assert [weak.topic for weak in weakest] == sorted(means, key=means.__getitem__)
        assert {weak.topic: weak.recall for weak in weakest} == pytest.approx(means)


def test_the_command_asks_something_even_when_nothing_is_due():
    commands = {
        weak.topic: weak.command for weak in found(rows=history(("2.1/a", 0, "easy"), ("2.1/b", 0, "easy"))).weakest
    }
    assert commands == {
        "bptt": "lstm-drills quiz --topic bptt --all",
        "gradients": "lstm-drills quiz --topic gradients",  # two of its questions are new
    }


def test_the_heat_map_has_whole_weeks_from_a_monday_up_to_today():
    heat = found().heat_map
    assert heat[0].day.weekday() == 0
    assert heat[-1].day == DAY
    assert all(later.day - earlier.day == timedelta(1) for earlier, later in pairwise(heat))
    counts = {day.day: day.count for day in heat if day.count}
    assert counts == {DAY - timedelta(3): 1, DAY - timedelta(1): 3, DAY: 1}  # a skipped question is no answer


def test_the_forecast_counts_what_is_overdue_today():
    forecast = found(today=1).forecast
    assert forecast[0].day == DAY + timedelta(1)
    assert len(forecast) == FORECAST_DAYS
    states = fold(ROWS)
    for day in forecast:
        due = [max(due_date(states[key], Plan()), DAY + timedelta(1)) for key in ("2.1/a", "2.1/b", "2.3/c")]
        assert day.count == due.count(day.day)


def test_on_the_interview_day_all_is_due():
    forecast = {day.day: day.count for day in found(interview=3).forecast}
    assert sum(forecast.values()) == 3
    assert forecast[DAY + timedelta(3)] == 2
    after = found(today=4, interview=3)
    assert after.total.due == 3
    assert after.forecast[0].count == 3


def test_exercises_come_back():
    (drill,) = found(today=2, **{"3.3": review(None, "good", DAY, 1)}).drills
    assert (drill.exercise, drill.due_on, drill.due) == ("3.3", DAY + timedelta(2), True)
    assert 0.9 <= drill.recall_now < 1


def test_statistics_are_json():
    data = json.loads(json.dumps(as_json(found(interview=3, **{"3.3": review(None, "good", DAY, 1)}))))
    assert data["today"] == "2026-03-14"
    assert data["sections"][0]["name"] == "2.1"
    assert data["total"]["recall_now"] == round(found().total.recall_now, 3)
    assert data["forecast"][0] == {"day": "2026-03-14", "count": 1}
    assert data["drills"][0]["exercise"] == "3.3"


STEPS = st.lists(
    st.tuples(st.sampled_from([item.key for item in ENTRIES]), st.integers(-30, 0), st.sampled_from([*RATINGS, None])),
    max_size=12,
).map(lambda steps: sorted(steps, key=lambda step: step[1]))


@settings(max_examples=40, deadline=None)
@given(STEPS, st.none() | st.integers(-5, 60))
def test_laws_of_statistics(steps, interview):
    everything = found(interview=interview, rows=history(*steps))
    groups = (everything.total, *everything.sections, *everything.topics)
    for group in groups:
        assert 0 <= group.due <= group.seen <= group.questions
        assert 0 <= group.right <= group.answers
        assert (group.recall_now is None) == (group.seen == 0)
        assert group.recall_now is None or 0 < group.recall_now <= 1
    for name in ("questions", "seen", "due", "answers", "right"):
        assert sum(getattr(group, name) for group in everything.sections) == getattr(everything.total, name)
    assert everything.forecast[0].count == everything.total.due
    assert sum(day.count for day in everything.heat_map) == everything.total.answers
    assert [weak.recall for weak in everything.weakest] == sorted(weak.recall for weak in everything.weakest)
    json.dumps(as_json(everything))


def test_the_day_of_the_rows_is_the_learners_own():
    (row,) = history(("2.1/a", 0, "good"))
    near_midnight = row._replace(day=date(2026, 3, 13))
    counts = {day.day: day.count for day in found(rows=(near_midnight,)).heat_map if day.count}
    assert counts == {date(2026, 3, 13): 1}
