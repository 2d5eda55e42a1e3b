"""The trial of 3.6: which parameters are taken, what they are worth, and what they are set against."""

from typing import Any

import numpy as np
import pytest

from lstm_drills.datasets.dates import END, SOURCE_WORDS, START, TARGET_SIGNS
from lstm_drills.grader.trials import translation, trial_of
from lstm_drills.grader.trials.kinds import Trial
from lstm_drills.reference.translation import initial_parameters


@pytest.fixture(scope="module")
def trial() -> Trial:
    return trial_of("train_translation", 5)


def parameters(embedding: int = 3, units: int = 4) -> dict[str, Any]:
    return initial_parameters(len(SOURCE_WORDS), len(TARGET_SIGNS), embedding, units, np.random.default_rng(0))


def test_parameters_that_have_learnt_nothing_translate_nothing(trial: Trial) -> None:
    assert set(trial.names) == set(parameters())
    learnt = trial.judge(parameters())
    assert learnt.fault is None
    assert learnt.finite
    assert learnt.held_out == learnt.trained == 0.0


def test_a_date_counts_if_it_is_right_to_the_last_sign(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    train, test = trial.judge.args

    def written(source_ids: Any, *_: Any) -> Any:
        right = (test if len(source_ids) == len(test) else train).target_ids[:, 1:].copy()
        right[: len(right) // 5, 7] += 1
        return right

    monkeypatch.setattr(translation.reference, "function", lambda _: written)
    assert trial.judge(parameters()) == translation.Learnt(0.8, 0.8)


def test_what_is_not_finite_is_worth_nothing(trial: Trial) -> None:
    given = parameters()
    given["encoder_cell_gate_bias"][1] = np.inf
    assert not trial.judge(given).finite


def test_the_output_layer_has_two_rows_for_every_unit(trial: Trial) -> None:
    given = parameters()
    given["output_weights"] = given["output_weights"][:4]
    fault = trial.judge(given).fault
    assert fault is not None
    assert fault.parameters["expected"] == f"(8, {len(TARGET_SIGNS)})"


def test_lstms_of_different_sizes_are_not_taken(trial: Trial) -> None:
    given = parameters() | {name: array for name, array in parameters(units=5).items() if name.startswith("decoder_")}
    fault = trial.judge(given).fault
    assert fault is not None
    assert "coder_" in fault.parameters["name"]


def test_an_output_layer_that_takes_nothing_from_the_context_is_blind(trial: Trial) -> None:
    given = parameters()
    assert not trial.judge(given).blind
    given["output_weights"][4:] = 0.0
    assert trial.judge(given).blind


@pytest.mark.parametrize("returned", [None, 3, {}, {"decoder_forget_gate_bias": None}])
def test_what_is_no_parameters_is_said(trial: Trial, returned: Any) -> None:
    assert trial.judge(returned).fault is not None


def test_models_without_an_order_are_shown_and_much_more_is_wanted(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation, "sign_by_sign", lambda *_: 0.3)  # their own test measures them
    measure = trial.measure(5)
    assert measure.wanted == 0.85
    assert [score.value for score in measure.baselines] == [0.0, 0.0, 0.3, 0.3]
    assert trial.unit == "exact-match"


def held_out(trial: Trial) -> Any:
    return trial.judge.args[1]


def test_the_same_seed_gives_the_same_training_and_other_held_out_dates() -> None:
    one, again = (trial_of("train_translation", 5, unseen=np.random.RandomState(chance)) for chance in (6, 7))
    for name, value in one.inputs.items():
        assert name == "rng" or np.array_equal(value, again.inputs[name])
    assert not np.array_equal(held_out(one).target_ids, held_out(again).target_ids)
    trained = {tuple(row) for row in one.inputs["target_ids"]}
    for each in (one, again):
        assert not trained & {tuple(row) for row in held_out(each).target_ids}


def test_words_and_signs_have_other_ids_with_another_seed(trial: Trial) -> None:
    """Parameters that were trained elsewhere and stand in the file do not fit; start, end and padding are what they were."""
    dashes = set()
    for seed in range(6):
        targets = trial_of("train_translation", seed).inputs["target_ids"]
        assert (targets[:, 0] == START).all()
        assert (targets[:, -1] == END).all()
        assert len({*targets[:, 5], *targets[:, 8]}) == 1
        dashes.add(int(targets[0, 5]))
    assert len(dashes) > 1
    assert trial.inputs["source_ids"].max() < len(SOURCE_WORDS)
    assert not trial.inputs["source_ids"][0, trial.inputs["source_lengths"][0] :].any()
