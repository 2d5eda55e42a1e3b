"""The exercise contract, run: every misconception is rejected and named as itself."""

import shutil

import pytest

from lstm_drills.content.exercises import exercise, exercises
from lstm_drills.grader import runner
from lstm_drills.grader.validation import validate

FLOORS = {"3.1": 18, "3.2": 12, "3.3": 35}


@pytest.mark.parametrize("exercise_id", [one.id for one in exercises()])
def test_the_mutation_score_is_full(exercise_id):
    result = validate(exercise(exercise_id), runner.start)
    assert [problem.sentence("en") for problem in result.problems] == []
    assert result.named == result.mistakes >= FLOORS.get(exercise_id, 0 if exercise(exercise_id).framework else 1)


def test_a_misconception_that_changes_nothing_is_a_problem(tmp_path, monkeypatch):
    from lstm_drills import paths
    from lstm_drills.content import exercises as content

    shutil.copytree(paths.exercises_folder(), tmp_path / "exercises", ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = tmp_path / "exercises" / "3.1-lstm-unit" / "misconceptions.yaml"
    catalogue.write_text(
        "- id: harmless\n  targets: [contract]\n  patches:\n    - from: return new_hidden, new_cell\n      to: return (new_hidden, new_cell)\n"
        "  message: {en: Nothing., zh: 没有。}\n  hint: {en: Nothing., zh: 没有。}\n"
        "- id: named-otherwise\n  targets: [contract]\n  patches:\n    - from: new_hidden = output_gate * np.tanh(new_cell)\n      to: new_hidden = output_gate * new_cell\n"
        "  message: {en: One., zh: 一。}\n  hint: {en: One., zh: 一。}\n"
        "- id: named-first\n  targets: [hidden_state]\n  patches:\n    - from: new_hidden = output_gate * np.tanh(new_cell)\n      to: new_hidden = output_gate * (new_cell)\n"
        "  message: {en: Two., zh: 二。}\n  hint: {en: Two., zh: 二。}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(paths, "exercises_folder", lambda: tmp_path / "exercises")
    result = validate(content.exercise("3.1"), runner.start)
    assert {problem.message.id for problem in result.problems} == {
        "validate.misconception-accepted",
        "validate.misconception-misnamed",
    }
    assert (result.named, result.mistakes) == (1, 3)
