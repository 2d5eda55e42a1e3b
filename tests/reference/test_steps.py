"""Every intermediate value, against the fast reference that knows only states and sums."""

import numpy as np
import pytest

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_backward, lstm_forward
from lstm_drills.reference.steps import every_gradient, every_step

STEPS, BATCH, INPUTS, UNITS = 6, 3, 4, 5
NAMES = {"forget": "forget", "input": "input", "output": "output", "cell": "candidate"}


@pytest.fixture
def case():
    rng = np.random.RandomState(3)
    weights = lstm_weights(rng, INPUTS, UNITS)
    x, upstream = rng.normal(size=(STEPS, BATCH, INPUTS)), rng.normal(size=(STEPS, BATCH, UNITS))
    states = rng.normal(size=(2, BATCH, UNITS))
    return x, weights, upstream, states


def test_the_states_are_those_of_the_forward_pass(case):
    x, weights, _, (h0, c0) = case
    steps = every_step(x, weights, h0, c0)
    hidden, cell = lstm_forward(x, weights, h0, c0)
    np.testing.assert_allclose(steps.hidden, hidden, rtol=1e-12)
    np.testing.assert_allclose(steps.cell, cell, rtol=1e-12)
    np.testing.assert_array_equal(steps.prev_cell[1:], steps.cell[:-1])
    np.testing.assert_allclose(steps.forget * steps.prev_cell + steps.input * steps.candidate, cell, rtol=1e-12)


def test_the_sums_gradients_give_those_of_the_weights(case):
    x, weights, upstream, (h0, c0) = case
    steps = every_step(x, weights, h0, c0)
    found = every_gradient(steps, weights, upstream)
    expected = lstm_backward(steps.hidden, steps.cell, x, weights, upstream, h0, c0)
    for gate, name in NAMES.items():
        d_sum = getattr(found, f"sum_{name}")
        np.testing.assert_allclose(np.einsum("tnd,tnh->dh", x, d_sum), expected[f"{gate}_gate_inputs"], rtol=1e-9)
        np.testing.assert_allclose(d_sum.sum(axis=(0, 1)), expected[f"{gate}_gate_bias"], rtol=1e-9)


def test_a_state_s_gradient_is_that_of_the_rest_of_the_sequence_begun_with_it(case):
    """But for what comes to h_t from outside and, of dc, through h_t: it enters before the step ends."""
    x, weights, upstream, (h0, c0) = case
    steps = every_step(x, weights, h0, c0)
    found = every_gradient(steps, weights, upstream)
    for t in range(STEPS - 1):
        rest = lstm_backward(
            steps.hidden[t + 1 :], steps.cell[t + 1 :], x[t + 1 :], weights, upstream[t + 1 :],
            steps.hidden[t], steps.cell[t],
        )  # fmt: skip
        np.testing.assert_allclose(found.hidden[t] - upstream[t], rest["initial_hidden"], rtol=1e-9, atol=1e-12)
        through_hidden = found.hidden[t] * steps.output[t] * (1 - np.tanh(steps.cell[t]) ** 2)
        np.testing.assert_allclose(found.cell[t] - through_hidden, rest["initial_cell"], rtol=1e-9, atol=1e-12)
