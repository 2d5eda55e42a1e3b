"""The search finds what was done, says nothing where nothing fits, and never confuses two that can be told apart."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_drills import reference
from lstm_drills.content.cases import Case, lstm_weights
from lstm_drills.grader.compare import same_result
from lstm_drills.grader.diagnose import search
from lstm_drills.grader.diagnose.backward_edits import backward_edits
from lstm_drills.grader.diagnose.backward_run import gradients_of, run_backward, trace_of
from lstm_drills.grader.diagnose.key_changes import CHANGES
from lstm_drills.grader.diagnose.sequence_edits import run_sequence, sequence_edits
from lstm_drills.grader.diagnose.state_edits import cell_edits
from lstm_drills.grader.observe import Observation, Result, expected_of
from lstm_drills.messages import Text

SIZES = ((1, 1, 1, 1), (2, 2, 3, 2), (4, 3, 6, 4), (1, 2, 4, 3), (3, 2, 3, 5))


def forward_cases(seed=0):
    rng = np.random.RandomState(seed)
    for steps, batch, inputs, units in SIZES:
        yield {
            "input_sequence": rng.normal(size=(steps, batch, inputs)),
            "weights": lstm_weights(rng, inputs, units),
            "initial_hidden": rng.normal(size=(batch, units)),
            "initial_cell": rng.normal(size=(batch, units)),
        }


def backward_cases(seed=0):
    rng = np.random.RandomState(seed + 100)
    for inputs in forward_cases(seed):
        hidden, cell = reference.lstm_forward(**inputs)
        sequences = {"hidden_sequences": hidden, "cell_sequences": cell}
        yield {**sequences, **inputs, "d_hidden_sequences": 20 * rng.normal(size=hidden.shape)}


def unit_cases(seed=0):
    for inputs in forward_cases(seed):
        states = {"prev_hidden": inputs["initial_hidden"], "prev_cell": inputs["initial_cell"]}
        yield {"input_": inputs["input_sequence"][0], **states, "weights": inputs["weights"]}


def observed(function, inputs, arrays):
    case = Case("case", Text("", ""), inputs, function)
    return Observation(case, expected_of(case), (Result(arrays),))


def backward(edits, noise=None):
    found = []
    for inputs in backward_cases():
        arrays = gradients_of(run_backward(trace_of(inputs), edits))
        found.append(observed("lstm_backward", inputs, noise(arrays) if noise else arrays))
    return found


def forward(edits):
    return [
        observed(
            "lstm_forward",
            inputs,
            dict(zip(("hidden_sequences", "cell_sequences"), run_sequence(inputs, edits), strict=True)),
        )
        for inputs in forward_cases()
    ]


def unit(edits):
    return [
        observed(
            "lstm_unit", inputs, search._unit(Observation(Case("", Text("", ""), inputs, "lstm_unit"), None), edits)
        )
        for inputs in unit_cases()
    ]


def alike(one, other):
    pairs = zip(one, other, strict=True)
    return all(same_result(a.results[0].arrays, b.results[0].arrays) for a, b in pairs)


def test_the_engine_without_edits_is_the_reference():
    for observation in (*backward({}), *forward({}), *unit({})):
        assert not observation.wrong


EVERY = [
    *((("lstm_backward", backward, edit)) for edit in backward_edits()),
    *((("lstm_forward", forward, edit)) for edit in (*sequence_edits(), *cell_edits()[::7])),
    *((("lstm_unit", unit, edit)) for edit in cell_edits()[::3]),
]


def test_every_single_edit_is_found_again():
    """By its own name, or by that of an earlier one which gives the same numbers everywhere."""
    by_id = {(function, edit.cause.id): edit for function, _, edit in EVERY}
    by_id |= {("lstm_unit", edit.cause.id): edit for edit in cell_edits()}
    by_id |= {("lstm_forward", edit.cause.id): edit for edit in cell_edits()}
    lost = []
    for function, run, edit in EVERY[::11]:
        observations = run({edit.slot: edit})
        if not any(o.wrong for o in observations) or not all(o.readable and not o.faults for o in observations):
            continue
        causes = search.explain(function, observations, 1)
        named = causes[0].id if causes else "nothing"
        same = by_id.get((function, named))
        if (
            named != edit.cause.id
            and named.partition("/")[0] != "gradients"
            and not (same and alike(run({same.slot: same}), observations))
        ):
            lost.append((edit.cause.id, named))
    assert not lost


@pytest.mark.parametrize("name", [name for name in CHANGES if not name.startswith("clipped")])
def test_every_change_of_a_finished_gradient_is_found_again(name):
    from lstm_drills.grader.diagnose.key_relations import sample

    keys = [
        f"{gate}_gate_{kind}"
        for gate in ("forget", "input", "output", "cell")
        for kind in ("weights", "inputs", "bias")
    ]
    keys += ["input_sequence", "initial_hidden", "initial_cell"]
    for key in keys:
        found = []
        for inputs in backward_cases():
            one = sample(run_backward(trace_of(inputs), {}), {})
            changed = CHANGES[name][1](one.run, one.arrays, key)
            if changed is not None and changed.shape == one.arrays[key].shape:
                found.append(observed("lstm_backward", inputs, {**one.arrays, key: changed}))
        if found and any(o.wrong for o in found):
            causes = search.explain("lstm_backward", found, 1)
            assert causes, (name, key)
            return
    pytest.fail(f"{name} changes no key")


def test_two_edits_in_different_places_are_both_named():
    edits = {edit.cause.id: edit for edit in backward_edits()}
    one, other = edits["zf/df * f"], edits["dcp/dc"]
    causes = search.explain("lstm_backward", backward({one.slot: one, other.slot: other}), 2)
    assert {cause.id for cause in causes} == {one.cause.id, other.cause.id}


def test_a_factor_that_no_table_holds_is_computed():
    edits = {"dhp": replace(backward_edits()[0], slot="dhp", apply="1.37 * dhp")}
    causes = search.explain("lstm_backward", backward(edits), 1)
    assert [cause.id for cause in causes] == ["dhp/scaled"]
    assert causes[0].message.parameters["factor"] == "1.37"


@pytest.mark.parametrize("key", ["forget_gate_bias", "input_sequence", "cell_gate_weights"])
def test_what_fits_nothing_is_given_no_name(key):
    rng = np.random.RandomState(1)

    def noise(arrays):
        return {**arrays, key: arrays[key] * (1 + 0.3 * rng.normal(size=arrays[key].shape))}

    assert search.explain("lstm_backward", backward({}, noise), 2) == []


def test_a_name_that_fits_the_small_rungs_only_is_not_given():
    edits = {edit.cause.id: edit for edit in backward_edits()}
    one = edits["df/dc * c"]
    observations = backward({one.slot: one})
    arrays = {name: array + (name == "cell_gate_bias") for name, array in observations[2].results[0].arrays.items()}
    observations[2] = observed("lstm_backward", observations[2].case.inputs, arrays)
    assert search.explain("lstm_backward", observations, 1) == []
