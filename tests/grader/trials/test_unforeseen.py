"""The seed of a check tells nobody the held-out texts: who has found it out, and has a copy of the generator, has the training
texts once more, and no others."""

import numpy as np
import pytest

from lstm_drills.cli.checking import Options
from lstm_drills.cli.unforeseen import unforeseen
from lstm_drills.content.exercises import exercise
from lstm_drills.datasets.brackets import SIGNS
from lstm_drills.datasets.tasks import Task
from lstm_drills.grader.trials import trial_of

SEED = 5
OWN = {"train_text_classifier": "3.4", "train_sentiment": "3.7"}


def texts_of(trial):
    """The texts to train on and the held-out ones, as the trial's judge has them, each without its padding."""
    sets = trial.judge.args
    if isinstance(sets[0], Task):
        sets = sets[0].train, sets[0].test
    return [
        [tuple(row[:length]) for row, length in zip(s.token_ids.tolist(), s.lengths, strict=True)] for s in sets[:2]
    ]


def check(exercise_id):
    """What ``check`` passes on."""
    return lambda seed: Options(seed, as_json=True).task(exercise(exercise_id), seed)


CALLS = [
    *((function, None) for function in (*OWN, "train_language_model")),
    *((function, check(exercise_id)) for function, exercise_id in OWN.items()),
]


@pytest.mark.parametrize(("function", "task_of"), CALLS)
def test_the_same_seed_gives_the_same_training_and_other_held_out_texts(function, task_of):
    one, again = (trial_of(function, SEED, task_of, unforeseen()) for _ in range(2))
    assert all(
        np.array_equal(one.inputs[name], again.inputs[name]) for name in one.inputs if name not in ("rng", "task")
    )
    assert one.inputs["rng"].random() == again.inputs["rng"].random()
    (trained, held_out), (same, others) = texts_of(one), texts_of(again)
    assert sorted(trained) == sorted(same)
    assert held_out != others
    assert len(set(held_out) & set(others)) < 0.1 * len(held_out)


@pytest.mark.parametrize(("function", "task_of"), CALLS)
def test_no_held_out_text_is_trained_on(function, task_of):
    trained, held_out = texts_of(trial_of(function, SEED, task_of, unforeseen()))
    assert not set(trained) & set(held_out)


def test_no_held_out_story_has_the_words_of_one_to_train_on():
    trained, held_out = texts_of(trial_of("train_text_classifier", SEED, unseen=unforeseen()))
    assert not {tuple(sorted(text)) for text in trained} & {tuple(sorted(text)) for text in held_out}
    assert len(held_out) == 600


def test_signs_have_other_ids_with_another_seed():
    """Parameters that were trained elsewhere and stand in the file do not fit."""
    marks = {trial_of("train_language_model", seed).inputs["token_ids"][0, 0] for seed in range(8)}
    assert len(marks) > 1
    assert marks < set(range(1, len(SIGNS)))
