"""The solution of 3.4 against a model that is written here alone, one text at a time, and against its central differences."""

import importlib.util
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "exercises" / "3.4-text-classification"
GATES = ("forget", "input", "output", "cell")
STEP = 1e-5
# central differences of step 1e-5 in float64 are good to about 1e-9 of the largest value
TOLERANCE = 1e-7


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"exercise_34_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def logits_of(tokens: Any, parameters: dict[str, Any]) -> Any:
    """Of one text without padding."""
    hidden = cell = np.zeros(len(parameters["forget_gate_bias"]))
    for token in tokens:
        x = parameters["embedding"][token]
        forget, enter, leave, candidate = (
            x @ parameters[f"{gate}_gate_inputs"]
            + hidden @ parameters[f"{gate}_gate_weights"]
            + parameters[f"{gate}_gate_bias"]
            for gate in GATES
        )
        cell = cell / (1 + np.exp(-forget)) + np.tanh(candidate) / (1 + np.exp(-enter))
        hidden = np.tanh(cell) / (1 + np.exp(-leave))
    return hidden @ parameters["output_weights"] + parameters["output_bias"]


def losses(inputs: dict[str, Any]) -> list[float]:
    found = []
    for row, length, label in zip(inputs["token_ids"], inputs["lengths"], inputs["labels"], strict=True):
        logits = logits_of(row[:length], inputs["parameters"])
        found.append(float(np.log(np.exp(logits - logits[label]).sum())))
    return found


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


@pytest.mark.parametrize(
    "name",
    ["one-token", "all-sizes-differ", "lengths-differ", "one-text-is-empty", "other-ids-behind-the-end", "one-unit"],
)
def test_the_solution_is_the_model_and_its_derivative(name: str) -> None:
    inputs = inputs_of(name)
    solution, parameters = load("solution"), inputs["parameters"]
    probabilities = solution.text_classifier_forward(inputs["token_ids"], inputs["lengths"], parameters)
    for row, length, got in zip(inputs["token_ids"], inputs["lengths"], probabilities, strict=True):
        odds = np.exp(logits_of(row[:length], parameters))
        assert np.allclose(got, odds / odds.sum(), rtol=0, atol=1e-12)
    loss, gradients = solution.text_classifier_gradients(**inputs)
    assert loss == pytest.approx(sum(losses(inputs)) / len(inputs["labels"]), abs=1e-12)
    assert gradients.keys() == parameters.keys()
    for key, array in parameters.items():
        expected = differences(lambda: sum(losses(inputs)) / len(inputs["labels"]), array)
        assert gradients[key].shape == array.shape
        assert np.abs(gradients[key] - expected).max() < TOLERANCE * max(1.0, np.abs(expected).max()), key


def test_the_lstm_of_the_stub_is_that_of_the_solution_and_its_own_functions_are_unwritten() -> None:
    stub, solution, inputs = load("stub"), load("solution"), inputs_of("all-sizes-differ")
    parameters = inputs["parameters"]
    x = solution.embed(inputs["token_ids"], parameters["embedding"])
    hidden, cell = stub.lstm_forward(x, parameters)
    expected_hidden, expected_cell = solution.lstm_forward(x, parameters)
    assert np.allclose(hidden, expected_hidden, rtol=0, atol=1e-12)
    assert np.allclose(cell, expected_cell, rtol=0, atol=1e-12)
    upstream = np.random.RandomState(2).normal(size=hidden.shape)
    expected = solution.lstm_backward(hidden, cell, x, parameters, upstream)
    gradients = stub.lstm_backward(hidden, cell, x, parameters, upstream)
    assert gradients.keys() == expected.keys() | {"initial_hidden", "initial_cell"}
    assert all(np.allclose(gradients[name], expected[name], rtol=0, atol=1e-12) for name in expected)
    given = inputs["token_ids"], inputs["lengths"]
    with pytest.raises(NotImplementedError):
        stub.text_classifier_forward(*given, parameters)
    with pytest.raises(NotImplementedError):
        stub.text_classifier_gradients(*given, inputs["labels"], parameters)
    with pytest.raises(NotImplementedError):
        stub.train_text_classifier(*given, inputs["labels"], 4, 11, np.random.default_rng(0))


def test_every_case_gives_finite_numbers_and_stays_as_it_is() -> None:
    solution, names = load("solution"), []
    for case in load("cases").cases(np.random.RandomState(9)):
        before = {key: value.copy() for key, value in case.inputs["parameters"].items()}
        found = getattr(solution, case.function)(**case.inputs)
        if case.function == "text_classifier_forward":
            assert np.allclose(found.sum(axis=1), 1.0, rtol=0, atol=1e-12), case.name
        else:
            assert math.isfinite(found[0]), case.name
            assert all(np.isfinite(gradient).all() for gradient in found[1].values()), case.name
        assert all(np.array_equal(value, before[key]) for key, value in case.inputs["parameters"].items()), case.name
        names.append(case.name)
    assert len(set(names)) == len(names)


def test_the_training_learns_what_the_order_of_words_decides() -> None:
    """Of two words the one that stands last is the class; a bag of words knows nothing of it."""
    rng = np.random.default_rng(3)
    token_ids, labels = rng.integers(3, 8, (300, 8)), rng.integers(0, 2, 300)
    places = np.sort(np.array([rng.permutation(8)[:2] for _ in labels]), axis=1)
    token_ids[np.arange(300), places[:, 0]] = 2 - labels
    token_ids[np.arange(300), places[:, 1]] = 1 + labels
    lengths = np.full(300, 8)
    solution = load("solution")
    trained = solution.train_text_classifier(
        token_ids[:200], lengths[:200], labels[:200], 2, 8, np.random.default_rng(4)
    )
    found = solution.text_classifier_forward(token_ids[200:], lengths[200:], trained).argmax(axis=1)
    assert (found == labels[200:]).mean() > 0.9
