"""The schedule: FSRS in calendar days, as a fold of the log."""

import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.errors import DrillsError
from lstm_drills.quiz import schedule
from lstm_drills.quiz.schedule import Plan, due_date, fold, interval, retrievability, review
from lstm_drills.reviews import RATINGS, Drill, Judged, Review, Undo, live, new_id, read_state

DAY = date(2026, 3, 14)
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def after(*answers: tuple[int, str]) -> str:
    """The state after answers, each given as (days since DAY, rating)."""
    state = None
    for days, rating in answers:
        state = review(state, rating, DAY + timedelta(days), 7)
    assert state is not None
    return state


def due_in(state: str, **plan: object) -> int:
    return (due_date(state, Plan(**plan)) - read_state(state).reviewed).days


# --- one card
@pytest.mark.parametrize(
    ("rating", "days"),
    # FSRS-6's initial stabilities 0.212, 1.2931, 2.3065 and 8.2956 are the days at retention 0.9; at least one
    [("again", 1), ("hard", 1), ("good", 2), ("easy", 8)],
)
def test_a_first_answer_is_due_after_its_initial_stability(rating, days):
    assert due_in(after((0, rating))) == days


def test_a_failure_comes_back_soon_and_would_come_back_months_later_if_it_were_marked_hard():
    long_known = [(0, "good"), (2, "good"), (13, "good"), (60, "good")]
    assert due_in(after(*long_known, (200, "again"))) <= 7
    assert due_in(after(*long_known, (200, "hard"))) >= 90


def test_each_better_rating_comes_back_later():
    days = [due_in(after((0, "good"), (2, "good"), (13, rating))) for rating in RATINGS]
    assert days == sorted(set(days))


@pytest.mark.parametrize("retention", [0.70, 0.85, 0.90, 0.97])
@pytest.mark.parametrize("ratings", [["good"], ["again", "hard"], ["good", "good", "good", "easy"], ["easy", "again"]])
def test_states_and_due_dates_are_those_of_fsrs(ratings, retention):
    scheduler = fsrs.Scheduler(
        desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    now = datetime(2026, 3, 14, tzinfo=UTC)
    card, state = fsrs.Card(card_id=7), None
    for rating in ratings:
        card, _ = scheduler.review_card(card, fsrs.Rating[rating.capitalize()], now)
        state = review(state, rating, now.date(), 7)
        stored = read_state(state)
        assert stored.stability == pytest.approx(card.stability, rel=1e-6)
        assert stored.difficulty == pytest.approx(card.difficulty, rel=1e-6)
        assert due_date(state, Plan(retention)) == card.due.date()
        for days in (0, 1, 30, 400):
            later = now + timedelta(days)
            expected = scheduler.get_card_retrievability(card, later)
            assert retrievability(state, later.date()) == pytest.approx(expected, rel=1e-6)
        now = card.due


def test_nothing_is_drawn_from_the_global_generator():
    random.seed(1)
    before = random.getstate()
    after((0, "easy"), (30, "easy"), (400, "easy"))
    assert random.getstate() == before


def test_an_answer_on_the_same_day_is_no_long_interval():
    assert due_in(after((0, "good"), (0, "good"))) <= due_in(after((0, "good"), (2, "good")))


def test_a_clock_set_back_counts_as_the_same_day_and_is_forgotten():
    state = after((10, "good"), (3, "good"))
    assert read_state(state).reviewed == DAY + timedelta(3)
    assert read_state(state).stability == read_state(after((10, "good"), (10, "good"))).stability


@given(st.floats(0.001, 36500), st.floats(schedule.LOWEST_RETENTION, schedule.HIGHEST_RETENTION))
def test_a_higher_retention_never_comes_back_later(stability, retention):
    assert 1 <= interval(stability, schedule.HIGHEST_RETENTION) <= interval(stability, retention)
    assert interval(stability, retention) <= interval(stability, schedule.LOWEST_RETENTION) <= 36500


@given(st.floats(0.001, 36500), st.integers(-5, 40000))
def test_recall_is_a_probability(stability, days):
    state = after((0, "good")).replace(str(read_state(after((0, "good"))).stability), repr(stability))
    assert 0 < retrievability(state, DAY + timedelta(days)) <= 1


# --- the plan
@pytest.mark.parametrize(
    ("interview", "today", "due"),
    [
        (100, 1, False),  # far away: the schedule decides
        (100, 8, True),
        (5, 4, False),  # before the schedule's own day, the eighth
        (5, 5, True),
        (5, 6, True),
        (0, 0, True),  # on the day of the interview also what was just answered
    ],
)
def test_the_interview_date_is_the_latest_due_date(interview, today, due):
    state = after((0, "easy"))
    plan = Plan(interview_date=DAY + timedelta(interview))
    assert (due_date(state, plan) <= DAY + timedelta(today)) is due


def test_a_change_of_plan_acts_at_once():
    state = after((0, "easy"))
    assert due_in(state, retention=0.97) < due_in(state) < due_in(state, retention=0.70)


@pytest.mark.parametrize(
    ("retention", "day", "plan"),
    [
        (None, None, Plan(0.9, None)),
        ("0.70", "2026-12-20", Plan(0.7, date(2026, 12, 20))),
        ("0.97", None, Plan(0.97, None)),
    ],
)
def test_settings_make_a_plan(retention, day, plan):
    assert schedule.read_plan(retention, day) == plan


@pytest.mark.parametrize(
    ("retention", "day", "problem"),
    [
        ("0.69", None, "stats.retention"),
        ("0.98", None, "stats.retention"),
        ("90", None, "stats.retention"),
        ("nan", None, "stats.retention"),
        ("high", None, "stats.retention"),
        (None, "20.12.2026", "stats.no-day"),
        (None, "2026-02-30", "stats.no-day"),
    ],
)
def test_what_is_no_plan_is_said(retention, day, problem):
    with pytest.raises(DrillsError) as raised:
        schedule.read_plan(retention, day)
    assert raised.value.message_id == problem


# --- the fold
def answered(key: str, days: int, rating: str | None, before: str | None = None) -> Review:
    """A row with the states before and after, as a session stores it."""
    now = NOON + timedelta(days)
    stored = review(before, rating, now.date(), schedule.card_id(key)) if rating else None
    return Review(
        new_id(now), key, "p", "a", "s", 0, rating, rating != "again", 1.0, "typed", False, False, 2.0, now.date(), now,
        before, stored,
    )  # fmt: skip


def without_states(rows: Iterable[Review]) -> list[Review]:
    return [row._replace(before=None, after=None) for row in rows]


def history(steps: list[tuple[str, int, str | None]]) -> tuple[Review, ...]:
    """Rows as one machine writes them, one after the other."""
    rows: list[Review] = []
    for key, days, rating in steps:
        rows.append(answered(key, days, rating, fold(rows).get(key)))
    return tuple(rows)


STEPS = st.lists(
    st.tuples(st.sampled_from(["2.1/a", "2.1/b"]), st.integers(0, 3), st.sampled_from([*RATINGS, None])), max_size=8
).map(
    lambda steps: [
        (key, sum(days for _, days, _ in steps[: k + 1]), rating) for k, (key, _, rating) in enumerate(steps)
    ]
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_stored_states_are_those_of_the_fold(steps):
    rows = history(steps)
    assert fold(rows) == fold(without_states(rows))


@settings(max_examples=60, deadline=None)
@given(STEPS, st.data())
def test_undo_restores_the_states_to_the_byte(steps, data):
    rows = history(steps)
    before = fold(rows)
    another = answered("2.1/a", 40, data.draw(st.sampled_from(RATINGS)), before.get("2.1/a"))
    assert fold([*rows, another]) != before
    undo = Undo(new_id(NOON), another.uuid, NOON)
    assert fold(live([*rows, another], [undo])) == before


@settings(max_examples=60, deadline=None)
@given(STEPS, STEPS, st.randoms(use_true_random=False))
def test_two_machines_rows_fold_to_the_same_states_in_any_order(mine, theirs, rng):
    rows = [*history(mine), *history(theirs)]
    undos = [Undo(new_id(NOON), row.uuid, NOON) for row in rows[::3]]
    states = fold(live(rows, undos))
    rng.shuffle(rows)
    assert fold(live(rows, undos[::-1])) == states
    assert fold(live(without_states(rows), undos)) == states


def test_an_undo_of_an_earlier_row_computes_the_later_ones_anew():
    first, second, third = rows = history([("2.1/a", 0, "good"), ("2.1/a", 2, "again"), ("2.1/a", 3, "good")])
    kept = live(rows, [Undo(new_id(NOON), second.uuid, NOON)])
    assert kept == (first, third)
    assert fold(kept)["2.1/a"] == review(first.after, "good", third.day, schedule.card_id("2.1/a")) != third.after


def test_a_skipped_question_stays_as_it_was():
    rows = history([("2.1/a", 0, "good"), ("2.1/a", 5, None), ("2.1/b", 5, None)])
    assert fold(rows) == {"2.1/a": rows[0].after}


def test_standings():
    rows = history([("2.1/a", 0, "good"), ("2.1/b", 0, "easy"), ("2.1/c", 0, "again"), ("2.1/d", 0, None)])
    found = schedule.standings(rows, DAY + timedelta(5), Plan())
    assert {key: (standing.due, standing.overdue_days, standing.wrong) for key, standing in found.items()} == {
        "2.1/a": (True, 3, False),
        "2.1/b": (False, 0, False),
        "2.1/c": (True, 4, True),
    }


def test_a_changed_answer_is_noticed():
    rows = history([("2.1/a", 0, "good"), ("2.1/b", 0, "good"), ("2.1/gone", 0, "good")])
    assert schedule.changed(rows, {"2.1/a": "a", "2.1/b": "other", "2.1/new": "x"}) == {"2.1/b"}


def test_reading_the_schedule_does_not_load_fsrs():
    rows = history([("2.1/a", 0, "good"), ("2.1/a", 2, "good")])
    code = (
        "import sys\nfrom datetime import date, datetime, UTC, timezone\nimport datetime as d\n"
        "from lstm_drills.reviews import Review\nfrom lstm_drills.quiz import schedule\n"
        f"rows = {[tuple(row) for row in rows]!r}\n"
        .replace("datetime.datetime(", "d.datetime(").replace("datetime.date(", "d.date(")
        .replace("datetime.timezone", "d.timezone")
        + "found = schedule.standings([Review(*row) for row in rows], date(2026, 5, 1), schedule.Plan())\n"
        "assert found['2.1/a'].due\nassert 'fsrs' not in sys.modules and 'sqlite3' not in sys.modules\n"
    )  # fmt: skip
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


# --- the exercises
def drill(days: int, what: str) -> Judged | Drill:
    now = NOON + timedelta(days, seconds=drill.seconds)
    drill.seconds += 1
    if what in ("hint", "give-up", "restart"):
        return Drill(new_id(now), "3.3", what, 1, now.date(), now)
    return Judged(new_id(now), "3.3", what, 1, (), 1.0, now.date(), now)


drill.seconds = 0


@pytest.mark.parametrize(
    ("happened", "counted"),
    [
        ([], []),
        ([(0, "failed")], []),
        ([(0, "failed"), (0, "passed")], [(0, "good")]),
        ([(0, "passed"), (1, "passed"), (2, "passed")], [(0, "good")]),  # the same file checked again
        ([(0, "hint"), (0, "passed")], [(0, "hard")]),
        ([(0, "give-up"), (0, "passed")], [(0, "again"), (0, "hard")]),
        ([(0, "passed"), (3, "restart"), (3, "passed")], [(0, "good"), (3, "good")]),
        ([(0, "passed"), (3, "not-started"), (3, "passed")], [(0, "good"), (3, "good")]),
        ([(0, "hint"), (0, "passed"), (3, "restart"), (3, "passed")], [(0, "hard"), (3, "good")]),
        ([(0, "passed"), (3, "restart"), (3, "hint"), (3, "passed")], [(0, "good"), (3, "hard")]),
        ([(0, "passed"), (1, "hint"), (2, "passed")], [(0, "good")]),
        ([(0, "passed"), (3, "error"), (3, "passed")], [(0, "good")]),
    ],
)
def test_a_pass_counts_once_an_attempt(happened, counted):
    rows = [drill(days, what) for days, what in happened]
    states = schedule.drill_states(
        [row for row in rows if isinstance(row, Judged)], [row for row in rows if isinstance(row, Drill)]
    )
    state = None
    for days, rating in counted:
        state = review(state, rating, DAY + timedelta(days), schedule.card_id("exercise/3.3"))
    assert states == ({} if state is None else {"3.3": state})
