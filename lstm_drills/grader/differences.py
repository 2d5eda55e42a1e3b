"""Gradients by central differences, through a learner's ``lstm_forward`` or through the reference's.

The loss is sum(d_hidden_sequences * hidden_sequences), whose gradient is what ``lstm_backward`` has to return.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lstm_drills import reference
from lstm_drills.content.cases import Case, lstm_weights
from lstm_drills.grader.compare import Array, Arrays, expectation, is_right, named_arrays
from lstm_drills.grader.evidence import bindings_of
from lstm_drills.grader.outcomes import Call, Ended, Loaded, Raised, Returned
from lstm_drills.grader.runner import Session
from lstm_drills.messages import Text

STEP = 1e-5
STEPS, BATCH, INPUTS, UNITS = 3, 2, 2, 3
FORWARD_INPUTS = ("input_sequence", "weights", "initial_hidden", "initial_cell")

# several sets of inputs in, the states of each out; None where that fails
Forward = Callable[[Sequence[Mapping[str, Any]]], list[Arrays] | None]


def backward_case(seed: int) -> Case:
    """One small case of lstm_backward, with the true sequences."""
    rng = np.random.RandomState(seed)
    inputs: dict[str, Any] = {
        "input_sequence": rng.normal(size=(STEPS, BATCH, INPUTS)),
        "weights": lstm_weights(rng, INPUTS, UNITS),
        "initial_hidden": rng.normal(size=(BATCH, UNITS)),
        "initial_cell": rng.normal(size=(BATCH, UNITS)),
    }
    hidden, cell = reference.lstm_forward(**inputs)
    inputs |= {"hidden_sequences": hidden, "cell_sequences": cell, "d_hidden_sequences": rng.normal(size=hidden.shape)}
    return Case("own-forward", Text("", ""), inputs, "lstm_backward")


def has_true_states(states: Arrays, case: Case) -> bool:
    """Whether these are the states that the case was given."""
    return all(is_right(states[name], np.asarray(case.inputs[name])) for name in ("hidden_sequences", "cell_sequences"))


def forward_of(session: Session, loaded: Loaded) -> Forward:
    """The ``lstm_forward`` of a file that the session has loaded."""

    def forward(batch: Sequence[Mapping[str, Any]]) -> list[Arrays] | None:
        binding = bindings_of(loaded, ["lstm_forward"]).get("lstm_forward")
        if binding is None:
            return None
        calls: list[Call] = [binding.call("lstm_forward", inputs) for inputs in batch]
        outcomes: list[list[Returned] | Raised | Ended] = session.call(calls)
        found = []
        for inputs, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Raised | Ended):
                return None
            expected = expectation("lstm_forward", _true_states(inputs))
            arrays, faults = named_arrays(outcome[0].value, expected)
            if faults:
                return None
            found.append(arrays)
        return found

    return forward


def true_forward(batch: Sequence[Mapping[str, Any]]) -> list[Arrays]:
    """The reference's."""
    return [expectation("lstm_forward", _true_states(inputs)).arrays for inputs in batch]


def _true_states(inputs: Mapping[str, Any]) -> tuple[Array, Array]:
    return reference.lstm_forward(**{name: inputs[name] for name in FORWARD_INPUTS})


def central_differences(forward: Forward, case: Case, step: float = STEP) -> Arrays | None:
    """d loss / d every array, by two forward passes for each of its elements, all asked for at once."""
    inputs = {name: case.inputs[name] for name in FORWARD_INPUTS}
    upstream = np.asarray(case.inputs["d_hidden_sequences"])
    places: list[tuple[str, int]] = []
    batch: list[Mapping[str, Any]] = []
    arrays: Arrays = {**inputs["weights"], **{name: value for name, value in inputs.items() if name != "weights"}}
    for name, array in arrays.items():
        for index in range(array.size):
            for sign in (1.0, -1.0):
                moved = array.copy()
                moved.flat[index] += sign * step
                places.append((name, index))
                batch.append(_with(inputs, name, moved))
    results = forward(batch)
    if results is None:
        return None
    losses = [float((result["hidden_sequences"] * upstream).sum()) for result in results]
    gradients = {name: np.zeros(array.shape) for name, array in arrays.items()}
    for (name, index), plus, minus in zip(places[::2], losses[::2], losses[1::2], strict=True):
        gradients[name].flat[index] = (plus - minus) / (2 * step)
    return gradients


def _with(inputs: Mapping[str, Any], name: str, value: Array) -> Mapping[str, Any]:
    if name in inputs["weights"]:
        return {**inputs, "weights": {**inputs["weights"], name: value}}
    return {**inputs, name: value}
