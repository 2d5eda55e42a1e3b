"""Submissions from text, graded on the real path."""

import pytest

from lstm_drills.content.exercises import exercise
from lstm_drills.grader import runner
from lstm_drills.grader.grading import grade
from lstm_drills.grader.runner import Limits


@pytest.fixture
def grade_text(tmp_path):
    """``grade_text("3.3", source)``: the report of a submission with that text."""

    def graded(exercise_id, source, seed=1, limits=None, own_forward=None):
        path = tmp_path / "submission.py"
        path.write_text(source, encoding="utf-8")
        limits = limits or Limits()
        return grade(
            exercise(exercise_id), path, runner.start(limits), seed=seed, own_forward=own_forward,
            start=lambda: runner.start(limits),
        )  # fmt: skip

    return graded


@pytest.fixture
def solution():
    """``solution("3.3", ("from", "to"), ...)``: the solution's text with replacements that must apply exactly once."""

    def text(exercise_id, *replacements):
        source = exercise(exercise_id).solution.read_text(encoding="utf-8")
        for old, new in replacements:
            assert source.count(old) == 1, f"{old!r} occurs {source.count(old)} times"
            source = source.replace(old, new)
        return source

    return text
