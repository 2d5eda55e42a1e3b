"""The solution of 3.3 against central differences of a forward pass that is written here alone."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "exercises" / "3.3-lstm-backward"
GATES = ("forget", "input", "output", "cell")
STEP = 1e-5
# central differences of step 1e-5 in float64 are good to about 1e-9 of the largest value
TOLERANCE = 1e-7


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"exercise_33_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def logistic(z: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-z))


def forward(arrays: dict[str, Any]) -> tuple[Any, Any]:
    hidden, cell = arrays["initial_hidden"], arrays["initial_cell"]
    hiddens, cells = [], []
    for x in arrays["input_sequence"]:
        forget, enter, leave, candidate = (
            x @ arrays[f"{gate}_gate_inputs"] + hidden @ arrays[f"{gate}_gate_weights"] + arrays[f"{gate}_gate_bias"]
            for gate in GATES
        )
        cell = logistic(forget) * cell + logistic(enter) * np.tanh(candidate)
        hidden = logistic(leave) * np.tanh(cell)
        hiddens.append(hidden)
        cells.append(cell)
    return np.array(hiddens), np.array(cells)


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


def problem(seed: int, steps: int, batch: int, inputs: int, units: int) -> tuple[dict[str, Any], Any]:
    rng = np.random.RandomState(seed)
    arrays = {"input_sequence": rng.normal(size=(steps, batch, inputs))}
    for gate in GATES:
        arrays[f"{gate}_gate_weights"] = rng.normal(size=(units, units))
        arrays[f"{gate}_gate_inputs"] = rng.normal(size=(inputs, units))
        arrays[f"{gate}_gate_bias"] = rng.normal(size=units)
    arrays["initial_hidden"] = rng.normal(size=(batch, units))
    arrays["initial_cell"] = rng.normal(size=(batch, units))
    return arrays, rng.normal(size=(steps, batch, units))


def solve(arrays: dict[str, Any], upstream: Any, **states: Any) -> dict[str, Any]:
    weights = {name: value for name, value in arrays.items() if "_gate_" in name}
    hidden, cell = forward(arrays)
    gradients: dict[str, Any] = load("solution").lstm_backward(
        hidden, cell, arrays["input_sequence"], weights, upstream, **states
    )
    return gradients


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (5, 3, 6, 4), (4, 2, 3, 5), (1, 3, 2, 4), (3, 1, 2, 2)])
def test_the_solution_is_the_derivative_of_the_forward_pass(sizes: tuple[int, int, int, int]) -> None:
    arrays, upstream = problem(11, *sizes)
    states = {name: arrays[name] for name in ("initial_hidden", "initial_cell")}
    gradients = solve(arrays, upstream, **states)
    assert gradients.keys() == arrays.keys()
    for name, array in arrays.items():
        expected = differences(lambda: float((forward(arrays)[0] * upstream).sum()), array)
        assert gradients[name].shape == array.shape
        assert np.abs(gradients[name] - expected).max() < TOLERANCE * max(1.0, np.abs(expected).max()), name


def test_omitted_initial_states_are_zeros_with_gradients_of_their_own() -> None:
    arrays, upstream = problem(5, 3, 2, 4, 3)
    for name in ("initial_hidden", "initial_cell"):
        arrays[name][:] = 0.0
    gradients = solve(arrays, upstream)
    for name in ("initial_hidden", "initial_cell"):
        expected = differences(lambda: float((forward(arrays)[0] * upstream).sum()), arrays[name])
        assert np.abs(expected).max() > 0.01
        assert np.abs(gradients[name] - expected).max() < TOLERANCE


def test_the_forward_pass_of_the_stub_is_right_and_its_backward_pass_unwritten() -> None:
    stub = load("stub")
    arrays, upstream = problem(3, 4, 3, 2, 5)
    weights = {name: value for name, value in arrays.items() if "_gate_" in name}
    given = (arrays["input_sequence"], weights, arrays["initial_hidden"], arrays["initial_cell"])
    hidden, cell = stub.lstm_forward(*given)
    expected_hidden, expected_cell = forward(arrays)
    assert np.allclose(hidden, expected_hidden, rtol=0, atol=1e-12)
    assert np.allclose(cell, expected_cell, rtol=0, atol=1e-12)
    with pytest.raises(NotImplementedError):
        stub.lstm_backward(hidden, cell, arrays["input_sequence"], weights, upstream)


def test_the_states_of_every_case_are_those_of_a_forward_pass() -> None:
    for case in load("cases").cases(np.random.RandomState(4)):
        inputs = {
            name: np.asarray(value) for name, value in case.inputs.items() if name != "weights" and value is not None
        }
        for name in ("initial_hidden", "initial_cell"):
            inputs.setdefault(name, np.zeros(inputs["hidden_sequences"].shape[1:]))
        with np.errstate(over="ignore"):
            hidden, cell = forward(inputs | dict(case.inputs["weights"]))
        assert np.allclose(inputs["hidden_sequences"], hidden, rtol=0, atol=1e-6), case.name
        assert np.allclose(inputs["cell_sequences"], cell, rtol=0, atol=1e-6), case.name


def test_arrays_of_any_layout_and_lists_give_finite_gradients_and_stay_as_they_are() -> None:
    solution = load("solution")
    names = []
    for case in load("cases").cases(np.random.RandomState(9)):
        copies = {
            name: np.array(value) for name, value in case.inputs.items() if name != "weights" and value is not None
        }
        weights = {name: value.copy() for name, value in case.inputs["weights"].items()}
        for gradient in solution.lstm_backward(**case.inputs).values():
            assert np.isfinite(gradient).all(), case.name
        assert all(np.array_equal(case.inputs[name], copy) for name, copy in copies.items()), case.name
        assert all(np.array_equal(case.inputs["weights"][name], copy) for name, copy in weights.items()), case.name
        names.append(case.name)
    assert len(set(names)) == len(names) == 17
