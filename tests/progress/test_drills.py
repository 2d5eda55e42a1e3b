"""The exercises' part of the record."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lstm_drills.progress import Progress, open_progress

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.fixture
def progress(tmp_path):
    with open_progress(tmp_path / "home" / "progress.db") as opened:
        yield opened


def check(progress: Progress, verdict: str, *diagnosis: str, minute: int = 0) -> None:
    now = NOON + timedelta(minutes=minute)
    progress.record_verdict("3.3", verdict, now, seed=7, diagnosis_ids=diagnosis, duration_ms=12.5)


def test_an_exercise_without_rows_is_new(progress):
    assert not progress.passed("3.3")
    assert not progress.gave_up("3.3")
    assert progress.verdicts("3.3") == ()
    assert progress.last_diagnosis("3.3") == ()
    assert progress.hint_level("3.3") == 0


def test_verdicts_come_back_in_order_of_time_and_survive_closing(tmp_path):
    file: Path = tmp_path / "progress.db"
    with open_progress(file) as progress:
        check(progress, "passed", minute=2)
        check(progress, "failed", "wrong-cell-state", "no-sum", minute=1)
        progress.record_verdict("3.1", "passed", NOON, seed=1)
    with open_progress(file) as progress:
        first, second = progress.verdicts("3.3")
        assert (first.verdict, first.diagnosis, first.seed, first.duration_ms) == (
            "failed", ("wrong-cell-state", "no-sum"), 7, 12.5,
        )  # fmt: skip
        assert (first.at, first.at.tzinfo) == (NOON + timedelta(minutes=1), UTC)
        assert second.verdict == "passed"
        assert progress.passed("3.3")
        assert not progress.passed("3.2")


def test_a_pass_is_not_forgotten_by_a_later_failure(progress):
    check(progress, "passed")
    check(progress, "failed", "a", minute=1)
    assert progress.passed("3.3")
    assert progress.last_diagnosis("3.3") == ("a",)


def test_a_give_up_is_kept(progress):
    progress.record_give_up("3.3", NOON)
    assert progress.gave_up("3.3")
    assert not progress.gave_up("3.2")


@pytest.mark.parametrize(
    ("verdict", "diagnosis", "level"),
    [
        ("failed", ("a",), 2),
        ("failed", ("b",), 0),
        ("failed", ("a", "b"), 0),
        ("failed", (), 0),
        ("passed", (), 0),
        ("not-started", (), 0),
        ("error", (), 2),  # a slip of typing says nothing about the mistake at hand
        ("timeout", (), 2),
        ("grader-fault", (), 2),
    ],
)
def test_the_hint_level_starts_anew_after_a_check_with_another_diagnosis(progress, verdict, diagnosis, level):
    check(progress, "failed", "a")
    progress.set_hint_level("3.3", 1, NOON + timedelta(minutes=1))
    progress.set_hint_level("3.3", 2, NOON + timedelta(minutes=2))
    progress.set_hint_level("3.1", 4, NOON + timedelta(minutes=3))
    check(progress, verdict, *diagnosis, minute=4)
    assert progress.hint_level("3.3") == level


def test_hints_before_the_first_check_count(progress):
    progress.set_hint_level("3.3", 1, NOON)
    assert progress.hint_level("3.3") == 1
    progress.record_give_up("3.3", NOON + timedelta(minutes=1))
    assert progress.hint_level("3.3") == 1


def test_the_order_of_one_diagnosis_causes_is_no_other_diagnosis(progress):
    check(progress, "failed", "a", "b")
    progress.set_hint_level("3.3", 3, NOON + timedelta(minutes=1))
    check(progress, "failed", "b", "a", minute=2)
    assert progress.hint_level("3.3") == 3


def test_a_new_beginning_starts_the_hints_anew(progress):
    progress.set_hint_level("3.3", 2, NOON)
    progress.record_restart("3.3", NOON + timedelta(minutes=1))
    assert progress.hint_level("3.3") == 0


def test_rows_of_the_same_moment_keep_the_order_of_writing(progress):
    for level in range(20):
        progress.set_hint_level("3.3", level, NOON)
    assert progress.hint_level("3.3") == 19
