"""The trial of 3.7: which parameters are taken, and what they are set against."""

from typing import Any

import numpy as np
import pytest

from lstm_drills.datasets.reviews import review_task
from lstm_drills.datasets.tasks import Task, task
from lstm_drills.grader.trials import trial_of
from lstm_drills.grader.trials.kinds import Trial
from lstm_drills.messages import Text
from lstm_drills.reference.sentiment import initial_parameters

SMALL = {"training_pairs": 60, "short_reviews": 20, "test_pairs": 30}


def small_reviews(seed: int) -> Task:
    return review_task(np.random.RandomState(seed), "en", **SMALL)


def reviews_of_ones_own(_: int) -> Task:
    rng = np.random.RandomState(0)
    texts = [tuple("abcdefgh"[i] for i in rng.randint(8, size=6)) for _ in range(200)]
    return task("reviews.tsv", texts, [int("a" in text) for text in texts], (Text("no", "否"), Text("yes", "是")), rng)


@pytest.fixture(scope="module")
def trial() -> Trial:
    return trial_of("train_sentiment", 5, small_reviews)


def parameters(trial: Trial, embedding: int = 3, units: int = 4) -> dict[str, Any]:
    return initial_parameters(2, trial.inputs["vocab_size"], embedding, units, np.random.default_rng(0))


def test_parameters_of_both_directions_are_judged(trial: Trial) -> None:
    assert set(trial.names) == set(parameters(trial))
    learnt = trial.judge(parameters(trial))
    assert learnt.fault is None
    assert learnt.finite
    # in each pair a model that has seen nothing is right about one, or both, or none
    assert 0.0 < learnt.held_out < 1.0


def test_the_output_layer_has_a_row_for_every_unit_of_both_directions(trial: Trial) -> None:
    given = parameters(trial)
    given["output_weights"] = given["output_weights"][:4]
    fault = trial.judge(given).fault
    assert fault is not None
    assert fault.parameters["expected"] == "(8, 2)"


def test_directions_of_different_sizes_are_not_taken(trial: Trial) -> None:
    given = parameters(trial) | {
        name: array for name, array in parameters(trial, units=5).items() if name.startswith("backward_")
    }
    fault = trial.judge(given).fault
    assert fault is not None
    assert fault.parameters["name"].startswith("backward_")


@pytest.mark.parametrize("returned", [None, 3, {}, {"forward_forget_gate_bias": None}])
def test_what_is_no_parameters_is_said(trial: Trial, returned: Any) -> None:
    assert trial.judge(returned).fault is not None


def test_what_counts_words_is_a_coin_and_much_more_is_wanted(trial: Trial) -> None:
    measure = trial.measure(5)
    assert measure.wanted == 0.92
    assert {score.value for score in measure.baselines[:2]} == {0.5}
    assert len(measure.baselines) == 4
    assert measure.remark is None


def test_on_texts_of_the_learners_own_a_tie_with_naive_bayes_is_wanted() -> None:
    trial = trial_of("train_sentiment", 5, reviews_of_ones_own)
    measure = trial.measure(5)
    assert measure.wanted < measure.baselines[1].value
    assert measure.remark is not None
