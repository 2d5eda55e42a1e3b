"""Is a wrong backward pass exact for the learner's own wrong forward pass? Then the mistake is in the forward.

The gradient of L = sum(d_hidden_sequences * hidden_sequences) through the learner's ``lstm_forward``, by central differences,
beside what the learner's ``lstm_backward`` returns for the sequences of that same forward pass.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lstm_drills import reference
from lstm_drills.content.cases import Case, lstm_weights
from lstm_drills.grader.compare import Array, Arrays, expectation, is_right, named_arrays
from lstm_drills.grader.evidence import Evidence, bindings_of
from lstm_drills.grader.outcomes import Call, Ended, Raised, Returned
from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import Text, message

STEP = 1e-5
# central differences of float64 are right to about 1e-9 here; a mistake is above 1e-2
TOLERANCE = 1e-5
STEPS, BATCH, INPUTS, UNITS = 3, 2, 2, 3

Forward = Callable[[Sequence[Mapping[str, Any]]], list[Arrays] | None]


def exact_for_own_forward(evidence: Evidence) -> list[Diagnosis]:
    """One cause, if the forward pass is wrong and the backward pass is its exact gradient; else none."""
    if "lstm_backward" not in evidence.bindings:
        return []
    case = _case(evidence.seed)
    forward = _forward(evidence)
    own = forward([case.inputs])
    if not own or _is_reference(own[0], case):
        return []
    upstream = np.asarray(case.inputs["d_hidden_sequences"])
    inputs = {name: case.inputs[name] for name in ("input_sequence", "weights", "initial_hidden", "initial_cell")}
    numerical = _central_differences(forward, inputs, upstream)
    sequences = {"hidden_sequences": own[0]["hidden_sequences"], "cell_sequences": own[0]["cell_sequences"]}
    returned = evidence.ask([Case(case.name, case.shows, {**case.inputs, **sequences}, "lstm_backward")])[0]
    if numerical is None or not returned.readable:
        return []
    got = returned.results[0].arrays
    if all(got[name].shape == value.shape and _close(got[name], value) for name, value in numerical.items()):
        words = message("diagnosis.exact-for-own-forward")
        return [Diagnosis("forward/backward-is-exact-for-it", ("contract", "hidden_state", "cell_state"), words)]
    return []


def _close(got: Array, value: Array) -> bool:
    return bool(np.abs(got - value).max(initial=0.0) <= TOLERANCE * max(np.abs(value).max(initial=0.0), 1e-3))


def _case(seed: int) -> Case:
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


def _is_reference(own: Arrays, case: Case) -> bool:
    return is_right(own["hidden_sequences"], np.asarray(case.inputs["hidden_sequences"])) and is_right(
        own["cell_sequences"], np.asarray(case.inputs["cell_sequences"])
    )


def _forward(evidence: Evidence) -> Forward:
    """The learner's ``lstm_forward``: of the same file, else of the file that the evidence names, else nothing."""

    def in_same_child(batch: Sequence[Mapping[str, Any]]) -> list[Arrays] | None:
        return _call(evidence.session, evidence.loaded, batch)

    def in_other_child(batch: Sequence[Mapping[str, Any]]) -> list[Arrays] | None:
        if evidence.start is None or evidence.own_forward is None:
            return None
        with evidence.start() as session:
            loaded = session.load(evidence.own_forward)
            return None if isinstance(loaded, Ended) else _call(session, loaded, batch)

    return in_same_child if "lstm_forward" in evidence.loaded.functions else in_other_child


def _call(session: Any, loaded: Any, batch: Sequence[Mapping[str, Any]]) -> list[Arrays] | None:
    binding = bindings_of(loaded, ["lstm_forward"]).get("lstm_forward")
    if binding is None:
        return None
    calls: list[Call] = [binding.call("lstm_forward", inputs) for inputs in batch]
    found = []
    outcomes: list[list[Returned] | Raised | Ended] = session.call(calls)
    for inputs, outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, Raised | Ended):
            return None
        wanted = {name: inputs[name] for name in ("input_sequence", "weights", "initial_hidden", "initial_cell")}
        expected = expectation("lstm_forward", reference.lstm_forward(**wanted))
        arrays, faults = named_arrays(outcome[0].value, expected)
        if faults:
            return None
        found.append(arrays)
    return found


def _central_differences(forward: Forward, inputs: Mapping[str, Any], upstream: Array) -> Arrays | None:
    """d L / d every array, by two forward passes for each of its elements, all sent at once."""
    places: list[tuple[str, int]] = []
    batch: list[Mapping[str, Any]] = []
    arrays: Arrays = {**inputs["weights"], **{name: value for name, value in inputs.items() if name != "weights"}}
    for name, array in arrays.items():
        for index in range(array.size):
            for sign in (1.0, -1.0):
                moved = array.copy()
                moved.flat[index] += sign * STEP
                places.append((name, index))
                batch.append(_with(inputs, name, moved))
    results = forward(batch)
    if results is None:
        return None
    losses = [float((result["hidden_sequences"] * upstream).sum()) for result in results]
    gradients = {name: np.zeros(array.shape) for name, array in arrays.items()}
    for (name, index), plus, minus in zip(places[::2], losses[::2], losses[1::2], strict=True):
        gradients[name].flat[index] = (plus - minus) / (2 * STEP)
    return gradients


def _with(inputs: Mapping[str, Any], name: str, value: Array) -> Mapping[str, Any]:
    if name in inputs["weights"]:
        return {**inputs, "weights": {**inputs["weights"], name: value}}
    return {**inputs, name: value}
