"""The solution of 3.6 against a model that is written here alone, one pair at a time, and against its central differences."""

import importlib.util
import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_drills.reference.decoding import beam_search, greedy_translation

FOLDER = Path(__file__).parents[2] / "exercises" / "3.6-translation"
GATES = ("forget", "input", "output", "cell")
STEP = 1e-5
# central differences of step 1e-5 in float64 are good to about 1e-9 of the largest value
TOLERANCE = 1e-7
SEEDS = range(1, 13)


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"exercise_36_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def step(x: Any, state: Any, parameters: dict[str, Any], name: str) -> Any:
    hidden, cell = state
    forget, enter, leave, candidate = (
        x @ parameters[f"{name}_{gate}_gate_inputs"]
        + hidden @ parameters[f"{name}_{gate}_gate_weights"]
        + parameters[f"{name}_{gate}_gate_bias"]
        for gate in GATES
    )
    cell = cell / (1 + np.exp(-forget)) + np.tanh(candidate) / (1 + np.exp(-enter))
    return np.tanh(cell) / (1 + np.exp(-leave)), cell


def losses_of(n: int, inputs: dict[str, Any]) -> list[float]:
    """Of one pair, without its padding."""
    parameters = inputs["parameters"]
    zeros = np.zeros(len(parameters["encoder_forget_gate_bias"]))
    state, seen, losses = (zeros, zeros), [], []
    for token in inputs["source_ids"][n][: inputs["source_lengths"][n]]:
        state = step(parameters["source_embedding"][token], state, parameters, "encoder")
        seen.append(state[0])
    target = inputs["target_ids"][n][: inputs["target_lengths"][n]]
    for read, right in pairwise(target):
        state = step(parameters["target_embedding"][read], state, parameters, "decoder")
        odds = np.exp([state[0] @ one for one in seen])
        context = sum((odd / odds.sum() * one for odd, one in zip(odds, seen, strict=True)), zeros)
        logits = np.concatenate([state[0], context]) @ parameters["output_weights"] + parameters["output_bias"]
        losses.append(float(np.log(np.exp(logits - logits[right]).sum())))
    return losses


def loss_of(inputs: dict[str, Any]) -> float:
    losses = [loss for n in range(len(inputs["source_ids"])) for loss in losses_of(n, inputs)]
    return sum(losses) / len(losses)


def differences(loss: Callable[[], float], array: Any) -> Any:
    gradient = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + STEP
        above = loss()
        array[place] = kept - STEP
        below = loss()
        array[place] = kept
        gradient[place] = (above - below) / (2 * STEP)
    return gradient


def all_cases(seed: int) -> dict[str, Any]:
    return {case.name: case for case in load("cases").cases(np.random.RandomState(seed))}


@pytest.mark.parametrize("name", ["one-prediction", "one-source-is-empty", "one-unit", "targets-that-predict-nothing"])
def test_the_solution_is_the_model_and_its_derivative(name: str) -> None:
    inputs = dict(all_cases(8)[f"gradients-{name}"].inputs)
    loss, gradients = load("solution").translation_gradients(**inputs)
    assert loss == pytest.approx(loss_of(inputs), abs=1e-12)
    assert gradients.keys() == inputs["parameters"].keys()
    for key, array in inputs["parameters"].items():
        expected = differences(lambda: loss_of(inputs), array)
        assert gradients[key].shape == array.shape
        assert np.abs(gradients[key] - expected).max() < TOLERANCE * max(1.0, np.abs(expected).max()), key


def test_the_helpers_of_the_stub_are_those_of_the_solution_and_its_own_functions_are_unwritten() -> None:
    stub, solution, inputs = load("stub"), load("solution"), all_cases(8)["gradients-all-sizes-differ"].inputs
    parameters = inputs["parameters"]
    rng = np.random.RandomState(1)
    x, first = rng.normal(size=(5, 4, 4)), rng.normal(size=(2, 4, 3))
    for name in ("encoder", "decoder"):
        weights = stub.one_lstm(parameters, name)
        assert weights.keys() == solution.one_lstm(parameters, name).keys()
        assert len(weights) == 12
        states = stub.lstm_forward(x, weights, *first)
        assert np.allclose(states, solution.lstm_forward(x, weights, *first), rtol=0, atol=1e-12)
        above = rng.normal(size=(2, *states[0].shape))
        expected = solution.lstm_backward(*states, x, weights, *above, *first)
        gradients = stub.lstm_backward(*states, x, weights, above[0], *first, above[1])
        assert gradients.keys() == expected.keys()
        assert all(np.allclose(gradients[key], expected[key], rtol=0, atol=1e-12) for key in expected)
        alone = stub.lstm_backward(*states, x, weights, above[0], *first)
        nothing = solution.lstm_backward(*states, x, weights, above[0], np.zeros(above[1].shape), *first)
        assert all(np.allclose(alone[key], nothing[key], rtol=0, atol=1e-12) for key in nothing)
    texts = [inputs[name] for name in ("source_ids", "source_lengths", "target_ids", "target_lengths")]
    calls = (
        lambda: stub.attend(first[0], states[0], [5] * 4),
        lambda: stub.translation_gradients(*texts, parameters),
        lambda: stub.greedy_translation(*texts[:2], parameters, 1, 2, 5),
        lambda: stub.beam_search(texts[0][0], parameters, 1, 2, 5, 2),
        lambda: stub.train_translation(*texts, 11, 9, np.random.default_rng(0)),
    )
    for call in calls:
        with pytest.raises(NotImplementedError):
            call()


def test_every_case_gives_finite_numbers_and_stays_as_it_is() -> None:
    solution, found = load("solution"), all_cases(9)
    for case in found.values():
        before = {key: value.copy() for key, value in case.inputs.get("parameters", {}).items()}
        got = getattr(solution, case.function)(**case.inputs)
        if case.function == "translation_gradients":
            assert math.isfinite(got[0]), case.name
            assert all(np.isfinite(gradient).all() for gradient in got[1].values()), case.name
        elif case.function == "attend":
            assert all(np.isfinite(part).all() for part in got), case.name
            read = np.asarray(case.inputs["source_lengths"]) > 0
            assert np.allclose(got[1].sum(axis=1), read, rtol=0, atol=1e-6), case.name
        assert all(np.array_equal(value, before[key]) for key, value in case.inputs.get("parameters", {}).items())
    assert len(found) == len(load("cases").cases(np.random.RandomState(9)))


@pytest.mark.parametrize("seed", SEEDS)
def test_translations_end_as_their_rungs_say(seed: int) -> None:
    """Else a translation that goes on behind its end, or a beam that takes what greedy search takes, would pass."""
    found = all_cases(seed)
    written = {name: greedy_translation(**case.inputs) for name, case in found.items() if name.startswith("greedy-")}
    ends = {name: (rows == found[name].inputs["end_token"]).any(axis=1) for name, rows in written.items()}
    assert not ends["greedy-nobody-ends"].any()
    assert not ends["greedy-three-steps"].any()
    assert ends["greedy-everybody-ends"].all()
    assert ends["greedy-ends-differ"].any() and not ends["greedy-ends-differ"].all()
    deceived = 0
    for name, case in found.items():
        if name.startswith("beam-") and case.inputs["beam_size"] > 1:
            tokens, _ = beam_search(**case.inputs)
            alone, _ = beam_search(**{**case.inputs, "beam_size": 1})
            deceived += tokens.tolist() != alone.tolist()
    assert deceived >= 8


def test_the_chains_are_what_they_are_made_for() -> None:
    found = all_cases(3)

    def searched(name: str, size: int | None = None) -> list[int]:
        inputs = found[f"beam-{name}"].inputs
        tokens: list[int] = beam_search(**{**inputs, "beam_size": size or inputs["beam_size"]})[0].tolist()
        return tokens

    assert searched("greedy-is-wrong", 1) == [3, 2]
    assert searched("greedy-is-wrong") == [4, 2]
    assert searched("short-is-likelier") == [2]
    assert searched("finished-before-living") == [2]
    assert searched("first-to-finish-is-not-best") == [3, 4, 2]
    assert searched("finished-ones-take-places") == [3, 6, 2]
    assert searched("finished-ones-take-places", 2) == [4, 5, 2]
    assert searched("too-narrow-for-the-best") == [3, 0, 2]
    assert searched("too-narrow-for-the-best", 3) == [4, 6, 2]


def test_the_training_learns_and_is_the_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    solution = load("solution")
    monkeypatch.setattr(solution, "EPOCHS", 12)
    monkeypatch.setattr(solution, "HIDDEN_SIZE", 8)
    rng = np.random.RandomState(0)
    source_ids = rng.randint(1, 6, (40, 4))
    target_ids = np.column_stack([np.full(40, 1), source_ids[:, :2] + 2, np.full(40, 2)])
    texts = source_ids, np.full(40, 4), target_ids, np.full(40, 4)
    one, other = (solution.train_translation(*texts, 6, 8, np.random.default_rng(7)) for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)
    first = solution.initial_parameters(6, 8, np.random.default_rng(7))
    assert solution.translation_gradients(*texts, one)[0] < 0.8 * solution.translation_gradients(*texts, first)[0]
