"""Laws of the reference: its gradients are its forward's, time can be split, examples do not meet, arguments stay."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_backward, lstm_forward, lstm_unit
from lstm_drills.reference.activations import sigmoid, softmax

STEP = 1e-6


def inputs_of(seed, steps=4, batch=3, inputs=5, units=2):
    rng = np.random.RandomState(seed)
    return {
        "input_sequence": rng.normal(size=(steps, batch, inputs)),
        "weights": lstm_weights(rng, inputs, units),
        "initial_hidden": rng.normal(size=(batch, units)),
        "initial_cell": rng.normal(size=(batch, units)),
    }


def backward(inputs, d_hidden):
    hidden, cell = lstm_forward(**inputs)
    return lstm_backward(
        hidden,
        cell,
        inputs["input_sequence"],
        inputs["weights"],
        d_hidden,
        inputs["initial_hidden"],
        inputs["initial_cell"],
    )


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (3, 2, 4, 3), (5, 1, 2, 2)])
def test_gradients_are_those_of_central_differences(sizes):
    inputs = inputs_of(1, *sizes)
    d_hidden = np.random.RandomState(2).normal(size=(sizes[0], sizes[1], sizes[3]))
    gradients = backward(inputs, d_hidden)
    arrays = {
        **inputs["weights"],
        **{name: inputs[name] for name in ("input_sequence", "initial_hidden", "initial_cell")},
    }
    for name, array in arrays.items():
        numerical = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            kept = array[place]
            losses = []
            for moved in (kept + STEP, kept - STEP):
                array[place] = moved
                losses.append((lstm_forward(**inputs)[0] * d_hidden).sum())
            array[place] = kept
            numerical[place] = (losses[0] - losses[1]) / (2 * STEP)
        assert np.abs(gradients[name] - numerical).max() < 1e-7, name


@given(st.integers(0, 2**31 - 1), st.integers(1, 5), st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_a_step_at_a_time_and_two_halves_give_the_whole(seed, steps, batch, inputs, units):
    case = inputs_of(seed, steps, batch, inputs, units)
    hidden, cell = lstm_forward(**case)
    state = case["initial_hidden"], case["initial_cell"]
    for t in range(steps):
        state = lstm_unit(case["input_sequence"][t], *state, case["weights"])
        np.testing.assert_allclose(state[0], hidden[t], atol=1e-13)
        np.testing.assert_allclose(state[1], cell[t], atol=1e-13)
    half = steps // 2
    if half:
        h, c = lstm_forward(
            case["input_sequence"][:half], case["weights"], case["initial_hidden"], case["initial_cell"]
        )
        rest = lstm_forward(case["input_sequence"][half:], case["weights"], h[-1], c[-1])
        np.testing.assert_allclose(np.concatenate([h, rest[0]]), hidden, atol=1e-13)


@given(st.integers(0, 2**31 - 1), st.floats(-3, 3), st.floats(-3, 3))
@settings(max_examples=20, deadline=None)
def test_gradients_are_linear_in_the_upstream_gradient(seed, a, b):
    case = inputs_of(seed)
    one, other = np.random.RandomState(seed).normal(size=(2, 4, 3, 2))
    mixed, first, second = backward(case, a * one + b * other), backward(case, one), backward(case, other)
    for name, array in mixed.items():
        np.testing.assert_allclose(array, a * first[name] + b * second[name], atol=1e-10)


def test_examples_do_not_meet():
    case = inputs_of(3)
    hidden, _ = lstm_forward(**case)
    alone, _ = lstm_forward(
        case["input_sequence"][:, 1:2], case["weights"], case["initial_hidden"][1:2], case["initial_cell"][1:2]
    )
    np.testing.assert_allclose(hidden[:, 1:2], alone, atol=1e-14)


def test_lists_and_missing_states():
    case = inputs_of(4)
    case |= {"initial_hidden": None, "initial_cell": None}
    zeros = {"initial_hidden": np.zeros((3, 2)), "initial_cell": np.zeros((3, 2))}
    hidden, cell = lstm_forward(**case)
    listed = lstm_forward(list(case["input_sequence"]), case["weights"])
    np.testing.assert_array_equal(hidden, listed[0])
    np.testing.assert_array_equal(hidden, lstm_forward(**{**case, **zeros})[0])
    d_hidden = np.ones(hidden.shape)
    from_lists = lstm_backward(list(hidden), list(cell), list(case["input_sequence"]), case["weights"], list(d_hidden))
    for name, array in backward({**case, **zeros}, d_hidden).items():
        np.testing.assert_array_equal(array, from_lists[name])


def test_single_precision_stays_single_and_is_right():
    case = inputs_of(5)
    single = {
        name: {key: array.astype(np.float32) for key, array in value.items()}
        if name == "weights"
        else value.astype(np.float32)
        for name, value in case.items()
    }
    d_hidden = np.random.RandomState(0).normal(size=(4, 3, 2))
    hidden, _ = lstm_forward(**single)
    assert hidden.dtype == np.float32
    exact = backward(case, d_hidden)
    for name, array in backward(single, d_hidden.astype(np.float32)).items():
        assert array.dtype == np.float32
        assert np.abs(array - exact[name]).max() <= 1e-5 * np.abs(exact[name]).max()


def test_huge_inputs_stay_finite_and_warn_of_nothing():
    case = inputs_of(6)
    case["input_sequence"][1] = 1e4
    case["input_sequence"][2] = -1e4
    gradients = backward(case, np.ones((4, 3, 2)))
    assert all(np.isfinite(array).all() for array in gradients.values())


def test_arguments_stay_and_results_are_their_own():
    case = inputs_of(7)
    copies = {
        name: {k: a.copy() for k, a in value.items()} if name == "weights" else value.copy()
        for name, value in case.items()
    }
    hidden, cell = lstm_forward(**case)
    d_hidden = np.ones(hidden.shape)
    gradients = lstm_backward(
        hidden, cell, case["input_sequence"], case["weights"], d_hidden, case["initial_hidden"], case["initial_cell"]
    )
    for name, value in copies.items():
        if name == "weights":
            assert all(np.array_equal(case["weights"][key], array) for key, array in value.items())
        else:
            assert np.array_equal(case[name], value)
    assert (d_hidden == 1).all()
    names = list(gradients)
    assert not any(np.shares_memory(gradients[a], gradients[b]) for i, a in enumerate(names) for b in names[i + 1 :])
    assert not np.shares_memory(hidden, cell)


def test_an_empty_sequence_has_no_states_and_no_gradients():
    case = inputs_of(8)
    case["input_sequence"] = case["input_sequence"][:0]
    hidden, cell = lstm_forward(**case)
    assert hidden.shape == cell.shape == (0, 3, 2)
    gradients = backward(case, np.zeros((0, 3, 2)))
    assert not any(array.any() for array in gradients.values())


@given(st.floats(-1e300, 1e300))
def test_activations_never_overflow(z):
    value = sigmoid(np.array([z]))
    assert 0 <= value[0] <= 1
    assert softmax(np.array([[z, 0.0]])).sum() == pytest.approx(1.0)
