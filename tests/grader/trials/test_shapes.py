"""Whether returned parameters are those of the model: keys and shapes, sizes that decide each other."""

from typing import Any

import numpy as np
import pytest

from lstm_drills.grader.trials.shapes import lstm_shapes, parameters_fault

SHAPES = {"embedding": (7, "E"), **lstm_shapes("E", "H"), "output_bias": (3,)}


def parameters(inputs: int = 4, units: int = 5) -> dict[str, Any]:
    sizes = {"E": inputs, "H": units}
    return {name: np.zeros([sizes.get(size, size) for size in shape]) for name, shape in SHAPES.items()}


@pytest.mark.parametrize("sizes", [(4, 5), (1, 1), (5, 4)])
def test_any_sizes_that_fit_each_other_are_right(sizes: tuple[int, int]) -> None:
    assert parameters_fault(parameters(*sizes), SHAPES) is None


def test_an_lstm_has_twelve_arrays_and_a_prefix_goes_before_each() -> None:
    assert len(lstm_shapes("E", "H")) == 12
    assert all(name.startswith("encoder_") for name in lstm_shapes("E", "H", "encoder_"))


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("embedding", np.zeros((6, 4)), "grader.wrong-shape"),
        ("cell_gate_inputs", np.zeros((5, 4)), "grader.wrong-shape"),
        ("output_gate_weights", np.zeros((5, 6)), "grader.wrong-shape"),
        ("embedding", np.zeros(28), "grader.wrong-shape"),
        ("output_bias", np.zeros((1, 3)), "grader.wrong-shape"),
        ("output_bias", "none", "grader.not-an-array"),
    ],
)
def test_one_array_that_does_not_fit_is_named(name: str, value: Any, found: str) -> None:
    fault = parameters_fault({**parameters(), name: value}, SHAPES)
    assert fault is not None
    assert fault.id == found
    assert fault.parameters["name"] == name


def test_the_expected_shape_is_said_in_numbers() -> None:
    fault = parameters_fault({**parameters(4, 5), "forget_gate_inputs": np.zeros((5, 4))}, SHAPES)
    assert fault is not None
    assert fault.parameters["expected"] == "(4, 5)"


def test_missing_keys_are_named_with_those_that_are_needed() -> None:
    given = parameters()
    del given["output_bias"]
    fault = parameters_fault(given, SHAPES)
    assert fault is not None
    assert fault.parameters == {
        "names": ["output_bias"],
        "needed": ["embedding", "output_bias", "forget_gate_bias, ..."],
    }


@pytest.mark.parametrize(("returned", "found"), [(None, "grader.returns-none"), ([1.0], "training.not-a-dict")])
def test_what_is_no_dictionary_is_said(returned: Any, found: str) -> None:
    fault = parameters_fault(returned, SHAPES)
    assert fault is not None
    assert fault.id == found
