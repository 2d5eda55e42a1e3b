"""The solution of 3.7 against a model that is written here alone, one text at a time, and against its central differences."""

import importlib.util
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "exercises" / "3.7-sentiment"
GATES = ("forget", "input", "output", "cell")
STEP = 1e-5
# central differences of step 1e-5 in float64 are good to about 1e-9 of the largest value
TOLERANCE = 1e-7


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"exercise_37_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(vectors: Any, parameters: dict[str, Any], direction: str) -> Any:
    """The state of one direction after these vectors, in this order."""
    hidden = cell = np.zeros(len(parameters[f"{direction}_forget_gate_bias"]))
    for x in vectors:
        forget, enter, leave, candidate = (
            x @ parameters[f"{direction}_{gate}_gate_inputs"]
            + hidden @ parameters[f"{direction}_{gate}_gate_weights"]
            + parameters[f"{direction}_{gate}_gate_bias"]
            for gate in GATES
        )
        cell = cell / (1 + np.exp(-forget)) + np.tanh(candidate) / (1 + np.exp(-enter))
        hidden = np.tanh(cell) / (1 + np.exp(-leave))
    return hidden


def logits_of(n: int, inputs: dict[str, Any]) -> Any:
    """Of one text, without its padding."""
    parameters, masks, length = inputs["parameters"], inputs["masks"], inputs["lengths"][n]
    vectors = [parameters["embedding"][token] for token in inputs["token_ids"][n][:length]]
    if masks:
        vectors = [vector * factors for vector, factors in zip(vectors, masks[0][n], strict=False)]
    states = read(vectors, parameters, "forward"), read(reversed(vectors), parameters, "backward")
    features = np.concatenate(states) * (masks[1][n] if masks else 1.0)
    return features @ parameters["output_weights"] + parameters["output_bias"]


def loss_of(inputs: dict[str, Any]) -> float:
    found = 0.0
    for n, label in enumerate(inputs["labels"]):
        logits = logits_of(n, inputs)
        found += float(np.log(np.exp(logits - logits[label]).sum()))
    return found / len(inputs["labels"])


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


def inputs_of(name: str, seed: int = 8) -> dict[str, Any]:
    return next(
        dict(case.inputs)
        for case in load("cases").cases(np.random.RandomState(seed))
        if case.name == f"gradients-{name}"
    )


@pytest.mark.parametrize("name", ["one-token", "one-text-is-empty", "one-unit", "both-masks"])
def test_the_solution_is_the_model_and_its_derivative(name: str) -> None:
    inputs = inputs_of(name)
    solution, parameters = load("solution"), inputs["parameters"]
    probabilities = solution.sentiment_forward(
        inputs["token_ids"], inputs["lengths"], parameters, masks=inputs["masks"]
    )
    for n, got in enumerate(probabilities):
        odds = np.exp(logits_of(n, inputs))
        assert np.allclose(got, odds / odds.sum(), rtol=0, atol=1e-12)
    loss, gradients = solution.sentiment_gradients(**inputs)
    assert loss == pytest.approx(loss_of(inputs), abs=1e-12)
    assert gradients.keys() == parameters.keys()
    for key, array in parameters.items():
        expected = differences(lambda: loss_of(inputs), array)
        assert gradients[key].shape == array.shape
        assert np.abs(gradients[key] - expected).max() < TOLERANCE * max(1.0, np.abs(expected).max()), key


def test_with_the_arrays_exchanged_and_the_texts_reversed_the_states_change_places() -> None:
    """What the statement tells a learner to try."""
    inputs, solution = inputs_of("lengths-differ"), load("solution")
    parameters = inputs["parameters"]
    units = len(parameters["forward_forget_gate_bias"])
    exchanged = {"embedding": parameters["embedding"], "output_bias": parameters["output_bias"]}
    for name in ("forward", "backward"):
        other = {"forward": "backward", "backward": "forward"}[name]
        exchanged |= {f"{name}_{key}": array for key, array in solution.one_direction(parameters, other).items()}
    exchanged["output_weights"] = np.roll(parameters["output_weights"], units, axis=0)
    given = inputs["token_ids"], inputs["lengths"]
    expected = solution.sentiment_forward(*given, parameters)
    got = solution.sentiment_forward(solution.reverse_texts(*given), inputs["lengths"], exchanged)
    assert np.allclose(got, expected, rtol=0, atol=1e-12)


def test_the_helpers_of_the_stub_are_those_of_the_solution_and_its_own_functions_are_unwritten() -> None:
    stub, solution, inputs = load("stub"), load("solution"), inputs_of("all-sizes-differ")
    parameters = inputs["parameters"]
    for name in ("forward", "backward"):
        weights, expected_weights = stub.one_direction(parameters, name), solution.one_direction(parameters, name)
        assert weights.keys() == expected_weights.keys()
        assert len(weights) == 12
        x = np.random.RandomState(1).normal(size=(5, 4, 5))
        hidden, cell = stub.lstm_forward(x, weights)
        expected_hidden, expected_cell = solution.lstm_forward(x, expected_weights)
        assert np.allclose(hidden, expected_hidden, rtol=0, atol=1e-12)
        assert np.allclose(cell, expected_cell, rtol=0, atol=1e-12)
        upstream = np.random.RandomState(2).normal(size=hidden.shape)
        expected = solution.lstm_backward(hidden, cell, x, weights, upstream)
        gradients = stub.lstm_backward(hidden, cell, x, weights, upstream)
        assert gradients.keys() == expected.keys() | {"initial_hidden", "initial_cell"}
        assert all(np.allclose(gradients[key], expected[key], rtol=0, atol=1e-12) for key in expected)
    given, rng = (inputs["token_ids"], inputs["lengths"]), np.random.default_rng(0)
    calls = (
        lambda: stub.reverse_texts(*given),
        lambda: stub.sentiment_forward(*given, parameters),
        lambda: stub.dropout_masks(rng, (2, 3), 0.5),
        lambda: stub.sentiment_gradients(*given, inputs["labels"], parameters),
        lambda: stub.train_sentiment(*given, inputs["labels"], 4, 11, rng),
    )
    for call in calls:
        with pytest.raises(NotImplementedError):
            call()


def test_every_case_gives_finite_numbers_and_stays_as_it_is() -> None:
    solution, names = load("solution"), []
    for case in load("cases").cases(np.random.RandomState(9)):
        before = {key: value.copy() for key, value in case.inputs.get("parameters", {}).items()}
        found = getattr(solution, case.function)(**case.inputs)
        if case.function == "sentiment_forward":
            assert np.allclose(found.sum(axis=1), 1.0, rtol=0, atol=1e-12), case.name
        elif case.function == "sentiment_gradients":
            assert math.isfinite(found[0]), case.name
            assert all(np.isfinite(gradient).all() for gradient in found[1].values()), case.name
        assert all(np.array_equal(value, before[key]) for key, value in case.inputs.get("parameters", {}).items())
        names.append(case.name)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("seed", [1, 5])
def test_no_text_of_a_case_reads_alike_from_both_sides_where_it_should_not(seed: int) -> None:
    """Else a text that nobody turned round would pass."""
    for case in load("cases").cases(np.random.RandomState(seed)):
        if case.name in ("reversed-two-tokens", "forward-two-tokens", "gradients-two-tokens", "reversed-no-padding"):
            for row, length in zip(case.inputs["token_ids"], case.inputs["lengths"], strict=True):
                assert row[:length].tolist() != row[:length][::-1].tolist(), case.name
